"""What is wrong with a translation that a program can see: variables, forms, lines, marks of code."""

import re
from collections import Counter
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message

_VARIABLE = re.compile(r"%\(\w+\)[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]|%[sd](?![\w])|%%")
_TAG = re.compile(r"</?[a-z]+[^>]*>")


def faults_of(catalogue: Catalog) -> Iterator[str]:
    """A line for each fault, with the sentence."""
    for message in catalogue:
        if message.id and message.string and any(_forms(message)):
            yield from (f"{what}: {message.id!r}" for what in _of(message, catalogue.num_plurals))


def _of(message: Message, forms: int) -> Iterator[str]:
    ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    strings = _forms(message)
    if message.fuzzy:
        yield "is fuzzy"
    if message.pluralizable and (len(strings) != forms or not all(strings)):
        yield f"has not all {forms} forms"
    for place, string in enumerate(s for s in strings if s):
        # A form may say "one" in a word only where the English one does; the others are as the plural.
        wanted = [_marks(text) for text in (ids if place == 0 else ids[-1:])]
        if _marks(string) not in wanted:
            yield f"has other variables in {string!r}"
        if (
            ids[0][:1].isspace() != string[:1].isspace()
            or ids[0][-1:].isspace() != string[-1:].isspace()
        ):
            yield f"begins or ends with another space in {string!r}"
        if "{" in string and "{" not in ids[0]:
            yield f"has a brace in {string!r}"


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _marks(text: str) -> Counter[str]:
    return Counter(_VARIABLE.findall(text)) + Counter(_TAG.findall(text))
