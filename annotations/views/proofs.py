"""The annotated proof of an article: to read, to print, and as a PDF that a worker makes."""

from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations import proofs as room
from annotations import typed
from annotations.evidence.giving import headers_of
from annotations.models import Article, ArticleRevision, Proof
from annotations.permissions import can_edit
from annotations.proofs.asking import article_of, trouble_of
from annotations.refusals import Conflict, Refused
from annotations.views.doors import actor_of, onward, part, person_of, private

_RECENT = 5


@require_safe
@private
def proof(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """The text of a revision (`revision`; the newest by default) with its claims in the margin and behind it."""
    return _page(request, article_id)


@require_safe
@private
def files(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """The PDF files that this person had made of it; asks again while one is being made."""
    article = article_of(person_of(request), article_id)
    context = {"nav": "articles", "article": article, **_files(request, article)}
    return part(request, "annotations/proofs/_files.html", context)


@require_POST
@private
def make(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Have a PDF made."""
    number = _number(request.POST.get("revision", ""))
    try:
        room.ask_for_proof(actor=actor_of(request), article_id=article_id, number=number)
    except Conflict as refusal:
        return _page(request, article_id, refusal)
    where = reverse("proof", args=[article_id])
    where += f"?revision={number}" if number else ""
    return onward(request, where, _("The PDF is being made. It appears here in a moment."))


@require_safe
@private
def pdf(request: HttpRequest, proof_id: UUID) -> HttpResponse:
    """The PDF, to be saved; that it was taken is part of the record."""
    found = room.take_proof(actor=actor_of(request), proof_id=proof_id)
    return cast("HttpResponse", pdf_answer(found))


def pdf_answer(found: Proof) -> StreamingHttpResponse:
    """The bytes of a proof, never opened in our name."""
    chunks = found.blob.chunks() if found.blob else iter(())
    headers = headers_of(filename_of(found))
    return StreamingHttpResponse(chunks, content_type="application/pdf", headers=headers)


def filename_of(found: Proof) -> str:
    """What it is saved as."""
    name = slugify(found.article.title)[:60] or "article"
    at = f"{found.created_at:%Y%m%d-%H%M}"
    return f"proof-{name}-r{found.revision.number}-{at}.pdf"


def _page(request: HttpRequest, article_id: UUID, refusal: Refused | None = None) -> HttpResponse:
    person = person_of(request)
    article = article_of(person, article_id)
    if article.current_revision_id is None:
        raise Conflict("no_text_yet", _("This article has no text yet. Wait until it has arrived."))
    asked = request.POST.get("revision") or request.GET.get("revision", "")
    found = room.proof_of(person, article, _number(asked))
    numbers = ArticleRevision.objects.filter(article=article).order_by("-number")
    context: dict[str, Any] = {
        "nav": "articles",
        "article": article,
        "proof": found,
        "numbers": numbers.values_list("number", flat=True),
        "refusal": refusal,
        "can_print": room.can_print(),
        "unavailable": room.UNAVAILABLE,
        "may": {"edit": can_edit(person)},
        **_files(request, article),
    }
    status = refusal.status if refusal else 200
    return render(request, "annotations/proofs/proofs.html", context, status=status)


def _files(request: HttpRequest, article: Article) -> dict[str, Any]:
    found = list(room.proofs_of(person_of(request), article)[:_RECENT])
    for one in found:
        one.__dict__["trouble"] = trouble_of(one)
    return {"files": found, "is_waiting": any(one.finished_at is None for one in found)}


def _number(given: str) -> int | None:
    return typed.whole_number_of(given, "revision") if given else None
