"""The discussion of claims as one person sees it: the same for every door."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from annotations.discussion import parts_of
from annotations.discussion.said import key_of
from annotations.dossier.pins import pins_told
from annotations.models import Comment, Mention, SecondVerdict, Thread, User
from annotations.permissions import can_edit

_UNFOLDED = 6  # comments of a thread that are shown without folding


def discussions_of(user: User, claim_ids: Iterable[UUID | str]) -> dict[str, dict[str, Any]]:
    """The discussion of each claim, by the claim's id; six queries at most, however many there are.

    Left out are threads on evidence that `user` may not see, and all of a claim that they rate independently just now.

    Each has `threads` (see `thread_told`; oldest first), the same told apart as `open` and `resolved`,
    `may_write`, `is_calling` (it has a call of `user` that they have not seen) and `sign`, which differs when
    anything in it does.
    """
    ids = [UUID(str(pk)) for pk in claim_ids]
    by_claim: dict[str, list[dict[str, Any]]] = {str(pk): [] for pk in ids}
    blind = SecondVerdict.objects.kept_from(user, ids) if ids else set()
    threads = Thread.objects.filter(claim__in=[pk for pk in ids if pk not in blind])
    rows = list(threads.select_related("created_by", "resolved_by").order_by("pk"))
    pins = pins_told(user, rows)
    rows = [thread for thread in rows if thread.pk in pins]
    comments = _comments_of(rows)
    for thread in rows:
        told = thread_told(thread, comments.get(thread.pk, []), user, pins[thread.pk])
        by_claim[str(thread.claim_id)].append(told)
    return {
        pk: _discussion(user, told, is_blind=UUID(pk) in blind) for pk, told in by_claim.items()
    }


def discussion_of(user: User, claim_id: UUID | str) -> dict[str, Any]:
    """The discussion of one claim (see `discussions_of`)."""
    return discussions_of(user, [claim_id])[str(claim_id)]


def thread_told(
    thread: Thread, comments: Sequence[Comment], user: User, pin: dict[str, Any] | None
) -> dict[str, Any]:
    """One thread: `{id, pin, created_by, created_at, resolved: {by, at} | None, comments}`; `pin` as in `pins_told`.

    For pages the comments are told apart as `begin`, `middle` (which is folded) and `end`.
    """
    told = [comment_told(comment, user) for comment in comments]
    begin, middle, end = _folded(told)
    resolved = None
    if thread.resolved_by is not None:
        resolved = {"by": _person(thread.resolved_by), "at": thread.resolved_at}
    return {
        "id": str(thread.pk),
        "pin": pin,
        "is_returned": thread.decision_id is not None,
        "created_by": _person(thread.created_by),
        "created_at": thread.created_at,
        "resolved": resolved,
        "comments": told,
        "begin": begin,
        "middle": middle,
        "end": end,
        "calls_in_middle": any(comment["calls_me"] for comment in middle),
    }


def comment_told(comment: Comment, user: User) -> dict[str, Any]:
    """One comment: who, its words and their parts, whom it calls, and what became of it.

    `calls_me` tells whether it calls `user`, and they have not looked.
    """
    mentions: list[Mention] = list(comment.mentions.all())
    called = {key_of(mention.person.username): mention.person for mention in mentions}
    names = {key: person.username for key, person in called.items()}
    parts = parts_of(comment.text, names)
    # A call that was seen and edited away stays a row, but is said no more.
    said = {part.username: called[key_of(part.username)] for part in parts if part.username}
    return {
        "id": str(comment.pk),
        "author": _person(comment.author),
        "text": comment.text,
        "parts": parts,
        "mentions": [_person(person) for person in said.values()],
        "created_at": comment.created_at,
        "edited_at": comment.edited_at,
        "removed": comment.removed_at is not None,
        "is_mine": comment.author_id == user.pk,
        "calls_me": any(m.person_id == user.pk and m.seen_at is None for m in mentions),
    }


def _folded(comments: list[Any]) -> tuple[list[Any], list[Any], list[Any]]:
    """Of a long thread the question, and the last three; between them what a page folds."""
    if len(comments) <= _UNFOLDED:
        return comments, [], []
    return comments[:1], comments[1:-3], comments[-3:]


def thread_of(user: User, thread_id: UUID) -> dict[str, Any]:
    """A thread that was written to a moment ago."""
    thread = Thread.objects.select_related("created_by", "resolved_by").get(pk=thread_id)
    pin = pins_told(user, [thread]).get(thread.pk)
    return thread_told(thread, _comments_of([thread]).get(thread.pk, []), user, pin)


def comment_of(user: User, comment_id: UUID) -> dict[str, Any]:
    """A comment that was written a moment ago."""
    return comment_told(_with_people().get(pk=comment_id), user)


def _comments_of(threads: Sequence[Thread]) -> dict[UUID, list[Comment]]:
    found: dict[UUID, list[Comment]] = {}
    if not threads:
        return found
    for comment in _with_people().filter(thread__in=threads).order_by("pk"):
        found.setdefault(comment.thread_id, []).append(comment)
    return found


def _with_people() -> Any:
    return Comment.objects.select_related("author").prefetch_related("mentions__person")


def _discussion(user: User, threads: list[dict[str, Any]], *, is_blind: bool) -> dict[str, Any]:
    is_calling = any(c["calls_me"] for thread in threads for c in thread["comments"])
    return {
        "threads": threads,
        "open": [thread for thread in threads if thread["resolved"] is None],
        "resolved": [thread for thread in threads if thread["resolved"] is not None],
        "may_write": can_edit(user) and not is_blind,
        "is_calling": is_calling,
        "sign": _sign(threads),
    }


def _sign(threads: list[dict[str, Any]]) -> str:
    told = hashlib.sha256()
    for thread in threads:
        told.update(f"{thread['id']} {thread['resolved'] and thread['resolved']['at']}\n".encode())
        told.update(f"{thread['pin'] and thread['pin']['state']}\n".encode())
        for comment in thread["comments"]:
            facts = (comment["id"], comment["edited_at"], comment["removed"])
            told.update(f"{facts}\n".encode())
    return told.hexdigest()[:16]


def _person(person: User) -> dict[str, str]:
    return {"id": str(person.pk), "username": person.username, "name": person.name}
