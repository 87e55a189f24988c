"""What both doors tell of a check that was seen before: where it stands, whose it is, how it was rated."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from annotations.matching.seen import Seen
from annotations.models import Newsroom


@dataclass(frozen=True, slots=True)
class Told:
    """Address, publisher and rating; the rating in the publisher's own words."""

    url: str
    publisher: str
    rating: str


def told(seen: Sequence[Seen]) -> list[Told]:
    """Of checks of others, what they say; of ours, our own page behind the login."""
    is_any_ours = any(one.claim for one in seen)
    name = Newsroom.objects.values_list("name", flat=True).get(pk=1) if is_any_ours else ""
    return [_told(one, name) for one in seen]


def _told(one: Seen, name: str) -> Told:
    if one.check is not None:
        rating = one.check.rating_label or one.check.scale
        return Told(one.check.url, one.check.publisher, rating)
    claim = one.claim
    if claim is None or claim.verdict is None:  # given back between two queries
        return Told("", "", "")
    url = settings.PUBLIC_URL + reverse("claim", args=[claim.pk])
    return Told(url, name, claim.verdict.rating.words)
