"""Who may review what: a desk or topic that names reviewers lets only them decide on its articles' claims.

Where an article is on a desk and under topics, each of them that names reviewers must name the person. Whoever was
named counts as named, also with the role lost, the account closed or the desk retired: a rule that was made is not
loosened by somebody's leaving. A trigger holds the same (`factcheck_may_review`).
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from annotations.models import Article, Claim, Desk, User
from annotations.refusals import Forbidden


def may_review(person: User, article: Article) -> bool:
    """Whether the article's desk and topics let this person decide on its claims; the role is another question."""
    return (
        not closing_for(person).filter(Q(pk=article.desk_id) | Q(articles_about=article)).exists()
    )


def claims_for_reviewer(person: User) -> QuerySet[Claim]:
    """The claims on which desks and topics let this person decide, in whatever state they are."""
    return Claim.objects.exclude(of_other_desks(person))


def of_other_desks(person: User) -> Q:
    """Of claims: those whose desk or one of whose topics names reviewers, and not this person."""
    closing = closing_for(person).order_by().values("pk")
    about = Article.topics.through.objects.filter(desk__in=closing)
    return Q(article__desk__in=closing) | Q(article__in=about.values("article"))


def barred_claims(person: User, ids: Iterable[UUID]) -> set[UUID]:
    """Those of the claims that are reviewed by another desk; one query."""
    rows = Claim.objects.filter(of_other_desks(person), pk__in=list(ids))
    return set(rows.values_list("pk", flat=True))


def refuse_if_other_desk(person: User, article: Article) -> None:
    """Keep a decision to those whom the article's desk and topics name.

    Raises:
        Forbidden: `other_desk`, with the names of those desks and topics.
    """
    closing = closing_for(person).filter(Q(pk=article.desk_id) | Q(articles_about=article))
    if names := list(dict.fromkeys(closing.values_list("name", flat=True))):
        raise Forbidden(
            "other_desk",
            _("Only the reviewers named for %(desks)s decide on this claim. Ask one of them.")
            % {"desks": ", ".join(names)},
            desks=names,
        )


def closing_for(person: User) -> QuerySet[Desk]:
    """The desks and topics that name reviewers, and not this person."""
    through = Desk.reviewers.through.objects.filter(desk=OuterRef("pk"))
    return Desk.objects.filter(Exists(through), ~Exists(through.filter(user=person)))
