"""Whom a text names as the agency that it comes from: in its dateline, its last line or its byline. Pure."""

import re

_AGENCIES = (
    *(
        "Reuters",
        "Associated Press",
        "AP",
        "AFP",
        "Agence France-Presse",
        "dpa",
        "EFE",
        "ANSA",
        "PA Media",
    ),
    *(
        "TASS",
        "ТАСС",
        "Interfax",
        "Интерфакс",
        "RIA Novosti",
        "РИА Новости",
        "BelTA",
        "БелТА",
        "БЕЛТА",
    ),
    *("Ukrinform", "Укринформ", "PAP", "BNS", "Xinhua", "Kyodo", "Anadolu", "BelaPAN", "БелаПАН"),
)
_NAMES = "|".join(re.escape(name) for name in sorted(_AGENCIES, key=len, reverse=True))
_HEAD, _TAIL = 300, 300
# "MINSK, Aug 10 (Reuters) - ", "МИНСК, 10 августа. /ТАСС/."
_dateline = re.compile(rf"[(/]\s*({_NAMES})\s*[)/]\s*[.\-–—]")
_by = re.compile(
    rf"(?:^|[,;(/]|\bby|\bvia|\bfrom)\s*(?:the\s+)?({_NAMES})\s*(?:$|[,;)/])", re.IGNORECASE
)
# "Source: Reuters", "Источник: ТАСС", "With reporting by AFP"
_ending = re.compile(
    rf"(?:source|sources|credit|reporting by|©|источник|сообщает|паводле)\s*:?\s*(?:the\s+)?({_NAMES})\b",
    re.IGNORECASE,
)


def agency_of(text: str, byline: str = "") -> str:
    """The agency that an article says it carries; empty where it names none.

    Args:
        text: the article's words.
        byline: its line of names.
    """
    found = _dateline.search(text[:_HEAD]) or _by.search(byline) or _ending.search(text[-_TAIL:])
    return found.group(1) if found else ""
