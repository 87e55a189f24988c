"""A page as a list of blocks."""

import pytest
from lxml.html import document_fromstring

from annotations.imports.readers.document import ReaderError
from annotations.imports.readers.pages.runs import Run, runs_of


def runs(markup: str) -> list[Run]:
    body = document_fromstring(f"<html><body>{markup}</body></html>").find("body")
    assert body is not None
    return runs_of(body)


def texts(markup: str) -> list[str]:
    return [run.text for run in runs(markup)]


def test_inline_elements_do_not_break_a_block() -> None:
    assert texts("<p>One <b>two</b><i> three</i>, <a href=/>four</a>.</p>") == [
        "One two three, four."
    ]


def test_text_beside_blocks_is_a_block_of_its_own() -> None:
    assert texts("<div>before<p>inside</p>after</div>") == ["before", "inside", "after"]


def test_one_break_is_a_line_and_two_are_a_paragraph() -> None:
    assert texts("<div>one<br>two<br> <br>three<br></div>") == ["one\ntwo", "three"]


def test_white_space_is_folded_but_not_in_preformatted_text() -> None:
    assert texts("<p>  a \n b\t c </p><pre>a\n  b</pre>") == ["a b c", "a\n  b"]


def test_hints_where_a_line_may_break_are_no_characters() -> None:
    assert texts("<p>Donau\u00addampf\u200bschiff \U0001f469\u200d\U0001f467</p>") == [
        "Donaudampfschiff \U0001f469\u200d\U0001f467"
    ]


def test_combining_marks_stay_as_they_are() -> None:
    assert texts("<p>Zu\u0308rich, Zürich</p>") == ["Zu\u0308rich, Zürich"]


def test_kinds_come_from_the_elements() -> None:
    markup = (
        "<h2>Head</h2><ul><li>Item</li></ul><blockquote><p>Quote</p></blockquote>"
        '<figure><figcaption>Caption</figcaption></figure><div class="wp-caption-text">Old caption</div>'
        "<table><tr><td>a</td><td>b</td></tr></table>"
    )
    assert [(r.kind, r.text) for r in runs(markup)] == [
        ("heading", "Head"),
        ("list_item", "Item"),
        ("quote", "Quote"),
        ("caption", "Caption"),
        ("caption", "Old caption"),
        ("paragraph", "a | b"),
    ]


def test_what_a_browser_does_not_show_is_skipped() -> None:
    hidden = (
        '<p hidden>a</p><p style="display: none">b</p><p aria-hidden="true">c</p>'
        '<span class="visually-hidden">d</span>'
    )
    assert texts(hidden + "<script>d</script><style>e</style><noscript>f</noscript><p>g</p>") == [
        "g"
    ]


def test_the_share_of_links_is_known() -> None:
    (run,) = runs("<p><a href=/>four</a> and</p>")
    assert run.link_share == 0.5


def test_an_element_that_no_browser_knows_stands_in_the_line_or_frames_a_part() -> None:
    assert texts("<p>One <site-link>two</site-link> three</p>") == ["One two three"]
    assert texts("<div><site-card>one</site-card><site-card>two</site-card></div>") == [
        "one",
        "two",
    ]


def test_items_that_only_a_style_parts_are_words_apart() -> None:
    line = "<div><span>Ann Bell</span><span>5 March</span><a href=/>News</a></div>"
    assert texts(line) == ["Ann Bell 5 March News"]
    assert texts("<p><span>Donau</span><span>dampf</span></p>") == ["Donaudampf"]


def test_a_letter_that_is_set_apart_belongs_to_its_word() -> None:
    assert texts('<p><span aria-hidden="true">O</span>nce upon a time</p>') == ["Once upon a time"]


def test_a_kicker_is_no_part_of_the_headline() -> None:
    markup = '<h1><span class="article__kicker">Sport</span><span>They won again</span></h1>'
    assert texts(markup) == ["Sport", "They won again"]


def test_a_photo_credit_is_a_block_of_its_own() -> None:
    markup = '<figure><figcaption>The harbour. <span class="credit">Ann Bell/AP</span></figcaption></figure>'
    assert [(r.kind, r.text) for r in runs(markup)] == [
        ("caption", "The harbour."),
        ("caption", "Ann Bell/AP"),
    ]


@pytest.mark.parametrize(
    "name", ["pie-foto", "bildunterschrift", "wp-caption-text", "imageCaption"]
)
def test_captions_are_known_by_their_names_in_many_languages(name: str) -> None:
    assert [r.kind for r in runs(f'<div class="{name}">The harbour</div>')] == ["caption"]


def test_too_many_blocks_are_no_article() -> None:
    with pytest.raises(ReaderError) as caught:
        runs("<p>x" * 20_001)
    assert caught.value.code == "too_many_tags"
