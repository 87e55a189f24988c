"""Opening, changing and closing a legal matter; what it is about, and who may see it."""

from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed
from annotations.history import record
from annotations.models import Article, Claim, LegalMatter, User
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Invalid, Missing, OutOfDate

MOST = 500
_TEXTS = {
    "title": (300, True),
    "reference": (120, False),
    "requester": (300, True),
    "note": (20_000, False),
}


@transaction.atomic
def open_matter(*, actor: Actor, **given: Any) -> LegalMatter:
    """Open a matter that only its opener sees, until they name others. It holds from the start, unless told not to.

    Args:
        actor: an editor or above.
        given: `title`, `requester`, `received_on`, and what is known of `reference`, `deadline_on`, `note`, `holds`,
            `claims`, `articles`, `people` (ids).

    Raises:
        Forbidden: `role_required`.
        Invalid: `required`, `date_invalid`, `deadline_before_receipt`, and those of `typed`.
    """
    person = require_editor(actor)
    clean = _clean({name: given.get(name) for name in (*_TEXTS, "received_on", "deadline_on")})
    clean["holds"] = _flag(given.get("holds", True))
    matter = LegalMatter.objects.create(created_by=person, **clean)
    told = _plain(clean)
    for name in ("claims", "articles", "people"):
        if given.get(name):
            told[name] = _add(matter, person, name, given[name])
    record(actor, "matter_opened", matter, **told)
    return matter


@transaction.atomic
def change_matter(
    *, actor: Actor, matter_id: UUID, expected: str | None = None, **given: Any
) -> LegalMatter:
    """Change what is said of a matter, or whether it holds; what is not given stays.

    Raises:
        Missing: `not_found`.
        Conflict: `matter_closed`.
        OutOfDate: `version_changed`.
    """
    matter = _take(actor, matter_id, expected)
    present = {name: getattr(matter, name) for name in (*_TEXTS, "received_on", "deadline_on")}
    clean = _clean({**present, **{name: given[name] for name in present if name in given}})
    clean["holds"] = _flag(given["holds"]) if "holds" in given else matter.holds
    present["holds"] = matter.holds
    changed = [name for name in clean if clean[name] != present[name]]
    if not changed:
        return matter
    for name in changed:
        setattr(matter, name, clean[name])
    _save(matter, *changed)
    record(
        actor,
        "matter_changed",
        matter,
        before=_plain({name: present[name] for name in changed}),
        after=_plain({name: clean[name] for name in changed}),
    )
    return matter


@transaction.atomic
def add_to(
    *, actor: Actor, matter_id: UUID, what: str, ids: Any, expected: str | None = None
) -> LegalMatter:
    """Add `claims`, `articles` or `people` to a matter; those that are in it already stay.

    Raises:
        Invalid: `unknown_choice`, `not_list`, `unknown_claims` (`unknown_articles`, `unknown_people`), `too_many`.
    """
    matter = _take(actor, matter_id, expected)
    added = _add(matter, actor.person, typed.choice_of(what, "what", _KINDS), ids)
    if added:
        _save(matter)
        told: dict[str, Any] = {what: added}
        record(actor, "matter_added_to", matter, **told)
    return matter


@transaction.atomic
def take_from(
    *, actor: Actor, matter_id: UUID, what: str, ids: Any, expected: str | None = None
) -> LegalMatter:
    """Take `claims`, `articles` or `people` out of a matter; who opened it always sees it."""
    matter = _take(actor, matter_id, expected)
    kind = typed.choice_of(what, "what", _KINDS)
    rows = getattr(matter, kind)
    gone = list(rows.filter(pk__in=_ids(ids, kind)).order_by("pk").values_list("pk", flat=True))
    if gone:
        rows.remove(*gone)
        _save(matter)
        told: dict[str, Any] = {kind: [str(pk) for pk in gone]}
        record(actor, "matter_taken_from", matter, **told)
    return matter


@transaction.atomic
def close_matter(
    *, actor: Actor, matter_id: UUID, reason: Any = "", expected: str | None = None
) -> LegalMatter:
    """Close a matter for good: its hold ends, and nothing of it changes any more.

    Raises:
        Conflict: `matter_closed`.
    """
    matter = _take(actor, matter_id, expected)
    why = typed.text_of(reason, "reason", 2_000)
    matter.closed_at, matter.closed_by = timezone.now(), actor.person
    _save(matter, "closed_at", "closed_by")
    record(actor, "matter_closed", matter, reason=why, held=matter.holds)
    return matter


def matter_for(person: User, matter_id: UUID) -> LegalMatter:
    """A matter that this person may see.

    Raises:
        Missing: `not_found`, as for one that does not exist.
    """
    found = LegalMatter.objects.visible_to(person).filter(pk=matter_id).first()
    if found is None:
        raise Missing("not_found", _("There is no such legal matter, or not for you."))
    return found


def _take(actor: Actor, matter_id: UUID, expected: str | None) -> LegalMatter:
    person = require_editor(actor)
    seen = LegalMatter.objects.visible_to(person).filter(pk=matter_id).values("pk")
    matter = LegalMatter.objects.select_for_update().filter(pk__in=seen).first()
    if matter is None:
        raise Missing("not_found", _("There is no such legal matter, or not for you."))
    if expected is not None and expected.removeprefix("W/") != matter.etag:
        raise OutOfDate(
            "version_changed",
            _("Somebody changed this matter since you opened it. Look again, then repeat it."),
        )
    if matter.closed_at:
        raise Conflict("matter_closed", _("This matter is closed and stays as it is."))
    return matter


def _save(matter: LegalMatter, *fields: str) -> None:
    matter.version += 1
    matter.save(update_fields=[*fields, "version"])


def _clean(given: dict[str, Any]) -> dict[str, Any]:
    clean: dict[str, Any] = {
        name: typed.text_of(given.get(name), name, limit, required=is_required)
        for name, (limit, is_required) in _TEXTS.items()
    }
    for name in ("received_on", "deadline_on"):
        clean[name] = typed.date_of(given.get(name), name)
    if clean["received_on"] is None:
        raise Invalid("required", _("Say on which day it was received."), field="received_on")
    if clean["deadline_on"] and clean["deadline_on"] < clean["received_on"]:
        raise Invalid(
            "deadline_before_receipt",
            _("The deadline is before the day on which it was received."),
            field="deadline_on",
        )
    return clean


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Invalid("not_a_boolean", _("Give true or false."), field="holds")
    return value


def _ids(given: Any, kind: str) -> list[UUID]:
    if not isinstance(given, list):
        raise Invalid("not_list", _("Give a list of identifiers."), field=kind)
    if len(given) > MOST:
        raise Invalid("too_many", _("At most 500 at once."), field=kind)
    return sorted({typed.id_of(one, kind) for one in given})


def _add(matter: LegalMatter, person: User, kind: str, given: Any) -> list[str]:
    ids = _ids(given, kind)
    found: models.QuerySet[Any] = _KINDS[kind](person).filter(pk__in=ids)
    known = set(found.values_list("pk", flat=True))
    if unknown := [pk for pk in ids if pk not in known]:
        raise Invalid(
            f"unknown_{kind}",
            _("There is no such thing: %(id)s.") % {"id": unknown[0]},
            field=kind,
        )
    rows = getattr(matter, kind)
    fresh = sorted(known - set(rows.filter(pk__in=ids).values_list("pk", flat=True)))
    if rows.count() + len(fresh) > MOST:
        raise Invalid("too_many", _("A matter holds at most 500 of each."), field=kind)
    rows.add(*fresh)
    return [str(pk) for pk in fresh]


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in values.items()
    }


def _people(_person: User) -> "models.QuerySet[Any]":
    return User.objects.filter(is_active=True)


_KINDS: dict[str, Any] = {
    "claims": Claim.objects.visible_to,
    "articles": Article.objects.visible_to,
    "people": _people,
}
