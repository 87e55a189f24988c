"""The texts that the re-anchoring is tried on: the demo articles, the pages of the bench, made-up ones, and given spans."""

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotations.imports.blocks import lay_out
from annotations.imports.readers.plain_text import read_text
from annotations.reading.sentences import sentences
from tests.bench.anchoring_layouts import Case, Pair
from tests.bench.texts import article

Story = list[list[str]]
_here = Path(__file__).parent
_seeds = _here.parent.parent / "factcheck" / "demo" / "seeds"
_real = ("ota", "blog18f", "rujs")
_same = frozenset({"anchored", "moved", "changed"})


def stories(chance: random.Random) -> list[Story]:
    """Return the stories as paragraphs of sentences: 3 articles, 13 pages in 13 languages, 4 made-up texts."""
    texts = [seed.read_text(encoding="utf-8") for seed in sorted(_seeds.glob("*.txt"))]
    pages = [
        json.loads(page.read_text(encoding="utf-8"))
        for page in sorted((_here / "pages").glob("*.json"))
    ]
    texts += ["\n\n".join(page["paragraphs"]) for page in pages]
    texts += ["".join(article(size, chance)) for size in (3_000, 8_000, 15_000, 30_000)]
    return [_parted(text) for text in texts]


def _parted(text: str) -> Story:
    paragraphs = [paragraph for paragraph in text.split("\n\n") if paragraph.strip()]
    return [[p[start:end] for start, end in sentences(p, 0, len(p))] for p in paragraphs]


def split_as_pasted(text: str) -> list[int]:
    """Return the sentences of a text as they are stored with the revision when a person pastes it.

    A text with other line ends than the product stores is split without its blocks, so that offsets stand.
    """
    if "\r" in text:
        return [offset for span in sentences(text, 0, len(text)) for offset in span]
    return lay_out(read_text(text, title="Bench"), {}).sentences


def given(folder: Path) -> Iterator[Pair]:
    """Read texts.json.gz and spans.jsonl of a folder: the claims of one pair of texts together.

    A span has `cls`, `set`, `old`, `new`, `start`, `end` and `gold`, the right place or null.
    """
    texts: dict[str, str] = json.loads(gzip.decompress((folder / "texts.json.gz").read_bytes()))
    spans: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for line in (folder / "spans.jsonl").read_text(encoding="utf-8").splitlines():
        span = json.loads(line)
        spans[span["old"], span["new"]].append(span)
    for (old, new), found in spans.items():
        yield Pair(texts[old], texts[new], [_case(span) for span in found])


def _case(span: dict[str, Any]) -> Case:
    kind = f"{'real' if span['set'] in _real else 'synthetic'}: {span['cls'].replace('_', ' ')}"
    gold = tuple(span["gold"]) if span["gold"] else None
    case = Case(kind, _same if gold else frozenset({"orphaned"}))
    case.old, case.new = (span["start"], span["end"]), gold
    case.others = tuple((start, end) for start, end in span.get("alts", []))
    return case
