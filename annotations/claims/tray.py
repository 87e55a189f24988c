"""The tray: passages that a new text changed or lost, waiting for a person's look."""

import base64
import json
from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext as _

from annotations.anchoring.tokens import Vocabulary
from annotations.anchoring.word_changes import Piece
from annotations.claims.lapsed import lapsed_in, unread_again
from annotations.claims.owners import Owner, etags_of, owners_of
from annotations.claims.tray_words import (
    Drift,
    InSentence,
    as_confirmed,
    changes,
    in_sentence,
    same_edits,
)
from annotations.models import (
    Anchor,
    Article,
    ArticleRevision,
    Claim,
    Evidence,
    HighlightPurpose,
    User,
)
from annotations.reading.attributions import quotation_attribution
from annotations.refusals import Invalid

PAGE = 50
"""Passages that are told in full at once."""
MOST_CANDIDATES = 3
NEEDS_LOOK = Q(state="orphaned") | Q(change="wording") | Q(context="changed")
"""`needs_look` as a question to the database."""


@dataclass(slots=True)
class Waiting:
    """A passage that waits.

    Attributes:
        anchor: its place in the newest text, with `highlight`.
        claim: which.
        evidence: of a quote: what it was quoted for.
        etag: of the claim, for the person who asked.
        was: as a person last confirmed it, and `was_number` the number of that revision.
        now: where it stands; None where its words are not found.
        near: the place in the newest text nearest to where it stood.
        pieces: what parts the two sentences; empty where it has no place or is not told in full.
        candidates: other places where it may stand, with a score, the best first.
        speakers: who said it then and now, where that is what changed; it may stand sentences away.
        same: the ids of all passages with the very same edit, its own among them.
    """

    anchor: Anchor
    claim: Claim
    evidence: Evidence | None
    etag: str
    was: InSentence
    was_number: int
    now: InSentence | None
    near: int
    pieces: list[Piece] = field(default_factory=list)
    candidates: list[tuple[InSentence, float]] = field(default_factory=list)
    speakers: tuple[str, str] | None = None
    same: list[UUID] = field(default_factory=list)

    @property
    def place(self) -> tuple[int, str]:
        """What the tray is ordered by."""
        return self.near, str(self.anchor.highlight_id)


@dataclass(slots=True)
class Tray:
    """What waits in one article's newest text, in text order.

    `revision` is that text, None where nothing waits. `shown` are those that are told in full; `next` is what to ask for the others with, or empty. `lapsed` counts the
    sentences that were called done and are unread again because their words changed; the first begins at `lapsed_at`.
    """

    revision: ArticleRevision | None = None
    waiting: list[Waiting] = field(default_factory=list)
    shown: list[Waiting] = field(default_factory=list)
    next: str = ""
    lapsed: int = 0
    lapsed_at: int | None = None


def tray_of(*, person: User, article: Article, after: str = "", limit: int = PAGE) -> Tray:
    """What waits for a look in an article, as this person may see it; the same few queries however much it is.

    Args:
        person: a quote of evidence that they may not see is not there for them, nor counted.
        article: readable for them.
        after: `next` of the answer before.
        limit: how many are told in full.

    Raises:
        Invalid: `invalid_cursor`.
    """
    place = _place(after)
    anchors, lapsed, newest = _anchors(article), lapsed_in(article), article.current_revision_id
    if newest is None or not (anchors or lapsed):
        return Tray()
    owners = owners_of(person, [anchor.highlight for anchor in anchors])
    revision = ArticleRevision.objects.defer("document", "set_aside", "choices").get(pk=newest)
    tray = Tray(revision)
    tray.lapsed, tray.lapsed_at = unread_again(revision, lapsed)
    kept = [anchor for anchor in anchors if anchor.highlight_id in owners]
    tray.waiting = sorted(_waiting(person, revision, kept, owners), key=lambda one: one.place)
    rest = [one for one in tray.waiting if place is None or one.place > place]
    tray.shown = rest[:limit]
    if len(rest) > limit:
        tray.next = _token(tray.shown[-1].place)
    _tell_in_full(revision, tray.shown)
    return tray


def _anchors(article: Article) -> list[Anchor]:
    of_claim = Q(highlight__purpose=HighlightPurpose.CLAIM) & Q(
        highlight__appearance__removed_at__isnull=True,
        highlight__appearance__claim__deleted_at__isnull=True,
    )
    # Words that somebody let go as lost, and that came back in a later text as other words, are asked about again.
    is_back = of_claim & Q(start__isnull=False, highlight__gone_at__lt=F("revision__created_at"))
    rows = Anchor.objects.filter(
        NEEDS_LOOK,
        of_claim | Q(highlight__purpose=HighlightPurpose.QUOTE),
        is_back | Q(highlight__gone_at__isnull=True),
        revision=article.current_revision_id,
        highlight__retired_at__isnull=True,
    )
    return list(rows.select_related("highlight__appearance"))


def _waiting(
    person: User, revision: ArticleRevision, anchors: list[Anchor], owners: dict[UUID, Owner]
) -> list[Waiting]:
    etags = etags_of(person, [owners[anchor.highlight_id].claim for anchor in anchors])
    numbers = ArticleRevision.objects.filter(article=revision.article_id)
    known = {pk: (number, length) for pk, number, length in numbers.values_list("pk", "number", "length")}  # fmt: skip
    drifts = _drifts(revision, anchors, {pk: length for pk, (_number, length) in known.items()})
    found = []
    for anchor in anchors:
        highlight, owner = anchor.highlight, owners[anchor.highlight_id]
        now, near = None, 0
        if anchor.start is not None and anchor.end is not None:
            now = in_sentence(revision.text, revision.sentences, anchor.start, anchor.end)
            near = now.start
        else:
            drift = drifts[highlight.revision_id]
            near = drift.near(highlight.start, highlight.prefix, highlight.suffix)
        found.append(
            Waiting(
                anchor=anchor,
                claim=owner.claim,
                evidence=owner.evidence,
                etag=etags[owner.claim.pk],
                was=as_confirmed(
                    highlight.start,
                    highlight.end,
                    highlight.exact,
                    highlight.prefix,
                    highlight.sentence,
                ),
                was_number=known[highlight.revision_id][0],
                now=now,
                near=near,
            )
        )
    _tell_same(found)
    return found


def _tell_same(found: list[Waiting]) -> None:
    edits = [
        (one.was, one.now, one.anchor.change == "wording") if one.now else None for one in found
    ]
    roots, groups = same_edits(edits), defaultdict(list)
    for root, one in zip(roots, found, strict=True):
        groups[root].append(one.anchor.highlight_id)
    for root, one in zip(roots, found, strict=True):
        one.same = groups[root]


def _drifts(
    revision: ArticleRevision, anchors: list[Anchor], lengths: dict[UUID, int]
) -> dict[UUID, Drift]:
    """For each text in which a lost passage was confirmed, what became of its places; in one query."""
    origins = {anchor.highlight.revision_id for anchor in anchors if anchor.start is None}
    if not origins:
        return {}
    known: dict[UUID, list[tuple[int, int]]] = defaultdict(list)
    placed = Anchor.objects.filter(
        revision=revision, highlight__revision__in=origins, start__isnull=False
    )
    pairs = placed.values_list(
        "highlight__revision", "highlight__start", "start", "highlight__end", "end"
    )
    for origin, old_start, new_start, old_end, new_end in pairs:
        known[origin] += [(old_start, new_start or 0), (old_end, new_end or 0)]
    return {pk: Drift(known[pk], lengths[pk], revision.text) for pk in origins}


def _tell_in_full(revision: ArticleRevision, shown: list[Waiting]) -> None:
    vocabulary, text, flat = Vocabulary(), revision.text, revision.sentences
    for one in shown:
        if one.now is not None:
            one.pieces = changes(vocabulary, one.was.sentence, one.now.sentence)
        here = (one.anchor.start, one.anchor.end)
        for start, end, score in one.anchor.candidates:
            if (start, end) != here and len(one.candidates) < MOST_CANDIDATES:
                one.candidates.append((in_sentence(text, flat, start, end), score))
    _tell_speakers(revision, [one for one in shown if one.now and not _is_edited(one)])


def _is_edited(one: Waiting) -> bool:
    return any(piece.old is None or piece.new is None for piece in one.pieces)


def _tell_speakers(revision: ArticleRevision, unedited: list[Waiting]) -> None:
    """Sentences that are the same wait because whoever is quoted with them changed."""
    if not unedited:
        return
    ids = {one.anchor.highlight.revision_id for one in unedited}
    texts = dict(ArticleRevision.objects.filter(pk__in=ids).values_list("pk", "text"))
    for one in unedited:
        old = texts[one.anchor.highlight.revision_id]
        if one.now is not None:
            one.speakers = (
                _speaker(old, one.was.start, one.was.end),
                _speaker(revision.text, one.now.start, one.now.end),
            )


def _speaker(text: str, start: int, end: int) -> str:
    found = quotation_attribution(text, start, end)
    return " ".join(text[found.start : found.end].split()) if found else ""


def _token(place: tuple[int, str]) -> str:
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode()


def _place(token: str) -> tuple[int, str] | None:
    if not token:
        return None
    try:
        near, pk = json.loads(
            base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
        )
        return int(near), str(UUID(pk))
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise Invalid(
            "invalid_cursor",
            _("This cursor is not one of this list. Begin again without it."),
            field="cursor",
        ) from error
