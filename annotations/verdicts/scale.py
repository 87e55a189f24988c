"""The rating scale: a new wording is a new version; nothing is renamed in place."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed
from annotations.history import record
from annotations.models import Needed, Purpose, Rating, Role
from annotations.permissions import Actor, can_administer
from annotations.refusals import Conflict, Forbidden, Invalid

_FIELDS = (
    *("slug", "purpose", "label", "definition", "labels", "definitions"),
    *("number", "needs_evidence", "look", "position"),
)


@transaction.atomic
def word_rating(*, actor: Actor, slug: str, purpose: str = Purpose.OTHERS, **given: Any) -> Rating:
    """Put a rating in force as worded now; the version before it is retired. Verdicts keep theirs.

    Args:
        actor: an administrator.
        slug: the rating's lasting name.
        purpose: which scale.
        given: `label`, `definition`, `number` (1 to 5, or None), `needs_evidence`, `look`,
            `position`.

    Raises:
        Forbidden: `role_required`. Invalid: naming the field.
    """
    _require_admin(actor)
    typed.choice_of(purpose, "purpose", Purpose.values)
    scale = Rating.objects.select_for_update().filter(purpose=purpose, slug=slug)
    standing = scale.filter(retired_at__isnull=True).first()
    last = Rating.objects.filter(purpose=purpose, slug=slug).aggregate(last=Max("version"))["last"]
    if standing:
        _retire(standing)
    kept = _kept_words(standing, given)
    number = typed.whole_number_of(given.get("number"), "number")
    if number is not None and not 1 <= number <= 5:  # noqa: PLR2004 - schema.org's ratingValue
        raise Invalid("number_invalid", _("Give a number from 1 to 5, or none."), field="number")
    rating = Rating.objects.create(
        slug=slug,
        version=(last or 0) + 1,
        purpose=purpose,
        label=typed.text_of(given.get("label"), "label", 80, required=True),
        definition=typed.text_of(given.get("definition"), "definition", 5_000),
        number=number,
        needs_evidence=typed.choice_of(
            given.get("needs_evidence") or "", "needs_evidence", Needed.values
        ),
        look=given.get("look") or slug,
        position=given.get("position") or 0,
        **kept,
    )
    _record(actor, rating)
    return rating


def next_version(*, actor: Actor, standing: Rating, **changed: Any) -> Rating:
    """The same rating once more with other values of some fields; the one in force is retired.

    Args:
        actor: an administrator, which the caller has made sure of.
        standing: in force, locked by the caller.
        changed: fields by name.
    """
    _retire(standing)
    values = {name: getattr(standing, name) for name in _FIELDS}
    rating = Rating.objects.create(version=standing.version + 1, **{**values, **changed})
    _record(actor, rating)
    return rating


def _kept_words(standing: Rating | None, given: dict[str, Any]) -> dict[str, Any]:
    """The translations that still say what is worded now: those of a label and a definition that stay."""
    if standing is None:
        return {}
    is_same = {name: getattr(standing, name) == given.get(name) for name in ("label", "definition")}
    return {f"{name}s": getattr(standing, f"{name}s") for name, same in is_same.items() if same}


def _record(actor: Actor, rating: Rating) -> None:
    record(
        actor,
        "rating_worded",
        rating,
        slug=rating.slug,
        version=rating.version,
        purpose=rating.purpose,
        label=rating.label,
        number=rating.number,
        needs_evidence=rating.needs_evidence,
        labels=rating.labels,
        definitions=rating.definitions,
    )


@transaction.atomic
def retire_rating(*, actor: Actor, rating: Rating) -> Rating:
    """Offer a rating no longer. Verdicts that were given with it keep it.

    Raises:
        Forbidden: `role_required`. Conflict: `already_retired`, `last_rating`.
    """
    _require_admin(actor)
    locked = Rating.objects.select_for_update().get(pk=rating.pk)
    if locked.retired_at:
        raise Conflict("already_retired", _("This rating is retired already."))
    others = Rating.objects.offered(locked.purpose).exclude(pk=locked.pk)
    if not others.exists():
        raise Conflict("last_rating", _("A scale needs at least one rating."))
    _retire(locked)
    record(
        actor,
        "rating_retired",
        locked,
        slug=locked.slug,
        version=locked.version,
        before={"is_offered": True},
        after={"is_offered": False},
    )
    return locked


def _retire(rating: Rating) -> None:
    rating.retired_at = timezone.now()
    rating.save(update_fields=["retired_at"])


def _require_admin(actor: Actor) -> None:
    if not can_administer(actor.person):
        raise Forbidden(
            "role_required", _("Only administrators change the rating scale."), role=Role.ADMIN
        )
