"""The newsroom's database, whether the product runs, is stopped, or uses a named server."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from factcheck.embedded import roles
from factcheck.embedded.errors import CannotStartError
from factcheck.embedded.postgres import SUPERUSER, EmbeddedPostgres
from factcheck.supervise.folder import held
from factcheck.supervise.plan import Plan
from factcheck.supervise.services import SERVICES


@dataclass(frozen=True)
class Newsroom:
    """Addresses as the tables' owner and as the application; `server` where it is embedded."""

    owner_url: str
    app_url: str
    server: EmbeddedPostgres | None = None

    def grant(self) -> None:
        """Let the application use the tables again after they were made anew."""
        if self.server is not None:
            with psycopg.connect(
                self.server.url(SUPERUSER, roles.DATABASE), autocommit=True
            ) as connection:
                roles.grant_defaults(connection)


@contextmanager
def for_reading(plan: Plan) -> Iterator[Newsroom]:
    """Yield the newsroom's database: the running product's, else started for the occasion.

    Raises:
        CannotStartError: there is none.
    """
    if plan.database_url:
        yield Newsroom(plan.owner_database_url, plan.database_url)
        return
    try:
        values = json.loads((plan.folder / "run" / SERVICES).read_text())
        yield Newsroom(values["OWNER_DATABASE_URL"], values["DATABASE_URL"])
    except FileNotFoundError:
        if not (plan.folder / "postgres" / "PG_VERSION").exists():
            raise CannotStartError(f"There is no newsroom in {plan.folder}.") from None
        with for_writing(plan) as newsroom:
            yield newsroom


@contextmanager
def for_writing(plan: Plan) -> Iterator[Newsroom]:
    """Yield the newsroom's database while nobody else may use the data folder.

    Raises:
        CannotStartError: the product runs on that folder, or the server does not start.
    """
    with held(plan.folder, by="make backup or make restore"):
        if plan.database_url:
            yield Newsroom(plan.owner_database_url, plan.database_url)
            return
        server = EmbeddedPostgres(plan.folder)
        server.start()
        try:
            yield Newsroom(server.url(roles.OWNER), server.url(roles.APP), server)
        finally:
            server.stop()
