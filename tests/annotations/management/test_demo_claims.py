"""The command that plays the demo's editor."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from annotations.figures.board import quantities_with, sections_of
from annotations.management.demo_articles import DEMO_ARTICLES
from annotations.models import Appearance, Claim, Figure, Highlight, HistoryEntry
from tests.annotations.figures.conftest import SEEDS
from tests.factories.articles import make_article
from tests.factories.users import make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def is_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DEMO", True)


@pytest.mark.usefixtures("is_demo")
def test_it_fills_the_board_once_and_again_makes_nothing() -> None:
    editor = make_editor("editor")
    for slug in DEMO_ARTICLES:
        make_article((SEEDS / f"{slug}.txt").read_text(), by=editor, title=slug)
    call_command("demo_claims")
    assert Figure.objects.filter(confirmed=True, created_by=editor).count() == 18
    kits = Claim.objects.get(statement__contains="hygiene kits to pretrial")
    assert Highlight.objects.filter(appearance__claim=kits).count() == 3
    assert Appearance.objects.filter(claim=kits).count() == 1
    sections = sections_of(editor, list(quantities_with(editor)))
    relations = [pair.relation for section in sections for pair in section.pairs]
    assert (len(relations), relations.count("agree"), relations.count("conflict")) == (13, 2, 0)
    lukashenko = next(section for section in sections if "Lukashenko" in section.quantity.label)
    assert "one_origin" in [caution.code for caution in lukashenko.pairs[0].cautions]
    told = HistoryEntry.objects.count()
    call_command("demo_claims")
    assert HistoryEntry.objects.count() == told


@pytest.mark.usefixtures("is_demo")
def test_what_is_not_imported_yet_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    make_editor("editor")
    call_command("demo_claims")
    assert "red-cross-hygiene-kits: not imported yet" in capsys.readouterr().out


def test_outside_a_demo_newsroom_it_marks_nothing() -> None:
    make_editor("editor")
    with pytest.raises(CommandError, match="no demo newsroom"):
        call_command("demo_claims")
