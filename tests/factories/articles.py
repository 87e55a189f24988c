"""Articles with a text, without the network and without a worker."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import regex
from django.utils import timezone

from annotations.claims import reanchor
from annotations.imports.readers.document import Document, ReadBlock
from annotations.imports.revise import put_in_force, revise
from annotations.models import (
    Article,
    ArticleRevision,
    ArticleRole,
    Blob,
    Origin,
    Purpose,
    Snapshot,
    User,
)

TEXT = (
    "Volunteers gave out more than 4,000 hygiene kits.\n\n"
    "According to official statistics, 80% of voters took part. Around 3,000 people were detained.\n\n"
    "The ministry did not comment."
)
_paragraph = regex.compile(r"\S(?:.|\n(?!\s*\n))*")


def make_article(
    text: str = TEXT,
    *,
    by: User | None = None,
    title: str = "Hygiene kits for thousands",
    url: str = "",
    purpose: str = Purpose.OTHERS,
    role: str = ArticleRole.ARTICLE,
    language: str = "en",
    published_at: datetime | None = None,
    **fields: Any,
) -> Article:
    """An article whose text is exactly `text` (pasted): offsets count in it as it stands."""
    article = Article(
        title=title,
        url=url,
        purpose=purpose,
        role=role,
        language=language,
        published_at=published_at,
        created_by=by,
        **fields,
    )
    article.save(force_insert=True)
    add_revision(article, text, by=by)
    return article


def add_revision(article: Article, text: str, *, by: User | None = None) -> ArticleRevision:
    """The article's next text, with every highlight re-anchored to it."""
    document = Document(recipe="factory-1", verbatim_text=text, blocks=_blocks(text))
    return arrive(article, document, text.encode(), by=by)


def make_page(
    blocks: Sequence[ReadBlock | str],
    *,
    by: User | None = None,
    title: str = "A page",
    url: str = "https://news.example/story",
    **fields: Any,
) -> Article:
    """An article read from a page: furniture among `blocks` is set aside beside the text."""
    article = Article(title=title, url=url, canonical_url=url, created_by=by, **fields)
    article.save(force_insert=True)
    read = [b if isinstance(b, ReadBlock) else ReadBlock("paragraph", b) for b in blocks]
    document = Document(recipe="factory-page-1", blocks=read)
    arrive(article, document, "\n".join(b.text for b in read).encode(), by=by)
    return article


def arrive(
    article: Article, document: Document, content: bytes, *, by: User | None = None
) -> ArticleRevision:
    """What the import's last step does, without the import."""
    snapshot = Snapshot.objects.create(
        article=article,
        blob=Blob.keep(content),
        origin=Origin.PASTE if document.verbatim_text is not None else Origin.FETCH,
        url=article.url,
        requested_url=article.url,
        media_type="text/plain",
        charset="utf-8",
        fetched_at=timezone.now(),
    )
    revised = revise(article, snapshot, document, choices={}, by=by)
    if article.current_revision_id:
        reanchor(article, revised.revision)
    put_in_force(article, revised.revision)
    return revised.revision


def _blocks(text: str) -> list[ReadBlock]:
    return [
        ReadBlock(
            "paragraph",
            found[0].rstrip(),
            start=found.start(),
            end=found.start() + len(found[0].rstrip()),
        )
        for found in _paragraph.finditer(text)
    ]
