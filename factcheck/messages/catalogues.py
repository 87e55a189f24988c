"""A catalogue per language: merged with what code says, filled by translators, compiled; all by Babel.

The files are kept as text and compiled side by side, so that nothing needs gettext's programs.
"""

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from factcheck.messages.found import Found

SOURCE = "en"
LANGUAGES = (SOURCE, "ru", "be")
_WIDTH = 100
# Dates of the day would make every run a change.
_ALWAYS = datetime(2026, 1, 1, tzinfo=UTC)


def path_of(root: Path, language: str) -> Path:
    """Where the catalogue of a language is kept, below the project's folder."""
    return root / "annotations" / "locale" / language / "LC_MESSAGES" / "django.po"


def template_of(found: Iterable[Found]) -> Catalog:
    """A catalogue without translations of all that was found, each with the files that say it."""
    uses: dict[tuple[str, str], list[Found]] = {}
    for one in found:
        uses.setdefault((one.context, one.msgid), []).append(one)
    catalogue = _empty(SOURCE)
    for (context, msgid), places in uses.items():
        plural = next((one.plural for one in places if one.plural), "")
        catalogue.add(
            (msgid, plural) if plural else msgid,
            locations=[(path, 0) for path in dict.fromkeys(one.path for one in places)],
            context=context or None,
        )
    return catalogue


def read(path: Path, language: str) -> Catalog:
    """The catalogue in a file; an empty one where there is no file."""
    if not path.exists():
        return _empty(language)
    catalogue = read_po(io.BytesIO(path.read_bytes()), locale=language)
    catalogue.creation_date = catalogue.revision_date = _ALWAYS
    return catalogue


def merged(old: Catalog, template: Catalog) -> Catalog:
    """`template` with the translations of `old`; a sentence that became countable loses its one form."""
    new = _empty(str(old.locale))
    for message in template:
        if not message.id:
            continue
        before = old.get(*_key(message))
        kept = before.string if before and before.pluralizable == message.pluralizable else None
        new.add(
            message.id,
            string=kept or None,
            locations=message.locations,
            context=message.context,
            user_comments=before.user_comments if before else (),
        )
    return new


def fill(catalogue: Catalog, part: Catalog) -> tuple[int, list[str]]:
    """Take the translations of `part` over: how many, and those that `catalogue` does not have."""
    taken, unknown = 0, []
    for message in part:
        if not message.id or not is_translated(message):
            continue
        found = catalogue.get(*_key(message))
        if found is None:
            unknown.append(_key(message)[0])
            continue
        taken += found.string != message.string
        found.string = message.string
    return taken, unknown


def part_of(catalogue: Catalog, beginning: str) -> Catalog:
    """What waits for a translation, of files whose path begins so; a file's sentences stand together."""
    part = _empty(str(catalogue.locale))
    for message in catalogue:
        is_here = any(path.startswith(beginning) for path, _line in message.locations)
        if message.id and is_here and not is_translated(message):
            part.add(message.id, locations=message.locations, context=message.context)
    return part


def is_translated(message: Message) -> bool:
    """Whether every form of it has words."""
    string = message.string
    return bool(string) if isinstance(string, str) else bool(string) and all(string or ())


def text_of(catalogue: Catalog) -> bytes:
    """The file that people read."""
    out = io.BytesIO()
    write_po(out, catalogue, width=_WIDTH, include_lineno=False, ignore_obsolete=True)
    return out.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """The file that programs read: only what is translated."""
    full = _empty(str(catalogue.locale))
    for message in catalogue:
        if message.id and is_translated(message):
            full.add(message.id, string=message.string, context=message.context)
    out = io.BytesIO()
    write_mo(out, full)
    return out.getvalue()


def _empty(language: str) -> Catalog:
    return Catalog(
        locale=language,
        project="Factcheck",
        version="1",
        copyright_holder="",
        header_comment=f"# The words of Factcheck: {language}. Made by `make messages`.",
        creation_date=_ALWAYS,
        revision_date=_ALWAYS,
        msgid_bugs_address="Factcheck",
        last_translator="Factcheck",
        language_team="Factcheck",
        fuzzy=False,
    )


def _key(message: Message) -> tuple[str, str | None]:
    msgid = message.id if isinstance(message.id, str) else message.id[0]
    return msgid, message.context
