"""Batches as accepted, and in the middle of arriving."""

from collections.abc import Iterable

from django.db import transaction

from annotations.imports import accept, batches
from annotations.imports.batches import SentFile
from annotations.models import Batch, Import, User
from annotations.permissions import SYSTEM
from tests.factories.users import actor_of


def make_batch(by: User, size: int = 3, host: str = "news.example", **said: object) -> Batch:
    """An accepted batch of addresses; nothing fetches them."""
    urls = [f"https://{host}/story-{number}" for number in range(1, size + 1)]
    return batches.import_many(actor=actor_of(by), urls=urls, **said)


@transaction.atomic
def fail_some(batch: Batch, count: int, code: str = "http_404") -> list[Import]:
    """Let the first of its imports fail."""
    items = list(batch.imports.unfinished().order_by("pk")[:count])
    for item in items:
        accept.fail(SYSTEM, accept.take(item.pk), code, "There is no page at this address.")
    return items


def sent(content: bytes, filename: str = "a.html", media_type: str = "text/html") -> SentFile:
    """An uploaded file."""
    return SentFile(filename, media_type, len(content), lambda: content)


def unread(size: int, filename: str = "large.pdf") -> SentFile:
    """An uploaded file that must be refused before anybody reads it."""
    return SentFile(filename, "application/pdf", size, _never)


def read_of(contents: Iterable[bytes]) -> list[SentFile]:
    """Several uploaded files."""
    return [sent(content, f"{number}.html") for number, content in enumerate(contents)]


def _never() -> bytes:
    raise AssertionError("read although it is refused")
