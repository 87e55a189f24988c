import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from annotations.imports.readers.document import Document, FieldNote, ReadBlock
from annotations.models import Article, Import, User
from tests.annotations.views.conftest import HTMX, text
from tests.factories.articles import arrive, make_article, make_page
from tests.factories.claims import make_claim

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
AWKWARD = "Ünïcode 👩‍👩‍👧 says “привет”.\n\n<b>Not a tag</b> &amp; so on.\n\nשלום עולם."


def test_the_text_stands_there_block_by_block_exactly_as_it_is(
    editor: User, as_user: SignIn
) -> None:
    article = make_article(AWKWARD, by=editor)
    answer = as_user(editor).get(f"/articles/{article.pk}/")
    words = article.current_revision.text
    blocks = [item["block"] for item in answer.context["items"] if "block" in item]
    assert [block["text"] for block in blocks] == words.split("\n\n")
    assert all(words[b["start"] : b["end"]] == b["text"] for b in blocks)
    assert "&lt;b&gt;Not a tag&lt;/b&gt; &amp;amp; so on." in answer.content.decode()


def test_a_viewer_reads_and_gets_no_tools(article: Article, viewer: User, as_user: SignIn) -> None:
    answer = as_user(viewer).get(f"/articles/{article.pk}/")
    assert answer.status_code == 200
    assert answer.context["may"] == {"edit": False, "review": False}
    assert 'data-can-edit="false"' in answer.content.decode()


def test_an_article_whose_text_has_not_arrived_says_so(editor: User, as_user: SignIn) -> None:
    article = Article.objects.create(title="On its way", created_by=editor)
    answer = as_user(editor).get(f"/articles/{article.pk}/")
    assert answer.status_code == 409
    assert "/imports/" in answer.content.decode()


def test_thirty_claims_take_as_many_queries_as_one(
    article: Article, editor: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    client, path = as_user(editor), f"/articles/{article.pk}/"
    make_claim(article, editor)
    one, one_line = queries_of(client, path), queries_of(client, f"{path}cards/")
    for _ in range(29):
        make_claim(article, editor)
    assert queries_of(client, path) == one
    assert queries_of(client, f"{path}cards/") == one_line


def test_the_numbers_above_the_text_follow_the_claims(
    article: Article, editor: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    before = client.get(f"/articles/{article.pk}/progress/", headers=HTMX).context["progress"]
    make_claim(article, editor, "Volunteers gave out more than 4,000 hygiene kits")
    after = client.get(f"/articles/{article.pk}/progress/", headers=HTMX).context["progress"]
    assert (before.claims, after.claims) == (0, 1)
    assert after.unread == before.unread - 1


def test_a_proposed_date_says_where_it_is_from_and_can_be_confirmed(
    editor: User, as_user: SignIn
) -> None:
    day = datetime(2020, 8, 14, 9, 30, tzinfo=UTC)
    notes = {"published_at": {"origin": "caption", "confidence": "low"}}
    article = make_article(by=editor, published_at=day, field_notes=notes)
    client = as_user(editor)
    page = client.get(f"/articles/{article.pk}/").content.decode()
    assert "photo caption" in page
    data = {**moment_of("published_at", "2020-08-14", "09:30"), "title": article.title}
    data["confirm"] = "published_at"
    answer = client.post(f"/articles/{article.pk}/about/", data, headers=HTMX)
    assert answer.status_code == 200
    article.refresh_from_db()
    assert article.published_at == day
    assert article.note_of("published_at")["origin"] == "person"
    assert article.note_of("title") == {}


def test_saving_other_details_does_not_confirm_a_proposal(editor: User, as_user: SignIn) -> None:
    day = datetime(2020, 8, 14, 9, 30, tzinfo=UTC)
    notes = {"published_at": {"origin": "caption", "confidence": "low"}}
    article = make_article(by=editor, published_at=day, field_notes=notes)
    data = {**moment_of("published_at", "2020-08-14", "09:30"), "title": "A better title"}
    as_user(editor).post(f"/articles/{article.pk}/about/", data)
    article.refresh_from_db()
    assert article.title == "A better title"
    assert article.published_at == day
    assert article.note_of("published_at")["confidence"] == "low"


def test_a_wrong_detail_keeps_what_was_typed(
    article: Article, editor: User, as_user: SignIn
) -> None:
    data = {"title": "", "byline": "Typed name", "canonical_url": "nonsense"}
    answer = as_user(editor).post(f"/articles/{article.pk}/about/", data, headers=HTMX)
    assert answer.status_code == 400
    assert answer.context["about_form"].values["byline"] == "Typed name"


def test_fetching_again_is_an_import(article: Article, editor: User, as_user: SignIn) -> None:
    answer = as_user(editor).post(f"/articles/{article.pk}/again/")
    assert answer.headers["Location"] == "/imports/"
    assert Import.objects.get().article == article


def moment_of(name: str, day: str, clock: str = "", zone: str = "UTC") -> dict[str, str]:
    """The fields of a moment as the form sends them."""
    return {f"{name}_day": day, f"{name}_clock": clock, f"{name}_zone": zone}


def correct(client: Client, article: Article, **fields: str) -> HttpResponse:
    answer = client.post(f"/articles/{article.pk}/about/", fields, headers=HTMX)
    article.refresh_from_db()
    return answer


def test_the_time_of_publication_is_given_in_the_zone_of_the_publisher_and_shown_so_again(
    editor: User, as_user: SignIn
) -> None:
    article, client = make_article(by=editor), as_user(editor)
    said = moment_of("published_at", "2024-07-01", "21:05", "Europe/Minsk")
    answer = correct(client, article, **said)
    assert answer.status_code == 200
    assert article.published_at == datetime(2024, 7, 1, 18, 5, tzinfo=UTC)
    shown = answer.context["about_form"].values
    assert {name: shown[name] for name in said} == said
    correct(client, article, **said, title="Only the title is new")
    assert article.published_at == datetime(2024, 7, 1, 18, 5, tzinfo=UTC)
    assert article.note_of("published_at")["zone"] == "Europe/Minsk"


def test_a_time_with_seconds_is_not_lost_when_other_details_are_saved(
    editor: User, as_user: SignIn
) -> None:
    exact = datetime(2024, 4, 26, 6, 58, 1, 250_000, tzinfo=UTC)
    article, client = make_article(by=editor, published_at=exact), as_user(editor)
    shown = client.get(f"/articles/{article.pk}/").context["about_form"].values
    correct(client, article, **{**shown, "title": "New"})
    assert (article.title, article.published_at) == ("New", exact)


@pytest.mark.parametrize(
    ("day", "clock", "zone", "kept"),
    [
        ("2024-07-01", "", "", datetime(2024, 7, 1, tzinfo=UTC)),
        ("2024-07-01", "10:00", "+05:30", datetime(2024, 7, 1, 4, 30, tzinfo=UTC)),
        ("2024-07-01", "10:00", "UTC-3", datetime(2024, 7, 1, 13, tzinfo=UTC)),
        ("2024-01-01", "10:00", "Europe/Berlin", datetime(2024, 1, 1, 9, tzinfo=UTC)),
        ("", "", "", None),
    ],
)
def test_a_moment_is_a_day_a_clock_and_a_zone(
    day: str, clock: str, zone: str, kept: datetime | None, editor: User, as_user: SignIn
) -> None:
    before = datetime(2020, 8, 14, 9, 30, tzinfo=UTC)
    article = make_article(by=editor, published_at=before)
    correct(as_user(editor), article, **moment_of("published_at", day, clock, zone))
    assert article.published_at == kept


@pytest.mark.parametrize(
    ("day", "clock", "zone", "words"),
    [
        ("2024-07-01", "10:00", "Europe/Atlantis", "time zone is not known"),
        ("2024-07-01", "10:00", "../../etc/passwd", "time zone is not known"),
        ("2024-07-01", "10:00", "+25:00", "time zone is not known"),
        ("2024-07-01", "25:00", "UTC", "Give the time as 09:30"),
        ("", "10:00", "UTC", "Give the day, too"),
        ("0001-01-01", "00:00", "+14:00", "out of range"),
    ],
)
def test_a_moment_that_makes_no_sense_is_refused_at_its_field(
    day: str, clock: str, zone: str, words: str, editor: User, as_user: SignIn
) -> None:
    article = make_article(by=editor)
    answer = correct(as_user(editor), article, **moment_of("updated_at", day, clock, zone))
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert answer.context["about_form"].values["updated_at_zone"] == zone
    assert article.updated_at is None


def test_every_field_can_be_corrected_but_the_purpose(editor: User, as_user: SignIn) -> None:
    article = make_article(by=editor, byline="Jane Doe, John Smith")
    client = as_user(editor)
    shown = client.get(f"/articles/{article.pk}/").context["about_form"].values
    assert shown["byline"] == "Jane Doe\nJohn Smith"
    correct(
        client,
        article,
        subtitle="What is behind it.\r\nIn two lines.",
        byline="Jane Doe\r\n\r\nАнна Ковалёва,",
        image_url="https://news.example/a.jpg",
        canonical_url="https://news.example/story",
        language="be",
        site_name="News",
        purpose="own",
    )
    assert article.subtitle == "What is behind it.\nIn two lines."
    assert article.byline == "Jane Doe, Анна Ковалёва"
    assert (article.image_url, article.language) == ("https://news.example/a.jpg", "be")
    assert (article.site_name, article.purpose) == ("News", "others")


def test_where_a_value_is_from_is_said_in_words(editor: User, as_user: SignIn) -> None:
    notes = {
        "title": {"origin": "json-ld", "confidence": "high"},
        "byline": {"origin": "byline", "confidence": "low"},
        "site_name": {"origin": "person", "confidence": "high"},
        "language": {"origin": "something-new", "confidence": "high"},
    }
    article = make_article(by=editor, byline="Jane Doe", site_name="News", field_notes=notes)
    page = text(as_user(editor).get(f"/articles/{article.pk}/"))
    for words in (
        "From the page&#x27;s structured data",
        "Only proposed, from the line of names",
        "Set by an editor",
        "From the document (something-new)",
    ):
        assert words in page


def test_a_correction_is_taken_back_to_what_the_page_says(editor: User, as_user: SignIn) -> None:
    article, client = page_that_says(editor, title="The page's title"), as_user(editor)
    correct(client, article, title="Ours", byline="Ours, too")
    answer = correct(client, article, take_back="title")
    assert answer.status_code == 200
    assert (article.title, article.byline) == ("The page's title", "Ours, too")
    assert article.note_of("title") == {"origin": "heading", "confidence": "high"}
    correct(client, article, take_back="byline")
    assert (article.byline, article.note_of("byline")) == ("", {})


def test_a_title_is_not_taken_back_to_nothing(
    article: Article, editor: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    correct(client, article, title="Ours")
    answer = correct(client, article, take_back="title")
    assert answer.status_code == 409
    assert article.title == "Ours"


def page_that_says(editor: User, **said: Any) -> Article:
    article = Article(title="As first read", created_by=editor)
    article.save(force_insert=True)
    fields = {name: FieldNote("heading", "high") for name in said}
    blocks = [ReadBlock("paragraph", "The story.")]
    arrive(article, Document("factory-page-1", blocks, fields=fields, **said), b"x", by=editor)
    return article


@pytest.mark.parametrize(
    ("wire", "words"),
    [
        ({"pubstatus": "canceled"}, "The agency canceled this story."),
        ({"pubstatus": "stat:withheld"}, "The agency withholds this story."),
        ({"embargoed": "2999-01-01T06:00:00Z"}, "Embargoed until"),
        ({"embargoed": "2001-01-01T06:00:00Z"}, "It was embargoed until"),
        ({"embargoed": "until the minister speaks"}, "until the minister speaks"),
        ({"ednote": "Corrects the death toll"}, "Corrects the death toll"),
        ({"version": "4", "located": "Minsk"}, "agency version 4"),
    ],
)
def test_what_an_agency_says_of_its_story_stands_above_it(
    wire: dict[str, str], words: str, editor: User, viewer: User, as_user: SignIn
) -> None:
    article = make_article(by=editor, wire=wire, identifier="urn:newsml:agency:42")
    assert words in text(as_user(viewer).get(f"/articles/{article.pk}/"))
    for person in (editor, viewer):
        assert "urn:newsml:agency:42" in text(as_user(person).get(f"/articles/{article.pk}/"))


def test_a_usable_story_has_no_warning(editor: User, as_user: SignIn) -> None:
    article = make_article(by=editor, wire={"pubstatus": "usable"})
    assert as_user(editor).get(f"/articles/{article.pk}/").context["agency"]["alarm"] == ""


def test_pages_of_a_paged_document_are_told_where_they_begin(editor: User, as_user: SignIn) -> None:
    pages = [("One.", 1), ("Two.", 1), ("Three.", 2), ("Four.", 4)]
    blocks = [ReadBlock("paragraph", words, page=page) for words, page in pages]
    article = make_page(blocks, by=editor)
    page = text(as_user(editor).get(f"/articles/{article.pk}/"))
    assert re.findall(r'<div class="page-mark"><span>(p\. \d)</span></div>', page) == [
        "p. 1",
        "p. 2",
        "p. 4",
    ]
    assert "page-mark" not in text(as_user(editor).get(f"/articles/{make_article().pk}/"))


def test_a_claims_card_tells_the_page_of_its_passage(editor: User, as_user: SignIn) -> None:
    blocks = [
        ReadBlock("paragraph", f"On page {page} stand {page}0 cases.", page=page) for page in (1, 2)
    ]
    claim = make_claim(make_page(blocks, by=editor), editor, "20 cases")
    assert "p. 2</p>" in text(as_user(editor).get(f"/claims/{claim.pk}/card/", headers=HTMX))
    other = make_claim(make_article(), editor)
    assert "card-page" not in text(as_user(editor).get(f"/claims/{other.pk}/card/", headers=HTMX))


def test_a_viewer_reads_where_each_detail_is_from(viewer: User, as_user: SignIn) -> None:
    notes = {"byline": {"origin": "byline", "confidence": "low"}}
    article = make_article(byline="Jane Doe", field_notes=notes)
    page = text(as_user(viewer).get(f"/articles/{article.pk}/"))
    assert "Only proposed, from the line of names" in page
    assert "Correct these details" not in page


def test_every_page_of_a_deleted_article_says_who_deleted_it(
    article: Article, editor: User, viewer: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    answer = client.post(f"/articles/{article.pk}/delete/")
    assert answer.headers["Location"] == f"/articles/{article.pk}/"
    for page in ("", "cards/", "blocks/"):
        gone = client.get(f"/articles/{article.pk}/{page}")
        assert gone.status_code == 410
        assert editor.name in text(gone)
        assert "Put it back" in text(gone)
    seen = text(as_user(viewer).get(f"/articles/{article.pk}/"))
    assert "Put it back" not in seen
    assert "An editor can put it back." in seen
    client.post(f"/articles/{article.pk}/restore/")
    assert client.get(f"/articles/{article.pk}/").status_code == 200


def test_deleting_what_bears_claims_is_refused_where_the_person_looks(
    article: Article, editor: User, as_user: SignIn
) -> None:
    make_claim(article, editor)
    client = as_user(editor)
    answer = client.post(f"/articles/{article.pk}/delete/", headers=HTMX)
    assert answer.status_code == 409
    assert 'data-refusal="has_claims"' in text(answer)
    assert client.get(f"/articles/{article.pk}/").status_code == 200


def test_a_viewer_neither_deletes_nor_restores(
    article: Article, editor: User, viewer: User, as_user: SignIn
) -> None:
    client = as_user(viewer)
    assert client.post(f"/articles/{article.pk}/delete/").status_code == 403
    as_user(editor).post(f"/articles/{article.pk}/delete/")
    assert client.post(f"/articles/{article.pk}/restore/").status_code == 403


def test_the_page_of_an_article_on_its_way_asks_until_the_text_is_there(
    article: Article, editor: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    waiting = Article.objects.create(url="https://news.example/a")
    Import.objects.create(article=waiting, origin="fetch", url=waiting.url)
    page = client.get(f"/articles/{waiting.pk}/")
    assert page.status_code == 409
    assert 'data-hx-trigger="every 3s"' in text(page)
    assert client.get(f"/articles/{waiting.pk}/", headers=HTMX).status_code == 200
    Import.objects.filter(article=waiting).update(
        status="failed", error_detail="No page.", finished_at=datetime.now(UTC)
    )
    failed = text(client.get(f"/articles/{waiting.pk}/"))
    assert "No page." in failed
    assert "every 3s" not in failed
    there = client.get(f"/articles/{article.pk}/", headers=HTMX)
    assert there.headers["HX-Redirect"] == f"/articles/{article.pk}/"
