"""HTML of wire items and feed entries as blocks."""

import time

import pytest

from annotations.imports.readers.block_markup import only_blocks
from annotations.imports.readers.document import ReaderError
from annotations.imports.readers.markup import runs_in_html
from annotations.imports.readers.plain_words import words_of


def runs(html: str) -> list[tuple[str, str]]:
    return [(run.kind, run.text) for run in runs_in_html(html).runs]


def test_each_kind_of_block() -> None:
    html = """<div><h2>Head</h2><p>One <b>bold</b> word &amp; 3 < 4<br/>line<br><br>next</p>loose text
        <ul><li>a<li>b</ul><blockquote><p>q</p></blockquote><figure><img src="/a.jpg"><figcaption>cap</figcaption>
        </figure><table><tr><td>a<td>b</table><pre>x
  y</pre></div>"""
    assert runs(html) == [
        ("heading", "Head"),
        ("paragraph", "One bold word & 3 < 4\nline"),
        ("paragraph", "next"),
        ("paragraph", "loose text"),
        ("list_item", "a"),
        ("list_item", "b"),
        ("quote", "q"),
        ("caption", "cap"),
        ("paragraph", "a | b"),
        ("preformatted", "x\n  y"),
    ]
    assert runs_in_html(html, "https://e.example/b/").images == ["https://e.example/a.jpg"]


@pytest.mark.parametrize(
    "html",
    [
        "<p>kept</p><script>let a = '<p>no</p>'</script>",
        "<p>kept</p><style>p{}</style><noscript>no</noscript><svg><text>no</text></svg>",
        "<p>kept<i style='display: none'> no</i></p>",
        "<p>kept<span hidden> no</span></p><div aria-hidden=true>no</div>",
        "<!-- no --><p>kept</p><!-- <p>no",
        "<p onclick='x()' title='a > b'>kept</p>",
        "<p>kept</p><img src=x alt='no'><a title=\"no",
        "<P>kept</p ><?php no ?><![CDATA[no]]>",
        "<title>no</title><p>kept",
    ],
)
def test_only_what_a_reader_sees_is_kept(html: str) -> None:
    assert " ".join(text for _, text in runs(html)) == "kept"


@pytest.mark.parametrize(
    "html",
    [
        "<p " + " ".join(f"a{n}" for n in range(200_000)) + ">x</p>",
        '<p x=">" ' + " ".join(f'a{n}="1"' for n in range(200_000)) + ">x</p>",
        "<p>" + "".join(f"<font size={n}>" for n in range(3000)) + "<p>x" * 20_000,
        "</p></b></div>" * 30_000 + "x",
        '<p a="' * 50_000,
        "<!--" * 50_000,
        "<script>" * 50_000,
        "<" * 1_000_000,
        "<table><tr>" + "<td>x" * 50_000,
        "<a href='" + "x" * 1_000_000 + "'>x</a>",
    ],
)
def test_what_holds_parsers_up_is_read_in_time(html: str) -> None:
    started = time.monotonic()
    runs_in_html(html)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("<div>" * 16_000, "too_deep"),
        ("<div><p></b>" * 16_000, "too_deep"),
        ("<br>x" * 100_001, "too_many_tags"),
        ("<p " + "a " * 300_001 + ">", "too_many_tags"),
        ("x" * 5_000_001, "text_too_long"),
    ],
)
def test_too_much_is_refused(html: str, code: str) -> None:
    with pytest.raises(ReaderError) as caught:
        runs_in_html(html)
    assert caught.value.code == code


def test_only_known_elements_and_attributes_come_through() -> None:
    html = '<div id=a class="c" onload=x><x-y>t</x-y><a href="javascript:x">l</a></div></div></p>'
    assert only_blocks(html).html == '<div class="c">tl</div></p>'


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("AT&amp;T &lt;b&gt;", "AT&T <b>"),
        ("a<br>b <i>c</i>d", "a b cd"),
        ("3 < 4 & 5 > 2", "3 < 4 & 5 > 2"),
        ("a\x00\ud800\n b", "a b"),
        (7, "7"),
        (1.5, "1.5"),
        (None, ""),
        (True, ""),
        ({"a": 1}, ""),
        ("<b>" * 6000 + "x", "x"),
    ],
)
def test_words_are_plain(value: object, words: str) -> None:
    assert words_of(value) == words
