"""Finding a Chromium, or getting one."""

import fcntl
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import Playwright

ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class NoBrowserError(RuntimeError):
    """There is no browser, and browser tests never pass without one."""


def find_chromium(playwright: Playwright) -> str:
    """Return the path of a Chromium: named, installed, Playwright's own, else Debian's package.

    Raises:
        NoBrowserError: none is there and none may be installed; the message says how to get one.
    """
    named = os.environ.get("FACTCHECK_CHROMIUM")
    if named:
        if not shutil.which(named):
            raise NoBrowserError(f"FACTCHECK_CHROMIUM names {named}, which is no program.")
        return named
    for found in (*map(shutil.which, ON_PATH), playwright.chromium.executable_path):
        if found and Path(found).exists():
            return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _install_debian_package()
        if found := shutil.which("chromium"):
            return found
    raise NoBrowserError(
        "No browser for the browser tests: install Chromium (Debian: apt-get install chromium), "
        "or run `playwright install chromium`, or name one in FACTCHECK_CHROMIUM."
    )


def _install_debian_package() -> None:
    with (Path(tempfile.gettempdir()) / "factcheck-chromium.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if shutil.which("chromium"):
            return
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (
            ["update", "-q"],
            ["install", "-qy", "--no-install-recommends", "chromium"],
        ):
            subprocess.run(["apt-get", *arguments], env=quiet, check=False, capture_output=True)


def launch_flags() -> list[str]:
    """Return the flags that keep Chromium from talking to anybody but this machine."""
    flags = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-domain-reliability",
        "--disable-sync",
        "--no-first-run",
        "--no-pings",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ]
    if os.geteuid() == 0:
        # Chromium's sandbox refuses to run as root.
        flags.append("--no-sandbox")
    if shutil.disk_usage("/dev/shm").total < 256 * 1024 * 1024:  # noqa: S108 - only looked at
        flags.append("--disable-dev-shm-usage")
    return flags
