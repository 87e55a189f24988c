"""Children are started again, later each time, and stopped with all they started."""

import os
import sys
import time
from pathlib import Path

import psutil

from factcheck.supervise.child import Child


def child(tmp_path: Path, code: str, **options: float) -> Child:
    return Child(
        "sample", [sys.executable, "-c", code], dict(os.environ), tmp_path / "log", **options
    )


def wait_for_words(one: Child, words: str) -> str:
    limit = time.monotonic() + 10
    while words not in one.last_words():
        assert time.monotonic() < limit
        time.sleep(0.02)
    return one.last_words()


def test_one_that_ends_is_started_again_after_a_growing_delay(tmp_path: Path) -> None:
    one = child(tmp_path, "raise SystemExit('no luck')")
    one.start()
    one.process.wait(10)
    assert "exit code 1" in one.tend()
    assert one.tend() is None
    one.due_at = time.monotonic()
    assert one.tend() is None
    one.process.wait(10)
    assert "again in 1 s" in one.tend()
    assert one.last_words() == "no luck\nno luck"


def test_stopping_ends_what_it_started_too(tmp_path: Path) -> None:
    one = child(
        tmp_path,
        "import subprocess, sys, time\n"
        "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "print(p.pid, 'started', flush=True)\n"
        "time.sleep(60)",
    )
    one.start()
    grandchild = psutil.Process(int(wait_for_words(one, "started").split()[0]))
    one.stop()
    psutil.wait_procs([grandchild], 5)
    assert not grandchild.is_running() or grandchild.status() == psutil.STATUS_ZOMBIE


def test_one_that_will_not_stop_is_killed(tmp_path: Path) -> None:
    one = child(
        tmp_path,
        "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "print('deaf', flush=True)\ntime.sleep(60)",
        patience=0.2,
    )
    one.start()
    wait_for_words(one, "deaf")
    one.stop()
    assert one.process is None
