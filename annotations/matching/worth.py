"""The sentences of an article that are worth checking, best first: hints with reasons, none cut off, nothing decided."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from uuid import UUID

from django.utils.translation import gettext as _

from annotations.claims.progress import STANDING, states_of
from annotations.claims.sentence_states import SentenceStates
from annotations.matching.worth_learned import learned
from annotations.models import Anchor, Article, ArticleRevision, Highlight, HighlightPurpose
from annotations.reading.sentences import sentence_at
from annotations.reading.worth import Read, Worth, ranked, read_worth

_READ: dict[UUID, list[Read]] = {}
_MOST_KEPT = 500
_READING = Lock()


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Hints on one text; offsets are code points of `revision`'s text, end exclusive."""

    revision: UUID | None
    hints: list[Worth] = field(default_factory=list)


def suggestions_of(article: Article) -> Suggestions:
    """Rank the sentences of the article's newest text that nobody claimed, dismissed or called done.

    A repeat of another sentence ranks below it, also where that one is claimed. Six queries at most, however long the text;
    a text is read once per process.

    Args:
        article: its `current_revision` is loaded, with text, blocks and sentences. Nothing is worth checking in an archived
            source: it is evidence.
    """
    revision = article.current_revision
    if revision is None or article.is_source:
        return Suggestions(article.current_revision_id)
    states = states_of([revision])[revision.pk]
    gone = dismissed_in(revision, states)
    read = [
        one for one in read_of(revision, states) if _is_left(one, states) and one.first not in gone
    ]
    return Suggestions(revision.pk, ranked(read, learned()))


def worth_at(revision: ArticleRevision, states: SentenceStates, number: int) -> Worth:
    """How a sentence of the text is ranked, by its number, whatever was said of it."""
    read = [one for one in read_of(revision, states) if one.number == number]
    return ranked(read, learned())[0]


def read_of(revision: ArticleRevision, states: SentenceStates) -> list[Read]:
    """What was read in the sentences of a text; it never changes, so it is kept."""
    found = _READ.get(revision.pk)
    if found is None:
        found = read_worth(revision.text, revision.sentences, revision.blocks, states.counted_as)
        with _READING:
            if len(_READ) >= _MOST_KEPT:
                _READ.pop(next(iter(_READ)))
            _READ[revision.pk] = found
    return found


def dismissed_in(revision: ArticleRevision, states: SentenceStates) -> dict[int, UUID]:
    """The sentences, by the number that is counted for them, whose hint was dismissed, each with its highlight.

    A dismissal in a text before counts while the sentence has the same words.
    """
    standing = Highlight.objects.filter(
        purpose=HighlightPurpose.DISMISSAL, retired_at__isnull=True, article=revision.article_id
    )
    confirmed = standing.filter(revision=revision).values_list("pk", "start", "end")
    reached = Anchor.objects.filter(
        STANDING, revision=revision, start__isnull=False, highlight__in=standing.values("pk")
    )
    found: dict[int, UUID] = {}
    anchored = reached.values_list("highlight", "start", "end")
    for highlight, start, end in [*confirmed, *anchored]:
        for number in numbers_at(revision.sentences, start or 0, end or 0):
            first = states.counted_as[number]
            if first is not None:
                found[first] = highlight
    return found


def numbers_at(sentences: Sequence[int], start: int, end: int) -> list[int]:
    """The sentences, by number, that lie wholly within `start`..`end`."""
    number = {s: at for at, s in enumerate(sentences[::2])}
    touched = sentence_at(sentences, start, end)
    return [number[s] for s, e in touched if start <= s and e <= end]


def _is_left(one: Read, states: SentenceStates) -> bool:
    """Whether nobody marked a claim in it or called it done; a repeat stays where its first is claimed."""
    state = states.states[one.number]
    return state == "u" or (state == "r" and states.states[one.first] in "upcd")


def because(reasons: Sequence[str]) -> str:
    """The reasons in words, the weightiest first: "a figure, who says so, a date"."""
    words = {
        "figure": _("a figure"),
        "share": _("a share"),
        "vague_figure": _("a vague figure"),
        "comparison": _("a comparison"),
        "accusation": _("an accusation"),
        "quote": _("a quote"),
        "attributed": _("somebody says so"),
        "person": _("a named person"),
        "body": _("an acting body"),
        "name": _("a name"),
        "date": _("a date"),
        "cause": _("a cause"),
        "act": _("something that happened"),
        "qualified": _("a qualified figure"),
    }
    return ", ".join(words[reason] for reason in reasons if reason in words)
