"""Where the words that a suggestion replaces stand now, and the value with the suggested words in it."""

from annotations.discussion.pins import place_of, text_at, texts_of
from annotations.models import Claim, Evidence, Suggestion


def text_now(suggestion: Suggestion, claim: Claim) -> str | None:
    """The value's text as it stands; None where its evidence was taken away."""
    pinned = [suggestion.evidence_id] if suggestion.evidence_id else []
    found = Evidence.objects.filter(pk__in=pinned, removed_at__isnull=True)
    texts = texts_of([claim], found if pinned else ())
    return text_at(suggestion, claim.pk, texts)


def new_text(suggestion: Suggestion, text: str) -> str | None:
    """The value with the suggested words in it; None where those to be replaced stand there no more."""
    place = place_of(suggestion, text)
    if place.start is not None and place.end is not None:
        return (text[: place.start] + suggestion.replacement + text[place.end :]).strip()
    if place.state == "whole" and text == suggestion.exact:
        return suggestion.replacement.strip()
    return None


def stands(suggestion: Suggestion, text: str | None) -> bool:
    """Whether the words that it would replace still stand, so that it can be accepted."""
    return text is not None and new_text(suggestion, text) is not None
