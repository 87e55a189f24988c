"""How fast pages are read by a warm reader process, against bare trafilatura in this process."""

import random
import time
from collections.abc import Callable

from trafilatura import bare_extraction

from annotations.imports.reading_pool import ReaderPool
from tests.bench.texts import page

PAGES = 60
WARM_UP = 4
DEADLINE = 30.0


def main() -> None:
    """Pages per second, one after the other, and the ratio."""
    chance = random.Random(1)  # noqa: S311 - the same pages each time, no secret
    pages = [page(chance) for _ in range(WARM_UP + PAGES)]
    size = sum(map(len, pages)) / len(pages) / 1000
    pool = ReaderPool()
    try:
        ours = _rate(
            pages, lambda raw: pool.read("read", {"media_type": "text/html"}, raw, DEADLINE)
        )
    finally:
        pool.close()
    bare = _rate(pages, lambda raw: bare_extraction(raw.decode(), with_metadata=True))
    print(f"\n{f'pages of {size:.0f} kB read':44}{'per s':>9}{'x bare':>9}")
    print(f"{'bare trafilatura':44}{bare:9.1f}{1:9.2f}")
    print(f"{'one warm reader, all votes and metadata':44}{ours:9.1f}{ours / bare:9.2f}")


def _rate(pages: list[bytes], read: Callable[[bytes], object]) -> float:
    for raw in pages[:WARM_UP]:
        read(raw)
    began = time.perf_counter()
    for raw in pages[WARM_UP:]:
        read(raw)
    return PAGES / (time.perf_counter() - began)
