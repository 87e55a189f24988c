# ruff: noqa: T201 - prints what the drill counted
"""Web, dispatcher, worker and beat on two hosts against one PostgreSQL and Redis; hosts are network namespaces."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.drills.hosts import why_not
from tests.harness.servers import ROOT


@pytest.mark.long
def test_a_host_that_is_lost_loses_nothing_and_nothing_is_done_twice(tmp_path: Path) -> None:
    if reason := why_not():
        pytest.skip(f"Hosts are made of network namespaces: {reason}.")
    space = f"fcdrill{os.getpid()}"
    subprocess.run(["ip", "netns", "add", space], check=True)
    try:
        done = subprocess.run(
            [
                *("ip", "netns", "exec", space),
                *(sys.executable, "-m", "tests.drills.scaling", str(tmp_path)),
            ],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=1800,
            check=False,
        )
    finally:
        subprocess.run(["ip", "netns", "delete", space], check=False)
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr[-6000:]
