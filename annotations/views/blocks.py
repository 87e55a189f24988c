"""Setting blocks of a text aside and putting them back, one by one."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from annotations import typed
from annotations.models import Article
from annotations.permissions import can_edit
from annotations.tasks.choose_blocks import choose_block
from annotations.views.doors import actor_of, part, person_of, private
from annotations.views.parts_of_text import (
    block_shown,
    blocks_shown,
    is_verbatim,
    revision_with_text,
)
from annotations.views.workspace import article_for, reloaded, workspace_url

_CHOICES = {"keep": "story", "story": "story", "aside": "aside"}


@require_http_methods(["GET", "HEAD", "POST"])
@private
def choose(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """The blocks one by one; put one back into the story, or set it aside: the page is new then."""
    if request.method != "POST":
        return _blocks(request, article_for(request, article_id))
    block_id = request.POST.get("block", "")
    choice = _CHOICES.get(request.POST.get("choice", ""), "")
    choose_block(
        actor=actor_of(request),
        article_id=article_id,
        revision_id=request.POST.get("revision") or None,
        block_id=block_id,
        choice=choice,
    )
    return reloaded(request, f"{workspace_url(article_id)}?{urlencode({'chosen': block_id})}")


@require_safe
@private
def block(request: HttpRequest, article_id: UUID, block_id: str) -> HttpResponse:
    """One block, with what setting it aside or putting it back would do."""
    article = article_for(request, article_id)
    revision = revision_with_text(article)
    context = {
        "nav": "articles",
        "article": article,
        "revision": revision,
        # Not "block": inside {% block %} that is the template's own.
        "one": block_shown(request, article, block_id),
        "is_verbatim": is_verbatim(revision),
        "may": {"edit": can_edit(person_of(request))},
    }
    return part(request, "annotations/workspace/_block.html", context)


def _blocks(request: HttpRequest, article: Article) -> HttpResponse:
    first = typed.whole_number_of(request.GET.get("first"), "first") or 0
    context = {
        "nav": "articles",
        "article": article,
        "revision": article.current_revision,
        "may": {"edit": can_edit(person_of(request))},
        **blocks_shown(request, article, first),
    }
    return render(request, "annotations/workspace/blocks.html", context)
