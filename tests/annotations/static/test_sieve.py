"""Which claims a filter lets through, and their order by risk."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
ROW = {
    "statement": "More than 4,000 hygiene kits", "look": "true", "state": "draft", "assignee": None,
    "isMine": False, "needsEvidence": False, "threads": 0, "risks": [],
}  # fmt: skip
PASSES = "return m.passes(given[0], {...m.NO_FILTER, ...given[1]})"


@pytest.mark.parametrize(
    ("wanted", "is_through"),
    [
        ({}, True),
        ({"looks": ["true", "false"]}, True),
        ({"looks": ["not-checked"]}, False),
        ({"states": ["draft"]}, True),
        ({"states": ["in_review"]}, False),
        ({"assignee": "nobody"}, True),
        ({"assignee": "somebody"}, False),
        ({"isMine": True}, False),
        ({"needsEvidence": True}, False),
        ({"hasThreads": True}, False),
        ({"words": "KITS hyg"}, True),
        ({"words": "kits shoes"}, False),
        ({"looks": ["true"], "states": ["in_review"]}, False),
    ],
)
def test_a_claim_passes_when_it_fits_all_that_is_wanted(
    run: Run, wanted: dict[str, Any], *, is_through: bool
) -> None:
    assert run("workspace/sieve.js", PASSES, [ROW, wanted]) is is_through


def test_the_dearest_risk_outweighs_all_others(run: Run) -> None:
    risks = [
        ["quote"],
        ["figure", "quote"],
        ["person"],
        ["accusation"],
        [],
        ["accusation", "figure"],
    ]
    weigh = "return given.map((risks) => m.weightOf({risks}))"
    weights = run("workspace/sieve.js", weigh, risks)
    assert weights[5] > weights[3] > weights[2] > weights[1] > weights[0] > weights[4]
