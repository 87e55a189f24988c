"""A sentence that was kept in English by a task, said again in the reader's language.

Why an import, a feed or a look failed is written down once, by a process that speaks to nobody. Sentences without
facts are translated as they stand; of those with facts (a number, a name) the facts are read out of the kept
sentence and set into its translation.
"""

import re
from functools import lru_cache
from pathlib import Path

from babel.messages.mofile import read_mo
from django.conf import settings
from django.utils.translation import get_language, gettext

_FACT = re.compile(r"%\((\w+)\)[sd]")
# Shorter ones would fit sentences that they are not.
_SHORTEST = 24


def told_again(detail: str) -> str:
    """`detail` in the language that the answer is given in; as it is, where no translation is known."""
    if not detail:
        return detail
    plain = gettext(detail)
    if plain != detail:
        return plain
    for pattern, sentence in _patterns(get_language() or ""):
        if found := pattern.fullmatch(detail):
            return sentence % found.groupdict()
    return detail


@lru_cache(maxsize=8)
def _patterns(language: str) -> list[tuple[re.Pattern[str], str]]:
    """The sentences with facts: how each is recognised, and its translation; the longest first."""
    found = []
    for folder in settings.LOCALE_PATHS:
        path = Path(folder) / language / "LC_MESSAGES" / "django.mo"
        if path.exists():
            with path.open("rb") as file:
                found += [
                    (message.id, message.string)
                    for message in read_mo(file)
                    if isinstance(message.id, str) and isinstance(message.string, str)
                ]
    sentences = [
        (msgid, string)
        for msgid, string in found
        if msgid.endswith(".") and len(_FACT.sub("", msgid)) >= _SHORTEST and _FACT.search(msgid)
    ]
    sentences.sort(key=lambda pair: -len(pair[0]))
    return [(_pattern(msgid), _FACT.sub(r"%(\1)s", string)) for msgid, string in sentences]


def _pattern(msgid: str) -> re.Pattern[str]:
    names: set[str] = set()
    parts = []
    end = 0
    for match in _FACT.finditer(msgid):
        parts.append(re.escape(msgid[end : match.start()].replace("%%", "%")))
        name = match[1]
        parts.append(f"(?P={name})" if name in names else f"(?P<{name}>.+?)")
        names.add(name)
        end = match.end()
    parts.append(re.escape(msgid[end:].replace("%%", "%")))
    return re.compile("".join(parts), re.DOTALL)
