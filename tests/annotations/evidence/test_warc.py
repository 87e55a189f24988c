"""The WARC file of what was fetched: opened by warcio, through the real fetch from a site on this machine."""

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from pytest_django import Settings
from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from annotations import kinship
from annotations.evidence.warc import warc_of
from annotations.evidence.warc_records import as_kept
from annotations.imports import accept
from annotations.imports.readers.document import Document, ReadBlock
from annotations.imports.reading_pool import pool
from annotations.imports.revise import revise
from annotations.models import Blob, Exchange, Import, Kinship, Origin, Snapshot, User
from annotations.refusals import Conflict
from tests.annotations.evidence.web_page import REST, run_imports
from tests.factories.articles import add_revision, make_article, make_page
from tests.factories.users import actor_of, make_editor
from tests.harness.site import LocalSite

pytestmark = pytest.mark.django_db
KITS = "Волонтёры раздали 4120 гигиенических наборов — так пишет «Реестр»."
PAGE = (
    "<!doctype html><html lang=ru><head><title>Реестр</title></head><body><main><article><h1>Реестр</h1>"
    + "".join(f"<p>{one}</p>" for one in (KITS, *REST))
    + "</article></main></body></html>"
).encode()


@pytest.fixture
def site(settings: Settings) -> Iterator[LocalSite]:
    with LocalSite() as found:
        settings.FETCH_ALLOW = frozenset({found.netloc})
        settings.PUBLIC_URL = "https://newsroom.example"
        yield found


@pytest.fixture(scope="module", autouse=True)
def readers() -> Iterator[None]:
    yield
    pool().close()


@pytest.fixture
def ann(db: None) -> User:
    return make_editor("ann")


def imported(ann: User, url: str) -> Snapshot:
    item = accept.import_url(actor=actor_of(ann), url=url)
    run_imports()
    done = Import.objects.get(pk=item.pk)
    assert done.snapshot is not None, done.error_detail
    return done.snapshot


def kept(ann: User, **fields: Any) -> Snapshot:
    """A snapshot as it was kept before exchanges were, with the text that was read from it."""
    article = make_article(KITS, by=ann, url="https://news.example/страница")
    given = {"origin": Origin.FETCH, "url": article.url, "requested_url": article.url, **fields}
    blob, now = Blob.keep(KITS.encode()), article.created_at
    snapshot = Snapshot.objects.create(article=article, blob=blob, fetched_at=now, **given)
    document = Document(recipe="factory-old-1", blocks=[ReadBlock("paragraph", KITS + "!")])
    revise(article, snapshot, document, choices={})
    return Snapshot.objects.get(pk=snapshot.pk)


def opened(snapshot: Snapshot) -> list[tuple[ArcWarcRecord, bytes]]:
    """Every record with its payload; a digest that does not fit raises."""
    data = b"".join(warc_of(snapshot).chunks)
    return [
        (record, record.content_stream().read())
        for record in ArchiveIterator(BytesIO(data), check_digests="raise")
    ]


def kinds(records: list[tuple[ArcWarcRecord, bytes]]) -> list[str]:
    return [record.rec_type for record, _payload in records]


def named(records: list[tuple[ArcWarcRecord, bytes]], kind: str) -> tuple[ArcWarcRecord, bytes]:
    return next(one for one in reversed(records) if one[0].rec_type == kind)


def test_it_holds_every_hop_in_order_the_bytes_and_the_text(site: LocalSite, ann: User) -> None:
    place = "/b?a=1&b=ü".encode().decode("latin-1")  # as many sites send it
    first = site.put("/old", "<p>Moved</p>", status=302, headers={"Location": place})
    last = site.put(
        "/b?a=1&b=%C3%BC",
        gzip.compress(PAGE, mtime=0),
        headers={
            "Content-Encoding": "gzip",
            "X-Who": "Ümlaut",
            "Set-Cookie": "a=1",
            "x-again": "1",
        },
    )
    snapshot = imported(ann, first)
    records = opened(snapshot)
    assert kinds(records) == [
        "warcinfo",
        *("request", "response", "request", "response"),
        *("metadata", "conversion", "metadata"),
    ]
    targets = [record.rec_headers["WARC-Target-URI"] for record, _payload in records]
    assert targets == [None, first, first, *[last] * 5]
    (moved, nothing), (answer, body) = records[2], records[4]
    assert (moved.http_headers.get_statuscode(), nothing) == ("302", b"")
    assert moved.http_headers["Location"] == "/b?a=1&b=ü"
    assert moved.rec_headers["WARC-Truncated"] == "unspecified"
    assert (answer.http_headers.get_statuscode(), body) == ("200", PAGE)
    assert answer.http_headers["Content-Encoding"] is None
    assert answer.http_headers["X-Crawler-Content-Encoding"] == "gzip"
    assert answer.http_headers["Content-Length"] == str(len(PAGE))
    assert answer.http_headers["X-Who"] == "Ümlaut"
    assert {record.rec_headers["WARC-IP-Address"] for record, _payload in records[1:5]} == {
        "127.0.0.1"
    }
    at = datetime.fromisoformat(answer.rec_headers["WARC-Date"])
    assert timedelta(0) <= snapshot.fetched_at - at < timedelta(seconds=30)
    text = named(records, "conversion")[1].decode()
    assert KITS in text
    assert f"sha256: {snapshot.blob_id}" in records[5][1].decode()


def test_what_was_asked_is_in_it_and_nothing_of_ours(site: LocalSite, ann: User) -> None:
    records = opened(imported(ann, site.put("/page?q=1", PAGE)))
    request = records[1][0]
    assert request.http_headers.protocol == "GET"
    assert request.http_headers.statusline == "/page?q=1 HTTP/1.1"
    sent = [name for name, _value in request.http_headers.headers]
    assert sent == ["Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"]


def test_headers_stay_as_they_were_where_the_body_is_as_it_came(site: LocalSite, ann: User) -> None:
    records = opened(imported(ann, site.put("/page", PAGE, headers={"ETag": '"1"'})))
    head = records[2][0].http_headers
    names = [name for name, _value in head.headers]
    assert names == ["Server", "Date", "Content-Type", "ETag", "Content-Length"]
    assert head.statusline == "200 OK"
    assert "WARC-Truncated" not in records[2][0].rec_headers


def test_the_page_that_only_says_where_the_story_stands_is_kept_too(
    site: LocalSite, ann: User
) -> None:
    last = site.put("/story", PAGE)
    page = f'<html><head><meta http-equiv="refresh" content="0; url={last}"></head></html>'
    records = opened(imported(ann, site.put("/leads-on", page)))
    bodies = [payload for record, payload in records if record.rec_type == "response"]
    assert bodies == [page.encode(), PAGE]


def test_the_same_snapshot_gives_the_same_bytes_whatever_is_read_from_it_later(
    site: LocalSite, ann: User
) -> None:
    snapshot = imported(ann, site.put("/page", PAGE))
    before = b"".join(warc_of(snapshot).chunks)
    add_revision(snapshot.article, "Another text altogether.")
    again = Snapshot.objects.get(pk=snapshot.pk)
    assert b"".join(warc_of(again).chunks) == before
    assert warc_of(again).filename.startswith("127.0.0.1-20")


def test_words_that_were_there_before_are_in_the_file_of_the_later_bytes(
    site: LocalSite, ann: User
) -> None:
    url = site.put("/page", PAGE)
    imported(ann, url)
    site.put("/page", PAGE.replace(b"<main>", b"<main data-new>"))
    snapshot = imported(ann, url)
    assert not snapshot.revisions.exists()
    assert KITS in named(opened(snapshot), "conversion")[1].decode()


def test_what_was_fetched_before_exchanges_were_kept_says_so(ann: User) -> None:
    headers = {"content-encoding": "br", "content-type": "text/html", "x-who": "Ü"}
    snapshot = kept(ann, status_code=200, headers=headers)
    records = opened(snapshot)
    assert kinds(records) == ["warcinfo", "response", "metadata", "conversion", "metadata"]
    answer, body = records[1]
    assert body == KITS.encode()
    assert answer.http_headers["content-type"] == "text/html"
    assert answer.http_headers["Content-Encoding"] is None
    assert "not recorded" in records[2][1].decode()


def test_a_page_that_a_browser_sent_in_is_a_resource(ann: User) -> None:
    snapshot = kept(ann, origin=Origin.BROWSER, media_type="text/html")
    record, body = opened(snapshot)[1]
    assert (record.rec_type, record.content_type, body) == ("resource", "text/html", KITS.encode())
    assert "a browser sent in" in opened(snapshot)[2][1].decode()


@pytest.mark.parametrize("origin", [Origin.PASTE, Origin.FILE, Origin.FEED])
def test_what_did_not_come_from_its_address_has_none(origin: str, ann: User) -> None:
    snapshot = kept(ann, origin=origin)
    with pytest.raises(Conflict) as refused:
        warc_of(snapshot)
    assert refused.value.code == "not_fetched"


def test_a_header_that_is_said_twice_or_in_another_case_is_renamed_each_time() -> None:
    told = [("content-ENCODING", "gzip"), ("Transfer-Encoding", "chunked"), ("X", "1")]
    assert as_kept(told, size=5) == [
        ("X-Crawler-content-ENCODING", "gzip"),
        ("X-Crawler-Transfer-Encoding", "chunked"),
        ("X", "1"),
        ("Content-Length", "5"),
    ]
    twice = [("Content-Length", "5"), ("Content-Length", "5")]
    assert as_kept(twice, size=5)[-1] == ("Content-Length", "5")
    assert as_kept(twice[:1], size=5) == twice[:1]


def test_a_copied_snapshot_has_the_exchanges_of_the_one_it_was_copied_from(ann: User) -> None:
    earlier = make_page([KITS, *REST], by=ann, url="https://news.example/a")
    later = make_page([KITS, *REST, "One more line."], by=ann, url="https://news.example/b")
    snapshot = later.snapshots.get()
    Exchange.objects.create(
        snapshot=snapshot,
        position=1,
        at=datetime(2026, 1, 2, tzinfo=UTC),
        url=snapshot.url,
        status_code=200,
        blob=Blob.keep(KITS.encode()),
    )
    kin = Kinship.objects.create(article=later, other=earlier, likeness="syndicated", score=0.9)
    kinship.decide(actor=actor_of(ann), kinship_id=kin.pk, decision="new_version")
    assert [e.status_code for s in earlier.snapshots.all() for e in s.exchanges.all()] == [200]
