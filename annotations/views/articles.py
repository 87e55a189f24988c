"""The list of articles."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotations.claims import progress_of
from annotations.clearing import last_of
from annotations.kinship import relatives_of
from annotations.models import Article, Purpose, Stage
from annotations.permissions import can_edit
from annotations.views.doors import asked, chosen, person_of, private
from annotations.views.paging import page_of
from annotations.views.shown import language_name
from annotations.views.signed_off import standing_of


@require_safe
@private
def articles(request: HttpRequest) -> HttpResponse:
    """Newest first, with search, stage, language and purpose."""
    person = person_of(request)
    listed = Article.objects.visible_to(person).listed()
    languages = sorted(listed.order_by().values_list("language", flat=True).distinct())
    picked = {
        "search": asked(request, "search"),
        "stage": chosen(request, "stage", Stage.values),
        "purpose": chosen(request, "purpose", Purpose.values),
        "language": chosen(request, "language", languages),
    }
    found = listed.matching(picked["search"]) if picked["search"] else listed
    found = found.filter(**{k: v for k, v in picked.items() if v and k != "search"})
    slim = found.select_related("current_revision", "created_by").defer(
        "search",
        "current_revision__text",
        "current_revision__set_aside",
        "current_revision__document",
    )
    paged = page_of(request, slim.prefetch_related("assignees", "reviewers"))
    progress = progress_of(paged.items)
    kin = relatives_of([article.pk for article in paged.items])
    signed = last_of(paged.items)
    for article in paged.items:
        article.__dict__["progress"] = progress[article.pk]
        article.__dict__["signed"] = standing_of(article, signed.get(article.pk))
        article.__dict__["asks"] = [r for r in kin.get(article.pk, []) if r.is_open]
    context: dict[str, Any] = {
        "nav": "articles",
        "articles": paged.items,
        "page": paged,
        "picked": picked,
        "is_filtered": any(picked.values()),
        "stages": Stage.choices,
        "purposes": Purpose.choices,
        "languages": [(code, language_name(code)) for code in languages if code],
        "may": {"edit": can_edit(person)},
    }
    return render(request, "annotations/articles/articles.html", context)
