# ruff: noqa: T201 - prints what it counted
"""The race drill: 20 clients submit, edit, approve and publish the same few claims at once.

Afterwards everything that was ever published has a valid approval of exactly its content, by nobody who wrote in it.
`RACE_SECONDS` (20) says for how long.
"""

import json
import os
from collections import Counter
from typing import Any
from uuid import UUID

import pytest

from annotations import publishing, workflow
from annotations.history import verify
from annotations.models import (
    ApiToken,
    Claim,
    HistoryEntry,
    HistoryPayload,
    Newsroom,
    Publication,
    ReviewDecision,
    User,
)
from tests.annotations.api.conftest import Caller
from tests.drills.racing import Racer, run
from tests.factories.articles import make_article
from tests.factories.claims import give_reasons, submitted_claim
from tests.factories.users import make_editor, make_reviewer

pytestmark = [pytest.mark.long, pytest.mark.live]
SECONDS = float(os.environ.get("RACE_SECONDS", "20"))
CLIENTS = 20
CLAIMS = 4
# Verbs after which somebody is an author of what is judged next.
AUTHORING = {"created", "amended", "rated", "evidence_linked", "passage_added"}


@pytest.mark.parametrize("steps", [1, 2])
def test_whatever_races_only_what_others_approved_is_published(
    steps: int, live_server_url: str
) -> None:
    Newsroom.objects.update(review_steps=steps)
    try:
        people = [make_editor() for _ in range(4)] + [make_reviewer() for _ in range(16)]
        assert len(people) == CLIENTS
        claims = [_claim(people[n], nth=n) for n in range(CLAIMS)]
        racers = [Racer(_token(one), n, live_server_url) for n, one in enumerate(people)]
        met = run(racers, [str(claim.pk) for claim in claims], SECONDS)
        assert [fault for racer in racers for fault in racer.faults] == []
        told = Counter[str]()
        for claim in claims:
            told += check(claim, steps)
        assert verify() is None
    finally:
        Newsroom.objects.update(review_steps=1)
    report(steps, met, told)
    assert told["publications"] > 0
    assert told["approvals"] > told["publications"] / 2


def check(claim: Claim, steps: int) -> Counter[str]:
    """Everything that must hold of one claim after the race, and what there was of it."""
    told = Counter[str]()
    for publication in Publication.objects.filter(claim=claim).select_related("decision"):
        _check_publication(publication, steps)
        told["publications"] += 1
    now = Claim.objects.get(pk=claim.pk)
    if now.approval == "valid" and now.state != "withdrawn":
        assert workflow.sha256_of(workflow.content_of(now)) == now.content_sha256
        told["valid now"] += 1
    return told + _follow_history(claim)


def _check_publication(publication: Publication, steps: int) -> None:
    decision = publication.decision
    assert decision.claim_id == publication.claim_id
    assert (decision.kind, decision.step, decision.steps) == ("approve", steps, steps)
    assert workflow.sha256_of(decision.content) == decision.content_sha256
    # `authors` are those of every round: none of them publishes. Who wrote since the last approval, and so does not
    # approve, is read from the record (`_follow_history`).
    assert publication.published_by_id not in decision.authors
    assert publishing.check_of(publication).content == json.loads(decision.content)
    if steps > 1:
        firsts = ReviewDecision.objects.filter(
            claim=publication.claim_id, step=1, steps=2, content_sha256=decision.content_sha256
        )
        assert firsts.exclude(decided_by=decision.decided_by_id).exists()


def _follow_history(claim: Claim) -> Counter[str]:
    """Walk the record: who wrote since the last approval never approves, and only approved bytes are published."""
    told = Counter[str]()
    authors: set[UUID] = set()
    approved = ""
    for entry, body in _record(claim):
        if entry.verb in AUTHORING and entry.actor_id:
            authors.add(entry.actor_id)
            approved = ""
        elif entry.verb in {"approved", "approved_first"}:
            assert entry.actor_id not in authors
            told["approvals" if entry.verb == "approved" else "first approvals"] += 1
            if entry.verb == "approved":
                authors, approved = set(), str(body["content_sha256"])
        elif entry.verb == "published":
            assert body["content_sha256"] == approved != ""
            told["published"] += 1
        elif entry.verb in {"recalled", "changes_requested", "correction_opened"}:
            approved = ""
    return told


def _record(claim: Claim) -> list[tuple[HistoryEntry, dict[str, Any]]]:
    entries = list(HistoryEntry.objects.filter(claim_id=claim.pk).order_by("seq"))
    rows = HistoryPayload.objects.filter(seq__in=[entry.seq for entry in entries])
    bodies = {row.seq: json.loads(row.body or "{}") for row in rows}
    return [(entry, bodies[entry.seq]) for entry in entries]


def _claim(editor: User, nth: int) -> Claim:
    claim = submitted_claim(make_article(by=editor, title=f"Race {nth}"), editor)
    give_reasons(claim, editor)
    return claim


def _token(person: User) -> str:
    """The token that the API's tests give this person."""
    token = Caller(person).defaults["HTTP_AUTHORIZATION"].removeprefix("Token ")
    assert ApiToken.objects.filter(person=person).exists()
    return str(token)


def report(steps: int, met: Counter[str], told: Counter[str]) -> None:
    print(
        f"\n{steps} step(s), {CLIENTS} clients, {CLAIMS} claims, {SECONDS:g} s: {met.total()} calls"
    )
    print("  held:", ", ".join(f"{name} {n}" for name, n in sorted(told.items())))
    for answer, n in sorted(met.items()):
        print(f"  {answer}: {n}")
