"""The headline of a page: what it shows, told apart from what the site calls itself."""

import re
import unicodedata
from collections.abc import Sequence

from annotations.imports.readers.document import FieldNote
from annotations.imports.readers.pages.runs import Run
from annotations.imports.readers.pages.structured import SelfDescription, plain

SEPARATOR = re.compile(
    r"\s+[|–—·•»«:\-/\\]{1,2}\s+|\s*[|｜]\s*|\s*[：＿]\s*|(?<=[^\w\s])_|_(?=[^\W\d_]*[\u2e80-\uffef])"
)
WORD = re.compile(r"\w+")
MIN_OVERLAP = 0.6
RELATED = 0.3
CONTAINED = 0.45  # of the longer one's letters
MAX_HEADLINE = 300
LONGEST_TITLE = 600  # with the names of site and section
GUESS_LENGTH = 100
SITE_WORDS = 6
FEWEST_LETTERS = 6
NEAR_STORY = 15  # runs
STORY_LENGTH = 80
AROUND = {"nav", "footer", "aside", "form"}


def key(text: str) -> tuple[str, ...]:
    """The words of a text, folded, for comparing."""
    return tuple(WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def overlap(a: Sequence[str], b: Sequence[str]) -> float:
    """How many of the words of the longer are in the other, 0 to 1."""
    if not a or not b:
        return 0.0
    return len(set(a) & set(b)) / max(len(set(a)), len(set(b)))


def likeness(shown: Sequence[str], declared: Sequence[str]) -> float:
    """How alike two headlines are, 0 to 1: by words, or by letters where one holds the other."""
    shorter, longer = sorted(("".join(shown), "".join(declared)), key=len)
    by_letters = 0.0
    if len(shorter) >= FEWEST_LETTERS and shorter in longer:
        share = len(shorter) / len(longer)
        by_letters = MIN_OVERLAP + 0.4 * share if share >= CONTAINED else 0.0
    return max(overlap(shown, declared), by_letters)


class Headline:
    """Finds the headline among what a page declares and what it shows.

    Attributes:
        text: the headline, or "" where the page has none.
        note: where it came from.
        run: the run that shows it, or None where only the page's head has it.
    """

    def __init__(self, page: SelfDescription, runs: Sequence[Run], site: str) -> None:
        self.names = _names_of(site, page)
        self.host = re.sub(r"\W", "", re.sub(r"^https?://(www\.)?", "", page.url).split("/")[0])
        declared = self._declared(page)
        self.run = self._shown(runs, list(dict.fromkeys(key(text) for _, text in declared)))
        if self.run is not None:
            shown = " ".join(self.run.text.split())
            bare = self.without_site(shown)
            self.text = bare if bare in {text for _, text in declared} else shown
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
        stripped = [(origin, self.without_site(text[:LONGEST_TITLE])) for origin, text in found]
        return [
            (o, t) for o, t in stripped if t and key(t) not in self.names and len(t) <= MAX_HEADLINE
        ]

    def without_site(self, title: str) -> str:
        """A title without the name of the site or section at its end or beginning."""
        cuts = list(SEPARATOR.finditer(title))
        for cut in reversed(cuts):
            if self._is_site(title[cut.end() :]):
                return self.without_site(title[: cut.start()])
        if cuts and self._is_site(title[: cuts[0].start()]):
            return title[cuts[0].end() :].strip()
        return title.strip()

    def _is_site(self, part: str) -> bool:
        words = key(part)
        joined = "".join(words)
        if not words or len(words) > SITE_WORDS:
            return False
        return words in self.names or (len(joined) > 3 and joined in self.host)  # noqa: PLR2004 (initials)

    def _shown(self, runs: Sequence[Run], declared: Sequence[tuple[str, ...]]) -> Run | None:
        headings = [run for run in runs if run.kind == "heading" and len(run.text) <= MAX_HEADLINE]
        best: tuple[float, Run] | None = None
        for run in headings:
            words = key(run.text)
            if len(words) < 2 and len("".join(words)) < FEWEST_LETTERS and words not in declared:  # noqa: PLR2004 (labels such as "News")
                continue
            like = max((likeness(words, other) for other in declared), default=0.0)
            if like < MIN_OVERLAP:
                continue
            like += 0.1 * (run.place.level == 1) - 0.02 * run.place.level
            if best is None or like > best[0] + 1e-9:
                best = like, run
        return self._only(headings, runs, declared) if best is None else best[1]

    def _only(
        self,
        headings: Sequence[Run],
        runs: Sequence[Run],
        declared: Sequence[tuple[str, ...]],
    ) -> Run | None:
        """The only heading of the first level, though the page declares another headline.

        Search engines are told other words than readers, but some are the same; then the story must
        follow the heading.
        """
        tops = [run for run in headings if run.place.level == 1 and key(run.text) not in self.names]
        if len(tops) != 1:
            return None
        (top,) = tops
        if not declared:
            return top
        if max(overlap(key(top.text), other) for other in declared) < RELATED:
            return None
        following = runs[top.index + 1 : top.index + 1 + NEAR_STORY]
        is_story = any(
            run.kind == "paragraph" and len(run.text) > STORY_LENGTH for run in following
        )
        is_aside = any(a.tag in AROUND for a in top.place.ancestors) or top.link_share > 0.5  # noqa: PLR2004 (a half)
        return top if is_story and not is_aside else None


def _names_of(site: str, page: SelfDescription) -> set[tuple[str, ...]]:
    """What the site and its sections call themselves, each as its words."""
    names = [site, *(part for part in SEPARATOR.split(site) if part)]
    if not site.isascii():
        names += site.split()  # "日本経済新聞 電子版" calls itself by the first half too
    sections = page.article.get("articleSection")
    sections = sections if isinstance(sections, list) else [sections]
    names += [plain(section) for section in sections]
    names += page.meta.get("article:section", [])
    words = key(site)
    initials = ("".join(word[0] for word in words),) if len(words) > 2 else ()  # noqa: PLR2004 (two letters say little)
    bare = words[1:] if words[:1] == ("the",) else ("the", *words)
    return {key(name) for name in names if name} | {w for w in (initials, bare) if w}


def guess_from(text: str) -> str:
    """A working title for an article that has none: how its text begins."""
    line = " ".join(text.split())
    if len(line) <= GUESS_LENGTH:
        return line
    return line[: line.rfind(" ", 0, GUESS_LENGTH) or GUESS_LENGTH].rstrip(" ,;:–—-") + "…"
