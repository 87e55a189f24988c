"""Every reason why an import can fail has advice of its own, which adds to what the error says."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import annotations
from annotations.fetching.errors import SENTENCES as FETCHING
from annotations.imports.advice import ADVICE, Action, advice_of
from annotations.imports.readers.document import SENTENCES as READING
from annotations.models import Import, ImportStatus, Origin

ROOT = Path(annotations.__file__).parent
# What runs after an import was accepted; whatever it refuses or ends with is an import's error.
CONDUCTORS = [
    *(ROOT / "tasks").glob("*.py"),
    ROOT / "imports" / "revise.py",
    ROOT / "imports" / "found.py",
    ROOT / "imports" / "ending.py",
    ROOT / "imports" / "batches.py",
]
REFUSALS = {"Conflict", "Invalid", "TooLarge", "Missing", "Forbidden"}
ENDINGS = {"fail": 2, "_give_up_or_retry": 2}
# Refused before anything is accepted, or about something else than an import.
ELSEWHERE = {
    "already_finished",
    "block_not_found",
    "not_failed",
    "not_found",
    "nothing_to_import",
    "revision_changed",
}


def codes_of(path: Path) -> Iterator[str]:
    """The codes that a file refuses with, or ends an import with."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        place = 0 if node.func.id in REFUSALS else ENDINGS.get(node.func.id)
        if place is None or len(node.args) <= place:
            continue
        code = node.args[place]
        if isinstance(code, ast.Constant) and isinstance(code.value, str):
            yield code.value


CODES = {
    *FETCHING,
    *READING,
    *(code for path in CONDUCTORS for code in codes_of(path)),
    "cancelled",
} - ELSEWHERE


def failed(code: str, **fields: str) -> Import:
    return Import(
        status=ImportStatus.FAILED,
        error_code=code,
        **{"origin": Origin.FETCH, "url": "https://a.example/", **fields},
    )


def test_the_walk_finds_what_the_pipeline_ends_with() -> None:
    assert {"internal", "gave_up", "cancelled", "is_feed", "too_many_stories", "http_404"} <= CODES


@pytest.mark.parametrize("code", sorted(CODES))
def test_each_code_has_advice(code: str) -> None:
    assert code in ADVICE, f"say in annotations/imports/advice what to do about {code}"
    sentence = str(ADVICE[code].sentence)
    assert 20 <= len(sentence) <= 160
    assert sentence.endswith(".")


@pytest.mark.parametrize("code", sorted(set(ADVICE) & {*FETCHING, *READING}))
def test_advice_does_not_repeat_the_error(code: str) -> None:
    error = str(FETCHING.get(code) or READING[code]).lower()
    advice = str(ADVICE[code].sentence).lower()
    for sentence in error.split(". "):
        assert sentence.strip(" .") not in advice


@pytest.mark.parametrize("code", sorted(CODES & set(ADVICE)))
def test_no_button_stands_there_twice(code: str) -> None:
    actions = ADVICE[code].actions
    assert len(set(actions)) == len(actions) <= 2


def test_an_import_without_an_address_is_not_sent_to_one() -> None:
    advice = advice_of(failed("empty_text", origin=Origin.FILE, url=""))
    assert advice is not None
    assert advice.actions == (Action.PASTE,)


def test_a_page_from_a_browser_is_not_sent_back_there() -> None:
    advice = advice_of(failed("no_article_found", origin=Origin.BROWSER))
    assert advice is not None
    assert Action.BROWSER not in advice.actions


def test_a_code_that_nobody_thought_of_still_gets_a_sentence() -> None:
    advice = advice_of(failed("brand_new"))
    assert advice is not None
    assert Action.RETRY in advice.actions


def test_what_has_not_failed_needs_none() -> None:
    assert advice_of(Import(status=ImportStatus.QUEUED, error_code="timeout")) is None
