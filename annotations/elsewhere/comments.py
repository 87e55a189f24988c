"""What an annotation said beside its passage is kept as a comment on the claim, under the name of who wrote it there."""

import re

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from annotations.discussion import open_thread, reply
from annotations.discussion.threads import MOST
from annotations.elsewhere.told import Told
from annotations.models import Claim, Thread
from annotations.permissions import Actor

# Nobody here is called by what somebody wrote elsewhere: an invisible joiner parts the sign from the name.
_CALL = re.compile(r"(?<![\w.+\-/])@(?=\w)")
_UNCALLED = "@\u2060"


def keep_comment(*, actor: Actor, claim: Claim, told: Told) -> None:
    """Open a thread on the claim with what the annotation says; nothing where it says nothing.

    What is longer than a comment may be goes on in answers to it.

    Raises:
        Forbidden: `role_required`, `rating_blind`.
    """
    if not told.comment:
        return
    first, *more = _parts(told)
    thread = open_thread(actor=actor, claim_id=claim.pk, text=first)
    for part in more:
        reply(actor=actor, thread_id=thread.pk, text=part)


def keep_reply(*, actor: Actor, claim: Claim, told: Told) -> None:
    """Add a reply to the first open thread that this person has opened on the claim, or open one."""
    if not told.comment:
        return
    threads = Thread.objects.filter(claim=claim, created_by=actor.person, resolved_at__isnull=True)
    thread = threads.order_by("created_at", "pk").first()
    if thread is None:
        keep_comment(actor=actor, claim=claim, told=told)
        return
    for part in _parts(told):
        reply(actor=actor, thread_id=thread.pk, text=part)


def _parts(told: Told) -> list[str]:
    words = _CALL.sub(_UNCALLED, f"{_head(told)}\n{told.comment}")
    return [part for at in range(0, len(words), MOST) if (part := words[at : at + MOST].strip())]


def _head(told: Told) -> str:
    named = {"name": told.creator, "day": told.created and date_format(told.created, "DATE_FORMAT")}
    if told.creator and told.created:
        return _("%(name)s wrote elsewhere on %(day)s:") % named
    return _("%(name)s wrote elsewhere:") % named if told.creator else _("Written elsewhere:")
