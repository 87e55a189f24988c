"""The rules of `redaction` as one condition of the database, for whoever reads the whole record at once."""

from typing import Any

from django.apps import apps
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from annotations.dossier.redaction import OPEN, PRIVATE_VERBS, RULES
from annotations.models import HistoryEntry, SecondVerdict, User


def readable(user: User, rows: "QuerySet[HistoryEntry]") -> "QuerySet[HistoryEntry]":
    """Those of the entries that `redaction.shown_to` would show to this person, as one query (and a small one before it)."""
    private = Q(verb__in=PRIVATE_VERBS, object_type="user")
    told = Q(object_type__in=OPEN)
    for noun in RULES:
        told |= Q(object_type=noun, object_id__in=_seen(user, noun))
    concerned = Q(actor=user) | Q(object_id=str(user.pk))
    found = rows.filter((private & concerned) | (~private & told))
    blind = SecondVerdict.objects.kept_from(user)
    return found.exclude(Q(claim__in=blind) & ~Q(actor=user)) if blind else found


def _seen(user: User, noun: str) -> "QuerySet[Any]":
    """Ids, as history writes them, of all things of this noun whose entries the person may read."""
    ids: Any = apps.get_model("annotations", noun)._default_manager.values("pk")  # noqa: SLF001 - Django's documented model API
    seen = RULES[noun](user, ids)
    named: QuerySet[Any] = seen.annotate(named=Cast("pk", CharField())).values("named")
    return named
