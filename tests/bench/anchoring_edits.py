"""Edits of one claim within its sentence: what a publisher does to it, and what must become of the claim.

Each edit takes what stands before the claim in its sentence, the claim, and what stands behind it, and gives them edited with
what the contract says of them. Nothing here knows how re-anchoring works.
"""

import random
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import regex

WORD = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]\p{M}*|[\p{L}\p{N}][\p{L}\p{M}\p{N}'’.,-]*(?<=[\p{L}\p{M}\p{N}])"
)
FIGURE = regex.compile(r"(?<![\p{L}\p{N}.,-])\d[\d.,]*(?<=\d)(?![\p{L}\p{N}])")
_space_off_figures = regex.compile(r"(?<=[^\d\s]) (?=[^\d\s])")
_straight = regex.compile(r"(?<![\d\s])'(?!\d)")
_clauses = {
    "Latin": (", as the ministry added later,", "not", "In spite of all this, "),
    "Cyrillic": (", как позже уточнили в министерстве,", "не", "Несмотря на всё это, "),
    "other": ("，據後來補充的消息，", "不", "無論如何，"),
}
Change = Literal["typography", "wording"]


@dataclass(slots=True)
class Edited:
    """A sentence after an edit. `claim` is None where the claim's words are gone; None elsewhere: it is not judged."""

    before: str
    claim: str | None
    after: str
    change: Change | None = None
    context: Literal["same", "changed"] | None = "same"
    was_before: str | None = None  # what stood before the claim, where the edit makes that up too


Edit = Callable[[random.Random, str, str, str, Sequence[str]], Edited | None]
EDITS: dict[str, tuple[Edit, str]] = {}


def edit(name: str, claims: str = "any") -> Callable[[Edit], Edit]:
    """Enter an edit in the table; `claims` says of which kind the claim must be (any, whole, phrase, figure, word)."""

    def enter(function: Edit) -> Edit:
        EDITS[name] = (function, claims)
        return function

    return enter


def words_of(text: str) -> list[tuple[int, int]]:
    """Return the places of the words of `text`."""
    return [match.span() for match in WORD.finditer(text)]


def _put(text: str, span: tuple[int, int], words: str) -> str:
    return text[: span[0]] + words + text[span[1] :]


def _said_in(text: str) -> tuple[str, str, str]:
    if regex.search(r"\p{Cyrillic}", text):
        return _clauses["Cyrillic"]
    return _clauses["other" if regex.search(r"[\p{Han}\p{Hiragana}]", text) else "Latin"]


def _gap(chance: random.Random, text: str) -> int | None:
    """Return a place right behind a word inside `text`, before a space where it has any."""
    ends = [end for _, end in words_of(text)[:-1]]
    spaced = [end for end in ends if text[end : end + 1] == " "]
    return chance.choice(spaced or ends) if ends else None


def mistyped(chance: random.Random, text: str, _pool: Sequence[str] = ()) -> str | None:
    """Return `text` with a slip in one of its longer words."""
    long = [s for s in words_of(text) if s[1] - s[0] > 3 and text[s[0] : s[1]].isalpha()]
    if not long:
        return None
    start, end = chance.choice(long)
    word, place = text[start:end], chance.randrange(1, end - start - 1)
    slips = (
        word[:place] + word[place + 1 :],
        word[:place] + word[place] + word[place:],
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
    )
    fresh = [slip for slip in slips if slip != word]
    return _put(text, (start, end), chance.choice(fresh)) if fresh else None


def reworded(chance: random.Random, text: str, pool: Sequence[str], part: float = 0) -> str | None:
    """Return `text` with one word, or `part` of its words, replaced by others of the `pool`."""
    spans = words_of(text)
    if len(spans) < 3:
        return None
    count = max(1, round(part * len(spans)))
    for start, end in sorted(chance.sample(spans, count), reverse=True):
        text = _put(text, (start, end), chance.choice(pool))
    return text


@edit("untouched")
def _untouched(_c: random.Random, b: str, claim: str, a: str, _p: Sequence[str]) -> Edited:
    return Edited(b, claim, a)


@edit("typo in the claim")
def _typo(c: random.Random, b: str, claim: str, a: str, p: Sequence[str]) -> Edited | None:
    now = mistyped(c, claim, p)
    return Edited(b, now, a, "wording") if now else None


@edit("word replaced")
def _word(c: random.Random, b: str, claim: str, a: str, p: Sequence[str]) -> Edited | None:
    now = reworded(c, claim, p)
    return Edited(b, now, a, "wording") if now and now != claim else None


@edit("two words replaced")
def _words(c: random.Random, b: str, claim: str, a: str, p: Sequence[str]) -> Edited | None:
    if len(words_of(claim)) < 6:
        return None
    now = reworded(c, claim, p, 2 / len(words_of(claim)))
    return Edited(b, now, a, "wording") if now and now != claim else None


@edit("figure changed")
def _figure(c: random.Random, b: str, claim: str, a: str, _p: Sequence[str]) -> Edited | None:
    found = [match.span() for match in FIGURE.finditer(claim)]
    return Edited(b, _put(claim, c.choice(found), _other(c)), a, "wording") if found else None


@edit("figure alone changed", "figure")
def _figure_alone(c: random.Random, b: str, _claim: str, a: str, _p: Sequence[str]) -> Edited:
    return Edited(b, _other(c), a, "wording")


def _other(chance: random.Random) -> str:
    return f"{chance.randint(10_001, 99_999):,}"


@edit("negation added")
def _negation(c: random.Random, b: str, claim: str, a: str, _p: Sequence[str]) -> Edited | None:
    gap = _gap(c, claim)
    if gap is None:
        return None
    space = " " if claim[gap : gap + 1] == " " else ""
    return Edited(b, _put(claim, (gap, gap), space + _said_in(claim)[1]), a, "wording")


@edit("clause inside the claim")
def _clause(c: random.Random, b: str, claim: str, a: str, _p: Sequence[str]) -> Edited | None:
    gap = _gap(c, claim)
    if gap is None or len(words_of(claim)) < 5:
        return None
    return Edited(b, _put(claim, (gap, gap), _said_in(claim)[0]), a, "wording")


@edit("clause before the claim", "phrase")
def _clause_before(
    _c: random.Random, b: str, claim: str, a: str, _p: Sequence[str]
) -> Edited | None:
    if not b.endswith(" "):
        return None
    return Edited(f"{b.rstrip()}{_said_in(claim)[0]} ", claim, a, context="changed")


@edit("clause behind the claim", "phrase")
def _clause_behind(
    _c: random.Random, b: str, claim: str, a: str, _p: Sequence[str]
) -> Edited | None:
    return Edited(b, claim, _said_in(claim)[0] + a, context="changed") if a[:1] == " " else None


@edit("clause before a whole sentence", "whole")
def _opening(_c: random.Random, b: str, claim: str, a: str, _p: Sequence[str]) -> Edited | None:
    opening = _said_in(claim)[2]
    if not claim[0].isalpha() or claim[0].lower() == claim[0]:
        return None
    now = claim[0].lower() + claim[1:]
    return Edited(b, opening + now, a, "wording")


@edit("words deleted")
def _deleted_words(
    c: random.Random, b: str, claim: str, a: str, _p: Sequence[str]
) -> Edited | None:
    spans = words_of(claim)
    if len(spans) < 6:
        return None
    count = c.randint(1, len(spans) // 3)
    first = c.randint(1, len(spans) - count - 1)
    now = _put(claim, (spans[first][0], spans[first + count][0]), "")
    return Edited(b, now, a, "wording") if now != claim else None


@edit("rest of the sentence changed", "phrase")
def _rest(c: random.Random, b: str, claim: str, a: str, p: Sequence[str]) -> Edited | None:
    if c.random() < 0.5 and (now := reworded(c, b, p)) and now != b:
        return Edited(now, claim, a, context="changed")
    after = reworded(c, a, p)
    return Edited(b, claim, after, context="changed") if after and after != a else None


@edit("typo in the rest of the sentence", "phrase")
def _rest_typo(c: random.Random, b: str, claim: str, a: str, p: Sequence[str]) -> Edited | None:
    after = mistyped(c, a, p)
    return Edited(b, claim, after, context="changed") if after and after != a else None


@edit("typography in the claim")
def _typography(c: random.Random, b: str, claim: str, a: str, _p: Sequence[str]) -> Edited | None:
    spaces = [match.span() for match in _space_off_figures.finditer(claim)]
    if spaces and c.random() < 0.5:
        return Edited(b, _put(claim, c.choice(spaces), "\u00a0"), a, "typography")
    now = _straight.sub("’", claim).replace("\u00a0", " ") if not FIGURE.search(claim) else claim
    return Edited(b, now, a, "typography") if now != claim else None


@edit("canonical form")
def _canonical(_c: random.Random, b: str, claim: str, a: str, _p: Sequence[str]) -> Edited | None:
    forms = [unicodedata.normalize(form, claim) for form in ("NFD", "NFC")]
    now = next((form for form in forms if form != claim), None)
    return Edited(b, now, a, "typography") if now else None


@edit("quote marks gained")
def _quoted(c: random.Random, b: str, claim: str, a: str, _p: Sequence[str]) -> Edited | None:
    spans = words_of(claim)
    if len(spans) < 3:
        return None
    start, end = spans[c.randrange(1, len(spans) - 1)]
    return Edited(b, f"{claim[:start]}“{claim[start:end]}”{claim[end:]}", a, "wording")


@edit("dash, space or invisible sign")
def _signs(c: random.Random, b: str, claim: str, a: str, _p: Sequence[str]) -> Edited | None:
    gap = _gap(c, claim)
    if gap is None:
        return None
    now = _put(
        claim, (gap, gap), c.choice((" –", " ", "\u200b", "\u00ad", " 👩\u200d👩\u200d👧", "…"))
    )
    return Edited(b, now.replace("-", "–"), a, "wording")


@edit("case changed")
def _case(c: random.Random, b: str, claim: str, a: str, _p: Sequence[str]) -> Edited | None:
    now = c.choice((claim.upper(), claim.title(), claim.swapcase()))
    return Edited(b, now, a, "wording") if now.casefold() == claim.casefold() != now else None


@edit("split in two sentences")
def _split(c: random.Random, b: str, claim: str, a: str, _p: Sequence[str]) -> Edited | None:
    spans = [s for s in words_of(claim)[2:-2] if claim[s[0] - 1] == " " and claim[s[0]].islower()]
    if not spans:
        return None
    place = c.choice(spans)[0]
    now = f"{claim[: place - 1].rstrip(',;:')}. {claim[place].upper()}{claim[place + 1 :]}"
    return Edited(b, now, a, "wording", None)


@edit("heavy rewrite", "whole")
def _heavy(c: random.Random, b: str, claim: str, a: str, p: Sequence[str]) -> Edited | None:
    if len(words_of(claim)) < 8:
        return None
    now = reworded(c, claim, p, 0.35)
    return Edited(b, now, a, "wording") if now and now != claim else None


@edit("sentence replaced", "any but word")
def _replaced(c: random.Random, _b: str, _claim: str, _a: str, p: Sequence[str]) -> Edited:
    return Edited(" ".join(c.choices(p, k=c.randint(8, 16))).capitalize() + ".", None, "")


@edit("sentence deleted")
def _deleted(_c: random.Random, _b: str, _claim: str, _a: str, _p: Sequence[str]) -> Edited:
    return Edited("", None, "")


@edit("single word, sentence edited", "word")
def _single(c: random.Random, b: str, claim: str, a: str, p: Sequence[str]) -> Edited | None:
    after = reworded(c, a, p)
    return Edited(b, claim, after, context="changed") if after and after != a else None


@edit("attribution in the sentence")
def _attributed(_c: random.Random, b: str, claim: str, a: str, _p: Sequence[str]) -> Edited:
    was = f"According to official statistics, {b}"
    return Edited(f"According to Viasna, {b}", claim, a, context="changed", was_before=was)
