"""The WARC file of a fetched snapshot: what was asked and answered, the bytes, and the text that was read from them."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from annotations.evidence.warc_records import Head, Records, as_kept, fields_of
from annotations.models import ArticleRevision, Exchange, Import, Origin, Snapshot
from annotations.refusals import Conflict

SOFTWARE = "Factcheck/0.1 (writes with warcio)"
_INFO = {
    "software": SOFTWARE,
    "format": "WARC File Format 1.1",
    "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
}
_UNPACKED = (
    "Bodies are kept with every content coding and transfer coding taken off. Headers that told of them are "
    "named X-Crawler-..., and Content-Length is that of the body as it is."
)
_NOT_RECORDED = (
    "The exchange was not recorded when this page was fetched. Status, headers (names in lower case, repeated ones joined) "
    "and bytes are as kept then; the request, the redirects before it and the IP address are not known."
)
_NO_ANSWER = "No answer of a server belongs to these bytes: a browser sent in what it showed at this address."
_WEB = frozenset({Origin.FETCH, Origin.BROWSER})
_LAST = "response-last"


@dataclass(frozen=True, slots=True)
class Warc:
    """A WARC file that is made while it is read.

    Attributes:
        filename: plain ASCII, the same for the same snapshot.
        chunks: the bytes, record by record; the same for the same snapshot.
    """

    filename: str
    chunks: Iterator[bytes]


def warc_of(snapshot: Snapshot) -> Warc:
    """Make the WARC file of bytes that came from a web address.

    Args:
        snapshot: that the person may see.

    Raises:
        Conflict: `not_fetched` where the bytes did not come from a web address.
    """
    if snapshot.origin not in _WEB or not snapshot.url:
        raise Conflict(
            "not_fetched",
            _(
                "This text was not fetched from a web address, so there is no answer of a site to save."
            ),
        )
    filename = _filename(snapshot)
    return Warc(filename, _written(snapshot, filename))


def _filename(snapshot: Snapshot) -> str:
    host = urlsplit(snapshot.url).hostname or "page"
    kept = "".join(c if c.isascii() and (c.isalnum() or c in ".-") else "-" for c in host)[:80]
    return f"{kept}-{snapshot.fetched_at:%Y%m%d%H%M%S}-{snapshot.blob_id[:12]}.warc.gz"


def _written(snapshot: Snapshot, filename: str) -> Iterator[bytes]:
    records = Records(snapshot.pk)
    records.add(
        "warcinfo",
        "info",
        at=snapshot.fetched_at,
        content=fields_of(_INFO),
        headers={"WARC-Filename": filename},
    )
    exchanges = list(snapshot.exchanges.select_related("blob").order_by("position"))
    for exchange in exchanges:
        _add_exchange(records, exchange, is_last=exchange is exchanges[-1])
        yield records.taken()
    if not exchanges:
        _add_answer(records, snapshot)
    _add_facts(records, snapshot, is_recorded=bool(exchanges))
    yield records.taken()
    _add_text(records, snapshot)
    yield records.taken()


def _add_exchange(records: Records, exchange: Exchange, *, is_last: bool) -> None:
    """A request, and the answer that it got; the body of a redirect was never read."""
    name = _LAST if is_last else f"response-{exchange.position}"
    answer = records.id_of(name)
    body = exchange.blob.content if exchange.blob else b""
    address = {"WARC-IP-Address": exchange.address or ""}
    told = [(str(one), str(value)) for one, value in exchange.response_headers]
    records.add(
        "request",
        f"request-{exchange.position}",
        at=exchange.at,
        url=exchange.url,
        head=_asked(exchange),
        headers={**address, "WARC-Concurrent-To": answer},
    )
    records.add(
        "response",
        name,
        at=exchange.at,
        url=exchange.url,
        content=body,
        head=Head(
            f"{exchange.status_code} {exchange.reason}",
            as_kept(told, size=len(body)),
            protocol=exchange.http_version,
        ),
        headers={**address, "WARC-Truncated": "" if exchange.blob else "unspecified"},
    )


def _asked(exchange: Exchange) -> Head:
    path = "/" + exchange.url.split("/", 3)[-1]  # a canonical address has one
    headers = [(str(one), str(value)) for one, value in exchange.request_headers]
    return Head(f"{path} HTTP/1.1", headers, protocol=exchange.method)


def _add_answer(records: Records, snapshot: Snapshot) -> None:
    """What is known of an answer whose exchange was not recorded; a resource where there was no answer."""
    body = snapshot.blob.content
    if snapshot.status_code is None:
        media_type = snapshot.media_type or "application/octet-stream"
        records.add(
            "resource",
            _LAST,
            at=snapshot.fetched_at,
            url=snapshot.url,
            content=body,
            headers={"Content-Type": _one_line(media_type)},
        )
        return
    head = Head(
        f"{snapshot.status_code} ",
        as_kept(snapshot.headers.items(), size=len(body)),
        protocol="HTTP/1.1",
    )
    records.add(
        "response", _LAST, at=snapshot.fetched_at, url=snapshot.url, content=body, head=head
    )


def _add_facts(records: Records, snapshot: Snapshot, *, is_recorded: bool) -> None:
    """Our own sha256 of the bytes, and how far the file tells what happened."""
    notes = _UNPACKED if is_recorded else f"{_NOT_RECORDED} {_UNPACKED}"
    if snapshot.status_code is None and not is_recorded:
        notes = _NO_ANSWER if snapshot.origin == Origin.BROWSER else _NOT_RECORDED
    facts = {
        "sha256": snapshot.blob_id,
        "requested-url": _one_line(snapshot.requested_url),
        "final-url": _one_line(snapshot.url),
        "note": notes,
    }
    records.add(
        "metadata",
        "facts",
        at=snapshot.fetched_at,
        url=snapshot.url,
        content=fields_of(facts),
        headers={"WARC-Refers-To": records.id_of(_LAST)},
    )


def _add_text(records: Records, snapshot: Snapshot) -> None:
    """The readable text as it was first read from these bytes: later choices of blocks alter no file."""
    revision = _first_text(snapshot)
    if revision is None:
        return
    facts = {"text-sha256": revision.text_sha256, "recipe": revision.recipe}
    records.add(
        "conversion",
        "text",
        at=snapshot.fetched_at,
        url=snapshot.url,
        content=revision.text.encode(),
        headers={
            "Content-Type": "text/plain; charset=utf-8",
            "WARC-Refers-To": records.id_of(_LAST),
        },
    )
    records.add(
        "metadata",
        "text-facts",
        at=snapshot.fetched_at,
        url=snapshot.url,
        content=fields_of(facts),
        headers={"WARC-Refers-To": records.id_of("text")},
    )


def _first_text(snapshot: Snapshot) -> ArticleRevision | None:
    """What the import made of these bytes, or found to be an older text's words; for a copied snapshot, its own text."""
    texts = ArticleRevision.objects.only("text", "text_sha256", "recipe")
    imports = Import.objects.filter(snapshot=snapshot, revision__isnull=False).order_by("pk")
    said = texts.filter(pk__in=imports.values("revision")[:1]).first()
    return said or texts.filter(snapshot=snapshot).order_by("number").first()


def _one_line(text: str) -> str:
    return "".join(text.splitlines())
