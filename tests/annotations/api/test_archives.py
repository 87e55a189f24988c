"""Archived pages as files: whom they are given to, and that a browser never opens them."""

from collections.abc import Iterator
from io import BytesIO
from uuid import uuid4

import pytest
from django.http import StreamingHttpResponse
from pytest_django import Settings
from warcio.archiveiterator import ArchiveIterator

from annotations.evidence import archive
from annotations.imports.reading_pool import pool
from annotations.models import Source, User
from tests.annotations.api.conftest import Caller
from tests.annotations.evidence.web_page import put_page, run_imports
from tests.annotations.feeds.publisher import Publisher
from tests.factories import users
from tests.factories.articles import make_article
from tests.factories.claims import make_claim
from tests.factories.evidence import link_evidence
from tests.factories.sources import make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(settings: Settings, ann: User) -> Iterator[Source]:
    """A source whose page was archived as usual."""
    with Publisher() as site:
        settings.FETCH_ALLOW = frozenset({site.netloc})
        claim = make_claim(make_article(by=ann), ann)
        found = link_evidence(claim, ann, url=put_page(site, "/register")).source
        archive.archive_due_later()
        run_imports()
        found.refresh_from_db()
        yield found
    pool().close()


@pytest.fixture
def ann(db: None) -> User:
    return users.make_editor("ann")


def test_every_way_to_an_archived_page_gives_the_same_file_to_save(
    source: Source, ann: User
) -> None:
    caller = Caller(ann)
    copy = source.article
    assert copy is not None
    revision = copy.current_revision_id
    ways = [
        f"sources/{source.pk}/archive.warc.gz",
        f"articles/{copy.pk}/archive.warc.gz",
        f"articles/{copy.pk}/revisions/{revision}/archive.warc.gz",
    ]
    answers = [caller.call("GET", way, Accept="application/warc, */*;q=0.1") for way in ways]
    bodies = {b"".join(answer.streaming_content) for answer in answers}  # type: ignore[attr-defined]
    assert len(bodies) == 1
    answer = answers[0]
    assert isinstance(answer, StreamingHttpResponse)
    assert answer["Content-Disposition"].startswith('attachment; filename="127.0.0.1-')
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "private" in answer["Cache-Control"]
    records = ArchiveIterator(BytesIO(bodies.pop()), check_digests="raise")
    urls = [(r.rec_type, r.rec_headers["WARC-Target-URI"]) for r in records]
    assert ("response", source.url) in urls
    told = caller.get_json(f"sources/{source.pk}/")["archive"]
    assert told["final_url"] == source.url


def test_a_program_that_takes_anything_but_json_gets_the_file_too(
    source: Source, ann: User
) -> None:
    path = f"sources/{source.pk}/archive.warc.gz"
    assert Caller(ann).call("GET", path, Accept="application/warc").status_code == 200
    assert Caller().call("GET", path, Accept="application/warc").status_code == 401


def test_the_archive_of_a_source_is_for_those_who_may_see_the_source(
    source: Source, ann: User
) -> None:
    Source.objects.filter(pk=source.pk).update(visibility="hidden")
    path = f"sources/{source.pk}/archive.warc.gz"
    refused = Caller(users.make_reviewer()).call("GET", path)
    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")
    assert Caller(ann).call("GET", path).status_code == 200


def test_what_has_no_archive_says_so(ann: User) -> None:
    caller, source, pasted = Caller(ann), make_source(ann), make_article(by=ann)
    codes = [
        (answer.status_code, answer.json()["code"])
        for path in (
            f"sources/{source.pk}/archive.warc.gz",
            f"sources/{uuid4()}/archive.warc.gz",
            f"articles/{pasted.pk}/archive.warc.gz",
            f"articles/{pasted.pk}/revisions/{uuid4()}/archive.warc.gz",
            f"articles/{uuid4()}/archive.warc.gz",
        )
        for answer in [caller.call("GET", path)]
    ]
    assert codes == [
        (404, "not_archived"),
        (404, "not_found"),
        (409, "not_fetched"),
        (404, "revision_not_found"),
        (404, "not_found"),
    ]
