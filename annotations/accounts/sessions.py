"""Where somebody is signed in: listed, ended one by one, kept fresh at little cost."""

import time
from importlib import import_module
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.history import record
from annotations.models import User
from annotations.permissions import Actor
from annotations.refusals import Missing

# Being seen is written down at most this often, so that reading pages costs no writes.
SEEN_EVERY_SECONDS = 300
_SEEN = "seen_at"


def sessions_of(person: User) -> list[UserSession]:
    """The sessions that still stand, last seen first, at most 200. Rows of those that ran out are removed."""
    rows = list(UserSession.objects.filter(user=person).order_by("-last_seen_at", "-pk")[:200])
    standing = _standing([row.session_key for row in rows])
    gone = [row.pk for row in rows if row.session_key not in standing]
    if gone:
        UserSession.objects.filter(pk__in=gone).delete()
    return [row for row in rows if row.session_key in standing]


@transaction.atomic
def end_session(*, actor: Actor, session_id: int) -> None:
    """End one of the person's own sessions; its next request is signed out.

    Raises:
        Missing: `session_unknown`.
    """
    found = UserSession.objects.select_for_update().filter(user=actor.person, pk=session_id).first()
    if found is None:
        raise Missing("session_unknown", _("This session has ended already."))
    found.end()
    record(actor, "session_ended", actor.person, before=1, after=0)


@transaction.atomic
def end_other_sessions(*, actor: Actor, person: User, but: str = "") -> int:
    """End all sessions of a person.

    Args:
        actor: who asks.
        person: whose sessions.
        but: the key of the session that stays.

    Returns:
        How many ended.
    """
    others = list(
        UserSession.objects.select_for_update().filter(user=person).exclude(session_key=but)
    )
    for session in others:
        session.end()
    if others:
        record(actor, "sessions_ended", person, before=len(others), after=0)
    return len(others)


def begin_seeing(session: SessionBase) -> None:
    """From sign-in on, this session tells when it was last seen."""
    session[_SEEN] = int(time.time())


def keep_seen(session: SessionBase, address: str) -> None:
    """Write down that a session was seen, unless that was done just now.

    Args:
        session: of a signed-in person.
        address: the IP address that it came from.
    """
    seen, now = session.get(_SEEN), int(time.time())
    if not isinstance(seen, int) or now - seen < SEEN_EVERY_SECONDS:
        return
    session[_SEEN] = now
    UserSession.objects.filter(session_key=session.session_key).update(
        last_seen_at=timezone.now(), ip=address
    )


def _standing(keys: list[str]) -> set[str]:
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    rows = store.get_model_class().objects
    found = rows.filter(session_key__in=keys, expire_date__gt=timezone.now())
    return set(found.values_list("session_key", flat=True))
