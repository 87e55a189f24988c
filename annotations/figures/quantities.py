"""Quantities: what is counted, the same across articles. Found by their label, or made."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from annotations import typed
from annotations.models import Quantity, User
from annotations.refusals import Invalid, Missing

LABEL_LIMIT = 200
_MOST_KNOWN = 300


def key_of(label: str) -> str:
    """What makes two labels one: no case, no needless space."""
    return " ".join(label.casefold().split())


def find_or_make_quantity(person: User, given: Any) -> Quantity | None:
    """The quantity that `given` names.

    Two people who name a new one at once get one row: the label's key is unique, and who comes second waits for the first.

    Args:
        person: who names it.
        given: an id, or `{label}`; None, an empty text or an empty label for none.

    Raises:
        Invalid: `not_object`, `id_invalid`, `not_text`, `too_long`, `bad_characters`; Missing: `quantity_unknown`.
    """
    if given in (None, "", {}):
        return None
    if isinstance(given, Mapping):
        return _by_label(person, given)
    found = Quantity.objects.filter(pk=typed.id_of(given, "quantity")).first()
    if found is None:
        raise Missing(
            "quantity_unknown",
            _("There is no such quantity. Name one by its label."),
            field="quantity",
        )
    return found


def known_quantities() -> QuerySet[Quantity]:
    """Quantities to choose from, those with most figures first; 300 at most."""
    standing = Count("figures", filter=Q(figures__removed_at__isnull=True))
    return Quantity.objects.annotate(uses=standing).order_by("-uses", "label_key")[:_MOST_KNOWN]


def _by_label(person: User, given: Mapping[str, Any]) -> Quantity | None:
    if "id" in given and "label" not in given:
        return find_or_make_quantity(person, given["id"])
    label = " ".join(typed.text_of(given.get("label"), "quantity", LABEL_LIMIT).split())
    if not label:
        return None
    key = key_of(label)
    if len(key) > LABEL_LIMIT:  # folding a letter can make two of it
        raise Invalid("too_long", _("This label is too long. Shorten it."), field="quantity")
    row = Quantity(label=label, label_key=key, created_by=person)
    Quantity.objects.bulk_create([row], ignore_conflicts=True)
    return Quantity.objects.get(label_key=key)
