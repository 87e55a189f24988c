"""What differs between what was judged and what stands now, field by field and word by word."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from annotations.anchoring.stretches import Side, Span
from annotations.anchoring.tokens import Vocabulary
from annotations.anchoring.word_changes import Piece, pieces
from annotations.models import User


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that were kept (`same`), removed (`del`) or added (`ins`); `figures` are offsets in `text`."""

    mark: Literal["same", "del", "ins"]
    text: str
    figures: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Where:
    """Where to look: the article, the passage in it, and the numbers of the texts that part it.

    `old` is None where the text that was judged is not known any more.
    """

    article: UUID
    title: str
    passage: UUID | None
    old: int | None
    new: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was judged and is different now.

    Attributes:
        field: a stable name: `statement`, `words`, `sentence`, `quote`...
        label: it in words.
        of: what it belongs to where that is not the claim: a source's or an article's title.
        old: as it was judged; empty where it is new.
        new: as it is; empty where it is gone.
        runs: both, word by word, in order.
        by: who changed it, where the record tells; None where the text changed by itself.
        at: when, where the record tells.
        is_undecided: the text changed by itself and no editor has said yet where the passage stands.
        where: where to look.
        subject: the id of the passage or evidence that the record tells of.
    """

    field: str
    label: str
    old: str
    new: str
    of: str = ""
    by: User | None = None
    at: datetime | None = None
    is_undecided: bool = False
    where: Where | None = None
    subject: UUID | None = None

    @property
    def runs(self) -> list[Run]:
        """What was kept, removed and added; all together are both texts."""
        return runs_of(self.old, self.new)


@dataclass(frozen=True, slots=True)
class Words:
    """A passage as it stands in the newest text.

    Attributes:
        exact: the words; empty where `is_lost`.
        sentence: the sentences that they touch; empty where it is not known.
        around: the words with what stands right before and after.
        is_lost: no longer in the text.
        is_undecided: by the text alone, no person has said so.
        has_other_context: the rest of its sentence or its attribution changed.
        where: where to look.
    """

    exact: str
    sentence: str
    around: str
    is_lost: bool
    is_undecided: bool
    has_other_context: bool
    where: Where


def runs_of(old: str, new: str) -> list[Run]:
    """Two texts laid side by side, word by word."""
    vocabulary = Vocabulary()
    was, now = (Side(text, vocabulary.tokenize(text)) for text in (old, new))
    return [_run(piece, was, now) for piece in pieces(was, (0, len(old)), now, (0, len(new)))]


def value_changes(
    old: Mapping[str, Any], new: Mapping[str, Any], labels: Mapping[str, Any], *, of: str = ""
) -> Iterator[Change]:
    """The plain values that differ, of those that both the judged recipe and this one know."""
    for name, label in labels.items():
        if name in old and name in new and old[name] != new[name]:
            yield Change(name, str(label), _said(old[name]), _said(new[name]), of=of)


def passage_changes(old: Mapping[str, Any], now: Words, *, of: str = "") -> Iterator[Change]:
    """What became of a judged passage: its words, then the rest of its sentence or what is said around it."""
    told = Change("words", "", old["exact"], now.exact, of=of, where=now.where)
    told = replace(told, is_undecided=now.is_undecided)
    if now.is_lost:
        yield replace(told, label=_("Words that are no longer in the text"))
        return
    if old["exact"] != now.exact:
        yield replace(told, label=_("Words of the passage"))
    was, sentence = old.get("sentence", ""), now.sentence
    if was and sentence:
        if _rest(was, old["exact"]) != _rest(sentence, now.exact):
            label = _("Sentence around the passage")
            yield replace(told, field="sentence", label=label, old=was, new=sentence)
            return
        if not now.has_other_context or old["exact"] != now.exact:
            return
    if now.has_other_context:
        around = old.get("prefix", "") + old["exact"] + old.get("suffix", "")
        label = _("What is said around the passage")
        yield replace(told, field="around", label=label, old=around, new=now.around)


def day(text: str | None) -> str:
    """A judged date or time as people write a day."""
    return date_format(datetime.fromisoformat(text), "DATE_FORMAT") if text else ""


def _said(value: Any) -> str:
    return "" if value is None else str(value)


def _rest(sentence: str, exact: str) -> tuple[str, ...]:
    """The sentence without the passage, or whole where the passage goes beyond it."""
    return sentence.partition(exact)[::2] if exact in sentence else (sentence,)


def _run(piece: Piece, was: Side, now: Side) -> Run:
    if piece.new is not None:
        span, text = piece.new, now.cut(piece.new)
    else:
        span = piece.old or (0, 0)
        text = was.cut(span)
    figures = tuple((start - span[0], end - span[0]) for start, end in piece.figures)
    mark: Literal["same", "del", "ins"] = "same" if piece.old and piece.new else "del"
    return Run("ins" if piece.old is None else mark, text, figures)
