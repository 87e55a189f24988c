"""PDFs as newsrooms receive them: printed, in columns, scanned, locked, cut off."""

import html
import re
from collections import Counter
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from annotations.imports.blocks import lay_out
from annotations.imports.readers import Document, ReadBlock, ReaderError, read
from annotations.imports.readers.pdf import pages
from tests.annotations.imports.readers.pdf_maker import Put, column, dot, pdf

FILES = Path(__file__).parents[1] / "fixtures" / "files"
LINES = [
    "The committee met on Monday evening in the town hall and decided",
    "after a long debate in which eleven members spoke to postpone the",
    "vote until the end of June, when the second report is expected.",
]
STORY = " ".join(LINES)
OTHER = [
    "Its chairman said that the figures of the first report could not be",
    "confirmed, and that he had asked the office to count them again.",
]


def printed(name: str) -> Document:
    return read((FILES / f"{name}.pdf").read_bytes())


def story(document: Document) -> list[ReadBlock]:
    return [block for block in document.blocks if not block.furniture]


def texts(document: Document, kind: str) -> list[str]:
    return [block.text for block in story(document) if block.kind == kind]


def aside(document: Document) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for block in document.blocks:
        if block.furniture and block.reason:
            found.setdefault(block.reason, []).append(block.text)
    return found


def words(text: str) -> list[str]:
    return re.findall(r"\w+(?:[-’']\w+)*", text.lower())


def shingles(text: str) -> Counter[tuple[str, ...]]:
    found = words(text)
    return Counter(tuple(found[n : n + 4]) for n in range(len(found) - 3))


def f1(text: str, right: str) -> float:
    a, b = shingles(text), shingles(right)
    return 2 * (a & b).total() / (a.total() + b.total())


def source_of(name: str) -> str:
    """The words of the HTML that a fixture was printed from."""
    body = (FILES / f"{name}.html").read_text(encoding="utf-8").split("<body>")[1]
    body = body.replace("&shy;", "").replace("<sup>1</sup>", "¹ ")
    body = re.sub(r"(?<=\S)¹ ", "¹", body)
    return html.unescape(re.sub(r"<[^>]+>", " ", body))


def code(body: bytes) -> str:
    with pytest.raises(ReaderError) as caught:
        read(body)
    return caught.value.code


@pytest.mark.parametrize(
    "name", ["press-release", "two-column-report", "ministry-statement", "arabic-statement"]
)
def test_the_words_come_out_in_the_order_in_which_they_were_written(name: str) -> None:
    text = "\n".join(block.text.replace(" | ", " ") for block in story(printed(name)))
    assert f1(text, source_of(name)) >= 0.99


def test_a_press_release_keeps_its_parts() -> None:
    found = printed("press-release")
    assert found.title == "Harbour authority to close two berths after inspection finds cracks"
    assert found.fields["title"].confidence == "high"
    assert found.subtitle.startswith("Ferries move to the northern terminal")
    assert found.published_at == datetime.fromisoformat("2021-02-24T00:00:00+00:00")
    assert (found.fields["published_at"].confidence, found.language) == ("low", "en")
    assert texts(found, "heading")[-2:] == ["What changes for passengers", "Cost of the repair"]
    assert len(texts(found, "list_item")) == 3
    assert texts(found, "list_item")[0].startswith("Ferries to Brandsund")
    assert texts(found, "caption") == [
        "Photo: Divers at berth 5 on 16 February. Port Authority of Ellworth"
    ]
    assert "Replacing nine piles | 6 | 2,900,000" in texts(found, "paragraph")
    assert story(found)[-1].text.startswith("¹ The reports can be read")


def test_a_report_in_two_columns_is_read_column_by_column() -> None:
    found = printed("two-column-report")
    assert found.byline == "Ilse Brandauer and Tomás Quinn"
    assert texts(found, "heading") == [
        "Summary",
        "How we counted",
        "What the records show",
        "What follows",
    ]
    assert aside(found) == {
        "running_head": ["Institute for Open Ledgers · Reports"],
        "page_number": ["1 · 2"],
    }
    over_the_page = next(b for b in story(found) if b.text.startswith("The council will decide"))
    assert over_the_page.text.endswith("not part of the administration.")
    assert over_the_page.page == 1
    assert {block.page for block in found.blocks} == {1, 2}
    assert "self-organised" in "".join(b.text for b in found.blocks)


def test_a_statement_in_cyrillic_is_read() -> None:
    found = printed("ministry-statement")
    assert found.title.startswith("Заявление о мерах по восстановлению")
    assert found.published_at == datetime.fromisoformat("2022-06-17T00:00:00+00:00")
    assert found.language == "ru"
    assert len([text for text in texts(found, "paragraph") if len(text) > 200]) == 4


def test_a_statement_in_arabic_is_read_from_right_to_left() -> None:
    found = printed("arabic-statement")
    assert found.title == "بيان صحفي من وزارة الصحة"
    assert "1250 إصابة جديدة (COVID-19) في البلاد" in story(found)[1].text


def test_the_text_is_laid_out_with_the_page_of_each_block() -> None:
    found = printed("two-column-report")
    laid = lay_out(found, {})
    assert laid.text.startswith(f"{found.title}\n\nBy Ilse Brandauer")
    assert all(laid.text[b["start"] : b["end"]].strip() for b in laid.blocks)
    assert [b["page"] for b in laid.blocks] == sorted(b["page"] for b in laid.blocks)
    assert laid.set_aside[0]["page"] == 1


@pytest.mark.parametrize(
    ("name", "expected"), [("scanned-page", "scanned_pdf"), ("encrypted", "encrypted_pdf")]
)
def test_a_pdf_without_text_says_why(name: str, expected: str) -> None:
    assert code((FILES / f"{name}.pdf").read_bytes()) == expected


@pytest.mark.parametrize("share", [0.02, 0.4, 0.8, 0.98])
def test_a_pdf_that_is_cut_off_is_refused_and_not_read_in_part(share: float) -> None:
    body = (FILES / "two-column-report.pdf").read_bytes()
    assert code(body[: int(len(body) * share)]) == "damaged_file"


def test_a_pdf_that_a_server_calls_a_page_is_a_pdf() -> None:
    body = (FILES / "press-release.pdf").read_bytes()
    found = read(b"\r\n" + body, media_type="text/html", filename="index.html")
    assert found.recipe == "pdf-1"
    assert code(b"%PDF-1.7\n...") == "damaged_file"


def test_a_text_about_pdfs_is_a_text() -> None:
    assert read(f"A file begins with %PDF-1.7 or so. {STORY}".encode()).recipe == "text-1"


def test_a_pdf_without_any_words_is_empty() -> None:
    assert code(pdf([])) == "empty_text"


def test_lines_become_paragraphs() -> None:
    page = [*column(LINES), *column(OTHER, top=640)]
    assert [b.text for b in story(read(pdf(page)))] == [STORY, " ".join(OTHER)]


def test_an_indent_begins_a_paragraph() -> None:
    page = [
        Put(line, x=84 if n in {0, 3} else 72, y=700 - 14 * n)
        for n, line in enumerate([*LINES, *OTHER])
    ]
    assert [b.text for b in story(read(pdf(page)))] == [STORY, " ".join(OTHER)]


def test_a_paragraph_runs_over_the_page() -> None:
    found = read(pdf([*column(LINES[:2], top=90)], [*column(LINES[2:])]))
    assert [(b.text, b.page) for b in story(found)] == [(STORY, 1)]


def test_a_footnote_does_not_part_the_paragraph_that_runs_over_it() -> None:
    long = [*LINES, *OTHER] * 4
    first = [*column([*long, *LINES[:2]], top=760), Put("1 See the report of May.", y=60, size=8)]
    found = story(read(pdf(first, [*column(LINES[2:]), *column(OTHER, top=600)])))
    whole = max(
        n for n, block in enumerate(found) if block.text.endswith(LINES[2]) and block.page == 1
    )
    assert (found[whole].page, found[whole + 1].text) == (1, "1 See the report of May.")


def test_a_raised_figure_is_not_part_of_the_word() -> None:
    page = [
        Put("It was counted", y=700),
        Put("2", x=147, y=704, size=6),
        Put("again.", x=154, y=700),
    ]
    assert story(read(pdf(page)))[0].text == "It was counted² again."


def test_a_large_initial_is_part_of_its_word() -> None:
    beside = [
        Put(line, x=110, y=700 - 14 * n) for n, line in enumerate(["he committee met", LINES[1]])
    ]
    page = [Put("T", x=84, y=688, size=40), *beside, *column(LINES[2:] * 6, top=672)]
    assert story(read(pdf(page)))[0].text.startswith("The committee met")


def test_bullets_are_items_written_or_drawn() -> None:
    page = [
        *column(LINES),
        Put("• the first item", x=84, y=640),
        Put("the second item", x=96, y=624),
        dot(86, 627),
        *column(OTHER, top=590),
    ]
    assert texts(read(pdf(page)), "list_item") == ["the first item", "the second item"]


def test_headings_are_larger_or_bold() -> None:
    page = [
        Put("A headline of some length", y=760, size=20),
        *column(LINES),
        Put("A bold line", y=640, bold=True),
        *column(OTHER, top=620),
        Put("A larger line", y=570, size=14),
        *column(OTHER, top=545),
    ]
    found = read(pdf(page))
    assert found.title == "A headline of some length"
    assert texts(found, "heading") == ["A bold line", "A larger line"]


def test_the_label_of_a_release_is_not_its_headline() -> None:
    page = [
        Put("PRESS RELEASE", y=780, size=28),
        Put("Vote on berths is postponed", y=740, size=18),
        *column(LINES),
    ]
    assert read(pdf(page)).title == "Vote on berths is postponed"


def test_a_table_is_read_row_by_row() -> None:
    rows = [("Work", "Weeks"), ("Replacing piles", "6"), ("Strengthening", "4")]
    cells = [
        Put(text, x=72 + 200 * n, y=600 - 16 * row)
        for row, pair in enumerate(rows)
        for n, text in enumerate(pair)
    ]
    found = texts(read(pdf([*column(LINES), *cells])), "paragraph")
    assert found[1:] == ["Work | Weeks", "Replacing piles | 6", "Strengthening | 4"]


def test_words_that_are_spread_over_a_line_are_no_table() -> None:
    spread = [
        f"BT /F1 11 Tf {space} Tw 1 0 0 1 72 {y} Tm ({words}) Tj ET\n".encode()
        for space, y, words in (
            (24, 686, "members spoke and asked"),
            (24, 672, "members spoke and voted"),
        )
    ]
    page = [Put("It met on Monday and all of its", y=700), *spread, Put("again.", y=658)]
    text = "\n".join(b.text for b in story(read(pdf(page))))
    assert "|" not in text
    assert "members spoke and asked members spoke and voted" in text


def test_a_table_of_contents_is_set_aside() -> None:
    page = [*column(LINES), Put("1 Introduction ............................ 7", y=600)]
    assert list(aside(read(pdf(page)))) == ["contents"]


def test_a_column_of_which_only_two_lines_are_left_is_still_a_column() -> None:
    def columns(left: list[str], right: list[str]) -> list[Put]:
        return [*column(left, x=60, size=8), *column(right, x=310, size=8)]

    first = columns([*LINES, *OTHER] * 3, [*OTHER, *LINES] * 3)
    last = columns(["left one goes", "on to two."], ["Right one goes", "on to four."])
    text = "\n".join(b.text for b in story(read(pdf(first, last))))
    assert text.endswith("left one goes on to two.\nRight one goes on to four.")


def test_what_is_repeated_in_the_margins_is_set_aside_once() -> None:
    made = [
        [
            Put("The Daily Ledger, 3 May 2021", y=810, size=8),
            *column([f"{line} {n}" for line in LINES]),
            Put(f"Page {n} of 3", y=30, size=8),
        ]
        for n in (1, 2, 3)
    ]
    found = read(pdf(*made))
    assert aside(found) == {
        "running_head": ["The Daily Ledger, 3 May 2021"],
        "page_number": ["Page 1 of 3 · Page 2 of 3 · Page 3 of 3"],
    }


def test_the_headline_stays_though_it_runs_at_the_head_of_each_page() -> None:
    head = "Trees of the city in 2022"
    made = [
        [Put(head, y=790, size=22 if n == 1 else 9), *column(LINES), *column(OTHER, top=300)]
        for n in (1, 2, 3)
    ]
    assert read(pdf(*made)).title == head


def test_a_page_in_landscape_is_read_as_it_is_held() -> None:
    # Drawn upwards on the sheet, which is then shown turned by a quarter.
    page = [Put(line, x=100 + 14 * n, y=60, matrix=(0, 1, -1, 0)) for n, line in enumerate(LINES)]
    assert story(read(pdf(page, extra="/Rotate 90")))[0].text == STORY


def test_a_stamp_across_the_page_is_set_aside() -> None:
    slanted = (0.7071, 0.7071, -0.7071, 0.7071)
    page = [*column(LINES), Put("DRAFT COPY", x=200, y=300, size=60, matrix=slanted)]
    found = read(pdf(page))
    assert (aside(found), texts(found, "paragraph")) == ({"turned_text": ["DRAFT COPY"]}, [STORY])


def test_ligatures_and_stray_characters_are_resolved() -> None:
    from annotations.imports.readers.pdf.characters import resolved

    assert [resolved(n) for n in (0xFB01, 0xFB04, 0xA0, 0xF0B7)] == ["fi", "ffl", " ", "•"]
    assert [resolved(n) for n in (0x0, 0xFFFF, 0xFEFF, 0x7)] == [""] * 4
    assert [resolved(n) for n in (0xD800, 0xE001)] == ["\ufffd"] * 2


@pytest.mark.parametrize(
    ("declared", "title"),
    [
        ("Vote on the berths of Ellworth", "Vote on the berths of Ellworth"),
        ("Microsoft Word - final2.docx", STORY[:96].rpartition(" ")[0] + "…"),
        ("untitled", STORY[:96].rpartition(" ")[0] + "…"),
    ],
)
def test_a_declared_title_is_believed_where_a_person_wrote_it(declared: str, title: str) -> None:
    found = read(pdf([*column(LINES)], info={"Title": declared}))
    assert found.title == title or found.title.startswith(title[:60])
    assert found.fields["title"].confidence == "low"


def test_author_and_date_of_the_file_are_proposed() -> None:
    info = {"Author": "Maren Holt", "CreationDate": "D:20210224093000+03'00'"}
    found = read(pdf([*column(LINES)], info=info))
    assert found.byline == "Maren Holt"
    assert found.published_at == datetime.fromisoformat("2021-02-24T09:30:00+03:00")
    assert {found.fields[n].confidence for n in ("byline", "published_at")} == {"low"}
    assert read(pdf([*column(LINES)], info={"Author": "user"})).byline == ""


def test_more_pages_than_a_report_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MAX_PAGES", 2)
    assert code(pdf(column(LINES), column(LINES), column(LINES))) == "too_many_pages"


def test_a_page_with_more_objects_than_a_text_has_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pages, "MAX_OBJECTS", 20)
    assert code(pdf([*column(LINES), *[dot(n, n) for n in range(30)]])) == "pdf_too_complex"


def test_a_text_longer_than_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "TEXT_LIMIT", 500)
    assert code(pdf(*[[*column(LINES)]] * 4)) == "text_too_long"


def test_a_scan_with_pages_of_text_says_which_pages_are_missing() -> None:
    image = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q\n"
    found = read(pdf(column(LINES), [image], column(OTHER)))
    assert aside(found) == {"scanned_page": ["Page 2: image without text"]}
    assert code(pdf([image])) == "scanned_pdf"


def test_the_same_bytes_give_the_same_document() -> None:
    assert printed("two-column-report") == printed("two-column-report")


def test_blocks_of_a_document_are_in_the_order_of_its_pages() -> None:
    for name in ("two-column-report", "press-release"):
        assert all(a.page <= b.page for a, b in pairwise(printed(name).blocks))  # type: ignore[operator]
