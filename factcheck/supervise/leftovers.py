"""Children of a run that was killed: found again by the next one, and ended."""

import json
import signal
from pathlib import Path

import psutil

from factcheck.embedded.places import write_private
from factcheck.supervise.pids import fingerprint

# In the environment of every child, and of what those start.
RUN_VARIABLE = "FACTCHECK_RUN"
PATIENCE = 5.0


def record(folder: Path, run: str, pids: list[int]) -> None:
    """Note the run's name and its children, each with what tells it from a later namesake."""
    marks = {str(pid): fingerprint(pid) for pid in pids}
    write_private(folder / "run" / "children.json", json.dumps({"run": run, "children": marks}))


def forget(folder: Path) -> None:
    """Remove the note: the run ended in order."""
    (folder / "run" / "children.json").unlink(missing_ok=True)


def take_over(folder: Path) -> int:
    """End what a killed run on `folder` left behind and return how many processes that were.

    A process is ended only if it began when the note says so, or carries the run's random name in
    its environment: a stranger that was given the same number later is never touched.
    """
    try:
        note = json.loads((folder / "run" / "children.json").read_text())
        run, children = str(note["run"]), dict(note["children"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0
    found = [process for process in psutil.process_iter() if _is_ours(process, run, children)]
    for how in (signal.SIGTERM, signal.SIGKILL):
        for process in found:
            _send(process, how)
        _, alive = psutil.wait_procs(found, PATIENCE)
        if not alive:
            break
    forget(folder)
    return len(found)


def _is_ours(process: psutil.Process, run: str, children: dict[str, str | None]) -> bool:
    mark = children.get(str(process.pid))
    if mark is not None and fingerprint(process.pid) == mark:
        return True
    try:
        return process.environ().get(RUN_VARIABLE) == run
    except (psutil.Error, OSError):
        return False


def _send(process: psutil.Process, how: signal.Signals) -> None:
    try:
        # psutil checks that the number still is the same process.
        process.send_signal(how)
    except psutil.Error:
        return
