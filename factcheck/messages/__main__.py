"""`python -m factcheck.messages update | part LANGUAGE [PATH] | take LANGUAGE FILE`.

update: every catalogue gets what code and templates say now and is compiled. part: what of a path waits for a
translation, as a file for a translator. take: such a file's translations into the catalogue, several people's one
after another.
"""

import fcntl
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from factcheck.messages.catalogues import (
    LANGUAGES,
    compiled,
    fill,
    is_translated,
    merged,
    part_of,
    path_of,
    read,
    template_of,
    text_of,
)
from factcheck.messages.faults import faults_of
from factcheck.messages.found import found_in

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def _alone() -> Iterator[None]:
    """One at a time, so that nobody's translations are written over."""
    with (ROOT / "annotations" / "locale" / "__init__.py").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def update() -> str:
    """Merge and compile every catalogue; how much of each is translated."""
    template = template_of(found_in(ROOT))
    lines = []
    for language in LANGUAGES:
        path = path_of(ROOT, language)
        catalogue = merged(read(path, language), template)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text_of(catalogue))
        if language != LANGUAGES[0]:
            path.with_suffix(".mo").write_bytes(compiled(catalogue))
        done = sum(1 for message in catalogue if message.id and is_translated(message))
        lines.append(f"{language}: {len(catalogue)} sentences, {done} translated")
        lines += [f"{language}: {fault}" for fault in faults_of(catalogue)]
    return "\n".join(lines)


def part(language: str, beginning: str = "") -> str:
    """What waits for a translation, as the text of a file."""
    return text_of(part_of(read(path_of(ROOT, language), language), beginning)).decode()


def take(language: str, file: str) -> str:
    """A translator's file into the catalogue; nothing of it where anything is wrong with it."""
    given = read(Path(file).resolve(strict=True), language)
    if faults := list(faults_of(given)):
        raise SystemExit("\n".join(["Nothing was taken:", *faults]))
    path = path_of(ROOT, language)
    catalogue = read(path, language)
    count, unknown = fill(catalogue, given)
    path.write_bytes(text_of(catalogue))
    path.with_suffix(".mo").write_bytes(compiled(catalogue))
    return "\n".join([f"{language}: {count} taken", *(f"not asked for: {m!r}" for m in unknown)])


def main(arguments: list[str]) -> None:
    """Do what the command line says."""
    settings.configure()
    commands: dict[str, Callable[..., str]] = {"update": update, "part": part, "take": take}
    if not arguments or arguments[0] not in commands:
        raise SystemExit(__doc__)
    with _alone():
        sys.stdout.write(commands[arguments[0]](*arguments[1:]) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
