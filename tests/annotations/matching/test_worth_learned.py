"""What accepts and dismissals do to the weights: little, bounded, and nothing where nobody chose."""

from annotations.matching.worth_learned import bends

ACCEPTED, DISMISSED = "accepted", "dismissed"


def test_nothing_chosen_bends_nothing() -> None:
    assert bends([]) == {}


def test_a_reason_that_is_dismissed_more_than_usual_weighs_less() -> None:
    choices = [(ACCEPTED, ["figure"])] * 20 + [(DISMISSED, ["quote"])] * 20
    found = bends(choices)
    assert found["quote"] < 1 < found["figure"]
    assert set(found) == {"figure", "quote"}


def test_no_weight_is_ever_lost_or_blown_up() -> None:
    choices = [(ACCEPTED, ["figure"])] * 20 + [(DISMISSED, ["quote"])] * 380
    found = bends(choices)
    assert (found["quote"] >= 0.5, found["figure"]) == (True, 1.5)


def test_one_choice_shifts_hardly_anything() -> None:
    (bend,) = bends([(DISMISSED, ["figure"])]).values()
    assert 0.9 < bend < 1.1


def test_a_newsroom_that_dismisses_everything_alike_keeps_the_order() -> None:
    found = bends([(DISMISSED, ["figure", "quote"])] * 50)
    assert found["figure"] == found["quote"]
