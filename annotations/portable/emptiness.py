"""Whether a newsroom is empty, and clearing away what its migrations put there."""

from django.db import connection, models

from annotations.models import Newsroom, NoticeHead, Rating
from annotations.portable.archive import Unfit
from annotations.portable.nouns import NOUNS

_MADE_BY_MIGRATIONS: tuple[type[models.Model], ...] = (Rating, Newsroom, NoticeHead)


def refuse_unless_empty() -> None:
    """See that nobody ever worked here; nobody can begin to until the transaction ends.

    Raises:
        Unfit: somebody did.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute(
            "LOCK TABLE annotations_user, annotations_newsroom, annotations_historyentry, annotations_article"
            " IN SHARE ROW EXCLUSIVE MODE"
        )
    for noun in NOUNS:
        rows = noun.model._base_manager.count()  # noqa: SLF001 - Django's documented model API
        if rows and noun.model not in _MADE_BY_MIGRATIONS:
            raise Unfit(
                f"The newsroom here is not empty: it has {rows:,} rows of {noun.name}. An export is "
                "read back into an empty one only: make a new database, run `manage.py migrate`, and try again."
            )


def make_room() -> None:
    """Delete the scale and the settings that the migrations made."""
    for model in _MADE_BY_MIGRATIONS:
        model._base_manager.all().delete()  # noqa: SLF001 - Django's documented model API
