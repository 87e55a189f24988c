"""Who can be called, who is, and who has not looked yet."""

from collections.abc import Mapping
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.discussion.said import key_of, names_in
from annotations.models import Claim, Comment, Mention, User
from annotations.refusals import Invalid

MOST = 20
OFFERED = 10


def people_named(words: str) -> list[User]:
    """Active accounts whose username or name has `words`, at most 10; what begins with them first."""
    begins = Q()
    holds = Q()
    for field in ("username", "full_name"):
        begins |= Q(**{f"{field}__istartswith": words})
        holds |= Q(**{f"{field}__icontains": words})
    begins |= Q(full_name__icontains=f" {words}")
    is_first = ExpressionWrapper(begins, output_field=BooleanField())
    found = User.objects.filter(holds, is_active=True) if words else _active()
    found = found.alias(is_first=is_first) if words else found
    order = ["-is_first"] if words else []
    return list(found.order_by(*order, "username")[:OFFERED])


def called_in(text: str) -> dict[str, User]:
    """The active accounts that a text calls, by the key of their name as it stands there.

    Case does not matter; where two usernames differ in nothing else, the older account is called.

    Raises:
        Invalid: `too_many_mentions` where it calls more than 20.
    """
    names = names_in(text)
    if not names:
        return {}
    spelled = _active().annotate(key=Lower("username")).filter(key__in=names)
    found: dict[str, User] = {}
    for person in spelled.order_by("date_joined", "pk"):
        found.setdefault(key_of(person.username), person)
    if len(found) > MOST:
        raise Invalid(
            "too_many_mentions",
            _("At most %(most)s people can be called in one comment. Leave some out.")
            % {"most": MOST},
            field="text",
        )
    return found


def call(comment: Comment, people: Mapping[str, User], *, before: str = "") -> None:
    """Keep whom the comment calls now.

    Whoever is called anew has not seen it, whoever is called no longer has nothing left to see (rows are
    never deleted), and whoever calls themselves has seen it.

    Args:
        comment: saved, with its new words.
        people: whom they call (see `called_in`).
        before: the words until now.
    """
    now, stood = timezone.now(), set(names_in(before))
    kept = {mention.person_id: mention for mention in comment.mentions.all()}
    added, anew = [], []
    for key, person in people.items():
        mention = kept.pop(person.pk, None)
        if mention is None:
            is_own = person.pk == comment.author_id
            added.append(Mention(comment=comment, person=person, seen_at=now if is_own else None))
        elif key not in stood and person.pk != comment.author_id:
            anew.append(mention.pk)
    gone = [mention.pk for mention in kept.values() if mention.seen_at is None]
    for ids, seen_at in ((anew, None), (gone, now)):
        if ids:
            comment.mentions.filter(pk__in=ids).update(seen_at=seen_at)
    Mention.objects.bulk_create(added)


def unseen_mentions(user: User) -> "QuerySet[Mention, Mention]":
    """Calls of this person that they have not looked at, newest first, on claims that they may read."""
    mine = Mention.objects.filter(
        person=user,
        seen_at__isnull=True,
        comment__removed_at__isnull=True,
        comment__thread__claim__in=Claim.objects.visible_to(user),
    )
    return mine.order_by("-pk")


def names_of(people: Mapping[str, User]) -> list[Any]:
    """Their usernames, for the record."""
    return sorted(person.username for person in people.values())


def _active() -> "QuerySet[User, User]":
    return User.objects.filter(is_active=True)
