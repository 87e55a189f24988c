"""Who wrote it: names only, as the page declares or shows them."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from lxml.etree import _Element

from annotations.imports.readers.document import FieldNote
from annotations.imports.readers.pages.elements import hyphenated, is_hidden, marks_of
from annotations.imports.readers.pages.names import (
    BY,
    BY_WORDS,
    DONE,
    NAME,
    PARTICLE,
    TRAILER,
    declared_names,
    is_like_name,
    split_names,
    tidy_name,
)
from annotations.imports.readers.pages.runs import Run
from annotations.imports.readers.pages.structured import SelfDescription, kinds, text_of

AUTHOR_META = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
    "dc.author", "article:author_name", "og:article:author", "byl", "cxenseparse:author",
    "citation_author", "mediator_author",
)  # fmt: skip
VISIBLE = re.compile(
    r"(?:^|[- ])(?:byline|authors?|autor(?:e|en|es|in)?|auteurs?|verfasser|yazar|writer|reporter)"
    r"(?:-*(?:name|link|title|info|list|text))?(?:$|[- ])"
)
# What `VISIBLE` finds holds one of these, whatever the hyphens; most names hold none.
MAYBE_VISIBLE = re.compile("byline|aut|verf|yazar|writ|repo", re.IGNORECASE)
ELSEWHERE = re.compile(
    r"comment|sidebar|related|footer|teaser|\bcard|quote|widget|recommend|popular|latest|promo"
)
PERSON = re.compile(
    r"/(?:authors?|by|people|profiles?|staff|contributors?|reporters?|journalists?|autor(?:en|es|i)?|"
    r"auteurs?|redakcja|redaktion|authors?-page|writers?|columnists?)/"
)
BY_NAME = re.compile(
    r"/(?:authors?|autor(?:en|es|i)?|auteurs?|journalists?|reporters?|columnists?)/[^/]"
)
HOLDERS = ("a", "span", "div", "p", "address", "strong", "li", "em", "b", "cite")
LONGEST_LINE = 80
MOST_PLACES, MOST_NAMES = 60, 30  # that are looked at
# "来源：河口日报　作者：王小明"
HAN_LABEL = re.compile(r"(?:作者|记者|記者|撰文)\s*[:：/｜|]\s*([\u4e00-\u9fff·]{2,8})")
BEFORE, AFTER = 4, 14  # runs around the headline in which a line "By …" is a byline
# A line at the head of a story that is nothing but a byline.
LINE = re.compile(
    rf"^(?i:(?:{DONE} )?(?:by|von|par|автор:?|аўтар:?))\s+(?:(?:{NAME}|{PARTICLE})(?:\s+|$)){{1,8}}"
)


class Byline:
    """The authors of a page.

    Attributes:
        text: names joined by a comma, or "".
        note: where they came from; what is only shown in a line, or an organisation, is low.
    """

    def __init__(
        self, page: SelfDescription, runs: Sequence[Run], site: str, top: int = -1
    ) -> None:
        self.site = site.casefold()
        self.text, self.note = "", FieldNote("none", "low")
        self.publishers = {
            _squeezed(site),
            *map(_squeezed, page.names(page.article.get("publisher"))),
        }
        people, organisations = self._declared(page)
        self._note(people, FieldNote("json-ld", "high"))
        if not self.text:
            found = [v for name in AUTHOR_META for v in page.meta.get(name, ())]
            self._take([v for v in found if not self._is_publisher(v)], FieldNote("meta", "high"))
        if not self.text:
            self._take(visible_names(page.tree), FieldNote("byline", "high"))
        if not self.text:
            self._take(linked_names(page.tree), FieldNote("byline", "high"))
        if not self.text:
            language = (page.tree.get("lang") or "")[:2].lower()
            self._take(lines(runs, top, language), FieldNote("byline", "low"))
        if not self.text:
            self._note(organisations, FieldNote("json-ld", "low"))

    def _declared(self, page: SelfDescription) -> tuple[list[str], list[str]]:
        people: list[str] = []
        organisations: list[str] = []
        declared = page.article.get("author") or page.article.get("creator")
        for item in page.resolved(declared) if declared else ():
            is_object = isinstance(item, dict)
            is_company = is_object and any("Organization" in kind for kind in kinds(item))
            for name in page.names([item]):
                tidied = declared_names(name) if is_object else split_names(name, self.site)
                company = is_company or self._is_publisher(name) or name.startswith("The ")
                (organisations if company else people).extend(tidied)
        return people, organisations

    def _is_publisher(self, name: str) -> bool:
        """The publisher's own name: it says who published, not who wrote."""
        return bool(_squeezed(name)) and _squeezed(name) in self.publishers

    def _take(self, texts: Iterable[str], note: FieldNote) -> None:
        self._note((name for text in texts for name in split_names(text, self.site)), note)

    def _note(self, names: Iterable[str], note: FieldNote) -> None:
        if found := list(dict.fromkeys(names)):
            self.text, self.note = ", ".join(found), note


def _squeezed(name: str) -> str:
    return re.sub(r"\W", "", name.casefold()).removeprefix("the")


def visible_names(tree: _Element) -> list[str]:
    """Names in the elements that the page marks as author or byline, from the first such place."""
    marked = (element for element in tree.iter(*HOLDERS) if _is_byline(element))
    for element in islice(marked, MOST_PLACES):
        if is_hidden(element) or _is_elsewhere(element):
            continue
        people = (link for link in element.iter("a") if _is_person(link))
        links = [text_of(link) for link in islice(people, MOST_NAMES)]
        text = text_of(element)
        if len(text) > 2 * LONGEST_LINE and not links:
            continue
        names = [name for name in links if tidy_name(name)] or [text]
        if any(map(split_names, names)):
            return names
    return []


def linked_names(tree: _Element) -> list[str]:
    """The name in the first link to an author's page."""
    links = (link for link in tree.iter("a") if BY_NAME.search((link.get("href") or "") + "/"))
    for link in islice(links, MOST_PLACES):
        if not is_hidden(link) and not _is_elsewhere(link):
            name = text_of(link)
            if is_like_name(BY.sub("", name)) and split_names(name):
                return [name]
    return []


def lines(runs: Sequence[Run], top: int = -1, language: str = "") -> list[str]:
    """The names in a short line "By …": anywhere if it says what was done, else near the headline.

    Args:
        runs: the whole page.
        top: the index of the headline, or -1.
        language: of the page; "by" is taken in that language too.
    """
    words = "|".join(filter(None, (BY_WORDS[""], BY_WORDS.get(language))))
    line = re.compile(
        rf"^(?i:(?P<done>{DONE}\s+)?(?:{words})\b\s*[:：]?)\s*"
        rf"{NAME}(?:[\s,]+(?:{NAME}|{PARTICLE}))*\s*$"
    )
    for run in runs:
        if len(run.text) > LONGEST_LINE:
            continue
        match = line.match(TRAILER.sub("", run.text.split("\n")[0]))
        is_near = -BEFORE <= run.index - top <= AFTER
        if match and (match["done"] or is_near):
            return [match[0]]
        if is_near and (labelled := HAN_LABEL.search(run.text)):
            return [labelled[1]]
    return []


def _is_byline(element: _Element) -> bool:
    if "author" in (element.get("rel") or "").split() or element.get("itemprop") == "author":
        return True
    marks = marks_of(element)
    return bool(MAYBE_VISIBLE.search(marks)) and bool(VISIBLE.search(hyphenated(marks)))


def _is_person(link: _Element) -> bool:
    return "author" in (link.get("rel") or "").split() or bool(
        PERSON.search((link.get("href") or "") + "/")
    )


def _is_elsewhere(element: _Element) -> bool:
    return any(
        around.tag in {"footer", "aside", "nav", "blockquote"}
        or ELSEWHERE.search(marks_of(around).lower())
        for around in element.iterancestors(
            "div", "section", "li", "footer", "aside", "nav", "blockquote"
        )
    )
