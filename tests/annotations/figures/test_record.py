"""Keeping the figures of a claim: an edit of what is judged."""

import threading
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction

from annotations.figures.checked import qualifier_of
from annotations.figures.quantities import find_or_make_quantity
from annotations.figures.record import add_figure, change_figure, remove_figure
from annotations.models import Claim, Figure, HistoryEntry, Quantity, User
from annotations.refusals import Conflict, Forbidden, Invalid, Missing, OutOfDate
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, make_claim, published_claim, submitted_claim
from tests.factories.users import actor_of, make_editor, make_reviewer, make_viewer

pytestmark = pytest.mark.django_db
GIVEN: dict[str, Any] = {
    "quantity": {"label": "Hygiene kits"}, "low": 4000, "qualifier": "over", "unit": "kits", "place": "Belarus",
    "period": {"from": "2020-08-14", "to": "2020-08-17"}, "authority": "Red Cross",
}  # fmt: skip
VALUES: list[tuple[dict[str, Any], tuple[float, float]]] = [
    ({"low": 3}, (3, 3)), ({"high": 3}, (3, 3)), ({"low": 3, "high": None}, (3, 3)), ({"low": "4,000"}, (4000, 4000)),
    ({"low": "0,5"}, (0.5, 0.5)), ({"low": "80-85"}, (80, 85)), ({"low": "80–85 %"}, (80, 85)), ({"low": "1/4"}, (0.25, 0.25)),
    ({"low": 80, "high": 85}, (80, 85)), ({"low": "-3.5"}, (-3.5, -3.5)),
]  # fmt: skip
BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"low": "many"}, "number_invalid", "low"), ({"low": True}, "number_invalid", "low"), ({"low": float("nan")}, "number_invalid", "low"),
    ({"low": 10**30}, "number_too_large", "low"), ({"low": 10**5000}, "number_invalid", "low"), ({"low": [1]}, "number_invalid", "low"),
    ({"low": 9, "high": 3}, "range_reversed", "high"), ({"low": None}, "value_missing", "low"),
    ({"qualifier": "sort of"}, "unknown_choice", "qualifier"), ({"qualifier": 3}, "not_text", "qualifier"),
    ({"period": {"from": "2020-02-30"}}, "date_invalid", "period_from"), ({"period": "2020"}, "not_object", "period"),
    ({"period": {"from": "2020-02-02", "to": "2020-02-01"}}, "period_reversed", "period_to"),
    ({"unit": "x" * 61}, "too_long", "unit"), ({"authority": "a\0"}, "bad_characters", "authority"),
    ({"quantity": "x"}, "id_invalid", "quantity"), ({"quantity": {"label": 3}}, "not_text", "quantity"),
    ({"quantity": None, "confirmed": True}, "quantity_missing", "quantity"), ({"confirmed": "yes"}, "not_boolean", "confirmed"),
    ({"share_of": "018f0000-0000-7000-8000-000000000000"}, "figure_unknown", "share_of"),
    ({"highlight": "018f0000-0000-7000-8000-000000000000"}, "not_a_passage", "highlight"),
    ({"inferred": "place"}, "not_list", "inferred"), ({"inferred": ["mood"]}, "unknown_choice", "inferred"),
    ({"low": "4 000,5"}, "number_invalid", "low"),
]  # fmt: skip


@pytest.fixture
def ann(db: None) -> User:
    return make_editor("ann")


@pytest.fixture
def claim(ann: User) -> Claim:
    return make_claim(make_article(by=ann), ann)


def added(claim: Claim, by: User, **given: Any) -> Figure:
    figure = add_figure(actor=actor_of(by), claim_id=claim.pk, **{**GIVEN, **given})
    figure.refresh_from_db()
    return figure


def verbs(claim: Claim) -> list[str]:
    return list(HistoryEntry.objects.filter(claim_id=claim.pk).order_by("seq").values_list("verb", flat=True))  # fmt: skip


def test_a_figure_is_kept_with_its_scope_and_raises_the_version(claim: Claim, ann: User) -> None:
    figure = added(claim, ann)
    assert (figure.low, figure.high, figure.qualifier) == (4000, 4000, "more than")
    assert (str(figure.period_from), str(figure.period_to)) == ("2020-08-14", "2020-08-17")
    claim.refresh_from_db()
    assert (claim.version, verbs(claim)[-1]) == (2, "figure_added")


def test_a_change_is_recorded_and_a_change_of_nothing_changes_nothing(
    claim: Claim, ann: User
) -> None:
    figure = added(claim, ann, inferred=["place", "period"])
    change_figure(actor=actor_of(ann), figure_id=figure.pk, **GIVEN, inferred=["period", "place"])
    claim.refresh_from_db()
    assert (claim.version, verbs(claim)[-1]) == (2, "figure_added")
    change_figure(actor=actor_of(ann), figure_id=figure.pk, place="Minsk")
    figure.refresh_from_db()
    assert (figure.place, figure.inferred) == ("Minsk", ["period"])
    claim.refresh_from_db()
    assert (claim.version, verbs(claim)[-1]) == (3, "figure_changed")
    remove_figure(actor=actor_of(ann), figure_id=figure.pk)
    assert verbs(claim)[-1] == "figure_removed"
    with pytest.raises(Missing):
        change_figure(actor=actor_of(ann), figure_id=figure.pk, place="Brest")


def test_values_as_people_write_them(claim: Claim, ann: User) -> None:
    rest = {name: value for name, value in GIVEN.items() if name != "low"}
    for given, ends in VALUES:
        figure = add_figure(actor=actor_of(ann), claim_id=claim.pk, **{**rest, **given})
        assert (figure.low, figure.high) == tuple(Decimal(str(end)) for end in ends), given


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("around", "about"), ("some", "about"), ("approximately", "about"), ("over", "more than"), ("more_than", "more than"),
        ("at-least", "at least"), ("no fewer than", "at least"), ("up to", "at most"), ("nearly", "almost"), ("почти", "almost"),
        ("не менее", "at least"), ("", "none"), ("Exactly", "exact"), ("under", "less than"), ("no more than", "at most"),
        ("свыше", "more than"), ("~", "about"), ("hundreds", "vague"),
    ],
)  # fmt: skip
def test_words_that_mean_one_qualifier(said: str, kept: str) -> None:
    assert qualifier_of(said) == kept


def test_bad_input_is_told_with_its_field_and_leaves_nothing(claim: Claim, ann: User) -> None:
    for given, code, field in BAD:
        with pytest.raises(Invalid) as refused:
            added(claim, ann, **given)
        assert (refused.value.code, refused.value.field) == (code, field)
    assert not Figure.objects.exists()
    assert not Quantity.objects.exists()


def test_a_vague_figure_has_no_value(claim: Claim, ann: User) -> None:
    figure = added(claim, ann, low=None, qualifier="vague", unit="hundreds")
    assert (figure.low, figure.high, figure.unit) == (None, None, "hundreds")


def test_one_end_of_a_range_is_changed_alone(claim: Claim, ann: User) -> None:
    figure = added(claim, ann, low=80, high=85)
    figure = change_figure(actor=actor_of(ann), figure_id=figure.pk, high=90)
    assert (figure.low, figure.high) == (80, 90)
    figure = change_figure(actor=actor_of(ann), figure_id=figure.pk, low=80, high=None)
    assert (figure.low, figure.high) == (80, 80)


def test_a_figure_is_no_share_of_itself(claim: Claim, ann: User) -> None:
    whole = added(claim, ann)
    part = added(claim, ann, low="1/3", share_of=str(whole.pk))
    for figure, other in ((whole, whole), (whole, part)):
        with pytest.raises(Invalid, match="share_of_itself"):
            change_figure(actor=actor_of(ann), figure_id=figure.pk, share_of=str(other.pk))


def test_four_eyes_count_a_figure_and_an_approval_falls_with_it(ann: User) -> None:
    bob, eve = make_reviewer("bob"), make_editor("eve")
    claim = approved_claim(make_article(by=ann), ann, bob)
    added(claim, eve)
    claim.refresh_from_db()
    assert (claim.state, claim.approval, eve.pk in claim.contributors) == ("draft", "none", True)


def test_in_review_the_state_stays_and_published_asks_for_a_correction(ann: User) -> None:
    claim = submitted_claim(make_article(by=ann), ann)
    added(claim, ann)
    claim.refresh_from_db()
    assert claim.state == "in_review"
    public = published_claim(make_article(by=ann), ann, make_reviewer("bob"))
    with pytest.raises(Conflict, match="correct_first"):
        added(public, ann)


def test_who_may_and_with_which_version(claim: Claim, ann: User) -> None:
    with pytest.raises(Forbidden, match="role_required"):
        added(claim, make_viewer("vic"))
    figure = added(claim, ann, expected='"1"')
    with pytest.raises(OutOfDate):
        change_figure(actor=actor_of(ann), figure_id=figure.pk, expected='"1"', low=5)
    with pytest.raises(OutOfDate):
        remove_figure(actor=actor_of(ann), figure_id=figure.pk, expected='"1"')


def test_one_label_is_one_quantity_however_it_is_written(ann: User) -> None:
    first = find_or_make_quantity(ann, {"label": "Detentions  in Belarus"})
    again = find_or_make_quantity(ann, {"label": " detentions in BELARUS "})
    assert first == again == find_or_make_quantity(ann, str(first.pk if first else ""))
    assert first is not None
    assert first.label == "Detentions in Belarus"
    with pytest.raises(Missing, match="quantity_unknown"):
        find_or_make_quantity(ann, "018f0000-0000-7000-8000-000000000000")


@pytest.mark.live
def test_two_who_name_a_quantity_at_once_name_one() -> None:
    editor, label = make_editor(), f"Trials {uuid4().hex}"
    named: list[Any] = []

    def name() -> None:
        try:
            with transaction.atomic():
                named.append(find_or_make_quantity(editor, {"label": label}))
                together.wait(timeout=0.2)
        finally:
            connection.close()

    together = threading.Event()
    both = [threading.Thread(target=name) for _time in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert len(named) == 2
    assert named[0] == named[1]
    assert Quantity.objects.filter(label=label).count() == 1
