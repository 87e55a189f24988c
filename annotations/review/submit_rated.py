"""Handing to review, in one go, all that a person has rated in an article."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import workflow
from annotations.history.record_each import record_each
from annotations.models import Approval, Article, Claim, State, User
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Missing
from annotations.verdicts.guard import lacking


@dataclass(frozen=True, slots=True)
class Left:
    """A claim that stays with its editor, and why."""

    claim: Claim
    refusal: Conflict


@dataclass(frozen=True, slots=True)
class Outcome:
    """What goes to review and what stays (those that lack evidence first), as the claims were marked."""

    submitted: Sequence[Claim]
    left: Sequence[Left]

    def as_json(self) -> dict[str, Any]:
        """Ids, and for what stays the same code and sentence as `submit` refuses with."""
        return {
            "submitted": [str(claim.pk) for claim in self.submitted],
            "left": [
                {"claim": str(one.claim.pk), "code": one.refusal.code, "detail": one.refusal.detail}
                for one in self.left
            ],
        }


def look_at_rated(*, actor: Actor, article_id: UUID) -> Outcome:
    """What `submit_rated` would do now; nothing is changed.

    Raises:
        Forbidden: `role_required`. Missing: `not_found`.
    """
    person = require_editor(actor)
    _article(person, article_id)
    return _sorted(list(_unfinished(person, article_id)), person)


@transaction.atomic
def submit_rated(*, actor: Actor, article_id: UUID) -> Outcome:
    """Put into the reviewers' queue what this person wrote in and what is ready for it.

    These are the article's own claims in draft or with changes requested; a hold is no barrier, as in
    `submit`. As many statements however many claims there are.

    Args:
        actor: an editor or above.
        article_id: whose claims; one that only appears in it is submitted from its own article.

    Raises:
        Forbidden: `role_required`. Missing: `not_found`.
    """
    person = require_editor(actor)
    article = _article(person, article_id)
    locked = list(_unfinished(person, article_id).select_for_update(of=("self",)))
    outcome = _sorted(locked, person)
    before = [(claim, workflow.move(claim, "submit")) for claim in outcome.submitted]
    now = timezone.now()
    Claim.objects.filter(pk__in=[claim.pk for claim in outcome.submitted]).update(
        state=State.IN_REVIEW,
        approval=Approval.NONE,
        approval_decision=None,
        content_sha256="",
        submitted_at=now,
        submitted_by=person,
        version=F("version") + 1,
        changed_at=now,
    )
    if before:
        workflow.refresh_stage(article)
    record_each(
        actor,
        "submitted",
        [(claim, article.pk, {"before": state}) for claim, state in before],
        claims=[claim.pk for claim, _state in before],
    )
    return outcome


def _article(person: User, article_id: UUID) -> Article:
    found = Article.objects.visible_to(person).only("id", "stage").filter(pk=article_id).first()
    if found is None:
        raise Missing("not_found", _("There is no such article."))
    return found


def _unfinished(person: User, article_id: UUID) -> "QuerySet[Claim]":
    return (
        Claim.objects.visible_to(person)
        .filter(
            article=article_id,
            state__in=[*workflow.TRANSITIONS["submit"]],
            contributors__contains=[person.pk],
        )
        .select_related("verdict__rating")
        .defer("search")
        .order_by("pk")
    )


def _sorted(claims: list[Claim], person: User) -> Outcome:
    refusals = lacking(claims, person)
    left = [Left(claim, refusals[claim.pk]) for claim in claims if claim.pk in refusals]
    # What lacks only a source is nearer to its goal than what is not rated yet.
    left.sort(key=lambda one: one.refusal.code)
    return Outcome([claim for claim in claims if claim.pk not in refusals], left)
