"""The claims of an article as one person may see them today, as a proof tells them."""

import json
from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from annotations import dossier
from annotations.dossier.inquiry import inquiries_of
from annotations.models import (
    Approval,
    Article,
    Asserts,
    DecisionKind,
    Evidence,
    Publication,
    Rating,
    ReviewDecision,
    Stance,
    State,
    User,
    Verdict,
)
from annotations.proofs.entries import Cited, Entry, claimant_said, day, minute
from annotations.workflow.copies import copies_of

Told = dict[str, Any]


def live_entries(person: User, article: Article) -> list[Entry]:
    """Every claim that appears in the article; what others keep from this person is left out, uncounted."""
    claims: list[Told] = json.loads(dossier.claims_json(person, article.pk))
    ids = {UUID(claim["id"]) for claim in claims}
    copies = _copies(person, ids)
    inquiries = inquiries_of(person, ids)
    labels = {(rating.slug, rating.version): rating.words for rating in Rating.objects.all()}
    for claim in claims:
        if verdict := claim["verdict"]:
            verdict["label"] = labels.get((verdict["slug"], verdict["version"]), verdict["label"])
    deeds = _deeds({UUID(claim["id"]) for claim in claims if not claim["rating_blind"]})
    return [_entry(claim, copies, inquiries[UUID(claim["id"])], deeds) for claim in claims]


def _entry(claim: Told, copies: Told, inquiry: Told, deeds: "dict[UUID, list[str]]") -> Entry:
    verdict = claim["verdict"] or {}
    made = _("Claim stated by %(name)s, %(at)s.")
    begun = made % {"name": claim["created_by"]["name"], "at": minute(claim["created_at"])}
    return Entry(
        id=claim["id"],
        statement=claim["statement"],
        look=verdict.get("look") or verdict.get("slug") or "not-checked",
        label=verdict.get("label") or _("Not checked"),
        state=_state(claim),
        claimant=claimant_said(claim["claimant"], claim["claimed_on"]),
        asserts=str(Asserts(claim["asserts"]).label),
        explanation=claim["explanation"],
        proposed=claim["proposed_wording"],
        deeds=[begun, *deeds.get(UUID(claim["id"]), [])],
        sources=[_cited(one, copies) for one in claim["evidence"] if not one.get("reserved")],
        inquiry=_inquiry(inquiry),
    )


def _state(claim: Told) -> str:
    words = [str(State(claim["state"]).label)]
    if claim["approval"] == Approval.STALE:
        words.append(_("approval out of date"))
    if claim["on_hold"]:
        words.append(_("on hold"))
    return " · ".join(words)


def _cited(one: Told, copies: Told) -> Cited:
    source = one["source"]
    copy = copies.get(one["id"])
    is_open = one["visibility"] == source["visibility"] == "everyone"
    return Cited(
        stance=one["stance"],
        stance_label=Stance(one["stance"]).label,
        title=source["title"] or source["url"] or str(_("Untitled source")),
        publisher=source["publisher"],
        url=source["url"],
        published=day(source["published_at"]),
        quote=one["quote"] or (one["passage"] or {}).get("exact", ""),
        note=one["note"],
        is_confidential=not is_open,
        copy=(copy["sha256"], minute(copy["fetched_at"])) if copy else None,
    )


def _copies(person: User, claims: Collection[UUID]) -> Told:
    related = ("source__archiving", "source__merged_into")
    rows = Evidence.objects.visible_to(person).filter(claim__in=claims, removed_at__isnull=True)
    return {str(pk): copy for pk, copy in copies_of(list(rows.select_related(*related))).items()}


def _inquiry(inquiry: Told) -> list[str]:
    said = []
    for one in inquiry["attempts"]:
        if not one.get("reserved"):
            facts = {"kind": one["kind_label"], "where": one["where"], "on": day(one["tried_on"])}
            said.append(
                _("Tried on %(on)s: %(kind)s, %(where)s: %(outcome)s.")
                % {**facts, "outcome": one["outcome_label"]}
            )
    for one in inquiry["requests"]:
        facts = {"whom": one["whom"], "on": day(one["sent_at"]), "outcome": one["outcome_label"]}
        said.append(_("Asked %(whom)s for comment on %(on)s: %(outcome)s.") % facts)
    return said


def _deeds(claims: Collection[UUID]) -> "dict[UUID, list[str]]":
    """Who rated, approved, returned, published and withdrew each when, oldest first; three queries."""
    found: dict[UUID, list[tuple[Any, str]]] = defaultdict(list)

    def tell(claim: UUID, at: Any, words: str, who: User | None) -> None:
        named = who.name if who else _("Factcheck itself")
        found[claim].append((at, words % {"name": named, "at": minute(at)}))

    ratings = Verdict.objects.filter(claim__in=claims, superseded_at__isnull=True)
    for verdict in ratings.select_related("person"):
        tell(verdict.claim_id, verdict.created_at, _("Rated by %(name)s, %(at)s."), verdict.person)
    decisions = ReviewDecision.objects.filter(claim__in=claims).select_related("decided_by")
    for one in decisions.defer("content"):
        tell(one.claim_id, one.created_at, decided_words(one), one.decided_by)
    related = ("published_by", "withdrawn_by")
    for publication in Publication.objects.filter(claim__in=claims).select_related(*related):
        said = _("Published by %(name)s, %(at)s.")
        tell(publication.claim_id, publication.published_at, said, publication.published_by)
        if publication.withdrawn_at:
            said, who = _("Withdrawn by %(name)s, %(at)s."), publication.withdrawn_by
            tell(publication.claim_id, publication.withdrawn_at, said, who)
    return {claim: [words for _at, words in sorted(rows)] for claim, rows in found.items()}


def decided_words(decision: ReviewDecision) -> str:
    """The sentence of a decision, with `%(name)s` and `%(at)s` to fill in."""
    if decision.kind != DecisionKind.APPROVE:
        return _("Sent back by %(name)s, %(at)s.")
    if decision.step < decision.steps:
        return _("Approved by %(name)s as the first of two, %(at)s.")
    return _("Approved by %(name)s, %(at)s.")
