"""The account that PostgreSQL runs as: ours, or an unprivileged one when we are root."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass

from factcheck.embedded.errors import CannotStartError

ACCOUNT = "factcheck-postgres"


@dataclass(frozen=True)
class Identity:
    """Whom a server runs as; `is_other` when that is not the account we run as."""

    uid: int
    gid: int
    is_other: bool


def server_identity() -> Identity:
    """Return the account for PostgreSQL, which refuses to run as root.

    As root a system account of its own is made once; it owns only the cluster's folder and the
    socket's, gets no shell, and is given open folders instead of paths, so that no parent folder
    has to be opened to it or to anybody else.

    Raises:
        CannotStartError: we are root and such an account can be neither found nor made.
    """
    if os.geteuid() != 0:
        return Identity(os.geteuid(), os.getegid(), is_other=False)
    if not os.path.isdir("/proc/self/fd"):  # noqa: PTH112 - a look, not a path to keep
        raise CannotStartError("As root the embedded PostgreSQL needs /proc; start as a user.")
    entry = _find() or _make()
    return Identity(entry.pw_uid, entry.pw_gid, is_other=True)


def _find() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        return None


def _make() -> pwd.struct_passwd:
    for command in (
        [
            *("useradd", "--system", "--no-create-home", "--home-dir", "/nonexistent"),
            *("--shell", "/bin/false", "--user-group", ACCOUNT),
        ],
        ["adduser", "-S", "-D", "-H", "-s", "/bin/false", ACCOUNT],
    ):
        if shutil.which(command[0]) is None:
            continue
        subprocess.run(command, capture_output=True, check=False)
        # Another run may have made it at the same moment, so its being there is what counts.
        if entry := _find():
            return entry
    raise CannotStartError(
        f"PostgreSQL refuses to run as root and the account {ACCOUNT} cannot be made; "
        "start as an ordinary user, or name a server in DATABASE_URL."
    )
