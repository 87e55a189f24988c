"""How a person wants to be told: the way of each kind, and when their daily mail comes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from annotations import typed
from annotations.history import record
from annotations.models import Digest, NoticeChoice, NoticeKind, NoticeWay, User
from annotations.notices.ways import DEFAULTS
from annotations.permissions import Actor
from annotations.refusals import Invalid, Missing

_SALT = "annotations.notices.unsubscribe"
_LAST_HOUR = 23
_CONSOLE = "django.core.mail.backends.console.EmailBackend"


@dataclass(frozen=True, slots=True)
class Choices:
    """The way of every kind (also those never chosen), and the hour and zone of the daily mail."""

    ways: dict[str, str]
    hour: int
    time_zone: str


def sends_mail() -> bool:
    """Whether this installation sends mail: without `EMAIL_URL` letters only go to the console."""
    return bool(settings.EMAIL_BACKEND != _CONSOLE)


def choices_of(person: User) -> Choices:
    """What this person chose, or the defaults."""
    ways: dict[str, str] = {kind: str(way) for kind, way in DEFAULTS.items()}
    ways |= dict(NoticeChoice.objects.filter(person=person).values_list("kind", "way"))
    digest = Digest.objects.filter(person=person).first() or Digest(person=person)
    return Choices(ways, digest.hour, digest.time_zone)


@transaction.atomic
def choose(*, actor: Actor, ways: Any = None, hour: Any = None, time_zone: Any = None) -> Choices:
    """Keep how this person wants to be told; what is left out stays.

    Args:
        actor: any account, for itself.
        ways: kind -> `at_once`, `digest`, `app` or `none`.
        hour: 0 to 23, by the clock of `time_zone`.
        time_zone: an IANA name such as Europe/Minsk.

    Raises:
        Invalid: `not_an_object`, `unknown_choice`, `number_invalid`, `unknown_time_zone`.
    """
    person = actor.person
    _set_ways(person, _ways(ways if ways is not None else {}))
    digest = Digest.objects.filter(person=person).first() or Digest(person=person)
    if hour is not None:
        digest.hour = _hour(hour)
    if time_zone is not None:
        digest.time_zone = _zone(time_zone)
    digest.save()
    return choices_of(person)


def unsubscribe_token(person: User, kinds: list[str]) -> str:
    """What the link in a mail says, signed: an opaque id and the kinds that the mail told."""
    return signing.dumps([person.pk.hex, sorted(set(kinds))], salt=_SALT)


@transaction.atomic
def unsubscribe(*, token: str) -> int:
    """Tell these kinds in the app only from now on; whoever holds the mail may do it, signed in or not.

    Returns:
        How many kinds were mailed until now; a second time it is none.

    Raises:
        Missing: `link_unknown`.
    """
    person, kinds = _read(token)
    before = choices_of(person).ways
    mailed = [kind for kind in kinds if before[kind] in {NoticeWay.AT_ONCE, NoticeWay.DIGEST}]
    if mailed:
        _set_ways(person, dict.fromkeys(mailed, NoticeWay.APP))
        record(Actor(user=person, door="mail"), "mail_unsubscribed", person, kinds=mailed)
    return len(mailed)


def refuse_unknown_link(token: str) -> None:
    """Look whether a link is one of ours.

    Raises:
        Missing: `link_unknown`.
    """
    _read(token)


def _read(token: str) -> tuple[User, list[str]]:
    try:
        person_id, kinds = signing.loads(token, salt=_SALT)
        person = User.objects.get(pk=person_id)
    except (signing.BadSignature, ValueError, TypeError, User.DoesNotExist):
        raise Missing(
            "link_unknown",
            _("This link is not complete. Copy all of it from the mail, or sign in to choose."),
        ) from None
    return person, [kind for kind in kinds if kind in NoticeKind.values]


def _set_ways(person: User, ways: Mapping[str, str]) -> None:
    NoticeChoice.objects.bulk_create(
        [NoticeChoice(person=person, kind=kind, way=way) for kind, way in ways.items()],
        update_conflicts=True,
        unique_fields=["person", "kind"],
        update_fields=["way"],
    )


def _ways(given: Any) -> dict[str, str]:
    if not isinstance(given, Mapping):
        raise Invalid("not_an_object", _("Give a way for each kind of notice."), field="ways")
    return {
        typed.choice_of(kind, "ways", NoticeKind.values): typed.choice_of(
            way, f"ways.{kind}", NoticeWay.values
        )
        for kind, way in given.items()
    }


def _hour(given: Any) -> int:
    hour = typed.whole_number_of(given, "hour")
    if hour is None or not 0 <= hour <= _LAST_HOUR:
        raise Invalid("number_invalid", _("Give an hour from 0 to 23."), field="hour")
    return hour


def _zone(given: Any) -> str:
    name = typed.text_of(given, "time_zone", 60, required=True)
    if name not in available_timezones():
        raise Invalid(
            "unknown_time_zone",
            _("Choose a time zone by its name, such as Europe/Minsk."),
            field="time_zone",
        )
    return name
