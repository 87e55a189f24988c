"""What the public pages say of the newsroom, written by its administrators; and what readers see of one article's text."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from annotations import publishing
from annotations.models import Language, Newsroom, PublicText, Purpose
from annotations.permissions import can_edit, require_admin, require_editor
from annotations.refusals import Refused
from annotations.views.doors import actor_of, expected, onward, person_of, private
from annotations.views.filled import Filled, refilled, typed_in
from annotations.views.workspace import article_for, workspace_url

_PAGES = (
    ("methodology", gettext_lazy("How we check"), "methodology"),
    ("sources_policy", gettext_lazy("Our sources"), "methodology_sources"),
    ("ownership", gettext_lazy("Who we are"), "methodology_funding"),
    ("funding", gettext_lazy("Who pays for it"), "methodology_funding"),
    ("corrections_policy", gettext_lazy("How we correct"), "corrections"),
    ("contact", gettext_lazy("How readers reach us"), "corrections"),
)
"""Each text: its name, its heading on the public page, and the page on which it stands."""


@require_http_methods(["GET", "HEAD", "POST"])
@private
def newsroom(request: HttpRequest) -> HttpResponse:
    """The texts of the public pages, with a look at them as they would stand there; administrators change them."""
    actor = actor_of(request)
    require_admin(actor)
    if request.method != "POST":
        return _page(request, Filled(), is_previewed=False)
    given = typed_in(request, *publishing.ABOUT)
    if "look" in request.POST:
        return _page(request, Filled(values=given, etag=request.POST.get("etag", "")))
    try:
        publishing.tell_about(actor=actor, expected=expected(request), **given)
    except Refused as refusal:
        now = Newsroom.current()
        told = publishing.about_told(now)
        return _page(request, refilled(request, refusal, publishing.about_etag(now), told))
    return onward(request, reverse("newsroom"), _("Saved. Readers see it within a minute."))


@require_http_methods(["GET", "HEAD", "POST"])
@private
def article(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """What readers may see of an article's text beside its published checks."""
    if request.method != "POST":
        return _article(request, article_id, Filled())
    actor = actor_of(request)
    require_editor(actor)
    try:
        publishing.show_text(
            actor=actor, article_id=article_id, publicly=request.POST.get("publicly", "")
        )
    except Refused as refusal:
        return _article(request, article_id, refilled(request, refusal, "", {}))
    return onward(request, workspace_url(article_id), _("What readers see of it is saved."))


def _page(request: HttpRequest, form: Filled, *, is_previewed: bool = True) -> HttpResponse:
    now = Newsroom.current()
    told = publishing.about_told(now)
    values: dict[str, Any] = {**told, **form.values}
    context = {
        "nav": "settings",
        "newsroom": now,
        "etag": form.etag or publishing.about_etag(now),
        "form": Filled(values=values, etag=form.etag, refusal=form.refusal),
        "texts": [
            {"name": name, "label": label, "page": page, "value": values[name], "kept": told[name]}
            for name, label, page in _PAGES
        ],
        "languages": Language.choices,
        "shows": PublicText.choices,
        "is_previewed": is_previewed and form.refusal is None,
    }
    return render(request, "annotations/newsroom/newsroom.html", context, status=form.status)


def _article(request: HttpRequest, article_id: UUID, form: Filled) -> HttpResponse:
    shown = article_for(request, article_id)
    settings = PublicText(Newsroom.current().shows_articles)
    context = {
        "nav": "articles",
        "article": shown,
        "form": form,
        "is_own": shown.purpose == Purpose.OWN,
        "choices": PublicText.choices,
        "settings": settings.label,
        "picked": form.values.get("publicly", shown.publicly),
        "may": {"edit": can_edit(person_of(request))},
    }
    return render(request, "annotations/newsroom/article.html", context, status=form.status)
