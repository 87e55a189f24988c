"""Who sees a confidential source, evidence, note or attempt: said by its owner, and by nobody else.

A source that everyone saw stays open: others may have linked it, some of them out of sight of whoever keeps it,
and refusing only then would tell so. What its owner wants to keep is the evidence, or another record of the source.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.history import record
from annotations.models import Attempt, Claim, Evidence, Note, Source, User, Visibility
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Forbidden, Invalid, Missing

KINDS: dict[str, Any] = {"source": Source, "evidence": Evidence, "attempt": Attempt, "note": Note}
MOST = 50
_SECRECY = Visibility.values
_HASHED = (Evidence, Attempt)


@dataclass(frozen=True, slots=True)
class Sharing:
    """Who sees a thing, as far as one person may know.

    Attributes:
        shared_with: with whom, by name; empty for whoever does not own it.
    """

    thing: Any
    is_owner: bool
    shared_with: Sequence[User]


def sharing_of(person: User, kind: str, thing_id: UUID) -> Sharing:
    """Who sees one thing that this person may see.

    Args:
        person: who asks.
        kind: a key of `KINDS`.
        thing_id: its id.

    Raises:
        Missing: `not_found`, also where it is kept from this person.
    """
    thing = _seen(person, kind, thing_id)
    is_owner = thing.created_by_id == person.pk
    return Sharing(thing, is_owner, _people(thing) if is_owner else ())


@dataclass(slots=True)
class Deeds:
    """What was done, told to history when all is done: its lock is the last one taken."""

    actor: Actor
    done: list[tuple[str, Any, dict[str, Any]]] = field(default_factory=list)

    def tell(self) -> None:
        """Write it, the last thing in the transaction."""
        for verb, thing, facts in self.done:
            if isinstance(thing, Claim):
                claim: Claim | None = thing
            else:
                claim = None if isinstance(thing, Source) else thing.claim
            record(self.actor, verb, thing, claim=claim, **facts)


@transaction.atomic
def change_sharing(
    *,
    actor: Actor,
    kind: str,
    thing_id: UUID,
    visibility: Any = None,
    shared_with: Any = None,
    with_source: bool = False,
    expected: str | None = None,
) -> Sharing:
    """Say who sees a thing that one keeps; what equals the present changes nothing.

    Args:
        actor: its owner, an editor or above.
        kind: a key of `KINDS`.
        thing_id: its id.
        visibility: `everyone`, `listed` or `hidden`; None leaves it.
        shared_with: the ids of all who see it beside its owner, at most 50; None leaves them.
        with_source: of an evidence: do what is needed with its confidential source as well.
        expected: the claim's ETag that was read, for what belongs to a claim.

    Raises:
        Missing: `not_found`. Forbidden: `role_required`, `not_yours`.
        Invalid: `unknown_choice`, `unknown_person`, `not_list`, `too_many`.
        Conflict: `source_confidential` where the source must be shared too, `source_not_yours`,
            `stays_open`, `already_known`, `correct_first`.
        OutOfDate: `changed_meanwhile`.
    """
    person = require_editor(actor)
    seen = _seen(person, kind, thing_id)
    claim = _take_claim(actor, seen, expected)
    if isinstance(seen, Source):
        _claims_told_by(seen)
    # Read again under the lock; only its owner changes it.
    thing = KINDS[kind].objects.select_for_update(of=("self",), no_key=True).get(pk=seen.pk)
    if thing.created_by_id != person.pk:
        raise Forbidden("not_yours", _("Only who keeps it says who may see it."))
    wanted = thing.visibility if visibility is None else _visibility(visibility)
    people = None if shared_with is None else _named(shared_with, person)
    deeds = Deeds(actor)
    if isinstance(thing, Evidence):
        _open_source(deeds, thing, wanted, people, with_source=with_source)
    _apply(deeds, thing, claim, wanted, people)
    deeds.tell()
    return sharing_of(person, kind, thing.pk)


def share_with(actor: Actor, things: Sequence[Any], person: User) -> Deeds:
    """Share things with one more person; their claims are locked and their owner checked by the caller.

    Returns:
        What was done, for the caller to tell at the end.
    """
    deeds = Deeds(actor)
    for thing in things:
        people = _people(thing)
        if person not in people:
            _set_people(deeds, thing, [*people, person])
    return deeds


def _seen(person: User, kind: str, thing_id: UUID) -> Any:
    found = KINDS[kind].objects.visible_to(person).filter(pk=thing_id)
    if kind != "source":
        found = found.filter(removed_at__isnull=True, claim__deleted_at__isnull=True)
    thing = found.first()
    if thing is None:
        raise Missing("not_found", _("There is no such thing, or not for you."))
    return thing


def _take_claim(actor: Actor, thing: Any, expected: str | None) -> Claim | None:
    if isinstance(thing, Source):
        return None
    return workflow.take(actor, thing.claim_id, expected=expected)


def _visibility(given: Any) -> str:
    return typed.choice_of(given, "visibility", Visibility.values)


def _named(given: Any, owner: User) -> list[User]:
    if not isinstance(given, list):
        raise Invalid("not_list", _("Give the people as a list of ids."), field="shared_with")
    if len(given) > MOST:
        raise Invalid(
            "too_many", _("Share it with %(n)d people at most.") % {"n": MOST}, field="shared_with"
        )
    ids = {typed.id_of(one, "shared_with") for one in given} - {owner.pk}
    found = list(User.objects.filter(pk__in=ids, is_active=True).order_by("username"))
    if len(found) != len(ids):
        raise Invalid(
            "unknown_person",
            _("One of them has no account here any more. Choose again."),
            field="shared_with",
        )
    return found


def _people(thing: Any) -> list[User]:
    return list(thing.shared_with.order_by("username"))


def _open_source(
    deeds: Deeds, evidence: Evidence, wanted: str, people: list[User] | None, *, with_source: bool
) -> None:
    """See that whoever shall see the evidence may see its source, or say what is lacking."""
    source = Source.objects.select_for_update(of=("self",), no_key=True).get(pk=evidence.source_id)
    if source.visibility == Visibility.EVERYONE:
        return
    is_opened = wanted == Visibility.EVERYONE != evidence.visibility
    seeing = {source.created_by_id, *(one.pk for one in _people(source))}
    blind = [one for one in people or [] if one.pk not in seeing]
    if not is_opened and not blind:
        return
    if source.created_by_id != deeds.actor.person.pk:
        raise Conflict(
            "source_not_yours",
            _("Its source is confidential too, and somebody else keeps it. Ask them to share it."),
            field="shared_with",
        )
    if not with_source:
        raise Conflict(
            "source_confidential",
            _("Its source is confidential too. Share both in one step, or nothing can be read."),
            field="with_source",
        )
    if is_opened:
        _apply(deeds, source, None, Visibility.EVERYONE, None)
    elif blind:
        _set_people(deeds, source, [*_people(source), *blind])


def _apply(
    deeds: Deeds, thing: Any, claim: Claim | None, wanted: str, people: list[User] | None
) -> None:
    if wanted != thing.visibility:
        if isinstance(thing, Source):
            _reveal_source(deeds, thing, wanted)
        else:
            _change_visibility(deeds, thing, claim, wanted)
    if people is not None and set(people) != set(_people(thing)):
        _set_people(deeds, thing, people)


def _set_people(deeds: Deeds, thing: Any, people: list[User]) -> None:
    before = [str(one.pk) for one in _people(thing)]
    thing.shared_with.set(people)
    after = [str(one.pk) for one in people]
    _note(deeds, thing, {"shared_with": before}, {"shared_with": after})


def _note(deeds: Deeds, thing: Any, before: dict[str, Any], after: dict[str, Any]) -> None:
    deeds.done.append(("sharing_changed", thing, {"before": before, "after": after}))


def _change_visibility(deeds: Deeds, thing: Any, claim: Claim | None, wanted: str) -> None:
    before = thing.visibility
    is_hashed = isinstance(thing, _HASHED)
    if is_hashed and claim is not None:
        workflow.open_for_edit(claim, deeds.actor.person)
    thing.visibility = wanted
    thing.save(update_fields=["visibility"])
    if is_hashed and claim is not None:
        is_reserved = Visibility.EVERYONE not in {before, wanted}
        workflow.save(claim, is_reserved=is_reserved, was_or_is_reserved=not is_reserved)
    _note(deeds, thing, {"visibility": before}, {"visibility": wanted})


def _reveal_source(deeds: Deeds, source: Source, wanted: str) -> None:
    """Change a confidential source's visibility. The bytes of its evidence say how secret they are: they change too."""
    before = source.visibility
    if before == Visibility.EVERYONE:
        raise Conflict(
            "stays_open",
            _(
                "Everyone could see this source, so others may have linked it. Keep your evidence to yourself instead, or add the source again as a confidential one."
            ),
            field="visibility",
        )
    touched = _claims_told_by(source)
    stale = workflow.mark_stale(touched)
    counter = "version" if wanted == Visibility.EVERYONE else "reserved_version"
    Claim.objects.filter(pk__in=[one.pk for one in touched]).update(**{counter: F(counter) + 1})
    _save_source(source, wanted)
    _note(deeds, source, {"visibility": before}, {"visibility": wanted})
    deeds.done += [("approval_stale", claim, {}) for claim in stale]


def _claims_told_by(source: Source) -> list[Claim]:
    """Claims with standing evidence that is no more secret than its source was, locked in order."""
    as_secret = _SECRECY[: _SECRECY.index(source.visibility)]
    using = Evidence.objects.filter(
        source=source, removed_at__isnull=True, visibility__in=as_secret
    )
    claims = Claim.objects.select_for_update(of=("self",)).filter(
        pk__in=using.values("claim"), deleted_at__isnull=True
    )
    return list(claims.order_by("pk"))


def _save_source(source: Source, wanted: str) -> None:
    source.visibility, source.version = wanted, source.version + 1
    try:
        with transaction.atomic():
            source.save(update_fields=["visibility", "version"])
    except IntegrityError as error:
        same = Source.objects.filter(visibility=Visibility.EVERYONE, url_key=source.url_key)
        known = same.exclude(pk=source.pk).first()
        if known is None:
            raise
        raise Conflict(
            "already_known",
            _("Another source has this address and is open. Link that one instead."),
            field="visibility",
            source=str(known.pk),
        ) from error
