"""What happened."""

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from annotations import dossier
from annotations.api.articles import article_asked
from annotations.api.asked import number_asked, person_of
from annotations.api.described import asked, described
from annotations.api.door import Door, claim_asked
from annotations.api.pagination import whole
from annotations.api.shapes import articles as shapes

_MOST = 2**63 - 1


class ClaimHistory(Door):
    """`claims/{id}/history/`."""

    @described(
        "claims_history",
        "Who did what when, through which door, oldest first.",
        answer=shapes.History,
        errors=(404,),
    )
    def get(self, request: Request, claim_id: UUID) -> Response:
        """Complete, less what is about evidence that the caller may not see."""
        claim = claim_asked(request, claim_id)
        entries = dossier.history_of(person_of(request), claim_id)
        return Response(whole(entries), headers={"ETag": claim["etag"]})


class ArticleEvents(Door):
    """`articles/{id}/events/`."""

    @described(
        "articles_events",
        "What happened since, as ids only.",
        answer=shapes.Events,
        query=(asked("after", "The `seq` of the last event that is known.", int),),
        errors=(404, 410),
    )
    def get(self, request: Request, article_id: UUID) -> Response:
        """At most 500 at once; ask again after the last."""
        after = number_asked(request, "after", 0, _MOST)
        article_asked(request, article_id)
        return Response(whole(dossier.events_after(person_of(request), article_id, after)))
