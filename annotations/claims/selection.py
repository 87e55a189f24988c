"""What is to be known of selected words before, and after, a claim is made of them.

It locks nothing and saves nothing. Offsets are Unicode code points, end exclusive.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, FilteredRelation, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from annotations import typed
from annotations.claims.passage import LONGEST, Passage, find_passage
from annotations.claims.wording import STATEMENT_LIMIT
from annotations.models import Article, Asserts, Highlight, HighlightPurpose, User
from annotations.reading.attributions import asks_for_choice
from annotations.reading.graphemes import boundary_after, boundary_before
from annotations.reading.losses import Loss, losses
from annotations.reading.lost_attributions import loses_authority
from annotations.reading.passages import trim
from annotations.reading.places import places_of_words
from annotations.reading.risks import risks
from annotations.reading.sentences import sentence_at
from annotations.reading.splits import splits
from annotations.refusals import Missing

MOST_CLAIMS = 100
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Named:
    """Who says so, in or beside the selection: where those words stand, and the authority (None where nobody is named)."""

    start: int
    end: int
    authority: str | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A statement within the selection."""

    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A passage of a standing claim that shares a character with the selection."""

    id: UUID
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Look:
    """A selection as it would be marked, and what is to be said of it.

    `occurrences` are the places of the same words in the text, the selected one among them at `index`; where there are more
    than 200 `is_capped` is true and the places are those up to the selected one. `splits` are the statements in it, where it
    holds several. `losses` are those of the given statement, `risks` those of the statement or else of the words.
    """

    revision: UUID
    start: int
    end: int
    exact: str
    occurrences: list[Span]
    index: int
    is_capped: bool
    attribution: Named | None
    splits: list[Piece]
    losses: list[Loss]
    risks: list[str]
    claims: list[Standing]


def look(
    *,
    person: User,
    article_id: UUID,
    revision_id: UUID | str | None,
    start: int | None,
    end: int | None,
    statement: str | None = None,
    asserts: str | None = None,
) -> Look:
    """Say what a selection is like.

    Args:
        person: who asks; every signed-in account may.
        article_id: the article.
        revision_id: the text that the offsets count in; None means the newest.
        start: first code point; an end within a character is widened to its edge.
        end: after the last code point.
        statement: as the claim would be, or is, worded.
        asserts: `so` or `said`: a claim that somebody said it has to carry an attribution of its sentence too.

    Raises:
        Missing: `not_found`; Conflict: `revision_changed`, `no_text_yet`, `merged`; Invalid: `empty_selection`,
        `offset_outside`, `passage_too_long`, `too_long`, `bad_characters`, `unknown_choice`.
    """
    worded = typed.text_of(statement, "statement", STATEMENT_LIMIT)
    if asserts:
        typed.choice_of(asserts, "asserts", Asserts.values)
    newest, text = _newest(person, article_id)
    start, end = _meant(text, start, end)
    passage = find_passage(
        article_id, revision_id=revision_id or newest, start=start, end=end, lock=False
    )
    begin, finish = passage.selector.start, passage.selector.end
    where = places_of_words(text, begin, finish)
    return Look(
        revision=passage.revision.pk,
        start=begin,
        end=finish,
        exact=passage.selector.exact,
        occurrences=where.spans,
        index=where.index,
        is_capped=where.is_capped,
        attribution=_named(text, passage),
        splits=[Piece(s, e, text[s:e]) for s, e in splits(text, begin, finish)],
        losses=_lost(passage, worded, asserts) if worded else [],
        risks=risks(worded or passage.selector.exact, passage.selector.exact, passage.sentence),
        claims=_standing_on(article_id, passage),
    )


def warnings_of(claim: dict[str, Any]) -> list[dict[str, str]]:
    """What a claim's statement loses of its first passage as a person last confirmed it, for people to read.

    Args:
        claim: as `dossier.claim_json` tells it.

    Returns:
        `kind`, `words`, `sentence` of each loss, in the passage's order; none where the claim has no passage.
    """
    passages = [one for place in claim["appearances"] for one in place["passages"]]
    if not passages:
        return []
    confirmed = passages[0]["confirmed"] or passages[0]["exact"]
    found = losses(confirmed, claim["statement"])
    named = claim["attribution"] if claim["asserts"] == Asserts.SAID else ""
    is_told = any(one.kind == "attribution" for one in found)
    if named and not is_told and loses_authority(claim["statement"], named):
        found.append(Loss("attribution", named))
    return [told(one) for one in found]


def told(loss: Loss) -> dict[str, str]:
    """A loss in words for people."""
    return {"kind": loss.kind, "words": loss.words, "sentence": _sentence_of(loss)}


def _sentence_of(loss: Loss) -> str:
    said = {
        "qualifier": _("The passage says “%(words)s”; the statement does not."),
        "negation": _("The passage says “%(words)s”; the statement does not."),
        "attribution": _("The article names who says so (“%(words)s”); the statement does not."),
        "figure": _("The passage has the figure “%(words)s”; the statement does not."),
    }
    return said[loss.kind] % {"words": loss.words}


def _newest(person: User, article_id: UUID) -> tuple[UUID | None, str]:
    """The newest text of an article that this person may read."""
    seen = Article.objects.visible_to(person).filter(pk=article_id).order_by()
    row = seen.values_list("current_revision", "current_revision__text").first()
    if row is None:
        raise Missing("not_found", _("There is no such article."))
    return row[0], row[1] or ""


def _meant(text: str, start: int | None, end: int | None) -> tuple[int | None, int | None]:
    """The selection without stray characters and with whole ones; as it was given where it is no passage."""
    if start is None or end is None or not 0 <= start < end <= len(text) or end - start > LONGEST:
        return start, end
    return trim(text, boundary_before(text, start), boundary_after(text, end))


def _named(text: str, passage: Passage) -> Named | None:
    begin, finish = passage.selector.start, passage.selector.end
    bounds = sentence_at(passage.revision.sentences, begin, finish)
    found = asks_for_choice(text, begin, finish, bounds)
    return Named(found.start, found.end, found.authority) if found else None


def _lost(passage: Passage, statement: str, asserts: str | None) -> list[Loss]:
    if asserts != Asserts.SAID:
        return losses(passage.selector.exact, statement)
    begin, finish = passage.selector.start, passage.selector.end
    first = min([begin, *(s for s, _e in sentence_at(passage.revision.sentences, begin, finish))])
    return losses(passage.selector.exact, statement, passage.sentence, begin - first)


def _standing_on(article_id: UUID, passage: Passage) -> list[Standing]:
    begin, finish, revision = passage.selector.start, passage.selector.end, passage.revision.pk
    rows = Highlight.objects.filter(
        article=article_id,
        purpose=HighlightPurpose.CLAIM,
        retired_at__isnull=True,
        appearance__removed_at__isnull=True,
        appearance__claim__deleted_at__isnull=True,
    )
    here = FilteredRelation("anchors", condition=Q(anchors__revision=revision))
    placed = rows.annotate(here=here).filter(Q(revision=revision) | Q(here__start__isnull=False))
    values = placed.annotate(
        begin=Coalesce("here__start", F("start")), finish=Coalesce("here__end", F("end"))
    ).filter(begin__lt=finish, finish__gt=begin)
    found = values.order_by("begin", "finish", "id").values_list(
        "appearance__claim", "begin", "finish"
    )
    return [Standing(*row) for row in found[:MOST_CLAIMS]]
