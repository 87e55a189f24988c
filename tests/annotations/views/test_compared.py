"""Two texts compared, with the claims in the margin."""

import re
from collections.abc import Callable
from time import process_time
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from annotations import claims, evidence
from annotations.models import Appearance, Approval, Article, Claim, Highlight, User
from tests.annotations.views.conftest import text
from tests.factories.articles import add_revision, make_article
from tests.factories.claims import approved_claim, make_claim, rate
from tests.factories.users import actor_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
FIRST = "Volunteers gave out more than 4,000 hygiene kits in a week."
SECOND = (
    "According to official statistics, 80% of voters took part. Around 3,000 people were detained."
)
THIRD = "The ministry did not comment on the 40 complaints that came in."
LAST = "Nobody else was heard by the council in May."
TEXT = f"{FIRST}\n\n{SECOND}\n\n{THIRD}\n\n{LAST}"


@pytest.fixture
def article(editor: User) -> Article:
    return make_article(TEXT, by=editor)


def compared(client: Client, article: Article, query: str = "", pair: str = "1/2") -> HttpResponse:
    return client.get(f"/articles/{article.pk}/revisions/{pair}/{query}")


def note_of(page: HttpResponse, number: int) -> str:
    """The words of a note, without its tags."""
    inner = re.search(rf'(?s)<li class="note[^>]*id="note-{number}".*?</li>', text(page))
    assert inner is not None
    return " ".join(re.sub(r"<[^>]+>", " ", inner[0]).split())


def underlined(page: HttpResponse) -> list[str]:
    """The underlined words in order, each with the look of the verdict that it is drawn in."""
    found = re.findall(r'<span class="passage v-([\w-]+)">(?:<b>)?([^<]*)', text(page))
    return [f"{look}: {words}" for look, words in found]


def summary(page: HttpResponse) -> list[str]:
    return [str(one["words"]) for one in page.context["beside"]["told"]]


def test_each_note_tells_what_became_of_its_words(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    make_claim(article, editor, "more than 4,000 hygiene kits")
    approved_claim(article, editor, reviewer, words="3,000 people were detained")
    make_claim(article, editor, "40 complaints")
    later = SECOND.replace("3,000", "4,000")
    add_revision(article, f"{FIRST}\n\n{later}\n\n{LAST}")
    page = compared(as_user(editor), article)
    assert note_of(page, 1) == "Claim 1 Not checked Stands more than 4,000 hygiene kits"
    assert note_of(page, 2) == (
        "Claim 2 True 3,000 people were detained Words changed: was 3,000 → is now 4,000"
        " Approval out of date Look at it : claim 2"
    )
    assert "Not found" in note_of(page, 3)
    assert summary(page) == ["1 stands", "words of 1 changed", "1 not found"]
    claim = Claim.objects.get(statement="40 complaints")
    assert f'href="/articles/{article.pk}/#claim-{claim.pk}"' in text(page)
    passage = Highlight.objects.get(exact="3,000 people were detained")
    assert f'href="/articles/{article.pk}/#passage-{passage.pk}"' in text(page)
    assert Claim.objects.get(pk=passage.appearance.claim_id).approval == Approval.STALE  # type: ignore[union-attr]


def test_words_are_underlined_in_what_was_removed_and_in_what_stands(
    article: Article, editor: User, as_user: SignIn
) -> None:
    rate(make_claim(article, editor, "3,000 people were detained"), editor, "false")
    make_claim(article, editor, "40 complaints")
    later = SECOND.replace("3,000", "4,000")
    add_revision(article, f"{FIRST}\n\n{later}\n\n{LAST}")
    page = compared(as_user(editor), article)
    assert underlined(page) == [
        "false: 3,000",
        "false: 4,000",
        "false:  people were detained",
        "not-checked: 40 complaints",
    ]
    assert re.search(r"<del>[^∎]*?40 complaints</span>.*?</del>", text(page), re.DOTALL)
    assert 'href="#note-1" aria-label="Claim 1: False"' in text(page)
    assert text(page).count('class="passage-number') == 2


def test_passages_that_overlap_in_one_paragraph_are_told_apart(
    article: Article, editor: User, as_user: SignIn
) -> None:
    rate(make_claim(article, editor, "Around 3,000 people were detained"), editor, "true")
    rate(make_claim(article, editor, "3,000 people"), editor, "false")
    make_claim(article, editor, "80% of voters took part")
    add_revision(article, TEXT.replace("people were", "men were"))
    page = compared(as_user(editor), article)
    beside = next(b for e in page.context["entries"] for b in e["blocks"] if b.get("notes"))
    assert [note["number"] for note in beside["notes"]] == [1, 2, 3]
    inner = '<span class="passage v-true"><span class="passage v-false">3,000 </span></span>'
    assert inner in text(page)
    parts = [
        part["text"] for run in beside["runs"] if run["mark"] != "del" for part in run["parts"]
    ]
    assert "".join(parts) == SECOND.replace("people were", "men were")


def test_many_claims_on_the_same_words_draw_three_lines_and_fold_what_stands(
    article: Article, editor: User, as_user: SignIn
) -> None:
    for _time in range(12):
        make_claim(article, editor, "80% of voters")
    add_revision(article, TEXT + "\n\nMore.")
    page = compared(as_user(editor), article)
    assert underlined(page).count("not-checked: 80% of voters") == 1
    assert text(page).count('<span class="passage ') == 3
    assert "4 more passages" in text(page)
    assert len(re.findall(r'id="note-\d+"', text(page))) == 12
    assert "4 paragraphs unchanged, 12 claims stand in them" in text(page)


def test_a_moved_paragraph_has_its_note_where_it_went_and_a_word_where_it_was(
    article: Article, editor: User, as_user: SignIn
) -> None:
    make_claim(article, editor, "40 complaints")
    add_revision(article, f"{THIRD}\n\n{FIRST}\n\n{SECOND}\n\n{LAST}")
    page = compared(as_user(editor), article)
    moved, left = (
        next(e for e in page.context["entries"] if e["kind"] == kind) for kind in ("moved", "left")
    )
    assert [str(note["said"]) for note in moved["blocks"][0]["notes"]] == ["Moved"]
    assert [note["number"] for note in left["mentions"]] == [1]
    assert "Claim 1 (Not checked) stands elsewhere now" in text(page)
    assert summary(page) == ["1 moved"]


def test_unchanged_paragraphs_stay_folded_but_open_for_what_wants_a_look(
    editor: User, as_user: SignIn
) -> None:
    quoted = "“The kits never came. We waited for 40 days,” said the doctor."
    article = make_article(f"{FIRST}\n\n{LAST}\n\n{SECOND}", by=editor)
    make_claim(article, editor, "more than 4,000 hygiene kits")
    add_revision(article, f"{FIRST}\n\n{LAST}\n\n{SECOND}\n\n{quoted}")
    page = compared(as_user(editor), article)
    assert "3 paragraphs unchanged, 1 claim stands in them" in text(page)
    assert '<details class="unchanged">' in text(page)
    passage = Highlight.objects.get(exact="more than 4,000 hygiene kits")
    passage.anchors.update(context="changed")
    page = compared(as_user(editor), article)
    assert '<details class="unchanged" open>' in text(page)
    assert "The sentence around it changed" in note_of(page, 1)


def test_only_what_touches_claims_can_be_shown(
    article: Article, editor: User, as_user: SignIn
) -> None:
    make_claim(article, editor, "3,000 people")
    later = TEXT.replace("3,000", "4,000").replace("in May", "in June")
    add_revision(article, later)
    page = compared(as_user(editor), article, "?only=claims")
    assert "1 change that touches no claim is left out." in text(page)
    assert "in <del>" not in text(page)
    assert FIRST not in text(page)
    assert "Show everything" in text(page)
    page = compared(as_user(editor), article)
    assert "1 change touches claims." in text(page)
    assert 'href="?only=claims"' in text(page)
    assert "June" in text(page)


def test_an_old_text_has_its_claims_beside_it(
    article: Article, editor: User, as_user: SignIn
) -> None:
    make_claim(article, editor, "40 complaints")
    add_revision(article, f"{FIRST}\n\nBrand new words.")
    article.refresh_from_db()
    make_claim(article, editor, "Brand new words")
    page = compared(as_user(editor), article, pair="1/1")
    assert note_of(page, 1) == "Claim 1 Not checked Stands 40 complaints"
    assert "Not in this text" in note_of(page, 2)
    assert "Passages that do not stand in this text" in text(page)


AWKWARD = "Навіны 👩‍👩‍👧‍👦 з Мінска: 4 000 чалавек.\n\nשלום עולם, 80% מהבוחרים.\n\nCafe\u0301s 👩‍👩‍👧‍👦 sold 300."


def test_underlines_stand_at_their_words_in_every_script(editor: User, as_user: SignIn) -> None:
    article = make_article(AWKWARD, by=editor)
    for words in ("4 000 чалавек", "80% מהבוחרים", "Cafe\u0301s 👩‍👩‍👧‍👦"):
        make_claim(article, editor, words)
    add_revision(article, "🚗 New.\n\n" + AWKWARD.replace("80%", "81%"))
    page = compared(as_user(editor), article)
    assert underlined(page) == [
        "not-checked: 4 000 чалавек",
        "not-checked: 80",
        "not-checked: 81",
        "not-checked: % מהבוחרים",
        "not-checked: Cafe\u0301s 👩‍👩‍👧‍👦",
    ]


def test_a_quote_is_told_of_and_counted_for_those_alone_who_may_see_the_evidence(
    article: Article, editor: User, viewer: User, as_user: SignIn
) -> None:
    claim = make_claim(make_article("Officials said 40.", by=editor), editor, "40")
    revision = article.current_revision
    assert revision is not None
    at = revision.text.index("40 complaints")
    passage = {"article": str(article.pk), "start": at, "end": at + 13}
    evidence.link(
        actor=actor_of(editor),
        claim_id=claim.pk,
        stance="context",
        passage=passage,
        visibility="listed",
    )
    add_revision(article, TEXT.replace("40", "50"))
    page = compared(as_user(editor), article)
    assert "quoted as evidence for it" in note_of(page, 1)
    assert f'href="/claims/{claim.pk}/"' in text(page)
    page = compared(as_user(viewer), article)
    assert page.context["beside"]["passages"] == 0
    assert "passage" not in text(page).partition("<main")[2].partition("</main")[0]
    assert "quoted" not in text(page)


def test_the_statement_is_text_and_not_markup(
    article: Article, editor: User, as_user: SignIn
) -> None:
    make_claim(article, editor, "40 complaints", statement="<script>alert(1)</script>")
    page = compared(as_user(editor), article, pair="1/1")
    assert "&lt;script&gt;alert(1)" in text(page)
    assert "<script>alert" not in text(page)


def test_the_page_takes_as_many_queries_for_many_passages_as_for_one(
    article: Article, editor: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    make_claim(article, editor, "40 complaints")
    add_revision(article, TEXT.replace("3,000", "4,000"))
    client, path = as_user(editor), f"/articles/{article.pk}/revisions/1/2/"
    few = queries_of(client, path)
    article.refresh_from_db()
    for words in ("4,000 people", "80% of voters", "in a week", "May", "council"):
        claim = make_claim(article, editor, words)
        claims.add_appearance(
            actor=actor_of(editor), claim_id=claim.pk, article_id=article.pk, exact="Nobody"
        )
    assert queries_of(client, path) == few


def test_the_workspace_leads_to_what_parts_its_text_from_the_one_before(
    article: Article, editor: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    assert "Compare with the text before" not in text(client.get(f"/articles/{article.pk}/"))
    add_revision(article, TEXT + " More.")
    page = text(client.get(f"/articles/{article.pk}/"))
    assert f'<a href="/articles/{article.pk}/revisions/1/2/">Compare with the text before' in page


@pytest.mark.long
def test_two_thousand_passages_on_a_hundred_thousand_characters_take_little_time(
    editor: User, as_user: SignIn
) -> None:
    article, later = _crowded(editor)
    add_revision(article, later)
    client = as_user(editor)
    assert len(article.current_revision.text) > 100_000  # type: ignore[union-attr]
    took = []
    for _time in range(3):
        began = process_time()
        page = compared(client, article)
        took.append(process_time() - began)
    print(f"{min(took):.2f} s, {len(page.content):,} bytes, {summary(page)}")  # noqa: T201
    assert page.context["beside"]["passages"] == 2000
    assert min(took) < 1.5


def _crowded(by: User) -> tuple[Article, str]:
    """An article with 2,000 claims on 100,000 characters, and its next text: some edited, moved, removed."""
    before = [
        f"In place {n} the ministry counted {n * 7} people, {n} of them men. It said {n + 3} more left"
        f" on day {n % 30} of May. Then {n * 3} came back and {n + 11} stayed away from town {n}."
        for n in range(1, 661)
    ]
    after = [words.replace("ministry counted", "office counted") for words in before]
    after = [*after[100:110], *before[:100], *after[120:250], *before[250:]]
    article = make_article("\n\n".join(before), by=by)
    revision = article.current_revision
    assert revision is not None
    spans = list(
        re.finditer(
            r"counted \d+ people|It said \d+ more left|\d+ came back|town \d+", revision.text
        )
    )
    rows: list[Any] = []
    for found in spans[:2000]:
        claim = Claim(article=article, statement=found[0], created_by=by, contributors=[by.pk])
        where = Appearance(claim=claim, article=article)
        start, end = found.span()
        place = Highlight(article=article, revision=revision, start=start, end=end, exact=found[0])
        place.purpose, place.appearance = "claim", where
        rows.append((claim, where, place))
    for model, made in zip((Claim, Appearance, Highlight), zip(*rows, strict=True), strict=True):
        model.objects.bulk_create(made)
    return article, "\n\n".join(after)
