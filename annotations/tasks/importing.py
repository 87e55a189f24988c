"""The conductor of an import: fetch, keep the bytes, read, and let it arrive."""

import logging
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from annotations.fetching import FetchError, fetch
from annotations.imports.accept import KIND, fail
from annotations.imports.readers.document import Document, ReaderError
from annotations.imports.reading_pool import (
    read_checks_in_process,
    read_in_process,
    read_text_in_process,
)
from annotations.models import Blob, Import, ImportKind, ImportStage, ImportStatus, Origin, Work
from annotations.permissions import SYSTEM
from annotations.refusals import Conflict, Refused
from annotations.tasks import leases, steps
from annotations.tasks.arriving import arrive
from annotations.tasks.receiving import receive_checks

__all__ = ["KIND", "run"]
_log = logging.getLogger(__name__)

# A reader that was killed from outside would have read the document; one that eats memory will die again.
_DEATHS = 3


def run(work: Work) -> None:
    """Do one import from wherever it stands; safe to run again after being killed at any point."""
    item = _begin(work)
    if item is None:
        return
    try:
        _steps(work, item)
    except leases.LostLeaseError:
        _log.info("import %s goes on elsewhere", item.pk)
    except FetchError as error:
        _give_up_or_retry(
            work,
            item,
            error.code,
            str(error.detail),
            is_temporary=error.is_temporary,
            wait=error.retry_after or 0,
        )
    except ReaderError as error:
        is_temporary = error.code == "reader_died" and _deaths(work) < _DEATHS
        _give_up_or_retry(work, item, error.code, _(error.detail), is_temporary=is_temporary)
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


def _deaths(work: Work) -> int:
    """How many readers have died over this document, with the one that just did."""
    deaths = int(work.payload.get("reader_deaths", 0)) + 1
    work.payload = {**work.payload, "reader_deaths": deaths}
    work.save(update_fields=["payload"])
    return deaths


def _steps(work: Work, item: Import) -> None:
    _fetch(work, item)
    document = _story(work, item)
    if item.origin == Origin.FETCH and document.parts and not item.part:
        raise Conflict(
            "is_feed",
            _("This address gives a feed of %(count)s entries, not one story.")
            % {"count": len(document.parts)},
        )
    steps.step(work, item, ImportStage.REVISE)
    if item.kind == ImportKind.EARLIER_CHECKS:
        receive_checks(work, item, document)
    else:
        arrive(work, item, document)


def _begin(work: Work) -> Import | None:
    """Mark as running; None where it has ended meanwhile (cancelled, say) or was begun too often."""
    item = steps.begin(work) if work.attempts <= leases.MOST_ATTEMPTS else None
    if item is None:
        _let_go(work)
    return item


@transaction.atomic
def _let_go(work: Work) -> None:
    """Have done with work that is not begun: its import has ended, or must end now."""
    item = steps.hold(work)
    if item is None or item.is_finished:
        if leases.is_held(work):
            leases.finish(work)
        return
    fail(
        SYSTEM,
        item,
        "gave_up",
        _(
            "This import was started %(count)s times and never came to an end. Paste the text instead."
        )
        % {"count": work.attempts - 1},
    )


def _story(work: Work, item: Import) -> Document:
    """Read the document; a page whose story stands elsewhere (meta refresh, AMP) is followed once."""
    if item.stage != ImportStage.READ:  # it begins so where nothing is to be fetched
        steps.step(work, item, ImportStage.READ)
    document = _read(item)
    fetched_from = item.given.get("fetched", {}).get("url")
    if item.origin != Origin.FETCH or document.moved_to in {"", fetched_from}:
        return document
    item.blob = None
    _fetch(work, item, url=document.moved_to)
    steps.step(work, item, ImportStage.READ)
    return _read(item)


def _fetch(work: Work, item: Import, url: str = "") -> None:
    """Fetch the page once and keep its bytes with the import, so that no retry loses them."""
    if item.origin != Origin.FETCH or item.blob_id:
        return
    if item.stage != ImportStage.FETCH:  # it begins so
        steps.step(work, item, ImportStage.FETCH)
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
    if item.origin == Origin.PASTE and item.kind == ImportKind.ARTICLE:
        return read_text_in_process(blob.content.decode(), title=item.given.get("title"), url=url)
    read: Callable[..., Document] = read_in_process
    more: dict[str, Any] = {"filename": item.filename or None, "part": item.part or None}
    if item.kind == ImportKind.EARLIER_CHECKS:
        read, more = read_checks_in_process, {}
    elif item.origin == Origin.BROWSER:
        more |= {"kind_hint": "html"}
    charset = fetched.get("charset") or None
    return read(blob.content, media_type=item.media_type or None, charset=charset, url=url, **more)


@transaction.atomic
def _give_up_or_retry(
    work: Work, item: Import, code: str, detail: str, *, is_temporary: bool, wait: float = 0
) -> None:
    if not leases.is_held(work):
        return
    if is_temporary and work.attempts < leases.MOST_ATTEMPTS:
        Import.objects.unfinished().filter(pk=item.pk).update(
            status=ImportStatus.QUEUED, error_code=code, error_detail=detail
        )
        leases.postpone(work, at_least=wait)
        return
    locked = (
        Import.objects.select_for_update(of=("self",)).select_related("article").get(pk=item.pk)
    )
    if not locked.is_finished:
        fail(SYSTEM, locked, code, detail)
