"""What was validly approved keeps its passages and quotes, whoever asks the database."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from annotations import evidence, review
from annotations.models import Approval, Claim, Highlight, User
from tests.factories.articles import TEXT, add_revision, make_article
from tests.factories.claims import approved_claim, make_claim, rated_claim
from tests.factories.users import actor_of, make_editor, make_reviewer

pytestmark = pytest.mark.django_db
CHANGES = {
    "other words": "UPDATE annotations_highlight SET exact = 'x' WHERE id = %(id)s",
    "another sentence": "UPDATE annotations_highlight SET sentence = 'x' WHERE id = %(id)s",
    "another place": "UPDATE annotations_highlight SET start = start + 1 WHERE id = %(id)s",
    "other surroundings": "UPDATE annotations_highlight SET prefix = 'x' WHERE id = %(id)s",
    "retired": "UPDATE annotations_highlight SET retired_at = now() WHERE id = %(id)s",
    "let go": "UPDATE annotations_highlight SET gone_at = now() WHERE id = %(id)s",
}
ADDED = """
INSERT INTO annotations_highlight (id, article_id, revision_id, start, "end", exact, prefix, suffix, sentence,
    purpose, appearance_id, created_at)
SELECT gen_random_uuid(), article_id, revision_id, start, "end", exact, prefix, suffix, sentence,
    purpose, appearance_id, now() FROM annotations_highlight WHERE id = %(id)s
"""
Make = Callable[[User, User], tuple[Claim, Highlight]]


def own(ann: User, bob: User) -> tuple[Claim, Highlight]:
    """An approved claim and its passage."""
    claim = approved_claim(make_article(by=ann), ann, bob)
    return claim, Highlight.objects.get(appearance__claim=claim)


def quoted(ann: User, bob: User) -> tuple[Claim, Highlight]:
    """An approved claim and a passage that its evidence quotes."""
    claim = rated_claim(make_article(by=ann), ann)
    passage = {"article": str(make_article(by=ann).pk), "exact": "80% of voters"}
    linked = evidence.link(
        actor=actor_of(ann), claim_id=claim.pk, stance="context", passage=passage
    )
    review.submit(actor=actor_of(ann), claim_id=claim.pk)
    assert linked.passage is not None
    return review.approve(actor=actor_of(bob), claim_id=claim.pk), linked.passage


def is_refused(sql: str, highlight: Highlight) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, {"id": highlight.pk})
    except IntegrityError as error:
        assert "its passages stay as they were judged" in str(error)  # noqa: PT017 - the reason counts
        return True
    return False


@pytest.mark.parametrize("make", [own, quoted])
def test_a_passage_changes_only_when_the_approval_has_been_given_up(make: Make) -> None:
    claim, highlight = make(make_editor(), make_reviewer())
    assert [name for name, sql in CHANGES.items() if not is_refused(sql, highlight)] == []
    Claim.objects.filter(pk=claim.pk).update(approval=Approval.STALE, stale_at=claim.changed_at)
    assert [name for name, sql in CHANGES.items() if is_refused(sql, highlight)] == []


def test_no_passage_is_added_to_what_is_approved_until_the_approval_is_given_up() -> None:
    claim, highlight = own(make_editor(), make_reviewer())
    assert is_refused(ADDED, highlight)
    add_revision(claim.article, TEXT.replace("4,000", "5,000"))
    claim.refresh_from_db()
    assert claim.approval == Approval.STALE
    assert not is_refused(ADDED, highlight)


def test_a_new_text_places_passages_without_touching_them() -> None:
    claim, highlight = own(make_editor(), make_reviewer())
    add_revision(claim.article, "Updated.\n\n" + TEXT)
    claim.refresh_from_db()
    assert claim.approval == Approval.VALID
    assert highlight.anchors.get().start == highlight.start + len("Updated.\n\n")


def test_what_is_no_part_of_the_approval_may_change() -> None:
    _claim, highlight = own(make_editor(), make_reviewer())
    same = "UPDATE annotations_highlight SET page = 3, created_at = now() WHERE id = %(id)s"
    assert not is_refused(same, highlight)


def test_a_passage_is_not_carried_away_from_what_is_approved() -> None:
    ann = make_editor()
    claim, highlight = own(ann, make_reviewer())
    comment = "UPDATE annotations_highlight SET purpose = 'comment' WHERE id = %(id)s"
    assert is_refused(comment, highlight)
    other = make_claim(claim.article, ann, "80% of voters").appearances.get()
    away = f"UPDATE annotations_highlight SET appearance_id = '{other.pk}' WHERE id = %(id)s"  # noqa: S608 - our own id
    assert is_refused(away, highlight)
