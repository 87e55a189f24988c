"""A claim in every situation of the table, with its people, and each action through each door."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import regex
from django.db import transaction
from django.test import Client
from django.utils import timezone

from annotations import publishing, review
from annotations.models import Article, Claim, GuardReason, Newsroom, Role, State, User
from tests.annotations.api.conftest import Caller
from tests.factories import users
from tests.factories.articles import make_article
from tests.factories.claims import give_reasons, rate, rated_claim
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of

ANYBODY = "anonymous"
REASON = "It was wrong."


@dataclass
class Scene:
    """A claim in one situation, and who meets it there: by the table's names, and those outside it."""

    claim: Claim
    people: dict[str, User]
    editor: User
    other: User
    third: User

    def names(self) -> list[str]:
        """Everybody of the table, nobody first."""
        return [ANYBODY, *self.people]


def build(situation: str, steps: int) -> Scene:
    """The claim in a situation, in a newsroom that asks for so many approvals."""
    Newsroom.objects.update(review_steps=1)
    scene = _scene()
    _reach[situation](scene)
    Newsroom.objects.update(review_steps=steps)
    if "first" in situation:
        # By the reviewer of the table, who then meets `already`.
        approve(scene, scene.people["reviewer"])
    return scene


def approve(scene: Scene, person: User) -> None:
    review.approve(actor=actor_of(person), claim_id=scene.claim.pk)


def _scene() -> Scene:
    makers = {
        "viewer": users.make_viewer,
        "editor": users.make_editor,
        "reviewer": users.make_reviewer,
        "admin": users.make_admin,
        "superuser": users.make_superuser,
    }
    people = {name: make() for name, make in makers.items()}
    editor = users.make_editor()
    article: Article = make_article(by=editor)
    claim = rated_claim(article, editor)
    for name, make in makers.items():
        author = make() if name != "viewer" else users.make_editor()
        link_evidence(claim, author, url=f"https://ministry.example/{name}")
        if name == "viewer":
            User.objects.filter(pk=author.pk).update(role=Role.VIEWER)
        people[f"{name}*"] = author
    return Scene(claim, people, editor, users.make_reviewer(), users.make_reviewer())


def _submitted(scene: Scene) -> None:
    review.submit(actor=actor_of(scene.editor), claim_id=scene.claim.pk)
    if not GuardReason.objects.filter(claim=scene.claim).exists():
        give_reasons(scene.claim, scene.editor)


def _returned(scene: Scene) -> None:
    _submitted(scene)
    review.request_changes(actor=actor_of(scene.other), claim_id=scene.claim.pk, comment="Why?")


def _approved(scene: Scene) -> None:
    _submitted(scene)
    approve(scene, scene.other)


def _published(scene: Scene) -> None:
    _approved(scene)
    publishing.publish(actor=actor_of(scene.third), claim_id=scene.claim.pk)


def _withdrawn(scene: Scene) -> None:
    _published(scene)
    publishing.withdraw(actor=actor_of(scene.third), claim_id=scene.claim.pk, reason=REASON)


def _stale(reach: Callable[[Scene], None]) -> Callable[[Scene], None]:
    """As when the authors decided where a passage stands in a new text: they count as authors since."""

    def go(scene: Scene) -> None:
        reach(scene)
        authors = [person.pk for name, person in scene.people.items() if name.endswith("*")]
        Claim.objects.filter(pk=scene.claim.pk).update(
            approval="stale", stale_at=timezone.now(), contributors=authors
        )

    return go


def _next(scene: Scene) -> None:
    _published(scene)
    publishing.correct(
        actor=actor_of(scene.editor), claim_id=scene.claim.pk, kind="correction", note="One word."
    )
    rate(scene.claim, scene.editor, explanation="Read again: it is so.")
    authors = [scene.editor.pk, *(p.pk for name, p in scene.people.items() if name.endswith("*"))]
    Claim.objects.filter(pk=scene.claim.pk).update(contributors=authors)


def _next_in_review(scene: Scene) -> None:
    _next(scene)
    _submitted(scene)


_reach: dict[str, Callable[[Scene], None]] = {
    "draft": lambda _scene: None,
    "in review": _submitted,
    "in review, two wanted": _submitted,
    "in review, first approval given": _submitted,
    "changes requested": _returned,
    "approved": _approved,
    "approved, gone stale": _stale(_approved),
    "approved, gone stale, two wanted": _stale(_approved),
    "approved, gone stale, first renewal given": _stale(_approved),
    "published": _published,
    "published, gone stale": _stale(_published),
    "published, gone stale, two wanted": _stale(_published),
    "withdrawn": _withdrawn,
    "published, next version a draft": _next,
    "published, next version in review": _next_in_review,
}

_BODIES: dict[str, dict[str, Any]] = {
    "request-changes": {"comment": "Name the month."},
    "withdraw": {"reason": REASON},
    "correct": {"kind": "correction", "note": "One word.", "reason": REASON},
    "edit": {"statement": "At least 4,000 hygiene kits"},
    "rate": {"verdict": "half-true", "explanation": "Half of them arrived."},
}
ACTIONS = (
    "submit", "recall", "approve", "request-changes", "publish", "withdraw", "correct", "edit", "rate", "delete",
)  # fmt: skip


def at_api(scene: Scene, name: str) -> Callable[[str], str]:
    """What becomes of an action of this person at the JSON door."""
    caller = Caller(scene.people.get(name))
    base = f"claims/{scene.claim.pk}/"
    calls = {
        "edit": ("PATCH", base),
        "delete": ("DELETE", base),
        "rate": ("POST", f"{base}verdict/"),
    }

    def act(action: str) -> str:
        method, path = calls.get(action, ("POST", f"{base}{action}/"))
        answer = caller.call(method, path, _BODIES.get(action, {}), match="*")
        assert answer.status_code < 500, answer.content
        if answer.status_code < 300:
            return ""
        code = json.loads(answer.content)["code"]
        return "sign_in_required" if answer.status_code == 401 else str(code)

    return lambda action: tried(scene, lambda: act(action))


def at_page(scene: Scene, name: str) -> Callable[[str], str]:
    """What becomes of an action of this person at the pages' door."""
    client = signed_in(scene, name)
    paths = {"rate": "verdict"}

    def act(action: str) -> str:
        path = f"/claims/{scene.claim.pk}/{paths.get(action, action)}/"
        answer = client.post(
            path, {"etag": "*", **_BODIES.get(action, {})}, headers={"HX-Request": "true"}
        )
        assert answer.status_code < 500, answer.content
        if answer.status_code < 300:
            return ""
        found = regex.search(r'data-refusal="([a-z_]+)"', answer.content.decode())
        code = found[1] if found else f"status {answer.status_code}"
        return "sign_in_required" if answer.status_code == 401 else code

    return lambda action: tried(scene, lambda: act(action))


def signed_in(scene: Scene, name: str) -> Client:
    """This person's browser."""
    client = Client()
    if name != ANYBODY:
        client.force_login(scene.people[name], backend="annotations.accounts.backend.Backend")
    return client


def tried(scene: Scene, act: Callable[[], str]) -> str:
    """The refusal's code, or how the claim is afterwards; nothing of it stays."""
    with transaction.atomic():
        refusal = act()
        outcome = told(Claim.objects.get(pk=scene.claim.pk))
        transaction.set_rollback(True)
    # A refusal saves nothing.
    assert not refusal or outcome == told(Claim.objects.get(pk=scene.claim.pk))
    return refusal or outcome


def told(claim: Claim) -> str:
    """State, approval and first approval, as the table writes them."""
    if claim.deleted_at:
        return "deleted"
    mark = {"none": "", "valid": "+", "stale": "~"}[claim.approval]
    return f"{State(claim.state)}{mark}{'1' if claim.first_approval_id else ''}"


DOORS: dict[str, Callable[[Scene, str], Callable[[str], str]]] = {"api": at_api, "page": at_page}
