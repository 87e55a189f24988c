"""The two roles of a newsroom's database, and what the application's may not do."""

from collections.abc import Iterable
from typing import Any, LiteralString
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

OWNER = "factcheck_owner"
APP = "factcheck_app"
DATABASE = "factcheck"

OWN_SCHEMA: tuple[LiteralString, ...] = (
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    "ALTER SCHEMA public OWNER TO {owner}",
)
USE_TABLES: tuple[LiteralString, ...] = (
    "GRANT USAGE ON SCHEMA public TO {app}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {app}",
    (
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public "
        "GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}"
    ),
    (
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public "
        "GRANT USAGE, SELECT ON SEQUENCES TO {app}"
    ),
)


def prepare(superuser_url: str, *, owner_password: str, app_password: str) -> None:
    """Make both roles and the database where they are missing; set passwords and rights.

    The owner runs migrations. The application reads and writes the owner's tables but owns none,
    so it can neither alter them nor grant itself what `secure` takes away.
    """
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        for name, password in ((OWNER, owner_password), (APP, app_password)):
            _ensure_role(connection, name, password)
        ensure_database(connection, DATABASE)
    with psycopg.connect(superuser_url, dbname=DATABASE, autocommit=True) as connection:
        grant_defaults(connection)


def ensure_database(connection: psycopg.Connection[Any], name: str) -> None:
    """Make the database `name`, owned by the owner's role, unless it is there."""
    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    if found is None:
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(
                sql.Identifier(name), sql.Identifier(OWNER)
            )
        )


def grant_defaults(
    connection: psycopg.Connection[Any], *, owner: str = OWNER, app: str = APP
) -> None:
    """In the connected database, let `app` use what `owner` has created and will create."""
    _run(connection, (*OWN_SCHEMA, *USE_TABLES), owner=owner, app=app)


def secure(owner_url: str, tables: Iterable[str], *, app: str = APP) -> None:
    """Let the role `app` use the owner's tables, the append-only `tables` for adding and reading.

    One transaction, so that there is no moment at which it may do more.
    """
    owner = urlsplit(owner_url).username or ""
    with psycopg.connect(owner_url) as connection:
        _run(connection, USE_TABLES, owner=unquote(owner), app=app)
        for table in tables:
            connection.execute(
                sql.SQL(
                    "REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON {} FROM {}"
                ).format(sql.Identifier(table), sql.Identifier(app))
            )


def _run(
    connection: psycopg.Connection[Any],
    statements: Iterable[LiteralString],
    *,
    owner: str,
    app: str,
) -> None:
    for statement in statements:
        connection.execute(
            sql.SQL(statement).format(owner=sql.Identifier(owner), app=sql.Identifier(app))
        )


def _ensure_role(connection: psycopg.Connection[Any], name: str, password: str) -> None:
    exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    verb = "ALTER" if exists else "CREATE"
    connection.execute(
        sql.SQL(verb + " ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}").format(
            sql.Identifier(name), sql.Literal(password)
        )
    )
