"""Telling the story of a page from the site's furniture, run by run.

The weights are logits. They were fitted by logistic regression, drawn towards values set by hand, on
150 pages of an outside evaluation set (WCXB, CC BY 4.0) that is not part of the project, and checked
on sites left out of the fit. What the signs mean is said in `signs`.
"""

import math
from collections.abc import Mapping

from annotations.imports.readers.pages.signs import Page, Signs

FIRST: Mapping[str, float] = {
    "address": -0.9,
    "after": -0.93,
    "after_kept": -0.08,
    "alike": 0.47,
    "alike_share": 0.93,
    "appeal": -2.59,
    "article": 0.67,
    "before": -0.16,
    "before_kept": 0.65,
    "boilerplate": -1.0,
    "dated": -0.52,
    "depth": -0.76,
    "heading": 0.68,
    "heading_of_kept": 0.9,
    "in_author": -2.07,
    "in_body": 0.54,
    "in_comments": -3.47,
    "in_figure": -1.14,
    "in_footer": -2.61,
    "in_form": -1.03,
    "in_header": -1.02,
    "in_media": -1.21,
    "in_metadata": -0.8,
    "in_navigation": -2.99,
    "in_related": -2.98,
    "in_share": -1.21,
    "in_sidebar": -0.63,
    "in_signup": -3.04,
    "in_teasers": -1.69,
    "length": 1.33,
    "like_title": -0.91,
    "links": -1.43,
    "list_item": 0.78,
    "main": 2.01,
    "repeated": -1.24,
    "row": 1.05,
    "sentence": 1.07,
    "votes": 0.34,
    "base": -2.4,
}
SECOND: Mapping[str, float] = {
    "first": 0.54,
    "next": 0.49,
    "between": 0.49,
    "near_after": 0.23,
    "near_before": 0.18,
    "wide_after": 0.28,
    "wide_before": 0.22,
    "likely_alike": 1.28,
    "likely_share": 0.73,
    "heads_likely": 0.64,
    "heads_unlikely": -0.5,
    "tail": -0.59,
    "head": -0.36,
    "address": -0.35,
    "after": -0.11,
    "after_kept": -0.35,
    "alike": -0.32,
    "alike_share": -0.32,
    "appeal": -1.12,
    "article": 0.3,
    "before": 0.06,
    "before_kept": -0.47,
    "boilerplate": -0.08,
    "depth": -0.28,
    "heading": 0.14,
    "heading_of_kept": 0.04,
    "in_author": -0.65,
    "in_body": 0.06,
    "in_comments": -1.17,
    "in_figure": -0.15,
    "in_footer": -0.67,
    "in_header": -0.05,
    "in_media": -0.31,
    "in_navigation": -0.81,
    "in_related": -0.79,
    "in_sidebar": 0.1,
    "in_signup": -0.82,
    "in_teasers": -0.35,
    "length": 0.34,
    "like_title": -0.12,
    "links": -0.43,
    "list_item": 0.23,
    "main": 0.16,
    "repeated": -0.55,
    "row": 0.05,
    "sentence": 0.36,
    "votes": 0.08,
    "base": -1.32,
}
STEEPEST = 6.0  # logits beyond it say no more than that the first look was sure


# Both weights of each sign of the first look, to go over it once.
_BOTH = {
    sign: (FIRST.get(sign, 0.0), SECOND.get(sign, 0.0))
    for sign in {*FIRST, *SECOND} - {"base", "first"}
}


def scores(page: Page) -> list[float]:
    """For each run a logit: the higher, the more likely it belongs to the story."""
    looks = [_first(signs) for signs in page.first_look()]
    likely = [1 / (1 + math.exp(-max(-30.0, min(30.0, one)))) for one, _ in looks]
    return [
        two + SECOND["first"] * max(-STEEPEST, min(STEEPEST, one)) + _more(signs)
        for (one, two), signs in zip(looks, page.second_look(likely), strict=True)
    ]


def _first(signs: Signs) -> tuple[float, float]:
    """The logit of the first look, and what its signs add to that of the second."""
    one, two = FIRST["base"], SECOND["base"]
    for sign, value in signs.items():
        if value and (weights := _BOTH.get(sign)):
            one += weights[0] * value
            two += weights[1] * value
    return one, two


def _more(signs: Signs) -> float:
    return sum(SECOND[sign] * value for sign, value in signs.items() if value)
