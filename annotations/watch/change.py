"""Pausing the watch on a page, and going on with it."""

from uuid import UUID

from django.utils.translation import gettext as _

from annotations.models import Watch
from annotations.permissions import Actor, require_editor
from annotations.refusals import Missing


def pause(*, actor: Actor, article_id: UUID, is_paused: bool) -> Watch:
    """Pause or resume the watch on an article's page; equal values change nothing.

    Raises:
        Conflict: `nothing_to_watch`. Missing: `not_found`. Forbidden: `role_required`.
    """
    require_editor(actor)
    watch = Watch.objects.visible_to(actor.person).filter(article=article_id).first()
    if watch is None or watch.is_paused == is_paused:
        raise Missing("not_found", _("There is no such article."))
    return watch
