"""Starting a child that dies with us, in a session of its own."""

import ctypes
import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from factcheck.embedded.identity import Identity

PR_SET_PDEATHSIG = 1


def spawn(
    command: Sequence[str | Path],
    *,
    log: IO[bytes],
    death_signal: signal.Signals = signal.SIGKILL,
    env: Mapping[str, str] | None = None,
    identity: Identity | None = None,
    keep_open: Sequence[int] = (),
    cwd: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start `command` in its own session, so that Ctrl-C at the terminal reaches only us.

    On Linux the kernel sends it `death_signal` when the *thread* that called this ends, however
    it ends; call it from the main thread. `identity` is the account to run as, `keep_open` the
    descriptors that the child inherits under the same numbers.
    """
    other = identity if identity is not None and identity.is_other else None
    with warnings.catch_warnings():
        # 3.12+ warns of forking beside threads; what runs before exec is one system call.
        warnings.simplefilter("ignore", DeprecationWarning)
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=dict(env) if env is not None else None,
            cwd=cwd,
            start_new_session=True,
            pass_fds=tuple(keep_open),
            user=other.uid if other else None,
            group=other.gid if other else None,
            extra_groups=[] if other else None,
            preexec_fn=_TiedToParent(death_signal),  # noqa: PLW1509 - see above
        )


def tie_to_parent(death_signal: signal.Signals = signal.SIGKILL) -> None:
    """Ask the kernel to send this process `death_signal` when its parent ends (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)


class _TiedToParent:
    """Runs in the child between fork and exec; libc is loaded before, in the parent."""

    def __init__(self, death_signal: signal.Signals) -> None:
        self.prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None
        self.death_signal = int(death_signal)
        self.parent = os.getpid()

    def __call__(self) -> None:
        # Runs after the change of account, which would have cleared the setting.
        if self.prctl is None:
            return
        self.prctl(PR_SET_PDEATHSIG, self.death_signal, 0, 0, 0)
        if os.getppid() != self.parent:
            os._exit(1)
