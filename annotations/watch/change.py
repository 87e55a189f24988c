"""Pausing the watch on a page, and going on with it."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from annotations.history import record
from annotations.models import Watch
from annotations.permissions import Actor, require_editor
from annotations.watch.begin import visible_article, watch_of


@transaction.atomic
def pause(*, actor: Actor, article_id: UUID, is_paused: bool) -> Watch:
    """Pause or resume the watch on an article's page; equal values change nothing.

    A page that is resumed is looked at with the next round.

    Raises:
        Conflict: `nothing_to_watch`. Missing: `not_found`. Forbidden: `role_required`.
    """
    person = require_editor(actor)
    article = visible_article(person, article_id)
    watch = watch_of(article)
    if watch.is_paused == is_paused:
        return watch
    now = timezone.now()
    watch.is_paused = is_paused
    watch.paused_by, watch.paused_at = (person, now) if is_paused else (None, None)
    if not is_paused:
        watch.next_look_at = now
    watch.save(update_fields=["is_paused", "paused_by", "paused_at", "next_look_at"])
    record(
        actor,
        "watch_paused" if is_paused else "watch_resumed",
        watch,
        article=article,
        before={"is_paused": not is_paused},
        after={"is_paused": is_paused},
    )
    return watch
