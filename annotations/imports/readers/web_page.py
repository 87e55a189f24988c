"""The reader of web pages: fetched, uploaded, or sent from a browser."""

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
from annotations.imports.readers.pages import addresses, moments
from annotations.imports.readers.pages.aside import blocks_of
from annotations.imports.readers.pages.bylines import Byline
from annotations.imports.readers.pages.declared import LEAST, declared_body, state_body
from annotations.imports.readers.pages.headlines import Headline, guess_from
from annotations.imports.readers.pages.parsing import parse
from annotations.imports.readers.pages.parts import Parts
from annotations.imports.readers.pages.runs import Run, runs_of
from annotations.imports.readers.pages.sites import site_name
from annotations.imports.readers.pages.structured import SelfDescription
from annotations.imports.readers.pages.votes import collect_votes
from annotations.imports.readers.source import Source
from annotations.reading.languages import language_of

RECIPE = "html-2"
LEAST_TEXT = 50  # code points; a page that has less has no article
POOR_TEXT = 500
WORTH_READING_TWICE = 20_000  # tags; a page with more is not poor but empty
LANGUAGE_SAMPLE = 800  # code points that tell a language as well as more of them


def read_page(source: Source) -> Document:
    """Read an HTML page.

    Where it shows next to none of its story, the story is looked for in what it holds for machines,
    then in what it hides until scripts have run.

    Raises:
        ReaderError: `too_many_tags`, `too_deep`, `empty_text`, `text_too_long`, `no_article_found`.
    """
    reading = _reading(source, with_hidden=False)
    if reading.is_poor and source.body.count(b"<") <= WORTH_READING_TWICE:
        hidden = _reading(source, with_hidden=True)
        if hidden.length >= max(LEAST, 3 * reading.length):
            return hidden.document()
    return reading.document()


def _reading(source: Source, *, with_hidden: bool) -> "_Reading":
    tree, charset = parse(source.body, source.charset)
    body = tree.find("body")
    page = SelfDescription(tree, source.url or "")
    runs = runs_of(body, with_hidden=with_hidden) if body is not None else []
    if sum(len(run.text) for run in runs) > TEXT_LIMIT:
        raise ReaderError("text_too_long")
    return _Reading(tree, page, runs, charset)


class _Reading:
    """One page being read: facts first, because the votes change the tree."""

    def __init__(
        self, tree: _Element, page: SelfDescription, runs: Sequence[Run], charset: str
    ) -> None:
        self.page, self.runs, self.charset = page, runs, charset
        self.site, self.site_note = site_name(page)
        self.headline = Headline(page, runs, self.site)
        top = self.headline.run.index if self.headline.run is not None else -1
        self.byline = Byline(page, runs, self.site, top)
        self.html_lang = tree.get("lang") or page.first("og:locale", "content-language")
        self.moved_to = addresses.moved_to(page)
        self.published, self.updated = self._moments(runs), moments.updated(page)
        collect_votes(tree, list(runs))
        self.parts = Parts(runs, self.headline, self.byline.text, page)
        self.blocks = self._blocks()
        self.length = sum(len(b.text) for b in self.blocks if not b.furniture and b.kind != "title")

    @property
    def is_poor(self) -> bool:
        """Whether the page shows too little to be its story."""
        return self.length < POOR_TEXT and not self.moved_to

    def _moments(self, runs: Sequence[Run]) -> tuple[datetime, FieldNote] | None:
        top = self.headline.run.index if self.headline.run is not None else -1
        after = [run for run in runs if run.index > top]
        story = [
            run for run in after if run.kind == "caption" or len(run.text) > moments.TEXT_LENGTH
        ]
        return moments.published(self.page, runs, story, top)

    @property
    def is_empty(self) -> bool:
        """Whether it shows nothing that could be a story."""
        return self.length < LEAST_TEXT

    def document(self) -> Document:
        blocks = self.blocks
        kept = [block for block in blocks if not block.furniture]
        text = "\n\n".join(block.text for block in kept)
        moved_to = self.moved_to or (addresses.amp_url(self.page) if self.is_empty else "")
        if self.is_empty and not moved_to:
            raise ReaderError("no_article_found")
        fields: dict[str, FieldNote] = {}
        title = self._title(kept, fields)
        language, confidence = language_of(text[:LANGUAGE_SAMPLE], self.html_lang or None)
        fields["language"] = FieldNote("text", "high" if confidence >= 0.9 else "low")  # noqa: PLR2004 (sure)
        canonical = addresses.canonical_url(self.page)
        image = addresses.image_url(self.page)
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
            moved_to=moved_to,
        )

    def _title(self, kept: Sequence[ReadBlock], fields: dict[str, FieldNote]) -> str:
        if self.headline.text:
            fields["title"] = self.headline.note
            return self.headline.text
        fields["title"] = FieldNote("first-words", "low")
        return guess_from(kept[0].text) if kept else ""

    def _blocks(self) -> list[ReadBlock]:
        """The page's own text, or what it holds for machines where it shows next to none of it."""
        blocks = blocks_of(self.parts)
        shown = sum(len(b.text) for b in blocks if not b.furniture and b.kind != "title")
        if shown >= POOR_TEXT:
            return blocks
        lines = declared_body(self.page)
        if sum(map(len, lines)) < max(LEAST_TEXT, 2 * shown):
            lines = state_body(self.page) if shown < 2 * LEAST_TEXT else []
        if sum(map(len, lines)) < max(LEAST_TEXT, 2 * shown):
            return blocks
        story = [ReadBlock("paragraph", line) for line in lines]
        titles = [block for block in blocks if block.kind == "title" and not block.furniture]
        return [*titles, *story, *(block for block in blocks if block.furniture)]
