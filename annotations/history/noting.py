"""Sending the head of history to where this newsroom has no hand: by mail, and for an RFC 3161 time-stamp.

Who holds an old head, or a time-stamp of one, can prove that nothing before it was altered and no tail cut off.
"""

from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db.models.functions import Now
from django.utils import translation
from django.utils.translation import gettext as _

from annotations import fetching
from annotations.history.stamps import BadStampError, asked_for, checked
from annotations.history.verify import head
from annotations.models import HeadNote, HeadWay, Newsroom

EVERY = timedelta(hours=23, minutes=30)
AGAIN_AFTER = timedelta(minutes=55)
_SECONDS = 20.0
_MOST_BYTES = 256 * 1024


def note_due() -> list[HeadNote]:
    """Send the head by each way the newsroom set that did not succeed within the last day; failures again hourly."""
    return [_note(way, address) for way, address in ways().items() if _is_due(way, address)]


def note_head() -> list[HeadNote]:
    """Send the head now by every way the newsroom set; one row for each try, failed or not."""
    return [_note(way, address) for way, address in ways().items()]


def ways() -> dict[HeadWay, str]:
    """Where the head goes, as the newsroom set it."""
    newsroom = Newsroom.current()
    set_up = {HeadWay.MAIL: newsroom.head_address, HeadWay.TIMESTAMP: newsroom.timestamp_url}
    return {way: address for way, address in set_up.items() if address}


def problems() -> list[HeadNote]:
    """The last try of each way that is set, where it failed."""
    found = []
    for way, address in ways().items():
        last = HeadNote.objects.filter(way=way, address=address).order_by("-created_at").first()
        if last is not None and last.error:
            found.append(last)
    return found


def message_of(seq: int, digest: str) -> bytes:
    """The bytes that a time-stamp is of: `SEQ:HASH` in ASCII, as `manage.py verify_history` prints the head."""
    return f"{seq}:{digest}".encode("ascii")


def _is_due(way: HeadWay, address: str) -> bool:
    rows = HeadNote.objects.filter(way=way, address=address)
    if rows.filter(error="", created_at__gt=Now() - EVERY).exists():
        return False
    return not rows.filter(created_at__gt=Now() - AGAIN_AFTER).exists()


def _note(way: HeadWay, address: str) -> HeadNote:
    seq, digest = head()
    token, error = _SENT[way](address, seq, digest)
    return HeadNote.objects.create(
        seq=seq, hash=digest, way=way, address=address, token=token, error=error[:300]
    )


def _mail(address: str, seq: int, digest: str) -> tuple[bytes | None, str]:
    newsroom = Newsroom.current()
    with translation.override(newsroom.language):
        subject, words = _letter(newsroom.name, seq, digest)
    try:
        EmailMessage(subject, words, to=[address]).send()
    except (OSError, SMTPException) as error:
        return None, f"{type(error).__name__}: {error}"
    return None, ""


def _letter(newsroom: str, seq: int, digest: str) -> tuple[str, str]:
    words = _(
        "The record of %(newsroom)s has %(seq)s entries. Its head is\n\n%(head)s\n\nKeep this mail. "
        "Whoever has it can prove later that no entry up to here was altered or cut off:\n\n"
        "manage.py verify_history --head %(head)s\n"
    ) % {"newsroom": newsroom, "seq": seq, "head": f"{seq}:{digest}"}
    return _("Head of the record: entry %(seq)s") % {"seq": seq}, words


def _stamp(address: str, seq: int, digest: str) -> tuple[bytes | None, str]:
    message = message_of(seq, digest)
    try:
        request = asked_for(message)
        answer = fetching.fetch(
            address,
            accept="application/timestamp-reply",
            headers={"Content-Type": "application/timestamp-query"},
            sent=request.as_bytes(),
            max_bytes=_MOST_BYTES,
            deadline_seconds=_SECONDS,
        )
        checked(answer.body, message, nonce=request.nonce)
    except (fetching.FetchError, BadStampError) as error:
        return None, str(error)
    return answer.body, ""


_SENT: dict[HeadWay, Callable[[str, int, str], tuple[bytes | None, str]]] = {
    HeadWay.MAIL: _mail,
    HeadWay.TIMESTAMP: _stamp,
}
