"""What the elements around a run call themselves: navigation, teasers, sign-up boxes and so on."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from lxml.etree import _Element

from annotations.imports.readers.pages.elements import LONGEST_NAME, hyphenated, marks_of
from annotations.imports.readers.pages.runs import Run

# Words of class, id and role, by the reason for which a run would be set aside; in lower case, with
# a hyphen between the words. Sites name their elements in their own languages.
_PATTERNS: dict[str, re.Pattern[str]] = {
    reason: re.compile(pattern)
    for reason, pattern in {
        "navigation": (
            r"\bnav\b|naviga|navbar|\bmenu|menu\b|breadcrumb|pagination|pager|skip-?link|\btabs?\b"
        ),
        "signup": (
            r"newsletter|subscri|sign-?up|\bcta|cta\b|call-to-action|opt-?in\b|donat|paywall|banner|"
            r"marketo|mkto|reg-?wall|abonn|\babo\b|suscri|assin(?:e|atura)|iscri(?:viti|zion)|abbonat"
        ),
        "footer": (
            r"foot(er)?\b|footer|copyright|disclaimer|legal|colophon|footnote|contentinfo|rodape"
        ),
        "author": (
            r"author|\bbio\b|byline|saboxplugin|about-the|contributor|\bautor|auteur|verfasser|yazar|"
            r"redakteur|journalist\b"
        ),
        "related": (
            r"related|recommend|read-?(more|next|also)|more-?(from|stories|posts|articles|news|on)\b|"
            r"similar|also-?(like|read)|you-?may|see-?also|recirc|outbrain|taboola|bookmark-card|"
            r"elementor-post\b|post-?list|further-?reading|onward|link-?box|cross-?link|"
            r"inline-?(link|teaser|promo|article)|embedded-?article|relacionad|correlat|verwandt|"
            r"mehr-?zum|weiterlesen|lesen-?auch|lire-?aussi|leia-|leggi-?anche|lees-?(ook|meer)|"
            r"czytaj|powiazan|ilgili"
        ),
        "teasers": (
            r"teaser|trending|popular|latest|\bcards?\b|carousel|slider|promo|most-?(read|viewed)|"
            r"top-?stories|meist-?gelesen|mas-?leid|mais-?lid|piu-?lett"
        ),
        "share": (
            r"share|sharing|social|follow|print-?(link|btn)|toolbar|addtoany|\bsns\b|compart|partag|"
            r"teilen|condivi|paylas|udostepn"
        ),
        "comments": (
            r"comment(?!ar)|disqus|respond|discuss|replies|komment|coment[ai]ri|reacties|yorum"
        ),
        "sidebar": (
            r"sidebar|side-?(panel|rail|col)|widget|\brail\b|aside|advert|\bads?\b|sponsor|popup|"
            r"modal|cookie|consent|overlay|complementary|anzeige|werbung|publici[dt]|reklam"
        ),
        "media": r"\bvideo|player|gallery|galerie|slideshow|lightbox|podcast",
        "metadata": (
            r"\bmeta|metadata|\btags?\b|taxonomy|categor|timestamp|\bdate|posted|publish|"
            r"reading-?time|eyebrow|kicker|overline|topline|dachzeile|keyword|schlagw|etiquet|"
            r"\bfecha|\bdatum|\bcredit|rubrik"
        ),
        "contents": r"\btoc|table-of-content|toc\b|contents?-?(list|nav|table)",
        "body": (
            r"article-*(body|content|text)|entry-content|post-*(content|body|text)|"
            r"story-*(body|content|text)|rich-?text|main-content|content-body|wysiwyg|"
            r"(artikel|beitrag|nota|noticia|materia|corpo|cuerpo)-*(text|body|inhalt|content|cuerpo|corpo)|"
            r"field-name-body|text-?body|body-?text|news-?(text|body|content|detail)|"
            r"detail-?(text|body|content)"
        ),
    }.items()
}
# Without what it asserts a pattern finds more, and is done three times as soon with a name that says
# nothing, as most do: it knows with which letters it can begin.
NAMES = {
    reason: (re.compile(re.sub(r"\\b|\(\?!\w+\)", "", exact.pattern)), exact)
    for reason, exact in _PATTERNS.items()
}
TAGS = {
    "nav": "navigation",
    "footer": "footer",
    "aside": "sidebar",
    "form": "form",
    "header": "header",
    "figure": "figure",
}
MAIN_SHARE = 0.8
# A name that covers this much of the likely story names the story, whatever it says: whole articles
# stand in elements called paywall.
TOO_COMMON = 0.35


class Surroundings:
    """Names of elements, and where the likely story lies among them.

    Args:
        runs: all runs of the page.
        weights: for each run, how many of its characters are likely story.
    """

    def __init__(self, runs: Sequence[Run], weights: Sequence[float]) -> None:
        self.named: dict[_Element, frozenset[str]] = {}
        self.around: dict[_Element | None, frozenset[str]] = {}
        self.main = main_element(runs, weights)
        self.frame = self._frame(runs)
        covered: dict[str, float] = defaultdict(float)
        for run, weight in zip(runs, weights, strict=True):
            for name in self._names(self.inner(run)) if weight else ():
                covered[name] += weight
        total = sum(weights) or 1.0
        self.ignored = {name for name, weight in covered.items() if weight > TOO_COMMON * total}

    def holds(self, run: Run) -> bool:
        """Whether a run is in the element that holds most of the likely story."""
        return self.main is None or self.main in run.place.ancestors

    def _frame(self, runs: Sequence[Run]) -> _Element | None:
        """The element around the main one, as it was before the libraries rewrote the tree."""
        for run in runs:
            ancestors = run.place.ancestors
            if self.main is not None and self.main in ancestors[1:]:
                return ancestors[ancestors.index(self.main) - 1]
        return None

    def inner(self, run: Run) -> tuple[_Element, ...]:
        """The elements around a run, below the main one, outermost first."""
        ancestors = run.place.ancestors
        if self.main is not None and self.main in ancestors:
            return ancestors[ancestors.index(self.main) + 1 :]
        return ancestors

    def names(self, run: Run) -> frozenset[str]:
        """Reasons to set a run aside that lie in the names of what is around it."""
        ancestors = run.place.ancestors
        innermost = ancestors[-1] if ancestors else None
        if innermost not in self.around:
            found = self._names(self.inner(run)) - self.ignored
            self.around[innermost] = found - {"navigation"} if "contents" in found else found
        return self.around[innermost]

    def _names(self, elements: Iterable[_Element]) -> frozenset[str]:
        """What the elements say together, outermost first; remembered for what else is in them."""
        found: frozenset[str] = frozenset()
        for element in elements:
            known = self.named.get(element)
            if known is None:
                known = found | names_of(element)
                self.named[element] = known
            found = known
        return found


def names_of(element: _Element) -> frozenset[str]:
    """What one element's tag, class, id and role say."""
    found = names_in(marks_of(element))
    if element.tag in TAGS:
        found |= {TAGS[element.tag]}
    if element.get("itemprop") == "articleBody":
        found |= {"body"}
    return found


def names_in(words: str) -> frozenset[str]:
    """What a class, id or role says."""
    return frozenset().union(*map(_said_by, words[:LONGEST_NAME].split()))


@lru_cache(maxsize=8192)
def _said_by(name: str) -> frozenset[str]:
    """What one name says; no pattern reaches over a blank. Sites use the same ones over and over."""
    name = hyphenated(name)
    return frozenset(
        reason
        for reason, (loose, exact) in NAMES.items()
        if loose.search(name) and exact.search(name)
    )


def main_element(runs: Sequence[Run], weights: Sequence[float]) -> _Element | None:
    """The innermost element that holds most of the likely story."""
    held: dict[_Element, float] = defaultdict(float)
    depth: dict[_Element, int] = {}
    for run, weight in zip(runs, weights, strict=True):
        if weight:
            for level, element in enumerate(run.place.ancestors):
                held[element] += weight
                depth[element] = level
    total = sum(weights)
    likely = [element for element, weight in held.items() if weight >= MAIN_SHARE * total]
    return max(likely, key=lambda element: depth[element], default=None)
