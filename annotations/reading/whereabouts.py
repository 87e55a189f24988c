"""Where a thing happened, as a text says: the place beside the figure, else the country that it speaks of.

Country names are those of CLDR (by Babel) in English, Russian and Belarusian. Offsets are Unicode code points, end exclusive.
"""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

import regex
from babel import Locale

from annotations.reading import period_words

_name = r"\p{Lu}[\p{L}\p{M}’-]+(?:[ -]\p{Lu}[\p{L}\p{M}’-]+){0,3}"
_of_town = r"(?:the\s)?(?:(?:whole|rest|north|south|east|west)\sof\s)?(?:(?:city|town|village|region|district|province|state|republic|municipality)\sof\s)?"
_stated = regex.compile(
    rf"\b(?i:in|across|throughout|around|near|inside|outside|within|(?:streets|outskirts|suburbs?|cent(?:er|re)|capital)\sof)\s(?P<the>{_of_town})(?P<name>{_name})(?P<kind>\s(?:region|district|province|county|oblast))?"
    rf"|\b(?i:в|во|на|под|по|у|ў|ва|пад)\s(?P<the>(?:город[еау]|горадзе|г\.|деревне|вёсцы|посёлке|поселке|всей|ўсёй)\s)?(?P<name>{_name})(?P<kind>\s(?:области|районе|вобласці|раёне|крае))?",
)
_word = regex.compile(r"[\p{L}\p{M}’'-]{4,40}")
_month = regex.compile(rf"{period_words.MONTH}\b|\b\p{{L}}{{2,7}}day\b", regex.IGNORECASE)
_irregular = {
    "polish": "PL", "french": "FR", "dutch": "NL", "danish": "DK", "british": "GB", "spanish": "ES", "swedish": "SE",
    "turkish": "TR", "greek": "GR", "swiss": "CH", "irish": "IE", "finnish": "FI", "czech": "CZ", "american": "US",
    "белорус": "BY", "белорусс": "BY", "польск": "PL", "француз": "FR", "немецк": "DE", "британ": "GB", "американ": "US",
    "турецк": "TR", "чешск": "CZ", "грузин": "GE", "литовск": "LT", "латвийск": "LV", "беларуск": "BY", "літоўск": "LT",
    "украинск": "UA", "украінск": "UA", "российск": "RU", "расійск": "RU", "россиян": "RU",
}  # fmt: skip
_ends = regex.compile(r"(?:n|an|ian|ese|i|ish|s|'s|’s)?")
_shortest = 4
_ISO = 2  # letters of a country code, ISO 3166
_READ = 20_000


def place_beside(text: str, start: int, end: int, offset: int) -> str:
    """Return the place that `text[start:end]`, a sentence, names nearest to `offset`; empty where it names none.

    A country is given by its name in the language of the text, any other place as it stands.
    """
    found = [
        (abs(match.start() - offset), _named(match))
        for match in _stated.finditer(text, start, end)
        if not _month.match(match["name"])
    ]
    return min(found)[1] if found else _country_in(text[start:end])


def country_of(text: str) -> str:
    """Return the country that `text` (of which the first 20,000 code points are read) names most often; empty without one."""
    counted = Counter(name for name in _countries_in(text[:_READ]) if name)
    return counted.most_common(1)[0][0] if counted else ""


def _named(match: regex.Match[str]) -> str:
    name = match["name"].removesuffix("’s")
    country = next(_countries_in(name), "")
    return country if country and not match["kind"] else name + (match["kind"] or "")


def _country_in(text: str) -> str:
    return next((name for name in _countries_in(text) if name), "")


def _countries_in(text: str) -> Iterator[str]:
    """The countries that words of `text` name, or are an adjective of."""
    stems, names = _countries()
    for match in _word.finditer(text):
        word = match.group()
        folded = word.casefold().replace("ё", "е")
        is_cyrillic = "а" <= folded[0] <= "я" or folded[0] in "іў"
        if not is_cyrillic and not word[0].isupper():
            continue
        code = _code_of(folded, stems, is_cyrillic=is_cyrillic)
        if code:
            yield names[_language_of(folded, is_cyrillic=is_cyrillic)].get(code, "")


def _language_of(folded: str, *, is_cyrillic: bool) -> str:
    if not is_cyrillic:
        return "en"
    return "be" if any(letter in folded for letter in "іў") else "ru"


def _code_of(folded: str, stems: dict[str, str], *, is_cyrillic: bool) -> str:
    for size in range(len(folded), _shortest - 1, -1):
        code = stems.get(folded[:size])
        if code and (
            (is_cyrillic and len(folded) - size <= _shortest + 1) or _ends.fullmatch(folded[size:])
        ):
            return code
    return ""


@lru_cache(maxsize=1)
def _countries() -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Stems of country names with their codes, and the names by language."""
    stems: dict[str, str] = dict(_irregular)
    names: dict[str, dict[str, str]] = {}
    for language in ("en", "ru", "be"):
        known = Locale.parse(language).territories
        names[language] = {
            c: n
            for c, n in known.items()
            if len(c) == _ISO and c.isalpha() and c not in {"EU", "UN", "EZ"}
        }
        for code, name in names[language].items():
            folded = name.casefold().replace("ё", "е")
            if " " in folded or len(folded) < _shortest:
                continue
            stems.setdefault(folded, code)
            if len(folded) > _shortest + 1:
                stems.setdefault(folded[:-1], code)
    return stems, names
