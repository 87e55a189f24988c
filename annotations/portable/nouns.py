"""Which nouns make a newsroom, in the order in which they are read back; and what is left out, and why.

The order matters: guards in the database ask what a claim is *now*. What was decided at other times is read back
before claims and people, so that these guards find no claim yet and hold only for what never changes (a hash is that of
its content; nobody publishes their own work). References are checked at the end.
"""

import base64
import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db import models
from django.utils import timezone

from annotations.models import WebhookDelivery

Made = Callable[[Mapping[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class Noun:
    """One kind of row.

    Attributes:
        label: Django's name of its model.
        left_out: fields that stay behind.
        fresh: values that are made anew when it is read back, from the row's other values.
        at_once: how many rows are in memory at a time.
        order: what its lines are sorted by.
        only: which rows leave.
    """

    label: str
    left_out: frozenset[str] = frozenset()
    fresh: Mapping[str, Made] = field(default_factory=dict)
    at_once: int = 500
    order: tuple[str, ...] = ("pk",)
    only: models.Q = field(default_factory=models.Q)

    @property
    def model(self) -> type[models.Model]:
        """Its model."""
        return apps.get_model(self.label)

    @property
    def name(self) -> str:
        """What it is called in the file."""
        return self.label.rpartition(".")[2].lower()

    @property
    def columns(self) -> list["models.Field[Any, Any]"]:
        """The fields that leave, in order of their names."""
        found = self.model._meta.concrete_fields  # noqa: SLF001 - Django's documented model API
        kept = [f for f in found if not f.generated and f.name not in self.left_out]
        return sorted(kept, key=lambda one: one.name)

    @property
    def lists(self) -> list["models.ManyToManyField[Any, Any]"]:
        """The fields that list others' ids, in order of their names."""
        found = self.model._meta.many_to_many  # noqa: SLF001 - Django's documented model API
        return sorted((f for f in found if f.name not in self.left_out), key=lambda one: one.name)

    @staticmethod
    def through(one: "models.ManyToManyField[Any, Any]") -> type[models.Model]:
        """The model that keeps such a list."""
        found = one.remote_field.through
        if found is None:
            raise LookupError(f"{one.name} is kept nowhere")
        return found

    @property
    def fields(self) -> list[str]:
        """The names of all that leaves, sorted."""
        return sorted([*(f.name for f in self.columns), *(f.name for f in self.lists)])


def _unusable(_row: Mapping[str, Any]) -> str:
    return make_password(None)


def _nobodys_digest(_row: Mapping[str, Any]) -> str:
    return hashlib.sha256(secrets.token_bytes(32)).hexdigest()


def _new_secret(_row: Mapping[str, Any]) -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(24)).decode()


def _paused(row: Mapping[str, Any]) -> Any:
    return None if row["ended_at"] else timezone.now()


def _plain(*names: str, at_once: int = 500) -> list[Noun]:
    return [Noun(f"annotations.{name}", at_once=at_once) for name in names]


_LARGE = 20

NOUNS: tuple[Noun, ...] = (
    *_plain("ReviewDecision", "Publication"),
    *_plain("Appearance", "Evidence", "Attachment", "QuoteCheck", "Attempt"),
    *_plain("RequestForComment", "Figure", "Verdict", "Highlight", "Anchor", "Coverage"),
    Noun("annotations.Article", frozenset({"search"})),
    *_plain("ArticleRevision", "Snapshot", "Exchange", "TextSketch", at_once=_LARGE),
    *_plain("Kinship", "AlsoPublished", "Batch", "Import", "Feed", "FeedEntry"),
    Noun("annotations.EarlierCheck", frozenset({"search"})),
    *_plain("SourceOrigin", "Source", "SoughtQuote", "Note", "GuardReason", "Quantity"),
    *_plain("FigureRelation", "ClaimRelation", "Reuse", "Thread", "Comment", "Mention"),
    *_plain("Suggestion", "SecondVerdict", "MatchChoice", "HintChoice", "AnnotationOrigin"),
    *_plain("BackingNote", "Desk", "Watch", "Alert", "AlertTouch", "Proof", "LegalMatter"),
    *_plain("Dossier", "SignOff", "Erasure", "HeadNote", at_once=100),
    *_plain("Notice", "NoticeChoice", "Digest", "NoticeHead"),
    Noun("annotations.Invitation", frozenset({"digest"}), {"digest": _nobodys_digest}),
    Noun(
        "annotations.Webhook",
        frozenset({"secret", "previous_secret", "previous_until", "paused_at", "failing_since"}),
        {"secret": _new_secret, "paused_at": _paused},
    ),
    *_plain("HistoryEntry", "HistoryPayload", "Rating", "Claim"),
    Noun(
        "annotations.User",
        frozenset({"password", "groups", "user_permissions"}),
        {"password": _unusable},
    ),
    Noun("account.EmailAddress", frozenset({"id"}), order=("user_id", "email")),
    Noun("annotations.Newsroom", frozenset({"setup_digest"})),
    Noun(
        "annotations.Work",
        frozenset({"dispatched_at", "lease_owner", "lease_until", "done_at"}),
        # Deliveries stay behind, and with them the work that makes them.
        only=models.Q(done_at__isnull=True)
        & ~models.Q(subject__in=WebhookDelivery.objects.values("pk")),
    ),
)

FILES = "annotations.Blob"
"""Bytes leave as files of their own, named by their sha256."""

LEFT_OUT: dict[str, str] = {
    "annotations.ApiToken": "a secret's digest: programs get new tokens",
    "annotations.ApiUse": "counts of the last minutes",
    "annotations.Embedding": "vectors, made anew from the words",
    "annotations.Heartbeat": "who was alive a moment ago",
    "annotations.HistoryHead": "the last entry's number and hash: told by the entries, and by the manifest",
    "annotations.IdempotencyKey": "answers of a week to programs that repeat a call",
    "annotations.Presence": "who had a page open a moment ago",
    "annotations.SiteRules": "robots.txt of sites, asked anew",
    "annotations.TermCount": "how often words occur, counted anew",
    "annotations.WebhookDelivery": "what was sent to other people's programs; they have it",
    "annotations.WebhookHead": "set to the head of history: nothing old is told again",
    "account.EmailConfirmation": "links under way",
    "admin.LogEntry": "what Django's admin noted; the record tells of every change itself",
    "auth.Group": "unused: the four roles decide",
    "auth.Permission": "made by the migrations",
    "contenttypes.ContentType": "made by the migrations",
    "mfa.Authenticator": "second factors are secrets: people set theirs up again",
    "sessions.Session": "people sign in again",
    "socialaccount.SocialAccount": "linked again at the first single sign-on, by the address",
    "socialaccount.SocialApp": "named in the environment",
    "socialaccount.SocialToken": "secrets of another service",
    "usersessions.UserSession": "people sign in again",
}
"""What no export holds, and why."""
