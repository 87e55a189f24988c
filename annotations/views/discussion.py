"""The discussion of a claim, on its card, its page and in the review queue."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotations import discussion as room
from annotations.dossier.threads import discussion_of
from annotations.models import Comment, Thread
from annotations.refusals import Missing, Refused
from annotations.views.cards import claim_row
from annotations.views.doors import actor_of, is_fragment, onward, part, person_of, private

_SECTION = "annotations/discussion/_discussion.html"
_PAGE = "annotations/discussion/_page.html"


@require_http_methods(["GET", "HEAD", "POST"])
@private
def discussion(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Its threads; POST opens one. With `known`, the sign of what the page shows: 204 if that is all."""
    if request.method != "POST":
        return _shown(request, claim_row(request, claim_id).pk, known=request.GET.get("known", ""))

    def say() -> str:
        return str(
            room.open_thread(actor=actor_of(request), claim_id=claim_id, text=_text(request)).pk
        )

    return _after(request, claim_id, say, field=f"thread-{claim_id}")


@require_POST
@private
def reply(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Answer in a thread; where it was resolved, say that it is open again."""
    said = []

    def say() -> str:
        comment = room.reply(actor=actor_of(request), thread_id=thread_id, text=_text(request))
        if comment.thread.__dict__["was_resolved"]:
            said.append(_("The thread is open again."))
        return str(comment.pk)

    claim_id = _claim_of_thread(thread_id)
    return _after(request, claim_id, say, field=f"reply-{thread_id}", said=said)


@require_POST
@private
def edit(request: HttpRequest, comment_id: UUID) -> HttpResponse:
    """Change one's own words."""

    def say() -> str:
        room.edit(actor=actor_of(request), comment_id=comment_id, text=_text(request))
        return str(comment_id)

    return _after(request, _claim_of_comment(comment_id), say, field=f"edit-{comment_id}")


@require_POST
@private
def remove(request: HttpRequest, comment_id: UUID) -> HttpResponse:
    """Take one's own words back."""

    def say() -> str:
        room.remove(actor=actor_of(request), comment_id=comment_id)
        return str(comment_id)

    said = [_("Removed; the record keeps it.")]
    return _after(request, _claim_of_comment(comment_id), say, said=said)


@require_POST
@private
def resolve(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Say that a thread is settled."""

    def say() -> str:
        room.resolve(actor=actor_of(request), thread_id=thread_id)
        return ""

    return _after(request, _claim_of_thread(thread_id), say, said=[_("The thread is resolved.")])


@require_POST
@private
def reopen(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Take back that a thread is settled."""

    def say() -> str:
        room.reopen(actor=actor_of(request), thread_id=thread_id)
        return str(thread_id)

    return _after(request, _claim_of_thread(thread_id), say, said=[_("The thread is open again.")])


@require_POST
@private
def seen(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """This person looks at the discussion just now: calls of them are off their desk."""
    room.see_mentions(actor=actor_of(request), claim_id=claim_row(request, claim_id).pk)
    return HttpResponse(status=204)


def _after(
    request: HttpRequest,
    claim_id: UUID,
    say: Callable[[], str],
    *,
    field: str = "",
    said: list[str] | None = None,
) -> HttpResponse:
    """Do it and show the discussion anew. `say` returns the id of what the person should look at next.

    A refused form stays on the page with the reason beside it; without scripts the page comes back with
    what was typed in `field`.
    """
    words = [] if said is None else said
    try:
        fresh = say()
    except Missing:
        raise
    except Refused as refusal:
        if is_fragment(request) or refusal.field is None:
            raise
        typed = {"field": field, "text": _text(request), "refusal": refusal}
        return _shown(request, claim_id, typed=typed, status=refusal.status)
    if not is_fragment(request):
        there = f"{reverse('claim', args=[claim_id])}#discussion-{claim_id}"
        return onward(request, there, "".join(words))
    context = _context(request, claim_id)
    context["fresh"] = fresh
    return part(request, _SECTION, context, changed=str(claim_id), said="".join(words))


def _shown(
    request: HttpRequest, claim_id: UUID, *, known: str = "", status: int = 200, **more: Any
) -> HttpResponse:
    context = {**_context(request, claim_id), **more}
    if not is_fragment(request):
        context["statement"] = claim_row(request, claim_id).statement
        return part(request, _PAGE, context, status=status)
    if known and known == context["claim"]["discussion"]["sign"]:
        return HttpResponse(status=204)
    return part(request, _SECTION, context, status=status)


def _context(request: HttpRequest, claim_id: UUID) -> dict[str, Any]:
    found = discussion_of(person_of(request), claim_id)
    return {"claim": {"id": str(claim_id), "discussion": found}}


def _text(request: HttpRequest) -> str:
    return request.POST.get("text", "")


def _claim_of_thread(thread_id: UUID) -> UUID:
    found = Thread.objects.filter(pk=thread_id).values_list("claim", flat=True).first()
    if found is None:
        raise Missing("not_found", _("There is no such thread. Its claim may have been deleted."))
    return found


def _claim_of_comment(comment_id: UUID) -> UUID:
    found = Comment.objects.filter(pk=comment_id).values_list("thread__claim", flat=True).first()
    if found is None:
        raise Missing("not_found", _("There is no such comment. It may have been removed."))
    return found
