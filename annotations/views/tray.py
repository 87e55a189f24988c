"""The tray of the workspace: passages that a new text changed or lost, with what parts them and the acts."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from annotations import typed
from annotations.anchoring.stretches import Span
from annotations.anchoring.word_changes import Piece
from annotations.claims.tray import PAGE, Tray, Waiting, tray_of
from annotations.claims.tray_words import InSentence
from annotations.models import Article, State
from annotations.permissions import can_edit
from annotations.views.doors import is_fragment, part, person_of, private
from annotations.views.workspace import article_for

_MOST = 2_000


@require_safe
@private
def tray(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """What waits in the newest text; `shown` is how many of them in full, 50 by default."""
    article, person = article_for(request, article_id), person_of(request)
    size = typed.whole_number_of(request.GET.get("shown"), "shown") or PAGE
    found = tray_of(person=person, article=article, limit=min(max(size, PAGE), _MOST))
    context = {
        "nav": "articles",
        "article": article,
        "tray": found,
        "entries": [_entry(article, one) for one in found.shown],
        "places": _places(found),
        "more": len(found.waiting) - len(found.shown),
        "next_size": len(found.shown) + PAGE,
        "is_part": is_fragment(request),
        "may_edit": can_edit(person) and is_fragment(request),
    }
    return part(request, "annotations/tray/_tray.html", context)


def _places(found: Tray) -> list[list[Any]]:
    """Of all that wait: passage, claim, whether its words are not found, and the nearest place."""
    return [
        [
            str(one.anchor.highlight_id),
            None if one.evidence else str(one.claim.pk),
            one.now is None,
            one.near,
            one.now.end if one.now else None,
        ]
        for one in found.waiting
    ]


def _entry(article: Article, one: Waiting) -> dict[str, Any]:
    rating = one.claim.verdict.rating if one.claim.verdict else None
    publication = one.claim.publication
    is_public = publication is not None and publication.withdrawn_at is None
    was, now = _sides(one)
    return {
        "waiting": one,
        "highlight": one.anchor.highlight_id,
        "claim": one.claim,
        "look": rating.look if rating else "not-checked",
        "label": rating.words if rating else "",
        "state_label": State(one.claim.state).label,
        "public_url": reverse("factcheck", args=[publication.slug])
        if is_public and publication
        else "",
        "kind": _kind(one),
        "was": was,
        "now": now,
        "candidates": [
            {"place": place, "runs": list(_runs(place, [(0, len(place.sentence), "same", ())]))}
            for place, _score in one.candidates
        ],
        "same": one.same if len(one.same) > 1 else [],
        "differences": reverse(
            "revision_differences", args=[article.pk, one.was_number, _newest(article)]
        ),
    }


def _newest(article: Article) -> int:
    return article.current_revision.number if article.current_revision else 0


def _kind(one: Waiting) -> str:
    """Why it waits: `lost`, `words`, or `around` where only what stands around the words changed."""
    if one.now is None:
        return "lost"
    return "words" if one.anchor.change == "wording" else "around"


Part = tuple[int, int, str, tuple[Span, ...]]


def _sides(one: Waiting) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The old sentence with what was removed, the new one with what was added."""
    if one.now is None:
        return list(_runs(one.was, [(0, len(one.was.sentence), "same", ())])), []
    return list(_runs(one.was, _marked(one.pieces, is_new=False))), list(
        _runs(one.now, _marked(one.pieces, is_new=True))
    )


def _marked(pieces: Iterable[Piece], *, is_new: bool) -> Iterator[Part]:
    for piece in pieces:
        span = piece.new if is_new else piece.old
        if span is None:
            continue
        mark = "same" if piece.old and piece.new else "ins" if is_new else "del"
        yield (*span, mark, piece.figures)


def _runs(place: InSentence, parts: Iterable[Part]) -> Iterator[dict[str, Any]]:
    """A sentence in runs: each of one mark, inside the passage or beside it, a figure or not."""
    for low, high, mark, figures in parts:
        cuts = {low, high, *(cut for span in (place.inside, *figures) for cut in span)}
        inner = sorted(cut for cut in cuts if low <= cut <= high)
        for start, end in pairwise(inner):
            yield {
                "mark": mark,
                "text": place.sentence[start:end],
                "is_own": place.inside[0] <= start and end <= place.inside[1],
                "is_figure": any(s <= start and end <= e for s, e in figures),
            }
