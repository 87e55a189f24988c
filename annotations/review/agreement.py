"""How far first and independent verdicts agree, by coefficients that take chance into account.

Cohen's kappa and Krippendorff's alpha (nominal) are those of NLTK (`nltk.metrics.agreement`).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from annotations.models import Claim, Purpose, Rating, SecondVerdict
from annotations.models.suggestion import SECOND

FEW = 10
"""Below so many pairs a coefficient tells nothing."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the second verdicts agree with the first ones, for one purpose.

    Attributes:
        pairs: how many claims have both; the third verdict that settles a difference is counted apart.
        same: in how many both chose the same rating.
        kappa: Cohen's kappa, -1 to 1; None where it cannot be told: too few pairs, or only one rating was ever chosen.
        alpha: Krippendorff's alpha, nominal; None as `kappa`.
        ratings: slug and label of each rating that was chosen, in the scale's order.
        table: how often the first (row) and the second (column) chose what, in that order.
        thirds: of the differences that a third person settled, how many went `first`, `second` or `other`.
    """

    pairs: int
    same: int
    kappa: float | None
    alpha: float | None
    ratings: tuple[tuple[str, str], ...]
    table: tuple[tuple[int, ...], ...]
    thirds: Mapping[str, int]

    @property
    def are_too_few(self) -> bool:
        """Whether there are too few pairs to tell."""
        return self.pairs < FEW

    @property
    def rows(self) -> list[tuple[str, list[tuple[int, bool]]]]:
        """For pages: each rating's label with its counts, each with whether both chose the same there."""
        return [
            (label, [(count, row == column) for column, count in enumerate(self.table[row])])
            for row, (_slug, label) in enumerate(self.ratings)
        ]


def agreement(purpose: str = Purpose.OTHERS) -> Agreement:
    """How far first and second verdicts agree on all claims of a purpose; three queries, however many there are."""
    live = SecondVerdict.objects.filter(given_at__isnull=False, handed_back_at__isnull=True)
    live = live.filter(claim__in=Claim.objects.filter(article__purpose=purpose))
    rows = live.values_list("claim", "rank", "compared_with__rating__slug", "rating__slug")
    found = list(rows.order_by("claim", "given_at"))
    pairs = [(first, own) for _claim, rank, first, own in found if rank == SECOND and first]
    kappa, alpha = coefficients(pairs)
    ratings = _ratings(purpose, {slug for pair in pairs for slug in pair})
    counted = Counter(pairs)
    return Agreement(
        pairs=len(pairs),
        same=sum(first == own for first, own in pairs),
        kappa=kappa,
        alpha=alpha,
        ratings=ratings,
        table=tuple(tuple(counted[one, other] for other, _l in ratings) for one, _l in ratings),
        thirds=_thirds(found),
    )


def coefficients(pairs: Sequence[Pair]) -> tuple[float | None, float | None]:
    """Cohen's kappa and Krippendorff's alpha of pairs of ratings; None where there are too few, or no variation."""
    if len(pairs) < FEW or len({*chain(*pairs)}) == 1:
        return None, None
    # Brought in here: it takes a third of a second, and only this page and call need it.
    from nltk.metrics.agreement import AnnotationTask  # noqa: PLC0415

    triples = [
        (rater, number, slug)
        for number, pair in enumerate(pairs)
        for rater, slug in zip(("first", "second"), pair, strict=True)
    ]
    task = AnnotationTask(data=triples)
    return float(task.kappa()), float(task.alpha())


def _ratings(purpose: str, slugs: set[str]) -> tuple[tuple[str, str], ...]:
    rows = Rating.objects.filter(purpose=purpose, slug__in=slugs).order_by("position", "version")
    return tuple({rating.slug: rating.words for rating in rows}.items())


def _thirds(rows: Sequence[tuple[object, int, str | None, str]]) -> dict[str, int]:
    second: dict[object, Pair] = {}
    counted = Counter[str]()
    for claim, rank, first, own in rows:
        if rank == SECOND:
            second[claim] = (first or "", own)
        elif claim in second:
            names = dict(zip(reversed(second[claim]), ("second", "first"), strict=True))
            counted[names.get(own, "other")] += 1
    return {name: counted[name] for name in ("first", "second", "other")}
