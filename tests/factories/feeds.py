"""Feeds as subscribed to, and polled without a site."""

from collections.abc import Sequence
from itertools import count
from typing import Any

from django.db import transaction

from annotations import feeds
from annotations.feeds import Look
from annotations.imports.readers.document import Document, Part
from annotations.models import Feed, User
from tests.factories.users import actor_of

_numbers = count(1)


def make_feed(by: User, url: str = "", **given: Any) -> Feed:
    """A subscription; nothing asks the site."""
    address = url or f"https://feed{next(_numbers)}.example/rss"
    return feeds.subscribe(actor=actor_of(by), url=address, **given)


def part(number: int, **more: Any) -> Part:
    """An entry as the reader finds it."""
    given = {"title": f"Story {number}", "url": f"https://news.example/{number}", **more}
    return Part(key=f"story-{number}", **given)


def polled(feed: Feed, parts: Sequence[Part], **more: Any) -> Feed:
    """The feed after a poll that found these entries, newest first."""
    document = Document(recipe="factory-feed-1", blocks=[], title="The Daily", parts=list(parts))
    look = {"content": b"<rss/>", "media_type": "application/rss+xml", **more}
    with transaction.atomic():
        locked = Feed.objects.select_for_update().get(pk=feed.pk)
        feeds.succeed(locked, Look(document=document, **look))
    return Feed.objects.get(pk=feed.pk)
