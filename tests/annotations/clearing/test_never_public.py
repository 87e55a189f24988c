"""Nothing of our own copy reaches anybody who is not signed in, by any address; and no room makes it public."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from annotations import clearing, evidence, publishing
from annotations.claims import add_appearance
from annotations.models import Claim, Publication
from annotations.publishing.publish import slug_of
from annotations.publishing.scheduled import schedule
from annotations.refusals import Refused
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, published_claim
from tests.factories.own_copy import Desk, approve, found, make_copy, make_desk, read_all
from tests.factories.users import actor_of

pytestmark = pytest.mark.django_db
UNIQUE = "zwergpinscher"
TEXT = f"The {UNIQUE} counted 4,000 kits in May.\n\nNobody else did."
NOWHERE = "00000000-0000-7000-8000-000000000000"


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def claim(desk: Desk) -> Claim:
    """Of an article whose every word field bears the unique word: approved, sent to the writer, cleared."""
    article = make_copy(desk, TEXT, title=f"The {UNIQUE}", byline=f"Dr {UNIQUE}")
    claim = found(article, desk, "unresolved", f"The {UNIQUE} counted 4,000 kits")
    clearing.add_backing(
        actor=actor_of(desk.writer), claim_id=claim.pk, body=f"The {UNIQUE} said so"
    )
    revision = str(article.current_revision_id)
    clearing.send_changes(actor=actor_of(desk.checker), article_id=article.pk, revision=revision)
    claim = approve(claim, desk)
    read_all(article, desk)
    clearing.sign_off(
        actor=actor_of(desk.chief),
        article_id=article.pk,
        kind="cleared",
        revision=revision,
        comment=f"As the {UNIQUE} says.",
    )
    return claim


def addresses(claim: Claim) -> Iterator[str]:
    """Every address of the product, its parts filled with all that belongs to our own copy."""
    appearance = claim.appearances.get()
    ids = {
        "article_id": [claim.article_id],
        "claim_id": [claim.pk],
        "appearance_id": [appearance.pk],
        "highlight_id": [appearance.highlights.get().pk],
        "evidence_id": [claim.evidence.get().pk],
        "source_id": [claim.evidence.get().source_id],
        "revision_id": [claim.article.current_revision_id],
        "note_id": [claim.backing_notes.get().pk],
        "snapshot_id": [claim.article.current_revision.snapshot_id],  # type: ignore[union-attr]
        "slug": [slug_of(claim), slug_of(claim)[:-9], UNIQUE],
        "verb": ["submit"],
        "decision": ["confirm"],
        "step": ["publish"],
        "number": [1],
        "old": [1],
        "new": [1],
    }
    for path, converters in _patterns(get_resolver().url_patterns, ""):
        for chosen in product(*(ids.get(name, [NOWHERE]) for name in converters)):
            yield _filled(path, dict(zip(converters, chosen, strict=True)))


def _patterns(
    patterns: list[URLPattern | URLResolver], before: str
) -> Iterator[tuple[str, list[str]]]:
    for one in patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _patterns(one.url_patterns, path)
        elif "(?P" not in path and "^" not in path:
            yield path, _names(path)


def _names(path: str) -> list[str]:
    return [part.partition(">")[0].rpartition(":")[2] for part in path.split("<")[1:]]


def _filled(path: str, values: dict[str, Any]) -> str:
    for name in _names(path):
        start = path.index("<")
        path = f"{path[:start]}{values[name]}{path[path.index('>') + 1 :]}"
    return f"/{path}"


SLOW = ("api/v1/schema", "api/v1/docs")
"""What is long in the making and knows no article; the long run reads it too."""


@pytest.mark.parametrize(
    "query", ["", pytest.param("?search=kits&q=kits&text=kits", marks=pytest.mark.long)]
)
def test_no_address_tells_a_stranger_of_it(query: str, claim: Claim, desk: Desk) -> None:
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    published_claim(make_article(by=desk.checker), desk.checker, desk.approver)
    stranger, visited, public = Client(), 0, 0
    for path in addresses(claim):
        # The sign-in of the admin site answers there, tested below.
        if path.startswith("/admin/") or (
            not query and path.startswith(tuple(f"/{s}" for s in SLOW))
        ):
            continue
        with transaction.atomic():
            answer = stranger.get(path + query)
        visited += 1
        public += answer.status_code == 200
        body = b"".join(answer) if answer.streaming else answer.content
        told = body.decode(errors="replace") + str(dict(answer.items()))
        assert UNIQUE not in told.lower() or UNIQUE in path, path
        for one in (claim.pk, claim.article_id):
            assert str(one) not in told or str(one) in path, path
    assert visited > 200
    assert public >= 10  # the public pages were among them
    assert not any(UNIQUE in sent.body.lower() for sent in mail.outbox)


def test_the_admin_site_shows_a_stranger_only_its_sign_in(claim: Claim) -> None:
    for name in ("article", "claim", "signoff", "historyentry"):
        answer = Client().get(f"/admin/annotations/{name}/{claim.pk}/change/")
        assert answer.status_code in {302, 404}


def test_no_room_publishes_it_now_or_later(claim: Claim, desk: Desk) -> None:
    actor = actor_of(desk.chief)
    with pytest.raises(Refused) as now:
        publishing.publish(actor=actor, claim_id=claim.pk)
    with pytest.raises(Refused) as later:
        schedule(actor=actor, claim_id=claim.pk, at="2100-01-01T00:00:00Z")
    assert (now.value.code, later.value.code) == ("own_copy", "own_copy")
    with pytest.raises(DatabaseError, match="own copy"), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(publish_at=timezone.now(), publish_by=desk.chief)
    with pytest.raises(DatabaseError, match="own copy"), transaction.atomic():
        Publication.objects.create(
            claim=claim,
            decision=claim.approval_decision,
            version=1,
            slug="x",
            published_by=desk.chief,
            published_at=timezone.now(),
        )


def test_it_gets_into_no_check_of_others_either(claim: Claim, desk: Desk) -> None:
    others = approved_claim(make_article(by=desk.checker), desk.checker, desk.approver)
    own = {"article_id": claim.article_id, "exact": "Nobody else did"}
    with pytest.raises(Refused):
        add_appearance(actor=actor_of(desk.checker), claim_id=others.pk, **own)
    revision = claim.article.current_revision
    assert revision
    start = revision.text.index("Nobody")
    with pytest.raises(Refused):
        evidence.link(
            actor=actor_of(desk.checker),
            claim_id=others.pk,
            stance="context",
            passage={
                "article": str(claim.article_id),
                "revision": str(revision.pk),
                "start": start,
                "end": start + 6,
            },
        )
