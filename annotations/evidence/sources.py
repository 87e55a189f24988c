"""Reusable source records: the same address is the same source."""

import hashlib
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from annotations import typed
from annotations.evidence.naming import origin_named
from annotations.history import record
from annotations.models import Article, Source, SourceKind, User, Visibility
from annotations.models.ids import new_id
from annotations.permissions import Actor, require_editor
from annotations.refusals import Missing

_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "yclid")


def url_key(url: str) -> str:
    """What makes two addresses the same source: not the scheme, fragment, default port or tracking.

    Returns:
        A sha256 in hex, or an empty text for an empty address.
    """
    if not url:
        return ""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not name.lower().startswith(_TRACKING)
    ]
    address = f"{host}{port}{parts.path or '/'}?{urlencode(query)}"
    return hashlib.sha256(address.encode()).hexdigest()


def find_or_make_source(person: User, given: Any) -> Source:
    """The source that the caller names: by id, or by its address and details.

    Args:
        person: who links it; owns it where it is new.
        given: an id, or a dict with `url`, `title`, `publisher`, `author`, `published_at`,
            `language`, `kind`, `origin` (see `origin_named`), `contact`, `visibility`.

    Returns:
        Of one that was merged into another, that other one.

    Raises:
        Missing: `source_not_found`, `origin_not_found`.
        Invalid: naming the field; `required` where there is neither an address nor a title.
    """
    if not isinstance(given, dict):
        return _by_id(person, typed.id_of(given, "source"))
    clean = cleaned(given)
    clean["url_key"] = url_key(clean["url"])
    clean["origin"] = origin_named(person, given.get("origin"))
    if clean["visibility"] == Visibility.EVERYONE and clean["url_key"]:
        return standing_source(_once(person, clean, url_key=clean["url_key"]))
    return Source.objects.create(created_by=person, **clean)


def standing_source(source: Source) -> Source:
    """The source that one counts as: the one it was merged into, else itself."""
    return source.merged_into or source


@transaction.atomic
def add_source(*, actor: Actor, **given: Any) -> tuple[Source, bool]:
    """Keep a source for later use.

    Args:
        actor: an editor or above.
        given: the details (see `find_or_make_source`).

    Returns:
        The source, and whether it is new: the same address is the same source.

    Raises:
        Invalid: naming the field. Forbidden: `role_required`.
    """
    person = require_editor(actor)
    began = new_id()
    source = find_or_make_source(person, given)
    # Ids are in the order of making: an older one was there before.
    is_new = source.pk > began and source.created_by_id == person.pk
    if is_new:
        record(actor, "source_added", source, url=source.url, title=source.title)
    return source, is_new


def source_of_article(person: User, article: Article) -> Source:
    """The open source record of an imported article, made where there is none yet."""
    url = article.canonical_url or article.url
    known = Source.objects.filter(article=article, visibility=Visibility.EVERYONE).first()
    if known:
        return standing_source(known)
    clean: dict[str, Any] = {
        "url": url,
        "url_key": url_key(url),
        "title": article.title,
        "publisher": article.site_name,
        "author": article.byline[:500],
        "published_at": article.sure_of("published_at"),
        "language": article.language,
        "kind": SourceKind.NEWS,
        "visibility": Visibility.EVERYONE,
    }
    if url:
        source = _once(person, clean, url_key=clean["url_key"])
        if source.article_id is None:
            source.article = article
            source.save(update_fields=["article"])
        return standing_source(source)
    return _once(person, clean, article=article)


def cleaned(given: dict[str, Any]) -> dict[str, Any]:
    """The fields of a source as typed, checked."""
    url = typed.url_of(given.get("url"), "url")
    return {
        "url": url,
        "title": typed.text_of(given.get("title"), "title", 1000, required=not url),
        "publisher": typed.text_of(given.get("publisher"), "publisher", 500),
        "author": typed.text_of(given.get("author"), "author", 500),
        "published_at": typed.moment_of(given.get("published_at"), "published_at"),
        "language": typed.text_of(given.get("language"), "language", 16),
        "kind": typed.choice_of(given.get("kind") or SourceKind.OTHER, "kind", SourceKind.values),
        "contact": typed.text_of(given.get("contact"), "contact", 500),
        "visibility": typed.choice_of(
            given.get("visibility") or Visibility.EVERYONE, "visibility", Visibility.values
        ),
    }


def _by_id(person: User, source_id: UUID) -> Source:
    seen = Source.objects.visible_to(person).select_related("merged_into")
    source = seen.filter(pk=source_id).first()
    if source is None:
        raise Missing("source_not_found", _("There is no such source."), field="source")
    return standing_source(source)


def _once(person: User, clean: dict[str, Any], **same: Any) -> Source:
    """Find the open source, or make it; two people at the same moment get one row."""
    source, _made = Source.objects.get_or_create(
        visibility=Visibility.EVERYONE, **same, defaults={**clean, "created_by": person}
    )
    return source
