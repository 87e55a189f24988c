"""What this run is to start, read from the environment; refused in one sentence if it cannot be."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from factcheck.embedded.errors import CannotStartError

ROOT = Path(__file__).resolve().parent.parent.parent
HOST = "127.0.0.1"
HIGHEST_PORT = 65_535


@dataclass(frozen=True)
class Plan:
    """One run: empty `database_url` or `redis_url` asks for an embedded server."""

    folder: Path
    port: int
    is_production: bool
    has_demo: bool
    database_url: str
    owner_database_url: str
    redis_url: str
    public_url: str
    fetch_allow: str

    @property
    def address(self) -> str:
        """Where the web server will listen."""
        return f"http://{HOST}:{self.port}"


def read_plan(environ: Mapping[str, str] = os.environ) -> Plan:
    """Return the run that `environ` asks for.

    Raises:
        CannotStartError: a port that is none, or something that production refuses.
    """
    is_production = environ.get("FACTCHECK_ENV", "development") == "production"
    port = _port(environ.get("PORT") or "8000")
    plan = Plan(
        folder=Path(environ.get("FACTCHECK_DATA_DIR") or ROOT / ".data").resolve(),
        port=port,
        is_production=is_production,
        has_demo=(environ.get("FACTCHECK_DEMO") or ("0" if is_production else "1")) == "1",
        database_url=environ.get("DATABASE_URL", ""),
        owner_database_url=environ.get("OWNER_DATABASE_URL") or environ.get("DATABASE_URL", ""),
        redis_url=environ.get("REDIS_URL", ""),
        public_url=environ.get("FACTCHECK_PUBLIC_URL") or f"http://{HOST}:{port}",
        fetch_allow=environ.get("FACTCHECK_FETCH_ALLOW", ""),
    )
    if is_production:
        _refuse_toys(plan, environ)
    return plan


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) <= HIGHEST_PORT:
        return int(text)
    raise CannotStartError(f"PORT={text} is no port; give a number from 1 to {HIGHEST_PORT}.")


def _refuse_toys(plan: Plan, environ: Mapping[str, str]) -> None:
    reasons = {
        "Production takes no demo newsroom: unset FACTCHECK_DEMO.": plan.has_demo,
        "Production takes no debug mode: unset FACTCHECK_DEBUG.": bool(
            environ.get("FACTCHECK_DEBUG", "0").strip("0")
        ),
        "Production takes no embedded PostgreSQL: name a server in DATABASE_URL.": (
            not plan.database_url
        ),
        "Production takes no embedded Redis: name a server in REDIS_URL.": not plan.redis_url,
        "Production needs FACTCHECK_SECRET_KEY: set it to a long random text.": not environ.get(
            "FACTCHECK_SECRET_KEY"
        ),
    }
    if found := [reason for reason, holds in reasons.items() if holds]:
        raise CannotStartError("\n".join(found))
