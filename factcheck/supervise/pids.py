"""Telling a process from a later one that was given the same number."""

from pathlib import Path

import psutil


def fingerprint(pid: int) -> str | None:
    """Return what tells the process `pid` from any other that ever had its number; None if gone.

    On Linux that is the machine's boot and the tick the process began at, which no change of the
    clock moves. A zombie counts as gone.
    """
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return None
        return _linux_mark(pid) or str(process.create_time())
    except psutil.Error:
        return None


def _linux_mark(pid: int) -> str | None:
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        # proc(5): the name in parentheses may hold spaces; start time is field 22.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return f"{boot}:{fields[19]}"
