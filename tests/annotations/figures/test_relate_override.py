"""A person's word on two figures."""

from uuid import uuid4

import pytest

from annotations.figures.board import quantities_with, sections_of
from annotations.figures.board_card import beside, pairs_of_claim
from annotations.figures.relate_override import relate
from annotations.models import Claim, Figure, FigureRelation, HistoryEntry, User
from annotations.refusals import Conflict, Forbidden, Invalid, Missing
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, make_claim
from tests.factories.figures import make_figure, make_quantity
from tests.factories.users import actor_of, make_editor, make_reviewer, make_viewer

pytestmark = pytest.mark.django_db
WHY = "The ministry counts whoever was fined, the volunteers whoever was held."


@pytest.fixture
def light(editor: User) -> tuple[Figure, Figure]:
    """Two figures of one quantity, without the demo around them."""
    claim = make_claim(make_article(by=editor), editor)
    quantity = make_quantity(editor)
    return (
        make_figure(claim, editor, 1, quantity=quantity),
        make_figure(claim, editor, 2, quantity=quantity),
    )


@pytest.fixture
def two(demo: dict[str, Claim]) -> tuple[Figure, Figure]:
    return demo["VI1"].figures.get(), demo["VI2"].figures.get()


def test_it_holds_on_board_and_card_beside_what_is_computed(
    demo: dict[str, Claim], two: tuple[Figure, Figure], editor: User
) -> None:
    version = demo["VI2"].version
    said = relate(
        actor=actor_of(editor), a=two[1].pk, b=str(two[0].pk), relation="conflict", reason=WHY
    )
    assert said is not None
    sections = sections_of(editor, list(quantities_with(editor)))
    on_board = next(pair for found in sections for pair in found.pairs if pair.override)
    assert (on_board.relation, on_board.reason) == ("conflict", WHY)
    assert on_board.outcome.relation == "agree"
    assert "can both be right" in on_board.computed_reason
    on_card = next(pair for pair in pairs_of_claim(editor, demo["VI2"].pk) if pair.override)
    assert (on_card.key, on_card.relation) == (on_board.key, "conflict")
    dossier = {"id": demo["VI2"].pk, "article": demo["VI2"].article_id, "statement": "", "figures": [{"confirmed": True}]}  # fmt: skip
    line = beside(editor, dossier).lines[0]
    assert (line.agrees, line.conflicts, line.others) == (0, 1, 3)
    demo["VI2"].refresh_from_db()
    assert demo["VI2"].version == version
    told = HistoryEntry.objects.filter(verb="figures_related")
    assert {entry.claim_id for entry in told} == {demo["VI1"].pk, demo["VI2"].pk}


def test_the_same_again_changes_nothing_and_another_word_supersedes(
    light: tuple[Figure, Figure], editor: User
) -> None:
    first = relate(
        actor=actor_of(editor), a=light[0].pk, b=light[1].pk, relation="conflict", reason=WHY
    )
    again = relate(
        actor=actor_of(editor), a=light[0].pk, b=light[1].pk, relation="conflict", reason=WHY
    )
    assert first == again
    other = make_editor("olga")
    relate(
        actor=actor_of(other),
        a=light[0].pk,
        b=light[1].pk,
        relation="agree",
        reason="Looked again.",
    )
    rows = FigureRelation.objects.order_by("created_at")
    assert [(row.relation, row.superseded_at is None) for row in rows] == [
        ("conflict", False),
        ("agree", True),
    ]


def test_taking_it_back_lets_the_rules_hold_again(
    demo: dict[str, Claim], two: tuple[Figure, Figure], editor: User
) -> None:
    ids = {"a": two[0].pk, "b": two[1].pk}
    assert relate(actor=actor_of(editor), **ids, relation=None) is None
    relate(actor=actor_of(editor), **ids, relation="conflict", reason=WHY)
    assert relate(actor=actor_of(editor), **ids, relation=None) is None
    assert not any(pair.override for pair in pairs_of_claim(editor, demo["VI1"].pk))
    assert HistoryEntry.objects.filter(verb="figures_relation_taken_back").count() == 2


def test_an_approved_claim_stays_approved(
    demo: dict[str, Claim], two: tuple[Figure, Figure], editor: User
) -> None:
    claim = approved_claim(demo["RC1"].article, editor, make_reviewer(), words="44 people")
    stale = Claim.objects.filter(approval="valid")
    relate(actor=actor_of(editor), a=two[0].pk, b=two[1].pk, relation="conflict", reason=WHY)
    assert claim in stale


@pytest.mark.parametrize(
    ("changes", "error", "code"),
    [
        ({"relation": "same"}, Invalid, "unknown_choice"),
        ({"relation": 7}, Invalid, "unknown_choice"),
        ({"reason": "  "}, Invalid, "required"),
        ({"reason": "x" * 2001}, Invalid, "too_long"),
        ({"a": "x"}, Invalid, "id_invalid"),
        ({"a": None}, Invalid, "required"),
        ({"b": uuid4()}, Missing, "not_found"),
    ],
)
def test_what_cannot_be_said(
    changes: dict[str, object],
    error: type[Exception],
    code: str,
    light: tuple[Figure, Figure],
    editor: User,
) -> None:
    given = {"a": light[0].pk, "b": light[1].pk, "relation": "agree", "reason": WHY, **changes}
    with pytest.raises(error) as caught:
        relate(actor=actor_of(editor), **given)
    assert caught.value.code == code  # type: ignore[attr-defined]  # every refusal has one


def test_only_confirmed_figures_of_one_quantity_are_related(
    demo: dict[str, Claim], two: tuple[Figure, Figure], editor: User
) -> None:
    def code(b: Figure) -> str:
        with pytest.raises((Conflict, Invalid, Missing)) as caught:
            relate(actor=actor_of(editor), a=two[0].pk, b=b.pk, relation="agree", reason=WHY)
        return str(caught.value.code)

    waiting = make_figure(demo["RC4"], editor, quantity=two[0].quantity, confirmed=False)
    assert code(two[0]) == "same_figure"
    assert code(demo["RC1"].figures.get()) == "other_quantity"
    assert code(waiting) == "not_confirmed"
    Claim.objects.filter(pk=demo["VI2"].pk).update(deleted_at="2026-01-01T00:00Z")
    assert code(two[1]) == "not_found"


def test_a_viewer_may_read_only(light: tuple[Figure, Figure]) -> None:
    with pytest.raises(Forbidden):
        relate(
            actor=actor_of(make_viewer()),
            a=light[0].pk,
            b=light[1].pk,
            relation="agree",
            reason=WHY,
        )
