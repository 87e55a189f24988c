"""From a reader's document to the one text that offsets refer to, by the person's choices."""

import hashlib
import json
from collections import Counter
from dataclasses import asdict, dataclass, replace
from dataclasses import fields as fields_of
from datetime import datetime
from typing import Any

from annotations.imports.readers.document import Document, FieldNote, ReadBlock
from annotations.reading.repeats import repeats
from annotations.reading.sentences import flat_sentences

STORY, ASIDE = "story", "aside"
_BETWEEN = "\n\n"
_OF_BLOCK = tuple(field.name for field in fields_of(ReadBlock))


@dataclass(frozen=True, slots=True)
class Laid:
    """A document laid out: `text`, its `blocks`, what is `set_aside`, and sentence offsets."""

    text: str
    blocks: list[dict[str, Any]]
    set_aside: list[dict[str, Any]]
    sentences: list[int]


def lay_out(document: Document, choices: dict[str, str]) -> Laid:
    """Apply the person's choices to a document and compute its text.

    Args:
        document: what the reader made.
        choices: block id -> `story` or `aside`; blocks without one stay as the reader proposes.

    Returns:
        Offsets are code points, end exclusive. In a verbatim text nothing is cut: furniture is only
        marked. Of a page, furniture is kept beside the text.
    """
    keyed = list(zip(_keys(document.blocks), document.blocks, strict=True))
    is_furniture = {
        key: choices[key] == ASIDE if key in choices else block.furniture for key, block in keyed
    }
    if document.verbatim_text is not None:
        text, blocks = document.verbatim_text, _marked(keyed, is_furniture)
        aside: list[dict[str, Any]] = []
    else:
        text, blocks, aside = _joined(keyed, is_furniture)
    _note_repeats(text, blocks)
    return Laid(text, blocks, aside, flat_sentences(text, blocks))


def recipe_of(document: Document, choices: dict[str, str]) -> str:
    """The reader's version and the choices: the same snapshot and recipe give the same revision."""
    if not choices:
        return document.recipe
    digest = hashlib.sha256(json.dumps(choices, sort_keys=True).encode()).hexdigest()
    return f"{document.recipe}+{digest[:16]}"


def as_json(document: Document) -> dict[str, Any]:
    """A document as JSON values, to lay it out again with other choices.

    What the bytes hold beside this story (`parts`, `checks`) is not kept with it.
    """
    # `asdict` copies each value of each block; they are plain already.
    blocks = [{name: getattr(block, name) for name in _OF_BLOCK} for block in document.blocks]
    fields = {**asdict(replace(document, blocks=[], parts=[], checks=[])), "blocks": blocks}
    for name in ("published_at", "updated_at"):
        fields[name] = fields[name].isoformat() if fields[name] else None
    return fields


def from_json(fields: dict[str, Any], text: str) -> Document:
    """The document that `as_json` wrote.

    Args:
        fields: what `as_json` gave.
        text: the revision's text, which stands for a verbatim text that was not kept twice.
    """
    values = dict(fields)
    for name in ("published_at", "updated_at"):
        values[name] = datetime.fromisoformat(values[name]) if values.get(name) else None
    values["blocks"] = [ReadBlock(**block) for block in values["blocks"]]
    values["fields"] = {name: FieldNote(**note) for name, note in values["fields"].items()}
    if values.pop("is_verbatim", False):
        values["verbatim_text"] = text
    return Document(**values)


def _keys(blocks: list[ReadBlock]) -> list[str]:
    """Names that survive a re-import: by words, with a number where words repeat."""
    seen: Counter[str] = Counter()
    keys = []
    for block in blocks:
        words = " ".join(block.text.split())
        digest = hashlib.sha256(f"{block.kind}\0{words}".encode()).hexdigest()[:10]
        seen[digest] += 1
        keys.append(f"b{digest}" if seen[digest] == 1 else f"b{digest}-{seen[digest]}")
    return keys


def _marked(
    keyed: list[tuple[str, ReadBlock]], is_furniture: dict[str, bool]
) -> list[dict[str, Any]]:
    return [_block(key, b, b.start or 0, b.end or 0, is_furniture[key]) for key, b in keyed]


def _joined(
    keyed: list[tuple[str, ReadBlock]], is_furniture: dict[str, bool]
) -> tuple[str, list[dict[str, Any]], list[dict[str, Any]]]:
    parts: list[str] = []
    blocks: list[dict[str, Any]] = []
    aside: list[dict[str, Any]] = []
    offset = 0
    for key, block in keyed:
        if is_furniture[key]:
            after = blocks[-1]["id"] if blocks else None
            aside.append(
                {
                    "id": key,
                    "kind": block.kind,
                    "text": block.text,
                    "reason": block.reason,
                    "after": after,
                    "page": block.page,
                }
            )
            continue
        start = offset + (len(_BETWEEN) if parts else 0)
        parts.append(block.text)
        offset = start + len(block.text)
        blocks.append(_block(key, block, start, offset, False))
    return _BETWEEN.join(parts), blocks, aside


def _block(key: str, block: ReadBlock, start: int, end: int, is_furniture: bool) -> dict[str, Any]:  # noqa: FBT001 - a plain row
    return {
        "id": key,
        "kind": block.kind,
        "start": start,
        "end": end,
        "furniture": is_furniture,
        "reason": block.reason if is_furniture else None,
        "repeat_of": None,
        "page": block.page,
    }


def _note_repeats(text: str, blocks: list[dict[str, Any]]) -> None:
    story = [block for block in blocks if not block["furniture"]]
    for block, earlier in zip(
        story, repeats([text[b["start"] : b["end"]] for b in story]), strict=True
    ):
        if earlier is not None:
            block["repeat_of"] = story[earlier]["id"]
