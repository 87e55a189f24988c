"""The board: exactly the thirteen pairs of the demo articles; bounded however many figures there are."""

import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.figures.board import (
    ALL_PAIRS_UP_TO,
    MOST_FIGURES,
    Section,
    quantities_with,
    sections_of,
)
from annotations.figures.board_filter import Wanted, filtered
from annotations.figures.board_plot import plots_of
from annotations.models import Article, Claim, Figure, Quantity, User
from tests.annotations.figures.conftest import demo_claims
from tests.factories.articles import make_article
from tests.factories.claims import make_claim
from tests.factories.figures import make_figure, make_quantity
from tests.factories.users import make_viewer

pytestmark = pytest.mark.django_db
DIFFERENT, AGREE = "different_scope", "agree"
THE_PAIRS = {
    ("VI1", "VI2"): AGREE,
    ("BF3", "RC3"): DIFFERENT,
    ("VI1", "VI4"): DIFFERENT,
    ("VI2", "VI4"): DIFFERENT,
    ("RC3", "VI1"): DIFFERENT,
    ("RC3", "VI2"): DIFFERENT,
    ("RC3", "VI4"): DIFFERENT,
    ("BF3", "VI1"): DIFFERENT,
    ("BF3", "VI2"): DIFFERENT,
    ("BF3", "VI4"): DIFFERENT,
    ("BF5", "RC5"): AGREE,
    ("BF1", "BF2"): DIFFERENT,
    ("VI6", "VI7"): DIFFERENT,
}
ON_THEIR_OWN = {"RC1", "RC2", "RC4", "BF4", "BF6", "VI3", "VI5"}


def board(user: User) -> list[Section]:
    return sections_of(user, list(quantities_with(user)))


def test_the_eighteen_figures_make_exactly_thirteen_pairs(
    demo: dict[str, Claim], editor: User
) -> None:
    keys = {claim.pk: key for key, claim in demo.items()}
    sections = board(make_viewer())
    found = {
        tuple(sorted((keys[pair.a.claim_id], keys[pair.b.claim_id]))): pair.relation
        for section in sections
        for pair in section.pairs
    }
    figures = [figure for section in sections for figure in section.figures]
    assert len(figures) == 18
    assert {keys[figure.claim_id] for figure in figures} == {
        told.key for _slug, told in demo_claims() if told.figure
    }
    assert found == THE_PAIRS
    assert sum(len(section.pairs) for section in sections) == 13
    assert not [pair for section in sections for pair in section.uncompared]
    paired = {key for pair in found for key in pair}
    assert {keys[figure.claim_id] for figure in figures} - paired == ON_THEIR_OWN


def test_the_cautions_of_the_demo_pairs(demo: dict[str, Claim], editor: User) -> None:
    keys = {claim.pk: key for key, claim in demo.items()}
    codes = {
        tuple(sorted((keys[pair.a.claim_id], keys[pair.b.claim_id]))): {
            caution.code for caution in pair.cautions
        }
        for section in board(editor)
        for pair in section.pairs
    }
    assert "one_origin" in codes[("BF5", "RC5")]
    assert codes[("VI1", "VI2")] == {"units_differ", "one_origin", "inferred_scope"}
    assert codes[("BF3", "RC3")] == {"inferred_scope"}


@pytest.mark.usefixtures("demo")
def test_what_nobody_confirmed_was_removed_or_deleted_makes_no_pair(
    demo: dict[str, Claim], editor: User
) -> None:
    Figure.objects.filter(claim=demo["VI1"]).update(confirmed=False)
    Figure.objects.filter(claim=demo["VI6"]).update(removed_at="2026-01-01T00:00Z")
    Claim.objects.filter(pk=demo["BF5"].pk).update(deleted_at="2026-01-01T00:00Z")
    Article.objects.filter(pk=demo["BF1"].article_id).update(deleted_at="2026-01-01T00:00Z")
    sections = board(editor)
    assert [len(section.pairs) for section in sections if section.pairs] == [3]
    shown = {figure.claim_id for section in sections for figure in section.figures}
    assert demo["VI1"].pk in shown
    assert not shown & {demo["VI6"].pk, demo["BF5"].pk, demo["BF1"].pk}


def test_filters_keep_the_partners_of_what_they_find(demo: dict[str, Claim], editor: User) -> None:
    sections = board(editor)
    (zhodino,) = filtered(sections, Wanted(place="zhodino"))
    assert {figure.claim_id for figure in zhodino.figures} == {demo["BF1"].pk, demo["BF2"].pk}
    assert filtered(sections, Wanted(only_conflicts=True)) == []
    assert filtered(sections, Wanted(verdict="false")) == []
    assert len(filtered(sections, Wanted(verdict="not-checked"))) == len(sections)


@pytest.fixture
def crowd(editor: User) -> Callable[[int], Quantity]:
    """So many figures of one quantity, a day apart, every fortieth of the same day as the one before."""

    def make(count: int) -> Quantity:
        claim = make_claim(make_article(by=editor), editor)
        quantity = make_quantity(editor, f"Crowd of {count}")
        first = date(2024, 1, 1)
        days = [first + timedelta(days=n - (n % 40 == 39)) for n in range(count)]
        Figure.objects.bulk_create(
            Figure(claim=claim, created_by=editor, quantity=quantity, low=n, high=n, qualifier="exact", period_from=day, period_to=day, place="Belarus", confirmed=True)
            for n, day in enumerate(days)
        )  # fmt: skip
        return quantity

    return make


def test_of_many_figures_every_conflict_is_told_and_what_is_left_out_is_said(
    crowd: Callable[[int], Quantity], editor: User
) -> None:
    crowd(MOST_FIGURES + 5)
    started = time.process_time()
    (section,) = board(editor)
    plots = plots_of(section)
    took = time.process_time() - started
    listed = ALL_PAIRS_UP_TO * (ALL_PAIRS_UP_TO - 1) // 2
    assert section.count("conflict") == MOST_FIGURES // 40
    assert len(section.figures) == MOST_FIGURES
    assert section.figures_left_out == 5
    assert len(section.pairs) == listed
    assert section.pairs_left_out == MOST_FIGURES * (MOST_FIGURES - 1) // 2 - listed
    assert len(plots[0].rows) == 40
    assert took < 2  # seconds of CPU; 0.4 measured


def test_queries_do_not_grow_with_figures(crowd: Callable[[int], Quantity], editor: User) -> None:
    crowd(3)
    with CaptureQueriesContext(connection) as few:
        board(editor)
    crowd(ALL_PAIRS_UP_TO)
    with CaptureQueriesContext(connection) as many:
        sections = board(editor)
        assert [pair.reason for section in sections for pair in section.pairs]
        assert [pair.cautions for section in sections for pair in section.pairs]
    assert len(few) == len(many) == 4


def test_odd_values_are_drawn_and_related(editor: User) -> None:
    claim = make_claim(make_article(by=editor), editor)
    quantity = make_quantity(editor, "Odd")
    for low in (10**20, "0.000000001", -7, 0, None):
        make_figure(claim, editor, low, "none" if low is not None else "vague", quantity=quantity)
    period = ("1000-01-01", None)
    make_figure(claim, editor, 5, "at least", "%", quantity=quantity, period=period)
    (section,) = board(editor)
    assert len(section.pairs) + len(section.uncompared) == 15
    for plot in plots_of(section):
        assert len(plot.rows) == 6
        assert all("nan" not in f"{row.mark}{row.line_from}{row.bar_x}" for row in plot.rows)


def test_the_first_night_is_drawn_inside_the_five_days(
    demo: dict[str, Claim], editor: User
) -> None:
    section = next(
        found for found in board(editor) if found.quantity.label.startswith("Detentions")
    )
    for plot in plots_of(section):
        rows = {row.figure: row for row in plot.rows}
        spans = {
            key: (float(row.bar_x), float(row.bar_x) + float(row.bar_width))
            for key in ("BF3", "RC3", "VI2", "VI4")
            for row in [rows[demo[key].figures.get().pk]]
        }
        assert spans["BF3"][0] == spans["RC3"][0]
        assert spans["RC3"][1] < spans["BF3"][1] < spans["VI2"][0]
        assert spans["VI4"][0] == spans["VI2"][0]
        assert spans["VI4"][1] < spans["VI2"][1]
        assert len(plot.breaks) == 1
        assert len(plot.bands) == 2
        assert [row.value for row in plot.rows][:2] == ["about 7,000 people", "about 3,000 people"]
