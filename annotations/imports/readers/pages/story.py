"""Telling the story of a page from the site's furniture, run by run.

The weights are set by hand; the figures they lead to are measured on an evaluation set that is not
part of the project. They are logits: a run above 0 belongs to the story.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from annotations.imports.readers.pages.runs import Run
from annotations.imports.readers.pages.surroundings import Surroundings

BASE = -2.5
WEIGHTS = {
    "votes": 1.0,
    "heading": 0.5,
    "list_item": 0.5,
    "row": 1.0,
    "length": 1.5,
    "sentence": 1.4,
    "links": -1.5,
    "main": 2.0,
    "after": -1.0,
    "before_kept": 1.0,
    "after_kept": 0.4,
    "heading_of_kept": 0.8,
    "repeated": -0.6,
    "boilerplate": -1.0,
    "appeal": -2.5,
}
NAMED = {
    "navigation": -3.0,
    "signup": -3.0,
    "footer": -2.5,
    "author": -2.0,
    "related": -3.0,
    "teasers": -1.8,
    "comments": -1.5,
    "share": -1.0,
    "form": -1.0,
    "header": -1.0,
    "figure": -1.0,
    "sidebar": -0.6,
    "metadata": -0.6,
    "body": 0.4,
}
BOILERPLATE = re.compile(
    r"subscri|sign up|newsletter|read more|click here|follow us|all rights reserved|copyright|©|"
    r"advertis|cookie|share this|related (articles|posts|stories|reading)|learn more|contact us|"
    r"log ?in|join (us|me|our)|download|disclosure|affiliate|originally (published|appeared)|"
    r"you (may|might) also|photo(graph)?s? by|image credit|table of contents|"
    r"leave a (comment|reply)|get started|book a|free demo|schedule a|call us|privacy|terms of|"
    r"min(ute)?s? read|updated|published|posted (on|by)|written by|about the author",
    re.IGNORECASE,
)
# What a site asks its readers to do, and pointers to other pages, at the beginning of a short block.
APPEAL = re.compile(
    r"^\W*(?:(?:please |to read the rest[^.]*|to continue[^.]*)?(?:subscribe|sign up|sign in|log in|register|"
    r"follow (?:us|me|him|her|them|@|our)|join (?:us|me|our|the)|donate|support (?:us|our)|share this|"
    r"download (?:the|our)|click here|contact us|call us|email (?:us|me|questions)|"
    r"get (?:the|our) (?:latest|app|newsletter)|help me spread|send a link|check out (?:the|our|more))\b|"
    r"(?:read|see|watch|listen|read more|also read|see also|related|more on this|more from|"
    r"recommended|don.t miss|up next|read next|related (?:reports|articles|stories)[^:]{0,20}|"
    r"lire aussi|lesen sie auch|mehr zum thema|leia também|lee también|leggi anche|"
    r"читайте также|чытайце таксама|читайте також|see more|learn more)\s*[:|»>–—-]|"
    r"(?:copyright|©|\(c\)|all rights reserved)|"
    r"(?:this (?:article|story|post|content) (?:was|is|has been)[^.]{0,60}(?:originally|produced|"
    r"published|republished|provided|sponsored)))",
    re.IGNORECASE,
)
APPEAL_WORDS = 60
SENTENCE_END = re.compile(r"""[.!?…:;。！？]["”’»)\]]*$""")
NEAR = 3
SURE_LENGTH = 40


@dataclass(slots=True)
class Page:
    """The runs of a page with what is known of all of them together."""

    runs: Sequence[Run]
    kept: list[float]
    around: Surroundings
    last_sure: int

    @classmethod
    def of(cls, runs: Sequence[Run]) -> "Page":
        """The page of runs that carry their votes."""
        kept = [len(run.votes) / 2 for run in runs]
        weights = [share * len(run.text) for share, run in zip(kept, runs, strict=True)]
        sure = [
            r.index for r, k in zip(runs, kept, strict=True) if k == 1 and len(r.text) > SURE_LENGTH
        ]
        last = sure[-1] if sure else len(runs)
        return cls(runs, kept, Surroundings(runs, weights), last)

    def score(self, run: Run, *, is_repeated: bool) -> float:
        """How much speaks for a run's being story."""
        at = run.index
        following = self.kept[at + 1 : at + 1 + NEAR]
        preceding = self.kept[max(0, at - NEAR) : at]
        is_heading = run.kind == "heading"
        signs = {
            "votes": self.kept[at],
            "heading": is_heading,
            "list_item": run.kind == "list_item",
            "row": run.place.is_row,
            "length": math.log1p(count_words(run.text)) / 4,
            "sentence": bool(SENTENCE_END.search(run.text)),
            "links": run.link_share,
            "main": self.around.holds(run),
            "after": at > self.last_sure,
            "before_kept": sum(following) / NEAR,
            "after_kept": sum(preceding) / NEAR,
            "heading_of_kept": following[0] if is_heading and following else 0,
            "repeated": is_repeated,
            "boilerplate": bool(BOILERPLATE.search(run.text)),
            "appeal": is_appeal(run.text),
        }
        score = BASE + sum(WEIGHTS[sign] * value for sign, value in signs.items())
        return score + sum(NAMED.get(name, 0.0) for name in self.around.names(run))


def is_appeal(text: str) -> bool:
    """Whether it asks readers to do something for the site, or points elsewhere."""
    return bool(APPEAL.match(text)) and count_words(text) <= APPEAL_WORDS


def count_words(text: str) -> int:
    """Words, or pairs of characters in scripts without spaces."""
    dense = sum(1 for character in text if character >= "\u2e80")
    return len(text.split()) + dense // 2
