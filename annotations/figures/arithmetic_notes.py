"""Which arithmetic there is to tell beside a board or a claim: the queries around `arithmetic`."""

from collections.abc import Collection, Sequence
from itertools import groupby
from uuid import UUID

from annotations.figures import arithmetic
from annotations.figures.arithmetic import Note, Saying
from annotations.figures.arithmetic_words import LOOK_FOR, share_word
from annotations.figures.board import standing
from annotations.figures.relate import side_of
from annotations.models import Claim, Figure, Highlight, HighlightPurpose, User

_MOST_CLAIMS = 200


def notes_of(user: User, figures: Sequence[Figure]) -> list[Note]:
    """What arithmetic says of some figures and of claims that state a share in a word; three queries more at most.

    Args:
        user: who looks.
        figures: those of `board.standing`; confirmed ones count.
    """
    confirmed = [figure for figure in figures if figure.confirmed]
    sides = arithmetic.sides_of(confirmed)
    shares = _shares_of(user, confirmed)
    notes = [*arithmetic.share_notes(shares), *arithmetic.percent_notes(sides)]
    for _quantity, group in groupby(
        sorted(sides, key=lambda side: str(side.figure.quantity_id)),
        key=lambda side: side.figure.quantity_id,
    ):
        notes += arithmetic.sum_notes(list(group))
    return [*_word_notes(user, confirmed), *notes]


def notes_of_claim(user: User, claim: UUID, article: UUID) -> list[Note]:
    """What arithmetic says of a claim of an article: of its figures, and of the word of share in its statement."""
    rows = standing(user).filter(claim__article=article, confirmed=True)
    figures = list(rows.order_by("created_at", "pk")[:_MOST_CLAIMS])
    return [note for note in notes_of(user, figures) if _is_about(note, claim, figures)]


def _shares_of(user: User, figures: Sequence[Figure]) -> list[Figure]:
    """Shares among the figures, and those of other quantities that are shares of one of them."""
    if not figures:
        return []
    rows = standing(user).filter(confirmed=True, share_of__in=[figure.pk for figure in figures])
    found = {figure.pk: figure for figure in figures if figure.share_of_id}
    return list((found | {figure.pk: figure for figure in rows[:_MOST_CLAIMS]}).values())


def _is_about(note: Note, claim: UUID, figures: Sequence[Figure]) -> bool:
    own = {figure.pk for figure in figures if figure.claim_id == claim}
    return note.claim.pk == claim or not own.isdisjoint(note.figures)


def _word_notes(user: User, figures: Sequence[Figure]) -> list[Note]:
    articles = {figure.claim.article_id for figure in figures}
    if not articles:
        return []
    found = Claim.objects.visible_to(user).filter(article__in=articles, statement__iregex=LOOK_FOR)
    worded = {claim.pk: claim for claim in found.defer("search")[:_MOST_CLAIMS]}
    words = {pk: word for pk, claim in worded.items() if (word := share_word(claim.statement))}
    if not words:
        return []
    sentences = _sentences([*words, *(figure.claim_id for figure in figures)])
    sayings = [
        Saying(worded[pk], word, frozenset(sentences.get(pk, []))) for pk, word in words.items()
    ]
    sides = [(side_of(figure), _sentence(figure, sentences)) for figure in figures]
    return arithmetic.word_notes(sayings, sides)


def _sentence(figure: Figure, sentences: dict[UUID, list[str]]) -> str:
    if figure.highlight is not None:
        return figure.highlight.sentence
    return next(iter(sentences.get(figure.claim_id, [])), "")


def _sentences(claims: Collection[UUID]) -> dict[UUID, list[str]]:
    """The sentences that the passages of each claim stand in, as confirmed."""
    rows = Highlight.objects.filter(
        appearance__claim__in=set(claims),
        appearance__removed_at__isnull=True,
        purpose=HighlightPurpose.CLAIM,
        retired_at__isnull=True,
    ).exclude(sentence="")
    found: dict[UUID, list[str]] = {}
    told = rows.order_by("created_at", "id").values_list("appearance__claim", "sentence")
    for claim, sentence in told:
        found.setdefault(claim, []).append(sentence)
    return found
