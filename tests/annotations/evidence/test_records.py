"""Putting the shared record of a source right."""

import json
from typing import Any

import pytest
from django.test import Client

from annotations import evidence, publishing
from annotations.evidence import change_source
from annotations.models import HistoryEntry, HistoryPayload, Source, User
from annotations.refusals import Conflict, Forbidden, Invalid, Missing, OutOfDate
from annotations.workflow import content_of, etag_of
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim
from tests.factories.sources import make_source
from tests.factories.users import actor_of, make_editor, make_reviewer, make_viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> User:
    return make_editor("ann")


def changed(by: User, source: Source, **given: Any) -> Source:
    return change_source(actor=actor_of(by), source_id=source.pk, **given)


def test_a_typo_put_right_changes_no_claim_no_approval_and_no_public_page(ann: User) -> None:
    bob, client = make_reviewer(), Client()
    claim = approved_claim(make_article(by=ann), ann, bob)
    publishing.publish(actor=actor_of(bob), claim_id=claim.pk)
    claim.refresh_from_db()
    linked = claim.evidence.get()
    before = (claim.state, claim.approval, claim.version, content_of(claim), etag_of(claim, ann))
    page = client.get(f"/factchecks/{claim.slug}/").content

    changed(make_editor("eve"), linked.source, title="Register of aid, 2024", publisher="Ministry")

    claim.refresh_from_db()
    assert before == (
        claim.state,
        claim.approval,
        claim.version,
        content_of(claim),
        etag_of(claim, ann),
    )
    assert claim.approval == "valid"
    assert client.get(f"/factchecks/{claim.slug}/").content == page
    assert b"Register of aid" in page
    linked.refresh_from_db()
    assert (linked.cited_title, linked.source.title) == (
        "Register of aid",
        "Register of aid, 2024",
    )


def test_a_change_is_on_record_with_before_and_after_and_raises_the_version(ann: User) -> None:
    source = make_source(ann, title="Regsiter", published_at="2024-01-01")
    fixed = changed(ann, source, title="Register", published_at="2024-02-01T12:00:00Z")
    assert fixed.version == 2
    entry = HistoryEntry.objects.latest("seq")
    assert (entry.verb, entry.object_id, entry.actor) == ("source_changed", str(source.pk), ann)
    facts = json.loads(HistoryPayload.objects.get(seq=entry.seq).body or "")
    assert facts == {
        "before": {"title": "Regsiter", "published_at": "2024-01-01T00:00:00+00:00"},
        "after": {"title": "Register", "published_at": "2024-02-01T12:00:00+00:00"},
    }


def test_equal_values_change_and_record_nothing(ann: User) -> None:
    source = make_source(ann, title="Register")
    seq = HistoryEntry.objects.count()
    same = changed(ann, source, title=" Register ", url=source.url, kind=source.kind)
    assert (same.version, HistoryEntry.objects.count()) == (1, seq)
    assert changed(ann, source).version == 1


def test_visibility_is_not_changed_here(ann: User) -> None:
    source = make_source(ann)
    assert changed(ann, source, visibility="hidden").visibility == "everyone"


def test_a_new_address_is_the_one_by_which_it_is_found_again(ann: User) -> None:
    source = make_source(ann, url="https://a.example/tpyo", title="T")
    source.archive_tries = 3
    source.save(update_fields=["archive_tries"])
    moved = changed(ann, source, url="https://a.example/typo")
    assert evidence.find_or_make_source(ann, {"url": "http://a.example/typo#x"}) == moved
    assert moved.archive_tries == 0


def test_the_address_of_another_open_source_is_refused(ann: User) -> None:
    other, source = make_source(ann), make_source(ann)
    with pytest.raises(Conflict) as refused:
        changed(ann, source, url=f"{other.url}#part", title="T")
    assert refused.value.code == "already_known"
    assert refused.value.extra["source"] == str(other.pk)
    source.refresh_from_db()
    assert (source.version, source.title != "T") == (1, True)
    secret = make_source(ann, visibility="hidden")
    assert changed(ann, secret, url=other.url).url == other.url


def test_the_address_stays_while_its_text_is_kept_here(ann: User) -> None:
    source = make_source(ann, url="http://a.example/x")
    source.article = make_article(by=ann)
    source.save(update_fields=["article"])
    with pytest.raises(Conflict) as refused:
        changed(ann, source, url="https://a.example/y")
    assert refused.value.code == "has_text"
    assert changed(ann, source, url="https://a.example/x").version == 2


def test_a_version_that_somebody_changed_is_refused(ann: User) -> None:
    source = make_source(ann)
    changed(ann, source, title="One", expected='W/"1"')
    with pytest.raises(OutOfDate) as refused:
        changed(ann, source, title="Two", expected='"1"')
    assert refused.value.code == "changed_meanwhile"
    assert changed(ann, source, title="Two", expected="*").version == 3


def test_only_editors_who_may_see_a_source_change_it(ann: User) -> None:
    eve, secret = make_editor("eve"), make_source(ann, visibility="listed")
    with pytest.raises(Missing):
        changed(eve, secret, title="T")
    with pytest.raises(Forbidden):
        changed(make_viewer(), make_source(ann), title="T")
    secret.shared_with.add(eve)
    assert changed(eve, secret, title="T").title == "T"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"url": "javascript:x"}, "url"),
        ({"url": "", "title": ""}, "title"),
        ({"kind": "rumour"}, "kind"),
        ({"published_at": "soon"}, "published_at"),
        ({"publisher": "x" * 501}, "publisher"),
    ],
)
def test_bad_values_name_their_field(ann: User, given: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        changed(ann, make_source(ann), **given)
    assert refused.value.field == field
