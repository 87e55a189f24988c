"""Who has an article open just now."""

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from annotations import presence as room
from annotations.api.articles import article_asked
from annotations.api.asked import actor_of, body_of, person_of
from annotations.api.described import described
from annotations.api.door import Door
from annotations.api.shapes import presence as shapes


class ArticlePresence(Door):
    """`articles/{id}/presence/`."""

    @described(
        "presence_say",
        "Say that you have the article open, and hear who else has.",
        body=shapes.Seen,
        answer=shapes.People,
    )
    def post(self, request: Request, article_id: UUID) -> Response:
        """To be said again within 40 seconds. Keeps nothing, so that a repeat needs no key."""
        article = article_asked(request, article_id)
        body = body_of(request)
        room.see(
            actor=actor_of(request),
            article_id=article.pk,
            claim=body.get("claim"),
            typing=body.get("typing", False),
        )
        people = [
            {
                "id": str(seen.person_id),
                "name": seen.person.name,
                "initials": seen.person.initials,
                "claim": str(seen.claim) if seen.claim else None,
                "typing": seen.is_typing,
                "seen_at": seen.seen_at,
            }
            for seen in room.others_in(article.pk, but=person_of(request).pk)
        ]
        return Response({"people": people})

    @described("presence_leave", "Say that you closed the article.", status=204)
    def delete(self, request: Request, article_id: UUID) -> Response:
        """Also of an article that was deleted meanwhile."""
        room.leave(actor=actor_of(request), article_id=article_id)
        return Response(status=204)
