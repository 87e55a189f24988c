"""Marking: exact words at exact places, whatever characters the text is made of."""

import pytest

from annotations import claims, dossier
from annotations.imports.readers.document import ReadBlock
from annotations.models import Article, ArticleRole, Highlight
from annotations.refusals import Conflict, Forbidden, Invalid
from tests.factories.articles import add_revision, make_article, make_page
from tests.factories.claims import make_claim
from tests.factories.users import actor_of, make_editor, make_viewer

pytestmark = pytest.mark.django_db

AWKWARD = (
    "Навіны 👩‍👩‍👧‍👦 cafe\u0301 naïve.\n\n"
    "Мiнск: больш за 4\u00a0000 чалавек 🇧🇾 затрымана. Cafe\u0301 again.\n\n"
    "السلطات قالت إن 80٪ صوتوا. Cafe\u0301 again."
)


def marking(article: Article, start: int | None, end: int | None, **more: object) -> str:
    try:
        claims.mark(
            actor=actor_of(make_editor()), article_id=article.pk, start=start, end=end, **more
        )
    except (Invalid, Conflict, Forbidden) as refusal:
        return refusal.code
    return "marked"


@pytest.mark.parametrize(
    "words", ["больш за 4\u00a0000 чалавек 🇧🇾", "👩‍👩‍👧‍👦", "cafe\u0301", "80٪ صوتوا"]
)
def test_the_marked_words_are_those_of_the_text_at_these_code_points(words: str) -> None:
    claim = make_claim(make_article(AWKWARD), make_editor(), words)
    highlight = Highlight.objects.get(appearance__claim=claim)
    assert highlight.exact == words == AWKWARD[highlight.start : highlight.end]
    assert AWKWARD[: highlight.start].endswith(highlight.prefix)
    assert AWKWARD[highlight.end :].startswith(highlight.suffix)


def test_the_second_of_two_places_with_the_same_words_is_the_one_that_was_marked() -> None:
    article, editor = make_article(AWKWARD), make_editor()
    claim = make_claim(article, editor, "Cafe\u0301 again", nth=1)
    assert Highlight.objects.get(appearance__claim=claim).start == AWKWARD.rindex(
        "Cafe\u0301 again"
    )


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        (5, 5, "empty_selection"),
        (9, 5, "empty_selection"),
        (0, 10_000, "offset_outside"),
        (-1, 5, "offset_outside"),
        (AWKWARD.index("👩"), AWKWARD.index("👩") + 1, "inside_grapheme"),
        (AWKWARD.index("e\u0301") + 1, AWKWARD.index("naïve"), "inside_grapheme"),
        (None, None, "empty_selection"),
    ],
)
def test_a_bad_passage_is_refused_with_a_code_and_nothing_is_saved(
    start: int | None, end: int | None, code: str
) -> None:
    article = make_article(AWKWARD)
    assert marking(article, start, end) == code
    assert not article.claims.exists()


def test_words_that_stand_several_times_are_not_resolved_in_silence() -> None:
    article = make_article(AWKWARD)
    assert marking(article, None, None, exact="Cafe\u0301 again") == "quote_ambiguous"
    assert marking(article, None, None, exact="Cafe\u0301 again", prefix="صوتوا. ") == "marked"
    assert marking(article, None, None, exact="not there") == "quote_not_found"


def test_offsets_of_an_older_text_are_refused() -> None:
    article, editor = make_article(AWKWARD), make_editor()
    old = article.current_revision
    assert old is not None
    add_revision(article, "New first words. " + AWKWARD, by=editor)
    assert marking(article, 0, 6, revision_id=old.pk) == "revision_changed"


def test_a_viewer_marks_nothing() -> None:
    article = make_article()
    with pytest.raises(Forbidden):
        claims.mark(actor=actor_of(make_viewer()), article_id=article.pk, start=0, end=10)


def test_an_attribution_in_the_sentence_asks_what_is_asserted() -> None:
    article, editor = make_article(), make_editor()
    asked = make_claim(article, editor, "80% of voters took part")
    assert not asked.asserts_chosen
    assert "official statistics" in asked.attribution
    said = make_claim(article, editor, "80% of voters took part", asserts="said", linked=asked)
    assert said.asserts_chosen
    assert said.statement.startswith("According to official statistics")
    plain = make_claim(article, editor, "more than 4,000 hygiene kits")
    assert plain.asserts_chosen


def test_overlapping_passages_are_claims_of_their_own() -> None:
    article, editor = make_article(), make_editor()
    make_claim(article, editor, "more than 4,000 hygiene kits")
    make_claim(article, editor, "4,000 hygiene kits")
    assert article.claims.count() == 2


def test_a_claim_may_have_further_passages_and_the_same_one_twice_changes_nothing() -> None:
    editor, article = make_editor(), make_article()
    other = make_article("They say more than 4,000 hygiene kits came.", url="https://b.example/x")
    claim = make_claim(article, editor)
    start = other.current_revision.text.index("more than")  # type: ignore[union-attr]
    for _time in range(2):
        claims.add_appearance(
            actor=actor_of(editor),
            claim_id=claim.pk,
            article_id=other.pk,
            start=start,
            end=start + 9,
        )
    shown = dossier.claim_json(editor, claim.pk)
    assert shown is not None
    assert [a["article"] for a in shown["appearances"]] == [str(article.pk), str(other.pk)]
    assert shown["version"] == 2


def test_progress_counts_a_repeated_passage_once() -> None:
    lede = "More than 4,000 kits were brought to the city this week by volunteers."
    article = make_article(f"{lede}\n\n{lede}\n\nA second sentence stands here.")
    progress = claims.progress_of([article])[article.pk]
    assert (progress.sentences, progress.unread) == (2, 2)
    make_claim(article, make_editor(), "4,000 kits")
    assert claims.progress_of([article])[article.pk].unread == 2, "words besides it remain"
    make_claim(article, make_editor(), lede, nth=1)
    assert claims.progress_of([article])[article.pk].unread == 1


def paged(*pages: str) -> Article:
    """A document with one block on each page."""
    blocks = [ReadBlock("paragraph", words, page=n) for n, words in enumerate(pages, start=1)]
    return make_page(blocks, by=make_editor())


def test_a_passage_of_a_paged_document_knows_its_page() -> None:
    article = paged("First page.", "Second page, with 80% of it.", "Third.")
    editor = make_editor()
    claim = make_claim(article, editor, "80% of it")
    shown = dossier.claim_json(editor, claim.pk)
    assert shown is not None
    assert shown["anchor"]["page"] == 2
    assert make_claim(article, editor, "Third.").appearances.get().highlights.get().page == 3
    spanning = make_claim(article, editor, "page.\n\nSecond page")
    assert spanning.appearances.get().highlights.get().page == 1


def test_a_passage_of_a_text_without_pages_has_none() -> None:
    editor = make_editor()
    claim = make_claim(make_article(), editor)
    shown = dossier.claim_json(editor, claim.pk)
    assert shown is not None
    assert shown["anchor"]["page"] is None


def test_setting_a_passage_elsewhere_sets_its_page_anew() -> None:
    article, editor = paged("First 80% here.", "Second 80% there."), make_editor()
    claim = make_claim(article, editor, "80%")
    highlight = Highlight.objects.get(appearance__claim=claim)
    assert highlight.page == 1
    revision = article.current_revision
    assert revision is not None
    start = revision.text.rindex("80%")
    claims.reattach(
        actor=actor_of(editor),
        highlight_id=highlight.pk,
        revision_id=revision.pk,
        start=start,
        end=start + 3,
    )
    highlight.refresh_from_db()
    assert highlight.page == 2


def test_nothing_is_marked_added_or_called_done_in_an_archived_source() -> None:
    copy = make_article(AWKWARD, role=ArticleRole.SOURCE)
    assert marking(copy, 0, 6) == "is_source"
    editor = make_editor()
    claim = make_claim(make_article(AWKWARD, by=editor), editor, "80٪ صوتوا")
    actor = actor_of(editor)
    with pytest.raises(Conflict, match="is_source"):
        claims.add_appearance(actor=actor, claim_id=claim.pk, article_id=copy.pk, start=0, end=6)
    with pytest.raises(Conflict, match="is_source"):
        claims.cover(
            actor=actor,
            article_id=copy.pk,
            revision_id=copy.current_revision_id,
            start=0,
            end=6,
            kind="nothing_left",
        )
