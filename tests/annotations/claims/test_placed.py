"""Where every passage stands in each of two texts, told by its words."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations import claims, evidence
from annotations.claims import placing
from annotations.claims.placed import Placed, passages_between
from annotations.models import Anchor, Article, Claim, Evidence, Highlight, User
from tests.factories.articles import add_revision, make_article
from tests.factories.claims import make_claim
from tests.factories.users import actor_of, make_editor, make_viewer

pytestmark = pytest.mark.django_db
FIRST = "Volunteers gave out more than 4,000 hygiene kits in a week."
SECOND = "According to official statistics, 80% of voters took part."
THIRD = "The ministry did not comment on the 40 complaints."
LAST = "Nobody else was heard by the council in May."
TEXT = f"{FIRST}\n\n{SECOND}\n\n{THIRD}\n\n{LAST}"


@pytest.fixture
def ann() -> User:
    return make_editor()


@pytest.fixture
def article(ann: User) -> Article:
    return make_article(TEXT, by=ann)


def between(person: User, article: Article, old: int, new: int) -> list[Placed]:
    was, now = (article.revisions.get(number=number) for number in (old, new))
    return passages_between(person=person, article=article, old=was, new=now)


def only(person: User, article: Article, old: int, new: int) -> Placed:
    (found,) = between(person, article, old, new)
    return found


def words(article: Article, number: int, span: tuple[int, int] | None) -> str | None:
    return article.revisions.get(number=number).text[slice(*span)] if span else None


EDITS = {
    "nothing at all": ("80% of voters", TEXT + "\n\nOne more.", "anchored", None, "same"),
    "an edit before it": ("80% of voters", "Updated.\n\n" + TEXT, "anchored", None, "same"),
    "its figure": ("80% of voters", TEXT.replace("80%", "81%"), "changed", "wording", "same"),
    "its attribution": (
        "80% of voters",
        TEXT.replace("official statistics", "Viasna"),
        "anchored",
        None,
        "changed",
    ),
    "its paragraph's place": (
        "40 complaints",
        f"{THIRD}\n\n{FIRST}\n\n{SECOND}\n\n{LAST}",
        "moved",
        None,
        "same",
    ),
    "its sentence": (
        "40 complaints",
        f"{FIRST}\n\n{SECOND}\n\n{LAST}",
        "orphaned",
        None,
        "changed",
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_what_an_edit_did_to_a_passage_is_told_both_ways(
    article: Article, ann: User, edit: str
) -> None:
    exact, later, state, change, context = EDITS[edit]
    make_claim(article, ann, exact)
    add_revision(article, later)
    told = only(ann, article, 1, 2)
    assert (told.state, told.change, told.context) == (state, change, context)
    assert words(article, 1, told.old) == exact
    back = only(ann, article, 2, 1)
    assert (back.old, back.new) == (told.new, told.old)
    assert back.state == ("added" if state == "orphaned" else state)
    assert (back.change, back.context) == (change, context)


def test_of_a_mark_made_later_the_place_in_older_texts_is_found_and_not_stored(
    article: Article, ann: User
) -> None:
    add_revision(article, TEXT.replace("80%", "81%"))
    add_revision(article, "Updated.\n\n" + TEXT.replace("80%", "82%"))
    article.refresh_from_db()
    make_claim(article, ann, "82% of voters")
    make_claim(article, ann, "Updated")
    voters, updated = sorted(between(ann, article, 1, 2), key=lambda one: one.new is None)
    assert (words(article, 1, voters.old), words(article, 2, voters.new)) == (
        "80% of voters",
        "81% of voters",
    )
    assert (voters.state, voters.change) == ("changed", "wording")
    assert (updated.old, updated.new, updated.state) == (None, None, "orphaned")
    assert not Anchor.objects.exists()


def test_a_confirmed_change_is_still_told_of_the_two_texts(article: Article, ann: User) -> None:
    claim = make_claim(article, ann, "80% of voters")
    add_revision(article, TEXT.replace("80%", "81%"))
    add_revision(article, TEXT.replace("80%", "81%") + "\n\nMore.")
    passage = Highlight.objects.get(appearance__claim=claim)
    claims.confirm(actor=actor_of(ann), highlight_id=passage.pk)
    assert only(ann, article, 1, 2).change == "wording"
    assert only(ann, article, 1, 3).change == "wording"
    assert only(ann, article, 2, 3).state == "anchored"


def test_words_that_moved_once_and_stayed_are_told_to_have_stayed(
    article: Article, ann: User
) -> None:
    make_claim(article, ann, "40 complaints")
    moved = f"{THIRD}\n\n{FIRST}\n\n{SECOND}\n\n{LAST}"
    add_revision(article, moved)
    add_revision(article, moved + "\n\nMore.")
    assert only(ann, article, 1, 3).state == "moved"
    assert only(ann, article, 2, 3).state == "anchored"
    assert only(ann, article, 3, 3).state == "anchored"


AWKWARD = [
    ("Навіны 👩‍👩‍👧‍👦 з Мінска: 4 000 чалавек пратэставалі.", "4 000", "5 000"),
    ("Family 👩‍👩‍👧‍👦 of four came in 3 cars 🚗🚗.", "3 cars 🚗", "4 cars 🚗"),
    (
        "Cafe\u0301 Nove\u0301 sold 300 cups of te\u0301 a day.",
        "300 cups of te\u0301",
        "200 cups of te\u0301",
    ),
    ("שלום עולם, 80% מהבוחרים הצביעו היום.", "80% מהבוחרים", "81% מהבוחרים"),
]


@pytest.mark.parametrize(("text", "was", "now"), AWKWARD)
def test_offsets_count_code_points_in_every_script(
    ann: User, text: str, was: str, now: str
) -> None:
    article = make_article(f"{text}\n\n{LAST}", by=ann)
    make_claim(article, ann, was)
    add_revision(article, f"👋🏽 New.\n\n{text.replace(was, now)}\n\n{LAST}")
    told = only(ann, article, 1, 2)
    assert (words(article, 1, told.old), words(article, 2, told.new)) == (was, now)
    assert told.change == "wording"


def test_retired_passages_and_deleted_claims_are_left_out_and_gone_ones_are_told_so(
    article: Article, ann: User
) -> None:
    claim = make_claim(article, ann, "80% of voters")
    deleted = make_claim(article, ann, "40 complaints")
    claims.add_appearance(
        actor=actor_of(ann), claim_id=claim.pk, article_id=article.pk, exact="in a week"
    )
    more = Highlight.objects.get(exact="in a week")
    claims.retire(actor=actor_of(ann), highlight_id=more.pk)
    claims.remove(actor=actor_of(ann), claim_id=deleted.pk)
    add_revision(article, TEXT.replace(SECOND, "Nothing."))
    Highlight.objects.filter(appearance__claim=claim).update(gone_at=more.created_at)
    told = only(ann, article, 1, 2)
    assert (told.claim, told.is_gone, told.new) == (claim.pk, True, None)


def _quoted(claim: Claim, by: User, article: Article, exact: str, **more: Any) -> Evidence:
    revision = article.current_revision
    assert revision is not None
    start = revision.text.index(exact)
    passage = {"article": str(article.pk), "start": start, "end": start + len(exact)}
    return evidence.link(
        actor=actor_of(by), claim_id=claim.pk, stance="context", passage=passage, **more
    )


def test_quotes_are_told_to_those_alone_who_may_see_the_evidence(
    article: Article, ann: User
) -> None:
    claim = make_claim(make_article("Officials named 80% of voters.", by=ann), ann, "80% of voters")
    _quoted(claim, ann, article, "80% of voters")
    hidden = _quoted(claim, ann, article, "40 complaints", visibility="hidden")
    listed = _quoted(claim, ann, article, "in a week", visibility="listed")
    add_revision(article, TEXT + "\n\nMore.")
    seen = between(make_viewer(), article, 1, 2)
    assert [(one.exact, one.is_quote, one.claim) for one in seen] == [
        ("80% of voters", True, claim.pk)
    ]
    assert len(between(ann, article, 1, 2)) == 3
    # One passage that both an open and a hidden evidence quote tells of the open one alone.
    other = make_claim(article, ann, "more than 4,000")
    Evidence.objects.filter(pk=hidden.pk).update(claim=other, passage_id=listed.passage_id)
    Evidence.objects.filter(pk=listed.pk).update(visibility="everyone")
    told = [one for one in between(make_viewer(), article, 1, 2) if one.exact == "in a week"]
    assert [one.claim for one in told] == [claim.pk]


def test_a_passage_found_in_an_archived_source_is_told_with_its_evidence(
    article: Article, ann: User
) -> None:
    claim = make_claim(make_article("Officials named 80%.", by=ann), ann, "80%")
    entry = _quoted(claim, ann, article, "80% of voters")
    assert entry.passage_id is not None
    Highlight.objects.filter(pk=entry.passage_id).update(evidence=entry)
    Evidence.objects.filter(pk=entry.pk).update(passage=None)
    assert only(ann, article, 1, 1).claim == claim.pk
    Evidence.objects.filter(pk=entry.pk).update(visibility="hidden")
    assert between(make_viewer(), article, 1, 1) == []


def test_it_takes_as_many_queries_for_many_passages_as_for_one(article: Article, ann: User) -> None:
    for number in range(2, 6):
        add_revision(article, f"{TEXT}\n\nUpdate {number}.")
    article.refresh_from_db()

    def queries() -> int:
        was, now = (article.revisions.get(number=number) for number in (2, 3))
        with CaptureQueriesContext(connection) as captured:
            passages_between(person=ann, article=article, old=was, new=now)
        return len(captured)

    make_claim(article, ann, "80% of voters")
    few = queries()
    for exact in ("official", "statistics", "took part", "40", "complaints", "a week", "May"):
        make_claim(article, ann, exact)
    assert queries() == few == 5


def test_texts_that_would_take_too_long_to_compare_are_told_as_unknown(
    article: Article, ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(2, 5):
        add_revision(article, f"{TEXT}\n\nUpdate {number}.")
        article.refresh_from_db()
        make_claim(article, ann, f"Update {number}")
    make_claim(article, ann, "80% of voters")
    monkeypatch.setattr(placing, "MOST_COMPARED", 600)
    Anchor.objects.all().delete()
    told = {one.exact: one.state for one in between(ann, article, 1, 1)}
    assert told["80% of voters"] == "anchored"
    assert told["Update 2"] == "unknown"
