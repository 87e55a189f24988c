"""The documentation names what is there: its pictures, the interface's own words, its other pages."""

import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Browser

from tests.screenshots.newsroom import newsroom
from tests.screenshots.pictures import MOST_BYTES, PICTURES, Camera
from tests.screenshots.told import tell

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
IMAGES = DOCS / "images"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
TUTORIALS = ["tutorial-editors", "tutorial-reviewers"]
KEYS = {"Ctrl", "Enter"}
# A sentence that is little but a gap would fit everything.
SAYS_SOMETHING = 10
SCALE = import_module("annotations.migrations.0003_newsroom_and_scale")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_VARIABLE = re.compile(r"%\((\w+)\)[sd]")


def links(page: Path) -> list[str]:
    """What a page leads to inside of the repository, without the part behind `#`."""
    found = (link.partition("#")[0] for link in _LINK.findall(page.read_text(encoding="utf-8")))
    return [link for link in found if link and "://" not in link and not link.startswith("mailto:")]


def pictures_named() -> set[str]:
    places = ((page.parent / link).resolve() for page in PAGES for link in links(page))
    return {place.stem for place in places if place.parent == IMAGES}


@cache
def words() -> tuple[set[str], list[Callable[[str], object]]]:
    """What the interface can say: sentences as they are, and those with a gap that is filled in."""
    plain = {label for _slug, label, *_rest in SCALE.OTHERS}
    gaps: list[Callable[[str], object]] = []
    for language in ("en", "ru"):
        path = ROOT / "annotations" / "locale" / language / "LC_MESSAGES" / "django.po"
        with path.open("rb") as file:
            catalogue = read_po(file)
        for message in catalogue:
            said = message.id if isinstance(message.id, tuple) else (message.id,)
            for one in said:
                fixed = _VARIABLE.sub("", one)
                if fixed != one and len(fixed) >= SAYS_SOMETHING:
                    pattern = _VARIABLE.sub(r"\0", one)
                    gaps.append(
                        re.compile(".+".join(map(re.escape, pattern.split("\0")))).fullmatch
                    )
                else:
                    plain.add(one)
    return plain, gaps


def can_be_said(label: str) -> bool:
    plain, gaps = words()
    return label in plain or any(fits(label) for fits in gaps)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [link for link in links(page) if not (page.parent / link).exists()] == []


def test_every_picture_is_taken_by_the_script_and_named_somewhere() -> None:
    kept = {path.stem for path in IMAGES.iterdir()}
    assert kept == set(PICTURES)
    assert kept == pictures_named()


def test_no_picture_is_large() -> None:
    assert [p.name for p in IMAGES.iterdir() if p.stat().st_size > MOST_BYTES] == []


@pytest.mark.parametrize("name", TUTORIALS)
def test_what_stands_in_bold_is_what_the_interface_says(name: str) -> None:
    text = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    labels = {" ".join(label.split()) for label in _BOLD.findall(text)} - KEYS
    assert len(labels) > 30
    assert sorted(label for label in labels if not can_be_said(label)) == []


@pytest.mark.parametrize("name", TUTORIALS)
def test_a_tutorial_takes_ten_minutes_and_has_pictures(name: str) -> None:
    text = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    assert 900 <= len(text.split()) <= 1300
    assert 4 <= text.count("![") <= 7


def test_a_label_that_the_interface_does_not_have_is_noticed() -> None:
    assert can_be_said("Submit for review")
    assert not can_be_said("Send for review")


@pytest.mark.long
@pytest.mark.browser
def test_both_tutorials_can_be_followed(browser: Browser, tmp_path: Path) -> None:
    camera = Camera(tmp_path / "images")
    with newsroom(tmp_path / "newsroom", browser) as here:
        tell(here, camera)
    assert camera.missing == []
