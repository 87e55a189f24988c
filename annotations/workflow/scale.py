"""The rating of a claim as it is judged: the step, its wording in further languages, and the scale that it stood on."""

from typing import Any

from annotations.models import Rating, Verdict


def rating_of(verdict: Verdict) -> dict[str, Any]:
    """The rating as it was in force: `scale` are all steps then offered, with the one that was given among them.

    Of a rating that was worded anew since, the given wording stands at its place in the scale.
    """
    rating = verdict.rating
    offered = list(Rating.objects.offered(rating.purpose))
    steps = [rating if one.slug == rating.slug else one for one in offered]
    if rating not in steps:
        steps.append(rating)
    return {
        "slug": rating.slug,
        "version": rating.version,
        "label": rating.label,
        "labels": dict(rating.labels),
        "number": rating.number,
        "look": rating.look,
        "rated_at": verdict.created_at.isoformat(),
        "scale": [_step(one) for one in sorted(steps, key=lambda one: (one.position, one.slug))],
    }


def _step(rating: Rating) -> dict[str, Any]:
    return {
        "slug": rating.slug,
        "label": rating.label,
        "labels": dict(rating.labels),
        "number": rating.number,
        "look": rating.look,
        "position": rating.position,
    }
