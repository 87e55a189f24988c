"""Noting what happened at a publisher: alerts are made here and nowhere else."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from annotations.claims import Reanchored
from annotations.models import (
    Alert,
    AlertKind,
    AlertTouch,
    Anchor,
    Article,
    ArticleRevision,
    Evidence,
    Highlight,
    HighlightPurpose,
    Import,
    Origin,
)
from annotations.watch.places import elsewhere, page_key
from annotations.watch.raising import Tidings, end_alerts, raise_alert

_JUDGED = frozenset({HighlightPurpose.CLAIM, HighlightPurpose.QUOTE})
_OPEN = Q(visibility="everyone", source__visibility="everyone")
GONE = frozenset({"http_404", "http_410"})


def notice_edit(
    tidings: Tidings,
    *,
    article: Article,
    old: ArticleRevision,
    item: Import,
    reanchored: Reanchored,
    pages: Sequence[Evidence] = (),
) -> Alert | None:
    """Tell that a fetched text differs from the one before, with the passages that it touches.

    What the watch found is told whenever the words differ; what a person or a feed brought, only where passages of
    claims are touched that everybody may know of.

    Args:
        tidings: where a new alert is noted.
        article: locked by the caller, its new text in force.
        old: the text before.
        item: the import that brought the new one.
        reanchored: what that did to the passages.
        pages: the evidence that rests on the page as a whole.

    Returns:
        None where nobody needs to be told.
    """
    new = article.current_revision
    if item.origin != Origin.FETCH or new is None or new.text == old.text:
        return None
    touched = [a for a in reanchored.touched if a.highlight.purpose in _JUDGED]
    if not item.given.get("watch") and not _touches_open(touched, pages):
        return None
    alert, is_new = Alert.objects.get_or_create(
        kind=AlertKind.EDITED,
        new_revision=new,
        defaults={
            "article": article,
            "old_revision": old,
            "item": item,
            "url": _url(article, old, item),
        },
    )
    if is_new:
        AlertTouch.objects.bulk_create(
            [*_passages(alert, touched), *_whole(alert, pages)], batch_size=500
        )
        tidings.raised.append(alert)
    return alert


def notice_place(
    tidings: Tidings, article: Article, standing: ArticleRevision, url: str, **facts: Any
) -> bool:
    """Tell where a page leads that answered, and that what was wrong with it before is over.

    Args:
        tidings: where it is noted what became of alerts.
        article: locked by the caller.
        standing: its text before this look, with the snapshot loaded.
        url: the address that answered.
        facts: see `annotations.watch.raising.raise_alert`.

    Returns:
        Whether it leads to another page.
    """
    away = elsewhere(article, standing, url)
    over = [AlertKind.REMOVED, AlertKind.STAND_IN]
    # A text that was fetched where the address leads now has its place there, but the page is not back.
    if page_key(url) == page_key(article.url):
        over.append(AlertKind.REDIRECTED)
    tidings.ended.extend(end_alerts(article, over))
    if away:
        _raise(tidings, article, AlertKind.REDIRECTED, url=away, **facts)
    return bool(away)


def notice_gone(tidings: Tidings, article: Article, code: str, **facts: Any) -> None:
    """Tell that there is no page any more (`http_404`, `http_410`)."""
    _raise(tidings, article, AlertKind.REMOVED, code=code, **facts)


def notice_stand_in(
    tidings: Tidings,
    article: Article,
    standing: ArticleRevision,
    code: str,
    url: str,
    **facts: Any,
) -> None:
    """Tell that something else stands in an article's place, whose text stays as it is.

    Args:
        tidings: where it is noted what became of alerts.
        article: locked by the caller.
        standing: its text, with the snapshot loaded.
        code: see `annotations.watch.guard.in_place_of`.
        url: the address that answered.
        facts: with `blob` and `fetched`, from which it can be taken all the same.
    """
    tidings.ended.extend(end_alerts(article, [AlertKind.REMOVED]))
    _raise(
        tidings,
        article,
        AlertKind.STAND_IN,
        code=code,
        url=elsewhere(article, standing, url) if url else "",
        **facts,
    )


def _raise(tidings: Tidings, article: Article, kind: AlertKind, **facts: Any) -> None:
    alert, is_new = raise_alert(article, kind, **facts)
    if is_new:
        tidings.raised.append(alert)


def _url(article: Article, old: ArticleRevision, item: Import) -> str:
    fetched: str = item.given.get("fetched", {}).get("url", "")
    return elsewhere(article, old, fetched) if fetched else ""


def _touches_open(touched: list[Anchor], pages: Sequence[Evidence]) -> bool:
    """Whether a claim is touched of which everybody may know why."""
    quoting = Evidence.objects.filter(
        _OPEN, removed_at__isnull=True, claim__deleted_at__isnull=True
    )
    if pages and quoting.filter(pk__in=[page.pk for page in pages]).exists():
        return True
    if not touched:
        return False
    living = Q(
        purpose=HighlightPurpose.CLAIM,
        appearance__removed_at__isnull=True,
        appearance__claim__deleted_at__isnull=True,
    )
    quoted = Q(pk__in=quoting.values("passage")) | Q(evidence__in=quoting)
    ids = [anchor.highlight_id for anchor in touched]
    return Highlight.objects.filter(living | quoted, pk__in=ids).exists()


def _passages(alert: Alert, touched: Iterable[Anchor]) -> list[AlertTouch]:
    return [
        AlertTouch(
            alert=alert,
            highlight_id=anchor.highlight_id,
            state=anchor.state,
            change=anchor.change,
            context=anchor.context,
        )
        for anchor in touched
    ]


def _whole(alert: Alert, pages: Iterable[Evidence]) -> list[AlertTouch]:
    return [AlertTouch(alert=alert, evidence=evidence, state="changed") for evidence in pages]
