"""Passages elsewhere that bear on a claim: the folded part of its card, and linking one with a stance."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations import evidence as room
from annotations.matching.passages import Bearing, passages_for
from annotations.models import Claim, Stance
from annotations.refusals import Missing, Refused
from annotations.views.cards import card_context
from annotations.views.doors import (
    actor_of,
    asked,
    expected,
    is_fragment,
    onward,
    part,
    person_of,
    private,
    refusal_page,
)
from annotations.views.filled import typed_in

OF_PASSAGE = ("article", "revision", "start", "end")
SHOWN = 6
"""Passages that are shown at once; the others stand folded below."""
_MOST = 30
_WORDS_OF_LINK = 6


@require_safe
@private
def passages(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """What bears on the claim, best first with the reasons; with `search`, what has these words."""
    context = card_context(request, claim_id)
    claim = Claim.objects.select_related("article").get(pk=claim_id)
    words = asked(request, "search")
    found = passages_for(person=person_of(request), claim=claim, words=words, most=_MOST)
    shown = [_shown(one) for one in found]
    context |= {"words": words, "first": shown[:SHOWN], "others": shown[SHOWN:]}
    is_search = "search" in request.GET and is_fragment(request)
    template = "_found" if is_search else "_passages"
    return part(request, f"annotations/bearing/{template}.html", context)


@require_POST
@private
def link(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Keep a suggested passage as evidence, with the stance that a person gave it: the fresh card, its part open."""
    refusal: Refused | None = None
    try:
        room.link(
            actor=actor_of(request),
            claim_id=claim_id,
            stance=request.POST.get("stance"),
            passage=typed_in(request, *OF_PASSAGE),
            expected=expected(request),
        )
    except Missing as missing:
        return refusal_page(request, missing)
    except Refused as caught:
        refusal = caught
    said = _("The passage is linked.")
    if refusal is None and not is_fragment(request):
        return onward(request, reverse("claim", args=[claim_id]), said)
    context = {**card_context(request, claim_id), "open_part": "passages", "refusal": refusal}
    return part(
        request,
        "annotations/claims/_card.html",
        context,
        status=refusal.status if refusal else 200,
        changed=None if refusal else str(claim_id),
        said="" if refusal else said,
    )


def _shown(one: Bearing) -> dict[str, Any]:
    return {
        "article": one.article,
        "revision": one.revision,
        "start": one.start,
        "end": one.end,
        "exact": one.exact,
        "why": why(one),
        "url": place_url(one),
        "stance": one.stance,
        "stance_label": Stance(one.stance).label if one.stance else "",
    }


def why(one: Bearing) -> list[str]:
    """The reasons, each in a few words: "numbers: 4,000"."""
    found = one.alike
    told = [
        (found.numbers, _("numbers: %(words)s")),
        (found.names, _("names: %(words)s")),
        (found.dates, _("dates: %(words)s")),
    ]
    said = [words % {"words": ", ".join(shared)} for shared, words in told if shared]
    if found.counts:
        said.append(_("a figure of the same thing"))
    return [*said, _("similar wording")] if found.is_worded_alike else said


def place_url(one: Bearing) -> str:
    """The workspace of the article, at the passage (a text fragment: browsers scroll there and mark it)."""
    words = one.exact.split()
    start = " ".join(words[:_WORDS_OF_LINK])
    end = " ".join(words[-_WORDS_OF_LINK:]) if len(words) > 2 * _WORDS_OF_LINK else ""
    place = ",".join(quote(part, safe="").replace("-", "%2D") for part in (start, end) if part)
    return f"{reverse('workspace', args=[one.article.pk])}#:~:text={place}"
