"""Pasted text: kept word for word, furniture only marked."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.imports.readers import Document, ReaderError, read_text

SEEDS = Path(__file__).parents[4] / "factcheck" / "demo" / "seeds"
LONG = "The committee met on Monday evening in the town hall and decided, after a long debate, to postpone the vote until the end of June."


def seed(slug: str) -> str:
    return (SEEDS / f"{slug}.txt").read_text(encoding="utf-8")


def marked(document: Document) -> dict[str, str | None]:
    return {b.text: b.reason for b in document.blocks if b.furniture}


@pytest.mark.parametrize(
    "slug", ["belarus-frees-detainees", "red-cross-hygiene-kits", "viasna-first-quarter-2024"]
)
def test_nothing_is_cut_out(slug: str) -> None:
    text = seed(slug)
    found = read_text(text)
    assert found.verbatim_text == text
    for block in found.blocks:
        assert text[block.start : block.end] == block.text
    left = list(text)
    for block in found.blocks:
        assert block.start is not None
        left[block.start : block.end] = [""] * len(block.text)
    assert not "".join(left).strip()


def test_it_proposes_title_date_and_publisher_of_the_demo_texts() -> None:
    belarus = read_text(seed("belarus-frees-detainees"))
    assert belarus.title == "Belarus frees detainees under pressure from protesters"
    assert marked(belarus) == {"24/7 Live News Portal": "site_header"}
    assert belarus.fields["published_at"].confidence == "low"
    red_cross = read_text(seed("red-cross-hygiene-kits"))
    assert red_cross.site_name == "UrduPoint News / Sputnik"
    assert red_cross.published_at == datetime.fromisoformat("2020-08-18T00:00:00+00:00")
    assert red_cross.fields["title"].confidence == "low"
    viasna = read_text(seed("viasna-first-quarter-2024"))
    assert viasna.published_at == datetime.fromisoformat("2024-04-26T09:58:01+03:00")
    assert {"viasna on patreon", "Latest news", "Partnership", "Membership"} <= set(marked(viasna))
    assert [b.kind for b in viasna.blocks].count("caption") == 2


def test_every_kind_of_line_end_becomes_a_newline() -> None:
    found = read_text("\ufeffOne\r\n\r\nTwo\rThree\n")
    assert found.verbatim_text == "One\n\nTwo\nThree\n"
    assert [b.text for b in found.blocks] == ["One", "Two", "Three"]


def test_lines_that_only_fit_a_width_are_one_paragraph() -> None:
    wrapped = "The committee met on Monday evening in the town hall and\ndecided, after a long debate, to postpone the vote until\nthe end of June."
    assert len(read_text(wrapped).blocks) == 1


def test_a_list_keeps_its_items() -> None:
    found = read_text(f"{LONG}\n\n- first item\n- second item\n\n{LONG}")
    assert [b.kind for b in found.blocks] == ["paragraph", "list_item", "list_item", "paragraph"]


def test_a_given_title_is_not_sought_in_the_text() -> None:
    found = read_text(f"A short first line\n\n{LONG}", title="My title")
    assert found.title == "My title"
    assert found.fields["title"].origin == "person"
    assert all(b.kind != "title" and not b.furniture for b in found.blocks)


def test_short_lines_in_the_middle_are_story() -> None:
    found = read_text(f"Headline of the day\n\n{LONG}\n\nA crosshead\n\n{LONG}\n\nHe said no.")
    assert marked(found) == {}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty_text"),
        (" \n\t\u00a0", "empty_text"),
        ("a\x00b", "nul_in_text"),
        ("a\ud800b", "lone_surrogates"),
        ("a" * 2_000_001, "text_too_long"),
        ("\x01\x02\x03", "not_text"),
    ],
)
def test_what_is_no_text_is_refused(text: str, code: str) -> None:
    with pytest.raises(ReaderError) as caught:
        read_text(text)
    assert caught.value.code == code


def test_two_million_code_points_are_accepted() -> None:
    assert len(read_text((LONG + "\n") * (2_000_000 // 131)).blocks) > 15_000


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\r 👋é́"),
        min_size=1,
        max_size=300,
    )
)
def test_blocks_are_ranges_of_the_text_whatever_it_is(text: str) -> None:
    if not text.strip():
        return
    found = read_text(text)
    assert found.verbatim_text is not None
    end = 0
    for block in found.blocks:
        assert block.start is not None
        assert block.end is not None
        assert end <= block.start < block.end
        assert found.verbatim_text[block.start : block.end] == block.text
        end = block.end
