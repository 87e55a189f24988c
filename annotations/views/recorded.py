"""Entries of the record in words: doors, nouns, verbs, values."""

from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.dossier.redaction import OPEN, RULES
from annotations.dossier.timeline_compared import Part
from annotations.dossier.timeline_values import Difference
from annotations.models import LegalMatter, User
from annotations.permissions import can_administer
from annotations.review.changes import Run
from annotations.views.cards import said_in_history, verbs_in_words

DOORS = {
    "page": gettext_lazy("page"),
    "api": gettext_lazy("program"),
    "admin": gettext_lazy("settings"),
    "command": gettext_lazy("command"),
    "task": gettext_lazy("by itself"),
}
# Verbs of the record are read from its index one by one: one probe for each verb, however long the record is.
_VERBS = """
WITH RECURSIVE found AS (
    (SELECT verb FROM annotations_historyentry ORDER BY verb LIMIT 1)
    UNION ALL
    SELECT (SELECT h.verb FROM annotations_historyentry h WHERE h.verb > found.verb ORDER BY h.verb LIMIT 1)
    FROM found WHERE found.verb IS NOT NULL
)
SELECT verb FROM found WHERE verb IS NOT NULL
"""
_SAID_OPENLY = """
SELECT said.verb FROM unnest(%s::text[]) AS said (verb) WHERE EXISTS
    (SELECT FROM annotations_historyentry h WHERE h.verb = said.verb AND h.object_type = ANY(%s))
"""
_LEGAL_NOUNS = frozenset({"legalmatter", "dossier"})
_LEGAL_VERBS = ("matter_", "dossier_")
_ADMIN_NOUNS = frozenset({"erasure", "invitation"})
_ONE_ACCOUNT = "user"
_PAGES = {
    "article": "workspace",
    "claim": "claim",
    "source": "source",
    "legalmatter": "legal_matter",
}
_SHORT = 160


def verbs_for(person: User) -> list[tuple[str, str]]:
    """The verbs that a person may look for, in words; those of legal matters only for who has one.

    Whether something was ever done to what is confidential must not be read off this list: such verbs always stand in it.
    """
    said = verbs_in_words()
    with connection.cursor() as cursor:
        cursor.execute(_VERBS)
        others = [str(row[0]) for row in cursor.fetchall() if row[0] not in said]
        cursor.execute(_SAID_OPENLY, [others, list(OPEN)])
        verbs = [*said, *(str(row[0]) for row in cursor.fetchall())]
    is_lawyer = _has_matters(person)
    shown = [one for one in verbs if is_lawyer or not one.startswith(_LEGAL_VERBS)]
    return sorted(((one, said_in_history(one)) for one in shown), key=lambda pair: pair[1])


def nouns_for(person: User) -> list[tuple[str, str]]:
    """The kinds of object that this person may read of."""
    hidden = frozenset() if _has_matters(person) else _LEGAL_NOUNS
    hidden |= frozenset() if can_administer(person) else _ADMIN_NOUNS
    return sorted(
        ((one, noun_words(one)) for one in (OPEN | RULES.keys()) - hidden), key=lambda p: p[1]
    )


def noun_words(noun: str) -> str:
    """A kind of object, in words."""
    words = {
        "apitoken": _("access token"),
        "articlerevision": _("text of an article"),
        "backingnote": _("backing note"),
        "claimrelation": _("relation of claims"),
        "earliercheck": _("check of others"),
        "feedentry": _("entry of a feed"),
        "figurerelation": _("relation of figures"),
        "guardreason": _("reason despite a warning"),
        "highlight": _("passage"),
        "hintchoice": _("answer to a hint"),
        "kinship": _("same story"),
        "legalmatter": _("legal matter"),
        "matchchoice": _("answer to a match"),
        "quotecheck": _("check of a quotation"),
        "requestforcomment": _("request for comment"),
        "reviewdecision": _("decision"),
        "secondverdict": _("second verdict"),
        "signoff": _("sign-off"),
        "sourceorigin": _("origin"),
        "user": _("account"),
    }
    return words.get(noun, noun)


def value_words(name: str) -> str:
    """The name of a value, in words."""
    return name.replace("_", " ").removesuffix(" id")


def shown_entry(entry: dict[str, Any]) -> None:
    """Add what a page says of an entry."""
    actor = entry["actor"]
    entry["actor_name"] = actor["name"] if isinstance(actor, dict) else _("Factcheck")
    entry["words"] = said_in_history(entry["verb"])
    entry["noun"] = noun_words(entry["type"])
    entry["door_words"] = DOORS.get(entry["door"], entry["door"])
    page = _PAGES.get(entry["type"])
    entry["address"] = reverse(page, args=[entry["id"]]) if page else ""
    entry["of_object"] = f"{reverse('history')}?kind={entry['type']}&id={entry['id']}"
    entry["shown_changes"] = [shown_difference(one) for one in entry["changes"]]
    entry["shown_facts"] = [(value_words(name), words) for name, words in entry["facts"]]


def shown_difference(one: Difference) -> dict[str, Any]:
    """A value that differs, as the templates show it: `old` and `new` apart, or `block` word by word."""
    is_short = len(one.old) + len(one.new) < _SHORT and "\n" not in one.old + one.new
    return {
        "name": value_words(one.name),
        "of": one.of,
        "old": one.old,
        "new": one.new,
        "is_short": is_short,
        "block": _block(one.runs, {"same", "del", "ins"}) if one.runs else None,
        "left": _block(one.runs, {"same", "del"}) if one.runs else None,
        "right": _block(one.runs, {"same", "ins"}) if one.runs else None,
    }


def shown_part(part: Part) -> dict[str, Any]:
    """One part of a comparison, as the templates show it."""
    return {
        "name": _("The claim") if part.name == "claim" else part.name,
        "differences": [shown_difference(one) for one in part.differences],
        "same": [(value_words(name), words) for name, words in part.same],
    }


def _block(runs: list[Run], marks: set[str]) -> dict[str, Any]:
    """As the template tag `compared_block` takes it."""
    kept = [run for run in runs if run.mark in marks]
    return {
        "kind": "paragraph",
        "runs": [
            {"mark": run.mark, "parts": [{"text": run.text, "is_figure": False}]} for run in kept
        ],
    }


def _has_matters(person: User) -> bool:
    return LegalMatter.objects.visible_to(person).exists()
