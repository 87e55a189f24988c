"""The figure board: figures of one quantity from all articles, and how each two of them stand to each other."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from annotations.figures.relate import (
    AGREE,
    CONFLICT,
    DIFFERENT_SCOPE,
    Pair,
    pair_of,
    side_of,
)
from annotations.figures.relate_outcome import Side
from annotations.models import (
    Article,
    Claim,
    Figure,
    FigureRelation,
    Quantity,
    SecondVerdict,
    User,
)

MOST_FIGURES = 200
"""Of one quantity that are compared; of more, those confirmed first."""
ALL_PAIRS_UP_TO = 60
"""Figures of one quantity of which every pair is told. Of more, every pair is compared still, and of those of different scope
only the nearest are told: no conflict is ever left out."""
_MOST_PAIRS = ALL_PAIRS_UP_TO * (ALL_PAIRS_UP_TO - 1) // 2
_FAR = 10**9  # days
_RANK = {CONFLICT: 0, "": 1, AGREE: 2, DIFFERENT_SCOPE: 3}


@dataclass(frozen=True, slots=True)
class Section:
    """A quantity with its figures in the order of their periods, and their pairs, conflicts first.

    `uncompared` are pairs of one scope of which one states no number. The two numbers say how many figures and pairs are left
    out because there are too many.
    """

    quantity: Quantity
    figures: list[Figure]
    pairs: list[Pair]
    uncompared: list[Pair] = field(default_factory=list)
    figures_left_out: int = 0
    pairs_left_out: int = 0

    def count(self, relation: str) -> int:
        """How many of the pairs stand in this relation."""
        return sum(pair.relation == relation for pair in self.pairs)


def standing(user: User) -> QuerySet[Figure]:
    """Figures that this person may read, of claims and articles that were not deleted, with all that the board tells of them."""
    return (
        _seen(user)
        .select_related(
            "claim__article",
            "claim__verdict__rating",
            "claim__origin",
            "quantity",
            "highlight",
            "share_of",
        )
        .defer("claim__search", "claim__article__search")
    )


def _seen(user: User) -> QuerySet[Figure]:
    return Figure.objects.filter(
        removed_at__isnull=True,
        claim__in=Claim.objects.visible_to(user),
        claim__article__in=Article.objects.visible_to(user),
    )


def quantities_with(
    user: User, *, at_least: int = 1, most: int | None = None
) -> QuerySet[Quantity]:
    """Quantities of so many confirmed figures, each with `confirmed_count` and `standing_count`."""
    # Once for all figures: what it costs then grows with them, not with all claims and articles.
    seen = Q(figures__in=_seen(user).values("pk"))
    rows = Quantity.objects.annotate(
        standing_count=Count("figures", filter=seen),
        confirmed_count=Count("figures", filter=seen & Q(figures__confirmed=True)),
    )
    rows = rows.filter(confirmed_count__gte=at_least)
    return rows if most is None else rows.filter(confirmed_count__lte=most)


def sections_of(user: User, quantities: Sequence[Quantity]) -> list[Section]:
    """The board of some quantities: two queries, however many they and their figures are.

    Args:
        user: who looks.
        quantities: of `quantities_with`.
    """
    rows = figures_in(user, [quantity.pk for quantity in quantities])
    overrides = overrides_among([figure.pk for figure in rows])
    by_quantity: dict[UUID | None, list[Figure]] = {}
    for figure in rows:
        by_quantity.setdefault(figure.quantity_id, []).append(figure)
    return [
        _section(quantity, by_quantity.get(quantity.pk, []), overrides) for quantity in quantities
    ]


def figures_in(
    user: User, quantities: Collection[UUID], *, first: UUID | None = None
) -> list[Figure]:
    """The figures of some quantities, at most `MOST_FIGURES` of each: of claim `first`, then confirmed ones, then the newest."""
    if not quantities:
        return []
    mine = Case(When(claim=first, then=Value(0)), default=Value(1), output_field=IntegerField())
    turn = Window(
        RowNumber(), partition_by="quantity", order_by=[mine, "-confirmed", "-created_at", "-id"]
    )
    rows = standing(user).filter(quantity__in=quantities).annotate(turn=turn)
    found: list[Figure] = list(rows.filter(turn__lte=MOST_FIGURES))
    SecondVerdict.objects.hide_from(user, [figure.claim for figure in found])
    return found


Overrides = dict[tuple[UUID, UUID], FigureRelation]


def overrides_among(figures: Collection[UUID]) -> Overrides:
    """What people say of pairs of these figures, in force."""
    if not figures:
        return {}
    rows = FigureRelation.objects.filter(a__in=figures, b__in=figures, superseded_at__isnull=True)
    return {(row.a_id, row.b_id): row for row in rows.select_related("created_by")}


def pairs_among(figures: Sequence[Figure], overrides: Overrides) -> list[Pair]:
    """Every pair of confirmed figures of one quantity, also those that cannot be compared."""
    sides = [side_of(figure) for figure in figures if figure.confirmed]
    return [_pair(first, second, overrides) for first, second in combinations(sides, 2)]


def pairs_beside(
    own: Sequence[Figure], figures: Sequence[Figure], overrides: Overrides
) -> list[Pair]:
    """The pairs that one of `own` is in, within its quantity."""
    sides = [side_of(figure) for figure in figures if figure.confirmed]
    mine = {figure.pk for figure in own}
    found: dict[tuple[UUID, UUID], Pair] = {}
    for first in (side for side in sides if side.figure.pk in mine):
        for second in sides:
            if second is first or second.figure.quantity_id != first.figure.quantity_id:
                continue
            pair = _pair(first, second, overrides)
            found[pair.key] = pair
    return ranked(found.values())


def ranked(pairs: Collection[Pair]) -> list[Pair]:
    """Conflicts first, then what agrees, then different scope; in each the nearest in time first."""
    return sorted(pairs, key=lambda pair: (_RANK.get(pair.relation, 1), _distance(pair), pair.key))


def _pair(first: Side, second: Side, overrides: Overrides) -> Pair:
    a, b = first.figure.pk, second.figure.pk
    return pair_of(first, second, overrides.get((a, b) if a < b else (b, a)))


def _section(quantity: Quantity, rows: list[Figure], overrides: Overrides) -> Section:
    figures = sorted(rows, key=_in_time)
    found = ranked(pairs_among(figures, overrides))
    pairs = [pair for pair in found if pair.relation]
    told = pairs
    if len(pairs) > _MOST_PAIRS:
        told = [
            pair
            for place, pair in enumerate(pairs)
            if place < _MOST_PAIRS or pair.relation == CONFLICT or pair.override
        ]
    return Section(
        quantity,
        figures,
        told,
        uncompared=[pair for pair in found if not pair.relation][:_MOST_PAIRS],
        figures_left_out=max(0, getattr(quantity, "standing_count", len(rows)) - len(rows)),
        pairs_left_out=len(pairs) - len(told),
    )


def _in_time(figure: Figure) -> tuple[int, int, str]:
    """By the first day, the longest first, so that a part stands below its whole; without a day last."""
    start, end = figure.period_from or figure.period_to, figure.period_to or figure.period_from
    if start is None or end is None:
        return (_FAR, 0, str(figure.pk))
    return (start.toordinal(), -end.toordinal(), str(figure.pk))


def _distance(pair: Pair) -> int:
    """Days between the beginnings of both."""
    a = pair.a.period_from or pair.a.period_to
    b = pair.b.period_from or pair.b.period_to
    return abs((a - b).days) if a and b else _FAR
