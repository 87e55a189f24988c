"""Archived copies of web sources: articles in the role `source`, kept by the ordinary import."""

from annotations.models import Article, ArticleRevision, Import


def archive_due_later() -> int:
    """Have the pages of open sources archived that claims rest on and that are not archived yet.

    Returns:
        How many imports were accepted.
    """
    return 0


def keep_archive(*, item: Import, article: Article, revision: ArticleRevision) -> None:
    """Tie what an import brought to the source that it archives, and find the quotes of its evidence in it.

    Args:
        item: the import, held by the caller.
        article: what it became, locked, with `revision` in force.
        revision: the text.
    """
