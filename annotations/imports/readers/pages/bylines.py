"""Who wrote it: names only, as the page declares or shows them."""

import re
from collections.abc import Iterable, Sequence

from lxml.etree import _Element

from annotations.imports.readers.document import FieldNote
from annotations.imports.readers.pages.elements import is_hidden, marks_of
from annotations.imports.readers.pages.runs import Run
from annotations.imports.readers.pages.structured import SelfDescription, kinds, plain, text_of

AUTHOR_META = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
    "byl", "cxenseparse:author", "citation_author",
)  # fmt: skip
BY = re.compile(
    r"^\s*(?:(?:story|article|text|words|written|posted|published|authored|reported|reviewed)\s+)?"
    r"(?:by|von|par|por|door|av|di|autor(?:in|es|a)?|auteurs?|автор(?:ы|ка)?|аўтар|author)\b\s*[:：]?\s*",
    re.IGNORECASE,
)
VISIBLE = re.compile(
    r"(?:^|[-_ ])(?:byline|authors?)(?:[-_]*(?:name|link|title|info))?(?:$|[-_ ])", re.IGNORECASE
)
ELSEWHERE = re.compile(r"comment|sidebar|related|footer|teaser|card|quote|widget", re.IGNORECASE)
LINE = re.compile(
    r"^(?i:(?:written |posted |words |story |text )?(?:by|von|par|автор:?))\s+"
    r"((?:[A-ZÀ-ÞА-ЯЁІЎ][\w.’'\-]*|de|van|von|der|la|and|und|et|и|&|,)(?:\s+|$)){1,8}",
)
NOBODY = re.compile(
    r"^(?:\W*|undefined|null|none|unknown|admin\w*|administrator|user\d*|editor|webmaster|guest|"
    r"author|anonymous|https?:.*|@.*|\d+)$",
    re.IGNORECASE,
)
TRAILER = re.compile(
    r"\s*(?:\||•|·|–|—|\bon\b|\bupdated\b|\bpublished\b|\bposted\b|\blast\b|\d{1,2}[\s./]|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? \d).*$",
    re.IGNORECASE,
)
MAX_NAME = 80
MAX_WORDS = 7


class Byline:
    """The authors of a page.

    Attributes:
        text: names joined by a comma, or "".
        note: where they came from; what is only shown, or only the organisation, is low.
    """

    def __init__(self, page: SelfDescription, runs: Sequence[Run], site: str) -> None:
        self.site = site.casefold()
        self.text, self.note = "", FieldNote("none", "low")
        organisations: list[str] = []
        declared = page.article.get("author") or page.article.get("creator")
        if declared:
            people, organisations = self._declared(page, declared)
            self._take(people, FieldNote("json-ld", "high"))
        if not self.text:
            found = [v for name in AUTHOR_META for v in page.meta.get(name, ())]
            self._take(found, FieldNote("meta", "high"))
        if not self.text:
            self._take(visible_names(page.tree), FieldNote("byline", "high"))
        if not self.text:
            self._take(lines(runs), FieldNote("byline", "low"))
        if not self.text:
            self._take(organisations, FieldNote("json-ld", "low"))

    def _declared(self, page: SelfDescription, value: object) -> tuple[list[str], list[str]]:
        people: list[str] = []
        organisations: list[str] = []
        for item in page.resolved(value):
            is_company = isinstance(item, dict) and "Organization" in kinds(item)
            for name in page.names([item]):
                is_site = name.casefold() == self.site
                (organisations if is_company or is_site else people).append(name)
        return people, organisations

    def _take(self, names: Iterable[str], note: FieldNote) -> None:
        tidied = [tidy_name(name, self.site) for name in names]
        unique = list(dict.fromkeys(name for name in tidied if name))
        if unique:
            self.text, self.note = ", ".join(unique), note


def tidy_name(name: str, site: str = "") -> str:
    """A name without "by", publisher and date; "" where it is none."""
    name = TRAILER.sub("", BY.sub("", plain(name))).strip(" ,;:-–—|")
    head, _, tail = name.rpartition(",")
    if head and site and tail.strip().casefold() in {site, f"the {site}"}:
        name = head.strip()
    name = name.strip(" ,;")
    if NOBODY.match(name) or len(name) > MAX_NAME or len(name.split()) > MAX_WORDS:
        return ""
    return name


def visible_names(tree: _Element) -> list[str]:
    """Names in the elements that the page marks as author or byline, from the first such place."""
    for element in tree.iter("a", "span", "div", "p", "address", "strong", "li", "em", "b", "cite"):
        if not _is_byline(element) or is_hidden(element) or _is_elsewhere(element):
            continue
        links = [text_of(link) for link in element.iter("a") if _is_person(link)]
        text = text_of(element)
        if len(text) > 2 * MAX_NAME and not links:
            continue
        names = [name for name in links if tidy_name(name)] or [text]
        if any(tidy_name(name) for name in names):
            return names
    return []


def _is_byline(element: _Element) -> bool:
    marks = f"{marks_of(element)} {element.get('itemprop', '')[:MAX_NAME]}"
    return "author" in (element.get("rel") or "").split() or bool(VISIBLE.search(marks.lower()))


def _is_person(link: _Element) -> bool:
    return "author" in (link.get("rel") or "").split() or bool(
        re.search(
            r"/(?:authors?|by|people|profile|staff|contributors?|reporters?|journalists?)/",
            link.get("href") or "",
        )
    )


def _is_elsewhere(element: _Element) -> bool:
    return any(
        around.tag in {"footer", "aside", "nav", "blockquote"} or ELSEWHERE.search(marks_of(around))
        for around in element.iterancestors(
            "div", "section", "li", "footer", "aside", "nav", "blockquote"
        )
    )


def lines(runs: Sequence[Run]) -> list[str]:
    """The name in the first short line that begins with "By"."""
    for run in runs:
        if len(run.text) <= MAX_NAME and (match := LINE.match(run.text)):
            return re.split(r",|\band\b|&", BY.sub("", match[0]))
    return []
