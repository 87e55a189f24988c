"""Saying that sentences are done: who may, what is kept, what a changed text and later claims make of it."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations import claims, dossier, history
from annotations.claims import coverage
from annotations.models import Article, Coverage, HistoryEntry, HistoryPayload, User
from annotations.refusals import Conflict, Forbidden, Invalid, Missing, Refused
from tests.factories.articles import add_revision, make_article
from tests.factories.claims import make_claim
from tests.factories.users import actor_of, make_editor, make_reviewer, make_viewer

pytestmark = pytest.mark.django_db
TEXT = "Ann spoke for an hour. Bob sold 3 cars in May. Was it so? It will rain.\n\nCarol left."
ASKED = "Was it so?"


@pytest.fixture
def editor() -> User:
    return make_editor()


@pytest.fixture
def article(editor: User) -> Article:
    return make_article(TEXT, by=editor)


def cover(
    article: Article, by: User, words: str = ASKED, kind: Any = "opinion", **more: Any
) -> list[Coverage]:
    article.refresh_from_db()
    text = article.current_revision.text  # type: ignore[union-attr]
    start = text.index(words)
    given = {"revision_id": article.current_revision_id, "start": start, "end": start + len(words)}
    return coverage.cover(
        actor=actor_of(by), article_id=article.pk, **{**given, "kind": kind, **more}
    )


def states(article: Article) -> str:
    article.refresh_from_db()
    told = dossier.coverage_json(article)
    progress = claims.progress_of([article])[article.pk]
    assert (progress.sentences, progress.unread) == (told["sentences"], told["unread"])
    return str(told["states"])


def refusal(article: Article, by: User, **more: Any) -> str:
    with pytest.raises(Refused) as refused:
        cover(article, by, **more)
    return refused.value.code


def test_a_selection_within_a_sentence_covers_exactly_that_sentence(
    article: Article, editor: User
) -> None:
    (row,) = cover(article, editor, "it so", "question")
    assert (row.highlight.exact, row.highlight.sentence) == (ASKED, ASKED)
    assert TEXT[: row.highlight.start].endswith(row.highlight.prefix)
    assert (row.kind, row.decided_by, row.confirmed_by) == ("question", editor, None)
    assert states(article) == "uunuu"


def test_a_selection_over_several_sentences_covers_each_with_a_row_of_its_own(
    article: Article, editor: User
) -> None:
    rows = cover(article, editor, "so? It will rain.\n\nCarol", "prediction")
    assert [row.highlight.exact for row in rows] == [ASKED, "It will rain.", "Carol left."]
    assert states(article) == "uunnn"


def test_the_same_again_changes_nothing_and_another_kind_replaces_it(
    article: Article, editor: User
) -> None:
    first = cover(article, editor)
    seq = HistoryEntry.objects.count()
    assert cover(article, make_editor()) == first
    assert HistoryEntry.objects.count() == seq
    (other,) = cover(article, editor, kind="question")
    first[0].highlight.refresh_from_db()
    assert first[0].highlight.retired_at is not None
    (mark,) = dossier.coverage_json(article)["marks"]
    assert (mark["id"], mark["kind"]) == (str(other.pk), "question")


def test_nothing_left_needs_a_claim_and_a_claim_makes_every_kind_nothing_left(
    article: Article, editor: User
) -> None:
    assert refusal(article, editor, words="Bob sold", kind="nothing_left") == "no_claim_here"
    make_claim(article, editor, "sold 3 cars")
    assert states(article) == "upuuu"
    (row,) = cover(article, editor, "Bob sold", "opinion")
    assert (row.kind, states(article)) == ("nothing_left", "uduuu")


def test_nothing_left_falls_with_the_claim_beside_which_it_was_said(
    article: Article, editor: User
) -> None:
    claim = make_claim(article, editor, "sold 3 cars")
    (row,) = cover(article, editor, "Bob sold", "nothing_left")
    claims.remove(actor=actor_of(editor), claim_id=claim.pk)
    assert states(article) == "uuuuu"
    row.highlight.refresh_from_db()
    assert row.highlight.retired_at is None, "the record of what was said stays"
    make_claim(article, editor, "3 cars")
    assert states(article) == "uduuu"


def test_a_claim_found_later_says_that_there_was_something_to_check(
    article: Article, editor: User
) -> None:
    cover(article, editor, "It will rain.", "prediction")
    make_claim(article, editor, "It will")
    assert states(article) == "uuupu"
    told = dossier.coverage_json(article)
    assert (told["marks"], told["unconfirmed"]) == ([], 0)


@pytest.mark.parametrize(
    ("newer", "expected"),
    [
        ("Something new stands here first. " + TEXT, "uuunuu"),
        (TEXT.replace("Ann spoke", "Ann Lee spoke"), "uunuu"),
        (TEXT.replace("Was it so?", "Was it then so?"), "uuuuu"),
        (TEXT.replace("Was it so? ", ""), "uuuu"),
    ],
    ids=["moved", "another sentence changed", "its words changed", "gone"],
)
def test_in_a_new_text_it_counts_where_its_words_are_the_same(
    article: Article, editor: User, newer: str, expected: str
) -> None:
    (row,) = cover(article, editor)
    add_revision(article, newer, by=editor)
    assert states(article) == expected
    assert Coverage.objects.get().pk == row.pk


def test_other_glyphs_of_the_same_kind_keep_it(editor: User) -> None:
    article = make_article('Ann left. "So it was," he said. Bob stayed here.', by=editor)
    cover(article, editor, "So it was", "opinion")
    newer = "Ann left. “So it was,” he said. Bob stayed here."
    add_revision(article, newer, by=editor)
    assert states(article) == "unu"


def test_what_stands_again_in_an_unchanged_text_is_left_as_it_was_said(
    article: Article, editor: User
) -> None:
    before = cover(article, editor)
    add_revision(article, "New words here. " + TEXT, by=editor)
    assert cover(article, editor) == before
    add_revision(article, TEXT.replace("Was it so?", "Was it then so?"), by=editor)
    (after,) = cover(article, editor, "Was it then so?")
    assert after != before[0]
    before[0].highlight.refresh_from_db()
    assert before[0].highlight.retired_at is not None


def test_a_repeat_stands_for_the_first_of_its_kind(editor: User) -> None:
    line = "Nobody in the town knew what to say about it."
    article = make_article(f"{line}\n\nAnn left.\n\n{line}", by=editor)
    start = article.current_revision.text.rindex(line)  # type: ignore[union-attr]
    (row,) = cover(article, editor, line, start=start, end=start + 5)
    assert row.highlight.start == 0
    assert states(article) == "nur"


def test_it_is_taken_back_and_the_sentence_is_unread_again(article: Article, editor: User) -> None:
    (row,) = cover(article, editor)
    for _time in range(2):
        coverage.uncover(actor=actor_of(make_editor()), coverage_ids=[str(row.pk)])
    assert states(article) == "uuuuu"
    assert Coverage.objects.filter(pk=row.pk).exists()
    assert HistoryEntry.objects.filter(verb="uncovered").count() == 1


def test_another_reviewer_confirms_and_nobody_their_own(article: Article, editor: User) -> None:
    ann, bob = make_reviewer("ann"), make_reviewer("bob")
    (own,), (other,) = cover(article, ann), cover(article, editor, "It will rain.")
    for by, code in ((editor, "role_required"), (ann, "own_work")):
        with pytest.raises(Forbidden) as refused:
            coverage.confirm(actor=actor_of(by), coverage_ids=[own.pk, other.pk])
        assert refused.value.code == code
    assert dossier.coverage_json(article)["unconfirmed"] == 2
    coverage.confirm(actor=actor_of(bob), coverage_ids=[own.pk, other.pk])
    told = dossier.coverage_json(article)
    assert told["unconfirmed"] == 0
    assert {mark["confirmed"]["by"]["id"] for mark in told["marks"]} == {str(bob.pk)}
    coverage.confirm(actor=actor_of(ann), coverage_ids=[other.pk])
    other.refresh_from_db()
    assert other.confirmed_by == bob, "the first who confirmed stays"


def test_what_was_taken_back_meanwhile_is_not_confirmed(article: Article, editor: User) -> None:
    (row,) = cover(article, editor)
    coverage.uncover(actor=actor_of(editor), coverage_ids=[row.pk])
    with pytest.raises(Conflict, match="taken_back"):
        coverage.confirm(actor=actor_of(make_reviewer()), coverage_ids=[row.pk])


def test_history_tells_who_said_what_of_which_words(article: Article, editor: User) -> None:
    (row,) = cover(article, editor)
    cover(article, editor, kind="question")
    (again,) = Coverage.objects.exclude(pk=row.pk)
    coverage.confirm(actor=actor_of(make_reviewer()), coverage_ids=[again.pk])
    coverage.uncover(actor=actor_of(editor), coverage_ids=[again.pk])
    told = dossier.events_after(editor, article.pk, 0)
    verbs = [entry["verb"] for entry in told if entry["type"] == "coverage"]
    assert verbs == ["covered", "uncovered", "covered", "coverage_confirmed", "uncovered"]
    first = HistoryEntry.objects.filter(verb="covered").earliest("seq")
    body = HistoryPayload.objects.get(seq=first.seq).body or ""
    for words in ('"kind":"opinion"', '"exact":"Was it so?"', f'"start":{TEXT.index(ASKED)}'):
        assert words in body
    assert history.verify() is None


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kind": "boring"}, "unknown_choice"),
        ({"kind": None}, "unknown_choice"),
        ({"start": None}, "empty_selection"),
        ({"start": 9, "end": 9}, "empty_selection"),
        ({"start": 0, "end": 9_999}, "offset_outside"),
        ({"start": -1}, "offset_outside"),
        ({"start": TEXT.index("\n\n"), "end": TEXT.index("\n\n") + 2}, "no_sentence"),
        ({"revision_id": "0198c0de-0000-7000-8000-000000000000"}, "revision_changed"),
    ],
)
def test_a_bad_place_or_kind_is_refused_with_a_code(
    article: Article, editor: User, given: dict[str, Any], code: str
) -> None:
    assert refusal(article, editor, **given) == code
    assert not Coverage.objects.exists()


def test_a_viewer_says_nothing(article: Article) -> None:
    assert refusal(article, make_viewer()) == "role_required"


def test_rows_of_another_article_and_ids_that_are_none_are_refused(
    article: Article, editor: User
) -> None:
    (row,) = cover(article, editor)
    elsewhere = make_article(by=editor)
    for ids, error in (([row.pk], Missing), (["x"], Invalid), ([], Invalid), ("x", Invalid)):
        with pytest.raises(error):
            coverage.uncover(actor=actor_of(editor), coverage_ids=ids, article_id=elsewhere.pk)
    assert states(article) == "uunuu"


def queries(act: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        act()
    return len(seen)


def test_many_sentences_take_as_many_statements_as_one(editor: User) -> None:
    text = " ".join(f"Person {n} left the town on that day." for n in range(300))
    article = make_article(text, by=editor)
    one = queries(lambda: cover(article, editor, "Person 3 left"))
    assert queries(lambda: cover(article, editor, text)) == one
    assert states(article) == "n" * 300
    told = queries(lambda: dossier.coverage_json(article))
    ids = [mark["id"] for mark in dossier.coverage_json(article)["marks"]]
    bob = actor_of(make_reviewer())
    once = queries(lambda: coverage.confirm(actor=bob, coverage_ids=ids[:1]))
    assert queries(lambda: coverage.confirm(actor=bob, coverage_ids=ids)) == once
    coverage.uncover(actor=actor_of(editor), coverage_ids=ids[1:])
    assert queries(lambda: dossier.coverage_json(article)) == told


def test_progress_of_many_articles_takes_as_many_queries_as_of_one(
    article: Article, editor: User
) -> None:
    cover(article, editor)
    articles = [article, *(make_article(by=editor) for _n in range(4))]
    listed = Article.objects.select_related("current_revision").defer("current_revision__text")
    for size in (1, 5):
        rows = list(listed.filter(pk__in=[a.pk for a in articles[:size]]))
        assert queries(lambda rows=rows: claims.progress_of(rows)) == 4
