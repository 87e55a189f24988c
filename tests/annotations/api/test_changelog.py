"""What programs rely on does not change without a word in the changelog."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from pytest_django import Settings

from annotations.api.fingerprint import changed, digest, fingerprints
from annotations.api.openapi import VERSION
from factcheck.management.commands.api_fingerprint import kept, newest_entry

DOCS = settings.BASE_DIR / "docs"


def test_the_description_is_as_it_was_written_down(schema: dict[str, Any]) -> None:
    unlike = changed(kept(DOCS), fingerprints(schema))
    assert not unlike, (
        f"{', '.join(unlike)} changed: say so in docs/api-changelog.md, then run manage.py api_fingerprint"
    )


def test_what_was_written_down_is_what_the_newest_entry_tells_of(schema: dict[str, Any]) -> None:
    version, entry = newest_entry((DOCS / "api-changelog.md").read_text())
    assert version == VERSION == schema["info"]["version"]
    assert f"Fingerprint: {digest(kept(DOCS))}" in entry


def test_a_field_more_and_a_status_less_are_seen_and_prose_is_not() -> None:
    def described(field: str, status: str, words: str) -> dict:
        shape = {"type": "object", "description": words, "properties": {field: {"type": "string"}}}
        answer = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}}
        call = {"operationId": "a", "summary": words, "responses": {status: answer}}
        return {"paths": {"/a/": {"get": call}}, "components": {"schemas": {"A": shape}}}

    base = fingerprints(described("x", "200", "One."))
    assert changed(base, fingerprints(described("x", "200", "Two."))) == []
    assert changed(base, fingerprints(described("y", "200", "One."))) == ["a"]
    assert changed(base, fingerprints(described("x", "201", "One."))) == ["a"]
    assert changed(base, {}) == ["a"]


def test_writing_it_down_is_refused_until_the_changelog_names_what_changed(
    settings: Settings, tmp_path: Path, schema: dict[str, Any]
) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    settings.BASE_DIR = tmp_path
    entry = f"# Changelog\n\n## {VERSION}\n\n- New: `nothing`.\n\nFingerprint: none\n"
    (folder / "api-changelog.md").write_text(entry)
    (folder / "api-fingerprint.json").write_text('{"me": "GET /me/ 0"}')
    with pytest.raises(CommandError, match="does not name"):
        call_command("api_fingerprint")
    names = " ".join(f"`{name}`" for name in changed({"me": ""}, fingerprints(schema)))
    (folder / "api-changelog.md").write_text(entry.replace("`nothing`", names))
    call_command("api_fingerprint")
    assert kept(folder) == fingerprints(schema)
    assert digest(kept(folder)) in (folder / "api-changelog.md").read_text()
