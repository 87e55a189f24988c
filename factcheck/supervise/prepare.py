"""Brings the database up to date, as its owner: ``python -m factcheck.supervise.prepare``.

Prints one line of JSON: how many accounts there are. A process of its own, so that the supervisor
never loads Django.
"""

import gc
import json
import os
import sys
from urllib.parse import urlsplit

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from factcheck.embedded import roles
from factcheck.embedded.terminal import say


def main() -> int:
    """Migrate if there is anything to migrate, secure the history; 0 when all is well."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    django.setup()
    executor = MigrationExecutor(connection)
    if unknown := _from_the_future(executor):
        say(f"The database was made by a newer Factcheck (it has {unknown}); use that one.")
        return 1
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        # Every operation makes dozens of model classes anew: collecting garbage meanwhile is a third of the time.
        gc.disable()
        call_command("migrate", interactive=False, verbosity=1)
        gc.enable()
    _secure()
    _forget_heartbeats()
    say(json.dumps({"accounts": _count_accounts()}))
    return 0


def _from_the_future(executor: MigrationExecutor) -> str:
    ours = set(executor.loader.disk_migrations)
    applied = executor.loader.applied_migrations
    return ", ".join(
        f"{app}.{name}" for app, name in sorted(set(applied) - ours) if app == "annotations"
    )


def _secure() -> None:
    from annotations.models.history import APPEND_ONLY_TABLES  # noqa: PLC0415 - after setup()

    app = urlsplit(os.environ.get("APP_DATABASE_URL", "")).username or ""
    if app and app != settings.DATABASES["default"]["USER"]:
        roles.secure(os.environ["DATABASE_URL"], APPEND_ONLY_TABLES, app=app)


def _forget_heartbeats() -> None:
    # Those of the run before would pass for proof that this run's worker consumes.
    from annotations.models import Heartbeat  # noqa: PLC0415 - after setup()

    Heartbeat.objects.all().delete()


def _count_accounts() -> int:
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - after setup()

    return int(get_user_model().objects.count())


if __name__ == "__main__":
    sys.exit(main())
