"""Reading what another person keeps confidential is in the record: once an hour, and of nothing else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations.dossier import history_of
from annotations.evidence.sharing import change_sharing
from annotations.models import Evidence, HistoryEntry, User
from tests.factories.articles import make_article
from tests.factories.claims import make_claim
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of, make_editor, make_reviewer

pytestmark = pytest.mark.django_db


def shared_evidence(owner: User, reader: User) -> Evidence:
    claim = make_claim(make_article(by=owner), owner)
    made = link_evidence(claim, owner, visibility="hidden")
    change_sharing(
        actor=actor_of(owner), kind="evidence", thing_id=made.pk, shared_with=[str(reader.pk)]
    )
    return made


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="annotations.accounts.backend.Backend")
    return client


def readings() -> list[tuple[User | None, str, str]]:
    found = HistoryEntry.objects.filter(verb="confidential_read").order_by("seq")
    return [(entry.actor, entry.door, entry.object_id) for entry in found]


@pytest.mark.parametrize(
    ("path", "door"),
    [
        ("/claims/{claim}/", "page"),
        ("/claims/{claim}/card/", "page"),
        ("/evidence/{evidence}/", "page"),
        ("/api/v1/claims/{claim}/", "api"),
        ("/api/v1/articles/{article}/claims/", "api"),
    ],
)
def test_each_door_that_shows_it_says_so_once_an_hour(path: str, door: str) -> None:
    owner, reader = make_editor(), make_reviewer()
    made = shared_evidence(owner, reader)
    address = path.format(claim=made.claim_id, evidence=made.pk, article=made.claim.article_id)
    client = signed_in(reader)
    for _time in range(2):
        assert client.get(address).status_code == 200
    assert readings() == [(reader, door, str(made.pk))]


def test_the_owner_and_who_may_not_see_it_leave_no_entry() -> None:
    owner, reader = make_editor(), make_reviewer()
    made = shared_evidence(owner, reader)
    for person in (owner, make_editor()):
        signed_in(person).get(f"/claims/{made.claim_id}/")
    assert readings() == []


def test_after_an_hour_it_is_told_again(monkeypatch: pytest.MonkeyPatch) -> None:
    owner, reader = make_editor(), make_reviewer()
    made = shared_evidence(owner, reader)
    client = signed_in(reader)
    client.get(f"/claims/{made.claim_id}/card/")
    monkeypatch.setattr("annotations.evidence.reading.AGAIN_AFTER", timedelta(0))
    client.get(f"/claims/{made.claim_id}/card/")
    assert len(readings()) == 2


def test_only_who_may_see_it_reads_that_it_was_read() -> None:
    owner, reader, eve = make_editor(), make_reviewer(), make_editor()
    made = shared_evidence(owner, reader)
    signed_in(reader).get(f"/claims/{made.claim_id}/card/")
    verbs = {
        person: [entry["verb"] for entry in history_of(person, made.claim_id)]
        for person in (owner, reader, eve)
    }
    assert "confidential_read" in verbs[owner]
    assert "confidential_read" in verbs[reader]
    assert "confidential_read" not in verbs[eve]


def test_ordinary_evidence_costs_no_statement_more() -> None:
    owner, reader = make_editor(), make_reviewer()
    claim = make_claim(make_article(by=owner), owner)
    link_evidence(claim, owner)
    client = signed_in(reader)
    client.get(f"/claims/{claim.pk}/card/")
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/claims/{claim.pk}/card/")
    statements = [query["sql"] for query in captured]
    assert not any("advisory" in sql or "factcheck_record" in sql for sql in statements)
