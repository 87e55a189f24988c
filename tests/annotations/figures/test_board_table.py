"""A quantity as CSV."""

import csv
import io

import pytest

from annotations.figures.board import quantities_with, sections_of
from annotations.figures.board_table import defused, table_of
from annotations.models import Claim, User
from tests.factories.figures import make_figure, make_quantity


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", " =1", "＝1"])
def test_what_a_spreadsheet_takes_for_a_formula_is_defused(text: str) -> None:
    assert defused(text) == f"'{text}"


def test_other_words_stay() -> None:
    assert [defused(text) for text in ("Belarus", "3 = 3", "")] == ["Belarus", "3 = 3", ""]


@pytest.mark.django_db
def test_the_table_tells_figures_and_counts_pairs(demo: dict[str, Claim], editor: User) -> None:
    trials = make_quantity(editor, "Administrative trials in Belarus")
    make_figure(demo["VI9"], editor, -3, place="=HYPERLINK(1)", quantity=trials, unit="")
    (section,) = sections_of(editor, list(quantities_with(editor).filter(pk=trials.pk)))
    rows = list(csv.DictReader(io.StringIO(table_of(section).removeprefix("\ufeff"))))
    by_claim = {row["claim"]: row for row in rows}
    told = by_claim[str(demo["VI6"].pk)]
    assert (told["qualifier"], told["low"], told["period_to"]) == ("at least", "1602", "2024-03-31")
    assert (told["agrees_with"], told["of_other_scope_than"]) == ("0", "2")
    odd = by_claim[str(demo["VI9"].pk)]
    assert (odd["low"], odd["place"]) == ("-3", "'=HYPERLINK(1)")
