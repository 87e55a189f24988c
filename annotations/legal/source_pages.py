"""Articles, their texts and the archived bytes in a dossier."""

from annotations.legal.contents import Making
from annotations.legal.copies import copies_of_articles
from annotations.models import Article, ArticleRevision, Blob

# PostgreSQL keeps the ZIP as one value of at most 1 GB.
MOST_BYTES = 400 * 1024 * 1024


def add_articles(making: Making, articles: list[Article]) -> None:
    """Write every text of each article, and note the bytes that they were read from."""
    copies = copies_of_articles(article.pk for article in articles)
    for number, article in enumerate(articles, 1):
        path = f"articles/{number:03}"
        told = []
        rows = ArticleRevision.objects.filter(article=article).select_related("snapshot")
        for revision in (
            rows.defer("blocks", "set_aside", "sentences").order_by("number").iterator()
        ):
            file = f"{path}/text-{revision.number:03}.txt"
            making.package.add(file, revision.text)
            told.append(
                {
                    "file": file,
                    "revision": str(revision.pk),
                    "text_sha256": revision.text_sha256,
                    "recipe": revision.recipe,
                    "bytes_sha256": revision.snapshot.blob_id,
                    "arrived_at": revision.snapshot.fetched_at.isoformat(),
                }
            )
        facts = {
            "id": str(article.pk),
            "title": article.title,
            "url": article.canonical_url or article.url,
            "purpose": article.purpose,
            "published_at": article.sure_of("published_at"),
            "texts": told,
        }
        making.package.add_json(f"{path}/article.json", facts)
        making.copies.update({copy.sha256: copy.told() for copy in copies.get(article.pk, [])})


def add_copies(making: Making) -> None:
    """Write the bytes themselves, each under its sha256, and their list."""
    size, told = 0, []
    for sha256, facts in sorted(making.copies.items()):
        making.step()
        size += facts["size"]
        path = f"copies/{sha256}"
        told.append({name: value for name, value in facts.items() if name != "is_at"})
        if size > MOST_BYTES:
            making.lacks(
                path, "an archived copy", "the dossier is too large; ask for it by its sha256"
            )
            size -= facts["size"]
            continue
        making.package.add_chunks(path, Blob(sha256=sha256).chunks())
    making.package.add_json("copies.json", told)
