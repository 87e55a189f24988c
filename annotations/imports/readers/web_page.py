"""The reader of web pages: fetched, uploaded, or sent from a browser."""

import re
from collections.abc import Sequence
from datetime import datetime

from lxml.etree import _Element

from annotations.imports.readers.document import (
    TEXT_LIMIT,
    Document,
    FieldNote,
    ReadBlock,
    ReaderError,
)
from annotations.imports.readers.pages import moments
from annotations.imports.readers.pages.aside import blocks_of
from annotations.imports.readers.pages.bylines import Byline
from annotations.imports.readers.pages.headlines import Headline, guess_from
from annotations.imports.readers.pages.parsing import parse
from annotations.imports.readers.pages.parts import Parts
from annotations.imports.readers.pages.runs import Run, runs_of, tidy
from annotations.imports.readers.pages.sites import site_name
from annotations.imports.readers.pages.structured import SelfDescription
from annotations.imports.readers.pages.votes import collect_votes
from annotations.imports.readers.source import Source
from annotations.reading.languages import language_of

RECIPE = "html-1"
LEAST_TEXT = 50  # code points; a page that has less has no article
POOR_TEXT = 500
REFRESH = re.compile(
    r"^\s*(?P<seconds>\d+)[.\d]*\s*[;,]\s*(?:url\s*=\s*)?[\"']?(?P<url>[^\"'>\s]+)", re.IGNORECASE
)
MAX_REFRESH = 5  # seconds; a longer wait reloads a page that is meant to be read


def read_page(source: Source) -> Document:
    """Read an HTML page.

    Raises:
        ReaderError: `too_many_tags`, `too_deep`, `empty_text`, `text_too_long`, `no_article_found`.
    """
    tree, charset = parse(source.body, source.charset)
    body = tree.find("body")
    page = SelfDescription(tree, source.url or "")
    runs = runs_of(body) if body is not None else []
    if sum(len(run.text) for run in runs) > TEXT_LIMIT:
        raise ReaderError("text_too_long")
    return _Reading(tree, page, runs, charset).document()


class _Reading:
    """One page being read: facts first, because the votes change the tree."""

    def __init__(
        self, tree: _Element, page: SelfDescription, runs: Sequence[Run], charset: str
    ) -> None:
        self.page, self.runs, self.charset = page, runs, charset
        self.site, self.site_note = site_name(page)
        self.headline = Headline(page, runs, self.site)
        self.byline = Byline(page, runs, self.site)
        self.html_lang = tree.get("lang") or page.first("og:locale", "content-language")
        self.moved_to = _moved_to(page)
        self.published, self.updated = self._moments(runs), moments.updated(page)
        collect_votes(tree, list(runs))
        self.parts = Parts(runs, self.headline, self.byline.text, page)

    def _moments(self, runs: Sequence[Run]) -> tuple[datetime, FieldNote] | None:
        top = self.headline.run.index if self.headline.run is not None else -1
        after = [run for run in runs if run.index > top]
        story = [
            run for run in after if run.kind == "caption" or len(run.text) > moments.TEXT_LENGTH
        ]
        return moments.published(self.page, runs, story, top)

    def document(self) -> Document:
        blocks = self._blocks()
        kept = [block for block in blocks if not block.furniture]
        text = "\n\n".join(block.text for block in kept)
        if sum(len(b.text) for b in kept if b.kind != "title") < LEAST_TEXT and not self.moved_to:
            raise ReaderError("no_article_found")
        fields: dict[str, FieldNote] = {}
        title = self._title(kept, fields)
        language, confidence = language_of(text, self.html_lang or None)
        fields["language"] = FieldNote("text", "high" if confidence >= 0.9 else "low")  # noqa: PLR2004 (sure)
        canonical = self.page.link("canonical") or self.page.absolute(self.page.first("og:url"))
        image = self.page.absolute(self.page.first("og:image", "twitter:image"))
        subtitle = next((b.text for b in kept if b.kind == "subtitle"), "")
        noted: tuple[tuple[str, object, FieldNote | None], ...] = (
            ("byline", self.byline.text, self.byline.note),
            ("site_name", self.site, self.site_note),
            ("published_at", self.published, self.published and self.published[1]),
            ("updated_at", self.updated, self.updated and self.updated[1]),
            ("canonical_url", canonical, FieldNote("link", "high")),
            ("image_url", image, FieldNote("meta", "high")),
            ("subtitle", subtitle, FieldNote("page", "high")),
        )
        fields |= {name: note for name, value, note in noted if value and note}
        return Document(
            recipe=RECIPE,
            blocks=blocks,
            title=title,
            subtitle=subtitle,
            byline=self.byline.text,
            site_name=self.site,
            published_at=self.published[0] if self.published else None,
            updated_at=self.updated[0] if self.updated else None,
            language="" if language == "und" else language,
            canonical_url=canonical,
            image_url=image,
            fields=fields,
            charset=self.charset,
            moved_to=self.moved_to,
        )

    def _title(self, kept: Sequence[ReadBlock], fields: dict[str, FieldNote]) -> str:
        if self.headline.text:
            fields["title"] = self.headline.note
            return self.headline.text
        fields["title"] = FieldNote("first-words", "low")
        return guess_from(kept[0].text) if kept else ""

    def _blocks(self) -> list[ReadBlock]:
        """The page's own text, or JSON-LD's where the page shows next to none of it."""
        blocks = blocks_of(self.parts)
        shown = sum(len(b.text) for b in blocks if not b.furniture and b.kind != "title")
        declared = self.page.article.get("articleBody")
        if not isinstance(declared, str) or shown >= POOR_TEXT or len(declared) < 2 * shown:
            return blocks
        lines = [tidy(line) for line in re.split(r"\n+", re.sub(r"<[^<>]{1,300}>", "\n", declared))]
        story = [ReadBlock("paragraph", line) for line in lines if line]
        titles = [block for block in blocks if block.kind == "title" and not block.furniture]
        return [*titles, *story, *(block for block in blocks if block.furniture)]


def _moved_to(page: SelfDescription) -> str:
    for element in page.tree.iter("meta"):
        if (element.get("http-equiv") or "").lower() == "refresh":
            match = REFRESH.match(element.get("content") or "")
            if match and int(match["seconds"][:6]) <= MAX_REFRESH:
                target = page.absolute(match["url"])
                return "" if target.rstrip("/") == page.url.rstrip("/") else target
    return ""
