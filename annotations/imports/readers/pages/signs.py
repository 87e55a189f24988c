"""What speaks for and against a run's being story: signs, each a number from about 0 to 1.

A first look takes each run with its place in the page; a second look takes what the first said of
the runs around it and of the runs that look alike.
"""

import math
import re
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from lxml.etree import _Element

from annotations.imports.readers.dates import written_date
from annotations.imports.readers.pages.headlines import key, overlap
from annotations.imports.readers.pages.neighbours import MUCH, WIDEST, Alike, Window
from annotations.imports.readers.pages.runs import Run
from annotations.imports.readers.pages.surroundings import Surroundings
from annotations.imports.readers.pages.words import Boilerplate, count_words, is_appeal

SENTENCE_END = re.compile(r"""[.!?…:;。！？؟।]["”’»“)\]」』]*$""")
DIGIT = re.compile(r"\d")
ADDRESS = re.compile(r"@|https?:|www\.")
NEAR, WIDE = 3, WIDEST
SURE_LENGTH = 40
LABEL_WORDS = 12
MENU_WORDS = 3
TAIL = 8  # code points in which a sentence ends, quotes and all
ALL_LINK = 0.9
TITLE_WORDS = 40
DEEP = 10
OF_STORY = {"article", "main"}
Signs = dict[str, float]


@dataclass(slots=True)
class Page:
    """The runs of a page with what is known of all of them together.

    Attributes:
        kept: for each run the share of the libraries that keep it.
        words: for each run the number of its words.
        sure: indices of the first and last longer run that all keep.
        places: the signs of each innermost element that was looked at.
    """

    runs: Sequence[Run]
    kept: list[float]
    words: list[int]
    looks: list[Hashable]
    around: Surroundings
    sure: tuple[int, int]
    title: tuple[str, ...]
    places: dict[_Element, Signs] = field(default_factory=dict)

    @classmethod
    def of(cls, runs: Sequence[Run], title: str = "") -> "Page":
        """The page of runs that carry their votes."""
        kept = [len(run.votes) / 2 for run in runs]
        weights = [share * len(run.text) for share, run in zip(kept, runs, strict=True)]
        sure = [
            r.index for r, k in zip(runs, kept, strict=True) if k == 1 and len(r.text) > SURE_LENGTH
        ]
        ends = (sure[0], sure[-1]) if sure else (0, len(runs))
        words = [count_words(run.text) for run in runs]
        looks = looks_of(runs)
        return cls(runs, kept, words, looks, Surroundings(runs, weights), ends, key(title))

    def first_look(self) -> list[Signs]:
        """The signs of each run by itself and in its place."""
        alike = Alike(self.looks, self.words, self.kept)
        near = Window(self.kept, [1] * len(self.runs))
        times = Counter(run.text for run in self.runs)
        boilerplate = Boilerplate(
            run.text
            for run, words in zip(self.runs, self.words, strict=True)
            if words <= MUCH and (words > MENU_WORDS or run.link_share <= ALL_LINK)
        )
        found, (first, last) = [], self.sure
        places = zip(
            self.runs, near.means(1, NEAR + 1), near.means(-NEAR, 0), self._following(), strict=True
        )
        for run, before_kept, after_kept, following in places:
            signs = self._own(run, boilerplate)
            signs["before_kept"], signs["after_kept"] = before_kept, after_kept
            signs["heading_of_kept"] = following if run.kind == "heading" else 0.0
            signs["alike"], signs["alike_share"] = alike.of(run.index)
            signs["repeated"] = times[run.text] > 1 and not self._is_echo(run)
            signs["after"], signs["before"] = run.index > last, run.index < first
            found.append(signs | self._place(run))
        return found

    def _is_echo(self, run: Run) -> bool:
        """Whether the run beside it says the same: that is meant, and no second copy of the page."""
        at, runs = run.index, self.runs
        return (at > 0 and runs[at - 1].text == run.text) or (
            at + 1 < len(runs) and runs[at + 1].text == run.text
        )

    def _following(self) -> list[float]:
        return [*self.kept[1:], 0.0][: len(self.kept)]

    def _own(self, run: Run, boilerplate: Boilerplate) -> Signs:
        text, words = run.text, self.words[run.index]
        if words <= MENU_WORDS and run.link_share > ALL_LINK:
            return self._of_menu(run, words)
        is_short = words <= TITLE_WORDS
        may_be_title = len(self.title) <= 3 * words <= 9 * len(self.title)
        return {
            "votes": self.kept[run.index],
            "heading": run.kind == "heading",
            "list_item": run.kind == "list_item",
            "row": run.place.is_row,
            "length": math.log1p(words) / 4,
            "sentence": bool(SENTENCE_END.search(text[-TAIL:])),
            "commas": math.log1p(text.count(",") + (0 if text.isascii() else _other_commas(text))),
            "links": run.link_share,
            "boilerplate": boilerplate.is_in(text, words),
            "appeal": is_appeal(text, words),
            "address": is_short and bool(ADDRESS.search(text)),
            "like_title": overlap(key(text), self.title) if may_be_title else 0.0,
            "dated": words <= LABEL_WORDS
            and bool(DIGIT.search(text))
            and written_date(text) is not None,
        }

    def _of_menu(self, run: Run, words: int) -> Signs:
        """A word or two that are a link: half of all runs, and nothing in them to look for."""
        return {
            "votes": self.kept[run.index],
            "heading": run.kind == "heading",
            "list_item": run.kind == "list_item",
            "row": run.place.is_row,
            "length": math.log1p(words) / 4,
            "links": run.link_share,
        }

    def _place(self, run: Run) -> Signs:
        """What the elements around a run say of it: the same of each that is in the same ones."""
        innermost = run.place.ancestors[-1]
        found = self.places.get(innermost)
        if found is None:
            holds = self.around.holds(run)
            found = self.places[innermost] = {
                "main": holds,
                "depth": min(len(self.around.inner(run)), DEEP) / 5 if holds else 1.0,
                "article": any(a.tag in OF_STORY for a in run.place.ancestors),
                **{f"in_{name}": 1.0 for name in self.around.names(run)},
            }
        return found

    def second_look(self, likely: Sequence[float]) -> list[Signs]:
        """The signs in what the first look said, `likely` being its probabilities.

        Each is a difference from an even chance, so that what says nothing counts nothing.
        """
        weights = [min(words, MUCH) + 1 for words in self.words]
        around = Window(likely, weights)
        alike = Alike(self.looks, self.words, likely)
        total = sum(p * w for p, w in zip(likely, weights, strict=True)) or 1.0
        headed, mass, found = self._headed(likely), 0.0, []
        windows = zip(
            around.means(1, NEAR + 1),
            around.means(-NEAR, 0),
            around.means(1, WIDE + 1),
            around.means(-WIDE, 0),
            strict=True,
        )
        for at, (near_after, near_before, wide_after, wide_before) in enumerate(windows):
            mass += likely[at] * weights[at]
            after = likely[at + 1] if at + 1 < len(likely) else 0.0
            mean, share = alike.of(at)
            is_heading = self.runs[at].kind == "heading"
            found.append(
                {
                    "next": after,
                    "between": min(likely[at - 1] if at else 0.0, after),
                    "near_after": near_after,
                    "near_before": near_before,
                    "wide_after": wide_after,
                    "wide_before": wide_before,
                    "likely_alike": mean,
                    "likely_share": share,
                    "heads_likely": headed[at] if is_heading else 0.0,
                    "heads_unlikely": 1 - headed[at] if is_heading else 0.0,
                    "tail": mass > 0.97 * total,  # nearly all of it
                    "head": mass < 0.03 * total,  # nearly none
                }
            )
        return found

    def _headed(self, likely: Sequence[float]) -> list[float]:
        """For each run, how likely the next one is that is no heading."""
        found, following = [0.0] * len(likely), 0.0
        for at in range(len(likely) - 1, -1, -1):
            found[at] = following
            if self.runs[at].kind != "heading":
                following = likely[at]
        return found


def _other_commas(text: str) -> int:
    return sum(map(text.count, "،、，"))


def looks_of(runs: Sequence[Run]) -> list[Hashable]:
    """For each run the tag and class of the two elements around it."""
    known: dict[_Element, Hashable] = {}
    for run in runs:
        around = run.place.ancestors[-2:]
        if around[-1] not in known:
            known[around[-1]] = tuple((a.tag, a.get("class", "")[:60]) for a in around)
    return [known[run.place.ancestors[-1]] for run in runs]
