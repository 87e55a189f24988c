"""Pages made to break a parser: each ends in a document or a refusal, soon."""

import random
import time

import pytest

from annotations.imports.readers import ReaderError, read

STORY = b"".join(
    b"<p>The committee met in hall %d on Monday and decided to postpone the vote until June.</p>"
    % n
    for n in range(9)
)
NOISE = random.Random(1).randbytes(300_000)  # noqa: S311 - the same noise each time, no secret
PAGES = {
    "divs": b"<html><body>" + b"<div>" * 50_000 + STORY,
    "divs, closed": b"<html><body>" + b"<div>" * 50_000 + STORY + b"</div>" * 50_000,
    "elements of its own": b"<html><body>" + b"<x-y>" * 50_000 + STORY,
    "bold paragraphs": b"<html><body>" + b"<p><b>" * 50_000 + STORY,
    "300,000 tags": b"<html><body>" + b"<p>x" * 299_000,
    "half a million tags": b"<html><body>" + b"<i>" * 500_000,
    "20 MB": b"<html><body><article>" + STORY * 26_000,
    "20 MB of one paragraph": b"<html><body><p>" + b"word word. " * 1_900_000,
    "PDF under another name": b"<html>%PDF-1.7\n" + NOISE,
    "noise": NOISE,
    "broken nesting": b"<html><body><table><p><div></table><b><i></b></i></a></div></div>" * 3000 + STORY,
    "unclosed scripts": b"<html><body>" + b"<script " * 100_000 + "привет".encode("cp1251"),
    "deep JSON": b'<html><script type="application/ld+json">' + b"[" * 200_000 + b"</script>" + STORY,
    "bylines in bylines": b"<html><body>" + b"<div class=author>" * 200 + b"<span class=author>x</span>" * 9000,
    "separators": b"<html><title>" + b" | " * 100_000 + b"</title><body>" + STORY,
    "attributes": b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(60_000)) + b">" + STORY,
    "captions": b"<html><body><article>" + (STORY + b"<figcaption>x y z</figcaption>") * 900,
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_it_ends_soon(name: str) -> None:
    began = time.process_time()
    try:
        text = "".join(block.text for block in read(PAGES[name], kind_hint="html").blocks)
    except ReaderError as refusal:
        text = refusal.code
    assert text
    assert time.process_time() - began < 10


@pytest.mark.parametrize("name", ["deep JSON", "separators", "broken nesting"])
def test_the_story_beside_the_trap_is_read(name: str) -> None:
    kept = [b.text for b in read(PAGES[name], kind_hint="html").blocks if not b.furniture]
    assert sum(text.startswith("The committee met") for text in kept) == 9


def test_what_follows_an_early_end_of_the_page_is_read() -> None:
    page = b"<html><body><header>Gazette</header></body></html>\n<article>" + STORY + b"</article>"
    assert sum(not block.furniture for block in read(page, kind_hint="html").blocks) == 9


def test_a_tag_that_carries_much_text_in_one_attribute_is_no_attack() -> None:
    page = (
        b"<html><body><div data-state='"
        + b"word " * 20_000
        + b"'><article>"
        + STORY
        + b"</article>"
    )
    assert "postpone the vote" in "".join(b.text for b in read(page, kind_hint="html").blocks)
