"""The newsroom's rating scale."""

from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.asked import actor_of, body_of, choice_asked, picked
from annotations.api.described import asked, described
from annotations.api.door import Door
from annotations.api.shapes import articles as shapes
from annotations.models import Needed, Purpose, Rating, Stance
from annotations.verdicts.translate import translate_rating


class Ratings(Door):
    """`ratings/`."""

    @described(
        "ratings_list",
        "The ratings that may be given today, in the scale's order.",
        answer=shapes.Rating(many=True),
        query=(asked("purpose", enum=Purpose.values),),
    )
    def get(self, request: Request) -> Response:
        """Of both purposes, or of one."""
        asked_for = choice_asked(request, "purpose", Purpose.values)
        purposes = [asked_for] if asked_for else Purpose.values
        rows = Rating.objects.filter(purpose__in=purposes, retired_at__isnull=True)
        return Response([_told(rating) for rating in rows.order_by("-purpose", "position")])


class RatingWords(Door):
    """`ratings/{slug}/translations/`."""

    @described(
        "ratings_translate",
        "Say a rating in further languages.",
        body=shapes.RatingWords,
        answer=shapes.Rating,
        query=(asked("purpose", "`others` unless given.", enum=Purpose.values),),
        errors=(404,),
    )
    def put(self, request: Request, slug: str) -> Response:
        """By an administrator; a translation that was used is not changed, the next version has the new one."""
        purpose = choice_asked(request, "purpose", Purpose.values) or Purpose.OTHERS
        given = picked(body_of(request), "labels", "definitions")
        rating = translate_rating(actor=actor_of(request), slug=slug, purpose=purpose, **given)
        return Response(_told(rating))


def _told(rating: Rating) -> dict[str, object]:
    return {
        "slug": rating.slug,
        "version": rating.version,
        "label": rating.label,
        "labels": rating.labels,
        "definition": rating.definition,
        "definitions": rating.definitions,
        "number": rating.number,
        "needs_evidence": bool(rating.needs_evidence),
        "needs_stance": rating.needs_evidence if rating.needs_evidence in Stance.values else None,
        "needs_attempts": rating.needs_evidence == Needed.ATTEMPTS,
        "purpose": rating.purpose,
        "look": rating.look,
    }
