"""Who works on a claim next."""

from uuid import uuid4

import pytest

from annotations.claims import assign
from annotations.models import Article, HistoryEntry, User
from annotations.refusals import Forbidden, Invalid, Missing
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, make_claim, published_claim
from tests.factories.users import actor_of, make_editor, make_reviewer, make_user, make_viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> User:
    return make_editor("ann")


@pytest.fixture
def article(ann: User) -> Article:
    return make_article(by=ann)


def test_assigning_is_no_edit(ann: User, article: Article) -> None:
    claim = approved_claim(article, ann, make_reviewer())
    claim.refresh_from_db()
    kept = ("state", "approval", "contributors", "version", "content_sha256", "changed_at")
    before = [getattr(claim, name) for name in kept]
    eve = make_editor("eve")
    assert assign(actor=actor_of(ann), claim_id=claim.pk, person_id=str(eve.pk)).assignee == eve
    claim.refresh_from_db()
    assert claim.assignee == eve
    assert [getattr(claim, name) for name in kept] == before


def test_a_published_claim_can_be_assigned_too(ann: User, article: Article) -> None:
    claim = published_claim(article, ann, make_reviewer())
    assign(actor=actor_of(ann), claim_id=claim.pk, person_id=ann.pk)
    claim.refresh_from_db()
    assert claim.assignee == ann


def test_the_record_says_who_and_a_repeat_says_nothing(ann: User, article: Article) -> None:
    claim = make_claim(article, ann)
    for person in (ann.pk, ann.pk, None, None):
        assign(actor=actor_of(ann), claim_id=claim.pk, person_id=person)
    told = HistoryEntry.objects.filter(claim=claim.pk, verb="assigned")
    assert told.count() == 2
    assert {entry.article_id for entry in told} == {article.pk}


@pytest.mark.parametrize("given", ["nobody", "", 5, {}, []])
def test_what_names_nobody_is_refused(given: object, ann: User, article: Article) -> None:
    with pytest.raises(Invalid) as refused:
        assign(actor=actor_of(ann), claim_id=make_claim(article, ann).pk, person_id=given)
    assert (refused.value.code, refused.value.field) == ("id_invalid", "person")


def test_only_people_who_may_work_on_it_can_be_chosen(ann: User, article: Article) -> None:
    claim = make_claim(article, ann)
    gone = make_user("gone", "editor", is_active=False)
    for person in (make_viewer().pk, gone.pk, uuid4()):
        with pytest.raises(Invalid) as refused:
            assign(actor=actor_of(ann), claim_id=claim.pk, person_id=person)
        assert refused.value.code == "unknown_person"


def test_viewers_and_unknown_claims_are_refused(ann: User, article: Article) -> None:
    claim = make_claim(article, ann)
    with pytest.raises(Forbidden):
        assign(actor=actor_of(make_viewer()), claim_id=claim.pk, person_id=ann.pk)
    with pytest.raises(Missing):
        assign(actor=actor_of(ann), claim_id=article.pk, person_id=ann.pk)
