"""Old and new texts with claims whose fate is known: edits of sentences, and of the order in which they stand.

Claims carry marks (characters for private use) through all edits; where the marks stand in the end is the right place.
"""

import random
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import regex

from tests.bench.anchoring_edits import EDITS, FIGURE, Change, Edited, mistyped, reworded, words_of

Span = tuple[int, int]
_first_mark = 0xF0000
_mark = regex.compile(r"[\U000F0000-\U000FFFFD]")
_quote = regex.compile(r"[\"“”„«»‘’']")
_prose = regex.compile(r"^[\"“«]?\p{Lu}.*\p{Ll}{2}[.!?][\"”»]?$|[。！？]$", regex.DOTALL)
_shortest = 6  # words of a sentence on which claims are made
SAME_WORDS = frozenset({"anchored", "moved"})


@dataclass(slots=True)
class Case:
    """A claim of an old text and what must become of it; None where that is not judged."""

    kind: str
    states: frozenset[str]
    change: Change | None = None
    context: str | None = None
    old: Span = (0, 0)
    new: Span | None = None
    others: tuple[Span, ...] = ()  # places that are as right
    unit: "Unit | None" = None  # the sentence that it stands in
    whole: str | None = None  # what was done to all of the new text


@dataclass(slots=True)
class Pair:
    """An old and a new text, with the claims of the old one."""

    old: str
    new: str
    cases: list[Case]


@dataclass(slots=True, eq=False)
class Unit:
    """A sentence, or several that belong together, in both texts; empty where it is in one alone."""

    was: str
    now: str
    is_used: bool = False

    @property
    def is_prose(self) -> bool:
        """Whether it surely is one sentence, for everybody."""
        return all(_prose.search(_mark.sub("", text)) for text in (self.was, self.now) if text)


Paragraph = list[Unit]


@dataclass(slots=True)
class Draft:
    """A story under edit: its paragraphs as they were, and as they will be."""

    chance: random.Random
    was: list[Paragraph]
    pool: Sequence[str]
    now: list[Paragraph] = field(init=False)
    cases: list[Case] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.now = [list(paragraph) for paragraph in self.was]

    has_rows: bool = False
    is_reordered: bool = False  # then what stayed may count as moved as well
    keeps_order: bool = False

    def marked(self, claim: str, case: Case | None = None) -> str:
        """Put marks around a claim: a new case's, or again those of the last one."""
        if case is not None:
            self.cases.append(case)
        first = _first_mark + 2 * (len(self.cases) - 1)
        return f"{chr(first)}{claim}{chr(first + 1)}"

    def free(self, at_least: int = _shortest) -> Unit | None:
        """Return a sentence that no edit has taken yet."""
        found = [
            unit
            for paragraph in self.was
            for unit in paragraph
            if not unit.is_used and len(words_of(unit.was)) >= at_least
        ]
        if not found:
            return None
        unit = self.chance.choice(found)
        unit.is_used = True
        return unit

    def new_place(self) -> tuple[Paragraph, int]:
        """Return where something may come to stand in the new text."""
        paragraph = self.chance.choice(self.now)
        return paragraph, self.chance.randint(0, len(paragraph))

    def take_out(self, unit: Unit) -> None:
        """Remove a sentence from the order of the new text."""
        for paragraph in self.now:
            if unit in paragraph:
                paragraph.remove(unit)


def claim_in(chance: random.Random, sentence: str, wanted: str) -> Span | None:
    """Choose a claim in a sentence: whole, some words of it, one word, or a figure."""
    spans = words_of(sentence)
    if wanted == "figure":
        figures = [match.span() for match in FIGURE.finditer(sentence)]
        return chance.choice(figures) if figures else None
    if wanted == "word":
        return chance.choice(spans)
    is_whole = wanted == "whole" or (wanted != "phrase" and chance.random() < 0.4)
    if is_whole:
        return (0, len(sentence)) if chance.random() < 0.5 else (0, spans[-1][1])
    count = chance.randint(3, max(3, min(12, len(spans) - 2)))
    first = chance.randint(0, len(spans) - count)
    return spans[first][0], spans[first + count - 1][1]


def edit_sentence(draft: Draft, kind: str) -> bool:
    """Play one edit of the table on a sentence; False where it fits none of a few."""
    function, wanted = EDITS[kind]
    for _ in range(6):
        unit = draft.free()
        if unit is None:
            return False
        unit.is_used = False
        span = claim_in(draft.chance, unit.was, wanted)
        if span is None:
            continue
        before, claim, after = unit.was[: span[0]], unit.was[slice(*span)], unit.was[span[1] :]
        edited = function(draft.chance, before, claim, after, draft.pool)
        if edited is None or (edited.claim is not None and not edited.claim.strip()):
            continue
        unit.is_used = True
        unit.was = (
            (before if edited.was_before is None else edited.was_before)
            + draft.marked(claim, _case(kind, claim, edited, unit))
            + after
        )
        now = draft.marked(edited.claim) if edited.claim is not None else ""
        unit.now = edited.before + now + edited.after
        return True
    return False


def _case(kind: str, claim: str, edited: Edited, unit: Unit) -> Case:
    if edited.claim is None:
        return Case(kind, frozenset({"orphaned"}))
    state = "anchored" if edited.claim == claim else "changed"
    return Case(kind, frozenset({state}), edited.change, edited.context, unit=unit)


Layout = Callable[[Draft], bool]
LAYOUTS: dict[str, Layout] = {}


def layout(name: str) -> Callable[[Layout], Layout]:
    """Enter an edit of the order in the table."""

    def enter(function: Layout) -> Layout:
        LAYOUTS[name] = function
        return function

    return enter


def _claim(
    draft: Draft, unit: Unit, case: Case, wanted: str = "any", *, typo: bool = False
) -> bool:
    """Mark a claim in a sentence that stays as it is, or gets a slip."""
    span = claim_in(draft.chance, unit.was, wanted)
    if span is None:
        return False
    case.unit = unit
    before, claim, after = unit.was[: span[0]], unit.was[slice(*span)], unit.was[span[1] :]
    now: str | None = mistyped(draft.chance, claim) if typo else claim
    if now is None:
        return False
    unit.was = before + draft.marked(claim, case) + after
    unit.now = before + draft.marked(now) + after
    return True


@layout("sentence moved")
def _sentence_moved(draft: Draft) -> bool:
    unit = draft.free()
    if unit is None or not _claim(draft, unit, Case("", SAME_WORDS, None, "same")):
        return False
    draft.is_reordered = True
    draft.take_out(unit)
    paragraph, place = draft.new_place()
    paragraph.insert(place, unit)
    return True


@layout("sentence moved and edited")
def _moved_edited(draft: Draft) -> bool:
    unit = draft.free(9)
    case = Case("", frozenset({"changed"}), "wording", "same")
    if unit is None or not _claim(draft, unit, case, typo=True):
        return False
    draft.is_reordered = True
    draft.take_out(unit)
    paragraph, place = draft.new_place()
    paragraph.insert(place, unit)
    return True


@layout("paragraph moved")
def _paragraph_moved(draft: Draft) -> bool:
    unit = draft.free()
    if (
        draft.keeps_order
        or unit is None
        or not _claim(draft, unit, Case("", SAME_WORDS, None, "same"))
    ):
        return False
    home = next((p for p in draft.now if unit in p), None)
    if home is None or len(draft.now) < 3:
        del draft.cases[-1]
        return False
    draft.is_reordered = True
    draft.now.remove(home)
    draft.now.insert(draft.chance.randint(0, len(draft.now)), home)
    return True


@layout("paragraphs swapped")
def _swapped(draft: Draft) -> bool:
    unit = draft.free()
    if (
        draft.keeps_order
        or unit is None
        or not _claim(draft, unit, Case("", SAME_WORDS, None, "same"))
    ):
        return False
    draft.is_reordered = True
    home = next((n for n, p in enumerate(draft.now) if unit in p), 0)
    other = draft.chance.randrange(len(draft.now))
    draft.now[home], draft.now[other] = draft.now[other], draft.now[home]
    return True


@layout("paragraph deleted")
def _paragraph_deleted(draft: Draft) -> bool:
    unit = draft.free()
    home = next((p for p in draft.now if unit in p), None)
    if unit is None or home is None or any(u.is_used for u in home if u is not unit):
        return False
    if len(draft.now) < 4:
        return False
    for each in home:
        each.is_used = True
    draft.now.remove(home)
    return _claim(draft, unit, Case("", frozenset({"orphaned"})))


@layout("paragraphs joined")
def _joined(draft: Draft) -> bool:
    unit = draft.free()
    home = next((n for n, p in enumerate(draft.now) if unit in p), 0)
    if unit is None or home + 1 >= len(draft.now):
        return False
    draft.now[home] += draft.now.pop(home + 1)
    return _claim(draft, unit, Case("", frozenset({"anchored"}), None, None))


@layout("paragraph parted")
def _parted(draft: Draft) -> bool:
    unit = draft.free()
    home = next((n for n, p in enumerate(draft.now) if unit in p), 0)
    if unit is None or len(draft.now[home]) < 2:
        return False
    cut = draft.chance.randint(1, len(draft.now[home]) - 1)
    draft.now.insert(home + 1, draft.now[home][cut:])
    del draft.now[home][cut:]
    return _claim(draft, unit, Case("", frozenset({"anchored"}), None, None))


def _copied(draft: Draft) -> tuple[Unit, Unit] | None:
    """Print a sentence a second time, far away or near, in both texts."""
    unit = draft.free()
    if unit is None:
        return None
    own = next(n for n, paragraph in enumerate(draft.was) if unit in paragraph)
    homes = [
        (before, after)
        for before in (
            *draft.was[: max(0, own - 1)],
            *draft.was[own + 2 :],
        )  # side by side nobody could tell
        for after in draft.now
        if before and after and before[-1] is after[-1] and unit not in before and unit not in after
    ]
    if not homes:
        return None
    copy = Unit(unit.was, unit.now, is_used=True)
    for home in draft.chance.choice(homes):
        home[-1].is_used = True  # it keeps the copy's place
        home.append(copy)
    return (unit, copy) if draft.chance.random() < 0.5 else (copy, unit)


@layout("printed twice, own one deleted")
def _twice_deleted(draft: Draft) -> bool:
    both = _copied(draft)
    if not both or not _claim(draft, both[0], Case("", frozenset({"orphaned"}))):
        return False
    both[0].now = ""
    return True


@layout("printed twice, other one deleted")
def _twice_other(draft: Draft) -> bool:
    both = _copied(draft)
    if not both or not _claim(draft, both[0], Case("", SAME_WORDS, None, "same")):
        return False
    both[1].now = ""
    return True


@layout("printed twice, own one edited")
def _twice_edited(draft: Draft) -> bool:
    both = _copied(draft)
    case = Case("", frozenset({"changed"}), "wording", "same")
    return bool(both) and _claim(draft, both[0], case, typo=True)


@layout("printed twice, other one edited")
def _twice_other_edited(draft: Draft) -> bool:
    both = _copied(draft)
    if not both or not _claim(draft, both[0], Case("", SAME_WORDS, None, "same")):
        return False
    both[1].now = mistyped(draft.chance, both[1].was) or both[1].was
    return True


@layout("printed again in the new text")
def _echoed(draft: Draft) -> bool:
    unit = draft.free()
    if unit is None:
        return False
    echo = Unit("", unit.was, is_used=True)
    if not _claim(draft, unit, Case("", SAME_WORDS, None, "same")):
        return False
    apart = [
        p
        for n, p in enumerate(draft.now)
        if all(unit not in q for q in draft.now[max(0, n - 1) : n + 2])
    ]
    if not apart:
        return False
    draft.chance.choice(apart).append(echo)
    return True


@layout("words of a deleted sentence stand elsewhere")
def _short_elsewhere(draft: Draft) -> bool:
    unit = draft.free()
    if unit is None or not _claim(draft, unit, Case("", frozenset({"orphaned"})), "word"):
        return False
    unit.now = ""
    return True


@layout("two sentences, one edited")
def _two(draft: Draft) -> bool:
    homes = [p for p in draft.was if len(p) > 1 and not p[0].is_used and not p[1].is_used]
    if not homes:
        return False
    first, second = draft.chance.choice(homes)[:2]
    now = mistyped(draft.chance, first.was)
    if now is None or first not in [u for p in draft.now for u in p]:
        return False
    first.is_used = second.is_used = True
    opened, closed = draft.marked("", Case("", frozenset({"changed"}), "wording", "same"))
    first.was, first.now = opened + first.was, opened + now
    second.was = second.now = second.was + closed
    return True


@layout("two paragraphs in one claim")
def _across(draft: Draft) -> bool:
    places = (
        [
            n
            for n in range(len(draft.was) - 1)
            if draft.was[n]
            and draft.was[n + 1]
            and not draft.was[n][-1].is_used
            and not draft.was[n + 1][0].is_used
            and draft.was[n][-1] in draft.now[n]
            and draft.was[n + 1][0] in draft.now[n + 1]
        ]
        if len(draft.now) == len(draft.was) and not draft.is_reordered
        else []
    )
    if not places:
        return False
    place = draft.chance.choice(places)
    first, second = draft.was[place][-1], draft.was[place + 1][0]
    now = reworded(draft.chance, second.was, draft.pool)
    if now is None or now == second.was:
        return False
    first.is_used = second.is_used = draft.keeps_order = True
    opened, closed = draft.marked("", Case("", frozenset({"changed"}), "wording", "same"))
    first.was = first.now = opened + first.was
    second.was, second.now = second.was + closed, now + closed
    return True


@layout("speaker behind a quotation")
def _speaker_behind(draft: Draft) -> bool:
    return _spoken(draft, "“{0} More came later,” {1} said.")


@layout("speaker before a quotation")
def _speaker_before(draft: Draft) -> bool:
    return _spoken(draft, "{1} said: “{0} More came later.”")


def _spoken(draft: Draft, form: str) -> bool:
    unit = draft.free()
    if unit is None or _quote.search(unit.was) or unit.was[-1] not in ".!?":
        return False
    if not _claim(draft, unit, Case("", frozenset({"anchored"}), None, "changed"), "phrase"):
        return False
    unit.was = form.format(unit.was, "Anna Petrova")
    unit.now = form.format(unit.now, "a police officer")
    return True


_rows = (
    ("According to Viasna, in {0} at least {1} people were detained.", "\n\n"),
    ("| {0} | {1} | people |", "\n"),
    ("- {0}: {1} cases", "\n"),
    ("{0} {1}", "\n"),
    ("В {0} задержаны не менее {1} человек.", "\n\n"),
)


def _table(draft: Draft) -> tuple[str, list[tuple[str, str]], str]:
    form, between = draft.chance.choice(_rows)
    names = draft.chance.sample(
        [
            "Minsk",
            "Brest",
            "Homiel",
            "Vitebsk",
            "Lida",
            "Pinsk",
            "Orsha",
            "Mazyr",
            "Slutsk",
            "Barysaw",
            "Zhodino",
        ],
        8,
    )
    return form, [(name, f"{draft.chance.randint(2, 4999):,}") for name in names], between


def _lay_rows(draft: Draft, before: Sequence[str], after: Sequence[str], between: str) -> bool:
    if draft.has_rows:
        del draft.cases[-1]
        return False
    draft.has_rows = True
    rows = Unit(between.join(before), between.join(after), is_used=True)
    place = draft.chance.randint(0, min(len(draft.was), len(draft.now)))
    draft.was.insert(place, [rows])
    draft.now.insert(place, [rows])
    return True


def _row_claim(draft: Draft, row: str, now: str | None, states: frozenset[str]) -> tuple[str, str]:
    """Mark a whole row as a claim."""
    change: Change | None = "wording" if states == {"changed"} else None
    was = draft.marked(row, Case("", states, change, None))
    return was, draft.marked(now) if now is not None else ""


@layout("row deleted from lookalikes")
def _row_deleted(draft: Draft) -> bool:
    form, rows, between = _table(draft)
    lines = [form.format(*row) for row in rows]
    gone = draft.chance.randrange(len(lines))
    was, _ = _row_claim(draft, lines[gone], None, frozenset({"orphaned"}))
    return _lay_rows(
        draft, [*lines[:gone], was, *lines[gone + 1 :]], lines[:gone] + lines[gone + 1 :], between
    )


@layout("row inserted among lookalikes")
def _row_inserted(draft: Draft) -> bool:
    form, rows, between = _table(draft)
    lines = [form.format(*row) for row in rows]
    own, place = draft.chance.randrange(len(lines)), draft.chance.randint(0, len(lines))
    was, now = _row_claim(draft, lines[own], lines[own], frozenset({"anchored"}))
    before = [*lines[:own], was, *lines[own + 1 :]]
    after = [*lines[:own], now, *lines[own + 1 :]]
    after.insert(place, form.format("Hrodna", f"{draft.chance.randint(2, 4999):,}"))
    return _lay_rows(draft, before, after, between)


@layout("figures of lookalike rows edited")
def _rows_edited(draft: Draft) -> bool:
    form, rows, between = _table(draft)
    own = draft.chance.randrange(len(rows))
    before, after = [], []
    for number, (name, figure) in enumerate(rows):
        fresh = (
            f"{draft.chance.randint(5000, 9999):,}"
            if number == own or draft.chance.random() < 0.6
            else figure
        )
        was, now = form.format(name, figure), form.format(name, fresh)
        if number == own:
            was, now = _row_claim(draft, was, now, frozenset({"changed"}))
        before.append(was)
        after.append(now)
    return _lay_rows(draft, before, after, between)


@layout("lookalike rows reordered")
def _rows_reordered(draft: Draft) -> bool:
    form, rows, between = _table(draft)
    lines = [form.format(*row) for row in rows]
    own = draft.chance.randrange(len(lines))
    was, now = _row_claim(draft, lines[own], lines[own], SAME_WORDS)
    before, after = [*lines[:own], was, *lines[own + 1 :]], [*lines[:own], now, *lines[own + 1 :]]
    draft.chance.shuffle(after)
    return _lay_rows(draft, before, after, between)


def background(draft: Draft, part: float) -> None:
    """Edit `part` of the sentences that bear no claim: gone, reworded, or new ones beside them."""
    for paragraph in draft.now:
        for unit in list(paragraph):
            if unit.is_used or draft.chance.random() >= part:
                continue
            unit.is_used = True
            dice = draft.chance.random()
            if dice < 0.3:
                unit.now = ""
            elif dice < 0.7:
                unit.now = reworded(draft.chance, unit.was, draft.pool) or unit.was
            else:
                words = draft.chance.choices(draft.pool, k=draft.chance.randint(6, 18))
                fresh = Unit("", " ".join(words).capitalize() + ".", is_used=True)
                paragraph.insert(paragraph.index(unit), fresh)


WHOLE: dict[str, Callable[[str], str]] = {
    "all quotes curly": lambda text: regex.sub(
        r"(?<=\w)'(?=\w)", "’", regex.sub(r'"([^"\n]*)"', r"“\1”", text)
    ),
    "all text decomposed": lambda text: unicodedata.normalize("NFD", text),
    "all spaces of no break": lambda text: regex.sub(r"(?<=\p{L}) (?=\p{L})", "\u00a0", text),
    "all dashes long": lambda text: regex.sub(r"(?<=\p{L})-(?=\p{L})| - ", "–", text),
    "soft hyphens everywhere": lambda text: regex.sub(
        r"(?<=\p{Ll}{4})(?=\p{Ll}{4})", "\u00ad", text
    ),
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "words joined by zero width": lambda text: regex.sub(
        r"(?<=\p{L}{3}) (?=\p{L}{3})", " \u200b", text
    ),
}


def finished(draft: Draft, whole: str | None = None) -> Pair:
    """Lay out both texts and read the claims' places from the marks."""
    old, new = (
        "\n\n".join(filter(None, (" ".join(filter(None, lines)) for lines in texts)))
        for texts in (
            [[unit.was for unit in paragraph] for paragraph in draft.was],
            [[unit.now for unit in paragraph] for paragraph in draft.now],
        )
    )
    if whole:
        new = WHOLE[whole](new)
    old, before = _unmarked(old)
    new, after = _unmarked(new)
    cases = []
    for number, case in enumerate(draft.cases):
        if 2 * number not in before or 2 * number + 1 not in before:
            continue
        case.old = before[2 * number], before[2 * number + 1]
        if "orphaned" not in case.states:
            if 2 * number not in after or 2 * number + 1 not in after:
                continue
            case.new = after[2 * number], after[2 * number + 1]
            _judge_by_words(case, old, new, whole)
            if draft.is_reordered and case.states == {"anchored"}:
                case.states = SAME_WORDS
            if case.context and not _stands_clear(draft, case.unit):
                case.context = None
        cases.append(case)
    return Pair(old, new, cases)


def _stands_clear(draft: Draft, unit: Unit | None) -> bool:
    """Say whether a sentence surely begins and ends where it does, in both texts."""
    for paragraph in (*draft.was, *draft.now):
        if unit in paragraph:
            place = paragraph.index(unit)
            if not all(near.is_prose for near in paragraph[max(0, place - 1) : place + 2]):
                return False
    return True


def _judge_by_words(case: Case, old: str, new: str, whole: str | None) -> None:
    """What is done to a whole text decides over the state of each claim in it, and leaves its context open."""
    if case.new is None:
        return
    is_same = old[slice(*case.old)] == new[slice(*case.new)]
    if whole:
        case.whole, case.context = whole, None
        if is_same != bool(case.states & SAME_WORDS):
            case.states = SAME_WORDS if is_same else frozenset({"changed"})
        case.change = None
    elif _quote.search(_paragraph(old, case.old)) and case.context == "same":
        case.context = None  # who speaks a quotation may change with its neighbours


def _paragraph(text: str, span: Span) -> str:
    low = text.rfind("\n\n", 0, span[0])
    high = text.find("\n\n", span[1])
    return text[max(low, 0) : high if high >= 0 else len(text)]


def _unmarked(text: str) -> tuple[str, dict[int, int]]:
    places: dict[int, int] = {}
    plain: list[str] = []
    last = length = 0
    for match in _mark.finditer(text):
        plain.append(text[last : match.start()])
        length += match.start() - last
        places[ord(match.group()) - _first_mark] = length
        last = match.end()
    return "".join([*plain, text[last:]]), places


def pairs(stories: Sequence[list[list[str]]], chance: random.Random, most: int) -> Iterator[Pair]:
    """Make pairs of texts with all kinds of edits in turn until they hold `most` claims.

    `stories` are paragraphs of sentences.
    """
    queue: list[str] = []
    made = 0
    turn = 0
    while made < most:
        story = stories[turn % len(stories)]
        turn += 1
        units = [[Unit(sentence, sentence) for sentence in paragraph] for paragraph in story]
        pool = sorted({w for p in story for s in p for w in s.split() if w.isalpha()}) or ["so"]
        draft = Draft(chance, units, pool)
        for _ in range(max(2, min(12, sum(map(len, units)) // 4))):
            queue = queue or chance.sample([*EDITS, *LAYOUTS], len(EDITS) + len(LAYOUTS))
            _play(draft, queue.pop())
        background(draft, chance.choice((0, 0.1, 0.3, 0.5)))
        pair = finished(draft, chance.choice(list(WHOLE)) if chance.random() < 0.15 else None)
        made += len(pair.cases)
        yield pair


def _play(draft: Draft, kind: str) -> None:
    if kind in EDITS:
        edit_sentence(draft, kind)
        return
    before = len(draft.cases)
    if not LAYOUTS[kind](draft):
        return
    for case in draft.cases[before:]:
        case.kind = kind
