"""How fast whole imports go through dispatcher, broker, worker and readers, against bare trafilatura.

`FACTCHECK_EVALUATION` may name a folder with a manifest.jsonl of real pages; without it they are made.
"""

import json
import os
import random
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
from trafilatura import bare_extraction

from tests.bench.measure import Client
from tests.bench.texts import page
from tests.harness.product import Product

PAGES = 150
WARM_UP = 20
LONGEST = 300.0
MEGABYTE = 1024 * 1024


def main(product: Product, client: Client) -> None:
    """Print pages per CPU second of worker and readers together, with the ratio, and their memory."""
    pages = _pages()
    bare = _bare(pages)
    _bring(product, client, pages[:WARM_UP], "warm-up")
    before = _spent(product)
    began = time.perf_counter()
    _bring(product, client, pages[WARM_UP:], "timed")
    wall = time.perf_counter() - began
    spent = _spent(product) - before
    number = len(pages) - WARM_UP
    print(f"\n{f'{number} pages imported':44}{'per CPU s':>10}{'x bare':>9}")
    print(f"{'bare trafilatura, decoding and metadata':44}{bare:10.1f}{1:9.2f}")
    rate = number / spent
    print(f"{'worker and readers, until it is an article':44}{rate:10.1f}{rate / bare:9.2f}")
    print(f"all of them in {wall:.1f} s on this machine ({number / wall:.1f} per s)")
    worker, reader = _memory(product)
    print(f"largest worker process {worker} MB, largest reader {reader} MB (together under 600)")


def _pages() -> list[bytes]:
    folder = os.environ.get("FACTCHECK_EVALUATION")
    if not folder:
        chance = random.Random(2)  # noqa: S311 - the same pages each time, no secret
        return [page(chance) for _ in range(WARM_UP + PAGES)]
    lines = (Path(folder) / "manifest.jsonl").read_text().splitlines()
    return [(Path(folder) / json.loads(line)["file"]).read_bytes() for line in lines]


def _bare(pages: list[bytes]) -> float:
    for raw in pages[:WARM_UP]:
        bare_extraction(raw, with_metadata=True)
    began = time.process_time()
    for raw in pages[WARM_UP:]:
        bare_extraction(raw, with_metadata=True)
    return (len(pages) - WARM_UP) / (time.process_time() - began)


def _bring(product: Product, client: Client, pages: list[bytes], name: str) -> None:
    for number, raw in enumerate(pages):
        # A comment of its own makes each one other bytes, as pages are.
        client.upload("/api/v1/imports/", f"{name}-{number}.html", raw + b"<!-- %d -->" % number)
    limit = time.monotonic() + LONGEST
    with psycopg.connect(product.services["DATABASE_URL"], autocommit=True) as connection:
        waiting = "SELECT count(*) FROM annotations_import WHERE finished_at IS NULL"
        while (connection.execute(waiting).fetchone() or (0,))[0]:
            if time.monotonic() > limit:
                raise SystemExit(f"not all imports ended within {LONGEST:g} s")
            time.sleep(0.02)
        failed = connection.execute(
            "SELECT error_code, count(*) FROM annotations_import WHERE status = 'failed' GROUP BY 1"
        ).fetchall()
    if failed:
        print(f"failed: {dict(failed)}")


def _workers(product: Product) -> Iterator[tuple[str, psutil.Process]]:
    """Each process of the worker and of its readers, with which of the two it is."""
    for process in product.family():
        with suppress(psutil.NoSuchProcess):  # a reader that has read enough is replaced
            command = " ".join(process.cmdline())
            for name in ("supervise.worker", "readers.server"):
                if name in command:
                    yield name, process


def _spent(product: Product) -> float:
    """CPU seconds of the worker's processes and their readers so far, those that ended too."""
    total = 0.0
    for name, process in _workers(product):
        with suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total += times.user + times.system
            if name == "supervise.worker":
                total += times.children_user + times.children_system
    return total


def _memory(product: Product) -> tuple[int, int]:
    sizes = {"supervise.worker": 0, "readers.server": 0}
    for name, process in _workers(product):
        with suppress(psutil.NoSuchProcess):
            sizes[name] = max(sizes[name], process.memory_info().rss // MEGABYTE)
    return sizes["supervise.worker"], sizes["readers.server"]
