"""A template database migrated once in the run, and each worker's clones of it."""

import fcntl
import gc
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import dj_database_url
import psycopg
from django.core.management import call_command
from django.db import connections
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from factcheck.embedded import roles
from tests.harness.servers import Run, Servers


def database_url(url: str, name: str) -> str:
    """Return `url` with its database replaced by `name`."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


@dataclass
class Databases:
    """One worker's databases: ``unit`` is rolled back after every test, ``live`` keeps its rows.

    Live tests share theirs with real processes, which see only what is committed, so rows of
    theirs must never reach the tests that count.
    """

    run: Run
    servers: Servers
    blocker: DjangoDbBlocker
    made: dict[str, str] = field(default_factory=dict)

    def url(self, kind: str) -> str:
        """Return the application's address of this worker's database of `kind`, cloning it once."""
        if kind not in self.made:
            name = self._name(f"w{self.run.worker}_{kind}")
            template = self._template()
            with psycopg.connect(self.servers.admin, autocommit=True) as connection:
                self._create(connection, name, template)
            self.made[kind] = name
        return database_url(self._app_url(), self.made[kind])

    def owner_url(self, kind: str) -> str:
        """Return the owner's address of the same database, for tests that act as an intruder."""
        self.url(kind)
        return database_url(self.servers.owner, self.made[kind])

    def drop(self) -> None:
        """Drop this worker's databases; an embedded server goes as a whole instead."""
        with psycopg.connect(self.servers.admin, autocommit=True) as connection:
            for name in self.made.values():
                connection.execute(
                    sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
                )

    def _name(self, part: str) -> str:
        return f"factcheck_test_{self.run.identity}_{part}"

    def _create(self, connection: psycopg.Connection[Any], name: str, template: str) -> None:
        owner = urlsplit(self.servers.owner).username or ""
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
                sql.Identifier(name), sql.Identifier(template), sql.Identifier(owner)
            )
        )

    def _template(self) -> str:
        name = self._name("template")
        with (self.run.folder / "template-lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            mark = self.run.folder / "template-ready"
            if not mark.exists():
                self._make_template(name)
                mark.touch()
        return name

    def _make_template(self, name: str) -> None:
        with psycopg.connect(self.servers.admin, autocommit=True) as connection:
            self._create(connection, name, "template0")
            self._make_app_role(connection)
        with self.blocker.unblock():
            migrate(database_url(self.servers.owner, name), app=self._app_role())

    # On a named server the product's role is made for the run, when we may make one.

    def _app_url(self) -> str:
        kept = self.run.folder / "app-url"
        return kept.read_text() if kept.exists() else self.servers.app

    def _app_role(self) -> str:
        return urlsplit(self._app_url()).username or ""

    def _make_app_role(self, connection: psycopg.Connection[Any]) -> None:
        if self.servers.app != self.servers.owner:
            return
        may = connection.execute(
            "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        if not may or not may[0]:
            return
        name, password = self._name("app"), secrets.token_urlsafe(16)
        connection.execute(
            sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(
                sql.Identifier(name), sql.Literal(password)
            )
        )
        parts = urlsplit(self.servers.app)
        place = parts.netloc.rpartition("@")[2]
        fresh = urlunsplit(parts._replace(netloc=f"{name}:{password}@{place}"))
        (self.run.folder / "app-url").write_text(fresh)


def clean_named_server(run: Run, url: str) -> None:
    """Drop what the run made on a server named in the environment: template, clones, role."""
    prefix = f"factcheck_test_{run.identity}_"
    with psycopg.connect(url, autocommit=True) as connection:
        for query, kind in (
            ("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", "DATABASE"),
            ("SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s)", "ROLE"),
        ):
            for (name,) in connection.execute(query, [prefix]).fetchall():
                connection.execute(
                    sql.SQL(f"DROP {kind} IF EXISTS {{}}").format(sql.Identifier(name))
                )


def migrate(url: str, *, app: str) -> None:
    """Migrate the database at `url` as its owner, and secure what is append-only from `app`."""
    point_django_at(url)
    # Every operation makes dozens of model classes anew: collecting garbage meanwhile is a third of the time.
    gc.disable()
    call_command("migrate", verbosity=0, interactive=False)
    gc.enable()
    call_command("createcachetable", verbosity=0)
    connections["default"].close()
    from annotations.models.history import APPEND_ONLY_TABLES

    if app != urlsplit(url).username:
        roles.secure(url, APPEND_ONLY_TABLES, app=app)


def point_django_at(url: str) -> None:
    """Let Django's default connection use the database at `url` from now on."""
    connection = connections["default"]
    connection.close()
    fresh = dj_database_url.parse(url)
    for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT"):
        connection.settings_dict[key] = fresh.get(key, "")
    connection.settings_dict["CONN_MAX_AGE"] = 0
