"""How each kind of notice reaches people: their own choice, else what most people want."""

from collections.abc import Collection
from uuid import UUID

from annotations.models import NoticeChoice, NoticeKind, NoticeWay, User

# What stops a person's own work comes at once, what can wait until tomorrow with the daily mail.
DEFAULTS: dict[str, NoticeWay] = {
    NoticeKind.ASSIGNED: NoticeWay.AT_ONCE,
    NoticeKind.MENTIONED: NoticeWay.AT_ONCE,
    NoticeKind.SENT_BACK: NoticeWay.AT_ONCE,
    NoticeKind.APPROVED: NoticeWay.APP,
    NoticeKind.PUBLISHED: NoticeWay.APP,
    NoticeKind.STALE: NoticeWay.DIGEST,
    NoticeKind.DEADLINE: NoticeWay.AT_ONCE,
    NoticeKind.IMPORT_FAILED: NoticeWay.APP,
    NoticeKind.SILENT_EDIT: NoticeWay.DIGEST,
    NoticeKind.REMINDED: NoticeWay.AT_ONCE,
    NoticeKind.BLOCKED: NoticeWay.AT_ONCE,
    NoticeKind.SUGGESTED: NoticeWay.DIGEST,
    NoticeKind.WEBHOOK: NoticeWay.AT_ONCE,
}


def ways_of(people: Collection[UUID]) -> dict[UUID, dict[str, str]]:
    """By active account the way of every kind, in two queries; the app where there is no address to mail to."""
    addresses = dict(User.objects.filter(pk__in=people, is_active=True).values_list("pk", "email"))
    ways: dict[UUID, dict[str, str]] = {pk: {**DEFAULTS} for pk in addresses}
    chosen = NoticeChoice.objects.filter(person__in=addresses)
    for pk, kind, way in chosen.values_list("person", "kind", "way"):
        ways[pk][kind] = way
    return {pk: _without_mail(of) if not addresses[pk] else of for pk, of in ways.items()}


def _without_mail(ways: dict[str, str]) -> dict[str, str]:
    none = NoticeWay.NONE
    return {kind: none if way == none else NoticeWay.APP for kind, way in ways.items()}
