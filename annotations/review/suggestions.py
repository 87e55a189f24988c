"""What a reviewer pinned to a claim: what of it waits for the editor, and how a return names it."""

from django.utils.translation import gettext as _

from annotations.discussion.pins import place_named
from annotations.models import Claim, ReviewDecision, Suggestion, SuggestionState, Thread, User

_NAMED = 3


def said_by_pins(claim: Claim, person: User) -> str:
    """A line for a return without a comment of its own, naming what this person pinned; empty where nothing is open."""
    # The words of a source are not repeated: it may become confidential, the decision stays.
    places = [
        place_named(one.field, "" if one.evidence_id else one.exact) for one in _mine(claim, person)
    ]
    if not places:
        return ""
    named, more = "; ".join(places[:_NAMED]), len(places) - _NAMED
    if more > 0:
        return _("See what is pinned: %(places)s, and %(n)d more.") % {"places": named, "n": more}
    return _("See what is pinned: %(places)s.") % {"places": named}


def bind_pins(claim: Claim, person: User, decision: ReviewDecision) -> None:
    """Note that this person's open pinned threads came with their return."""
    mine = Thread.objects.filter(claim=claim, created_by=person, resolved_at__isnull=True)
    mine.filter(decision__isnull=True).exclude(field="").update(decision=decision)


def _mine(claim: Claim, person: User) -> list[Thread | Suggestion]:
    threads = Thread.objects.filter(claim=claim, created_by=person, resolved_at__isnull=True)
    suggested = Suggestion.objects.filter(
        claim=claim, suggested_by=person, state=SuggestionState.OPEN
    )
    return [*threads.exclude(field="").order_by("pk"), *suggested.order_by("pk")]
