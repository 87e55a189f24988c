"""Two records of one source: one stays, the other counts for it. What was linked and judged is not touched."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.evidence.records import source_etag
from annotations.history import record
from annotations.models import Evidence, Source, User, Visibility
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Invalid, Missing, OutOfDate


@dataclass(frozen=True, slots=True)
class Merging:
    """What merging would do, as one person may see it.

    Attributes:
        source: the record that goes.
        into: the one that stays.
        claims: how many claims come to count for the one that stays.
        already: how many it has.
        differing: the names of fields in which both say something, and not the same.
    """

    source: Source
    into: Source
    claims: int
    already: int
    differing: tuple[str, ...]


def preview(person: User, source_id: UUID, into_id: UUID) -> Merging:
    """What merging one source into another would do, and whether it may be done at all.

    Raises:
        Missing, Invalid, Conflict: as `merge`.
    """
    found = Source.objects.visible_to(person).filter(pk__in=[source_id, into_id])
    source, into = _both(found.select_related("origin"), source_id, into_id)
    differing = [
        name
        for name in (
            "url_key",
            "title",
            "publisher",
            "author",
            "published_at",
            "language",
            "origin",
        )
        if getattr(source, name) and getattr(into, name) not in ("", None, getattr(source, name))
    ]
    return Merging(
        source=source,
        into=into,
        claims=_claims(person, source),
        already=_claims(person, into),
        differing=tuple("url" if name == "url_key" else name for name in differing),
    )


@transaction.atomic
def merge(
    *, actor: Actor, source_id: UUID, into_id: UUID, reason: Any, expected: str | None = None
) -> Source:
    """Let one open source count for another from now on.

    Evidence keeps its record and its copy of what is printed, so that no approval changes. What was merged into
    the one that goes counts for the one that stays as well.

    Args:
        actor: an editor or above.
        source_id: the record that goes.
        into_id: the one that stays.
        reason: why they are one; never empty.
        expected: the ETag of the record that goes, as it was read.

    Returns:
        The one that stays.

    Raises:
        Missing: `not_found`. Invalid: `same_source`, `required`. Conflict: `confidential_source`,
            `already_merged` (one of them was merged already, `source` names the one that stays).
        OutOfDate: `changed_meanwhile`. Forbidden: `role_required`.
    """
    person = require_editor(actor)
    why = typed.text_of(reason, "reason", 1000, required=True)
    seen = Source.objects.visible_to(person).filter(pk__in=[source_id, into_id])
    _both(seen, source_id, into_id)
    wanted = Q(pk__in=[source_id, into_id]) | Q(merged_into=source_id)
    # One statement, in the order of ids: two people who merge crosswise wait for each other, once.
    locked = Source.objects.filter(wanted).order_by("pk").select_for_update(of=("self",))
    rows = {one.pk: one for one in locked}
    source, into = _both(rows.values(), source_id, into_id)
    if not workflow.is_read(expected, source_etag(source)):
        raise _out_of_date()
    below = [one for one in rows.values() if one.merged_into_id == source_id]
    if Source.objects.filter(merged_into=source_id).exclude(pk__in=rows).exists():
        raise _out_of_date()
    for one in [source, *below]:
        one.merged_into = into
        one.version += 1
        one.save(update_fields=["merged_into", "version"])
    record(
        actor,
        "source_merged",
        source,
        into=str(into.pk),
        title=str(into),
        reason=why,
        before={"merged_into": None},
        after={"merged_into": str(into.pk)},
        with_it=[str(one.pk) for one in below],
    )
    return into


@transaction.atomic
def unmerge(*, actor: Actor, source_id: UUID, expected: str | None = None) -> Source:
    """Take the merging of a source back: it stands and counts for itself again.

    Raises:
        Missing: `not_found`. Conflict: `not_merged`. OutOfDate: `changed_meanwhile`. Forbidden: `role_required`.
    """
    person = require_editor(actor)
    seen = Source.objects.visible_to(person).filter(pk=source_id)
    locked = Source.objects.select_for_update(of=("self",)).filter(pk__in=seen.values("pk"))
    source = locked.select_related("merged_into").first()
    if source is None:
        raise _missing()
    if not workflow.is_read(expected, source_etag(source)):
        raise _out_of_date()
    if source.merged_into is None:
        raise Conflict("not_merged", _("This record was not merged into another one."))
    into = source.merged_into
    source.merged_into = None
    source.version += 1
    source.save(update_fields=["merged_into", "version"])
    record(
        actor,
        "source_unmerged",
        source,
        out_of=str(into.pk),
        title=str(into),
        before={"merged_into": str(into.pk)},
        after={"merged_into": None},
    )
    return source


def standing(person: User) -> QuerySet[Source]:
    """The sources of every list: those that this person may see, without those merged into another."""
    return Source.objects.visible_to(person).filter(merged_into__isnull=True)


def serving(source: Source) -> Q:
    """Evidence of a source and of all that was merged into it."""
    return Q(source=source) | Q(source__merged_into=source)


def _both(
    found: "Sequence[Source] | QuerySet[Source] | Any", source_id: UUID, into_id: UUID
) -> tuple[Source, Source]:
    if source_id == into_id:
        raise Invalid(
            "same_source", _("Choose another record to merge this one into."), field="into"
        )
    rows = {one.pk: one for one in found}
    source, into = rows.get(source_id), rows.get(into_id)
    if source is None or into is None:
        raise _missing("into" if source is not None else None)
    if {source.visibility, into.visibility} != {Visibility.EVERYONE}:
        raise Conflict(
            "confidential_source",
            _("A confidential source is never merged: the other record would betray it."),
        )
    for one in (source, into):
        if one.merged_into_id is not None:
            raise Conflict(
                "already_merged",
                _("“%(title)s” was merged into another record already. Use that one.")
                % {"title": str(one)},
                source=str(one.merged_into_id),
            )
    return source, into


def _claims(person: User, source: Source) -> int:
    rows = Evidence.objects.visible_to(person).filter(serving(source), removed_at__isnull=True)
    return rows.filter(claim__deleted_at__isnull=True).values("claim").distinct().count()


def _missing(field: str | None = None) -> Missing:
    return Missing("not_found", _("There is no such source."), field=field)


def _out_of_date() -> OutOfDate:
    return OutOfDate(
        "changed_meanwhile",
        _(
            "Somebody changed this source while you had it open. Look at the new version, then decide again."
        ),
    )
