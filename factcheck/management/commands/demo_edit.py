"""A silent edit at the demo publisher: words change, and nothing tells readers."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from factcheck.demo.overlay import SLUGS, NoSuchPassageError, edit_article, remove_article


class Command(BaseCommand):
    """`manage.py demo_edit SLUG OLD NEW`, or `--remove` to take the article down."""

    help = "Change words of a demo article at its publisher, or take it down."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which article, which words."""
        parser.add_argument("slug", choices=sorted(SLUGS))
        parser.add_argument("old", nargs="?", default="", help="words that stand in it now")
        parser.add_argument("new", nargs="?", default="", help="words to stand there instead")
        parser.add_argument("--occurrence", type=int, help="only this one, counted from 1")
        parser.add_argument("--remove", action="store_true", help="let its address answer 410")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it and say how often the words stood there."""
        slug = options["slug"]
        if options["remove"]:
            remove_article(slug, data_folder=settings.DATA_DIR)
            self.stdout.write(f"{slug} is gone.")
            return
        try:
            count = edit_article(
                slug,
                options["old"],
                options["new"],
                data_folder=settings.DATA_DIR,
                occurrence=options["occurrence"],
            )
        except NoSuchPassageError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            f"{slug}: changed in {count} place(s). Fetch the article again to see it."
        )
