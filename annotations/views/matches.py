"""Claims seen before: while words are marked, and folded on a claim's card."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations.matching.choices import choose
from annotations.matching.seen import SAME, Seen, seen_before
from annotations.matching.seen_told import told
from annotations.models import Claim, MatchAnswer
from annotations.permissions import can_edit
from annotations.relations.standing import is_for_both, is_reusable
from annotations.views.cards import card_context, claim_row
from annotations.views.doors import actor_of, is_fragment, onward, part, person_of, private

# Few enough to be glanced at while words are being marked.
WHILE_MARKING, ON_CARD = 3, 5
_READ = 2_000


@require_POST
@private
def seen(request: HttpRequest) -> HttpResponse:
    """Earlier checks of the words in the form of a new claim; nothing is kept."""
    return _of_words(request)


@require_safe
@private
def similar(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Earlier checks that say the same as a claim."""
    return _of_claim(request, claim_id)


@require_POST
@private
def answer(request: HttpRequest) -> HttpResponse:
    """Keep that a check says the same or is something else; the list as it stands then."""
    given = request.POST
    choice = choose(
        actor=actor_of(request),
        answer=given.get("answer"),
        text=given.get("statement", ""),
        claim=given.get("claim") or None,
        found_claim=given.get("found_claim") or None,
        found_check=given.get("found_check") or None,
        level=given.get("level"),
        score=given.get("score"),
    )
    said = _("Kept: it says the same.")
    if choice.answer == MatchAnswer.REJECTED:
        said = _("It will not be shown for this again.")
    if choice.claim_id is None:
        return _of_words(request, said)
    if not is_fragment(request):
        return onward(request, reverse("claim", args=[choice.claim_id]), said)
    return _of_claim(request, choice.claim_id, said)


def _of_words(request: HttpRequest, said: str = "") -> HttpResponse:
    text = request.POST.get("statement", "")[:_READ]
    # NUL and lone surrogates are refused where something is kept; here they only find nothing.
    text = text.encode(errors="ignore").decode().replace("\x00", "")
    found = seen_before(
        person=person_of(request), text=text, limit=WHILE_MARKING, gives_reasons=True
    )
    context = {"found": _shown(found), "may_answer": can_edit(person_of(request))}
    return part(request, "annotations/matches/_words.html", context, said=said)


def _of_claim(request: HttpRequest, claim_id: UUID, said: str = "") -> HttpResponse:
    row: Claim = claim_row(request, claim_id)
    found = seen_before(
        person=person_of(request),
        text=row.statement,
        limit=ON_CARD,
        claim=row,
        gives_reasons=True,
    )
    context = {
        **card_context(request, claim_id),
        "found": _shown(found, row),
        "may_answer": can_edit(person_of(request)),
    }
    return part(request, "annotations/matches/_claim.html", context, said=said)


def _shown(found: list[Seen], of: Claim | None = None) -> list[dict[str, Any]]:
    """What the page says of each."""
    return [
        {
            "one": one,
            "facts": facts,
            "level": _("Very likely the same") if one.level == SAME else _("Similar"),
            "why": "; ".join(_why(reason.kind, ", ".join(reason.words)) for reason in one.reasons),
            "is_ours": one.claim is not None,
            "is_accepted": one.answer == MatchAnswer.ACCEPTED,
            "is_offered": one.answer == MatchAnswer.ACCEPTED and _may_be_reused(of, one),
        }
        for one, facts in zip(found, told(found), strict=True)
    ]


def _may_be_reused(of: Claim | None, one: Seen) -> bool:
    """Whether the relations room would take it over for the claim whose card this is."""
    if of is None:
        return False
    ours = one.claim
    return ours is None or (is_reusable(ours) and is_for_both(of, ours))


def _why(kind: str, words: str) -> str:
    sentences = {
        "names": _("names in both: %(words)s"),
        "numbers": _("numbers in both: %(words)s"),
        "words": _("words in both: %(words)s"),
        "wording": _("similar wording"),
    }
    return sentences[kind] % {"words": words}
