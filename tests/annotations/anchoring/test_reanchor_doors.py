"""Claims on edited texts through the API and the import task: they end as the pure function says they must."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from annotations.anchoring.reanchor import Placement
from annotations.imports.reading_pool import pool
from annotations.models import Work
from annotations.tasks import run
from tests.annotations.api.conftest import Caller
from tests.bench.anchoring_layouts import Pair, pairs
from tests.bench.anchoring_score import outcome_of
from tests.bench.anchoring_stories import stories
from tests.factories import users

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.fixture(autouse=True, scope="module")
def no_reader_is_left() -> Iterator[None]:
    yield
    pool().close()


def arrived(editor: Caller, path: str, body: dict[str, Any]) -> str:
    """Import a text, with the work done at once; the article's id."""
    accepted = editor.call("POST", path, body)
    assert accepted.status_code == 202, accepted.content
    item = accepted.json()["id"]
    for work in Work.objects.filter(subject=item, done_at__isnull=True):
        run.do_work(work.pk)
    told = editor.get_json(f"imports/{item}/")
    assert told["status"] == "succeeded", told
    return str(told["article"])


def outcomes(editor: Caller, pair: Pair, number: int) -> list[tuple[str, str]]:
    """Play one pair of texts through the doors: what became of each claim."""
    article = arrived(editor, "imports/", {"text": pair.old, "title": f"Story {number}"})
    revision = editor.get_json(f"articles/{article}/")["revision"]
    assert revision["text"] == pair.old
    made = {}
    for case in pair.cases:
        body = {"start": case.old[0], "end": case.old[1], "revision": revision["id"]}
        answer = editor.call("POST", f"articles/{article}/claims/", body)
        assert answer.status_code == 201, answer.content
        made[answer.json()["id"]] = case
    arrived(editor, f"articles/{article}/revisions/", {"text": pair.new})
    found = []
    for claim in editor.get_json(f"articles/{article}/claims/")["results"]:
        anchor, case = claim["anchor"], made[claim["id"]]
        told = Placement(
            anchor["state"],
            None if anchor["state"] == "orphaned" else anchor["start"],
            None if anchor["state"] == "orphaned" else anchor["end"],
            anchor["change"],
            anchor["context"],
        )
        found.append((case.kind, outcome_of(case, told, pair)))
    return found


def test_claims_on_edited_texts_end_as_they_must_through_the_doors() -> None:
    editor = Caller(users.make_editor("ann"))
    chance = random.Random(11)  # noqa: S311 - the same edits each time, no secret
    texts = [story for story in stories(chance) if sum(map(len, story)) < 120]
    made = [pair for pair in pairs(texts, chance, 400) if "\r" not in pair.new]
    found = [one for n, pair in enumerate(made) for one in outcomes(editor, pair, n)]
    told = [one for one in found if one[1] != "correct"]
    assert "false same" not in {outcome for _, outcome in told}
    # Where both neighbours of a sentence that is printed again were edited, its own place cannot be told.
    assert sum(outcome == "wrong place" for _, outcome in told) <= len(found) // 200, told
    assert len(told) <= len(found) // 40, told
