"""`make bench`: one line per figure, each with its ratio to the floor measured in the same run."""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil
import psycopg

from tests.bench import anchoring, drawing, importing, matching, opening, reading
from tests.bench.measure import Client, Cost, cost
from tests.harness.processes import answers, free_port, python
from tests.harness.product import Product

SENTENCE = "In place {0} the ministry counted at least {0} people, more than ever before. "
ROUNDS = 150


def main() -> None:
    """Start an instance of its own, measure, print, stop."""
    with tempfile.TemporaryDirectory(prefix="factcheck-bench-") as folder:
        product = Product(Path(folder) / "data")
        try:
            product.start().wait_until_ready()
            _start_up(product)
            _compare(product)
        finally:
            product.clean_up()
    # With nothing running beside them.
    drawing.main()
    anchoring.main()
    reading.main()
    # A process of its own: it needs Django set up, and nothing else here does.
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "factcheck.settings"}
    subprocess.run([*python(), "-m", "tests.bench.worth"], env=env, check=True)
    matching.main(_token)


def _start_up(product: Product) -> None:
    """From a set-up state to Ready."""
    product.ask_to_stop()
    product.wait()
    began = time.perf_counter()
    product.start().wait_until_ready()
    print(f"start-up to Ready: {time.perf_counter() - began:.1f} s (at most 10)")


def _compare(product: Product) -> None:
    services = product.services
    base = f"http://127.0.0.1:{product.port}"
    floor_url, floor = _floor(services)
    try:
        web = _web_of(product)
        token = _token(services)
        client, bare = Client(base, token), Client(floor_url, "floor-token")
        floor_web = psutil.Process(floor.pid)
        print(f"{'figure':44}{'CPU ms':>9}{'wall ms':>9}{'kB':>8}{'x floor':>9}")
        bare_create = _bare_create(bare, floor_web)
        for already in (0, 200, 2000):
            article, revision, text = _article(client, 2400)
            _fill(client, article, revision, text, already)
            bodies = [_body(revision, text, 2200 + n % 150) for n in range(ROUNDS)]
            path = f"/api/v1/articles/{article}/claims/"
            cost(client, web, "POST", path, bodies[:20], 201)
            spent = cost(client, web, "POST", path, bodies, 201)
            _line(f"POST claims, article with {already} claims", spent, bare_create)
        for number in (200, 2000):
            bare_read = _bare_read(bare, floor_web, number)
            article, revision, text = _article(client, 2400)
            _fill(client, article, revision, text, number)
            path = f"/api/v1/articles/{article}/claims/"
            cost(client, web, "GET", path, [None] * 10, 200)
            spent = cost(client, web, "GET", path, [None] * 40, 200)
            _line(f"GET all {number} claims, whole", spent, bare_read)
            brief = f"{path}?view=brief"
            cost(client, web, "GET", brief, [None] * 10, 200)
            spent = cost(client, web, "GET", brief, [None] * 40, 200)
            _line(f"GET all {number} claims, as drawn", spent, bare_read)
            text_path = f"/api/v1/articles/{article}/"
            spent = cost(client, web, "GET", text_path, [None] * 40, 200)
            _line(f"GET the article ({len(text)} characters)", spent, bare_read)
        opening.main(base, services, Client(base, token), web)
        importing.main(product, Client(base, token))
    finally:
        floor.terminate()
        floor.wait(10)


def _line(name: str, spent: Cost, floor: Cost) -> None:
    ratio = spent.cpu_ms / floor.cpu_ms if floor.cpu_ms else float("nan")
    print(
        f"{name:44}{spent.cpu_ms:9.1f}{spent.wall_ms:9.1f}{spent.kilobytes:8.1f}{ratio:9.2f}",
        flush=True,
    )


def _web_of(product: Product) -> psutil.Process:
    for process in product.family():
        command = " ".join(process.cmdline())
        parent = process.parent()
        is_master = "gunicorn" in command and (
            parent is None or "gunicorn" not in " ".join(parent.cmdline())
        )
        if is_master:
            return process
    raise SystemExit("the web server was not found among the product's processes")


def _token(services: dict[str, str]) -> str:
    """An editor's token, made beneath the doors: signing in is not what is measured."""
    import hashlib
    import uuid

    secret = secrets.token_urlsafe(32)
    person, token = uuid.uuid4(), uuid.uuid4()
    with psycopg.connect(services["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(
            "INSERT INTO annotations_user (id, username, password, role, full_name, first_name,"
            " last_name, email, language, is_active, is_staff, is_superuser, date_joined)"
            " VALUES (%s, 'bench', '!', 'editor', 'Bench', '', '', '', '', true, false, false, now())",
            [person],
        )
        connection.execute(
            "INSERT INTO annotations_apitoken (id, person_id, name, digest, scope, created_at,"
            " expires_at) VALUES (%s, %s, 'bench', %s, 'write', now(), now() + interval '1 hour')",
            [token, person, hashlib.sha256(secret.encode()).hexdigest()],
        )
    return secret


def _article(client: Client, sentences: int) -> tuple[str, str, str]:
    text = "\n\n".join(
        "".join(SENTENCE.format(n) for n in range(start, start + 8))
        for start in range(0, sentences, 8)
    )
    accepted = client.json("POST", "/api/v1/imports/", {"text": text, "title": "Bench"}, wanted=202)
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        item = client.json("GET", f"/api/v1/imports/{accepted['id']}/")
        if item["status"] == "succeeded":
            article = client.json("GET", f"/api/v1/articles/{item['article']}/")
            return article["id"], article["revision"]["id"], article["revision"]["text"]
        if item["status"] == "failed":
            raise SystemExit(f"the import failed: {item['error']}")
        time.sleep(0.1)
    raise SystemExit("the import did not end within 60 s")


def _body(revision: str, text: str, number: int) -> dict[str, Any]:
    words = f"In place {number} the ministry counted at least {number} people"
    start = text.index(words)
    return {"start": start, "end": start + len(words), "revision": revision}


def _fill(client: Client, article: str, revision: str, text: str, number: int) -> None:
    for n in range(number):
        client.json(
            "POST", f"/api/v1/articles/{article}/claims/", _body(revision, text, n), wanted=201
        )


def _floor(services: dict[str, str]) -> tuple[str, subprocess.Popen[bytes]]:
    owner = services["OWNER_DATABASE_URL"]
    port = free_port()
    env = {**os.environ, "FLOOR_DATABASE_URL": owner}
    with psycopg.connect(owner, autocommit=True) as connection:
        from tests.bench import tables

        connection.execute(tables.FLOOR)
    process = subprocess.Popen(
        python(
            *("-m", "gunicorn", "tests.bench.floor:application", "--bind", f"127.0.0.1:{port}"),
            *("--worker-class", "gthread", "--workers", "1", "--threads", "8"),
            *("--log-level", "warning"),
        ),
        env=env,
    )
    limit = time.monotonic() + 30
    while not answers(f"http://127.0.0.1:{port}/alive"):
        if time.monotonic() > limit:
            raise SystemExit("the floor did not come up")
        time.sleep(0.1)
    return f"http://127.0.0.1:{port}", process


def _bare_create(bare: Client, web: psutil.Process) -> Cost:
    body = {"start": 1, "end": 50, "exact": "In place 1 the ministry counted", "label": "claim"}
    path = "/texts/1/annotations/"
    cost(bare, web, "POST", path, [body] * 20, 201)
    spent = cost(bare, web, "POST", path, [body] * ROUNDS, 201)
    _line("floor: bare insert", spent, spent)
    return spent


def _bare_read(bare: Client, web: psutil.Process, number: int) -> Cost:
    path = f"/texts/{number}/annotations/"
    cost(bare, web, "GET", path, [None] * 10, 200)
    spent = cost(bare, web, "GET", path, [None] * 40, 200)
    _line(f"floor: compact read of {number}", spent, spent)
    return spent


if __name__ == "__main__":
    sys.exit(main())
