"""Opening a thread on a claim, answering in it, resolving and reopening it."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed
from annotations.discussion.people import call, called_in, names_of
from annotations.discussion.pins import pin_of, told_of
from annotations.history import record
from annotations.models import (
    Claim,
    Comment,
    Mention,
    Notice,
    NoticeKind,
    SecondVerdict,
    Thread,
    User,
)
from annotations.permissions import Actor, require_editor
from annotations.refusals import Forbidden, Missing

MOST = 5000


def text_of(value: Any) -> str:
    """A comment's words.

    Raises:
        Invalid: `required`, `too_long` (over 5,000 characters), `not_text`, `bad_characters`.
    """
    return typed.text_of(value, "text", MOST, required=True)


@transaction.atomic
def open_thread(*, actor: Actor, claim_id: UUID, text: Any, **pin: Any) -> Thread:
    """Ask something about a claim, whatever its state.

    Args:
        actor: an editor or above.
        claim_id: which claim.
        text: 1 to 5,000 characters, plain; `@username` calls somebody.
        pin: `field`, `evidence`, `start`, `end`, `exact`: what it is about (see `pins.pin_of`).

    Returns:
        The thread, open, with its first comment.

    Raises:
        Missing, Invalid (see `text_of`; `too_many_mentions`), Forbidden `role_required`, `rating_blind`, and the
        refusals of `pin_of`.
    """
    person = require_editor(actor)
    claim = Claim.objects.visible_to(person).defer("search").filter(pk=claim_id).first()
    if claim is None:
        raise Missing("not_found", _("There is no such claim. It may have been deleted."))
    refuse_if_blind(claim, person)
    words = text_of(text)
    people = called_in(words)
    place = pin_of(claim, person, pin)
    thread = Thread.objects.create(claim=claim, created_by=person, **place)
    comment = Comment.objects.create(thread=thread, author=person, text=words)
    call(comment, people)
    facts: dict[str, Any] = {
        "first_comment": str(comment.pk),
        "text": words,
        "called": names_of(people),
        **told_of(thread),
    }
    record(actor, "thread_opened", thread, claim=claim, **facts)
    return thread


@transaction.atomic
def reply(*, actor: Actor, thread_id: UUID, text: Any) -> Comment:
    """Answer in a thread. A resolved one is open again by that.

    Returns:
        The comment; its `thread` is as it is now, and `thread.was_resolved` tells whether it was reopened.

    Raises:
        Missing, Invalid (see `open_thread`), Forbidden `role_required`.
    """
    person = require_editor(actor)
    thread = take_thread(actor, thread_id)
    words = text_of(text)
    people = called_in(words)
    was_resolved = thread.resolved_at is not None
    if was_resolved:
        _set_resolved(thread, None)
    comment = Comment.objects.create(thread=thread, author=person, text=words)
    thread.__dict__["was_resolved"] = was_resolved
    call(comment, people)
    facts: dict[str, Any] = {"thread": str(thread.pk), "text": words, "called": names_of(people)}
    if was_resolved:
        record(actor, "thread_reopened", thread, claim=thread.claim, by_reply=True)
    record(actor, "commented", comment, claim=thread.claim, **facts)
    return comment


@transaction.atomic
def resolve(*, actor: Actor, thread_id: UUID) -> Thread:
    """Say that a thread is settled. One that is resolved already stays as it is.

    Raises:
        Missing, Forbidden `role_required`.
    """
    require_editor(actor)
    thread = take_thread(actor, thread_id)
    if thread.resolved_at is None:
        settle(actor, thread)
        record(actor, "thread_resolved", thread, claim=thread.claim)
    return thread


@transaction.atomic
def reopen(*, actor: Actor, thread_id: UUID) -> Thread:
    """Take back that a thread is settled. One that is open stays as it is.

    Raises:
        Missing, Forbidden `role_required`.
    """
    require_editor(actor)
    thread = take_thread(actor, thread_id)
    if thread.resolved_at is not None:
        _set_resolved(thread, None)
        record(actor, "thread_reopened", thread, claim=thread.claim)
    return thread


def see_mentions(*, actor: Actor, claim_id: UUID) -> int:
    """Note that this person has looked at the calls of them on a claim; any role, no edit, no record.

    Returns:
        How many were unseen until now.
    """
    unseen = Mention.objects.filter(
        person=actor.person, seen_at__isnull=True, comment__thread__claim=claim_id
    )
    count = unseen.update(seen_at=timezone.now())
    # The notice of a call is the same news: whoever has looked at one has looked at both.
    told = Notice.objects.unseen().filter(person=actor.person, kind=NoticeKind.MENTIONED)
    told.filter(claim=claim_id).update(seen_at=timezone.now())
    return count


def take_thread(actor: Actor, thread_id: UUID) -> Thread:
    """Lock a thread, with its claim, for the rest of the transaction.

    Raises:
        Missing: `not_found`.
    """
    threads = Thread.objects.select_related("claim").defer("claim__search")
    visible = threads.filter(claim__in=Claim.objects.visible_to(actor.person))
    thread = visible.select_for_update(of=("self",)).filter(pk=thread_id).first()
    if thread is None:
        raise Missing("not_found", _("There is no such thread. Its claim may have been deleted."))
    refuse_if_blind(thread.claim, actor.person)
    return thread


def refuse_if_blind(claim: Claim, person: User) -> None:
    """Keep whoever rates a claim independently at the moment out of what is said about it.

    Raises:
        Forbidden: `rating_blind`.
    """
    if SecondVerdict.objects.kept_from(person, [claim.pk]):
        raise Forbidden(
            "rating_blind",
            _("You are rating this claim independently. Give your verdict or hand it back first."),
        )


def settle(actor: Actor, thread: Thread) -> None:
    """Set a thread, locked by the caller, resolved. Does not record."""
    _set_resolved(thread, actor)


def _set_resolved(thread: Thread, actor: Actor | None) -> None:
    thread.resolved_by = actor.person if actor else None
    thread.resolved_at = timezone.now() if actor else None
    thread.save(update_fields=["resolved_by", "resolved_at"])
