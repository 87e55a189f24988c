"""What stands now of many claims, as one person may see it, in as many queries however many they are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from annotations.claims.looks import needs_look
from annotations.models import (
    AlertTouch,
    Anchor,
    Appearance,
    Article,
    Claim,
    Evidence,
    Highlight,
    HighlightPurpose,
    HistoryEntry,
)
from annotations.models.source import EvidenceQuerySet
from annotations.review.changes import Where, Words

_ARTICLE = ("title", "site_name", "byline", "url", "canonical_url", "published_at", "field_notes")


@dataclass(slots=True)
class Standing:
    """All that is compared with what was judged.

    Attributes:
        claims: with their verdict and its rating.
        appearances: of each claim, in the order of the recipe, removed ones too.
        passages: of each appearance, in the order of the recipe, retired ones too.
        evidence: of each claim, removed too; none that may not be seen.
        found: of each evidence, the passages that its quote was found in.
        pages: of each evidence, when the page that it rests on as a whole was edited.
        anchors: where a passage stands in the newest text, where a person has not confirmed it there.
        entries: of each claim, the newest entry of the record by verb and by the object's id.
    """

    claims: dict[UUID, Claim] = field(default_factory=dict)
    appearances: dict[UUID, list[Appearance]] = field(default_factory=lambda: defaultdict(list))
    passages: dict[UUID, list[Highlight]] = field(default_factory=lambda: defaultdict(list))
    evidence: dict[UUID, list[Evidence]] = field(default_factory=lambda: defaultdict(list))
    found: dict[UUID, list[Highlight]] = field(default_factory=lambda: defaultdict(list))
    pages: dict[UUID, list[AlertTouch]] = field(default_factory=lambda: defaultdict(list))
    quoted: dict[UUID, Highlight] = field(default_factory=dict)
    anchors: dict[UUID, Anchor] = field(default_factory=dict)
    entries: dict[UUID, dict[str, HistoryEntry]] = field(default_factory=lambda: defaultdict(dict))

    def words_of(self, passage: Highlight) -> Words:
        """How a passage stands: as confirmed, unless the newest text has it otherwise and nobody has said so."""
        anchor = self.anchors.get(passage.pk)
        is_open = anchor is not None and needs_look(anchor) and passage.gone_at is None
        article = passage.article
        now = article.current_revision.number if article.current_revision else None
        told = anchor if anchor is not None and is_open else passage
        is_lost = passage.gone_at is not None or (is_open and told.start is None)
        return Words(
            exact="" if is_lost else told.exact,
            sentence="" if is_lost else told.sentence,
            around="" if is_lost else told.prefix + told.exact + told.suffix,
            is_lost=is_lost,
            is_undecided=is_open,
            has_other_context=bool(is_open and anchor and anchor.context == "changed"),
            where=Where(
                article.pk,
                article.title,
                passage.pk,
                passage.revision.number if is_open else None,
                now,
            ),
        )


def standing_of(ids: Sequence[UUID], visible: EvidenceQuerySet, since: datetime) -> Standing:
    """Load what stands now; nine queries at most.

    Args:
        ids: of the claims.
        visible: the evidence that may be seen.
        since: entries of the record before this moment are not looked at.
    """
    now = Standing()
    rows = Claim.objects.filter(pk__in=ids).select_related("verdict__rating").defer("search")
    now.claims = {claim.pk: claim for claim in rows}
    for appearance in _appearances(ids):
        now.appearances[appearance.claim_id].append(appearance)
    seen = visible.filter(claim__in=ids).select_related("source").order_by("created_at", "id")
    for evidence in seen:
        now.evidence[evidence.claim_id].append(evidence)
    everything = [one for each in now.evidence.values() for one in each]
    _load_passages(now, ids, everything)
    touched = AlertTouch.objects.filter(
        evidence__in=everything, highlight__isnull=True, alert__at__gt=since
    ).select_related("alert__article", "alert__old_revision", "alert__new_revision")
    for touch in touched.only(
        "evidence",
        "alert__at",
        "alert__article__title",
        "alert__old_revision__number",
        "alert__new_revision__number",
    ):
        if touch.evidence_id:
            now.pages[touch.evidence_id].append(touch)
    for entry in _entries(ids, since):
        if entry.claim_id:
            now.entries[entry.claim_id].update({entry.verb: entry, entry.object_id: entry})
    return now


def _appearances(ids: Sequence[UUID]) -> Iterable[Appearance]:
    found = Appearance.objects.filter(claim__in=ids).select_related("article").order_by("id")
    return found.defer(*(f"article__{name}" for name in _unread()))


def _unread() -> list[str]:
    """The article's columns that are not judged."""
    names = [field.attname for field in Article._meta.concrete_fields]  # noqa: SLF001 - Django's documented model API
    return [name.removesuffix("_id") for name in names if name not in {"id", *_ARTICLE}]


def _load_passages(now: Standing, ids: Sequence[UUID], evidence: list[Evidence]) -> None:
    quoted = [one.passage_id for one in evidence if one.passage_id]
    found = Highlight.objects.filter(
        Q(appearance__claim__in=ids, purpose=HighlightPurpose.CLAIM)
        | Q(pk__in=quoted)
        | Q(evidence__in=evidence)
    )
    passages: list[Any] = list(
        found.select_related("revision", "article__current_revision")
        .only(
            *("start", "exact", "prefix", "suffix", "sentence", "purpose", "created_at"),
            *("retired_at", "gone_at", "appearance", "evidence"),
            *("revision__number", "article__title", "article__current_revision__number"),
        )
        .order_by("id")
    )
    for passage in passages:
        if passage.appearance_id:
            now.passages[passage.appearance_id].append(passage)
        elif passage.evidence_id and passage.retired_at is None:
            now.found[passage.evidence_id].append(passage)
        now.quoted[passage.pk] = passage
    anchors = Anchor.objects.filter(
        highlight__in=passages, revision=F("highlight__article__current_revision")
    ).exclude(revision=F("highlight__revision"))
    now.anchors = {anchor.highlight_id: anchor for anchor in anchors}


def _entries(ids: Sequence[UUID], since: datetime) -> Iterable[HistoryEntry]:
    found = HistoryEntry.objects.filter(claim__in=ids, at__gt=since, actor__isnull=False)
    found = found.exclude(verb="confidential_read")  # whoever read it changed nothing
    light = found.only("verb", "object_id", "claim", "at", "actor__username", "actor__full_name")
    return light.select_related("actor").order_by("seq")
