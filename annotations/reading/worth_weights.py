"""What speaks for and against checking a sentence, and how much, set by hand.

A sentence scores 0.5 at a sum of 3 (see `worth`): one figure with a named actor, or an accusation with a date, is about that.
"""

REASONS: dict[str, float] = {
    "figure": 2.5,
    "share": 2.6,
    "vague_figure": 1.2,
    "comparison": 1.1,
    "accusation": 1.2,
    "quote": 0.6,
    "attributed": 0.9,
    "person": 0.8,
    "body": 0.6,
    "name": 0.5,
    "date": 0.8,
    "cause": 0.6,
    "act": 0.9,
    "qualified": 0.3,
}
"""What may speak for a sentence; told to the person as the reasons."""

AGAINST: dict[str, float] = {
    "question": -3.0,
    "future": -1.8,
    "maybe": -0.7,
    "opinion": -1.3,
    "address": -1.6,
    "first_person": -1.2,
    "no_comment": -2.0,
    "site": -3.5,
    "credit": -1.5,
    "fragment": -1.5,
    "short": -1.0,
    "heading": -1.2,
    "headline": -0.3,
    "caption": -1.0,
    "list_item": -0.2,
    "points_back": -0.3,
    "beyond": -9.0,
}
"""What speaks against it; `beyond` are the sentences of a very long text that were not read."""

WEIGHTS: dict[str, float] = {**REASONS, **AGAINST}
