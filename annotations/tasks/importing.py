"""The conductor of an import: fetch, keep the bytes, read, and let it arrive."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from annotations.fetching import FetchError, fetch
from annotations.imports.accept import KIND, fail
from annotations.imports.exchanges import passed_by
from annotations.imports.found import facts_of
from annotations.imports.readers.document import Document, ReaderError
from annotations.imports.reading_pool import (
    read_checks_in_process,
    read_in_process,
    read_text_in_process,
)
from annotations.models import (
    Article,
    Blob,
    Import,
    ImportKind,
    ImportStage,
    ImportStatus,
    Origin,
    Work,
)
from annotations.permissions import SYSTEM
from annotations.refusals import Conflict, Refused
from annotations.tasks import leases, steps
from annotations.tasks.annotating import bring_annotations
from annotations.tasks.arriving import arrive
from annotations.tasks.receiving import receive_checks
from annotations.watch.arrived import note_failure
from annotations.watch.guard import SENTENCE, has_passages, unreadable

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
        code, detail, found = _in_its_place(item, error)
        _give_up_or_retry(work, item, code, detail, is_temporary=is_temporary, stand_in=found)
    except Refused as error:
        more = {name: error.extra.get(name, "") for name in ("stand_in", "article")}
        _give_up_or_retry(work, item, error.code, error.detail, is_temporary=False, **more)
    except Exception:
        if work.attempts < leases.MOST_ATTEMPTS:
            raise
        _log.exception("import %s failed for good", item.pk)
        detail = _(
            "This import failed %(count)s times for a reason of ours. It is in the log; try again later, or paste the text."
        ) % {"count": work.attempts}
        _give_up_or_retry(work, item, "internal", detail, is_temporary=False)


def _in_its_place(item: Import, error: ReaderError) -> tuple[str, str, str]:
    """Why no text could be read, and, of an article's page without one, what stands there instead."""
    if item.article_id is None or item.origin != Origin.FETCH or item.given.get("confirmed"):
        return error.code, _(error.detail), ""
    article = Article.objects.select_related("current_revision__snapshot").get(pk=item.article_id)
    if article.current_revision is None or not has_passages(article):
        return error.code, _(error.detail), ""
    url = item.given.get("fetched", {}).get("url") or item.url
    body = Blob.objects.get(pk=item.blob_id).content
    found = unreadable(article, article.current_revision, error.code, url, body)
    return ("stand_in", str(SENTENCE), found) if found else (error.code, _(error.detail), "")


def _deaths(work: Work) -> int:
    """How many readers have died over this document, with the one that just did."""
    deaths = int(work.payload.get("reader_deaths", 0)) + 1
    work.payload = {**work.payload, "reader_deaths": deaths}
    work.save(update_fields=["payload"])
    return deaths


def _steps(work: Work, item: Import) -> None:
    if item.kind == ImportKind.ANNOTATIONS:
        bring_annotations(work, item)
        return
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
    passed = passed_by(item)
    item.blob = None
    _fetch(work, item, url=document.moved_to, passed=passed)
    steps.step(work, item, ImportStage.READ)
    return _read(item)


def _fetch(work: Work, item: Import, url: str = "", passed: Sequence[dict[str, Any]] = ()) -> None:
    """Fetch the page once and keep its bytes with the import, so that no retry loses them.

    `passed` are the exchanges of the page that led to `url`.
    """
    if item.origin != Origin.FETCH or item.blob_id:
        return
    if item.stage != ImportStage.FETCH:  # it begins so
        steps.step(work, item, ImportStage.FETCH)
    fetched = fetch(url or item.url)
    facts = facts_of(fetched)
    facts["exchanges"] = [*passed, *facts["exchanges"]]
    with transaction.atomic():
        item.blob = Blob.keep(fetched.body)
        item.media_type = fetched.media_type[:200]
        item.given = {**item.given, "fetched": facts}
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
    work: Work,
    item: Import,
    code: str,
    detail: str,
    *,
    is_temporary: bool,
    wait: float = 0,
    stand_in: str = "",
    article: str = "",
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
        if stand_in and article and locked.article_id is None:
            # An address that a person gave again: only reading it told which article it is of.
            locked.article = Article.objects.only("pk").get(pk=article)
            locked.save(update_fields=["article"])
        note_failure(locked, code, stand_in)
        fail(SYSTEM, locked, code, detail)
