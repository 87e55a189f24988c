"""A judged rating in a reader's language, and the scale that it stood on."""

from typing import Any

from annotations.publishing import rating_label, scale_of

STEPS = [
    {"slug": "true", "label": "True", "labels": {"ru": "Правда"}, "number": 5, "look": "true"},
    {"slug": "half-true", "label": "Half true", "labels": {}, "number": 3, "look": "half-true"},
    {"slug": "false", "label": "False", "labels": {"ru": "Ложь"}, "number": 1, "look": "false"},
    {"slug": "misleading", "label": "Misleading", "labels": {}, "number": None, "look": "x"},
]


def judged(slug: str, **more: Any) -> dict[str, Any]:
    steps = [{**step, "position": n} for n, step in enumerate(STEPS)]
    return {"rating": {**next(s for s in steps if s["slug"] == slug), "scale": steps, **more}}


def test_the_word_is_the_translation_as_judged_else_the_label() -> None:
    assert rating_label(judged("true"), "ru") == "Правда"
    assert rating_label(judged("true"), "be") == "True"
    assert rating_label(judged("true"), None) == "True"
    assert rating_label(judged("half-true"), "ru") == "Half true"
    assert rating_label({"rating": {"label": "True"}}, "ru") == "True"


def test_the_scale_goes_from_the_lowest_number_up_and_marks_the_given_step() -> None:
    steps = scale_of(judged("true"), "ru")
    assert [step.label for step in steps] == ["Ложь", "Half true", "Правда"]
    assert [step.is_given for step in steps] == [False, False, True]
    assert steps[0].icon == "v-false"


def test_a_rating_without_a_number_and_one_judged_before_there_were_scales_have_none() -> None:
    assert scale_of(judged("misleading"), "en") == []
    assert scale_of({"rating": {"slug": "true", "label": "True", "number": 5}}, "en") == []


def test_two_steps_of_one_number_stand_in_the_scales_own_order() -> None:
    content = judged("true")
    for step in content["rating"]["scale"]:
        step["number"] = 3
    assert [step.slug for step in scale_of(content, "en")] == [s["slug"] for s in STEPS]
