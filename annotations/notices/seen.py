"""What a person has looked at. Seeing a notice of a mention is seeing the mention, and the other way round."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed
from annotations.models import Mention, Notice, NoticeKind
from annotations.permissions import Actor
from annotations.refusals import Missing

# The bell counts no further.
MOST_COUNTED = 100


def notices_of(actor: Actor) -> QuerySet[Notice]:
    """All that this person is told and may read."""
    return Notice.objects.visible_to(actor.person)


def unseen_count(actor: Actor) -> int:
    """How many they have not looked at, at most `MOST_COUNTED`."""
    return Notice.objects.visible_to(actor.person).unseen()[:MOST_COUNTED].count()


@transaction.atomic
def see(*, actor: Actor, notice_id: UUID) -> Notice:
    """Note that this person has looked at a notice; once more changes nothing.

    Raises:
        Missing: `not_found`, somebody else's too.
    """
    found = notices_of(actor).select_related("claim", "article")
    notice = found.defer("claim__search", "article__search").filter(pk=notice_id).first()
    if notice is None:
        raise Missing("not_found", _("There is no such notice. What it told of may be gone."))
    if notice.seen_at is None:
        notice.seen_at = timezone.now()
        _see(actor, Notice.objects.filter(pk=notice.pk))
    return notice


@transaction.atomic
def see_all(*, actor: Actor, kind: str = "") -> int:
    """The same for all of them, or all of one kind.

    Returns:
        How many were unseen until now.

    Raises:
        Invalid: `unknown_choice`.
    """
    unseen = Notice.objects.filter(person=actor.person).unseen()
    # Another empty value than the empty text is a mistake, and would mark all of them.
    if kind != "":
        unseen = unseen.filter(kind=typed.choice_of(kind, "kind", NoticeKind.values))
    return _see(actor, unseen)


def _see(actor: Actor, unseen: QuerySet[Notice]) -> int:
    called = unseen.filter(kind=NoticeKind.MENTIONED)
    comments = [comment for comment in called.values_list("body__comment", flat=True) if comment]
    now = timezone.now()
    count = unseen.update(seen_at=now)
    mentions = Mention.objects.filter(person=actor.person, comment__in=comments)
    mentions.filter(seen_at__isnull=True).update(seen_at=now)
    return count
