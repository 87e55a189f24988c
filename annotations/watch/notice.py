"""Noting what happened at a publisher: alerts are made here and nowhere else."""

from annotations.claims import Reanchored
from annotations.models import Alert, Article, ArticleRevision, Import


def notice_edit(
    *, article: Article, old: ArticleRevision, item: Import, reanchored: Reanchored
) -> Alert | None:
    """Tell that a fetched text differs from the one before, with the passages that it touches.

    Args:
        article: locked by the caller, its new text in force.
        old: the text before.
        item: the import that brought the new one.
        reanchored: what that did to the passages.

    Returns:
        None where nobody needs to be told.
    """
    return None
