"""The conductor of an import: fetch, keep the bytes, read, revise."""

import logging
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.claims import reanchor
from annotations.evidence import url_key
from annotations.fetching import FetchError, fetch
from annotations.history import record
from annotations.imports.accept import KIND, fail
from annotations.imports.readers.document import Document, ReaderError
from annotations.imports.reading_pool import read_in_process, read_text_in_process
from annotations.imports.revise import describe_article, put_in_force, revise
from annotations.models import (
    Article,
    ArticleRole,
    Blob,
    Import,
    ImportStage,
    ImportStatus,
    Origin,
    Snapshot,
    Work,
)
from annotations.permissions import SYSTEM
from annotations.refusals import Refused
from annotations.tasks import leases

__all__ = ["KIND", "run"]
_log = logging.getLogger(__name__)


def run(work: Work) -> None:
    """Do one import from wherever it stands; safe to run again after being killed at any point."""
    item = _begin(work)
    if item is None:
        return
    try:
        _fetch(work, item)
        document = _story(work, item)
        _stage(work, item, ImportStage.REVISE)
        _arrive(work, item, document)
    except leases.LostLeaseError:
        _log.info("import %s goes on elsewhere", item.pk)
    except FetchError as error:
        _give_up_or_retry(
            work, item, error.code, str(error.detail), is_temporary=error.is_temporary
        )
    except ReaderError as error:
        _give_up_or_retry(work, item, error.code, _(error.detail), is_temporary=False)
    except Refused as error:
        _give_up_or_retry(work, item, error.code, error.detail, is_temporary=False)
    except Exception:
        if work.attempts < leases.MOST_ATTEMPTS:
            raise
        _log.exception("import %s failed for good", item.pk)
        detail = _(
            "This import failed %(count)s times for a reason of ours. It is in the log; try again later, or paste the text."
        ) % {"count": work.attempts}
        _give_up_or_retry(work, item, "internal", detail, is_temporary=False)


@transaction.atomic
def _begin(work: Work) -> Import | None:
    """Lock and mark as running; None where it has ended meanwhile (cancelled, say)."""
    if not leases.is_held(work):
        return None
    item = Import.objects.select_for_update().filter(pk=work.subject).first()
    if item is None or item.is_finished:
        leases.finish(work)
        return None
    if work.attempts > leases.MOST_ATTEMPTS:
        fail(
            SYSTEM,
            item,
            "gave_up",
            _(
                "This import was started %(count)s times and never came to an end. Paste the text instead."
            )
            % {"count": work.attempts - 1},
        )
        return None
    item.status, item.attempts = ImportStatus.RUNNING, work.attempts
    item.save(update_fields=["status", "attempts"])
    return item


def _stage(work: Work, item: Import, stage: ImportStage) -> None:
    """Say where the import is, for whoever watches, with a whole lease ahead."""
    leases.renew(work)
    unfinished = Import.objects.unfinished().filter(pk=item.pk)
    unfinished.update(stage=stage)


def _story(work: Work, item: Import) -> Document:
    """Read the document; a page that only sends its readers on (meta refresh) is followed once."""
    _stage(work, item, ImportStage.READ)
    document = _read(item)
    fetched_from = item.given.get("fetched", {}).get("url")
    if item.origin != Origin.FETCH or document.moved_to in {"", fetched_from}:
        return document
    item.blob = None
    _fetch(work, item, url=document.moved_to)
    _stage(work, item, ImportStage.READ)
    return _read(item)


def _fetch(work: Work, item: Import, url: str = "") -> None:
    """Fetch the page once and keep its bytes with the import, so that no retry loses them."""
    if item.origin != Origin.FETCH or item.blob_id:
        return
    _stage(work, item, ImportStage.FETCH)
    fetched = fetch(url or item.url)
    with transaction.atomic():
        item.blob = Blob.keep(fetched.body)
        item.media_type = fetched.media_type[:200]
        item.given = {
            **item.given,
            "fetched": {
                "url": fetched.url,
                "status": fetched.status,
                "charset": fetched.charset or "",
                "headers": {k: v[:1000] for k, v in list(fetched.headers.items())[:60]},
                "at": fetched.fetched_at.isoformat(),
            },
        }
        item.save(update_fields=["blob", "media_type", "given"])


def _read(item: Import) -> Document:
    """Have the bytes read in a process of its own, which may hang or die alone."""
    blob = Blob.objects.get(pk=item.blob_id)
    fetched = item.given.get("fetched", {})
    url = fetched.get("url") or item.url or None
    if item.origin == Origin.PASTE:
        return read_text_in_process(blob.content.decode(), title=item.given.get("title"), url=url)
    return read_in_process(
        blob.content,
        media_type=item.media_type or None,
        charset=fetched.get("charset") or None,
        url=url,
        filename=item.filename or None,
    )


@transaction.atomic
def _arrive(work: Work, item: Import, document: Document) -> None:
    """The one transaction that makes snapshot and revision and ends the import."""
    if not leases.is_held(work):
        return
    item = Import.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if item.is_finished:
        leases.finish(work)
        return
    article = _article(item, document)
    given = {k: v for k, v in item.given.items() if k != "fetched"}
    describe_article(article, document, given)
    article.save()
    snapshot = _snapshot(item, article, document)
    choices = article.current_revision.choices if article.current_revision else {}
    revised = revise(article, snapshot, document, choices=choices, by=item.requested_by)
    stale = []
    if revised.revision.pk != article.current_revision_id:
        stale = reanchor(article, revised.revision)
        put_in_force(article, revised.revision)
    item.article, item.snapshot, item.revision = article, snapshot, revised.revision
    item.status, item.stage = ImportStatus.SUCCEEDED, ImportStage.DONE
    item.finished_at = timezone.now()
    item.error_code = item.error_detail = ""
    item.save()
    leases.finish(work)
    for claim in stale:
        record(SYSTEM, "approval_stale", claim, claim=claim, revision=str(revised.revision.pk))
    record(
        SYSTEM,
        "imported",
        item,
        article=article,
        revision=str(revised.revision.pk),
        number=revised.revision.number,
        is_new=revised.is_new,
        text_sha256=revised.revision.text_sha256,
    )


def _article(item: Import, document: Document) -> Article:
    """The article that this import is of, locked: the named one, the same address's, or a new one."""
    articles = Article.objects.select_for_update(of=("self",)).select_related("current_revision")
    if item.article_id:
        return articles.get(pk=item.article_id)
    url = item.given.get("fetched", {}).get("url") or item.url
    address = document.canonical_url or url
    if item.origin == Origin.FETCH and address:
        with connection.cursor() as cursor:
            # Two imports of one address at the same time become one article.
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", [url_key(address)]
            )
        same = articles.filter(role=item.article_role, purpose=item.purpose)
        known = same.filter(canonical_url=address).first() or same.filter(url=url).first()
        if known:
            return known
    return Article(
        role=ArticleRole(item.article_role),
        purpose=item.purpose,
        url=url,
        created_by=item.requested_by,
    )


def _snapshot(item: Import, article: Article, document: Document) -> Snapshot:
    assert item.blob_id is not None  # noqa: S101 - nothing was read without bytes
    fetched: dict[str, Any] = item.given.get("fetched", {})
    return Snapshot.objects.create(
        article=article,
        blob_id=item.blob_id,
        origin=item.origin,
        requested_url=item.url,
        url=fetched.get("url", item.url),
        filename=item.filename,
        media_type=item.media_type,
        charset=document.charset[:60],
        status_code=fetched.get("status"),
        headers=fetched.get("headers", {}),
        fetched_at=fetched.get("at") or item.created_at,
    )


@transaction.atomic
def _give_up_or_retry(
    work: Work, item: Import, code: str, detail: str, *, is_temporary: bool
) -> None:
    if not leases.is_held(work):
        return
    if is_temporary and work.attempts < leases.MOST_ATTEMPTS:
        Import.objects.unfinished().filter(pk=item.pk).update(
            status=ImportStatus.QUEUED, error_code=code, error_detail=detail
        )
        leases.postpone(work)
        return
    locked = (
        Import.objects.select_for_update(of=("self",)).select_related("article").get(pk=item.pk)
    )
    if not locked.is_finished:
        fail(SYSTEM, locked, code, detail)
