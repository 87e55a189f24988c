"""Desks and topics: who makes them, whose work an article is, and who alone may decide on its claims."""

import pytest
from django.db import IntegrityError, connection, transaction

from annotations import desks, review
from annotations.models import Article, Claim, HistoryEntry, User
from annotations.refusals import Conflict, Forbidden, Invalid, Refused
from tests.factories.articles import make_article
from tests.factories.claims import submitted_claim
from tests.factories.desks import make_desk
from tests.factories.users import actor_of, make_admin, make_editor, make_reviewer, make_superuser

pytestmark = pytest.mark.django_db
RETURN = """
INSERT INTO annotations_reviewdecision (id, claim_id, kind, decided_by_id, comment, recipe, content,
    content_sha256, claim_version, authors, step, steps, created_at)
VALUES (gen_random_uuid(), %s, 'request_changes', %s, 'x', 'r', 'x', encode(sha256('x'), 'hex'), 1, '{}', 1, 1, now())
"""


def put(
    article: Article, by: User, desk: str | None = None, topics: list[str] | None = None
) -> None:
    desks.place(actor=actor_of(by), article_id=article.pk, desk=desk, topics=topics or [])


def deciding(claim: Claim, person: User) -> str:
    try:
        review.request_changes(actor=actor_of(person), claim_id=claim.pk, comment="Why?")
    except Refused as refusal:
        return refusal.code
    return "decided"


def test_where_a_desk_names_reviewers_only_they_decide() -> None:
    editor, named, other = make_editor(), make_reviewer(), make_reviewer()
    article = make_article(by=editor)
    claim = submitted_claim(article, editor)
    put(article, editor, desk=make_desk("Politics", reviewers=[named]).slug)
    assert deciding(claim, other) == "other_desk"
    assert deciding(claim, make_superuser()) == "other_desk"
    with pytest.raises(Forbidden) as refusal:
        review.approve(actor=actor_of(other), claim_id=claim.pk)
    assert (refusal.value.code, refusal.value.extra["desks"]) == ("other_desk", ["Politics"])
    assert review.approve(actor=actor_of(named), claim_id=claim.pk).approval == "valid"


def test_every_topic_that_names_reviewers_must_name_whoever_decides() -> None:
    editor, both, one = make_editor(), make_reviewer(), make_reviewer()
    article = make_article(by=editor)
    claim = submitted_claim(article, editor)
    health = make_desk("Health", "topic", reviewers=[both, one])
    courts = make_desk("Courts", "topic", reviewers=[both])
    open_to_all = make_desk("Sport", "topic")
    put(article, editor, topics=[health.slug, courts.slug, str(open_to_all.pk)])
    assert not desks.may_review(one, article)
    assert desks.may_review(both, article)
    assert claim not in desks.claims_for_reviewer(one)
    assert claim in desks.claims_for_reviewer(both)
    assert deciding(claim, one) == "other_desk"
    assert deciding(claim, both) == "decided"


def test_the_database_refuses_a_decision_by_another_desk() -> None:
    editor, other = make_editor(), make_reviewer()
    article = make_article(by=editor)
    claim = submitted_claim(article, editor)
    put(article, editor, desk=make_desk(reviewers=[make_reviewer()]).slug)
    values = [claim.pk, other.pk]
    with (
        pytest.raises(IntegrityError, match="another desk"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(RETURN, values)


def test_nobody_opens_a_claim_to_themselves_by_taking_its_article_off_the_desk() -> None:
    editor, named, other = make_editor(), make_reviewer(), make_reviewer()
    article = make_article(by=editor)
    put(article, editor, desk=make_desk(reviewers=[named]).slug)
    with pytest.raises(Forbidden) as refusal:
        put(article, other)
    assert refusal.value.code == "other_desk"
    assert Article.objects.get(pk=article.pk).desk is not None
    put(article, named)
    assert Article.objects.get(pk=article.pk).desk is None


def test_a_retired_desk_is_offered_no_longer_and_stays_where_it_was() -> None:
    admin, editor, named = make_admin(), make_editor(), make_reviewer()
    desk = make_desk("Culture", reviewers=[named])
    article = make_article(by=editor)
    put(article, editor, desk=desk.slug)
    desks.change(actor=actor_of(admin), desk_id=desk.pk, is_retired=True)
    put(article, editor, desk=desk.slug)
    article.refresh_from_db()
    assert not desks.may_review(make_reviewer(), article)
    with pytest.raises(Invalid) as refusal:
        put(make_article(by=editor), editor, desk=desk.slug)
    assert refusal.value.code == "unknown_desk"


def test_only_administrators_make_desks_and_every_change_is_in_the_record() -> None:
    with pytest.raises(Forbidden):
        make_desk("X", by=make_reviewer())
    admin, named = make_admin(), make_reviewer()
    desk = make_desk("Politics", by=admin)
    desks.change(actor=actor_of(admin), desk_id=desk.pk, reviewers=[named.username], name="State")
    desks.change(actor=actor_of(admin), desk_id=desk.pk, name="State")
    article = make_article(by=admin)
    put(article, admin, desk=desk.slug)
    put(article, admin, desk=desk.slug)
    told = HistoryEntry.objects.filter(object_id__in=[str(desk.pk), str(article.pk)])
    assert list(told.order_by("seq").values_list("verb", flat=True)) == [
        "desk_made",
        "desk_changed",
        "desk_set",
    ]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": ""}, "required"),
        ({"name": "x" * 121}, "too_long"),
        ({"reviewers": "ann"}, "not_list"),
        ({"reviewers": ["nobody"]}, "unknown_person"),
        ({"position": -1}, "number_invalid"),
        ({"is_retired": "yes"}, "not_a_boolean"),
    ],
)
def test_what_is_wrong_with_a_desk_is_said(given: dict[str, object], code: str) -> None:
    desk = make_desk()
    with pytest.raises(Invalid) as refusal:
        desks.change(actor=actor_of(make_admin()), desk_id=desk.pk, **given)
    assert (refusal.value.code, refusal.value.field) == (code, next(iter(given)))


def test_an_editor_is_named_no_reviewer_and_a_name_is_given_once() -> None:
    with pytest.raises(Invalid) as refusal:
        make_desk(reviewers=[make_editor()])
    assert refusal.value.code == "not_reviewer"
    make_desk("Politics")
    with pytest.raises(Conflict) as taken:
        make_desk("politics")
    assert taken.value.code == "name_taken"
    assert make_desk("Politics", "topic").slug == "politics"
