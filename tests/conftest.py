"""Fixtures of every test: databases, Redis, the live stack, a browser, no outside network."""

import gc
import os
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase
from pytest_django.plugin import DjangoDbBlocker

from tests.harness.databases import Databases, clean_named_server, point_django_at
from tests.harness.guard import refuse_outside_connections
from tests.harness.servers import Run, Servers, start_once

pytest_plugins = ["tests.harness.stack", "tests.harness.browser", "tests.harness.pango"]

RUN = pytest.StashKey[Run]()
DATABASES = pytest.StashKey[Databases]()


def pytest_configure(config: pytest.Config) -> None:
    """Keep tests away from the data folder of a product that runs beside them."""
    run = Run.of(config)
    config.stash[RUN] = run
    settings.DATA_DIR = run.folder / f"w{run.worker}"
    # A folder that exists, or every client would warn; the files are found in their apps.
    settings.STATIC_ROOT = settings.BASE_DIR / "annotations" / "static"
    settings.FETCH_ALLOW = frozenset()
    # A thread of its own would write past the transaction that a test rolls back; tests share by hand.
    settings.API_USE_SHARED_EVERY = 0
    settings.DEMO, settings.DEMO_PUBLISHER = False, ""
    settings.SECRET_KEY = f"test-{run.identity}-not-a-secret-outside-this-run"
    # Until a test asks for a database, there is none: never the one of a running product.
    settings.DATABASES["default"].update(HOST="/nonexistent", PORT="", PASSWORD="", NAME="none")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind on a server that the environment names."""
    run, named = config.stash[RUN], os.environ.get("DATABASE_URL")
    if hasattr(config, "workerinput") or not run.folder.exists():
        return
    if named:
        clean_named_server(run, named)
        if os.environ.get("REDIS_URL"):
            shutil.rmtree(run.folder, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give live and browser tests a database whose rows other processes can see."""
    for item in items:
        marked = item.get_closest_marker("django_db")
        commits = "transactional_db" in getattr(item, "fixturenames", ())
        if marked and (commits or marked.kwargs.get("transaction")) and not is_live(item):
            fault = "commits, so it must be marked live, or its rows stay among those of others"
            raise pytest.UsageError(f"{item.nodeid} {fault}")
        if is_live(item):
            item.add_marker(pytest.mark.django_db(transaction=True))


def pytest_collection_finish() -> None:
    """Have the collector look less often, and never at what stays: that took a tenth of the time."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def is_live(item: pytest.Item) -> bool:
    """Whether `item` runs against real processes, which see only committed rows."""
    return any(item.get_closest_marker(name) for name in ("live", "browser"))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Point Django at the database that fits the coming test, if databases are in use."""
    databases = item.config.stash.get(DATABASES, None)
    if databases is not None:
        point_django_at(databases.url(database_kind(item)))


def database_kind(item: pytest.Item) -> str:
    """Return which of the worker's databases `item` uses."""
    return "live" if is_live(item) else "unit"


@pytest.fixture(scope="session")
def servers(pytestconfig: pytest.Config) -> Servers:
    """The run's PostgreSQL and Redis."""
    return start_once(pytestconfig.stash[RUN])


@pytest.fixture(scope="session")
def redis_url(pytestconfig: pytest.Config, servers: Servers) -> str:
    """This worker's own Redis database number."""
    number = 1 + pytestconfig.stash[RUN].worker
    plain = servers.redis.partition("?")[0]
    if plain.startswith("unix:"):
        return f"{plain}?db={number}"
    scheme, _, rest = plain.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}/{number}"


@pytest.fixture(scope="session")
def databases(
    pytestconfig: pytest.Config, servers: Servers, django_db_blocker: DjangoDbBlocker
) -> Iterator[Databases]:
    """This worker's clones of the migrated template."""
    made = Databases(pytestconfig.stash[RUN], servers, django_db_blocker)
    yield made
    connections.close_all()
    made.drop()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    pytestconfig: pytest.Config,
    databases: Databases,
    redis_url: str,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Instead of Django's test database: a clone, as the role that the product runs as."""
    with django_db_blocker.unblock():
        point_django_at(databases.url(database_kind(request._pyfuncitem)))
    pytestconfig.stash[DATABASES] = databases
    settings.REDIS_URL = redis_url
    settings.CELERY_BROKER_URL = settings_broker(redis_url)
    from factcheck.celery import app

    app.conf.broker_url = settings.CELERY_BROKER_URL
    yield
    del pytestconfig.stash[DATABASES]


def settings_broker(url: str) -> str:
    """Return `url` as Celery spells it."""
    from factcheck.settings import _broker_url

    return _broker_url(url)


@pytest.fixture(autouse=True)
def no_outside_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unit tests and the test process of live ones reach this machine only."""
    refuse_outside_connections(monkeypatch)


def _keep_rows(self: TransactionTestCase) -> None:
    """Nothing truncates: history refuses it, and live tests make rows of their own."""
    for connection in connections.all(initialized_only=True):
        connection.close()


TransactionTestCase._fixture_teardown = _keep_rows
