"""A reviewer's suggested wording, and the independent second verdict."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.claim import Claim
from annotations.models.discussion import Pinned, Thread
from annotations.models.ids import Identified
from annotations.models.rating import Rating
from annotations.models.user import User
from annotations.models.verdict import Verdict


class SuggestionState(models.TextChoices):
    """What became of a suggestion."""

    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    TAKEN_BACK = "taken_back", _("taken back")


class Suggestion(Pinned):
    """Other words for a part of a judged value. Accepted, they are the work of who suggested them.

    The place is as in Pinned: `exact` are the words to be replaced (the whole value where `start` is null). `answer` is
    why it was declined.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="suggestions")
    thread = models.ForeignKey(
        Thread, null=True, on_delete=models.PROTECT, related_name="suggestions"
    )
    replacement = models.TextField(blank=True)
    comment = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=SuggestionState, default=SuggestionState.OPEN)
    suggested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=SuggestionState.values), name="suggestion_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", answered_at__isnull=True)
                | (~models.Q(state="open") & models.Q(answered_at__isnull=False)),
                name="suggestion_answered_once",
            ),
        ]
        indexes = [models.Index(fields=["claim", "id"], name="suggestion_of_claim")]

    def __str__(self) -> str:
        return self.replacement[:60]


SECOND, THIRD = 2, 3
"""Ranks of independent verdicts: the one beside the standing verdict, and the one that settles a difference."""


class SecondVerdictQuerySet(models.QuerySet["SecondVerdict"]):
    """Questions about independent verdicts."""

    def under_way(self) -> "SecondVerdictQuerySet":
        """Taken, and neither given nor handed back."""
        return self.filter(given_at__isnull=True, handed_back_at__isnull=True)

    def kept_from(self, person: User, claims: Collection[UUID] | None = None) -> set[UUID]:
        """Ids of the claims (of those named, where any are) whose verdict this person must not see for the moment.

        Every door asks this: whoever rates independently sees nothing of what was found before, until they have.
        """
        mine = self.under_way().filter(person=person)
        if claims is not None:
            mine = mine.filter(claim__in=claims)
        return set(mine.values_list("claim", flat=True))

    def hide_from(self, person: User, claims: Iterable[Claim]) -> None:
        """Take the verdict off those rows (in memory, they are to be shown, not saved) that are kept from this person."""
        rows = list(claims)
        blind = self.kept_from(person, {claim.pk for claim in rows}) if rows else set()
        for claim in rows:
            if claim.pk in blind:
                claim.verdict = None


class SecondVerdict(Identified):
    """An independent rating by somebody who does not see the first: taken, then given once.

    `rank` is 2, or 3 where the first two disagree. `compared_with` is the standing verdict when it was given.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="second_verdicts")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="second_verdicts")
    rank = models.PositiveSmallIntegerField(default=SECOND)
    rating = models.ForeignKey(Rating, null=True, on_delete=models.PROTECT, related_name="+")
    explanation = models.TextField(blank=True)
    compared_with = models.ForeignKey(
        Verdict, null=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_at = models.DateTimeField(auto_now_add=True)
    given_at = models.DateTimeField(null=True)
    handed_back_at = models.DateTimeField(null=True)

    objects = SecondVerdictQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rank__in=[2, 3]), name="second_verdict_rank_known"
            ),
            models.CheckConstraint(
                condition=models.Q(given_at__isnull=True, rating__isnull=True)
                | models.Q(given_at__isnull=False, rating__isnull=False),
                name="second_verdict_given_with_rating",
            ),
            models.UniqueConstraint(
                fields=["claim", "person"],
                condition=models.Q(handed_back_at__isnull=True),
                name="second_verdict_one_per_person",
            ),
            models.UniqueConstraint(
                fields=["claim", "rank"],
                condition=models.Q(handed_back_at__isnull=True, given_at__isnull=True),
                name="second_verdict_one_at_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "id"],
                name="second_verdict_open",
                condition=models.Q(given_at__isnull=True, handed_back_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rank} on {self.claim_id}"
