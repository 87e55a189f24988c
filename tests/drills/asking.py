"""What the drill asks for, and a client that asks again with the same key until it is answered."""

import http.client
import json
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.harness.product import Product
from tests.harness.servers import ROOT
from tests.harness.site import Answer, LocalSite

# Longer than a whole run takes to be started again.
PATIENCE = 120.0
STORY = (
    "<p>The council of town number {0} met on Monday and decided on a budget of {0} million for "
    "schools, roads and the library. Eleven members voted for it after four hours.</p>"
    "<p>The mayor said that the money would be spent by the summer, and that nobody had voted "
    "against it. The opposition called plan number {0} too small for a growing town.</p>"
)
FILES = ROOT / "tests" / "annotations" / "imports" / "readers" / "fixtures"
GOOD_FILES = [
    FILES / name
    for name in (
        "files/press-release.pdf", "files/council-letter.docx", "files/press-mail.eml",
        "wire/harbour-1.3.ninjs.json", "files/field-notes.md", "wire/rates.newsml.xml",
        "files/ministry-statement.pdf", "wire/council.nitf.xml", "wire/levies-3.1.ninjs.json",
    )
]  # fmt: skip
BAD_FILES = [FILES / "files" / "scanned-page.pdf", FILES / "files" / "encrypted.pdf"]
GARBAGE = bytes(range(256)) * 8


@dataclass(frozen=True)
class Asked:
    """What to ask for: `brings` imports, each of which has to end as `ends` says."""

    key: str
    content_type: str
    body: bytes
    ends: str
    path: str = "imports/"
    brings: int = 1


@dataclass(frozen=True)
class Accepted:
    """What was answered with 202: an import or a batch; `during` is whose turn it was to be killed."""

    id: str
    ends: str
    during: str
    brings: int


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
                self.accepted.append(Accepted(told["id"], asked.ends, self.during, asked.brings))
                return
            if answer is not None:
                self.refusals[f"{answer[0]} {_code(answer[1])}"] += 1
                assert answer[0] in {409, 500, 503}, answer
            self.retries[self.during] += 1
            time.sleep(0.2)
        raise AssertionError(f"{asked.key} was not accepted within {PATIENCE:g} s")

    def connect(self) -> http.client.HTTPConnection:
        """A connection to a web server."""
        return http.client.HTTPConnection("127.0.0.1", self.product.port, timeout=30)

    def _post(self, asked: Asked) -> tuple[int, bytes] | None:
        """Status and body; None where the connection broke, so that nobody knows what happened."""
        connection = self.connect()
        headers = {
            "Authorization": f"Token {self.token}",
            "Content-Type": asked.content_type,
            "Idempotency-Key": asked.key,
        }
        began = time.monotonic()
        try:
            connection.request("POST", f"/api/v1/{asked.path}", asked.body, headers)
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
    """Return `number` requests in a shuffled order: pages, files of every kind, batches, checks.

    One in five is bound to fail: a missing page, a file of no kind, a scanned or a broken one.
    """
    makers = [
        _page, _text, _page, _file, _missing, _page, _fixture, _garbage, _page, _shaky,
        _batch, _fixture, _page, _stories, _broken, _checks, _page, _fixture, _missing, _text,
    ]  # fmt: skip
    made = [makers[n % len(makers)](n, site, chance) for n in range(number)]
    chance.shuffle(made)
    return made


def _page(number: int, site: LocalSite, chance: random.Random) -> Asked:
    """A page that takes its time, so that something is always in hand when a process dies."""
    answer = (200, {"Content-Type": "text/html; charset=utf-8"}, _html(number))
    pause = chance.uniform(0, 0.8)

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


def _fixture(number: int, site: LocalSite, chance: random.Random) -> Asked:
    """A PDF, a Word file, a mail, an agency's message: each as newsrooms receive it."""
    path = GOOD_FILES[number // 2 % len(GOOD_FILES)]
    return _upload(number, path.name, path.read_bytes(), "succeeded")


def _broken(number: int, site: LocalSite, chance: random.Random) -> Asked:
    """The same, cut off, scanned or locked."""
    path = BAD_FILES[number // 2 % len(BAD_FILES)]
    return _upload(number, path.name, path.read_bytes(), "failed")


def _batch(number: int, site: LocalSite, chance: random.Random) -> Asked:
    """Three addresses in one go."""
    html = _html(number)
    urls = [
        site.put(f"/batch-{number}-{n}", html.replace(b"Town", b"Place %d" % n)) for n in range(3)
    ]
    return _json(number, {"urls": urls}, "succeeded", path="batches/", brings=len(urls))


def _stories(number: int, site: LocalSite, chance: random.Random) -> Asked:
    """One file that holds four stories."""
    items = "".join(
        f"<item><title>Story {number}-{n}</title><guid>urn:drill:{number}:{n}</guid>"
        f"<description><![CDATA[{STORY.format(1000 * number + n)}]]></description></item>"
        for n in range(4)
    )
    feed = (
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>W</title>{items}</channel></rss>"
    )
    return _upload(number, f"wire-{number}.xml", feed.encode(), "succeeded", brings=4)


def _checks(number: int, site: LocalSite, chance: random.Random) -> Asked:
    """Fact-checks of somebody else's; some of them again and again."""
    checks = [
        {
            "@type": "ClaimReview",
            "url": f"https://checks.example/{n}",
            "claimReviewed": f"Plan number {n} costs {number} million.",
            "author": {"@type": "Organization", "name": "Another desk"},
            "reviewRating": {"alternateName": "Wrong"},
        }
        for n in (number, 1, 2)
    ]
    return _json(number, {"checks": checks}, "succeeded", path="earlier-checks/")


def _html(number: int) -> bytes:
    story = STORY.format(number)
    return (
        f"<!doctype html><html lang=en><title>Town {number}</title>"
        f"<article><h1>Town {number}</h1>{story}</article></html>"
    ).encode()


def _json(number: int, body: dict[str, Any], ends: str, **more: Any) -> Asked:
    return Asked(f"drill-{number}", "application/json", json.dumps(body).encode(), ends, **more)


def _upload(number: int, filename: str, content: bytes, ends: str, **more: Any) -> Asked:
    edge = f"edge-of-{number}"
    body = (
        f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{filename}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    ).encode()
    whole = body + content + f"\r\n--{edge}--\r\n".encode()
    return Asked(f"drill-{number}", f"multipart/form-data; boundary={edge}", whole, ends, **more)
