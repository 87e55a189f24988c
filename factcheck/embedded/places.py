"""Private folders, secrets and socket paths below the data folder."""

import hashlib
import json
import os
import secrets
import stat
import tempfile
from pathlib import Path

from factcheck.embedded.errors import CannotStartError

# Linux allows 108 bytes for a Unix socket's path including the closing NUL (unix(7)).
SOCKET_PATH_LIMIT = 107
LONGEST_SOCKET_NAME = ".s.PGSQL.5432.lock"


def private_folder(path: Path, *, uid: int | None = None, gid: int = -1) -> Path:
    """Make `path` a folder of mode 0700, owned by `uid` when one is given, and return it.

    Raises:
        CannotStartError: something else stands there, or it belongs to another account.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        pass
    except OSError as error:
        raise CannotStartError(f"Cannot make the folder {path}: {error.strerror}.") from error
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode):
        raise CannotStartError(f"{path} stands where a folder is needed; move it away.")
    if found.st_uid not in {os.geteuid(), uid, 0} or (found.st_uid == 0 != os.geteuid()):
        raise CannotStartError(
            f"{path} belongs to another account; start as that account, or name another "
            "folder in FACTCHECK_DATA_DIR."
        )
    path.chmod(0o700)
    if uid is not None and found.st_uid != uid:
        os.chown(path, uid, gid)
    return path


def write_private(path: Path, text: str) -> None:
    """Replace the file at `path` in one step; only its owner may read it."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def secret(folder: Path, name: str, *, size: int = 32) -> str:
    """Return the secret `name` kept in ``<folder>/secrets.json``, made of `size` bytes if new.

    Raises:
        CannotStartError: the file cannot be read as what it should be.
    """
    kept = _secrets(folder)
    if name not in kept:
        return keep_secret(folder, name, secrets.token_urlsafe(size))
    return kept[name]


def keep_secret(folder: Path, name: str, value: str) -> str:
    """Keep `value` as the secret `name` from now on, and return it."""
    kept = _secrets(folder) | {name: value}
    write_private(folder / "secrets.json", json.dumps(kept, indent=1) + "\n")
    return value


def _secrets(folder: Path) -> dict[str, str]:
    path = folder / "secrets.json"
    try:
        kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise CannotStartError(f"Cannot read the secrets in {path}: {error}") from error
    return kept


def socket_folder(folder: Path, name: str, *, uid: int | None = None, gid: int = -1) -> Path:
    """Return a folder of mode 0700 in which a socket's path stays within the system's limit.

    It is ``<folder>/run/<name>`` where that is short enough, else one in the temporary folder
    whose name is drawn from the data folder's path, so that later runs find it again.
    """
    wanted = folder / "run" / name
    if _fits(wanted):
        private_folder(folder / "run")
        return private_folder(wanted, uid=uid, gid=gid)
    digest = hashlib.sha256(f"{folder}\0{name}".encode()).hexdigest()[:10]
    for base in (Path(tempfile.gettempdir()), Path("/tmp")):  # noqa: S108 - owner and mode are checked
        short = base / f"factcheck-{digest}"
        if not _fits(short):
            continue
        try:
            return private_folder(short, uid=uid, gid=gid)
        except CannotStartError:
            # Somebody else took the name in a folder that everybody may write to.
            fresh = Path(tempfile.mkdtemp(prefix="factcheck-", dir=base))
            return private_folder(fresh, uid=uid, gid=gid)
    raise CannotStartError(f"No folder short enough for a socket; set FACTCHECK_DATA_DIR: {folder}")


def _fits(path: Path) -> bool:
    return len(os.fsencode(path / LONGEST_SOCKET_NAME)) <= SOCKET_PATH_LIMIT
