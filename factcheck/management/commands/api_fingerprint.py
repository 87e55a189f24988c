"""`manage.py api_fingerprint`: write down what programs rely on, once the changelog names what changed."""

import json
import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from annotations.api.fingerprint import changed, digest, fingerprints
from annotations.api.openapi import VERSION, document

_HEAD = re.compile(r"^## (\S+).*$", re.MULTILINE)
_LINE = re.compile(r"^Fingerprint: .*$", re.MULTILINE)


def kept(folder: Path) -> dict[str, str]:
    """The fingerprints that were written down last; none where there are none."""
    try:
        found: dict[str, str] = json.loads((folder / "api-fingerprint.json").read_text())
    except FileNotFoundError:
        return {}
    return found


def newest_entry(changelog: str) -> tuple[str, str]:
    """Version and text of the entry on top."""
    heads = list(_HEAD.finditer(changelog))
    end = heads[1].start() if len(heads) > 1 else len(changelog)
    return heads[0].group(1), changelog[heads[0].start() : end]


class Command(BaseCommand):
    """Refuses while the newest entry of `docs/api-changelog.md` does not name an operation that changed."""

    help = "Write docs/api-fingerprint.json, once docs/api-changelog.md names what changed."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Compare, and write."""
        folder = settings.BASE_DIR / "docs"
        log = folder / "api-changelog.md"
        text, found = log.read_text(), fingerprints(document())
        version, entry = newest_entry(text)
        if version != VERSION:
            raise CommandError(f"The newest entry is of {version}, the description of {VERSION}.")
        before = kept(folder)
        missing = [name for name in changed(before, found) if before and f"`{name}`" not in entry]
        if missing:
            raise CommandError(f"The changelog's newest entry does not name: {', '.join(missing)}")
        (folder / "api-fingerprint.json").write_text(
            json.dumps(found, indent=1, sort_keys=True) + "\n"
        )
        log.write_text(_LINE.sub(f"Fingerprint: {digest(found)}", text, count=1))
        self.stdout.write(f"{len(found)} operations, {digest(found)}")
