"""The headline of a page: what it shows, told apart from what the site calls itself."""

import re
import unicodedata
from collections.abc import Sequence

from annotations.imports.readers.document import FieldNote
from annotations.imports.readers.pages.runs import Run
from annotations.imports.readers.pages.structured import SelfDescription, plain

SEPARATOR = re.compile(r"\s+[|–—·•»«:\-/\\]{1,2}\s+|\s*\|\s*")
WORD = re.compile(r"\w+")
MIN_OVERLAP = 0.6
MAX_HEADLINE = 300
GUESS_LENGTH = 100


def key(text: str) -> tuple[str, ...]:
    """The words of a text, folded, for comparing."""
    return tuple(WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def overlap(a: Sequence[str], b: Sequence[str]) -> float:
    """How many of the words of the longer are in the other, 0 to 1."""
    if not a or not b:
        return 0.0
    return len(set(a) & set(b)) / max(len(set(a)), len(set(b)))


class Headline:
    """Finds the headline among what a page declares and what it shows.

    Attributes:
        text: the headline, or "" where the page has none.
        note: where it came from.
        run: the run that shows it, or None where only the page's head has it.
    """

    def __init__(self, page: SelfDescription, runs: Sequence[Run], site: str) -> None:
        self.site = key(site)
        self.host = re.sub(r"\W", "", re.sub(r"^https?://(www\.)?", "", page.url).split("/")[0])
        declared = self._declared(page)
        self.run = self._shown(runs, [text for _, text in declared])
        if self.run is not None:
            self.text = " ".join(self.run.text.split())
            self.note = FieldNote("heading", "high")
        elif declared:
            origin, self.text = declared[0]
            self.note = FieldNote(origin, "high" if origin != "title" else "low")
        else:
            self.text, self.note = "", FieldNote("none", "low")

    def _declared(self, page: SelfDescription) -> list[tuple[str, str]]:
        element = next(page.tree.iter("title"), None)
        title = plain(element.text or "") if element is not None else ""
        found = [
            ("json-ld", plain(page.article.get("headline") or page.article.get("name"))),
            ("microdata", page.first("headline")),
            ("meta", page.first("og:title", "dc.title", "twitter:title", "parsely-title")),
            ("title", title),
        ]
        stripped = [(origin, self.without_site(text)) for origin, text in found]
        return [(o, t) for o, t in stripped if t and key(t) != self.site and len(t) <= MAX_HEADLINE]

    def without_site(self, title: str) -> str:
        """A title without the name of the site at its end or beginning."""
        cuts = list(SEPARATOR.finditer(title))
        for cut in reversed(cuts):
            if self._is_site(title[cut.end() :]):
                return self.without_site(title[: cut.start()])
        if cuts and self._is_site(title[: cuts[0].start()]):
            return title[cuts[0].end() :]
        return title.strip()

    def _is_site(self, part: str) -> bool:
        words = key(part)
        joined = "".join(words)
        if not words or len(words) > 6:  # noqa: PLR2004 (longer is a headline)
            return False
        return words == self.site or (len(joined) > 3 and joined in self.host)  # noqa: PLR2004 (initials)

    def _shown(self, runs: Sequence[Run], declared: Sequence[str]) -> Run | None:
        headings = [run for run in runs if run.kind == "heading" and len(run.text) <= MAX_HEADLINE]
        keys = [key(text) for text in declared]
        best: tuple[float, Run] | None = None
        for run in headings:
            words = key(run.text)
            if len(words) < 2 and words not in keys:  # noqa: PLR2004 (labels such as "News")
                continue
            likeness = max((overlap(words, other) for other in keys), default=0.0)
            likeness += 0.1 * (run.place.level == 1) - 0.02 * run.place.level
            if likeness >= MIN_OVERLAP and (best is None or likeness > best[0] + 1e-9):
                best = likeness, run
        if best is not None:
            return best[1]
        tops = [run for run in headings if run.place.level == 1 and key(run.text) != self.site]
        return tops[0] if len(tops) == 1 and not declared else None


def guess_from(text: str) -> str:
    """A working title for an article that has none: how its text begins."""
    line = " ".join(text.split())
    if len(line) <= GUESS_LENGTH:
        return line
    return line[: line.rfind(" ", 0, GUESS_LENGTH) or GUESS_LENGTH].rstrip(" ,;:–—-") + "…"
