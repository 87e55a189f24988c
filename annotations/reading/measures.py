"""What a figure counts: its unit, the population, and a name for the quantity.

Offsets are Unicode code points, end exclusive. The unit is the noun behind the figure ("4,000 hygiene kits": kits); people by
what they are ("119 released detainees") are people, with the words as their population.
"""

from dataclasses import dataclass

import regex

from annotations.reading import measure_words as words
from annotations.reading.figures import Figure
from annotations.reading.names import names_person

_word = regex.compile(r"[ \u00a0\u202f-]([\p{L}\p{M}][\p{L}\p{M}’'-]{0,40})")
_currency_before = regex.compile(r"(US\$|[$€£¥₽])\s?\Z")
_of_what = regex.compile(
    r"\s(?P<of>of\s)?(?:(?:the|all|its|their|total|eligible)\s){0,2}(?P<what>(?:\p{L}[\p{L}’'-]*\s?){1,3})",
    regex.IGNORECASE,
)
_of_the_vote = regex.compile(r"\bof\s(?:the\s)?votes?\b|\bголосов\b|\bгаласоў\b", regex.IGNORECASE)
_done_to = regex.compile(
    r"\s(?:have\s|had\s)?(?:were|was|are|been|remained?|remain)\s(?:\p{L}{2,12}\s)?(?:detained|arrested|injured|wounded|killed|hurt|released|freed|sentenced|fined|imprisoned|in\scustody|evacuated|hospitali[sz]ed)\b",
    regex.IGNORECASE,
)
_vague_of = regex.compile(r"\s(of\s)?(\p{L}{3,24})\b", regex.IGNORECASE)
_cyrillic = regex.compile(r"\p{Cyrillic}")
_belarusian = regex.compile(r"[ўі]")
_run = regex.compile(r"\p{Lu}[\p{L}\p{M}’'-]+(?:[ \u00a0]\p{Lu}[\p{L}\p{M}’'-]+){0,3}")
_which_people = regex.compile(r"\b(?:people|persons|those|людей|человек)\s\Z", regex.IGNORECASE)
_which = 40  # code points by which the deed of "people detained in protests" counts as farther
_before = 12  # code points by which a deed before the figure counts as farther
_MOST_WORDS = 5
_reach = 90


@dataclass(frozen=True, slots=True)
class Measure:
    """`unit` ("people", "kits", "%"); `what` the whole noun phrase ("hygiene kits"); `is_sure` false where nothing says so."""

    unit: str
    what: str = ""
    population: str = ""
    is_sure: bool = True


def measure_of(text: str, figure: Figure) -> Measure:
    """Return what `figure` counts in `text`."""
    of = _of(text, figure.end)
    if figure.is_percent:
        return Measure("%", of)
    if figure.kind == "vague":
        return Measure(_vague(text, figure), of)
    if all(value < 1 for value in figure.values):
        return Measure("", of, _who(text, figure.end))
    phrase = _noun_phrase(text, figure.end)
    sign = _currency_before.search(text[max(0, figure.start - 4) : figure.start])
    return Measure(sign[1], " ".join(phrase)) if sign else _counted(text, figure, phrase)


def _counted(text: str, figure: Figure, phrase: list[str]) -> Measure:
    """What the noun phrase behind a figure says."""
    if not phrase:
        return _unsaid(text, figure)
    head = phrase[-1].casefold()
    if head in words.PEOPLE or head.replace("ё", "е") in words.HUMAN:
        return _people(phrase)
    return Measure(phrase[-1], " ".join(phrase))


def quantity_of(text: str, figure: Figure, measure: Measure) -> str:
    """Return a name for the quantity, from what is counted or done around the figure; empty where nothing tells."""
    low = max(0, figure.start - _reach, text.rfind("\n", 0, figure.start) + 1)
    around = text[low : figure.end + _reach]
    offset = figure.start - low
    if measure.unit == "%":
        return _share(around, offset, measure)
    deed = _deed(around, offset) if _is_of_people(figure, measure) else ""
    if not deed and words.DEEDS[0][0].search(measure.what):
        deed = words.DEEDS[0][1]
    # A noun behind a figure stands in the genitive in Cyrillic: no name for anything.
    population = "" if _cyrillic.search(measure.population) else measure.population
    what = "" if _cyrillic.search(measure.what) else measure.what
    if all(value < 1 for value in figure.values):
        named = f"{deed}: share of {population}" if population else f"{deed}: share"
        return named if deed else population.capitalize()
    name = deed or what
    return "" if name.casefold() in words.PEOPLE else name[:1].upper() + name[1:]


def _is_of_people(figure: Figure, measure: Measure) -> bool:
    return measure.unit in {*words.PEOPLE, ""} or figure.kind == "vague"


def _share(around: str, offset: int, measure: Measure) -> str:
    """A percentage is of something, and of the vote it is somebody's."""
    if not _of_the_vote.search(around):
        return f"Share: {measure.what}" if measure.what else ""
    sentence = max(0, around.rfind(". ", 0, offset))
    runs = [run.group() for run in _run.finditer(around, sentence, offset)]
    whose = next((run for run in reversed(runs) if run.casefold() not in words.STOPS), "")
    if names_person(whose):
        whose = whose.split()[-1]
    return f"{whose}: share of the vote" if whose else "Share of the vote"


def _deed(around: str, offset: int) -> str:
    """The deed that is named nearest to the figure, sooner behind it; being in custody is none of them where it is said."""
    if words.DEEDS[words.CUSTODY][0].search(around):
        return words.DEEDS[words.CUSTODY][1]
    nearest = [
        (_distance(around, offset, match.start()), name)
        for stem, name in words.DEEDS
        for match in stem.finditer(around)
    ]
    return min(nearest)[1] if nearest else ""


def _distance(around: str, offset: int, start: int) -> int:
    """How far a deed is from the figure; one that only says which people are meant is farther."""
    which = _which if _which_people.search(around[:start]) else 0
    return which + (start - offset if start > offset else offset - start + _before)


def _noun_phrase(text: str, offset: int) -> list[str]:
    """The words behind a figure up to the noun that it counts."""
    found: list[str] = []
    if text.startswith("-", offset) and (joined := _word.match(text, offset)):
        return [f"{joined[1]}s"]  # "26-year term"
    for _time in range(_MOST_WORDS):
        match = _word.match(text, offset)
        if not match or match[1].casefold() in words.STOPS:
            break
        found.append(match[1])
        offset = match.end()
        if _is_noun(match[1]):
            return found
    return [] if found and _cyrillic.match(found[-1]) else found[:3]


def _is_noun(word: str) -> bool:
    """Whether the word is the counted noun: a plural, or people; in Cyrillic the first that is no adjective."""
    folded = word.casefold().replace("ё", "е")
    if folded in words.PEOPLE or folded in words.HUMAN or folded in words.PLURAL_MASS:
        return True
    if _cyrillic.match(word):
        return not folded.endswith(words.ADJECTIVE_ENDS)
    return folded.endswith("s") and not folded.endswith((*words.NO_PLURAL, "'s", "’s"))


def _people(phrase: list[str]) -> Measure:
    head = phrase[-1].casefold()
    unit = "people"
    if _cyrillic.match(head):
        unit = (
            "чалавек" if head.startswith(("чал", "людз")) or _belarusian.search(head) else "человек"
        )
    whole = " ".join(phrase)
    is_bare = head in words.PEOPLE and len(phrase) == 1
    return Measure(unit, whole, "" if is_bare else whole)


def _unsaid(text: str, figure: Figure) -> Measure:
    """Nothing stands behind the figure: what was done to those counted tells that they are people."""
    return Measure("people" if _done_to.match(text, figure.end) else "", is_sure=False)


def _of(text: str, offset: int) -> str:
    match = _of_what.match(text, offset)
    if not match or not (match["of"] or _cyrillic.match(match["what"])):
        return ""
    kept = []
    for word in match["what"].split():
        if word.casefold() in words.STOPS:
            break
        kept.append(word)
    return " ".join(kept)


def _vague(text: str, figure: Figure) -> str:
    """A vague number is its own unit, for it has no value: "hundreds", "dozens of detainees"."""
    stated = text[figure.start : figure.end].lower()
    match = _vague_of.match(text, figure.end)
    if match and (match[1] or _cyrillic.match(match[2])) and match[2].casefold() not in words.STOPS:
        return f"{stated}{match.group()}"
    return stated


def _who(text: str, offset: int) -> str:
    """The people that a share is of, or that it is: "one third were detentions of women"."""
    stop = min(
        (end for mark in ".;,:\n" if (end := text.find(mark, offset)) >= 0), default=len(text)
    )
    for word in regex.findall(r"\p{L}+", text[offset : min(stop, offset + _reach)]):
        if word.casefold().replace("ё", "е") in words.HUMAN:
            return str(word)
    return ""


def deed_in(text: str) -> str:
    """Return the deed that `text`, such as a quantity's label, names first; empty where it names none."""
    found = [(match.start(), name) for stem, name in words.DEEDS if (match := stem.search(text))]
    return min(found)[1] if found else ""
