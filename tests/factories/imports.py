"""Imports as accepted, and as failed."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from annotations.imports import accept
from annotations.models import Article, Import, ImportStage, ImportStatus, User
from annotations.permissions import SYSTEM
from tests.factories.articles import make_article
from tests.factories.users import actor_of


def make_import(by: User, url: str = "https://news.example/story", **given: Any) -> Import:
    """An accepted import of an address; nothing fetches it."""
    return accept.import_url(actor=actor_of(by), url=url, **given)


@transaction.atomic
def failed_import(
    by: User, code: str = "fetch_failed", detail: str = "The site does not answer.", **given: Any
) -> Import:
    """One that ended without an article."""
    item = make_import(by, **given)
    accept.fail(SYSTEM, accept.take(item.pk), code, detail)
    item.refresh_from_db()
    return item


def arrived_import(by: User, article: Article | None = None, **given: Any) -> Import:
    """One that brought an article: this one, or one of its own."""
    item, article = make_import(by, **given), article or make_article(by=by)
    item.article, item.revision = article, article.current_revision
    item.status, item.stage = ImportStatus.SUCCEEDED, ImportStage.DONE
    item.finished_at = timezone.now()
    item.save()
    return item
