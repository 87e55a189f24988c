"""A claim's sources: as judged beside as they stand, and whether their words still stand in them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from annotations.models import Claim, Evidence, Highlight, SourceKind, Stance, Visibility
from annotations.review.changes import Change, Where, day, passage_changes, value_changes
from annotations.review.standing import Standing

Judged = Mapping[str, Any]
_DECIDED = {"passage_confirmed", "passage_reattached"}


def evidence_changes(
    judged: Judged, claim: Claim, now: Standing, decided_at: datetime
) -> Iterator[Change]:
    """Sources linked, taken away, changed, and quotes that no longer stand in their source.

    Judged bytes hold confidential evidence too: what is not among `now.evidence` is passed over.
    """
    old = {one["id"]: one for one in judged.get("evidence", ())}
    for evidence in now.evidence[claim.pk]:
        was = old.get(str(evidence.pk))
        for change in _of_evidence(was, evidence, now, decided_at):
            yield replace(change, subject=change.subject or evidence.pk)


def _of_evidence(
    was: Judged | None, evidence: Evidence, now: Standing, decided_at: datetime
) -> Iterator[Change]:
    title = evidence.cited_title or evidence.cited_url
    if was is None or evidence.removed_at is not None:
        if was is None and evidence.removed_at is None:
            yield Change("evidence", _("Source added"), "", _summary(_evidence_now(evidence)))
        elif was is not None:
            yield Change("evidence", _("Source taken away"), _summary(_evidence(was)), "")
        return
    yield from value_changes(_evidence(was), _evidence_now(evidence), _in_evidence(), of=title)
    passage = now.quoted.get(evidence.passage_id) if evidence.passage_id else None
    if passage is not None and was.get("passage") and (passage.gone_at or decided_at) >= decided_at:
        for change in passage_changes(was["passage"], now.words_of(passage), of=title):
            yield replace(change, field="source_words", label=_quote_label(change))
    for passage in now.found[evidence.pk]:
        yield from _where_found(was, evidence, passage, now, decided_at)
    yield from _edited_pages(evidence, now, decided_at, title)


def _where_found(
    was: Judged, evidence: Evidence, passage: Highlight, now: Standing, decided_at: datetime
) -> Iterator[Change]:
    """A quote in the archived page of its source: no part of the bytes, yet its change makes an approval stale."""
    words, title = now.words_of(passage), evidence.cited_title or evidence.cited_url
    entry = now.entries[evidence.claim_id].get(str(passage.pk))
    if words.is_undecided:
        old = {name: getattr(passage, name) for name in ("exact", "prefix", "suffix", "sentence")}
        for change in passage_changes(old, words, of=title):
            yield replace(change, field="source_words", label=_quote_label(change))
    elif entry and entry.at > decided_at and entry.verb in _DECIDED and was["quote"] != words.exact:
        told = Change("source_words", "", was["quote"], words.exact, of=title, where=words.where)
        yield replace(told, label=_quote_label(told), subject=passage.pk)


def _edited_pages(
    evidence: Evidence, now: Standing, decided_at: datetime, title: str
) -> Iterator[Change]:
    """The page that an evidence rests on as a whole, edited since."""
    for touch in now.pages[evidence.pk]:
        alert = touch.alert
        if alert.at > decided_at and alert.old_revision and alert.new_revision:
            numbers = (alert.old_revision.number, alert.new_revision.number)
            where = Where(alert.article_id, alert.article.title, None, *numbers)
            label = _("The page of this source was edited")
            yield Change("source_page", label, "", "", of=title, at=alert.at, where=where)


def _quote_label(change: Change) -> str:
    if not change.new:
        return _("Quoted words that are no longer in the source")
    if change.field in {"words", "source_words"}:
        return _("Quoted words in the source")
    return _("What is said around the quoted words in the source")


def _in_evidence() -> dict[str, str]:
    return {
        "stance": _("What the source does to the claim"),
        "quote": _("Quote"),
        "note": _("Note"),
        "title": _("Title of the source"),
        "publisher": _("Publisher of the source"),
        "url": _("Address of the source"),
        "published_at": _("Day the source was published"),
        "kind": _("What the source is"),
        "visibility": _("Who may see the source"),
    }


def _evidence(old: Judged) -> dict[str, Any]:
    return {
        **old,
        "stance": Stance(old["stance"]).label,
        "kind": SourceKind(old["kind"]).label,
        "visibility": Visibility(old["visibility"]).label,
        "published_at": day(old.get("published_at")),
    }


def _evidence_now(evidence: Evidence) -> dict[str, Any]:
    published = evidence.cited_published_at
    secrecy = max(evidence.visibility, evidence.source.visibility, key=Visibility.values.index)
    return {
        "stance": Stance(evidence.stance).label,
        "quote": evidence.quote,
        "note": evidence.note,
        "title": evidence.cited_title,
        "publisher": evidence.cited_publisher,
        "url": evidence.cited_url,
        "published_at": day(published.isoformat() if published else None),
        "kind": SourceKind(evidence.cited_kind).label,
        "visibility": Visibility(secrecy).label,
    }


def _summary(one: Judged) -> str:
    """A source in a few lines: what it does, what it is, what it says."""
    head = f"{one['stance']}: {one['title'] or one['url']}"
    return "\n".join(part for part in (head, one["quote"], one["note"]) if part)
