"""Articles, revisions and sources as JSON."""

from collections.abc import Sequence
from typing import Any

from annotations.claims import Progress, progress_of
from annotations.clearing import last_of
from annotations.dossier.archives import Archive, archives_of
from annotations.kinship import Relative, relatives_of
from annotations.models import (
    AlsoPublished,
    Article,
    ArticleRevision,
    Desk,
    SignOff,
    Source,
    SourceOrigin,
    User,
)
from annotations.permissions import can_edit


def person_told(user: User) -> dict[str, Any]:
    """An account, as others see it."""
    return {"id": str(user.pk), "username": user.username, "name": user.name}


def desk_named(desk: Desk) -> dict[str, Any]:
    """A desk or topic, as an article names it."""
    return {"id": str(desk.pk), "slug": desk.slug, "name": desk.name}


def brief_told(article: Article, progress: Progress) -> dict[str, Any]:
    """An article in a list; its assignees are prefetched."""
    revision = article.current_revision
    return {
        "id": str(article.pk),
        "title": article.title,
        "byline": article.byline,
        "site_name": article.site_name,
        "url": article.url,
        "canonical_url": article.canonical_url,
        "published_at": article.published_at,
        "language": article.language,
        "purpose": article.purpose,
        "stage": article.stage,
        "revision": _revision(revision) if revision else None,
        "progress": progress.as_json(),
        "assignees": [person_told(user) for user in article.assignees.all()],
        "reviewers": [person_told(user) for user in article.reviewers.all()],
        "deadline_at": article.deadline_at,
        "priority": article.priority,
        "created_at": article.created_at,
    }


def article_told(article: Article) -> dict[str, Any]:
    """An article with its newest text, which is loaded with its snapshot."""
    revision = article.current_revision
    return {
        **brief_told(article, progress_of([article])[article.pk]),
        "desk": desk_named(article.desk) if article.desk else None,
        "topics": [desk_named(topic) for topic in article.topics.all()],
        "subtitle": article.subtitle,
        "image_url": article.image_url,
        "updated_at": article.updated_at,
        "role": article.role,
        "publicly": article.publicly,
        "field_notes": article.field_notes,
        "writers": [person_told(user) for user in article.writers.all()],
        "writer_names": article.writer_names,
        "sign_off": _last_sign_off(article),
        "identifier": article.identifier,
        "wire": article.wire,
        "merged_into": str(article.merged_into_id) if article.merged_into_id else None,
        "also_published": [also_told(place) for place in article.also_published.all()],
        "kinships": [kinship_told(r) for r in relatives_of([article.pk]).get(article.pk, [])],
        "created_by": str(article.created_by_id) if article.created_by_id else None,
        "revision": revision_told(revision, revision.pk, is_whole=True) if revision else None,
    }


def sign_off_told(one: SignOff) -> dict[str, Any]:
    """A sign-off, with `by`, `revision` and `ended_by` loaded."""
    return {
        "id": str(one.pk),
        "kind": one.kind,
        "revision": {"id": str(one.revision_id), "number": one.revision.number},
        "by": person_told(one.by),
        "comment": one.comment,
        "content_sha256": one.content_sha256,
        "at": one.created_at,
        "ended_at": one.ended_at,
        "ended_why": one.ended_why,
        "ended_by": person_told(one.ended_by) if one.ended_by else None,
    }


def _last_sign_off(article: Article) -> dict[str, Any] | None:
    last = last_of([article]).get(article.pk)
    return sign_off_told(last) if last else None


def also_told(place: AlsoPublished) -> dict[str, Any]:
    """Another place at which the story stands."""
    return {
        "url": place.url,
        "site_name": place.site_name,
        "published_at": place.published_at,
    }


def kinship_told(relative: Relative) -> dict[str, Any]:
    """Another article that may be the same story."""
    return {
        "id": str(relative.kinship.pk),
        "article": str(relative.article.pk),
        "title": relative.article.title,
        "site_name": relative.article.site_name,
        "url": relative.article.canonical_url or relative.article.url,
        "is_earlier": relative.is_earlier,
        "likeness": relative.kinship.likeness,
        "score": relative.kinship.score,
        "decision": relative.kinship.decision,
    }


def revision_told(
    revision: ArticleRevision, current: Any, *, is_whole: bool = False
) -> dict[str, Any]:
    """A text of an article; `is_whole` with its words, blocks and sentences."""
    snapshot = revision.snapshot
    brief = {
        **_revision(revision),
        "text_sha256": revision.text_sha256,
        "recipe": revision.recipe,
        "origin": snapshot.origin,
        "fetched_at": snapshot.fetched_at,
        "created_by": str(revision.created_by_id) if revision.created_by_id else None,
        "is_current": revision.pk == current,
    }
    if not is_whole:
        return brief
    return {
        **brief,
        "text": revision.text,
        "blocks": revision.blocks,
        "set_aside": revision.set_aside,
        "sentences": revision.sentences,
    }


def _revision(revision: ArticleRevision) -> dict[str, Any]:
    return {
        "id": str(revision.pk),
        "number": revision.number,
        "length": revision.length,
        "created_at": revision.created_at,
    }


def sources_told(sources: Sequence[Source], person: User) -> list[dict[str, Any]]:
    """Sources that the person may see, with `origin` loaded; four queries more, however many."""
    archives = archives_of([source.pk for source in sources])
    edits = can_edit(person)
    return [_source_told(one, archives.get(one.pk), edits=edits) for one in sources]


def source_told(source: Source, person: User) -> dict[str, Any]:
    """A source that the person may see."""
    return sources_told([source], person)[0]


def origin_told(origin: SourceOrigin | None) -> dict[str, str] | None:
    """Where information comes from, whoever carries it."""
    return {"id": str(origin.pk), "name": origin.name} if origin else None


def _source_told(source: Source, archive: Archive | None, *, edits: bool) -> dict[str, Any]:
    return {
        "id": str(source.pk),
        "url": source.url,
        "title": source.title,
        "publisher": source.publisher,
        "author": source.author,
        "published_at": source.published_at,
        "language": source.language,
        "kind": source.kind,
        "origin": origin_told(source.origin),
        # Whom to call is told to those who do the calling.
        "contact": source.contact if edits else "",
        "merged_into": str(source.merged_into_id) if source.merged_into_id else None,
        "visibility": source.visibility,
        "copy_is_public": source.copy_is_public,
        "article": str(source.article_id) if source.article_id else None,
        "archive": _archive_told(archive) if archive else None,
        "version": source.version,
        "created_by": str(source.created_by_id),
        "created_at": source.created_at,
    }


def _archive_told(archive: Archive) -> dict[str, Any]:
    change = archive.change
    return {
        "state": archive.state,
        "article": str(archive.copy) if archive.copy else None,
        "archived_at": archive.at,
        "sha256": archive.sha256,
        "final_url": archive.final_url,
        "revision": archive.number,
        "seen": archive.seen,
        "looked_at": archive.looked_at,
        "changed": {"at": change.at, "old": change.old, "new": change.new} if change else None,
        "trouble": archive.trouble,
        "trouble_since": archive.trouble_since,
        "error": archive.error,
        "next_try_at": archive.next_try_at,
    }
