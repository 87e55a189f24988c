"""Leftovers are ended; strangers with a recycled number never are."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.supervise import leftovers
from factcheck.supervise.pids import fingerprint

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    env = {**os.environ, leftovers.RUN_VARIABLE: "run-of-the-test"}
    with subprocess.Popen(SLEEP, env=env) as process:
        yield process
        process.kill()


def folder(tmp_path: Path) -> Path:
    (tmp_path / "run").mkdir()
    return tmp_path


def test_a_recorded_child_is_ended(tmp_path: Path, sleeper: subprocess.Popen[bytes]) -> None:
    leftovers.record(folder(tmp_path), "another", [sleeper.pid])
    assert leftovers.take_over(tmp_path) == 1
    assert fingerprint(sleeper.pid) is None


def test_what_a_child_started_is_known_by_the_run_in_its_environment(
    tmp_path: Path, sleeper: subprocess.Popen[bytes]
) -> None:
    leftovers.record(folder(tmp_path), "run-of-the-test", [])
    assert leftovers.take_over(tmp_path) == 1
    assert fingerprint(sleeper.pid) is None


def test_a_stranger_with_the_same_number_is_left_alone(
    tmp_path: Path, sleeper: subprocess.Popen[bytes]
) -> None:
    note = {"run": "another", "children": {str(sleeper.pid): "an earlier boot:1"}}
    (folder(tmp_path) / "run" / "children.json").write_text(json.dumps(note))
    assert leftovers.take_over(tmp_path) == 0
    assert sleeper.poll() is None


@pytest.mark.parametrize("note", ["", "[]", "{}", '{"run": 1, "children": []}'])
def test_an_unreadable_note_ends_nothing(tmp_path: Path, note: str) -> None:
    (folder(tmp_path) / "run" / "children.json").write_text(note)
    assert leftovers.take_over(tmp_path) == 0


def test_a_process_that_ended_has_no_fingerprint() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    assert fingerprint(process.pid) is None
    assert fingerprint(os.getpid()) == fingerprint(os.getpid())
