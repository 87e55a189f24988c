"""How far the checking of articles is, in numbers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from annotations.claims.sentence_states import (
    Mark,
    SentenceStates,
    Span,
    counted_of,
    sentence_states,
)
from annotations.models import (
    Anchor,
    AnchorState,
    Article,
    ArticleRevision,
    Claim,
    CoverageKind,
    Highlight,
    HighlightPurpose,
    State,
)

# A re-anchored coverage stands where its words are the same characters, or other glyphs of the same kind.
STANDING = Q(state__in=[AnchorState.ANCHORED, AnchorState.MOVED]) | Q(
    state=AnchorState.CHANGED, change="typography", context="same"
)

# Which sentences of a revision count never changes, and lists ask for it again and again.
_COUNTED: dict[UUID, list[int | None]] = {}
_MOST_COUNTED = 2_000
_COUNTING = Lock()


@dataclass(frozen=True, slots=True)
class Progress:
    """Numbers of one article. A repeated or set-aside passage counts in neither of the last two.

    `unread` are the sentences that are not done: no claim, or a claim and words besides it, and nobody
    said that nothing is left (see `sentence_states`).
    """

    claims: int
    checked: int
    approved: int
    sentences: int
    unread: int

    def as_json(self) -> dict[str, int]:
        """The contract's `progress` object."""
        return {
            "claims": self.claims,
            "checked": self.checked,
            "approved": self.approved,
            "sentences": self.sentences,
            "unread": self.unread,
        }


@dataclass(slots=True)
class InText:
    """What stands in one text: claims' passages, and what people said of sentences."""

    claims: list[Span] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    covering: list[UUID] = field(default_factory=list)
    """The highlight of each of `marks`."""

    @property
    def is_any(self) -> bool:
        """Whether anything stands there."""
        return bool(self.claims or self.marks)


def progress_of(articles: Sequence[Article]) -> dict[UUID, Progress]:
    """The progress of each article, in four queries at most, however many they are.

    Args:
        articles: with `current_revision` loaded (its blocks and sentences).
    """
    counts = {row["article"]: row for row in _counts([article.pk for article in articles])}
    states = states_of([a.current_revision for a in articles if a.current_revision])
    progress = {}
    for article in articles:
        row = counts.get(article.pk, {})
        known = states.get(article.current_revision_id) if article.current_revision_id else None
        progress[article.pk] = Progress(
            claims=row.get("claims", 0),
            checked=row.get("checked", 0),
            approved=row.get("approved", 0),
            sentences=known.sentences if known else 0,
            unread=known.unread if known else 0,
        )
    return progress


def states_of(
    revisions: Sequence[ArticleRevision], places: Mapping[UUID, InText] | None = None
) -> dict[UUID, SentenceStates]:
    """How far the sentences of each text are, in three queries at most, however many they are.

    Args:
        revisions: with blocks and sentences; texts that are deferred are loaded together.
        places: what `places_in` found for them, where the caller asked already.
    """
    if places is None:
        places = places_in([revision.pk for revision in revisions])
    wanted = [r for r in revisions if r.pk not in _COUNTED or places[r.pk].is_any]
    texts = _texts(wanted)
    return {r.pk: _states(r, texts.get(r.pk, ""), places[r.pk]) for r in revisions}


def places_in(revisions: Sequence[UUID]) -> dict[UUID, InText]:
    """Where claims' passages and coverage stand in each text, in two queries.

    Coverage of a text before counts where the re-anchoring found the same words; where they changed or are
    gone its row stays and says nothing.
    """
    standing = Q(purpose=HighlightPurpose.CLAIM) & Q(
        appearance__removed_at__isnull=True, appearance__claim__deleted_at__isnull=True
    )
    wanted = (standing | Q(purpose=HighlightPurpose.COVERAGE)) & Q(retired_at__isnull=True)
    confirmed = Highlight.objects.filter(wanted, revision__in=revisions)
    reached = Q(highlight__purpose=HighlightPurpose.CLAIM) & Q(
        highlight__appearance__removed_at__isnull=True,
        highlight__appearance__claim__deleted_at__isnull=True,
    )
    anchored = Anchor.objects.filter(
        reached | (Q(highlight__purpose=HighlightPurpose.COVERAGE) & STANDING),
        highlight__retired_at__isnull=True,
        revision__in=revisions,
        start__isnull=False,
    )
    rows = [
        *confirmed.values_list("revision", "start", "end", "pk", "coverage__kind"),
        *anchored.values_list(
            "revision", "start", "end", "highlight_id", "highlight__coverage__kind"
        ),
    ]
    found: dict[UUID, InText] = defaultdict(InText)
    for revision, start, end, highlight, kind in rows:
        at = found[revision]
        if kind:
            at.marks.append(Mark(int(start or 0), int(end or 0), kind == CoverageKind.NOTHING_LEFT))
            at.covering.append(highlight)
        else:
            at.claims.append((int(start or 0), int(end or 0)))
    return {revision: found[revision] for revision in revisions}


def _counts(ids: list[UUID]) -> Iterable[Mapping[str, Any]]:
    claims = Claim.objects.filter(article__in=ids, deleted_at__isnull=True)
    return (
        claims.order_by()
        .values("article")
        .annotate(
            claims=Count("id"),
            checked=Count("id", filter=Q(verdict__isnull=False)),
            approved=Count("id", filter=Q(state__in=[State.APPROVED, State.PUBLISHED])),
        )
    )


def _texts(revisions: Sequence[ArticleRevision]) -> dict[UUID, str]:
    known = {r.pk: r.text for r in revisions if "text" not in r.get_deferred_fields()}
    lacking = [revision.pk for revision in revisions if revision.pk not in known]
    if lacking:
        found = ArticleRevision.objects.filter(pk__in=lacking)
        known.update(found.values_list("pk", "text"))
    return known


def _states(revision: ArticleRevision, text: str, places: InText) -> SentenceStates:
    counted = _COUNTED.get(revision.pk)
    if counted is None:
        counted = counted_of(text, revision.sentences, revision.blocks)
        with _COUNTING:
            if len(_COUNTED) >= _MOST_COUNTED:
                _COUNTED.pop(next(iter(_COUNTED)))
            _COUNTED[revision.pk] = counted
    return sentence_states(
        text, revision.sentences, revision.blocks, places.claims, places.marks, counted
    )
