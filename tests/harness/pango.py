"""The libraries that draw PDF files: found, or got; and a machine that lacks them."""

import fcntl
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core")


@pytest.fixture(scope="session")
def pango() -> None:
    """A machine that can make PDF files; tests of them never pass without one."""
    from annotations.proofs import printer

    if not printer.can_print() and os.geteuid() == 0 and shutil.which("apt-get"):
        _install_debian_packages()
    if not printer.can_print():
        pytest.fail(str(printer.UNAVAILABLE))


@pytest.fixture
def without_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that cannot: what needs no PDF does not wait for one."""
    from annotations.proofs import printer

    monkeypatch.setattr(printer, "_NEEDED", ("libno-such-thing",))


def _install_debian_packages() -> None:
    with (Path(tempfile.gettempdir()) / "factcheck-pango.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (
            ["update", "-q"],
            ["install", "-qy", "--no-install-recommends", *_PACKAGES],
        ):
            subprocess.run(["apt-get", *arguments], env=quiet, check=False, capture_output=True)
