"""Documents of Word: what they show comes out, what they hide is set aside or gone."""

from datetime import datetime
from pathlib import Path

import pytest

from annotations.imports.blocks import lay_out
from annotations.imports.readers import Document, ReaderError, read
from tests.annotations.imports.readers.office import docx, item, p, packed, run, table

FILES = Path(__file__).parents[1] / "fixtures" / "files"
STORY = "The committee met on Monday evening in the town hall and decided to postpone the vote."


def kept(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in document.blocks if not block.furniture]


def aside(document: Document) -> list[tuple[str | None, str]]:
    return [(block.reason, block.text) for block in document.blocks if block.furniture]


def code(body: bytes) -> str:
    with pytest.raises(ReaderError) as caught:
        read(body)
    return caught.value.code


def test_a_letter_of_an_office_keeps_its_parts() -> None:
    found = read((FILES / "council-letter.docx").read_bytes(), filename="letter.txt")
    assert found.recipe == "docx-1"
    assert found.title == "Answers to the council's questions on berths 5 and 6"
    assert found.published_at == datetime.fromisoformat("2021-02-24T00:00:00+00:00")
    assert (found.byline, found.language) == ("Maren Holt", "en")
    assert kept(found)[2:9] == [
        ("heading", "When were the cracks found?"),
        (
            "paragraph",
            (
                "Divers found them on 9 February in nine of forty-two piles. A second inspection on 16 "
                "February confirmed the finding."
            ),
        ),
        ("quote", "“The quay cannot wait for the summer.”"),
        ("heading", "What will it cost?"),
        ("paragraph", "Work | Weeks | Estimate"),
        ("paragraph", "Replacing nine piles | 6 | 2,900,000"),
        ("paragraph", "Strengthening the deck | 4 | 1,150,000"),
    ]
    assert kept(found)[-3:] == [
        ("list_item", "Ferries to Brandsund leave from berth 2."),
        ("list_item", "The last evening ferry is cancelled."),
        ("list_item", "From Monday to Thursday only."),
    ]
    assert aside(found) == [
        ("running_head", "Port Authority of Ellworth"),
        ("running_head", "4 Customs Quay, Ellworth"),
    ]
    assert lay_out(found, {}).text.startswith(f"{found.title}\n\nEllworth, 24 February 2021\n\n")


def test_styles_and_outline_levels_make_the_kinds() -> None:
    body = (
        p("A title of some length", style="T")
        + p("First", style="1")
        + p("Of an office", style="Own")
        + p(STORY)
        + p("He said so.", style="Q")
        + item("one")
        + item("two", level=1)
        + p("Figure 1: piles", style="C")
    )
    assert [kind for kind, _ in kept(read(docx(body)))] == [
        "title", "heading", "heading", "paragraph", "quote", "list_item", "list_item", "caption",
    ]  # fmt: skip


def test_headings_that_were_set_by_hand_are_headings() -> None:
    body = p(run("Vote is postponed again", "<w:b/>")) + p(STORY) + p(run("Cost", "<w:b/>"))
    found = read(docx(body + p(STORY)))
    assert (found.title, found.fields["title"].origin) == ("Vote is postponed again", "heading")
    assert [kind for kind, _ in kept(found)] == ["title", "paragraph", "heading", "paragraph"]


def test_tracked_changes_are_accepted() -> None:
    body = p(
        "It costs ",
        f"<w:del>{run('four').replace('w:t', 'w:delText')}</w:del>",
        f"<w:ins>{run('five')}</w:ins>",
        f"<w:moveFrom>{run(' old')}</w:moveFrom>",
        " million.",
    )
    assert kept(read(docx(body))) == [("paragraph", "It costs five million.")]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    body = p("It was", properties="<w:rPr><w:del/></w:rPr>") + p("postponed.")
    assert kept(read(docx(body))) == [("paragraph", "It was postponed.")]


def test_comments_headers_and_hidden_text_are_set_aside() -> None:
    body = (
        p(STORY, '<w:r><w:commentReference w:id="7"/></w:r>')
        + p(run("not for the press", "<w:vanish/>"))
        + p("Contents 3", style="TOC1")
        + '<w:sectPr><w:headerReference r:id="header"/><w:footerReference r:id="footer"/></w:sectPr>'
    )
    comment = f'<w:comment w:id="7" w:author="M. Holt">{p("Is that so?")}</w:comment>'
    found = read(docx(body, comments=comment, header=p("The Office"), footer=p("3")))
    assert kept(found) == [("paragraph", STORY)]
    assert aside(found) == [
        ("running_head", "The Office"),
        ("comment", "M. Holt: Is that so?"),
        ("hidden_text", "not for the press"),
        ("contents", "Contents 3"),
        ("page_number", "3"),
    ]


def test_notes_stand_at_the_end_and_their_numbers_in_the_text() -> None:
    refer = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = p("Nine piles", refer.format(5), " are cracked.") + p(
        "All are old", refer.format(2), "."
    )
    notes = "".join(
        f'<w:footnote w:id="{n}">{p(text)}</w:footnote>'
        for n, text in (
            (0, ""),
            (2, "Built in 1974."),
            (5, "Of forty-two."),
            (9, "Not referred to."),
        )
    )
    assert [text for _, text in kept(read(docx(body, footnotes=notes)))] == [
        "Nine piles¹ are cracked.",
        "All are old².",
        "¹ Of forty-two.",
        "² Built in 1974.",
    ]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p('In the box.')}</w:txbxContent>"
    drawing = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert [text for _, text in kept(read(docx(p(STORY, drawing))))] == [STORY, "In the box."]


def test_a_table_is_read_row_by_row_unless_it_only_lays_out() -> None:
    rows = table([p("Work"), p("Weeks")], [p("Piles"), p("")], [p("Deck"), p("4") + p("or 5")])
    layout = table([p(STORY * 6), p("Beside it.")])
    assert [text for _, text in kept(read(docx(rows + layout)))] == [
        "Work | Weeks",
        "Piles",
        "Deck | 4 or 5",
        STORY * 6,
        "Beside it.",
    ]


def test_signs_within_runs_become_text() -> None:
    signs = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t>"
        '<w:softHyphen/><w:t>e</w:t><w:sym w:font="Symbol" w:char="F0B7"/></w:r>'
    )
    raised = run("2", '<w:vertAlign w:val="superscript"/>')
    assert kept(read(docx(p(signs) + p("m", raised)))) == [
        ("paragraph", "a b\nc-de•"),
        ("paragraph", "m²"),
    ]


def test_links_fields_and_controls_keep_their_words() -> None:
    body = p(
        f"<w:hyperlink>{run('The report')}</w:hyperlink>",
        '<w:r><w:instrText> HYPERLINK "https://x.example" </w:instrText></w:r>',
        f"<w:sdt><w:sdtContent>{run(' of May')}</w:sdtContent></w:sdt>",
        f"<w:fldSimple>{run(' 2021')}</w:fldSimple>",
    )
    assert kept(read(docx(f"<w:sdt><w:sdtContent>{body}</w:sdtContent></w:sdt>"))) == [
        ("paragraph", "The report of May 2021")
    ]


def test_what_the_properties_say_is_proposed() -> None:
    facts = (
        "<title>Vote on the berths of Ellworth</title><creator>Maren Holt</creator>"
        "<created>2021-02-24T09:30:00Z</created>"
    )
    found = read(docx(p(STORY), facts))
    assert (found.title, found.byline) == ("Vote on the berths of Ellworth", "Maren Holt")
    assert found.published_at == datetime.fromisoformat("2021-02-24T09:30:00+00:00")
    assert {found.fields[n].confidence for n in ("title", "byline", "published_at")} == {"low"}


def test_a_container_that_is_no_document_of_word_says_what_can_be_imported() -> None:
    with pytest.raises(ReaderError) as caught:
        read(packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}))
    assert caught.value.code == "unsupported_format"
    assert "DOCX" in caught.value.detail
    sheet = {
        "_rels/.rels": "<Relationships/>",
        "xl/workbook.xml": "<workbook/>",
        "word/document.xml": "<workbook/>",
    }
    assert code(packed(sheet)) == "unsupported_format"


def test_a_document_without_words_is_empty() -> None:
    assert code(docx(p(""))) == "empty_text"


def test_a_document_that_is_damaged_says_so() -> None:
    body = docx(p(STORY))
    assert code(body[: len(body) // 2]) == "damaged_file"
    assert code(docx(p(STORY) + "<w:p>")) == "damaged_file"


def test_a_document_type_is_refused() -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>'
    for encoding in ("utf-8", "utf-16"):
        files = {
            "_rels/.rels": "<Relationships/>",
            "word/document.xml": f'<?xml version="1.0" encoding="{encoding}"?>{bomb}'.encode(
                encoding
            ),
        }
        assert code(packed(files)) == "unsafe_document"


def test_nesting_without_end_is_refused() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 100 + p("x") + "</w:tc></w:tr></w:tbl>" * 100
    assert code(docx(deep)) == "too_deep"
    assert code(docx("<w:sdt>" * 5000 + "</w:sdt>" * 5000)) == "too_deep"


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        ("EncryptedPackage", "encrypted_file"),
        ("WordDocument", "old_word_file"),
        ("__substg1.0_0037001F", "outlook_message"),
        ("Workbook", "unsupported_format"),
    ],
)
def test_old_office_files_are_told_apart(stream: str, expected: str) -> None:
    body = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + stream.encode("utf-16-le")
    assert code(body) == expected
