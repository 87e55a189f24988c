"""What the drill asks for, and a client that asks again with the same key until it is answered."""

import http.client
import json
import random
import time
from collections import Counter
from dataclasses import dataclass, field

from tests.harness.product import Product
from tests.harness.site import Answer, LocalSite

# Longer than a whole run takes to be started again.
PATIENCE = 120.0
STORY = (
    "<p>The council of town number {0} met on Monday and decided on a budget of {0} million for "
    "schools, roads and the library. Eleven members voted for it after four hours.</p>"
    "<p>The mayor said that the money would be spent by the summer, and that nobody had voted "
    "against it. The opposition called plan number {0} too small for a growing town.</p>"
)
GARBAGE = bytes(range(256)) * 8


@dataclass(frozen=True)
class Asked:
    """One import to ask for, and how it has to end."""

    key: str
    content_type: str
    body: bytes
    ends: str


@dataclass(frozen=True)
class Accepted:
    """One import that was answered with 202; `during` is whose turn it was to be killed."""

    id: str
    ends: str
    during: str


@dataclass
class Exchange:
    """One POST that was answered: from when to when, on the monotonic clock."""

    began: float
    ended: float
    status: int


@dataclass
class Client:
    """Sends each import until it is accepted: a broken connection and a 503 are asked again."""

    product: Product
    token: str
    during: str = ""
    accepted: list[Accepted] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    retries: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)

    def ask(self, asked: Asked) -> None:
        """Have `asked` accepted.

        Raises:
            AssertionError: it was refused for good, or not accepted within `PATIENCE`.
        """
        limit = time.monotonic() + PATIENCE
        while time.monotonic() < limit:
            answer = self._post(asked)
            if answer is not None and answer[0] == 202:
                told = json.loads(answer[1])
                self.accepted.append(Accepted(told["id"], asked.ends, self.during))
                return
            if answer is not None:
                self.refusals[f"{answer[0]} {_code(answer[1])}"] += 1
                assert answer[0] in {409, 500, 503}, answer
            self.retries[self.during] += 1
            time.sleep(0.2)
        raise AssertionError(f"{asked.key} was not accepted within {PATIENCE:g} s")

    def _post(self, asked: Asked) -> tuple[int, bytes] | None:
        """Status and body; None where the connection broke, so that nobody knows what happened."""
        connection = http.client.HTTPConnection("127.0.0.1", self.product.port, timeout=30)
        headers = {
            "Authorization": f"Token {self.token}",
            "Content-Type": asked.content_type,
            "Idempotency-Key": asked.key,
        }
        began = time.monotonic()
        try:
            connection.request("POST", "/api/v1/imports/", asked.body, headers)
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()
        self.exchanges.append(Exchange(began, time.monotonic(), answer.status))
        return answer.status, body


def _code(body: bytes) -> str:
    try:
        return str(json.loads(body)["code"])
    except (ValueError, KeyError, TypeError):
        return "without a code"


def mixed_imports(number: int, site: LocalSite, chance: random.Random) -> list[Asked]:
    """Return `number` imports in a shuffled order; half of them addresses, a fifth bound to fail."""
    makers = [_page, _text, _page, _file, _page, _missing, _text, _page, _garbage, _shaky]
    made = [makers[n % len(makers)](n, site, chance) for n in range(number)]
    chance.shuffle(made)
    return made


def _page(number: int, site: LocalSite, chance: random.Random) -> Asked:
    """A page that takes its time, so that something is always in hand when a process dies."""
    answer = (200, {"Content-Type": "text/html; charset=utf-8"}, _html(number))
    pause = chance.uniform(0, 2)

    def slowly() -> Answer:
        time.sleep(pause)
        return answer

    site.answers[f"/page-{number}"] = slowly
    return _json(number, {"url": site.url(f"/page-{number}")}, "succeeded")


def _shaky(number: int, site: LocalSite, chance: random.Random) -> Asked:
    """A page whose site is overloaded at first."""
    answers = [(503, {}, b"later"), (200, {"Content-Type": "text/html"}, _html(number))]
    site.answers[f"/shaky-{number}"] = lambda: answers.pop(0) if answers[1:] else answers[0]
    return _json(number, {"url": site.url(f"/shaky-{number}")}, "succeeded")


def _missing(number: int, site: LocalSite, chance: random.Random) -> Asked:
    return _json(number, {"url": site.url(f"/missing-{number}")}, "failed")


def _text(number: int, site: LocalSite, chance: random.Random) -> Asked:
    words = f"Первая строка {number} 👩‍👩‍👧‍👦.\r\n\r\nThe second has {number}\u00a0000 words.\r\n"
    return _json(number, {"text": words, "title": f"Text {number}"}, "succeeded")


def _file(number: int, site: LocalSite, chance: random.Random) -> Asked:
    return _upload(number, f"page-{number}.html", _html(number), "succeeded")


def _garbage(number: int, site: LocalSite, chance: random.Random) -> Asked:
    return _upload(number, f"garbage-{number}.bin", b"%d" % number + GARBAGE, "failed")


def _html(number: int) -> bytes:
    story = STORY.format(number)
    return (
        f"<!doctype html><html lang=en><title>Town {number}</title>"
        f"<article><h1>Town {number}</h1>{story}</article></html>"
    ).encode()


def _json(number: int, body: dict[str, str], ends: str) -> Asked:
    return Asked(f"drill-{number}", "application/json", json.dumps(body).encode(), ends)


def _upload(number: int, filename: str, content: bytes, ends: str) -> Asked:
    edge = f"edge-of-{number}"
    body = (
        f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{filename}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    ).encode()
    whole = body + content + f"\r\n--{edge}--\r\n".encode()
    return Asked(f"drill-{number}", f"multipart/form-data; boundary={edge}", whole, ends)
