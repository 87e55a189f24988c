"""Being seen in an article: said every few seconds, forgotten soon, no part of the record."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models.functions import Now
from django.utils.translation import gettext as _

from annotations import typed
from annotations.models import Presence
from annotations.permissions import Actor
from annotations.refusals import Invalid

# A page says it every 12 seconds: three may get lost on the way.
HERE = timedelta(seconds=40)
KEPT = timedelta(minutes=10)


def see(*, actor: Actor, article_id: UUID, claim: Any = None, typing: Any = False) -> None:
    """Note that a person has an article open; one statement, by the database's clock.

    Args:
        actor: any signed-in account, viewers too.
        article_id: an article that they may read (the door looked).
        claim: the id of the claim whose card is open, or None.
        typing: whether they are typing in it.

    Raises:
        Invalid: `id_invalid`, `not_boolean`. Forbidden: `sign_in_required`.
    """
    if not isinstance(typing, bool):
        raise Invalid("not_boolean", _("Give true or false."), field="typing")
    seen = Presence(
        article_id=article_id,
        person=actor.person,
        claim=None if claim is None else typed.id_of(claim, "claim"),
        is_typing=typing,
        seen_at=Now(),
    )
    Presence.objects.bulk_create(
        [seen],
        update_conflicts=True,
        unique_fields=["article", "person"],
        update_fields=["claim", "is_typing", "seen_at"],
    )


def leave(*, actor: Actor, article_id: UUID) -> None:
    """Forget that a person has an article open; nothing happens where they have not."""
    Presence.objects.filter(article=article_id, person=actor.person).delete()


def others_in(article_id: UUID, *, but: UUID) -> list[Presence]:
    """Who else was seen in an article within `HERE`, by name; one query.

    Args:
        article_id: which.
        but: the id of the person who asks.
    """
    here = Presence.objects.filter(article=article_id, seen_at__gt=Now() - HERE)
    people = here.exclude(person=but).filter(person__is_active=True).select_related("person")
    return sorted(people, key=lambda seen: (seen.person.name.casefold(), str(seen.person_id)))


def purge() -> int:
    """Delete what is older than `KEPT`.

    Returns:
        How many rows.
    """
    deleted, _by_model = Presence.objects.filter(seen_at__lt=Now() - KEPT).delete()
    return deleted
