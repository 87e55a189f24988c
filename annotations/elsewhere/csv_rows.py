"""Reading annotations from CSV: the export of Hypothesis' client, and tables of plain Web Annotations."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from annotations import typed
from annotations.elsewhere.told import (
    LONGEST_COMMENT,
    Selected,
    Told,
    iri_of,
    moment_of,
    name_of,
    offset_of,
    words_of,
)
from annotations.refusals import Invalid

_COLUMNS = {
    "exact": ("exact", "quote", "quotation", "selected text", "highlight"),
    "prefix": ("prefix",),
    "suffix": ("suffix",),
    "start": ("start",),
    "end": ("end",),
    "statement": ("statement", "claim"),
    "comment": ("comment", "text", "note", "body", "annotation"),
    "tags": ("tags",),
    "creator": ("creator", "author", "user"),
    "created": ("created", "created at", "date"),
    "iri": ("id", "iri", "incontext", "link", "direct_link"),
    "page": ("url", "uri", "source", "page url"),
    "kind": ("type",),
}


def rows_of(text: str) -> Iterator[Told | Invalid]:
    """Read a table with a head line, one annotation a line; of one that cannot be read, why.

    Columns go by their names: `quote` or `exact`, `prefix`, `suffix`, `start`, `end` (code points), `statement`,
    `comment`, `tags`, `author`, `created at`, `url`, `id`, `type`. Commas, semicolons or tabs part them.

    Raises:
        Invalid: `not_annotations` where no column holds the words.
    """
    head = text.partition("\n")[0]
    parting = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=parting, strict=True)
    try:
        names = _named(next(reader, []))
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _row(dict(zip(names, cells, strict=False)))
    except csv.Error as error:
        raise Invalid(
            "not_annotations",
            _("The table cannot be read in line %(line)s: %(why)s.")
            % {"line": reader.line_num, "why": error},
            field="file",
        ) from None


def _named(head: list[str]) -> list[str]:
    ours = {alias: name for name, aliases in _COLUMNS.items() for alias in aliases}
    names = [ours.get(" ".join(cell.split()).casefold(), "") for cell in head]
    if "exact" not in names:
        raise Invalid(
            "not_annotations",
            _(
                "This is neither JSON nor a table with a column “Quote” or “exact”. Send an export of Hypothesis (JSON or CSV), or Web Annotations."
            ),
            field="file",
        )
    return names


def _row(cells: dict[str, str]) -> Told | Invalid:
    try:
        return _told(cells)
    except Invalid as refusal:
        return refusal


def _told(cells: dict[str, str]) -> Told:
    kind = cells.get("kind", "").strip().casefold()
    exact = words_of(cells.get("exact"), "exact")
    selected = Selected(
        exact=exact,
        prefix=words_of(cells.get("prefix"), "prefix"),
        suffix=words_of(cells.get("suffix"), "suffix"),
        start=_number(cells.get("start", "")),
        end=_number(cells.get("end", "")),
    )
    comment = typed.text_of(cells.get("comment"), "comment", LONGEST_COMMENT)
    if tags := cells.get("tags", "").strip():
        comment = "\n\n".join(
            part for part in (comment, _("Tags: %(tags)s") % {"tags": tags}) if part
        )
    statement = typed.text_of(cells.get("statement"), "statement", LONGEST_COMMENT)
    creator, created = name_of(cells.get("creator")), moment_of(cells.get("created", "").strip())
    is_mark = bool(exact.strip()) or selected.start is not None
    return Told(
        kind="reply" if kind == "reply" else ("mark" if is_mark else "page_note"),
        iri=iri_of(cells.get("iri"), exact, selected.start, statement, comment, creator, created),
        selected=(selected,) if is_mark else (),
        statement=statement,
        comment=comment,
        creator=creator,
        created=created,
        page=typed.text_of(cells.get("page"), "url", 4_000),
    )


def _number(cell: str) -> int | None:
    cell = cell.strip()
    is_number = cell.isascii() and cell.isdigit() and len(cell) < 11  # noqa: PLR2004 - more than any text has
    return offset_of(int(cell)) if is_number else None
