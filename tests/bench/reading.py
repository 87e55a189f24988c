"""How well and how fast pages are read, against bare trafilatura in the same run.

How well: F1 over shingles of four words, precision and recall being means over pages, as
article-extraction benchmarks have it; on the pages of `tests/bench/pages`, and on any folder with a
`manifest.jsonl` (one object per line: `id`, `file`, `text`, and what is known of `url`, `paragraphs`,
`title`, `date`, `author`) that the environment variable FACTCHECK_EVALUATION names.

How fast: pages per second of computing, the reader process and its caller together.
"""

import json
import os
import random
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import psutil
from trafilatura import bare_extraction

from annotations.imports.reading_pool import ReaderPool
from tests.annotations.imports.readers.evaluation_adapter import for_evaluation, story_only
from tests.bench.measure_text import Quality, overlap, paragraphs_of, shingles
from tests.bench.texts import page

OWN_PAGES = Path(__file__).parent / "pages"
PAGES = 60
WARM_UP = 4
DEADLINE = 30.0
Extract = Callable[[bytes, str | None], dict[str, Any]]


def main() -> None:
    """Print quality, then speed."""
    _print_quality("own pages, 13 in 13 languages", own_pages())
    if folder := os.environ.get("FACTCHECK_EVALUATION"):
        _print_quality(f"pages of {Path(folder).name}", listed_pages(Path(folder)))
    chance = random.Random(1)  # noqa: S311 - the same pages each time, no secret
    _print_speed([page(chance) for _ in range(WARM_UP + PAGES)])


def own_pages() -> list[tuple[bytes, dict[str, Any]]]:
    """The committed pages, each with what is right: its gold."""
    found = []
    for gold in sorted(OWN_PAGES.glob("*.json")):
        right = json.loads(gold.read_text(encoding="utf-8"))
        right["text"] = "\n\n".join(right["paragraphs"])
        found.append((gold.with_suffix(".html").read_bytes(), right))
    return found


def listed_pages(folder: Path) -> list[tuple[bytes, dict[str, Any]]]:
    """The pages of a folder with a manifest."""
    lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [((folder / row["file"]).read_bytes(), row) for row in rows]


def bare(html: bytes, url: str | None) -> dict[str, Any]:
    """Trafilatura with its defaults."""
    return _answer(bare_extraction(html, url=url, with_metadata=True, include_comments=False))


def bare_precise(html: bytes, url: str | None) -> dict[str, Any]:
    """Trafilatura, told to favour precision."""
    return _answer(
        bare_extraction(
            html, url=url, with_metadata=True, include_comments=False, favor_precision=True
        )
    )


def _answer(found: Any) -> dict[str, Any]:
    if found is None:
        return {"text": ""}
    return {
        "text": found.text,
        "title": found.title,
        "byline": found.author,
        "published_at": found.date,
    }


WAYS: dict[str, Extract] = {
    "bare trafilatura": bare,
    "bare trafilatura, precise": bare_precise,
    "ours, the story": story_only,
    "ours, with headline and captions": for_evaluation,
}


def quality(pages: Iterable[tuple[bytes, dict[str, Any]]], extract: Extract) -> Quality:
    """How well a way of reading does on pages with their gold."""
    found = Quality()
    for html, right in pages:
        answer = extract(html, right.get("url"))
        found.texts.append(overlap(shingles(right["text"]), shingles(answer["text"])))
        if right.get("paragraphs"):
            lines = (paragraphs_of(right["paragraphs"]), paragraphs_of([answer["text"]]))
            found.paragraphs.append(overlap(*lines))
        found.compare(right, answer)
    return found


def _print_quality(name: str, pages: list[tuple[bytes, dict[str, Any]]]) -> None:
    print(f"\n{name:34}{'F1':>7}{'prec.':>7}{'recall':>7}{'par.':>7}{'title':>7}{'date':>7}")
    for way, extract in WAYS.items():
        found = quality(pages, extract)
        text, lines = found.text(), found.paragraph()
        print(
            f"{way:34}{text.f1:7.3f}{text.precision:7.3f}{text.recall:7.3f}"
            f"{lines.f1 if found.paragraphs else float('nan'):7.3f}"
            f"{found.share('title'):7.3f}{found.share('date'):7.3f}",
            flush=True,
        )


def _print_speed(pages: list[bytes]) -> None:
    size = sum(map(len, pages)) / len(pages) / 1000
    pool = ReaderPool()
    try:
        pool.read("read", {"media_type": "text/html"}, pages[0], DEADLINE)
        reader = psutil.Process(pool.idle[0].process.pid)
        ours = _rate(
            pages, lambda raw: pool.read("read", {"media_type": "text/html"}, raw, DEADLINE), reader
        )
        memory = reader.memory_info().rss / 1_000_000
    finally:
        pool.close()
    plain = _rate(pages, lambda raw: bare_extraction(raw.decode(), with_metadata=True))
    print(f"\n{f'pages of {size:.0f} kB read':44}{'per CPU s':>11}{'x bare':>9}")
    print(f"{'bare trafilatura':44}{plain:11.1f}{1:9.2f}")
    print(
        f"{'one warm reader, asked over its pipe':44}{ours:11.1f}{ours / plain:9.2f} (at least 0.60);"
        f" it holds {memory:.0f} MB"
    )


def _rate(
    pages: list[bytes], read: Callable[[bytes], object], helper: psutil.Process | None = None
) -> float:
    """Pages per second of computing, here and in the helping process."""
    for raw in pages[:WARM_UP]:
        read(raw)
    began = _spent(helper)
    for raw in pages[WARM_UP:]:
        read(raw)
    return PAGES / (_spent(helper) - began)


def _spent(helper: psutil.Process | None) -> float:
    times = helper.cpu_times() if helper is not None else None
    return time.process_time() + (times.user + times.system if times is not None else 0.0)
