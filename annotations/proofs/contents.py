"""What stands in a proof: the text of one revision, where claims stand in it, and the claims."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import FilteredRelation, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import history
from annotations.models import (
    Article,
    ArticleRevision,
    Highlight,
    HighlightPurpose,
    Newsroom,
    User,
)
from annotations.proofs.entries import Entry, day, direction_of, minute
from annotations.proofs.live import live_entries
from annotations.proofs.marked import Piece, Place, pieces_of
from annotations.refusals import Missing

_LARGEST = 2**31
_TAGS = {"title": "h3", "heading": "h4", "quote": "blockquote"}


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or the like: `tag` as HTML has it, `kind` as the revision has it."""

    tag: str
    kind: str
    direction: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Contents:
    """A proof, ready to be drawn.

    Attributes:
        revision: with its text.
        blocks: the text in its order.
        entries: the claims, in the order of the text; those without a place in it last.
        seq: the newest entry of the record when it was made.
        maker: who had it made, by name.
        is_judged: whether it shows approved content alone.
    """

    article: Article
    revision: ArticleRevision
    blocks: list[Block]
    entries: list[Entry]
    newsroom: str
    made_at: datetime
    seq: int
    maker: str
    is_judged: bool = False

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What is known of the article and of the text, in words: label and value."""
        article, revision = self.article, self.revision
        found = [
            (_("By"), article.byline),
            (_("In"), article.site_name),
            (_("Published"), day(article.sure_of("published_at"))),
            (_("Address"), article.canonical_url or article.url),
            (_("Purpose"), str(article.get_purpose_display())),
            (_("Text"), _("revision %(n)d") % {"n": revision.number}),
            (_("Arrived"), minute(revision.snapshot.fetched_at)),
            (_("SHA-256 of the text"), revision.text_sha256),
            (_("SHA-256 of the bytes that arrived"), revision.snapshot.blob_id),
            (_("Proof made"), minute(self.made_at)),
            (_("For"), self.maker),
            (_("Record"), _("entry %(n)d") % {"n": self.seq} if self.seq else ""),
        ]
        return [(label, value) for label, value in found if value]

    @property
    def title(self) -> str:
        """The article's title, or where it is from."""
        return self.article.title or self.article.url or str(self.article.pk)


def proof_of(person: User, article: Article, number: int | None = None) -> Contents:
    """The proof of an article as this person may see it today; as many queries however many claims it has.

    Args:
        person: who reads; confidential evidence of others is neither told nor counted.
        article: that they may read, with `current_revision`.
        number: of the revision whose text is shown; the newest by default.

    Raises:
        Missing: `no_such_revision`.
    """
    revision = revision_of(article, number)
    return assembled(article, revision, live_entries(person, article), person.name)


def assembled(
    article: Article,
    revision: ArticleRevision,
    entries: list[Entry],
    maker: str,
    *,
    is_judged: bool = False,
) -> Contents:
    """A proof of these claims, numbered in the order in which they stand in the text."""
    spots = _spots(revision, {entry.id for entry in entries})
    entries.sort(key=lambda entry: _first(spots[entry.id]))
    places = []
    for number, entry in enumerate(entries, 1):
        entry.number = number
        entry.elsewhere = list(dict.fromkeys(one.exact for one in spots[entry.id] if not one.at))
        places += [
            Place(*one.at, entry.id, number, entry.look, entry.label)
            for one in spots[entry.id]
            if one.at
        ]
    return Contents(
        article,
        revision,
        _blocks(revision, places),
        entries,
        Newsroom.current().name,
        timezone.now(),
        history.head()[0],
        maker,
        is_judged,
    )


def revision_of(article: Article, number: int | None) -> ArticleRevision:
    """A text of an article by its number, with its snapshot.

    Raises:
        Missing: `no_such_revision`.
    """
    rows = ArticleRevision.objects.filter(article=article).select_related("snapshot")
    named = Q(pk=article.current_revision_id) if number is None else Q(number=number)
    is_a_number = number is None or 0 < number < _LARGEST
    rows = rows.defer("document", "set_aside", "sentences")
    found = rows.filter(named).first() if is_a_number else None
    if found is None:
        raise Missing("no_such_revision", _("This article has no such revision."), field="revision")
    return found


@dataclass(frozen=True, slots=True)
class _Spot:
    """A passage of a claim: where it stands in the text (None where it does not), and its words as confirmed."""

    at: tuple[int, int] | None
    exact: str


def _spots(revision: ArticleRevision, claims: Iterable[str]) -> "defaultdict[str, list[_Spot]]":
    here = FilteredRelation("anchors", condition=Q(anchors__revision=revision.pk))
    rows = Highlight.objects.filter(
        article=revision.article_id,
        purpose=HighlightPurpose.CLAIM,
        retired_at__isnull=True,
        appearance__removed_at__isnull=True,
        appearance__claim__in=list(claims),
    ).annotate(here=here)
    names = ("appearance__claim", "revision", "start", "end", "exact")
    found: defaultdict[str, list[_Spot]] = defaultdict(list)
    for claim, confirmed_in, start, end, exact, anchor, *there in rows.values_list(
        *names, "here__id", "here__start", "here__end"
    ):
        at: Any = None
        if confirmed_in == revision.pk or (not anchor and revision.text[start:end] == exact):
            at = (start, end)
        elif anchor and there[0] is not None:
            at = tuple(there)
        found[str(claim)].append(_Spot(at, exact))
    return found


def _first(spots: Sequence[_Spot]) -> tuple[bool, int, int]:
    """The order of the text: the first place; a longer passage before one in it; what has none last."""
    starts = [spot.at for spot in spots if spot.at]
    start, end = min(starts, default=(0, 0))
    return not starts, start, -end


def _blocks(revision: ArticleRevision, places: list[Place]) -> list[Block]:
    """Blocks and places are both in text order, so each block looks only at those near it."""
    places = sorted(places, key=lambda place: place.start)
    made, waiting, near = [], 0, list[Place]()
    for block in revision.blocks:
        start, end = block["start"], block["end"]
        while waiting < len(places) and places[waiting].start < end:
            near.append(places[waiting])
            waiting += 1
        near = [place for place in near if place.end > start]
        words = revision.text[start:end]
        tag = _TAGS.get(block["kind"], "p")
        pieces = pieces_of(revision.text, start, end, near)
        made.append(Block(tag, block["kind"], direction_of(words), pieces))
    return made
