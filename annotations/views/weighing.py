"""A form that somebody else saved meanwhile, as the page shows it: merged, or both versions side by side."""

from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.translation import gettext as _

from annotations.views.cards import history_for
from annotations.views.doors import person_of
from annotations.views.filled import Filled
from annotations.views.merging import Group, merged

BOTH = "annotations/claims/_both.html"


class Place(NamedTuple):
    """Where a form stands: its id (also the name of its draft), where it is sent, the verb of its saving.

    `of` is the id of the object that was saved, where that is not the claim.
    """

    id: str
    url: str
    verb: str
    of: str = ""


def weigh(
    request: HttpRequest,
    form: Filled,
    context: dict[str, Any],
    kept: dict[str, Any],
    place: Place,
) -> str:
    """Merge what was typed with what is kept now, into `form` and `context`.

    Returns:
        The template that lets the person choose; empty where nothing is to be chosen, and the form itself,
        merged, says what was taken over.
    """
    found = merged(request, kept, partial(_in_words, context))
    form.values = dict(found.values)
    past = [e for e in history_for(request, context["claim"]["id"]) if e["verb"] in _CHANGES]
    own = [e for e in past if e["verb"] == place.verb and place.of in {"", e["id"]}]
    theirs = next(reversed(own if found.conflicts else past), None)
    context |= {
        "merged": found,
        "kept_fields": kept.items(),
        "place": place,
        "theirs": theirs,
        "is_own": _actor_of(theirs) == str(person_of(request).pk),
    }
    return BOTH if found.conflicts else ""


def _actor_of(entry: dict[str, Any] | None) -> str:
    actor = entry["actor"] if entry else None
    return actor["id"] if isinstance(actor, dict) else ""


def _in_words(context: dict[str, Any], group: Group, values: Mapping[str, str]) -> str:
    """A group's values as a person reads them; empty for a text, which is shown itself."""
    if group.name == "verdict":
        labels = {rating.slug: rating.words for rating in context["ratings"]}
        return str(labels.get(values["verdict"], values["verdict"]) or _("Not checked"))
    if group.name == "asserts":
        return str(dict(context["asserts"]).get(values["asserts"], _("not chosen")))
    if group.name == "claimant":
        kind = dict(context["claimant_kinds"]).get(values["claimant_kind"], "")
        return f"{values['claimant']} ({kind})" if values["claimant"] else str(kind)
    if group.name in {"stance", "visibility"}:
        labels = dict(context["stances" if group.name == "stance" else "visibilities"])
        return str(labels.get(values[group.name], values[group.name]))
    if group.name in {"is_primary", "origin", "channel"}:
        return " · ".join(values[name] for name in group.fields if values[name]) or _("not said")
    return "" if group.text else values[group.name] or _("no date")


# What changes a claim's version.
_CHANGES = frozenset(
    {
        *("amended", "rated", "scheduled", "evidence_linked", "evidence_changed", "submitted"),
        *("evidence_removed", "recalled", "approved", "changes_requested", "correction_opened"),
        *("figure_added", "figure_changed", "figure_removed"),
        *("passage_added", "passage_confirmed", "passage_reattached", "passage_retired"),
    }
)
