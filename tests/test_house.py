"""The house's own rules that no linter knows: one stem, four places; no tasks done eagerly."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
VIEWS = ROOT / "annotations" / "views"
TEMPLATES = ROOT / "templates" / "annotations"
SCRIPTS = ROOT / "annotations" / "static" / "annotations" / "js"
# Fragments that several views share, and the API's page of documentation.
SHARED_TEMPLATES = {"parts", "errors", "api"}
SHARED_SCRIPTS = {"api", "ask", "codepoints", "drafts", "highlights", "shell", "words"}


@pytest.mark.parametrize(
    "stem", sorted(p.name for p in TEMPLATES.iterdir() if p.name not in SHARED_TEMPLATES)
)
def test_a_folder_of_templates_has_its_view_and_the_views_test(stem: str) -> None:
    assert (VIEWS / f"{stem}.py").is_file()
    assert (ROOT / "tests" / "annotations" / "views" / f"test_{stem}.py").is_file()


@pytest.mark.parametrize(
    "stem", sorted(p.stem for p in SCRIPTS.glob("*.js") if p.stem not in SHARED_SCRIPTS)
)
def test_a_script_has_its_view(stem: str) -> None:
    assert (VIEWS / f"{stem}.py").is_file()


@pytest.mark.parametrize(
    "word", ["utils", "helpers", "common", "manager", "data", "process", "handle"]
)
def test_no_file_bears_a_name_that_says_nothing(word: str) -> None:
    found = [p for p in (ROOT / "annotations").rglob(f"{word}.*") if "__pycache__" not in p.parts]
    assert found == []


def test_no_script_or_template_carries_inline_code() -> None:
    faults = [
        f"{path.relative_to(ROOT)}: {needle}"
        for path in (ROOT / "templates").rglob("*.html")
        for needle in (" style=", " onclick=", "hx-on", "javascript:")
        if needle in path.read_text()
    ]
    assert faults == []


def test_every_word_that_a_script_says_is_in_the_catalogue() -> None:
    catalogue = (ROOT / "annotations" / "templatetags" / "words.py").read_text()
    said = {
        key
        for path in SCRIPTS.rglob("*.js")
        for key in re.findall(r"\bsay\(\s*'([^']+)'", path.read_text())
    }
    assert len(said) > 70
    assert sorted(key for key in said if f'"{key}":' not in catalogue) == []
