"""Texts that have arrived and are not in force yet."""

from annotations.imports.readers.document import Document, ReadBlock
from annotations.imports.revise import revise
from annotations.models import Article, ArticleRevision, Blob, Origin, Snapshot


def next_text(article: Article, text: str) -> ArticleRevision:
    """A further text of an article, of one block, before anything is re-anchored to it."""
    block = ReadBlock("paragraph", text, start=0, end=len(text))
    document = Document(recipe="factory-next-1", verbatim_text=text, blocks=[block])
    snapshot = Snapshot.objects.create(
        article=article,
        blob=Blob.keep(text.encode()),
        origin=Origin.PASTE,
        media_type="text/plain",
        charset="utf-8",
        fetched_at=article.created_at,
    )
    return revise(article, snapshot, document, choices={}).revision
