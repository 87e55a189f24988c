"""What is damaged or altered is refused by the name of its part, and leaves nothing behind."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotations.models import Article, HistoryEntry, Rating, User
from annotations.portable import Unfit, import_newsroom
from annotations.portable.archive import MANIFEST
from tests.annotations.portable.conftest import Newsrooms

Parts = dict[str, bytes]
Change = Callable[[Parts], None]
CLAIMS, DECISIONS = "nouns/claim.jsonl", "nouns/reviewdecision.jsonl"
ENTRIES, TEXTS = "nouns/historyentry.jsonl", "nouns/articlerevision.jsonl"
# Whose words the first published check judged; read from the export.
AUTHOR: list[str] = [""]


def altered(exported: Path, target: Path, change: Change, *, signed: bool) -> Path:
    """The export with some parts changed; `signed` tells the manifest of it too, as a forger would."""
    with zipfile.ZipFile(exported) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    if signed:
        manifest = json.loads(parts[MANIFEST])
        for part in manifest["nouns"]:
            content = parts[f"nouns/{part['noun']}.jsonl"]
            part["sha256"] = hashlib.sha256(content).hexdigest()
            part["bytes"], part["rows"] = len(content), content.count(b"\n")
        parts[MANIFEST] = json.dumps(manifest).encode()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target


def rows(part: str, change: Callable[[list[dict[str, Any]]], None]) -> Change:
    """Change the rows of a part."""

    def changing(parts: Parts) -> None:
        found = [json.loads(line) for line in parts[part].splitlines()]
        change(found)
        parts[part] = b"".join(
            json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in found
        )

    return changing


def told(change: Callable[[dict[str, Any]], None]) -> Change:
    """Change the manifest."""

    def changing(parts: Parts) -> None:
        manifest = json.loads(parts[MANIFEST])
        change(manifest)
        parts[MANIFEST] = json.dumps(manifest).encode()

    return changing


def first_file(parts: Parts) -> str:
    return next(name for name in sorted(parts) if name.startswith("files/"))


def other_bytes(parts: Parts) -> None:
    parts[first_file(parts)] = b"something else"


def no_file(parts: Parts) -> None:
    del parts[first_file(parts)]


DAMAGED: dict[str, tuple[Change, str]] = {
    "a byte of a part": (
        lambda parts: parts.update({CLAIMS: parts[CLAIMS].replace(b"draft", b"dreft", 1)}),
        r"nouns/claim\.jsonl was altered",
    ),
    "a line cut off": (
        lambda parts: parts.update({CLAIMS: parts[CLAIMS].rpartition(b"\n{")[0] + b"\n"}),
        r"nouns/claim\.jsonl was altered",
    ),
    "a part too few": (
        lambda parts: parts.pop(DECISIONS),
        r"nouns/reviewdecision\.jsonl is missing",
    ),
    "a part too many": (
        lambda parts: parts.update({"nouns/more.jsonl": b""}),
        r"nouns/more\.jsonl is not in the manifest",
    ),
    "other bytes of a file": (other_bytes, r"files/\w\w/\w{64} was altered"),
    "a file too few": (no_file, "files/ was altered"),
    "no manifest": (lambda parts: parts.pop(MANIFEST), r"manifest\.json is missing"),
    "a manifest without an end": (
        lambda parts: parts.update({MANIFEST: parts[MANIFEST][:-9]}),
        r"manifest\.json is missing or damaged",
    ),
    "a later format": (told(lambda said: said.update(format=2)), "of format 2"),
    "something else": (told(lambda said: said.update(kind="letters")), "no export of a newsroom"),
}


def approve_other_words(found: list[dict[str, Any]]) -> None:
    row = next(row for row in found if row["approval"] == "valid")
    row["content_sha256"] = "0" * 64


def judge_other_words(found: list[dict[str, Any]]) -> None:
    found[0]["content"] = found[0]["content"].replace("kits", "cats")


def tell_otherwise(found: list[dict[str, Any]]) -> None:
    found[3]["verb"] = "approved"


def cut_the_tail(found: list[dict[str, Any]]) -> None:
    del found[-1]


def write_otherwise(found: list[dict[str, Any]]) -> None:
    found[0]["text"] = found[0]["text"].replace("4,000", "5,000")


def no_such_person(found: list[dict[str, Any]]) -> None:
    found[0]["created_by"] = "01900000-0000-7000-8000-000000000000"


def no_time(found: list[dict[str, Any]]) -> None:
    found[0]["created_at"] = "yesterday"


def one_field_more(found: list[dict[str, Any]]) -> None:
    found[1]["colour"] = "red"


FORGED: dict[str, tuple[Change, str]] = {
    "an approval of other content": (rows(CLAIMS, approve_other_words), "judged other content"),
    "other judged words": (rows(DECISIONS, judge_other_words), "hash is not that of the content"),
    "other history": (rows(ENTRIES, tell_otherwise), r"entry 4 was altered"),
    "history without its end": (rows(ENTRIES, cut_the_tail), r"entry \d+ is missing"),
    "a publisher of their own work": (
        rows("nouns/publication.jsonl", lambda found: found[0].update(published_by=AUTHOR[0])),
        "publish other people's work",
    ),
    "another text": (rows(TEXTS, write_otherwise), "not that of the text"),
    "a person who is not there": (rows(CLAIMS, no_such_person), "foreign key"),
    "a time that is none": (rows(CLAIMS, no_time), r"nouns/claim\.jsonl, line 1: created_at"),
    "a field more": (rows(CLAIMS, one_field_more), r"nouns/claim\.jsonl, line 2 is no claim"),
    "no JSON": (
        lambda parts: parts.update({CLAIMS: b"{oh\n"}),
        r"nouns/claim\.jsonl, line 1 is no JSON",
    ),
    "a field of a newer product": (
        told(lambda said: said["nouns"][0]["fields"].append("colour")),
        r"nouns/reviewdecision\.jsonl is of a newer Factcheck: colour",
    ),
}


def nothing_is_here() -> bool:
    made = (User, Article, HistoryEntry)
    return not any(model.objects.exists() for model in made) and Rating.objects.count() == 13


@pytest.mark.parametrize("what", DAMAGED)
def test_damage_is_named(what: str, exported: Path, newsrooms: Newsrooms, tmp_path: Path) -> None:
    change, words = DAMAGED[what]
    newsrooms.enter("portable_empty")
    with pytest.raises(Unfit, match=words):
        import_newsroom(
            source=altered(exported, tmp_path / "x.zip", change, signed=False),
            say=lambda _words: None,
        )
    assert nothing_is_here()


@pytest.mark.parametrize("what", FORGED)
def test_a_forger_who_alters_the_manifest_too_is_found_out(
    what: str, exported: Path, newsrooms: Newsrooms, tmp_path: Path
) -> None:
    with zipfile.ZipFile(exported) as archive:
        public = json.loads(archive.read("nouns/publication.jsonl").splitlines()[0])
        decisions = map(json.loads, archive.read(DECISIONS).splitlines())
        AUTHOR[0] = next(d["authors"][0] for d in decisions if d["id"] == public["decision"])
    change, words = FORGED[what]
    newsrooms.enter("portable_empty")
    with pytest.raises(Unfit, match=words):
        import_newsroom(
            source=altered(exported, tmp_path / "x.zip", change, signed=True),
            say=lambda _words: None,
        )
    assert nothing_is_here()


def test_a_file_cut_short_and_any_other_file_are_refused(
    exported: Path, newsrooms: Newsrooms, tmp_path: Path
) -> None:
    newsrooms.enter("portable_empty")
    short, other = tmp_path / "short.zip", tmp_path / "holiday.jpg"
    short.write_bytes(exported.read_bytes()[:-4000])
    other.write_bytes(b"\xff\xd8")
    for file in (short, other, tmp_path / "missing.zip"):
        with pytest.raises(Unfit, match="no export of a newsroom"):
            import_newsroom(source=file, say=lambda _words: None)
