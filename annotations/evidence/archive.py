"""Archived copies of web sources: articles in the role `source`, kept by the ordinary import.

Only what everyone may see is archived: fetching the page of a confidential source, or of evidence that somebody
keeps to themselves, would tell its publisher, and colleagues, that the newsroom looks at it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from annotations.evidence.found_quotes import Sought, find_quotes_later, seek_all
from annotations.evidence.known_copies import known_copies
from annotations.history import record
from annotations.history.record_each import record_each
from annotations.imports.queued import queue
from annotations.models import (
    Article,
    ArticleRevision,
    ArticleRole,
    Evidence,
    Import,
    ImportStatus,
    Origin,
    Source,
    State,
    Visibility,
)
from annotations.permissions import SYSTEM

AT_ONCE = 20
"""Pages asked for in one round."""

WAITS = {1: timedelta(hours=1), 2: timedelta(days=1), 3: timedelta(weeks=1)}
"""How long after the first, second and third failure a page is asked for again; the fourth is the last."""

FINAL = frozenset(
    {
        "url_invalid",
        "scheme_refused",
        "userinfo_refused",
        "port_refused",
        "address_forbidden",
        "not_http",
        "too_large",
        "http_410",
        "is_feed",
        "cancelled",
    }
)
"""Failures that time does not mend."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What an import did for the source that asked for it; `tell` writes it to history."""

    source: Source
    article: Article
    revision: ArticleRevision
    is_tied: bool
    sought: Sought

    def tell(self) -> None:
        """Write it, the last thing in the transaction. `shared_with` is the open source that has the copy already."""
        verb = "archived" if self.is_tied else "archived_elsewhere"
        sha256 = self.revision.text_sha256
        record(SYSTEM, verb, self.source, copy=str(self.article.pk), text_sha256=sha256)
        self.sought.tell()


def archive_due_later() -> int:
    """Have the pages of open sources archived that claims rest on and that are not archived yet.

    Where an article was imported from the address already, that is the copy, and nothing is fetched.

    Returns:
        How many imports were accepted, at most 20 in a round.
    """
    accepted = _archive_due()
    find_quotes_later()
    return accepted


@transaction.atomic
def _archive_due() -> int:
    due = list(_due().select_for_update(of=("self",), skip_locked=True, no_key=True)[:AT_ONCE])
    if not due:
        return 0
    tied = _tie(due)
    to_fetch = [source for source in due if source.pk not in {one.pk for one in tied}]
    items = [_import_of(source) for source in to_fetch]
    for source, item in zip(to_fetch, items, strict=True):
        source.archiving, source.archive_tries = item, source.archive_tries + 1
    # Keys are checked when all is committed: history comes last, and `queue` writes it.
    Source.objects.bulk_update(to_fetch, ["archiving", "archive_tries"])
    queue(SYSTEM, items)
    record_each(SYSTEM, "archived", [(one, None, {"copy": str(one.article_id)}) for one in tied])
    return len(items)


def _due() -> QuerySet[Source]:
    """Open sources without a copy, of open evidence, whose turn it is."""
    using = Evidence.objects.filter(
        source=OuterRef("pk"),
        removed_at__isnull=True,
        visibility=Visibility.EVERYONE,
        claim__deleted_at__isnull=True,
    ).exclude(claim__state=State.WITHDRAWN)
    waited = Q(pk__in=[])
    for tries, wait in WAITS.items():
        waited |= Q(archive_tries=tries, archiving__finished_at__lt=Now() - wait)
    again = Q(archiving__status=ImportStatus.FAILED) & waited & ~Q(archiving__error_code__in=FINAL)
    open_ones = Source.objects.filter(visibility=Visibility.EVERYONE, article__isnull=True)
    return (
        open_ones.exclude(url="")
        .filter(Q(archiving__isnull=True) | again)
        .filter(Exists(using))
        .order_by("pk")
    )


def next_try_at(source: Source, item: Import) -> datetime | None:
    """When a page that could not be fetched is asked for again; None where it is not.

    Args:
        source: with `archive_tries`.
        item: its last try, which failed.
    """
    wait = WAITS.get(source.archive_tries)
    if wait is None or item.error_code in FINAL or item.finished_at is None:
        return None
    return item.finished_at + wait


def _tie(sources: Sequence[Source]) -> list[Source]:
    """Give sources the imported article at their address as their copy.

    What was pasted or uploaded does not show what stands there. A page that a browser sent in does, but cannot
    be watched: it is taken where ours was refused.
    """
    tried = [source for source in sources if source.archive_tries]
    fresh = [source for source in sources if not source.archive_tries]
    known = known_copies(fresh, [Origin.FETCH])
    known += known_copies(tried, [Origin.FETCH, Origin.BROWSER])
    for source, article_id in known:
        source.article_id = article_id
    tied = [source for source, _article in known]
    Source.objects.bulk_update(tied, ["article"])
    return tied


def _import_of(source: Source) -> Import:
    return Import(
        origin=Origin.FETCH,
        article_role=ArticleRole.SOURCE,
        url=source.url,
        given={"archive": str(source.pk)},
    )


def keep_archive(*, item: Import, article: Article, revision: ArticleRevision) -> Kept | None:
    """Tie what an import brought to the source that it archives, and find the quotes of its evidence in it.

    Where another open source has the same page (two addresses led to one), that one keeps it; the import says
    which copy it is (see `dossier.archives`).

    Args:
        item: the import, held by the caller.
        article: what it became, locked, with `revision` in force.
        revision: the text.

    Returns:
        What to tell history at the end of the transaction; None where the import archives nothing.
    """
    source_id = item.given.get("archive")
    if not source_id:
        return None
    sources = Source.objects.select_for_update(of=("self",), no_key=True)
    source = sources.filter(pk=UUID(source_id), article__isnull=True).first()
    if source is None or source.visibility != Visibility.EVERYONE:
        return None
    others = Source.objects.filter(article=article, visibility=Visibility.EVERYONE)
    is_tied = not others.exists()
    if is_tied:
        source.article = article
    source.archiving = item  # an editor may have tried an older one again
    source.save(update_fields=["article", "archiving"])
    return Kept(source, article, revision, is_tied, seek_all(article, revision))
