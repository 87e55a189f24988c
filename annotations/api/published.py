"""What others read by machine: ClaimReview."""

import json
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.asked import person_of
from annotations.api.described import described
from annotations.api.door import Door
from annotations.api.linked_data import LinkedDataRenderer
from annotations.discussion.threads import refuse_if_blind
from annotations.models import Claim, Newsroom, Publication, Purpose, ReviewDecision, State
from annotations.publishing import claim_review, modified_on
from annotations.publishing.publish import slug_of
from annotations.refusals import Conflict, Missing


class ClaimReview(Door):
    """`claims/{id}/claimreview/`."""

    renderer_classes = (JSONRenderer, LinkedDataRenderer)

    @described(
        "claims_claimreview",
        "schema.org ClaimReview of an approved or published check.",
        answer=OpenApiTypes.OBJECT,
        errors=(404, 409),
    )
    def get(self, request: Request, claim_id: UUID) -> Response:
        """From the judged bytes, never from what is edited now."""
        claim = _claim(request, claim_id)
        refuse_if_blind(claim, person_of(request))
        decision, publication = _judged(claim)
        slug = publication.slug if publication else claim.slug or slug_of(claim)
        first = claim.publications.order_by("version").first()
        review = claim_review(
            json.loads(decision.content),
            address=f"/factchecks/{slug}/",
            newsroom=Newsroom.current(),
            published_on=first.published_at.isoformat() if first else None,
            modified_on=modified_on(publication) if publication else None,
        )
        return Response(review)


def _claim(request: Request, claim_id: UUID) -> Claim:
    seen = Claim.objects.visible_to(person_of(request)).select_related(
        "article", "approval_decision", "publication__decision"
    )
    claim = seen.filter(pk=claim_id).first()
    if claim is None:
        raise Missing("not_found", _("There is no such claim. It may have been deleted."))
    if claim.article.purpose == Purpose.OWN:
        raise Conflict("own_copy", _("This is our own copy: nothing of it is made public."))
    return claim


def _judged(claim: Claim) -> tuple[ReviewDecision, Publication | None]:
    """The approval of the coming version, else what is public now."""
    publication: Any = claim.publication
    if claim.state == State.APPROVED and claim.approval_decision:
        return claim.approval_decision, None
    if publication is not None and publication.withdrawn_at is None:
        return publication.decision, publication
    raise Conflict(
        "not_approved", _("This claim is neither approved nor published."), state=claim.state
    )
