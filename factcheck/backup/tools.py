"""PostgreSQL's own programs for dumping and restoring, of a version that fits."""

import contextlib
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from factcheck.embedded.binaries import package_programs
from factcheck.embedded.errors import CannotStartError

# libpq's environment variables for what may stand after the question mark of an address.
PARAMETERS = {
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "host": "PGHOST",
    "port": "PGPORT",
    "channel_binding": "PGCHANNELBINDING",
}


@dataclass(frozen=True)
class Tools:
    """A folder with ``pg_dump``, ``pg_restore`` and ``psql`` of one major version."""

    folder: Path
    major: int

    def program(self, name: str) -> str:
        """Return the path of the program `name`."""
        return str(self.folder / name)


def fitting_tools(at_least: int) -> Tools:
    """Return tools of major version `at_least` or newer, the oldest that will do.

    The oldest, because a dump can only be read by tools that are as new as those that wrote it.

    Raises:
        CannotStartError: none are installed; the sentence says what to install.
    """
    found = sorted((tools for tools in _installed() if tools.major >= at_least), key=_age)
    if found:
        return found[0]
    raise CannotStartError(
        f"Backups of this newsroom need PostgreSQL's client programs, version {at_least} or newer: "
        f"install them (Debian: postgresql-client-{at_least})."
    )


def environment(url: str) -> dict[str, str]:
    """Return the environment that leads libpq to `url`; a command line would show the password."""
    parts = urlsplit(url)
    named = {
        "PGHOST": unquote(parts.hostname or ""),
        "PGPORT": str(parts.port or ""),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": unquote(parts.path.lstrip("/")),
        **{PARAMETERS[key]: value for key, value in parse_qsl(parts.query) if key in PARAMETERS},
    }
    # urlsplit lowers the case of a host, which a socket's folder may not survive.
    place = parts.netloc.rpartition("@")[2]
    if place.lower().startswith("%2f"):
        named["PGHOST"] = unquote(place.partition(":")[0])
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**kept, **{name: value for name, value in named.items() if value}}


def _installed() -> list[Tools]:
    on_path = shutil.which("pg_dump")
    folders = [Path(on_path).resolve().parent] if on_path else []
    # Debian's pg_dump on PATH is a script that looks for these.
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    with contextlib.suppress(CannotStartError):
        folders.append(package_programs())
    return [tools for folder in folders if (tools := _look(folder))]


def _look(folder: Path) -> Tools | None:
    if not all((folder / name).exists() for name in ("pg_dump", "pg_restore", "psql")):
        return None
    said = subprocess.run(
        [folder / "pg_restore", "--version"], capture_output=True, text=True, check=False
    ).stdout
    version = re.search(r"\) (\d+)", said)
    return Tools(folder, int(version[1])) if version else None


def _age(tools: Tools) -> int:
    return tools.major
