"""Proposing figures for a claim from its words. Nothing of it is stored until a person takes it."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from annotations.figures.checked import fraction_to_decimal
from annotations.figures.quantities import key_of, known_quantities
from annotations.models import (
    Article,
    ArticleRevision,
    Claim,
    Figure,
    Highlight,
    HighlightPurpose,
    Quantity,
)
from annotations.reading.measures import deed_in
from annotations.reading.sentences import sentence_at
from annotations.reading.stated import Stated, merged, stated
from annotations.reading.stated_context import Context, context_of
from annotations.reading.stems import stems
from annotations.workflow.judged import plain

_MOST_PASSAGES = 20
_REACH = 8000  # code points around a passage whose paragraphs are looked at
_ALIKE = 0.75
_PARTICLES = frozenset({"of", "the", "in", "a", "s", "by"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """A figure that a claim's words state. `given` is what `add_figure` takes, JSON values only; `words` the value as it stands.

    `whole` are the words of the figure of which this one is a share, where it is one ("987 detentions"). `key` names the
    proposal as long as the words around it stay the same.
    """

    key: str
    words: str
    whole: str
    given: dict[str, Any]


def propose(claim: Claim) -> list[Proposal]:
    """The figures that a claim's passages, else its statement, state and that it does not carry yet. Six queries at most.

    What the words do not state themselves is named in `inferred`; a value or unit that nobody can tell is left out.
    """
    marked = list(_passages(claim))
    contexts = _contexts(marked)
    found = [
        [(one, passage.pk) for one in stated(contexts[passage.pk], passage.start, passage.end)]
        for passage in marked if passage.pk in contexts
    ]  # fmt: skip
    where = {(one.low, one.high, one.unit): pk for of in reversed(found) for one, pk in of}
    figures = merged([[one for one, _pk in of] for of in found])
    sentence = " ".join(passage.sentence for passage in marked)[:_REACH]
    if not figures:
        figures, sentence = (
            _of_statement(claim, next(iter(contexts.values()), None)),
            claim.statement,
        )
    return _proposals(claim, figures, where, sentence) if figures else []


def find_proposal(claim: Claim, key: str) -> Proposal | None:
    """The proposal of that key, None where the words changed since or it was taken."""
    return next((one for one in propose(claim) if one.key == key), None)


def _passages(claim: Claim) -> Iterable[Highlight]:
    marked = Highlight.objects.filter(
        appearance__claim=claim,
        appearance__removed_at__isnull=True,
        purpose=HighlightPurpose.CLAIM,
        retired_at__isnull=True,
    )
    return marked.order_by("id")[:_MOST_PASSAGES]


def _contexts(marked: Sequence[Highlight]) -> dict[UUID, Context]:
    """For each passage its text as the figures are read in; of passages in one text, what is read of the whole is read once."""
    revisions = ArticleRevision.objects.only("text", "sentences", "blocks", "article").in_bulk({p.revision_id for p in marked})  # fmt: skip
    dates = dict(Article.objects.filter(pk__in={p.article_id for p in marked}).values_list("pk", "published_at"))  # fmt: skip
    whole: dict[UUID, Context] = {}
    found: dict[UUID, Context] = {}
    for passage in marked:
        revision = revisions[passage.revision_id]
        if revision.pk not in whole:
            at = dates.get(passage.article_id)
            whole[revision.pk] = context_of(revision.text, [], [], at.date() if at else None)
        read = whole[revision.pk]
        found[passage.pk] = Context(
            text=read.text,
            sentences=sentence_at(revision.sentences, passage.start, passage.end),
            blocks=_blocks_near(revision, passage),
            calendar=read.calendar,
            country=read.country,
            known=read.known,
        )
    return found


def _blocks_near(revision: ArticleRevision, passage: Highlight) -> list[tuple[int, int]]:
    low, high = passage.start - _REACH, passage.end
    return [(b["start"], b["end"]) for b in revision.blocks if b["end"] > low and b["start"] < high]


def _of_statement(claim: Claim, around: Context | None) -> list[Stated]:
    text = claim.statement
    spans = [(0, len(text))]
    read = context_of(text, spans, spans, around.calendar.today if around else None)
    country = read.country or (around.country if around else "")
    return stated(Context(text, spans, spans, read.calendar, country), 0, len(text))


def _proposals(
    claim: Claim, figures: Sequence[Stated], where: dict[Any, UUID], sentence: str
) -> list[Proposal]:  # fmt: skip
    carried = set(claim.figures.filter(removed_at__isnull=True).values_list("low", "high"))
    quantities = list(known_quantities())
    return [
        _proposal(claim, one, where.get((one.low, one.high, one.unit)), _quantity(one, quantities, sentence))
        for one in figures
        if (fraction_to_decimal(one.low), fraction_to_decimal(one.high)) not in carried
    ]  # fmt: skip


def _proposal(
    claim: Claim, one: Stated, passage: UUID | None, quantity: dict[str, str] | None
) -> Proposal:  # fmt: skip
    first, last = one.period.value
    whole = _whole(claim, one)
    given = {
        "quantity": quantity,
        "low": number(one.low),
        "high": number(one.high),
        "qualifier": one.qualifier,
        "unit": one.unit[:60],
        "period": {
            "from": first.isoformat() if first else None,
            "to": last.isoformat() if last else None,
        },
        "period_words": one.period_words[:200],
        "place": one.place.value[:200],
        "population": one.population[:200],
        "authority": one.authority.value[:300],
        "share_of": str(whole.pk) if whole else None,
        "inferred": one.inferred,
        "highlight": str(passage) if passage else None,
        "confirmed": False,
    }
    facts = [str(given[name]) for name in ("low", "high", "qualifier", "unit", "period", "place", "authority")]  # fmt: skip
    key = hashlib.sha256("\x1f".join(facts).encode()).hexdigest()[:16]
    return Proposal(key, one.words, one.part_of[0] if one.part_of else "", given)


def number(value: Any) -> int | float | None:
    """A value as a JSON number: an integer where it is one."""
    text = plain(fraction_to_decimal(value))
    if text is None:
        return None
    return float(text) if "." in text else int(text)


def _whole(claim: Claim, one: Stated) -> Figure | None:
    """The figure of the same article that this one is a share of, where somebody has taken it already."""
    if one.part_of is None:
        return None
    value = fraction_to_decimal(one.part_of[1])
    same = Figure.objects.filter(
        claim__article=claim.article_id, claim__deleted_at__isnull=True, removed_at__isnull=True
    )
    return same.filter(low=value, high=value).order_by("created_at", "id").first()


def _quantity(
    one: Stated, known: Sequence[Quantity], sentence: str
) -> dict[str, str] | None:  # fmt: skip
    """The quantity that is known and alike, else a name for a new one.

    Alike is: the same label; the same deed ("People detained in Belarus", "Detentions"); or most words of the label
    stand in the sentence. A share is never taken for a count.
    """
    key = key_of(one.quantity)
    is_share = one.unit in {"%", ""} and one.low is not None
    # The sentence may speak of another's share too.
    words = stems(one.quantity if is_share else f"{one.quantity} {sentence}", _PARTICLES)
    scored = []
    for quantity in known:
        if quantity.label_key == key:
            return {"id": str(quantity.pk), "label": quantity.label}
        of = stems(quantity.label, _PARTICLES)
        share = len(of & words) / len(of) if of else 0.0
        has_deed = bool(deed_in(one.quantity)) and deed_in(quantity.label) == deed_in(one.quantity)
        if is_share == ("share" in key_of(quantity.label)) and (has_deed or (share >= _ALIKE and not deed_in(one.quantity))):  # fmt: skip
            scored.append((has_deed, share, quantity))
    if scored:
        best = max(scored, key=lambda found: found[:2])[2]
        return {"id": str(best.pk), "label": best.label}
    return {"label": one.quantity} if one.quantity else None
