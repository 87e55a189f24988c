"""A PostgreSQL server that a killed run left on its cluster."""

import signal
from pathlib import Path

import psutil

STOP_SECONDS = 30


def end_leftover(cluster: Path, seconds: float = STOP_SECONDS) -> None:
    """Stop a server that a killed run left on `cluster`, and wait until it is gone.

    A pid that now belongs to any other program is left alone; then the stale note is removed,
    because PostgreSQL itself would take the stranger for its rival.
    """
    note = cluster / "postmaster.pid"
    try:
        process = psutil.Process(int(note.read_text().splitlines()[0]))
        # A server works in its cluster's folder, which no stranger does.
        is_ours = process.name() == "postgres" and Path(process.cwd()) == cluster.resolve()
    except (OSError, ValueError, IndexError, psutil.Error):
        return
    if not is_ours:
        note.unlink(missing_ok=True)
        return
    for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        try:
            process.send_signal(how)
            process.wait(seconds)
        except psutil.TimeoutExpired:
            continue
        except psutil.NoSuchProcess:
            return
        return
