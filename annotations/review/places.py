"""Where a claim appears, and the words that carry it: as judged beside as they stand."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from annotations.models import Appearance, Article, Claim, Highlight
from annotations.review.changes import Change, day, passage_changes, value_changes
from annotations.review.standing import Standing

Judged = Mapping[str, Any]


def appearance_changes(
    judged: Judged, claim: Claim, now: Standing, decided_at: datetime
) -> Iterator[Change]:
    """Where the claim appears, and the words that carry it.

    The recipe names neither appearances nor passages; it lists both in the order of their ids, so that those
    which stood at `decided_at` are the judged ones.
    """
    by_article: Counter[str] = Counter()
    rows = now.appearances[claim.pk]
    left = [row for row in rows if row.removed_at is None]
    for old in judged.get("appearances", ()):
        article = old["article"]["id"]
        same = [row for row in rows if str(row.article_id) == article and _stood(row, decided_at)]
        row = same[by_article[article]] if by_article[article] < len(same) else None
        by_article[article] += 1
        if row is None or row.removed_at is not None:
            yield from _gone(old)
        else:
            left.remove(row)
            yield from _of_appearance(old, row, now, decided_at)
    for row in left:
        for passage in _standing(now.passages[row.pk]):
            yield _added(passage, now)


def _stood(row: Appearance, at: datetime) -> bool:
    return row.removed_at is None or row.removed_at > at


def _standing(passages: list[Highlight]) -> list[Highlight]:
    return [passage for passage in passages if passage.retired_at is None]


def _of_appearance(
    old: Judged, row: Appearance, now: Standing, decided_at: datetime
) -> Iterator[Change]:
    title = row.article.title
    yield from value_changes(
        _article(old["article"]), _article_now(row.article), _in_article(), of=title
    )
    said = {name: getattr(row, name) for name in _in_appearance() if name != "said_on"}
    said["said_on"] = day(row.said_on.isoformat() if row.said_on else None)
    was = {**old, "said_on": day(old["said_on"])} if "said_on" in old else old
    yield from value_changes(was, said, _in_appearance(), of=title)
    rows = now.passages[row.pk]
    pairs = _pairs(list(old["passages"]), rows, decided_at)
    for was_passage, passage in pairs:
        yield from _of_passage(was_passage, passage, now, decided_at)
    known = {passage.pk for _was, passage in pairs if passage}
    for passage in _standing(rows):
        if passage.pk not in known:
            yield _added(passage, now)


def _pairs(
    old: list[Judged], rows: list[Highlight], at: datetime
) -> list[tuple[Judged, Highlight | None]]:
    """Each judged passage with its row: those that stood then, in order; else those with the same words."""
    stood = [
        row
        for row in rows
        if row.created_at <= at and (row.retired_at is None or row.retired_at > at)
    ]
    if len(stood) == len(old):
        return list(zip(old, stood, strict=True))
    open_rows, pairs = _standing(rows), []
    for was in old:
        row = next((row for row in open_rows if row.exact == was["exact"]), None)
        if row:
            open_rows.remove(row)
        pairs.append((was, row))
    return pairs


def _of_passage(
    old: Judged, passage: Highlight | None, now: Standing, decided_at: datetime
) -> Iterator[Change]:
    if passage is None or passage.retired_at is not None:
        subject = passage.pk if passage else None
        yield Change("passage", _("Passage taken away"), old["exact"], "", subject=subject)
        return
    if passage.gone_at is not None and passage.gone_at <= decided_at:
        return  # the decision knew it
    words = now.words_of(passage)
    for change in passage_changes(old, words):
        yield replace(change, subject=passage.pk)


def _gone(old: Judged) -> Iterator[Change]:
    title = old["article"]["title"]
    for passage in old["passages"]:
        yield Change("passage", _("Passage taken away"), passage["exact"], "", of=title)


def _added(passage: Highlight, now: Standing) -> Change:
    words = now.words_of(passage)
    change = Change("passage", _("Passage added"), "", passage.exact, where=words.where)
    return replace(change, is_undecided=words.is_undecided, subject=passage.pk)


def _in_article() -> dict[str, str]:
    return {
        "title": _("Title of the article"),
        "site_name": _("Where it was published"),
        "byline": _("By whom it was written"),
        "url": _("Address of the article"),
        "published_at": _("Day it was published"),
    }


def _in_appearance() -> dict[str, str]:
    return {
        "speaker": _("Who said it"),
        "carried_by": _("Who passed it on"),
        "said_on": _("Day it was said"),
        "original_words": _("Original words"),
        "language": _("Language"),
    }


def _article(old: Judged) -> dict[str, Any]:
    return {**old, "published_at": day(old.get("published_at"))}


def _article_now(article: Article) -> dict[str, Any]:
    published = article.sure_of("published_at")
    return {
        "title": article.title,
        "site_name": article.site_name,
        "byline": article.byline,
        "url": article.canonical_url or article.url,
        "published_at": day(published.isoformat() if published else None),
    }
