"""Reading and writing a few rows in one statement, where marking a passage spends its time.

Marking is what editors do all day. The ORM builds its SQL anew for each query; these statements are
built once, from the models' own fields, and sent as they are (see ADR 7).
"""

from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, models

from annotations.models import Article, ArticleRevision

_OF_ARTICLE = [field for field in Article._meta.concrete_fields if field.attname != "search"]  # noqa: SLF001 - Django's documented model API
_OF_REVISION = ("id", "number", "length", "sentences", "recipe")
# Of most articles no block has a page, and their blocks are not searched; between two blocks the next one counts.
_PAGE = """
CASE WHEN coalesce(r.blocks->0->>'page', r.blocks->-1->>'page') IS NOT NULL THEN
    (jsonb_path_query_first(r.blocks, '$[*] ? (@.end > $at).page', jsonb_build_object('at', %s::bigint)) #>> '{}')::int
END
"""


class Window(NamedTuple):
    """An article with its newest revision (no text, no blocks), and a slice of that text.

    `window` is empty where there is no text; `page` is None where the document has no pages.
    """

    article: Article
    window: str
    page: int | None


def article_with_window(
    article_id: UUID, start: int, length: int, *, at: int, lock: bool
) -> Window | None:
    """An article with a slice of its newest text, and the page on which a passage begins.

    Args:
        article_id: which.
        start: first code point of the slice.
        length: its length in code points.
        at: the code point whose page is told.
        lock: keep the newest revision the newest until the transaction ends.

    Returns:
        None where there is no such article.
    """
    with connection.cursor() as cursor:
        cursor.execute(_reading(lock=lock), [start + 1, length, at, article_id])
        row = cursor.fetchone()
    if row is None:
        return None
    window, page, *values = row
    own, others = values[: len(_OF_ARTICLE)], values[len(_OF_ARTICLE) :]
    article = _made(Article, _OF_ARTICLE, own)
    if others[0] is not None:
        fields = [ArticleRevision._meta.get_field(name) for name in _OF_REVISION]  # noqa: SLF001
        article.current_revision = _made(ArticleRevision, fields, others)
    return Window(article, window or "", page)


def insert(*rows: models.Model) -> None:
    """Insert rows of different tables with one statement, as `save(force_insert=True)` would each.

    References among them are checked when the transaction ends, as all are here.
    """
    values: list[Any] = []
    for row in rows:
        values += [
            field.get_db_prep_save(field.pre_save(row, add=True), connection)
            for field in _inserted(type(row))
        ]
        row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001
    with connection.cursor() as cursor:
        cursor.execute(_writing(tuple(type(row) for row in rows)), values)


def _made(model: Any, fields: list[Any], values: list[Any]) -> Any:
    """A row of `model` from what a cursor gave; fields that are not named are loaded when asked for."""
    wanted = {
        field.attname: field.from_db_value(value, None, connection)
        if hasattr(field, "from_db_value")
        else value
        for field, value in zip(fields, values, strict=True)
    }
    ordered = [f.attname for f in model._meta.concrete_fields if f.attname in wanted]  # noqa: SLF001
    return model.from_db(connection.alias, ordered, [wanted[name] for name in ordered])


@cache
def _reading(*, lock: bool) -> str:
    columns = [f'a."{field.column}"' for field in _OF_ARTICLE]
    columns += [f'r."{name}"' for name in _OF_REVISION]
    return (
        f"SELECT substr(r.text, %s, %s), {_PAGE}, {', '.join(columns)}"  # noqa: S608 - our own columns
        " FROM annotations_article a"
        " LEFT JOIN annotations_articlerevision r ON r.id = a.current_revision_id"
        " WHERE a.id = %s" + (" FOR NO KEY UPDATE OF a" if lock else "")
    )


@cache
def _inserted(model: type[models.Model]) -> tuple[Any, ...]:
    return tuple(f for f in model._meta.local_concrete_fields if not f.generated)  # noqa: SLF001


@cache
def _writing(kinds: tuple[type[models.Model], ...]) -> str:
    inserts = []
    for kind in kinds:
        columns = [f'"{field.column}"' for field in _inserted(kind)]
        marks = ", ".join(["%s"] * len(columns))
        table = kind._meta.db_table  # noqa: SLF001
        inserts.append(f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES ({marks})')  # noqa: S608
    *first, last = inserts
    steps = ", ".join(f"i{number} AS ({sql})" for number, sql in enumerate(first))
    return f"WITH {steps} {last}" if steps else last
