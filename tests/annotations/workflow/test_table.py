"""The workflow's whole table: every situation, action and person, through every door, with one step and with two.

`WORKFLOW_TABLE=<file>` writes it as Markdown, as it was met (the long run, which meets all of it).
"""

import os
from collections import defaultdict
from pathlib import Path

import pytest

from annotations.models import Claim
from tests.annotations.workflow.expected import PEOPLE, STEPS, expected
from tests.annotations.workflow.situations import ACTIONS, DOORS, build, signed_in

pytestmark = pytest.mark.django_db
CASES = [(situation, steps) for situation, every in STEPS.items() for steps in every]
# What is met in every run: those who may, and those who authored, where it matters most.
SLICE = [("in review", 1), ("approved", 1), ("in review, first approval given", 2)]
SLICE_PEOPLE = ("editor", "reviewer", "admin", "reviewer*", "superuser*")
SLICE_ACTIONS = ("approve", "request-changes", "publish")
Met = dict[str, dict[str, str]]
_met: dict[tuple[str, int], dict[str, Met]] = defaultdict(dict)


def test_the_table_is_written_out_for_every_situation_action_and_person() -> None:
    table = expected()
    assert table.keys() == STEPS.keys()
    assert all(tuple(rows) == ACTIONS for rows in table.values())
    assert all(tuple(row) == PEOPLE for rows in table.values() for row in rows.values())


@pytest.mark.parametrize(("situation", "steps"), SLICE)
def test_whoever_decides_meets_what_the_table_says(situation: str, steps: int) -> None:
    scene = build(situation, steps)
    written = expected()[situation]
    for name in SLICE_PEOPLE:
        act = DOORS["api"](scene, name)
        met = {action: act(action) for action in SLICE_ACTIONS}
        assert met == {action: written[action][name] for action in SLICE_ACTIONS}, name
    page = DOORS["page"](scene, "superuser*")
    assert page("approve") == written["approve"]["superuser*"]


@pytest.mark.long
@pytest.mark.parametrize(("situation", "steps"), CASES)
@pytest.mark.parametrize("door", DOORS)
def test_everybody_meets_what_the_table_says(door: str, situation: str, steps: int) -> None:
    scene = build(situation, steps)
    doors = {name: DOORS[door](scene, name) for name in scene.names()}
    met = {action: {name: doors[name](action) for name in PEOPLE} for action in ACTIONS}
    _met[situation, steps][door] = met
    _write()
    assert differences(met, expected()[situation]) == []


@pytest.mark.long
@pytest.mark.parametrize(("situation", "steps"), CASES)
def test_the_admin_site_changes_no_claim_for_anybody(situation: str, steps: int) -> None:
    scene = build(situation, steps)
    before = Claim.objects.values().get(pk=scene.claim.pk)
    base = "/admin/annotations/claim/"
    change = f"{base}{scene.claim.pk}/change/"
    deleting = {"action": "delete_selected", "_selected_action": str(scene.claim.pk), "post": "yes"}
    for name in scene.names():
        client = signed_in(scene, name)
        # Administrators do come in and read.
        assert (client.get(change).status_code == 200) == name.startswith(("admin", "superuser"))
        for path, body in (
            (f"{base}add/", {"statement": "x", "state": "approved"}),
            (change, {"state": "approved", "approval": "valid", "statement": "x"}),
            (f"{base}{scene.claim.pk}/delete/", {"post": "yes"}),
            (base, deleting),
        ):
            assert client.post(path, body).status_code < 500
        assert Claim.objects.values().get(pk=scene.claim.pk) == before, name


def differences(met: Met, written: Met) -> list[str]:
    """Where what was met is not what was written: action, person, met, written."""
    return [
        f"{action} by {name}: {outcome} instead of {written[action][name]}"
        for action, row in met.items()
        for name, outcome in row.items()
        if outcome != written[action][name]
    ]


def _write() -> None:
    """The table as met so far, for people to read."""
    if not (path := os.environ.get("WORKFLOW_TABLE")):
        return
    lines = [
        "# Who may do what, when",
        "",
        "`*`: authored a judged value. `+` valid, `~` stale, `1` first of two approvals given. At Django's admin site",
        "every action is refused to everybody.",
    ]
    for (situation, steps), doors in _met.items():
        lines += ["", f"## {situation}, {steps} approval{'s' if steps > 1 else ''} asked for", ""]
        lines += [f"| action | door | {' | '.join(PEOPLE)} |", f"|{' --- |' * (len(PEOPLE) + 2)}"]
        for action in ACTIONS:
            rows = {door: [met[action][name] for name in PEOPLE] for door, met in doors.items()}
            same = len({tuple(row) for row in rows.values()}) == 1 and len(rows) == len(DOORS)
            shown = {"API, page": next(iter(rows.values()))} if same else rows
            lines += [f"| {action} | {door} | {' | '.join(row)} |" for door, row in shown.items()]
    Path(path).write_text("\n".join(lines) + "\n")
