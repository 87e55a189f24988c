"""`manage.py dispatch`: publish waiting work until told to stop."""

from typing import Any

from django.core.management.base import BaseCommand

from annotations.tasks.dispatcher import Dispatcher


class Command(BaseCommand):
    """Publish waiting work rows to Celery."""

    help = "Publish waiting work to Celery until told to stop (SIGTERM)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the dispatcher's loop."""
        Dispatcher().run()
