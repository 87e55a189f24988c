"""Who may not sign an article off: whoever wrote it or checked it. The database asks the same functions."""

from typing import Literal

from django.db import connection

from annotations.models import Article, Purpose, User

Involvement = Literal["", "wrote", "checked"]

_ASK = (
    "SELECT %(person)s IN (SELECT factcheck_checkers_of(%(article)s)),"
    " %(person)s IN (SELECT factcheck_writers_of(%(article)s))"
)


def involvement_of(person: User, article: Article) -> Involvement:
    """What this person had to do with an article's words or its checking.

    They checked it who authored anything judged of a claim of it at any time, gave a verdict, linked a source that
    stands, or said of a sentence that it is done. They wrote our own copy who are among its `writers`, are called
    like one of its `writer_names`, or brought it in. Who approves claims did neither.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ASK, {"person": person.pk, "article": article.pk})
        has_checked, has_written = cursor.fetchone() or (False, False)
    if has_written and article.purpose == Purpose.OWN:
        return "wrote"
    return "checked" if has_checked else ""
