"""Commands that run once and whose words matter: migrations, the demo, the set-up link."""

import subprocess
import sys
import time
from pathlib import Path

from factcheck.embedded.errors import CannotStartError
from factcheck.embedded.spawn import spawn
from factcheck.supervise.plan import ROOT


class OneShot:
    """A command under way; what it prints is kept in its log and can be read when it ended."""

    def __init__(self, name: str, arguments: list[str], env: dict[str, str], log: Path) -> None:
        self.name, self.log = name, log
        log.unlink(missing_ok=True)
        with log.open("ab") as file:
            self.process = spawn([sys.executable, *arguments], log=file, env=env, cwd=ROOT)

    @property
    def is_over(self) -> bool:
        """Whether it ended, well or not."""
        return self.process.poll() is not None

    def words(self) -> str:
        """Return what it printed so far."""
        return self.log.read_text(errors="replace").strip()

    def result(self, seconds: float) -> str:
        """Wait for its end and return what it printed.

        Raises:
            CannotStartError: it failed, or did not end within `seconds`.
        """
        limit = time.monotonic() + seconds
        while not self.is_over and time.monotonic() < limit:
            time.sleep(0.02)
        if self.process.poll() == 0:
            return self.words()
        self.stop()
        raise CannotStartError(f"{self.name} failed:\n{self.words()[-3000:]}")

    def stop(self) -> None:
        """End it if it still runs."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.process.wait()
