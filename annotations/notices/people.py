"""Who has to do with what happened. Each function gives the ids of accounts; who acted is left out by the caller."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q

from annotations import watch
from annotations.discussion.said import names_in
from annotations.models import (
    Alert,
    Article,
    Claim,
    DecisionKind,
    Evidence,
    Import,
    Mention,
    Notice,
    NoticeKind,
    ReviewDecision,
    Role,
    SignOff,
    Suggestion,
    User,
)
from annotations.notices.happened import Happened
from annotations.review.reminding import can_be_told

People = set[UUID]


def named_anew(entry: Happened) -> People:
    """Those whom `after` names and `before` did not: one id, or a list of them."""
    facts = entry.facts
    return _ids(facts.get("after")) - _ids(facts.get("before"))


def named_before(entry: Happened) -> People:
    """Whom `before` names."""
    return _ids(entry.facts.get("before"))


def itself(entry: Happened) -> People:
    """The account that the entry is about."""
    return _ids(entry.object_id)


def called(entry: Happened) -> People:
    """Those whom a comment calls and who have not looked yet; of an edited one, those it calls anew."""
    comment = entry.facts.get("first_comment") or entry.object_id
    unseen = Mention.objects.filter(
        comment__in=_ids(comment), seen_at__isnull=True, comment__removed_at__isnull=True
    )
    found: People = set()
    for person, evidence in unseen.filter(_spelled(_names(entry))).values_list(
        "person", "comment__thread__evidence"
    ):
        found |= _who_see(evidence, {person})
    return found


def everybody_who_worked(entry: Happened) -> People:
    """Who made the claim, the authors of all that was judged of it up to this decision, and its assignee.

    A decision names the contributors of its time: who wrote in the claim later is not told of it.
    """
    found: People = set()
    for claim in _claims(entry):
        decision = claim.decisions.filter(pk__in=_ids(entry.facts.get("decision"))).first()
        decisions = claim.decisions.all()
        if decision is not None:
            decisions = decisions.filter(created_at__lte=decision.created_at)
        else:
            found |= set(claim.contributors)
        found |= {claim.created_by_id, *_some(claim.assignee_id)}
        for authors in decisions.values_list("authors", flat=True):
            found |= set(authors)
    return found


def authors_and_assignee(entry: Happened) -> People:
    """Who wrote what stands now or stands approved, and the assignee."""
    found: People = set()
    for claim in _claims(entry):
        found |= {*claim.contributors, *_some(claim.assignee_id, claim.submitted_by_id)}
        if claim.approval_decision is not None:
            found |= set(claim.approval_decision.authors)
    return found


def authors_and_approvers(entry: Happened) -> People:
    """The same, and who approved it."""
    approved = ReviewDecision.objects.filter(claim=entry.claim_id, kind=DecisionKind.APPROVE)
    found = authors_and_assignee(entry)
    last = approved.order_by("-created_at", "-pk")[:2]
    return found | {one.decided_by_id for one in last if _is_standing(entry, one)}


def who_wanted_it_out(entry: Happened) -> People:
    """Who set the hour, the authors and the assignee."""
    found = authors_and_assignee(entry)
    for claim in _claims(entry):
        found |= _some(claim.publish_by_id)
    return found | _ids(entry.facts.get("by"))


def asked_to_review(entry: Happened) -> People:
    """Those of whom the reminder names who may decide on it; to the others, that it waits would tell too much."""
    claim = next(iter(_claims(entry)), None)
    if claim is None:
        return set()
    people = User.objects.filter(pk__in=_ids(entry.facts.get("reminded")))
    return {person.pk for person in people if can_be_told(claim, person)}


def who_may_answer(entry: Happened) -> People:
    """The authors and the assignee, of a suggestion on an evidence those who may see it."""
    suggestion = Suggestion.objects.filter(pk__in=_ids(entry.object_id)).first()
    if suggestion is None:
        return set()
    return _who_see(suggestion.evidence_id, authors_and_assignee(entry))


def around_article(entry: Happened) -> People:
    """Who wrote the article, works on it, or brought it in; and who signed it off."""
    found = Article.objects.filter(pk__in=_some(entry.article_id)).defer("search")
    article = found.first()
    if article is None:
        return set()
    people = writers(entry) | {one.pk for one in article.assignees.all()}
    signed = SignOff.objects.filter(pk__in=_ids(entry.object_id))
    return people | _some(article.created_by_id) | set(signed.values_list("by", flat=True))


def who_suggested(entry: Happened) -> People:
    """Whose suggestion was answered."""
    found = Suggestion.objects.filter(pk__in=_ids(entry.object_id))
    return set(found.values_list("suggested_by", flat=True))


def who_asked_for_import(entry: Happened) -> People:
    """Who asked for it; of a batch only where no unseen notice tells of it already."""
    item = Import.objects.filter(pk__in=_ids(entry.object_id)).first()
    if item is None or item.requested_by_id is None:
        return set()
    if item.batch_id is not None:
        told = Notice.objects.unseen().filter(
            person=item.requested_by_id,
            kind=NoticeKind.IMPORT_FAILED,
            body__batch=str(item.batch_id),
        )
        if told.exists():
            return set()
    return {item.requested_by_id}


def editors_of_touched_claims(entry: Happened) -> People:
    """Who worked on a claim that an alert touches, as far as they may know that it does."""
    alert = Alert.objects.filter(pk__in=_ids(entry.object_id)).first()
    if alert is None:
        return set()
    resting = Evidence.objects.filter(removed_at__isnull=True).filter(
        Q(source__article=alert.article_id) | Q(passage__article=alert.article_id)
    )
    within = Q(appearances__article=alert.article_id, appearances__removed_at__isnull=True) | Q(
        pk__in=resting.values("claim")
    )
    claims = Claim.objects.filter(within, deleted_at__isnull=True).distinct()
    workers = {claim.pk: _workers(claim) for claim in claims.select_related("approval_decision")}
    people = User.objects.in_bulk(set().union(*workers.values()) if workers else set())
    return {pk for pk, person in people.items() if _may_hear(person, alert, workers)}


def administrators(entry: Happened) -> People:
    """Every administrator, of what nobody did: a person who did it themselves tells whom they like."""
    if entry.actor_id is not None:
        return set()
    return set(User.objects.filter(role=Role.ADMIN, is_active=True).values_list("pk", flat=True))


def writers(entry: Happened) -> People:
    """The accounts that wrote the article."""
    found = Article.writers.through.objects.filter(article=entry.article_id)
    return set(found.values_list("user", flat=True))


def _who_see(evidence_id: UUID | None, people: People) -> People:
    """Those of the people who may see an evidence; all where it is about none."""
    if evidence_id is None:
        return people
    asked = User.objects.filter(pk__in=people)
    of = Evidence.objects.filter(pk=evidence_id)
    return {one.pk for one in asked if of.visible_to(one).exists()}


def _may_hear(person: User, alert: Alert, workers: dict[UUID, People]) -> bool:
    """Whether the alert touches a claim of theirs in a way that they may see."""
    if not Alert.objects.visible_to(person).filter(pk=alert.pk).exists():
        return False
    noticed = watch.noticed(person, [alert], most=len(workers))[0]
    return any(person.pk in workers.get(one.claim.pk, set()) for one in noticed.claims)


def _workers(claim: Claim) -> People:
    decision = claim.approval_decision
    return {*claim.contributors, *_some(claim.assignee_id), *(decision.authors if decision else [])}


def _is_standing(entry: Happened, decision: ReviewDecision) -> bool:
    """Whether it judged the bytes that the standing approval judged."""
    return any(claim.content_sha256 == decision.content_sha256 for claim in _claims(entry))


def _claims(entry: Happened) -> list[Claim]:
    found = Claim.objects.filter(pk=entry.claim_id) if entry.claim_id else Claim.objects.none()
    return list(found.select_related("approval_decision").defer("search"))


def _spelled(names: Iterable[str]) -> Q:
    found = Q(pk__in=[])
    for name in names:
        found |= Q(person__username__iexact=name)
    return found


def _names(entry: Happened) -> list[str]:
    """The names that a comment calls, as its entry tells them; of an edited one, those it did not call before."""
    if entry.verb != "comment_edited":
        called_then = entry.facts.get("called")
        return [str(name) for name in called_then] if isinstance(called_then, list) else []
    before = set(names_in(_words(entry, "before")))
    return [name for name in names_in(_words(entry, "after")) if name not in before]


def _words(entry: Happened, side: str) -> str:
    told = entry.facts.get(side)
    return str(told.get("text", "")) if isinstance(told, dict) else ""


def _some(*ids: UUID | None) -> People:
    return {pk for pk in ids if pk is not None}


def _ids(given: Any) -> People:
    """The identifiers in a fact: one, or a list of them; anything else is none."""
    found: People = set()
    for one in given if isinstance(given, list) else [given]:
        try:
            found.add(UUID(str(one)))
        except ValueError:
            continue
    return found
