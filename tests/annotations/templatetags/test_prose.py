"""What an administrator wrote in Markdown is safe, asks nobody else, and keeps to one main heading."""

import pytest

from annotations.templatetags.prose import prose


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# How\nwe check", '<h2 dir="auto">How</h2>\n<p dir="auto">we check</p>\n'),
        ("one\ntwo", '<p dir="auto">one<br>\ntwo</p>\n'),
        ("[us](https://us.example)", '<a href="https://us.example" rel="noopener">us</a>'),
        ("[mail](mailto:desk@us.example)", 'href="mailto:desk@us.example"'),
        ("| a |\n|---|\n| 1 |", '<td dir="auto">1</td>'),
        ("###### deep", '<h6 dir="auto">deep</h6>'),
    ],
)
def test_markdown_becomes_html(text: str, html: str) -> None:
    assert html in prose(text)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,hi)",
        "![picture](https://tracker.example/p.png)",
        '<p style="color:red">red</p>',
        "| a |\n|:-:|\n| 1 |",
    ],
)
def test_nothing_runs_is_styled_or_is_asked_of_others(text: str) -> None:
    made = prose(text)
    for unsafe in ("<script", "<img", 'href="javascript', 'href="data', "<p style", "<td style"):
        assert unsafe not in made


def test_headings_begin_below_the_one_that_stands_above_them() -> None:
    assert prose("# A", 3).startswith("<h4")


def test_what_is_nested_is_shown_and_what_is_nested_without_end_breaks_nothing() -> None:
    assert "deep" in prose("> " * 50 + "deep")
    assert isinstance(prose("> " * 5_000 + "deep"), str)
