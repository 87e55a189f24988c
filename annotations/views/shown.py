"""Claims as the templates show them: the dossier's facts, real dates, and what this person may do."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from annotations import dossier, workflow
from annotations.models import (
    Approval,
    Article,
    Asserts,
    Channel,
    Claim,
    ClaimantKind,
    Purpose,
    SourceKind,
    Stance,
    State,
    User,
)
from annotations.models.rating import worded
from annotations.permissions import can_decide, can_edit, can_review
from annotations.publishing import approved_since
from annotations.views.archived import add_archives
from annotations.views.guarded import add_guard
from annotations.views.inquired import add_inquiry
from annotations.views.related import add_relations
from annotations.views.since import add_since

_MOMENTS = ("created_at", "changed_at", "submitted_at", "publish_at")
_NOT_BARRED = ("", False)
_VERBS = ("submit", "recall", "approve", "request-changes", "publish", "correct")


def claim_for(user: User, claim_id: UUID) -> dict[str, Any] | None:
    """One claim for its card or page, or None where this person may not know of it."""
    claims = claims_for(user, dossier.claims_of(user, [claim_id]))
    add_since(user, claims)
    add_inquiry(user, claims)
    add_guard(user, claims)
    for claim in claims:
        # Whoever keeps a hidden attempt names the reviewer, as of hidden evidence.
        attempts = claim["inquiry"]["attempts"]
        claim["reserving"] = reserving(user, {**claim, "attempts": attempts})
    return next(iter(claims), None)


def claims_for(user: User, claims: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add to the dossier's claims what templates need; eleven queries at most, however many they are."""
    barred = _barred_from_publishing(user, claims)
    shown = [
        _shown(user, dict(claim), barred=barred.get(claim["id"], _NOT_BARRED)) for claim in claims
    ]
    _name_articles(shown)
    _tell_public_version(user, shown)
    add_archives(shown)
    add_relations(user, shown)
    return shown


def _name_articles(claims: list[dict[str, Any]]) -> None:
    """Tell where a claim appears in several articles: each one's title, None where it was deleted."""
    spread = [claim for claim in claims if len(claim["appearances"]) > 1]
    ids = {appearance["article"] for claim in spread for appearance in claim["appearances"]}
    titles: dict[str, str] = {}
    if ids:
        found = Article.objects.filter(pk__in=ids, deleted_at__isnull=True)
        titles = {str(pk): title for pk, title in found.values_list("pk", "title")}
    for claim in claims:
        for appearance in claim["appearances"]:
            appearance["title"] = titles.get(appearance["article"])
        claim["passage_count"] = sum(len(a["passages"]) for a in claim["appearances"])


def _tell_public_version(user: User, claims: list[dict[str, Any]]) -> None:
    """Tell of a published check what its page shows, where that is not what was approved since."""
    public = [claim for claim in claims if claim["state"] == State.PUBLISHED]
    later = approved_since([UUID(claim["id"]) for claim in public], user) if public else {}
    for claim in public:
        claim["publication"]["shows_approval_of"] = later.get(UUID(claim["id"]))


def _shown(user: User, claim: dict[str, Any], *, barred: tuple[str, bool]) -> dict[str, Any]:
    for name in _MOMENTS:
        claim[name] = moment(claim[name])
    claim["claimed_on"] = date.fromisoformat(claim["claimed_on"]) if claim["claimed_on"] else None
    claim["look"] = look_of(claim["verdict"])
    claim["verdict_label"] = verdict_words(claim["verdict"])
    claim["state_label"] = State(claim["state"]).label
    claim["asserts_label"] = Asserts(claim["asserts"]).label
    claim["claimant_kind_label"] = ClaimantKind(claim["claimant_kind"]).label
    claim["evidence"] = [_evidence(evidence) for evidence in claim["evidence"]]
    if publication := claim["publication"]:
        for name in ("at", "withdrawn_at"):
            publication[name] = moment(publication[name])
        publication["is_live"] = publication["withdrawn_at"] is None
    for name in ("first_approval", "first_approval_lapsed"):
        if claim[name]:
            claim[name]["at"] = moment(claim[name]["at"])
    if claim["returned"]:
        claim["returned"]["at"] = moment(claim["returned"]["at"])
    claim["reserving"] = reserving(user, claim)
    why, wrote = barred
    claim["may"] = may(user, claim, is_barred=bool(why))
    # What was approved is sent back by somebody who wrote nothing of it, as the room has it.
    claim["may"]["request_changes"] &= not wrote
    claim["why_not"] = why_not(user, claim) or why
    return claim


def _evidence(evidence: dict[str, Any]) -> dict[str, Any]:
    evidence.setdefault("reserved", False)
    if evidence["reserved"]:
        return evidence
    evidence["created_at"] = moment(evidence["created_at"])
    evidence["stance_label"] = Stance(evidence["stance"]).label
    evidence["obtained_at"] = moment(evidence["obtained_at"])
    evidence["channel_label"] = Channel(evidence["channel"]).label if evidence["channel"] else ""
    source = evidence["source"]
    source["published_at"] = moment(source["published_at"])
    source["kind_label"] = SourceKind(source["kind"]).label
    return evidence


def moment(text: Any) -> datetime | None:
    """A time of the dossier, which is RFC 3339 text."""
    return datetime.fromisoformat(text) if isinstance(text, str) else text


def verdict_words(verdict: dict[str, Any] | None) -> str:
    """What the verdict is called in the reader's language."""
    return worded(verdict["label"], verdict.get("labels")) if verdict else _("Not checked")


def look_of(verdict: dict[str, Any] | None) -> str:
    """The name of the verdict's icon, colour and underline."""
    return verdict["look"] if verdict else "not-checked"


def may(user: User, claim: dict[str, Any], *, is_barred: bool = False) -> dict[str, bool]:
    """Which buttons this person gets: role, four eyes and state together, as the rooms check them."""
    row = _row(user, claim)
    allowed = {verb.replace("-", "_"): workflow.move_is_allowed(row, verb) for verb in _VERBS}
    edits, reviews = can_edit(user), can_review(user)
    decides = can_decide(user, row) and not claim["reserved"] and not claim["other_desk"]
    is_public = bool(claim["publication"] and claim["publication"]["is_live"])
    is_free = claim["state"] not in {State.PUBLISHED, State.WITHDRAWN}
    return {
        "edit": edits and is_free,
        "submit": edits and allowed["submit"],
        "recall": edits and allowed["recall"],
        "approve": decides and allowed["approve"] and not approved_first(user, claim),
        "request_changes": decides and allowed["request_changes"],
        "publish": reviews and allowed["publish"] and not is_barred and not claim["on_hold"],
        "withdraw": reviews and is_public,
        "correct": edits and allowed["correct"],
        "delete": edits
        and claim["state"] in {State.DRAFT, State.CHANGES_REQUESTED}
        and claim["publication"] is None,
        "hold": edits and is_free,
        "schedule": reviews,
    }


def why_not(user: User, claim: dict[str, Any]) -> str:
    """Why a reviewer cannot decide on what waits for a decision, in a sentence; else empty."""
    if not can_review(user):
        return ""
    waits = claim["state"] == State.IN_REVIEW or claim["approval"] == Approval.STALE
    if waits and claim["is_author"]:
        return _("You worked on this claim, so somebody else must decide on it.")
    if claim["reserved"]:
        return _("This claim is reserved for another reviewer.")
    if claim["other_desk"]:
        return _("Other reviewers are named for its desk or topics; one of them decides.")
    if approved_first(user, claim):
        return _("You approved it. One more person must approve it.")
    return ""


def approved_first(user: User, claim: dict[str, Any]) -> bool:
    """Whether this person gave the first of two approvals, so that somebody else must give the second."""
    first = claim["first_approval"]
    return bool(first and first["by"]["id"] == str(user.pk))


def reserving(user: User, claim: dict[str, Any]) -> dict[str, bool]:
    """What the card says of naming a reviewer: whether this person may, keeps something, and must."""
    things = [*claim["evidence"], *claim.get("attempts", ())]
    keeps = any(_is_kept_by(user, one) for one in things)
    waits = claim["state"] == State.IN_REVIEW or claim["approval"] == Approval.STALE
    is_open = waits or claim["state"] in {State.DRAFT, State.CHANGES_REQUESTED}
    is_theirs = claim["is_author"] or claim["created_by"]["id"] == str(user.pk) or keeps
    return {
        "may": can_edit(user) and is_open and is_theirs,
        "keeps": keeps,
        "is_needed": can_edit(user) and keeps and waits and claim["reserved_for"] is None,
    }


def _is_kept_by(user: User, one: dict[str, Any]) -> bool:
    """Whether this person added an evidence or attempt that not everyone may see."""
    if one.get("reserved") or one["created_by"]["id"] != str(user.pk):
        return False
    return {one["visibility"], one.get("source", one)["visibility"]} != {"everyone"}


def _row(user: User, claim: dict[str, Any]) -> Claim:
    """The facts that permissions and the transition table ask for, as an unsaved row."""
    return Claim(
        state=claim["state"],
        approval=claim["approval"],
        contributors=[user.pk] if claim["is_author"] else [],
    )


def _barred_from_publishing(
    user: User, claims: Sequence[dict[str, Any]]
) -> dict[str, tuple[str, bool]]:
    """Ids of the approved claims among these that this reviewer cannot publish: why, and whether they wrote in it."""
    approved = [claim["id"] for claim in claims if claim["state"] == State.APPROVED]
    if not approved or not can_review(user):
        return {}
    rows = Claim.objects.filter(pk__in=approved).values_list(
        "pk", "article__purpose", "approval_decision__authors"
    )
    barred = {}
    for pk, purpose, authors in rows:
        wrote = user.pk in (authors or [])
        if purpose == Purpose.OWN:
            why = _("This is our own copy: nothing of it is made public.")
            barred[str(pk)] = (why, wrote)
        elif wrote:
            why = _("You worked on this claim, so somebody else must publish it.")
            barred[str(pk)] = (why, wrote)
    return barred


def language_name(code: str) -> str:
    """A language's name as a reader of the page calls it, or its code where none is known."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
