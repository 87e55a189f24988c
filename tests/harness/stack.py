"""Fixtures: a real worker, dispatcher and web server on this worker's ``live`` database."""

import os
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from tests.harness.databases import Databases
from tests.harness.processes import Processes, answers, free_port, python
from tests.harness.site import LocalSite


@pytest.fixture(scope="session")
def local_site() -> Iterator[LocalSite]:
    """A web site that fetches may reach although it is on this machine."""
    with LocalSite() as site:
        yield site


@pytest.fixture(scope="session")
def web_port() -> int:
    """The port that the live web server will listen on."""
    return free_port()


@pytest.fixture(scope="session")
def live_processes(
    django_db_setup: None,
    databases: Databases,
    redis_url: str,
    local_site: LocalSite,
    web_port: int,
) -> Iterator[Processes]:
    """The environment of this worker's processes; nothing is started yet but a demo publisher."""
    publisher_port = free_port()
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("FACTCHECK_")},
        "DATABASE_URL": databases.url("live"),
        "REDIS_URL": redis_url,
        "FACTCHECK_DATA_DIR": str(settings.DATA_DIR),
        "FACTCHECK_SECRET_KEY": settings.SECRET_KEY,
        "FACTCHECK_PUBLIC_URL": f"http://127.0.0.1:{web_port}",
        "FACTCHECK_FETCH_ALLOW": f"{local_site.netloc},127.0.0.1:{publisher_port}",
        "FACTCHECK_DEMO": "0",
        "FACTCHECK_WORK_LEASE_SECONDS": "6",
        "FACTCHECK_DEMO_PUBLISHER": f"http://127.0.0.1:{publisher_port}",
        "PORT": str(web_port),
    }
    processes = Processes(settings.DATA_DIR, env)
    processes.start(
        "publisher",
        python("-m", "factcheck.demo.publisher", str(publisher_port), str(settings.DATA_DIR)),
    )
    yield processes
    processes.stop()


@pytest.fixture(scope="session")
def demo_publisher(live_processes: Processes) -> str:
    """Address of a running demo publisher, which the live stack may fetch from."""
    address = live_processes.env["FACTCHECK_DEMO_PUBLISHER"]
    live_processes.wait_for("The demo publisher", lambda: answers(f"{address}/"))
    return address


@pytest.fixture(scope="session")
def _live_worker(live_processes: Processes) -> Processes:
    live_processes.start("worker", python("-m", "factcheck.supervise.worker", "--concurrency", "2"))
    live_processes.start("dispatcher", python("manage.py", "dispatch"))
    return live_processes


@pytest.fixture
def live_stack(_live_worker: Processes, db: None) -> Processes:
    """A Celery worker and the dispatcher, proven to consume; the test's rows are committed.

    Use it in tests marked ``live`` or ``browser``. ``live_stack.restart("worker")`` and
    ``live_stack.kill("dispatcher")`` play accidents; restart what you kill.
    """
    from annotations.models import Heartbeat

    def is_consuming() -> bool:
        return Heartbeat.objects.filter(
            name="worker", at__gt=timezone.now() - timedelta(seconds=30)
        ).exists()

    for name in ("worker", "dispatcher"):
        if name not in _live_worker.running:
            _live_worker.start(name, _live_worker.commands[name])
    _live_worker.wait_for("The worker", is_consuming)
    return _live_worker


@pytest.fixture(scope="session")
def _live_web(live_processes: Processes, web_port: int) -> str:
    live_processes.start(
        "web",
        python(
            *("-m", "gunicorn", "factcheck.wsgi:application", "--bind", f"127.0.0.1:{web_port}"),
            *("--worker-class", "gthread", "--workers", "1", "--threads", "8"),
            *("--no-control-socket", "--log-level", "warning"),
        ),
    )
    return f"http://127.0.0.1:{web_port}"


@pytest.fixture
def live_server_url(_live_web: str, live_processes: Processes) -> str:
    """Address of a real web server on the ``live`` database (no worker: ask for `live_stack`)."""
    live_processes.wait_for("The web server", lambda: answers(f"{_live_web}/healthz"))
    return _live_web
