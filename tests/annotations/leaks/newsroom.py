"""A newsroom with confidential things of every kind, and the people who may and may not see them."""

from dataclasses import dataclass, field
from typing import Any

from annotations import evidence, review
from annotations.evidence.attachments import attach
from annotations.evidence.attempts import add_attempt
from annotations.evidence.files import SentFile
from annotations.evidence.notes import add_note
from annotations.evidence.sharing import change_sharing
from annotations.imports.correct import correct_article
from annotations.models import Article, Claim, Evidence, User
from tests.factories import users
from tests.factories.articles import add_revision, make_article
from tests.factories.batches import make_batch
from tests.factories.claims import make_claim, publish_claim, rated_claim
from tests.factories.earlier import make_check
from tests.factories.feeds import make_feed
from tests.factories.imports import make_import
from tests.factories.sources import make_source
from tests.factories.threads import make_thread
from tests.factories.watch import make_alert, make_watch

CANARY = "kanarienvogel"
"""Stands in every text of what is confidential, and nowhere else."""

OUTSIDERS = ("editor", "reviewer", "admin", "superuser", "viewer", "anonymous")
INSIDERS = ("owner", "shared")


@dataclass(slots=True)
class Newsroom:
    """Who is there, what is open, and (after `keep_secrets`) what is confidential."""

    people: dict[str, User | None]
    article: Article
    page: Article
    draft: Claim
    waiting: Claim
    rated: Claim
    published: Claim
    open_evidence: Evidence
    things: dict[str, Any] = field(default_factory=dict)
    secret: dict[str, Any] = field(default_factory=dict)

    @property
    def owner(self) -> User:
        """Who keeps the confidential things."""
        return self._person("owner")

    @property
    def shared(self) -> User:
        """The reviewer with whom they are shared."""
        return self._person("shared")

    def _person(self, name: str) -> User:
        person = self.people[name]
        assert person is not None
        return person


def open_newsroom() -> Newsroom:
    """Everything that there is before anybody keeps anything confidential."""
    people: dict[str, User | None] = {
        "owner": users.make_editor("olga"),
        "shared": users.make_reviewer("sam"),
        "editor": users.make_editor("eva"),
        "reviewer": users.make_reviewer("rita"),
        "admin": users.make_admin("ada"),
        "superuser": users.make_superuser("sue"),
        "viewer": users.make_viewer("vic"),
        "anonymous": None,
    }
    owner, editor, shared = (people[name] for name in ("owner", "editor", "shared"))
    assert owner is not None
    assert editor is not None
    assert shared is not None
    article = make_article(by=editor, url="https://news.example/kits")
    page = make_article("The ministry counted 4,120 kits.", by=editor, url="https://m.example/kits")
    draft = make_claim(article, owner, "The ministry did not comment.")
    waiting = rated_claim(article, owner)
    actor = users.actor_of(owner)
    review.submit(actor=actor, claim_id=waiting.pk)
    # Reserved from the start: what is hidden on it later changes nobody's queue.
    review.reserve(actor=actor, claim_id=waiting.pk, reviewer_id=shared.pk)
    published = rated_claim(article, owner, words="80% of voters")
    review.submit(actor=actor, claim_id=published.pk)
    review.approve(actor=users.actor_of(shared), claim_id=published.pk)
    publish_claim(published, shared)
    rated = rated_claim(article, editor, words="Around 3,000 people")
    room = Newsroom(
        people=people,
        article=article,
        page=page,
        draft=draft,
        waiting=waiting,
        rated=rated,
        published=published,
        open_evidence=rated.evidence.get(),
    )
    room.things = _around(room, editor)
    return room


def _around(room: Newsroom, editor: User) -> dict[str, Any]:
    revision = add_revision(room.page, "The ministry counted 4,120 kits in May.")
    thread = make_thread(room.draft, editor)
    correct_article(actor=users.actor_of(editor), article_id=room.article.pk, byline="Jane Doe")
    make_watch(room.article)
    return {
        "revision": revision,
        "thread": thread,
        "comment": thread.comments.get(),
        "alert": make_alert(room.page),
        "feed": make_feed(editor),
        "batch": make_batch(editor),
        "import": make_import(editor),
        "check": make_check(editor),
        "open_source": make_source(editor),
    }


def keep_secrets(room: Newsroom, visibility: str) -> None:
    """What the owner keeps to themselves and one reviewer, on a draft and on a claim in review."""
    owner = room.owner
    actor = users.actor_of(owner)
    details = {
        "url": f"https://{CANARY}.example/leak",
        "title": f"Letter of the {CANARY}",
        "publisher": f"Ministry of the {CANARY}",
        "author": f"Dr {CANARY}",
        "visibility": visibility,
    }
    found: dict[str, Any] = {}
    for name, claim in (("evidence", room.draft), ("evidence in review", room.waiting)):
        found[name] = link_evidence_of(actor, claim, found.get("source") or details, visibility)
        found["source"] = str(found[name].source_id)
        files = [SentFile(f"{CANARY}.txt", f"All about the {CANARY}".encode(), "text/plain")]
        made, _claim = attach(actor=actor, evidence_id=found[name].pk, files=files)
        found[f"attachment of {name}"] = made[0]
    found["source"] = found["evidence"].source
    found["origin"] = found["evidence"].origin
    for name, claim in (("", room.draft), (" in review", room.waiting)):
        found["attempt" + name] = add_attempt(
            actor=actor,
            claim_id=claim.pk,
            kind="called",
            where=f"Office of the {CANARY}",
            outcome="no_answer",
            note=f"Ask the {CANARY} again",
            visibility=visibility,
        )
        found["note" + name] = add_note(
            actor=actor, claim_id=claim.pk, body=f"Think of the {CANARY}", visibility=visibility
        )
    room.secret = found
    kinds = {"source": "source", "evidence": "evidence", "attempt": "attempt", "note": "note"}
    for name, thing in found.items():
        kind = kinds.get(name.removesuffix(" in review"))
        if kind:
            change_sharing(
                actor=actor,
                kind=kind,
                thing_id=thing.pk,
                shared_with=[str(room.shared.pk)],
                with_source=True,
            )


def link_evidence_of(actor: Any, claim: Claim, source: Any, visibility: str) -> Evidence:
    """Evidence all of whose words are confidential."""
    return evidence.link(
        actor=actor,
        claim_id=claim.pk,
        stance="contradicts",
        source=source,
        quote=f"The {CANARY} counted 4,120 kits",
        note=f"Says the {CANARY}",
        visibility=visibility,
        origin=f"The {CANARY} agency",
        contact=f"{CANARY}@mail.example",
        channel="call",
    )
