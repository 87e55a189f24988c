"""Passages of other articles and archived sources that bear on a claim."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.asked import number_asked, person_of, words_asked
from annotations.api.described import asked, described
from annotations.api.door import Door
from annotations.api.shapes.bearing import BearingOnClaim
from annotations.matching.passages import Bearing, passages_for
from annotations.models import Claim
from annotations.refusals import Missing

_MOST, _USUAL = 50, 20


class ClaimPassages(Door):
    """`claims/{id}/passages/`."""

    is_costly = True

    @described(
        "claim_passages",
        "Passages elsewhere that bear on a claim, best first, with the reasons.",
        answer=BearingOnClaim,
        query=(
            asked("search", "Words to look for instead of the claim's own."),
            asked("limit", "0 to 50, 20 by default.", OpenApiTypes.INT),
        ),
        errors=(404,),
    )
    def get(self, request: Request, claim_id: UUID) -> Response:
        """Of articles and archived sources that this person may read. Link one with `POST claims/{id}/evidence/`."""
        person = person_of(request)
        claims = Claim.objects.visible_to(person).select_related("article")
        claim = claims.filter(pk=claim_id).first()
        if claim is None:
            raise Missing("not_found", _("There is no such claim. It may have been deleted."))
        limit = number_asked(request, "limit", _USUAL, _MOST)
        words = words_asked(request, "search")
        found = passages_for(person=person, claim=claim, words=words, most=limit)
        results = [_told(one) for one in found]
        return Response({"next": None, "previous": None, "results": results})


def _told(one: Bearing) -> dict[str, Any]:
    names = ("role", "title", "site_name", "url", "published_at")
    return {
        "article": {"id": str(one.article.pk), **{n: getattr(one.article, n) for n in names}},
        "revision": str(one.revision),
        "start": one.start,
        "end": one.end,
        "exact": one.exact,
        "score": one.alike.score,
        "reasons": _reasons(one),
        "linked": one.stance or None,
    }


def _reasons(one: Bearing) -> list[dict[str, str]]:
    told = [
        *(("name", words) for words in one.alike.names),
        *(("number", words) for words in one.alike.numbers),
        *(("date", words) for words in one.alike.dates),
        *([("counted", one.alike.counts)] if one.alike.counts else []),
        *([("wording", "")] if one.alike.is_worded_alike else []),
    ]
    return [{"kind": kind, "words": words} for kind, words in told]
