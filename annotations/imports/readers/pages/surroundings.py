"""What the elements around a run call themselves: navigation, teasers, sign-up boxes and so on."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from lxml.etree import _Element

from annotations.imports.readers.pages.elements import marks_of
from annotations.imports.readers.pages.runs import Run

# Words of class, id and role, by the reason for which a run would be set aside.
NAMES: dict[str, re.Pattern[str]] = {
    reason: re.compile(pattern, re.IGNORECASE)
    for reason, pattern in {
        "navigation": (
            r"\bnav\b|navigation|navbar|menu|breadcrumb|pagination|pager|skip-?link|\btabs?\b"
        ),
        "signup": (
            r"newsletter|subscri|sign-?up|\bcta|cta\b|call-to-action|opt-?in\b|donat|paywall|banner|"
            r"marketo|mkto"
        ),
        "footer": r"foot(er)?\b|footer|copyright|disclaimer|legal|colophon|footnote|contentinfo",
        "author": r"author|\bbio\b|byline|saboxplugin|about-the|contributor",
        "related": (
            r"related|recommend|read-?(more|next|also)|more-?(from|stories|posts|articles|news)|"
            r"similar|also-?like|you-?may|recirc|teaser|outbrain|taboola|bookmark-card|"
            r"elementor-post\b|post-?list"
        ),
        "teasers": (r"trending|popular|latest|\bcards?\b|carousel|slider|promo"),
        "share": r"share|social|follow|print-?(link|btn)|toolbar|addtoany",
        "comments": r"comment|disqus|respond|discuss|replies",
        "sidebar": (
            r"sidebar|side-?(panel|rail|col)|widget|\brail\b|aside|advert|\bads?\b|sponsor|popup|"
            r"modal|cookie|consent|overlay|complementary"
        ),
        "metadata": (
            r"\bmeta|metadata|\btags?\b|taxonomy|categor|timestamp|\bdate|posted|publish|"
            r"reading-?time|eyebrow|kicker"
        ),
    }.items()
}
TAGS = {
    "nav": "navigation",
    "footer": "footer",
    "aside": "sidebar",
    "form": "form",
    "header": "header",
    "figure": "figure",
}
CONTENTS = re.compile(r"\btoc|table-of-content|toc\b|contents?-?(list|nav|table)", re.IGNORECASE)
BODY = re.compile(
    r"article-?_*(body|content|text)|entry-content|post-?_?(content|body|text)|"
    r"story-?(body|content|text)|rich-?text|articleBody|main-content|content-body|wysiwyg",
    re.IGNORECASE,
)
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
        self.around: dict[_Element | None, set[str]] = {}
        self.main = main_element(runs, weights)
        covered: dict[str, float] = defaultdict(float)
        for run, weight in zip(runs, weights, strict=True):
            for name in self._names(self.inner(run)) if weight else ():
                covered[name] += weight
        total = sum(weights) or 1.0
        self.ignored = {name for name, weight in covered.items() if weight > TOO_COMMON * total}

    def holds(self, run: Run) -> bool:
        """Whether a run is in the element that holds most of the likely story."""
        return self.main is None or self.main in run.place.ancestors

    def inner(self, run: Run) -> tuple[_Element, ...]:
        """The elements around a run, below the main one, outermost first."""
        ancestors = run.place.ancestors
        if self.main is not None and self.main in ancestors:
            return ancestors[ancestors.index(self.main) + 1 :]
        return ancestors

    def names(self, run: Run) -> set[str]:
        """Reasons to set a run aside that lie in the names of what is around it."""
        ancestors = run.place.ancestors
        innermost = ancestors[-1] if ancestors else None
        if innermost not in self.around:
            self.around[innermost] = self._names(self.inner(run)) - self.ignored
        return self.around[innermost]

    def _names(self, elements: Iterable[_Element]) -> set[str]:
        found: set[str] = set()
        for element in elements:
            found |= self._own_names(element)
        if "contents" in found:
            found.discard("navigation")
        return found

    def _own_names(self, element: _Element) -> frozenset[str]:
        if element not in self.named:
            self.named[element] = frozenset(names_of(element))
        return self.named[element]


def names_of(element: _Element) -> set[str]:
    """What one element's tag, class, id and role say."""
    found = {TAGS[element.tag]} if element.tag in TAGS else set()
    words = marks_of(element)
    if words:
        found |= {reason for reason, pattern in NAMES.items() if pattern.search(words)}
        if CONTENTS.search(words):
            found.add("contents")
        if BODY.search(words):
            found.add("body")
    if element.get("itemprop") == "articleBody":
        found.add("body")
    return found


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
