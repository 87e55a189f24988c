"""Imports that a person asks for: an address, a text, a file, a page, fact-checks of others."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from annotations import typed
from annotations.imports.queued import kept, queue
from annotations.imports.said import check_file, checked_page, checked_text, said_of, storable
from annotations.models import Article, Blob, Import, ImportKind, Origin, Purpose
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Missing


def import_url(*, actor: Actor, url: Any, purpose: Any = None, **given: Any) -> Import:
    """Accept a web address.

    Args:
        actor: an editor or above.
        url: http or https.
        purpose: `others` (default) or `own`.
        given: what the person says of the article: `title`, `byline`, `site_name`, `language`,
            `published_at`; they stand above what the page says.

    Raises:
        Invalid: naming the field. Forbidden: `role_required`.
    """
    address = typed.url_of(url, "url", required=True)
    return _accept(actor, Origin.FETCH, purpose, given, url=address)


def import_text(*, actor: Actor, text: Any, purpose: Any = None, **given: Any) -> Import:
    """Accept pasted text, kept word for word with plain newlines.

    Raises:
        Invalid: `empty_text`, `bad_characters`. TooLarge: `text_too_long`.
    """
    words = checked_text(text)
    url = typed.url_of(given.get("url"), "url")
    return _accept(
        actor,
        Origin.PASTE,
        purpose,
        given,
        url=url,
        content=words.encode(),
        media_type="text/plain",
    )


def import_file(
    *,
    actor: Actor,
    content: bytes,
    filename: str = "",
    media_type: str = "",
    purpose: Any = None,
    **given: Any,
) -> Import:
    """Accept an uploaded file; its kind is told by its content.

    Args:
        actor: an editor or above.
        content: the bytes.
        filename: as uploaded, for the record only.
        media_type: as declared by the browser.
        purpose: see `import_url`.
        given: see `import_url`; also `url`, where the file came from.

    Raises:
        Invalid: `empty_file`. TooLarge: `file_too_large`.
    """
    check_file(len(content))
    url = typed.url_of(given.get("url"), "url")
    sent = _sent(content, filename, media_type)
    return _accept(actor, Origin.FILE, purpose, given, url=url, **sent)


def import_page(
    *, actor: Actor, html: Any, url: Any, title: Any = "", purpose: Any = None, **given: Any
) -> Import:
    """Accept a page as the editor's own browser shows it (of a site that asks for a login, say).

    Args:
        actor: an editor or above.
        html: the page's source as the browser holds it now.
        url: where the browser stands.
        title: what the person calls it, if anything; not the page's own title.
        purpose: see `import_url`.
        given: see `import_url`.

    Raises:
        Invalid: `empty_page`, or naming the field. TooLarge: `page_too_large` above 10 MB.
    """
    address = typed.url_of(url, "url", required=True)
    return _accept(
        actor,
        Origin.BROWSER,
        purpose,
        {**given, "title": title},
        url=address,
        content=checked_page(html),
        media_type="text/html; charset=utf-8",
    )


def import_checks(
    *,
    actor: Actor,
    url: Any = None,
    content: bytes | None = None,
    filename: str = "",
    media_type: str = "",
) -> Import:
    """Accept fact-checks of others, which become earlier checks: a page or feed to fetch, or its bytes.

    Args:
        actor: an editor or above.
        url: what to fetch; with `content`, where it came from.
        content: ClaimReview objects as JSON, a page or a feed that holds them.
        filename: as uploaded, for the record only.
        media_type: as declared.

    Raises:
        Invalid: `required` without an address and bytes, `empty_file`, or naming the field.
        TooLarge: `file_too_large`.
    """
    address = typed.url_of(url, "url", required=content is None)
    if content is None:
        return _accept(actor, Origin.FETCH, None, {}, url=address, kind=ImportKind.EARLIER_CHECKS)
    check_file(len(content))
    sent = _sent(content, filename, media_type)
    return _accept(
        actor, Origin.FILE, None, {}, url=address, kind=ImportKind.EARLIER_CHECKS, **sent
    )


def import_again(
    *,
    actor: Actor,
    article_id: UUID,
    text: Any = None,
    content: bytes | None = None,
    filename: str = "",
    media_type: str = "",
) -> Import:
    """Accept a new version of an article: pasted, uploaded, or (with neither) fetched again.

    Raises:
        Conflict: `no_address` where there is nothing to fetch, `merged` where the article is part of
        another one. Missing: `not_found`.
    """
    article = Article.objects.visible_to(actor.person).filter(pk=article_id).first()
    if article is None:
        raise Missing("not_found", _("There is no such article."))
    if article.merged_into_id is not None:
        raise Conflict(
            "merged",
            _("This copy is part of another article now. Bring its new text into that one."),
            article=str(article.merged_into_id),
        )
    purpose = article.purpose
    if text is not None:
        pasted: dict[str, Any] = {
            "content": checked_text(text).encode(),
            "media_type": "text/plain",
        }
        return _accept(actor, Origin.PASTE, purpose, {}, article=article, **pasted)
    if content is not None:
        check_file(len(content))
        sent = _sent(content, filename, media_type)
        return _accept(actor, Origin.FILE, purpose, {}, article=article, **sent)
    if not article.url:
        raise Conflict(
            "no_address", _("This article has no web address. Paste or upload its new text.")
        )
    return _accept(actor, Origin.FETCH, purpose, {}, article=article, url=article.url)


def import_kept(*, actor: Actor, article: Article, blob: Blob, fetched: dict[str, Any]) -> Import:
    """Accept bytes that were fetched before as an article's new text, whatever they hold.

    Args:
        actor: an editor or above, who looked at them.
        article: visible to them.
        blob: the bytes.
        fetched: the facts of that fetch (see `annotations.imports.found.facts_of`).
    """
    item = Import(
        origin=Origin.FETCH,
        purpose=article.purpose,
        article_role=article.role,
        article=article,
        url=article.url,
        blob=blob,
        media_type=storable(str(fetched.get("media_type", "")), 200),
        given={"fetched": fetched, "confirmed": True},
        requested_by=require_editor(actor),
    )
    queue(actor, [item])
    return item


def _sent(content: bytes, filename: str, media_type: str) -> dict[str, Any]:
    return {
        "content": content,
        "filename": storable(filename, 500),
        "media_type": storable(media_type, 200),
    }


def _accept(
    actor: Actor,
    origin: Origin,
    purpose: Any,
    given: dict[str, Any],
    *,
    content: bytes | None = None,
    **fields: Any,
) -> Import:
    person = require_editor(actor)
    item = Import(
        origin=origin,
        purpose=typed.choice_of(purpose or Purpose.OTHERS, "purpose", Purpose.values),
        given=said_of(given),
        blob=kept(content) if content is not None else None,
        requested_by=person,
        **fields,
    )
    queue(actor, [item])
    return item
