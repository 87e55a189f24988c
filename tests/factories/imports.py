"""Imports as accepted, and as failed."""

from typing import Any

from annotations.imports import accept
from annotations.models import Import, User
from annotations.permissions import SYSTEM
from tests.factories.users import actor_of


def make_import(by: User, url: str = "https://news.example/story", **given: Any) -> Import:
    """An accepted import of an address; nothing fetches it."""
    return accept.import_url(actor=actor_of(by), url=url, **given)


def failed_import(
    by: User, code: str = "fetch_failed", detail: str = "The site does not answer.", **given: Any
) -> Import:
    """One that ended without an article."""
    item = make_import(by, **given)
    accept.fail(SYSTEM, accept.take(item.pk), code, detail)
    item.refresh_from_db()
    return item
