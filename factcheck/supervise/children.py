"""The product's own processes: what each is started with, in the order in which they stop."""

import os
import sys
from pathlib import Path

from factcheck.supervise.child import Child
from factcheck.supervise.leftovers import RUN_VARIABLE
from factcheck.supervise.plan import HOST, Plan

WEB_SECONDS = 15.0
# Longer than a task may take once it is asked to stop; a lease gives up what is killed after that.
WORKER_SECONDS = 30.0


def environment(plan: Plan, values: dict[str, str], run: str) -> dict[str, str]:
    """Return the children's environment: ours, the run's services, and the run's name."""
    return {
        **os.environ,
        **values,
        "FACTCHECK_DATA_DIR": str(plan.folder),
        "DJANGO_SETTINGS_MODULE": "factcheck.settings",
        "PYTHONUNBUFFERED": "1",
        RUN_VARIABLE: run,
    }


def build(plan: Plan, env: dict[str, str]) -> list[Child]:
    """Return web, beat, dispatcher, worker and (with the demo) publisher, none of them started."""
    commands: dict[str, list[str]] = {
        "web": _web(plan),
        "beat": ["-m", "celery", "-A", "factcheck", "beat", "--pidfile=", "--loglevel=WARNING"],
        "dispatcher": ["manage.py", "dispatch"],
        "worker": ["-m", "factcheck.supervise.worker", "--concurrency=2", "-n", "worker@%h"],
    }
    if plan.has_demo:
        port = env["FACTCHECK_DEMO_PUBLISHER"].rpartition(":")[2]
        commands["publisher"] = ["-m", "factcheck.demo.publisher", port, str(plan.folder)]
    patience = {"web": WEB_SECONDS, "worker": WORKER_SECONDS}
    # Only those that migrate may act as the tables' owner.
    bare = {name: value for name, value in env.items() if name != "OWNER_DATABASE_URL"}
    return [
        Child(
            name=name,
            command=[sys.executable, *arguments],
            env=bare,
            log=log_path(plan.folder, name),
            patience=patience.get(name, 10.0),
        )
        for name, arguments in commands.items()
    ]


def log_path(folder: Path, name: str) -> Path:
    """Return the file that the child `name` writes to."""
    return folder / "log" / f"{name}.log"


def _web(plan: Plan) -> list[str]:
    return [
        *("-m", "gunicorn", "factcheck.wsgi:application", "--bind", f"{HOST}:{plan.port}"),
        *("--worker-class", "gthread", "--workers", "2", "--threads", "8", "--preload"),
        *("--graceful-timeout", "10", "--timeout", "60", "--keep-alive", "15"),
        *("--no-control-socket", "--log-level", "warning"),
    ]
