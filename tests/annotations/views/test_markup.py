"""Every page is valid HTML by the Nu checker, as those get it who may read it."""

import pytest

from tests.annotations.leaks.newsroom import Newsroom
from tests.annotations.views.furnished import furnished, pages_of, show_whole_texts
from tests.harness.validators import Fault, check_pages

# What may stand, each with why.
ALLOWED = {
    # The release of the checker that its package brings is older than these parts of the standard.
    "is not supported in all browsers": "dialogs and fields for dates, which every browser has by now",
    "Bad value “dialog” for attribute “method”": "a form that closes its dialog",
    "Element “h3” not allowed as child of element “summary”": "headings are allowed there",
    "must not include more than one “autofocus”": "one in each dialog is allowed",
    # What scripts fill or show.
    "Empty heading": "a dialog's heading, which its script fills before it opens",
    "“aria-controls” attribute must point to": "a fragment looked at alone; what it controls is on its page",
    "Consider adding a “lang” attribute": "the frame of the API's page, which a package brings",
    "“aria-labelledby” attribute must point to": "a dialog gets its title with its content",
    "“aria-hidden” is unnecessary for elements that have": "a script takes `hidden` off",
    # What assistive programs need.
    "The “list” role is unnecessary for element": "Safari tells no list of one without bullets, but for the role",
    "Possible misuse of “aria-label”": "any list may have a name (ARIA 1.2)",
}


@pytest.fixture
def room(db: None) -> Newsroom:
    return furnished()


def told(faults: list[Fault]) -> str:
    return "\n".join(sorted({str(fault) for fault in faults}))


def counting(faults: list[Fault]) -> list[Fault]:
    """Errors and warnings, but for those that somebody gave a reason for."""
    return [
        fault
        for fault in faults
        if fault.kind != "info" and not any(words in fault.words for words in ALLOWED)
    ]


def test_what_everybody_reads_and_the_main_pages_are_valid_html(room: Newsroom) -> None:
    pages = dict(pages_of(room, is_whole=False))
    assert len(pages) > 30
    faults = counting(check_pages(pages.items()))
    assert not faults, told(faults)


@pytest.mark.long
def test_every_page_and_fragment_is_valid_html_for_everyone_who_gets_it(room: Newsroom) -> None:
    show_whole_texts()
    pages = dict(pages_of(room, is_whole=True))
    assert len(pages) > 200
    faults = counting(check_pages(pages.items(), seconds=600))
    assert not faults, told(faults)


def test_the_checker_finds_what_is_wrong() -> None:
    broken = '<!doctype html><html lang="en"><head><title>A</title></head><body><p><div id="a"></div></p><i id="a"></i></body></html>'
    faults = check_pages([("broken", broken)])
    assert {fault.page for fault in faults} == {"broken"}
    assert any(
        "No “p” element in scope" in fault.words for fault in faults if fault.kind == "error"
    )
    assert any("Duplicate ID" in fault.words for fault in faults)
