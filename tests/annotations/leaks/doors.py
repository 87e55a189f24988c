"""Every reading door of the product, derived from the tables of addresses."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.core import signing
from django.urls import URLPattern, URLResolver, reverse

from annotations.api.urls import urlpatterns as api_patterns
from annotations.urls import urlpatterns as page_patterns
from tests.annotations.leaks.newsroom import CANARY, Newsroom

NOWHERE = UUID("00000000-0000-7000-8000-000000000000")
"""An id of nothing: what is hidden answers exactly like it."""

NO_READING = {"token", "nothing"}
"""Names of addresses that read nothing: signing in, and what is not there."""

SEARCHED = {
    "page": (
        "articles",
        "claims",
        "sources",
        "evidence_sources",
        "evidence_passages",
        "claims_same",
    ),
    "api": ("articles", "claims", "sources", "origins", "people"),
}
"""Doors that also search: they are asked for the confidential words too."""


SLICE = {
    *(
        "page desk",
        "page review",
        "page claim",
        "page sources",
        "page source",
        "page evidence_edit",
    ),
    *("page sharing", "page workspace", "page claims", "page evidence_sources?search"),
    *("api claim", "api marking", "api history", "api events", "api since", "api sources?search"),
    *("api source", "api evidence_sharing", "api attachment", "api attempts", "api notes"),
    *(
        "api origins",
        "api warnings",
        "admin annotations_evidence",
        "admin annotations_historyentry",
    ),
}
"""The doors of the slice that every run visits; the long run visits all."""


@dataclass(frozen=True, slots=True)
class Door:
    """One address to read, with the ids of hidden things that stand in it."""

    name: str
    path: str
    method: str = "GET"
    body: Any = None
    hidden: frozenset[str] = frozenset()
    echoes: bool = False


def doors_of(room: Newsroom, *, is_secret: bool, is_whole: bool) -> list[Door]:
    """The doors to visit: all, or those of `SLICE`."""
    doors = _all_doors(room, is_secret=is_secret, is_whole=is_whole)
    return [door for door in doors if is_whole or door.name in SLICE]


def _all_doors(room: Newsroom, *, is_secret: bool, is_whole: bool) -> Iterator[Door]:
    """Every address with every id that its parts may be; of hidden things only once there are some.

    Args:
        room: the newsroom.
        is_secret: whether there are hidden things by now.
        is_whole: else each address is visited with the first and the last of its ids only where one is hidden.

    Raises:
        KeyError: a part of an address that `values_of` does not know: say there what stands for it.
    """
    values = values_of(room, is_secret=is_secret)
    if not is_whole:
        values = {name: _few(name, found) for name, found in values.items()}
    for kind, patterns in (("page", page_patterns), ("api", api_patterns)):
        for pattern in patterns:
            if isinstance(pattern, URLPattern) and pattern.name not in NO_READING:
                yield from _doors(kind, pattern, values, room)
    yield from _admin(room, is_secret=is_secret)
    yield from _asked(room)


def _doors(
    kind: str, pattern: URLPattern, values: dict[str, list[Any]], room: Newsroom
) -> Iterator[Door]:
    names = list(pattern.pattern.converters)
    secret = {str(one.pk) for one in room.secret.values()}
    for chosen in product(*(values[name] for name in names)):
        given = dict(zip(names, chosen, strict=True))
        if "thing_id" in given and not _is_of_kind(room, **given):
            continue
        prefix = "api:" if kind == "api" else ""
        path = reverse(f"{prefix}{pattern.name}", kwargs=given)
        hidden = frozenset(str(one) for one in chosen) & secret
        yield Door(f"{kind} {pattern.name}", path, hidden=frozenset(hidden))
        if pattern.name in SEARCHED[kind]:
            for words in (CANARY, f"https://{CANARY}.example/leak", "ministry"):
                sought = f"{path}?search={words}&query={words}&q={words}"
                yield Door(f"{kind} {pattern.name}?search", sought, echoes=True)


def values_of(room: Newsroom, *, is_secret: bool) -> dict[str, list[Any]]:
    """What stands for each named part of an address."""
    secret = room.secret if is_secret else {}
    claims = [room.draft.pk, room.waiting.pk, room.published.pk]
    kept = {name: [thing.pk] for name, thing in secret.items()}
    evidence = [*kept.get("evidence", []), *kept.get("evidence in review", [])]
    things = room.things
    publication = room.published.publication
    return {
        "article_id": [room.article.pk, room.page.pk],
        "claim_id": claims,
        "annotation_id": [room.draft.pk, room.open_evidence.pk, *evidence],
        "evidence_id": [room.open_evidence.pk, *evidence],
        "source_id": [room.open_evidence.source_id, *kept.get("source", [])],
        "attempt_id": [NOWHERE, *kept.get("attempt", [])],
        "note_id": [NOWHERE, *kept.get("note", [])],
        "attachment_id": [NOWHERE, *kept.get("attachment of evidence", [])],
        "origin_id": [NOWHERE, *kept.get("origin", [])],
        "thing_id": [NOWHERE, *(pk for pks in kept.values() for pk in pks)],
        "kind": ["source", "evidence", "attempt", "note"],
        "appearance_id": [room.draft.appearances.get().pk],
        "highlight_id": [room.draft.appearances.get().highlights.get().pk],
        "revision_id": [things["revision"].pk, room.article.current_revision_id],
        "other_id": [things["revision"].pk],
        "thread_id": [things["thread"].pk],
        "comment_id": [things["comment"].pk],
        "alert_id": [things["alert"].pk],
        "feed_id": [things["feed"].pk],
        "entry_id": [NOWHERE],
        "batch_id": [things["batch"].pk],
        "import_id": [things["import"].pk],
        "check_id": [things["check"].pk],
        "kinship_id": [NOWHERE],
        "request_id": [NOWHERE],
        "figure_id": [NOWHERE],
        "quantity_id": [NOWHERE],
        "matter_id": [NOWHERE],
        "dossier_id": [NOWHERE],
        "relation_id": [NOWHERE],
        "reuse_id": [NOWHERE],
        "suggestion_id": [NOWHERE],
        "second_id": [NOWHERE],
        "answer": ["accept"],
        "exchange_id": [NOWHERE],
        "person_id": [NOWHERE],
        "invitation_id": [NOWHERE],
        "token_id": [NOWHERE],
        "choice_id": [NOWHERE],
        "snapshot_id": [NOWHERE],
        "purpose": ["others"],
        "slug": [publication.slug if publication else "none"],
        "sha256": ["0" * 64],
        "verb": ["submit"],
        "what": ["claims", "sources", "history"],
        "ending": ["csv", "jsonl"],
        "proof_id": [NOWHERE],
        "decision": ["confirm"],
        "number": [1],
        "old": [1],
        "new": [2],
        "field": ["byline"],
        "block_id": ["none"],
        "secret": ["none"],
        "warning": ["none"],
        "notice_id": [NOWHERE],
        "desk_id": [NOWHERE],
        "webhook_id": [NOWHERE],
        "delivery_id": [NOWHERE],
        "key": ["now", "sources"],
        "token": ["none"],
    }


def _few(name: str, found: list[Any]) -> list[Any]:
    """One that is open (of claims the draft, which carries hidden things later), and one that is hidden."""
    if name in {"article_id", "claim_id", "revision_id", "kind"}:
        return found[:1]
    return found[:2]


def _is_of_kind(room: Newsroom, *, kind: str, thing_id: UUID) -> bool:
    """Whether the thing is of that kind; what is nowhere is of every kind."""
    things = {thing.pk: name for name, thing in room.secret.items()}
    return things.get(thing_id, kind).startswith(kind)


def _admin(room: Newsroom, *, is_secret: bool) -> Iterator[Door]:
    secret = {str(one.pk) for one in room.secret.values()} if is_secret else set()
    pks = [room.draft.pk, room.waiting.pk, room.published.pk, *sorted(secret)]
    yield Door("admin index", reverse("admin:index"))
    for model in admin.site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        if not name.startswith("annotations_"):
            continue
        yield Door(f"admin {name}", reverse(f"admin:{name}_changelist"))
        for pk in pks:
            if model._meta.model_name in {"claim", "evidence", "source"}:
                path = reverse(f"admin:{name}_change", args=[pk])
                yield Door(f"admin {name} one", path, hidden=frozenset({str(pk)} & secret))


def _asked(room: Newsroom) -> Iterator[Door]:
    """Doors that read although they are called with POST."""
    words = f"The {CANARY} counted 4,120 kits"
    for text in (words, "4,120 kits"):
        body = {"text": text, "limit": 20}
        yield Door("api POST matches", "/api/v1/matches/", "POST", body, echoes=True)
    path = f"/api/v1/articles/{room.article.pk}/events/?after=0"
    yield Door("api events?after", path)


def all_names(patterns: list[URLPattern | URLResolver]) -> set[str]:
    """The named parts of all addresses."""
    return {
        name
        for pattern in patterns
        if isinstance(pattern, URLPattern)
        for name in pattern.pattern.converters
    }


_MOVING = re.compile(
    r'csrfmiddlewaretoken" value="[^"]+"|"X-CSRFToken": "[^"]+"|nonce="[^"]+"|'
    r"under a minute|\b\d+ (?:s|min|h)\b|data-tick>[^<]*<|"
    # When somebody signed in last, in the admin.
    r'field-last_login nowrap">[^<]*<|'
    r'data-label="Last sign-in">.*?</td>|'
    # The number of the newest entry of the whole newsroom: its gaps mean nothing, says the contract.
    r'data-seq="\d+"|'
    # The same number, and the minute, as a proof prints them.
    r"\bentry \d+<|\b\d+ [A-Z][a-z]+ \d{4}, \d\d:\d\d UTC|"
    r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?"
)
# Django's admin says on the next page that it did not find what an address named: an echo.
# What a page keeps of what was read, signed: its content is compared, not when it was signed.
_READ = re.compile(r'(?<=name="read" value=")[^"]+')
_ECHO = re.compile(r'<ul class="messagelist">.*?</ul>', re.DOTALL)


def settled(body: bytes) -> str:
    """A body without what differs from one answer to the next: tokens and the moment of answering."""
    text = _READ.sub(_read_of, body.decode(errors="replace"))
    text = _MOVING.sub("~", text)
    return " ".join(_ECHO.sub(" ", text).split())


def _read_of(found: re.Match[str]) -> str:
    return json.dumps(signing.loads(found[0], salt="factcheck-read"), sort_keys=True)
