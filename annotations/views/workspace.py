"""The article workspace: the text to read, its claims beside it, what was set aside, what is known of it."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations import dossier
from annotations.claims import progress_of
from annotations.dossier.copies import quoted_in, serves
from annotations.imports import accept
from annotations.imports import remove as removing
from annotations.imports.correct import correct_article, take_back
from annotations.models import (
    Article,
    ArticleRevision,
    Asserts,
    ClaimantKind,
    HistoryHead,
    Import,
    ImportStatus,
    Purpose,
    Rating,
)
from annotations.permissions import can_edit, can_review
from annotations.refusals import Refused
from annotations.views.about import TIME_ZONES, about_of, about_values, agency_notes, said_in
from annotations.views.doors import actor_of, is_fragment, onward, part, person_of, private, told
from annotations.views.filled import Filled, refilled
from annotations.views.kinship import kin_of
from annotations.views.parts_of_text import undo_of
from annotations.views.shown import claims_for, language_name
from annotations.views.signed_off import header_of, writers_of
from annotations.views.watched import line_of


@require_safe
@private
def workspace(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """The text and what is known of it. The script asks the API for the claims and draws them."""
    person = person_of(request)
    article = article_for(request, article_id)
    if article.merged_into_id is not None:
        messages.info(request, _("That copy is part of this article now."))
        return HttpResponseRedirect(workspace_url(article.merged_into_id))
    if article.current_revision is None:
        return _waiting(request, article)
    if is_fragment(request):  # the page of an article that was still on its way asks again
        return reloaded(request, workspace_url(article_id))
    context = {
        "nav": "articles",
        "article": article,
        "revision": article.current_revision,
        "progress": progress_of([article])[article.pk],
        **text_of(article.current_revision),
        "about": about_of(article),
        "about_form": Filled(values=about_values(article)),
        "revisions": list(
            ArticleRevision.objects.filter(article=article)
            .only("id", "number", "created_at", "article_id")
            .order_by("-number")[:20]
        ),
        "ratings": list(Rating.objects.offered(article.purpose)),
        "asserts": Asserts.choices,
        "claimant_kinds": ClaimantKind.choices,
        "language_name": language_name(article.language),
        "agency": agency_notes(article),
        "kin": [r for r in kin_of([article.pk]).get(article.pk, []) if r.is_open],
        "also_published": list(article.also_published.order_by("created_at")),
        "time_zones": TIME_ZONES,
        "undo": undo_of(article.current_revision, request.GET.get("chosen", "")),
        "watched": line_of(person, article),
        "signed": header_of(article),
        **(writers_of(article) if article.purpose == Purpose.OWN else {}),
        "quoted": quoted_in(person, article.current_revision),
        "serves": serves(person, article) if article.is_source else None,
        "seq": HistoryHead.objects.values_list("seq", flat=True).first() or 0,
        "may": {"edit": can_edit(person), "review": can_review(person)},
    }
    return render(request, "annotations/workspace/workspace.html", context)


@require_safe
@private
def cards(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """The claims in text order, one line each, for a browser without scripts."""
    article, person = article_for(request, article_id), person_of(request)
    claims = claims_for(person, json.loads(dossier.claims_json(person, article.pk)))
    for number, claim in enumerate(claims, start=1):
        claim["number"] = number
    context = {"nav": "articles", "article": article, "claims": claims}
    return part(request, "annotations/workspace/_cards.html", context)


@require_safe
@private
def progress(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """The numbers above the text, after a claim changed."""
    article = article_for(request, article_id)
    context = {"article": article, "progress": progress_of([article])[article.pk]}
    return part(request, "annotations/workspace/_progress.html", context)


@require_POST
@private
def correct(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Set what is known of the article as the editor says; untouched proposals stay proposals.

    With `take_back`, let that field be again what the document says.
    """
    article, actor = article_for(request, article_id), actor_of(request)
    try:
        if field := request.POST.get("take_back"):
            take_back(actor=actor, article_id=article_id, field=field)
        else:
            correct_article(actor=actor, article_id=article_id, **said_in(request, article))
    except Refused as refusal:
        return _about(request, article, refilled(request, refusal, "", about_values(article)))
    said = _("The article's details are saved.")
    if not is_fragment(request):
        return onward(request, workspace_url(article_id), said)
    article = article_for(request, article_id)
    response = _about(request, article, Filled(values=about_values(article)))
    return told(response, changed="", said=said)


@require_POST
@private
def again(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Fetch the article again, or take its new text: an import like every other."""
    text = request.POST.get("text")
    accept.import_again(actor=actor_of(request), article_id=article_id, text=text or None)
    return reloaded(request, reverse("imports"), _("Its newest text is on the way."))


@require_POST
@private
def remove(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Delete the article, if nothing stands on it; its page then says so and offers to undo it."""
    removing.remove(actor=actor_of(request), article_id=article_id)
    return reloaded(request, workspace_url(article_id))


@require_POST
@private
def restore(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Put a deleted article back."""
    removing.restore(actor=actor_of(request), article_id=article_id)
    return reloaded(request, workspace_url(article_id), _("The article is back."))


def article_for(request: HttpRequest, article_id: UUID) -> Article:
    """The article with its newest text.

    Raises:
        Missing: `not_found`. Gone: `article_deleted`.
    """
    articles = Article.objects.visible_to(person_of(request)).defer(
        "search", "current_revision__document"
    )
    article = (
        articles.select_related("current_revision", "created_by").filter(pk=article_id).first()
    )
    if article is None:
        removing.refuse_absent(article_id)
    return article


def workspace_url(article_id: UUID | str) -> str:
    """The workspace's address."""
    return reverse("workspace", args=[article_id])


def text_of(revision: ArticleRevision) -> dict[str, Any]:
    """The text by blocks in reading order, with what was set aside standing where it stood.

    Offsets are code points in the revision's text, end exclusive.
    """
    aside: dict[str | None, list[dict[str, Any]]] = {}
    for block in revision.set_aside:
        aside.setdefault(block["after"], []).append(block)
    number = {block["id"]: i for i, block in enumerate(revision.blocks, start=1)}
    items: list[dict[str, Any]] = [{"aside": aside[None]}] if None in aside else []
    for block in revision.blocks:
        words = revision.text[block["start"] : block["end"]]
        items.append({"block": {**block, "text": words, "number": number[block["id"]]}})
        if block["id"] in aside:
            items.append({"aside": aside[block["id"]]})
    return {
        "items": items,
        "sentences": revision.sentences,
        "set_aside_count": len(revision.set_aside),
        "repeat_count": sum(1 for block in revision.blocks if block["repeat_of"]),
    }


def _waiting(request: HttpRequest, article: Article) -> HttpResponse:
    """Where the article's text is: on its way, or failed and why. Asks again by itself."""
    last = Import.objects.filter(article=article).order_by("-created_at").first()
    has_failed = last is not None and last.status == ImportStatus.FAILED
    context = {"article": article, "last": last, "has_failed": has_failed}
    if is_fragment(request):
        return render(request, "annotations/workspace/_waiting.html", context)
    return render(request, "annotations/workspace/waiting.html", context, status=409)


def _about(request: HttpRequest, article: Article, form: Filled) -> HttpResponse:
    context = {
        "article": article,
        "about": about_of(article),
        "about_form": form,
        "agency": agency_notes(article),
        "kin": [r for r in kin_of([article.pk]).get(article.pk, []) if r.is_open],
        "also_published": list(article.also_published.order_by("created_at")),
        "time_zones": TIME_ZONES,
        "may": {"edit": can_edit(person_of(request))},
    }
    return part(request, "annotations/workspace/_about.html", context, status=form.status)


def reloaded(request: HttpRequest, url: str, said: str = "") -> HttpResponse:
    """Go to a page of ours whole, also from a fragment's request."""
    response = onward(request, url, said)
    if is_fragment(request):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = response["Location"]
        return answer
    return response
