"""Reading a noun's lines into its table, a few at a time."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from django.db import connection, models
from psycopg import sql

from annotations.portable.archive import Part, Reader, Unfit
from annotations.portable.nouns import Noun
from annotations.portable.values import meant

Field: TypeAlias = "models.Field[Any, Any]"


def load(noun: Noun, part: Part, reader: Reader) -> int:
    """Read a noun's rows back; return how many.

    Raises:
        Unfit: a line is none of this noun; the part and the line are named.
    """
    given = [one for one in noun.columns if one.name in part.fields]
    made = _made(noun, part)
    columns = [str(one.column) for one in (*given, *made)]
    count = 0

    def rows() -> Iterator[Sequence[Any]]:
        nonlocal count
        for number, row in _rows(noun, part, reader):
            values = _values(given, row, f"{part.path}, line {number}")
            fresh = [_fresh(noun, one, values) for one in made]
            count += 1
            yield [_stored(one, values[one.name]) for one in given] + fresh

    _copy(noun.model._meta.db_table, columns, rows())  # noqa: SLF001 - Django's documented model API
    return count


def load_lists(noun: Noun, part: Part, reader: Reader) -> None:
    """Read back whom a noun's rows list, such as the writers of articles."""
    for one in noun.lists:
        if one.name not in part.fields:
            continue
        through = noun.through(one)
        columns = [one.m2m_column_name(), one.m2m_reverse_name()]
        pairs = (
            (row["id"], other)
            for _number, row in _rows(noun, part, reader)
            for other in row[one.name]
        )
        _copy(through._meta.db_table, columns, pairs)  # noqa: SLF001 - Django's documented model API


def _made(noun: Noun, part: Part) -> list[Field]:
    """The columns that the file does not tell: made anew, or by their default.

    Raises:
        Unfit: the file tells a field that is not known here, or lacks one that has no default.
    """
    if unknown := set(part.fields) - set(noun.fields):
        raise Unfit(
            f"{part.path} is of a newer Factcheck: {', '.join(sorted(unknown))} is not known here."
        )
    found = []
    for one in noun.model._meta.concrete_fields:  # noqa: SLF001 - Django's documented model API
        if one.name in part.fields or one.generated or _is_the_databases(one):
            continue
        if not (one.name in noun.fresh or one.null or one.has_default() or _may_be_empty(one)):
            raise Unfit(f"{part.path} lacks {one.name}.")
        found.append(one)
    return found


def _may_be_empty(one: Field) -> bool:
    return isinstance(one, (models.CharField, models.TextField)) and one.blank


def _is_the_databases(one: Field) -> bool:
    """Whether the database fills it by itself."""
    return one.has_db_default() or isinstance(one, models.AutoField)


def _fresh(noun: Noun, one: Field, row: dict[str, Any]) -> Any:
    maker = noun.fresh.get(one.name)
    return _stored(one, maker(row) if maker else one.get_default())


def _stored(one: Field, value: Any) -> Any:
    return one.get_db_prep_save(value, connection)


def _rows(noun: Noun, part: Part, reader: Reader) -> Iterator[tuple[int, dict[str, Any]]]:
    told = set(part.fields)
    for number, line in reader.lines(part):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise Unfit(f"{part.path}, line {number} is no JSON: {error}") from error
        if not isinstance(row, dict) or row.keys() != told:
            raise Unfit(f"{part.path}, line {number} is no {noun.name} as the manifest tells it.")
        yield number, row


def _values(given: Sequence[Field], row: dict[str, Any], place: str) -> dict[str, Any]:
    values = {}
    for one in given:
        try:
            values[one.name] = meant(one, row[one.name])
        except (ValueError, TypeError, ArithmeticError) as error:
            raise Unfit(f"{place}: {one.name} is {error}") from error
    return values


def _copy(table: str, columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    query = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor, cursor.copy(query) as copy:
        for row in rows:
            copy.write_row(row)
