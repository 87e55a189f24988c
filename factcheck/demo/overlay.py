"""Edits of the demo articles, kept beside the seeds so that they stay edited.

``<data folder>/demo-overlay/<slug>.txt`` is served instead of the seed from the moment it exists;
``<slug>.gone`` makes the address answer 410.
"""

import os
from pathlib import Path

SEEDS = Path(__file__).parent / "seeds"
SLUGS = tuple(sorted(path.stem for path in SEEDS.glob("*.txt")))


class NoSuchPassageError(ValueError):
    """The words to replace do not stand in the article, or not so often."""


def overlay_folder(data_folder: Path) -> Path:
    """Return the folder that edits are kept in."""
    return data_folder / "demo-overlay"


def article_text(slug: str, data_folder: Path) -> str:
    """Return the article as it is served now.

    Raises:
        KeyError: there is no such article.
    """
    if slug not in SLUGS:
        raise KeyError(slug)
    edited = overlay_folder(data_folder) / f"{slug}.txt"
    path = edited if edited.exists() else SEEDS / f"{slug}.txt"
    return path.read_text(encoding="utf-8")


def is_gone(slug: str, data_folder: Path) -> bool:
    """Whether the article was taken down."""
    return (overlay_folder(data_folder) / f"{slug}.gone").exists()


def edit_article(
    slug: str, old: str, new: str, *, data_folder: Path, occurrence: int | None = None
) -> int:
    """Replace the words `old` by `new` in the served article and return how often.

    `occurrence` counts from 1; without it every occurrence is replaced. Nothing tells readers:
    neither a note nor a date changes, which is what makes the edit silent.

    Raises:
        KeyError: there is no such article.
        NoSuchPassageError: `old` is empty or does not occur (so often), or a paragraph would be
            added, which the page has no place for.
    """
    text = article_text(slug, data_folder)
    parts = text.split(old) if old else [text]
    found = len(parts) - 1
    if found == 0 or (occurrence is not None and not 1 <= occurrence <= found):
        raise NoSuchPassageError(f"{old!r} stands {found} times in {slug}.")
    if "\n" in new:
        raise NoSuchPassageError("The new words must stand in one line.")
    if occurrence is None:
        edited = new.join(parts)
    else:
        edited = old.join(parts[:occurrence]) + new + old.join(parts[occurrence:])
    _write(overlay_folder(data_folder) / f"{slug}.txt", edited)
    return found if occurrence is None else 1


def remove_article(slug: str, *, data_folder: Path) -> None:
    """Let the article's address answer 410 from now on.

    Raises:
        KeyError: there is no such article.
    """
    article_text(slug, data_folder)
    _write(overlay_folder(data_folder) / f"{slug}.gone", "")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
