"""The published checks of an article as Web Annotations for everyone, rendered from the judged bytes."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.conf import settings

from annotations.models import ArticleRevision, Newsroom
from annotations.publishing.annotation_bodies import source_bodies, text_body
from annotations.publishing.annotation_pages import Collection
from annotations.publishing.annotation_targets import moment, named_by_hash, target_of
from annotations.publishing.public_articles import PublicArticle, Remark, public_article


def public_annotations(
    article_id: UUID, newsroom: Newsroom, *, page: UUID | None, is_page: bool
) -> dict[str, Any] | None:
    """An article's published claims and their open evidence: the collection with its first page, or one page of it.

    The words of passages are the judged ones. Offsets are told only where readers are shown the whole text, which is
    then named by its hash.

    Args:
        article_id: the article.
        newsroom: whose settings count.
        page: behind which annotation the page begins; None: the first.
        is_page: whether a page is asked for by itself.

    Returns:
        JSON-LD; None where the article has no public page: it is our own copy, the newsroom shows none of it, or none
        of its claims is published.
    """
    found = public_article(article_id, newsroom)
    if found is None:
        return None
    items = {pk: told for remark in found.remarks for pk, told in _told(remark, found, newsroom)}
    here = f"{settings.PUBLIC_URL}{found.address}annotations.json"
    collection = Collection(here, found.about["title"], sorted(items))
    wanted = collection.page(page)
    told = wanted.told([items[key] for key in wanted.keys], alone=is_page)
    return told if is_page else collection.told(told)


def _told(
    remark: Remark, article: PublicArticle, newsroom: Newsroom
) -> Iterator[tuple[UUID, dict[str, Any]]]:
    check = remark.check
    content, page = check.content, settings.PUBLIC_URL + check.address
    targets: list[Any] = [*_targets(remark, article)] or [article.about["url"] or page]
    shared = {
        "type": "Annotation",
        "creator": {
            "type": "Organization",
            "name": newsroom.name,
            "homepage": settings.PUBLIC_URL,
        },
        "created": moment(check.first_published_at),
        "modified": moment(check.publication.published_at),
    }
    claim = {"id": f"{page}#annotation", "motivation": "assessing", "body": _bodies(content, page)}
    yield UUID(content["claim"]), {**shared, **claim, "target": targets}
    for one in content["evidence"]:
        linking = {"id": f"{page}#evidence-{one['id']}", "motivation": "linking"}
        yield UUID(one["id"]), {**shared, **linking, "body": _source(one), "target": targets}


def _targets(remark: Remark, article: PublicArticle) -> list[dict[str, Any]]:
    source = article.about["url"] or settings.PUBLIC_URL + article.address
    found = []
    for quoted in remark.passages:
        passage = asdict(quoted) | ({} if article.is_whole else {"start": None})
        target = target_of(passage, source=source, copy=None, public_url=settings.PUBLIC_URL)
        if passage["start"] is not None:
            target["state"] = _state(article.revision, settings.PUBLIC_URL + article.address)
        found.append(target)
    return found


def _state(revision: ArticleRevision, page: str) -> dict[str, Any]:
    """Which text the offsets count in: that of the public page, by its hash."""
    return {
        "type": "TimeState",
        "sourceDate": moment(revision.created_at),
        "cached": [page, named_by_hash(revision.text_sha256)],
    }


def _bodies(content: dict[str, Any], page: str) -> list[dict[str, Any]]:
    bodies = [text_body(content["statement"], "describing")]
    if content["rating"]:
        bodies.append(text_body(content["rating"]["label"], "classifying"))
    if content["explanation"]:
        bodies.append(text_body(content["explanation"], "assessing"))
    whole = {"type": "SpecificResource", "source": page, "purpose": "linking"}
    return [*bodies, whole]


def _source(one: dict[str, Any]) -> list[dict[str, Any]]:
    passage = one["passage"]
    there = passage and target_of(passage, source="", copy=None, public_url=settings.PUBLIC_URL)
    return source_bodies(
        url=one["url"],
        title=one["title"],
        publisher=one["publisher"],
        stance=one["stance"],
        note=one["note"],
        passage=there or None,
        state=None,
        quote=one["quote"],
    )
