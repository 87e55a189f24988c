"""An article's texts: the list of them, what parts any two, and the words of an old one."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from annotations import typed
from annotations.claims.placed import passages_between
from annotations.imports.compare import compare
from annotations.models import Anchor, Article, ArticleRevision, HighlightPurpose, Origin
from annotations.refusals import Missing
from annotations.views.compared import shown
from annotations.views.compared_claims import add_claims
from annotations.views.doors import person_of, private
from annotations.views.paging import page_of

_HEAVY = ("text", "blocks", "set_aside", "sentences", "document", "snapshot__headers")


@require_safe
@private
def revisions(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Every text, newest first: when, by whom, why, and what it did to the passages."""
    article = _article(request, article_id)
    if "old" in request.GET or "new" in request.GET:
        return _to_comparison(request, article)
    rows = ArticleRevision.objects.filter(article=article).defer(*_HEAVY)
    page = page_of(request, rows.select_related("snapshot", "created_by"))
    context = {
        "nav": "articles",
        "article": article,
        "current": article.current_revision,
        "rows": _rows(page.items),
        "page": page,
        "last": ArticleRevision.objects.filter(article=article).count(),
    }
    return render(request, "annotations/revisions/revisions.html", context)


@require_safe
@private
def since(request: HttpRequest, article_id: UUID, number: int) -> HttpResponse:
    """What changed from one text to the one in force now."""
    article = _article(request, article_id)
    assert article.current_revision is not None  # noqa: S101 - `_article` refuses otherwise
    numbers = [article.pk, number, article.current_revision.number]
    return HttpResponseRedirect(reverse("revision_differences", args=numbers))


@require_safe
@private
def differences(request: HttpRequest, article_id: UUID, old: int, new: int) -> HttpResponse:
    """What parts two texts, with the claims beside it; a text beside itself is that text, to read.

    `?only=claims` leaves out the paragraphs that hold no passage.
    """
    article = _article(request, article_id)
    found = compare(article=article, old={"number": old}, new={"number": new})
    passages = passages_between(
        person=person_of(request), article=article, old=found.old, new=found.new
    )
    before = _before([found.old, found.new])
    compared = shown(found)
    context = {
        "nav": "articles",
        "article": article,
        "current": article.current_revision,
        "found": found,
        "why": {
            side: why(revision, before.get(revision.number))
            for side, revision in (("old", found.old), ("new", found.new))
        },
        "is_text": old == new,
        "is_only_claims": request.GET.get("only") == "claims" and old != new,
        **compared,
        "beside": add_claims(found, compared["entries"], passages),
    }
    return render(request, "annotations/revisions/differences.html", context)


def why(revision: ArticleRevision, before: ArticleRevision | None) -> str:
    """Why there is this text, in a few words: which way it came, or what a person chose."""
    if before is not None and before.snapshot_id == revision.snapshot_id:
        return _chosen(before.choices, revision.choices)
    origin = revision.snapshot.origin
    if before is not None and origin == Origin.FETCH:
        return _("Fetched again")
    if before is not None and origin == Origin.PASTE:
        return _("Pasted anew")
    return str(Origin(origin).label)


def _chosen(before: dict[str, str], after: dict[str, str]) -> str:
    changed = [after[block] for block in after if before.get(block) != after[block]]
    if changed == ["story"]:
        return _("A block was put back")
    if changed == ["aside"]:
        return _("A block was set aside")
    return _("Blocks were chosen anew") if changed else _("Read anew by a newer version")


def _article(request: HttpRequest, article_id: UUID) -> Article:
    """The article with the number of its newest text.

    Raises:
        Missing: `not_found`.
    """
    rows = Article.objects.visible_to(person_of(request)).select_related("current_revision")
    light = rows.only("title", "url", "language", "current_revision__number")
    article = light.filter(pk=article_id, current_revision__isnull=False).first()
    if article is None:
        raise Missing("not_found", _("There is no such article, or it has no text yet."))
    return article


def _to_comparison(request: HttpRequest, article: Article) -> HttpResponse:
    old, new = (typed.whole_number_of(request.GET.get(name), name) for name in ("old", "new"))
    if not old or not new or min(old, new) < 1:
        raise Missing("revision_not_found", _("This article has no such revision."))
    return HttpResponseRedirect(reverse("revision_differences", args=[article.pk, old, new]))


def _rows(items: list[ArticleRevision]) -> list[dict[str, Any]]:
    before, passages = _before(items), _passages(items)
    rows = []
    for revision in items:
        earlier = before.get(revision.number)
        rows.append(
            {
                "revision": revision,
                "before": earlier,
                "why": why(revision, earlier),
                "grew_by": revision.length - earlier.length if earlier else None,
                "passages": passages.get(revision.pk, {}),
            }
        )
    return rows


def _before(items: list[ArticleRevision]) -> dict[int, ArticleRevision]:
    """For the number of each text, the text before it (without its words)."""
    if not items:
        return {}
    numbers = [revision.number - 1 for revision in items]
    rows = ArticleRevision.objects.filter(article=items[0].article_id, number__in=numbers)
    light = rows.only("number", "length", "choices", "snapshot_id")
    return {revision.number + 1: revision for revision in light}


def _passages(items: list[ArticleRevision]) -> dict[UUID, dict[str, int]]:
    """For each text how many passages of claims stand `moved`, `changed` or `orphaned` in it."""
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    counted = (
        Anchor.objects.filter(
            revision__in=items,
            state__in=["moved", "changed", "orphaned"],
            highlight__purpose=HighlightPurpose.CLAIM,
            highlight__appearance__claim__deleted_at__isnull=True,
        )
        .values("revision", "state")
        .annotate(number=Count("id"))
    )
    for row in counted:
        found[row["revision"]][row["state"]] = row["number"]
    return found
