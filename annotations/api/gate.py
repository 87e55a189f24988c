"""The publish gate: what is left to do before a claim, or an article, goes to readers."""

from uuid import UUID

from django.conf import settings
from rest_framework.request import Request
from rest_framework.response import Response

from annotations import publishing
from annotations.api.articles import article_asked
from annotations.api.asked import person_of
from annotations.api.described import described
from annotations.api.door import Door, claim_asked
from annotations.api.pagination import whole
from annotations.api.shapes import gate as shapes
from annotations.models import Article, Claim


class ClaimGate(Door):
    """`claims/{id}/gate/`."""

    @described(
        "claims_gate",
        "What is left to do before a claim is published.",
        answer=shapes.GateItems,
        errors=(404,),
    )
    def get(self, request: Request, claim_id: UUID) -> Response:
        """Every line of the checklist, blockers first; `publish/` refuses with the first that is not met."""
        claim = claim_asked(request, claim_id)
        row = Claim.objects.select_related("verdict__rating", "article").defer("search")
        items = publishing.gate_of(person_of(request), row.get(pk=claim_id))
        told = [item.as_json(settings.PUBLIC_URL) for item in items]
        return Response(whole(told), headers={"ETag": claim["etag"]})


class ArticleGate(Door):
    """`articles/{id}/gate/`."""

    @described(
        "articles_gate",
        "What blocks an article's sign-off or clearing, and what its claims lack.",
        answer=shapes.ArticleGate,
        errors=(404,),
    )
    def get(self, request: Request, article_id: UUID) -> Response:
        """Of each claim that is not public yet what is left to do."""
        person = person_of(request)
        asked = article_asked(request, article_id)
        article = Article.objects.select_related("current_revision").get(pk=asked.pk)
        rows = publishing.on_the_way(person, article).order_by("created_at", "id")
        left = publishing.left_of(person, list(rows))
        answer = {
            "items": [
                item.as_json(settings.PUBLIC_URL)
                for item in publishing.article_items(person, article)
            ],
            "claims": [
                {
                    "id": str(claim.pk),
                    "statement": claim.statement,
                    "items": [item.as_json(settings.PUBLIC_URL) for item in items],
                }
                for claim, items in left
            ],
        }
        return Response(answer)
