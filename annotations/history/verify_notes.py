"""Holding the record against the heads that were noted outside earlier."""

from collections.abc import Sequence
from dataclasses import dataclass

from cryptography import x509

from annotations.history.noting import message_of
from annotations.history.stamps import BadStampError, checked
from annotations.history.verify import Broken
from annotations.models import HeadNote, HeadWay, HistoryEntry


@dataclass(frozen=True, slots=True)
class Noted:
    """What the stored notes say.

    Attributes:
        broken: the first note that the record does not fit, or None.
        heads: how many noted heads were compared with the entries.
        stamps: how many of these are time-stamps of exactly that head.
        signed: of how many the signature was checked up to a given root.
    """

    broken: Broken | None
    heads: int = 0
    stamps: int = 0
    signed: int = 0


def verify_notes(roots: Sequence[x509.Certificate] = ()) -> Noted:
    """Compare every head that was sent out with the entry of that number, and check the stored time-stamps.

    The notes lie in the same database: they find a mistake and a clumsy hand. Against somebody who owns the database
    only what lies outside proves anything: the mails, and the time-stamps saved elsewhere (`--head`).

    Args:
        roots: certificates of time-stamp authorities that are trusted; with none no signature is checked.
    """
    heads = stamps = signed = 0
    for note in (
        HeadNote.objects.filter(error="", seq__gt=0).order_by("seq", "created_at").iterator()
    ):
        entry = HistoryEntry.objects.filter(pk=note.seq).only("hash").first()
        if entry is None or bytes(entry.hash).hex() != note.hash:
            when = f"{note.created_at:%Y-%m-%d %H:%M} UTC"
            return Noted(Broken(note.seq, f"is not the one noted as head on {when}"))
        heads += 1
        if note.way == HeadWay.TIMESTAMP:
            try:
                stamp = checked(
                    bytes(note.token or b""), message_of(note.seq, note.hash), roots=roots
                )
            except BadStampError as error:
                return Noted(Broken(note.seq, f"has a time-stamp that does not hold: {error}"))
            stamps, signed = stamps + 1, signed + bool(stamp.is_signed)
    return Noted(None, heads, stamps, signed)
