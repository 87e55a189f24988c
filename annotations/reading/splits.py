"""Several statements in one selection, each of which would be checked apart.

A wrong offer costs trust, so a selection is parted only where both sides stand on their own: each has its own verb and
subject, or its own figure. Names that are listed, and quotations, stay whole. Rules by hand for English, Russian and
Belarusian. Offsets are Unicode code points, end exclusive; time is linear in the selection.
"""

from bisect import bisect_right

import regex

from annotations.reading import clause_words as words
from annotations.reading.clauses import Sentence, read_sentence
from annotations.reading.passages import trim
from annotations.reading.quotations import is_inside, quotations
from annotations.reading.sentences import sentences

Span = tuple[int, int]

MOST = 20
"""Statements that are offered of one selection: of more, it was no statement that was selected."""

_longest = 20_000
_most_joints = 200  # of one sentence
_reach = 600
_fewest_words = 2
_fewest_words_of_sentence = 3
_subject_words = 8
_word = regex.compile(r"[\p{L}\p{M}\p{N}’'-]+")
_name = r"(?-i:\p{Lu}[\p{L}\p{M}’'-]+(?:\s\p{Lu}[\p{L}\p{M}’'-]+){0,2})"
_hedge = (
    r"(?:(?:only|just|barely|about|around|nearly|almost|at\ least|more\ than|some|лишь|только|около|почти|не\ менее|более"
    r"|толькі|каля|амаль|не\ менш)\s+){0,2}"
)
# "Tsikhanouskaya barely 10%", "Тихановская — 10%"
_gapped = regex.compile(rf"(?:the\s)?{_name}\s*(?:[—–-]\s*)?{_hedge}(?=\d|\Z)", regex.IGNORECASE)
# "in Brest", "for Tsikhanouskaya"
_of_name = regex.compile(
    rf"\s+(?:\p{{Ll}}+\s+)?(in|for|from|at|в|во|за|из|у|ў|з|на)\s+{_name}\Z", regex.IGNORECASE
)
_hedged = regex.compile(rf"{_hedge}\Z", regex.IGNORECASE)
# Abbreviations that go on, where a sentence seemed to end.
_holds_on = regex.compile(
    r"\b(?:v|vs|reps?|sens?|gov|govs|no|u\.s|u\.k)\.[”’\"']?\Z", regex.IGNORECASE
)
_begins_with_name = regex.compile(_name)
_pronouns = regex.compile(
    r"(?:he|she|it|they|we|i|you|some|others|many|most|several|hundreds|dozens|thousands|none|another|the|a|an|his|her|its|their"
    r"|all|two|three|four|five|six|seven|eight|nine|ten|он|она|оно|они|мы|ён|яна|яно|яны|мы)\b",
    regex.IGNORECASE,
)
_counts_something = regex.compile(r"(?:\s|\A)\p{Ll}")


def splits(text: str, start: int, end: int) -> list[Span]:
    """Return the statements in `text[start:end]`, trimmed and in order; none where it is one."""
    start, end = max(0, start), min(len(text), end)
    if not 0 < end - start <= _longest:
        return []
    quoted = quotations(text, start, end)
    parts: list[Span] = []
    whole = _sentences(text, start, end, quoted)
    for first, last in whole:
        cut = _clauses(text, first, last, quoted)
        parts += cut or [(first, last)] * _is_sentence(text, first, last)
        if len(parts) > MOST:
            return []
    trimmed = [trim(text, *part) for part in parts]
    kept = [one for one in trimmed if len(_word.findall(text, *one)) >= _fewest_words]
    return kept if len(kept) > 1 else []


def _is_sentence(text: str, start: int, end: int) -> bool:
    return len(_word.findall(text, start, end)) >= _fewest_words_of_sentence


def _sentences(text: str, start: int, end: int, quoted: list[Span]) -> list[Span]:
    """The sentences; one that ends within a quotation goes on."""
    joined: list[Span] = []
    for first, last in sentences(text, start, end):
        if joined and (
            is_inside(quoted, first) or _holds_on.search(text, joined[-1][0], joined[-1][1])
        ):
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def _clauses(text: str, start: int, end: int, quoted: list[Span]) -> list[Span]:
    sentence = read_sentence(text, start, end, quoted)
    joints = [
        joint
        for joint in words.JOINT.finditer(text, start, end)
        if not is_inside(quoted, joint.start() + 1) and not is_inside(quoted, joint.end())
    ]
    cuts: list[Span] = []
    begin = held = start
    for place, joint in enumerate(joints[:_most_joints]):
        stop = joints[place + 1].start() if place + 1 < len(joints) else end
        if _parts(sentence, begin, held, joint, stop):
            cuts.append((begin, joint.start()))
            begin = held = joint.end()
        elif joint.lastgroup in {"and", "but"}:
            held = joint.end()
    return [*cuts, (begin, end)] if cuts else []


def _parts(sentence: Sentence, begin: int, held: int, joint: regex.Match[str], stop: int) -> bool:
    """Whether both sides of a joint stand on their own; `held` is behind the last joint that parts nothing."""
    text, kind = sentence.text, joint.lastgroup
    left, right = (begin, joint.start()), (joint.end(), stop)
    if words.RIGHT_REFUSED.match(text, right[0], right[1]) or _is_subordinate(sentence, *left):
        return False
    if kind == "colon":
        return _parts_at_colon(sentence, left, right)
    if _lists_figures(sentence, left, right) or _is_gapped(sentence, left, right):
        return True
    if kind == "comma":
        return False
    is_marked = joint.group()[0] in ",;" or kind in {"while", "but"}
    low = begin if is_marked else held
    own = (_segment(text, max(low, left[1] - _reach), left[1]), left[1])
    if not sentence.verb_in(*own) or words.BETWEEN.search(text, max(own[0], own[1] - 80), own[1]):
        return False
    return _stands_alone(sentence, own, right, joint, is_marked=is_marked)


def _stands_alone(
    sentence: Sentence, own: Span, right: Span, joint: regex.Match[str], *, is_marked: bool
) -> bool:
    """Whether the right side has a verb and a subject, or shares the subject of the left."""
    text = sentence.text
    figure, verb = sentence.figure_in(*right), sentence.verb_in(*right)
    if joint.lastgroup == "which":
        begins = figure and _hedged.fullmatch(text, right[0], figure.start)
        return bool(begins and sentence.figure_in(*own))
    if verb is None:
        return False
    is_relative = _is_relative(sentence, own)
    if figure and sentence.figure_in(*own):
        return not is_relative or joint.lastgroup != "and"
    if is_relative or words.NO_SUBJECT.search(text, right[0], verb[0]):
        return False
    if verb[0] == right[0]:
        return _shares_subject(sentence, own, right, verb)
    is_near = len(_word.findall(text, right[0], verb[0])) <= _subject_words
    return is_near and (is_marked or _pronouns.match(text, right[0]) is not None)


def _shares_subject(sentence: Sentence, own: Span, right: Span, verb: Span) -> bool:
    """Whether the right side says one more thing of the left's subject; without a figure it is left whole."""
    is_auxiliary = words.AUXILIARY.fullmatch(sentence.text, *verb) is not None
    has_figure = sentence.figure_in(*own) or sentence.figure_in(*right)
    return bool(has_figure) and is_auxiliary and _has_auxiliary(sentence, own)


def _is_relative(sentence: Sentence, own: Span) -> bool:
    """Whether the left side is "who did it", or "that did it", of something before."""
    begins_with_verb = any(start == own[0] for start, _end in sentence.verbs)
    is_that = sentence.text[max(0, own[0] - 5) : own[0]].lower().rstrip().endswith("that")
    return (is_that and begins_with_verb) or bool(words.RELATIVE.search(sentence.text, *own))


def _has_auxiliary(sentence: Sentence, own: Span) -> bool:
    place = bisect_right(sentence.verbs, (own[0], 0))
    near = sentence.verbs[place : place + 20]
    return any(
        end <= own[1] and words.AUXILIARY.fullmatch(sentence.text, start, end)
        for start, end in near
    )


def _segment(text: str, start: int, end: int) -> int:
    """Behind the last "said" or "that": the clause that a joint belongs to begins there."""
    begin = start
    for match in words.SAYING_ENDS.finditer(text, start, end):
        begin = match.end()
    return begin


def _is_subordinate(sentence: Sentence, begin: int, end: int) -> bool:
    """Whether the left side is no more than "after this and that", without what happened then."""
    if not words.SUBORDINATE_FIRST.match(sentence.text, begin, end):
        return False
    comma = sentence.text.find(",", begin, end)
    return comma < 0 or sentence.verb_in(comma, end) is None


def _lists_figures(sentence: Sentence, left: Span, right: Span) -> bool:
    """Figures of one thing in several places: "12 people in Minsk | 5 in Brest"."""
    text, figure = sentence.text, sentence.figure_in(*right)
    if not figure or not _hedged.fullmatch(text, right[0], figure.start):
        return False
    there = _of_name.match(text, figure.end, right[1])
    low = max(left[0], left[1] - 160)
    last = sentence.last_figure_before(left[1])
    if not there or not last or last.start < low:
        return False
    here = _of_name.search(text, last.end, left[1])
    return here is not None and here[1].lower() == there[1].lower()


def _is_gapped(sentence: Sentence, left: Span, right: Span) -> bool:
    """The verb is told once: "Lukashenko the winner with 80% | Tsikhanouskaya barely 10%"."""
    text, figure = sentence.text, sentence.figure_in(*right)
    if not figure or not sentence.figure_in(*left) or sentence.verb_in(*right):
        return False
    if not _gapped.fullmatch(text, right[0], figure.start):
        return False
    return bool(sentence.verb_in(*left) or _begins_with_name.match(text, left[0]))


def _parts_at_colon(sentence: Sentence, left: Span, right: Span) -> bool:
    """A figure for what stands before it: "Most occurred in January: 406 detentions"."""
    text, figure = sentence.text, sentence.figure_in(*right)
    if not figure or not _hedged.fullmatch(text, right[0], figure.start):
        return False
    is_said = words.SAYING_ENDS.search(text + " ", max(left[0], left[1] - 40), left[1] + 1)
    return (
        bool(sentence.verb_in(*left))
        and not is_said
        and bool(_counts_something.match(text, figure.end))
    )
