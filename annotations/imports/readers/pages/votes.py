"""What two extraction libraries think is the story, run by run.

Each run is marked in the tree with three symbols that survive the libraries' rewriting, so that a
vote is for a place in the page and not for words that may stand there twice.
"""

import logging
import re
from collections.abc import Iterable

from lxml.etree import _Element
from trafilatura.core import bare_extraction
from trafilatura.readability_lxml import Document as Readability
from trafilatura.settings import Extractor

from annotations.imports.readers.pages.runs import Run

# Braille patterns count as symbols, not as words, so that no rule of a library sees them.
START, ZERO, BASE = "\u28ff", 0x2800, 255  # BASE * BASE numbers, more than a page has runs
MARK = re.compile(f"{START}([\u2800-\u28fe])([\u2800-\u28fe])")

DROPPED = ("script", "style", "svg", "nav", "iframe", "select")
RULES = Extractor(
    fast=True, comments=False, tables=True
)  # made once: reading its settings takes time

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def mark(runs: Iterable[Run]) -> None:
    """Write each run's number before its first word, in the tree."""
    for run in runs:
        sign = START + chr(ZERO + run.index // BASE) + chr(ZERO + run.index % BASE)
        if run.is_tail:
            run.holder.tail = sign + (run.holder.tail or "")
        else:
            run.holder.text = sign + (run.holder.text or "")


def marked(text: str) -> set[int]:
    """The numbers of the runs whose marks are in a text."""
    return {(ord(high) - ZERO) * BASE + ord(low) - ZERO for high, low in MARK.findall(text)}


def lighten(tree: _Element) -> None:
    """Drop what neither library would keep a word of, before both walk and copy it again and again."""
    for element in list(tree.iter(*DROPPED)):
        parent = element.getparent()
        # A menu that nobody closed holds the rest of the page.
        if parent is not None and (element.tag != "nav" or element.find(".//p") is None):
            _drop(element, parent)


def _drop(element: _Element, parent: _Element) -> None:
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def collect_votes(tree: _Element, runs: list[Run]) -> None:
    """Note on each run which of the libraries keep it. Changes the tree."""
    lighten(tree)
    mark(runs)
    for name, kept in (
        ("trafilatura", ask_trafilatura(tree)),
        ("readability", ask_readability(tree)),
    ):
        for number in kept:
            if number < len(runs):
                runs[number].votes.add(name)


def ask_trafilatura(tree: _Element) -> set[int]:
    """The runs that trafilatura's own rules keep."""
    found = bare_extraction(tree, options=RULES)
    body = getattr(found, "body", None)
    return set() if body is None else marked("".join(body.itertext()))


def ask_readability(tree: _Element) -> set[int]:
    """The runs that the Readability rules keep (trafilatura's port)."""
    try:
        return marked(Readability(tree, min_text_length=25).summary())
    except Exception:  # noqa: BLE001 (a vote that fails is no vote)
        return set()
