"""Accepting imports: the row and its work are written together, and nothing else happens here."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed
from annotations.history import record
from annotations.models import (
    Article,
    Blob,
    Import,
    ImportStage,
    ImportStatus,
    Origin,
    Purpose,
    Work,
)
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Invalid, Missing, TooLarge

KIND = "import"
_TYPED_FIELDS = {"title": 1000, "byline": 1000, "site_name": 500, "language": 16}


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
    given["url"] = typed.url_of(given.get("url"), "url")
    return _accept(
        actor, Origin.PASTE, purpose, given, content=words.encode(), media_type="text/plain"
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
    if not content:
        raise Invalid("empty_file", _("This file is empty. Choose another one."), field="file")
    if len(content) > settings.FILE_LIMIT:
        raise TooLarge("file_too_large", _("A file may have at most 25 MB."), field="file")
    given["url"] = typed.url_of(given.get("url"), "url")
    name = filename.replace("\x00", "").encode("utf-8", "replace").decode()[:500]
    return _accept(
        actor,
        Origin.FILE,
        purpose,
        given,
        content=content,
        filename=name,
        media_type=media_type[:200],
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
        Conflict: `no_address` where there is nothing to fetch. Missing: `not_found`.
    """
    article = Article.objects.visible_to(actor.person).filter(pk=article_id).first()
    if article is None:
        raise Missing("not_found", _("There is no such article."))
    common: dict[str, Any] = {"purpose": article.purpose, "article": article}
    if text is not None:
        words = checked_text(text)
        return _accept(
            actor, Origin.PASTE, given={}, content=words.encode(), media_type="text/plain", **common
        )
    if content is not None:
        if not content:
            raise Invalid("empty_file", _("This file is empty. Choose another one."), field="file")
        if len(content) > settings.FILE_LIMIT:
            raise TooLarge("file_too_large", _("A file may have at most 25 MB."), field="file")
        return _accept(
            actor,
            Origin.FILE,
            given={},
            content=content,
            filename=filename[:500],
            media_type=media_type[:200],
            **common,
        )
    if not article.url:
        raise Conflict(
            "no_address", _("This article has no web address. Paste or upload its new text.")
        )
    return _accept(actor, Origin.FETCH, given={}, url=article.url, **common)


def checked_text(text: Any) -> str:
    """Pasted text with plain newlines, otherwise word for word.

    Raises:
        Invalid: `not_text`, `empty_text`, `bad_characters`. TooLarge: `text_too_long`.
    """
    if not isinstance(text, str):
        raise Invalid("not_text", _("This must be text."), field="text")
    if len(text) > settings.TEXT_LIMIT + text.count("\r\n"):
        raise TooLarge(
            "text_too_long",
            _("A text may have at most 2,000,000 characters; this one has %(length)s.")
            % {"length": f"{len(text):,}"},
            field="text",
        )
    if typed.has_bad_characters(text):
        raise Invalid(
            "bad_characters",
            _(
                "The text holds characters that cannot be stored (NUL or half an emoji). Remove them."
            ),
            field="text",
        )
    words = text.replace("\r\n", "\n").replace("\r", "\n")
    if not words.strip():
        raise Invalid("empty_text", _("Paste the text of the article."), field="text")
    return words


@transaction.atomic
def retry(*, actor: Actor, import_id: UUID) -> Import:
    """Queue a failed import again.

    Raises:
        Conflict: `not_failed`. Missing: `not_found`.
    """
    require_editor(actor)
    item = take(import_id)
    if item.status != ImportStatus.FAILED:
        raise Conflict(
            "not_failed", _("Only a failed import can be tried again."), status=item.status
        )
    item.status, item.stage = ImportStatus.QUEUED, ImportStage.ACCEPTED
    item.error_code = item.error_detail = ""
    item.finished_at, item.attempts = None, 0
    item.requests += 1
    item.save()
    Work.objects.create(kind=KIND, subject=item.pk)
    record(actor, "retried", item, article=item.article)
    return item


@transaction.atomic
def cancel(*, actor: Actor, import_id: UUID) -> Import:
    """End an import that has not finished; it counts as failed, code `cancelled`.

    Raises:
        Conflict: `already_finished`. Missing: `not_found`.
    """
    require_editor(actor)
    item = take(import_id)
    if item.is_finished:
        raise Conflict("already_finished", _("This import has ended already."), status=item.status)
    fail(actor, item, "cancelled", _("Cancelled by %(name)s.") % {"name": actor.person.name})
    return item


def take(import_id: UUID) -> Import:
    """Lock an import.

    Raises:
        Missing: `not_found`.
    """
    item = (
        Import.objects.select_for_update(of=("self",))
        .select_related("article")
        .filter(pk=import_id)
        .first()
    )
    if item is None:
        raise Missing("not_found", _("There is no such import."))
    return item


def fail(actor: Actor, item: Import, code: str, detail: str) -> None:
    """End a locked, unfinished import as failed, with its work."""
    item.status = ImportStatus.FAILED
    item.error_code, item.error_detail = code, detail
    item.finished_at = timezone.now()
    item.save(update_fields=["status", "error_code", "error_detail", "finished_at"])
    Work.objects.filter(kind=KIND, subject=item.pk, done_at__isnull=True).update(
        done_at=timezone.now()
    )
    record(actor, "import_failed", item, article=item.article, code=code, detail=detail)


@transaction.atomic
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
    clean = _said(given)
    url = fields.pop("url", "") or clean.pop("url", "")
    item = Import.objects.create(
        origin=origin,
        purpose=typed.choice_of(purpose or Purpose.OTHERS, "purpose", Purpose.values),
        given=clean,
        url=url,
        blob=Blob.keep(content) if content is not None else None,
        requested_by=person,
        **fields,
    )
    Work.objects.create(kind=KIND, subject=item.pk)
    record(
        actor,
        "import_accepted",
        item,
        article=item.article,
        origin=origin,
        url=url,
        filename=item.filename,
    )
    return item


def _said(given: dict[str, Any]) -> dict[str, Any]:
    clean: dict[str, Any] = {}
    for name, limit in _TYPED_FIELDS.items():
        if words := typed.text_of(given.get(name), name, limit):
            clean[name] = words
    if moment := typed.moment_of(given.get("published_at"), "published_at"):
        clean["published_at"] = moment.isoformat()
    if given.get("url"):
        clean["url"] = given["url"]
    return clean
