"""Erasing personal data from the record: the payload goes, a tombstone that names who and why stays."""

import json
import secrets
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import rfc8785
from django.db import connection, models, transaction
from django.db.models import Q, Value
from django.utils.translation import gettext as _

from annotations import typed
from annotations.history.erased_texts import blacked, phrases_of, texts_of
from annotations.models import Comment, Erasure, HistoryEntry, HistoryPayload
from annotations.models.ids import new_id
from annotations.permissions import Actor, require_admin
from annotations.refusals import Conflict, Invalid

MOST = 1_000


@transaction.atomic
def erase(
    *,
    actor: Actor,
    entries: Any,
    about: Any,
    reason: Any,
    texts: Sequence[models.Model] = (),
    words: Any = (),
    of: models.Model | None = None,
) -> Erasure:
    """Empty the payloads of entries for good, and black out words in texts; one entry of the record names both.

    The chain still verifies: an entry's hash covers the digest of its payload, not the payload. In a text every code
    point of the words becomes one █, so that all offsets stand.

    Args:
        actor: an administrator.
        entries: numbers (`seq`) of the entries, 1 to 1,000 of them; those erased before stay as they are.
        about: whose request it is, or whom it is about: said in the record, so no more than is needed.
        reason: why; said in the record.
        texts: comments and notes in which `words` are blacked out.
        words: the personal data in them, as a list of phrases or a text with one a line.
        of: the object that it is about, where it is one.

    Raises:
        Forbidden: `role_required`.
        Invalid: `required`, `not_list`, `too_many`, `no_such_entry`, `words_not_found`.
        Conflict: `legal_hold`, `erasures_stay`, `already_erased`.
    """
    person = require_admin(actor)
    said, why = (
        typed.text_of(about, "about", 300, required=True),
        typed.text_of(reason, "reason", 2_000, required=True),
    )
    phrases = phrases_of(words)
    seqs = sorted({*_numbers(entries), *_told_of(texts, phrases)})
    _refuse(seqs, has_texts=bool(texts))
    changed = _black_out(texts, phrases)
    erasure = Erasure(pk=new_id(), about=said, reason=why, seqs=seqs, done_by=person)
    erasure.object_type = of._meta.model_name or "" if of else ""  # noqa: SLF001 - Django's documented model API
    erasure.object_id = str(of.pk) if of else ""
    _write(actor, erasure, {"about": said, "reason": why, "entries": seqs, "texts": changed})
    return Erasure.objects.get(pk=erasure.pk)


def held_among(seqs: Sequence[int]) -> list[int]:
    """Those of the entries that a legal hold covers, in order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM factcheck_held_entries(%s) ORDER BY seq", [list(seqs)])
        return [int(row[0]) for row in cursor.fetchall()]


def _numbers(given: Any) -> list[int]:
    """Each number once, in order; of a text those between commas, spaces and newlines."""
    if isinstance(given, str):
        given = given.replace(",", " ").split()
    if not isinstance(given, Sequence):
        raise Invalid("not_list", _("Give a list of numbers of entries."), field="entries")
    found = sorted({_number(one) for one in given})
    if len(found) > MOST:
        raise Invalid(
            "too_many",
            _("At most %(most)s entries at once.") % {"most": typed.grouped(MOST)},
            field="entries",
        )
    return found


def _number(given: Any) -> int:
    number = typed.whole_number_of(given, "entries")
    if number is None or not 0 < number < 2**63:
        raise Invalid(
            "number_invalid",
            _("Give the numbers of entries, as their history shows them."),
            field="entries",
        )
    return number


def _told_of(texts: Sequence[models.Model], phrases: list[str]) -> set[int]:
    """Entries that keep the words of these texts as they were: of each, and of the thread of a comment."""
    found: set[int] = set()
    for thing in texts:
        places = Q(object_type=thing._meta.model_name, object_id=str(thing.pk))  # noqa: SLF001 - documented model API
        if isinstance(thing, Comment):
            places |= Q(object_type="thread", object_id=str(thing.thread_id))
        rows = HistoryPayload.objects.filter(
            seq__in=HistoryEntry.objects.filter(places).values("seq"), body__isnull=False
        )
        for seq, body in rows.values_list("seq", "body"):
            if _holds(json.loads(body or "null"), phrases):
                found.add(seq)
    return found


def _holds(value: Any, phrases: list[str]) -> bool:
    if isinstance(value, dict):
        return any(_holds(one, phrases) for one in value.values())
    if isinstance(value, list):
        return any(_holds(one, phrases) for one in value)
    return isinstance(value, str) and blacked(value, phrases)[1] > 0


def _refuse(seqs: list[int], *, has_texts: bool) -> None:
    if not seqs and not has_texts:
        raise Invalid("required", _("Name at least one entry."), field="entries")
    verbs = dict(HistoryEntry.objects.filter(seq__in=seqs).values_list("seq", "verb"))
    unknown = [seq for seq in seqs if seq not in verbs]
    if unknown:
        raise Invalid(
            "no_such_entry",
            _("There is no entry %(seq)s. Nothing was erased.") % {"seq": unknown[0]},
            field="entries",
        )
    stays = [seq for seq in seqs if verbs[seq] == "erased"]
    if stays:
        raise Conflict(
            "erasures_stay",
            _("Entry %(seq)s tells of an erasure, and such entries stay. Nothing was erased.")
            % {"seq": stays[0]},
            field="entries",
        )
    if seqs and not HistoryPayload.objects.filter(seq__in=seqs, body__isnull=False).exists():
        raise Conflict(
            "already_erased", _("All of these entries were erased before."), field="entries"
        )
    if held := held_among(seqs):
        raise held_error(held)


def held_error(seqs: Sequence[int] = ()) -> Conflict:
    """The refusal that a legal hold makes; it names no matter, for those may be known to few."""
    if not seqs:
        words = _(
            "A legal hold covers this. Nothing was erased; ask your lawyers to lift it first."
        )
        return Conflict("legal_hold", words)
    words = _(
        "A legal hold covers entry %(seq)s. Nothing was erased; ask your lawyers to lift it first."
    )
    return Conflict(
        "legal_hold", words % {"seq": seqs[0]}, field="entries", entries=list(seqs[:100])
    )


def _black_out(texts: Sequence[models.Model], phrases: list[str]) -> list[dict[str, Any]]:
    """Replace the words, and say where and how many code points, never which."""
    changed = []
    for thing, name, text in texts_of(texts):
        fresh, points = blacked(text, phrases)
        if not points:
            continue
        entries = HistoryEntry.objects.filter(
            object_type=thing._meta.model_name,  # noqa: SLF001 - Django's documented model API
            object_id=str(thing.pk),
        )
        if held := held_among(list(entries.values_list("seq", flat=True)[:1])):
            raise held_error(held)
        type(thing)._default_manager.filter(pk=thing.pk).update(  # noqa: SLF001 - Django's documented model API
            **{name: Value(fresh)}
        )
        noun = str(thing._meta.model_name)  # noqa: SLF001 - Django's documented model API
        changed.append({"type": noun, "id": str(thing.pk), "field": name, "code_points": points})
    if texts and not changed:
        raise Invalid(
            "words_not_found",
            _("None of these words stands in the texts as they are now."),
            field="words",
        )
    return changed


def _write(actor: Actor, erasure: Erasure, body: dict[str, Any]) -> None:
    """The row, the entry and the emptying, by the database function that may do so."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT factcheck_erase(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                erasure.pk,
                erasure.done_by_id,
                actor.door,
                erasure.about,
                erasure.reason,
                erasure.object_type,
                erasure.object_id,
                erasure.seqs,
                secrets.token_bytes(16),
                rfc8785.dumps(body).decode(),
            ],
        )


def entries_of(thing_type: str, thing_id: UUID | str) -> list[int]:
    """Numbers of the entries about one object that still have a payload, oldest first."""
    rows = HistoryEntry.objects.filter(object_type=thing_type, object_id=str(thing_id))
    whole = HistoryPayload.objects.filter(seq__in=rows.values("seq"), body__isnull=False)
    return list(whole.order_by("seq").values_list("seq", flat=True)[:MOST])
