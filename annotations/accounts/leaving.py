"""What somebody who leaves would leave lying: listed, so that a colleague can take it over."""

from dataclasses import dataclass

from annotations.models import Article, Claim, State, User

_MOST = 50


@dataclass(frozen=True, slots=True)
class Left:
    """Open work in somebody's name; each list at most 50, as its reader may see it."""

    articles: list[Article]
    articles_to_review: list[Article]
    claims: list[Claim]
    claims_to_review: list[Claim]
    reserved: list[Claim]

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits for this person."""
        return not any(
            (
                self.articles,
                self.articles_to_review,
                self.claims,
                self.claims_to_review,
                self.reserved,
            )
        )


def left_by(person: User, *, reader: User) -> Left:
    """The open work in a person's name; five queries, however much it is."""
    articles = Article.objects.visible_to(reader).order_by("-pk")
    claims = (
        Claim.objects.visible_to(reader)
        .exclude(state__in=[State.PUBLISHED, State.WITHDRAWN])
        .select_related("article")
        .order_by("-pk")
    )
    return Left(
        articles=list(articles.filter(assignees=person)[:_MOST]),
        articles_to_review=list(articles.filter(reviewers=person)[:_MOST]),
        claims=list(claims.filter(assignee=person)[:_MOST]),
        claims_to_review=list(claims.filter(reviewer=person)[:_MOST]),
        reserved=list(claims.filter(reserved_for=person)[:_MOST]),
    )
