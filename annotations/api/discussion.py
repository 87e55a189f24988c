"""Discussion: threads on a claim, their comments, and whom one can call."""

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from annotations import discussion
from annotations.api.asked import actor_of, body_of, person_of, picked, words_asked
from annotations.api.described import asked, described
from annotations.api.door import Door, claim_asked
from annotations.api.idempotency import once
from annotations.api.pagination import whole
from annotations.api.shapes import discussion as shapes
from annotations.discussion.pins import NAMES
from annotations.dossier.threads import comment_of, discussion_of, thread_of

_THREAD = ("id", "pin", "created_by", "created_at", "resolved")
_TOLD = ("id", "author", "text", "mentions", "created_at", "edited_at", "removed")


class ClaimThreads(Door):
    """`claims/{id}/threads/`."""

    @described(
        "threads_list",
        "The discussion of a claim.",
        answer=shapes.Discussion,
        errors=(404,),
    )
    def get(self, request: Request, claim_id: UUID) -> Response:
        """All in one answer, oldest first, resolved ones too."""
        claim_asked(request, claim_id)
        found = discussion_of(person_of(request), claim_id)
        threads = [_thread(thread) for thread in found["threads"]]
        return Response({"threads": threads, "open": len(found["open"])})

    @described(
        "threads_open",
        "Ask something about a claim.",
        body=shapes.ThreadAsked,
        answer=shapes.Thread,
        status=201,
        creates=True,
        errors=(404, 409),
    )
    @once
    def post(self, request: Request, claim_id: UUID) -> HttpResponseBase:
        """With its first comment, pinned where asked. The claim, its version and its ETag stay as they are."""
        body = body_of(request)
        thread = discussion.open_thread(
            actor=actor_of(request),
            claim_id=claim_id,
            text=body.get("text"),
            **picked(body, *NAMES),
        )
        return Response(_thread(thread_of(person_of(request), thread.pk)), status=201)


class ThreadComments(Door):
    """`threads/{id}/comments/`."""

    @described(
        "comments_create",
        "Answer in a thread; a resolved one is open again by that.",
        body=shapes.Said,
        answer=shapes.Replied,
        status=201,
        creates=True,
        errors=(404,),
    )
    @once
    def post(self, request: Request, thread_id: UUID) -> HttpResponseBase:
        """The comment. `reopened` tells whether the thread was resolved until now."""
        comment = discussion.reply(
            actor=actor_of(request), thread_id=thread_id, text=body_of(request).get("text")
        )
        told = _comment(comment_of(person_of(request), comment.pk))
        reopened = comment.thread.__dict__["was_resolved"]
        return Response({**told, "thread": str(thread_id), "reopened": reopened}, status=201)


class CommentOne(Door):
    """`comments/{id}/`."""

    @described(
        "comments_change",
        "Change one's own words.",
        body=shapes.Said,
        answer=shapes.Comment,
        errors=(404,),
    )
    def patch(self, request: Request, comment_id: UUID) -> Response:
        """Equal words change nothing; whom they call is set anew."""
        discussion.edit(
            actor=actor_of(request), comment_id=comment_id, text=body_of(request).get("text")
        )
        return Response(_comment(comment_of(person_of(request), comment_id)))

    @described(
        "comments_delete",
        "Take one's own words back.",
        status=204,
        errors=(404,),
    )
    def delete(self, request: Request, comment_id: UUID) -> Response:
        """Their place stays, and the record keeps them."""
        discussion.remove(actor=actor_of(request), comment_id=comment_id)
        return Response(status=204)


class ThreadResolve(Door):
    """`threads/{id}/resolve/`."""

    @described(
        "threads_resolve",
        "Say that a thread is settled.",
        answer=shapes.Thread,
        errors=(404,),
    )
    def post(self, request: Request, thread_id: UUID) -> Response:
        """One that is resolved already stays as it is."""
        discussion.resolve(actor=actor_of(request), thread_id=thread_id)
        return Response(_thread(thread_of(person_of(request), thread_id)))


class ThreadReopen(Door):
    """`threads/{id}/reopen/`."""

    @described(
        "threads_reopen",
        "Take back that a thread is settled.",
        answer=shapes.Thread,
        errors=(404,),
    )
    def post(self, request: Request, thread_id: UUID) -> Response:
        """One that is open stays as it is."""
        discussion.reopen(actor=actor_of(request), thread_id=thread_id)
        return Response(_thread(thread_of(person_of(request), thread_id)))


class People(Door):
    """`people/`."""

    @described(
        "people_list",
        "Active accounts to call, at most 10; names that begin with the words first.",
        answer=shapes.PeopleToCall,
        query=(asked("search", "Words of a username or a name."),),
    )
    def get(self, request: Request) -> Response:
        """Without `search` the first ten."""
        found = discussion.people_named(words_asked(request, "search", 150))
        return Response(
            whole([{"id": str(p.pk), "username": p.username, "name": p.name} for p in found])
        )


def _thread(told: dict[str, Any]) -> dict[str, Any]:
    thread = {name: told[name] for name in _THREAD}
    return {**thread, "comments": [_comment(comment) for comment in told["comments"]]}


def _comment(told: dict[str, Any]) -> dict[str, Any]:
    """What programs need; the words' parts are for pages, as is what is folded."""
    return {name: told[name] for name in _TOLD}
