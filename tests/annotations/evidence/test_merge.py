"""Two records of one source: one stays, nothing judged changes, and it can be taken back."""

import threading
from typing import Any

import pytest
from django.db import connection

from annotations import evidence
from annotations.evidence.merge import merge, preview, serving, standing, unmerge
from annotations.evidence.suspected import suspected
from annotations.models import Claim, Evidence, HistoryEntry, Source, User
from annotations.refusals import Conflict, Invalid, Missing, OutOfDate, Refused
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, make_claim
from tests.factories.evidence import link_evidence
from tests.factories.sources import make_source
from tests.factories.users import actor_of, make_editor, make_reviewer, make_viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_editor()


def join(by: User, source: Source, into: Source, **more: Any) -> Source:
    given = {"reason": "The same page.", **more}
    return merge(actor=actor_of(by), source_id=source.pk, into_id=into.pk, **given)


def test_what_was_approved_stays_and_counts_for_the_one_that_stays(editor: User) -> None:
    claim = approved_claim(make_article(), editor, make_reviewer())
    source, into = claim.evidence.get().source, make_source(editor)
    join(editor, source, into)
    after = Claim.objects.get(pk=claim.pk)
    assert (after.state, after.approval, after.version) == ("approved", "valid", claim.version)
    assert after.evidence.get().source == source
    assert Evidence.objects.filter(serving(into)).get().claim == claim
    assert list(standing(editor)) == [into]
    assert HistoryEntry.objects.filter(verb="source_merged").count() == 1


def test_new_links_land_on_the_one_that_stays(editor: User) -> None:
    source, into = make_source(editor, url="https://a.example/x"), make_source(editor)
    join(editor, source, into)
    claim = make_claim(make_article(), editor)
    by_address = link_evidence(claim, editor, url="http://a.example/x#part")
    by_id = evidence.link(
        actor=actor_of(editor), claim_id=claim.pk, stance="context", source=str(source.pk)
    )
    assert {by_address.source_id, by_id.source_id} == {into.pk}
    assert by_address.cited_title == into.title


def test_it_is_taken_back(editor: User) -> None:
    source, into = make_source(editor), make_source(editor)
    join(editor, source, into)
    back = unmerge(actor=actor_of(editor), source_id=source.pk)
    assert back.merged_into is None
    assert set(standing(editor)) == {source, into}
    with pytest.raises(Conflict) as refusal:
        unmerge(actor=actor_of(editor), source_id=source.pk)
    assert refusal.value.code == "not_merged"


def test_what_was_merged_before_goes_along(editor: User) -> None:
    first, second, third = (make_source(editor) for _ in range(3))
    join(editor, first, second)
    join(editor, second, third)
    assert set(third.merged.all()) == {first, second}
    for source, into in ((third, first), (first, third), (second, third)):
        with pytest.raises(Conflict) as refusal:
            join(editor, source, into)
        assert refusal.value.code == "already_merged"


@pytest.mark.parametrize("visibility", ["listed", "hidden"])
def test_a_confidential_source_is_never_merged(editor: User, visibility: str) -> None:
    secret, open_one = make_source(editor, visibility=visibility), make_source(editor)
    for source, into in ((secret, open_one), (open_one, secret)):
        with pytest.raises(Conflict) as refusal:
            join(editor, source, into)
        assert refusal.value.code == "confidential_source"
        # Who may not see it learns nothing of it.
        with pytest.raises(Missing):
            join(make_editor(), source, into)


def test_what_makes_no_sense_is_refused(editor: User) -> None:
    source, into = make_source(editor), make_source(editor)
    with pytest.raises(Invalid) as same:
        join(editor, source, source)
    with pytest.raises(Invalid) as silent:
        join(editor, source, into, reason=" ")
    with pytest.raises(OutOfDate):
        join(editor, source, into, expected='"7"')
    with pytest.raises(Refused) as barred:
        join(make_viewer(), source, into)
    assert (same.value.code, silent.value.field) == ("same_source", "reason")
    assert barred.value.code == "role_required"
    assert not Source.objects.filter(merged_into__isnull=False).exists()


def test_a_merged_record_is_not_corrected(editor: User) -> None:
    source, into = make_source(editor), make_source(editor)
    join(editor, source, into)
    with pytest.raises(Conflict) as refusal:
        evidence.change_source(actor=actor_of(editor), source_id=source.pk, title="Other")
    assert (refusal.value.code, refusal.value.extra) == ("merged", {"source": str(into.pk)})


def test_the_preview_counts_claims_that_the_person_may_see(editor: User) -> None:
    source = make_source(editor, publisher="Ministry", language="ru")
    into = make_source(editor, publisher="The ministry")
    article, words = make_article(), {"everyone": "4,000 hygiene", "hidden": "80% of voters"}
    for visibility, one in words.items():
        evidence.link(
            actor=actor_of(editor),
            claim_id=make_claim(article, editor, one).pk,
            stance="context",
            source=str(source.pk),
            visibility=visibility,
        )
    found = preview(editor, source.pk, into.pk)
    assert (found.claims, found.already) == (2, 0)
    assert found.differing == ("url", "title", "publisher")
    assert preview(make_editor(), source.pk, into.pk).claims == 1


def test_likely_doubles_are_offered(editor: User) -> None:
    source = make_source(
        editor, url="https://www.a.example/x/", title="Register", publisher="Ministry"
    )
    bare = make_source(editor, url="http://a.example/x")
    named = make_source(editor, title="register", publisher="MINISTRY")
    make_source(editor, title="register")
    make_source(editor, title="Register", publisher="Ministry", visibility="hidden")
    assert suspected(editor, source) == [bare, named]
    join(editor, bare, named)
    assert suspected(editor, source) == [named]


@pytest.mark.live
def test_two_who_merge_crosswise_make_no_circle() -> None:
    editor = make_editor()
    one, two = make_source(editor), make_source(editor)
    codes: list[str] = []

    def run(source: Source, into: Source) -> None:
        try:
            join(editor, source, into)
            codes.append("done")
        except Refused as refusal:
            codes.append(refusal.code)
        finally:
            connection.close()

    both = [threading.Thread(target=run, args=pair) for pair in ((one, two), (two, one))]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(codes) == ["already_merged", "done"]
    assert Source.objects.filter(pk__in=[one.pk, two.pk], merged_into__isnull=True).count() == 1
