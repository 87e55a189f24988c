"""What language a text is in."""

import math
from functools import cache
from typing import Any

import regex

SURE = 0.9
"""A confidence at or above this needs no second opinion."""

_fewest_letters = 40
_enough = 4000  # code points; more change nothing and cost time
_letters = regex.compile(r"\p{L}")
_code = regex.compile(r"\s*([A-Za-z]{2,3})(?:[-_]|\s*\Z)")


def language_of(text: str, html_lang: str | None = None) -> tuple[str, float]:
    """Return the language's code ("en", "ru", "be") and how sure that is, from 0 to 1.

    The text itself decides; what a page declares (`html_lang`) only where the text is short or ambiguous, or agrees.
    "und" with 0.0 when nothing tells.
    """
    declared = _declared(html_lang)
    letters = len(_letters.findall(text[:_enough]))
    if letters == 0:
        return (declared, 0.5) if declared else ("und", 0.0)
    code, confidence = _heard(text[:_enough])
    confidence *= min(1.0, letters / _fewest_letters)
    if declared == code:
        return code, max(confidence, SURE)
    if declared and confidence < SURE:
        return declared, 0.5
    return code, round(confidence, 3)


def _declared(html_lang: str | None) -> str | None:
    match = _code.match(html_lang or "")
    return match[1].lower() if match else None


def _heard(text: str) -> tuple[str, float]:
    best = _identifier().rank(text)[:2]
    code, score = best[0]
    if score <= 1.0 and score >= 0.0:
        return str(code), float(score)
    return str(code), 1.0 / (1.0 + math.exp(best[1][1] - score))


@cache
def _identifier() -> Any:
    # Loaded on the first question: the model takes a tenth of a second and memory that not every process needs.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
