"""What every decision about a passage asks and does: whose it is, what is locked, what becomes of the approval."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import workflow
from annotations.models import Approval, Article, Claim, Evidence, Highlight, User
from annotations.permissions import Actor
from annotations.refusals import Missing
from annotations.workflow.edit import add_contributor
from annotations.workflow.steps import drop_first


def hold_article_of(highlight_id: UUID) -> None:
    """Lock the article that a passage is of (see `hold_article`)."""
    _hold(Article.objects.filter(highlights=highlight_id))


def hold_article(article_id: UUID) -> None:
    """Lock an article until the transaction ends, before any claim: an arriving text locks them in this order."""
    _hold(Article.objects.filter(pk=article_id))


def _hold(articles: QuerySet[Article]) -> None:
    list(articles.only("pk").select_for_update(of=("self",), no_key=True))


def claim_of(person: User, highlight: Highlight) -> UUID:
    """The claim that the passage is of: its own, or that of an evidence which quotes it.

    Raises:
        Missing: `not_found` where there is none that `person` may see.
    """
    if highlight.appearance is not None:
        return highlight.appearance.claim_id
    quoting = _quoting(highlight).filter(pk__in=Evidence.objects.visible_to(person).values("pk"))
    claim_id = quoting.values_list("claim", flat=True).first()
    if claim_id is None:
        raise Missing("not_found", _("There is no such passage. It may have been retired."))
    return claim_id


def _quoting(highlight: Highlight) -> QuerySet[Evidence]:
    """The standing evidence that quotes the passage, or in whose source it was found."""
    quotes = Q(passage=highlight) | Q(pk=highlight.evidence_id)
    return Evidence.objects.filter(quotes, removed_at__isnull=True)


def is_reserved(highlight: Highlight) -> bool:
    """Whether the passage is quoted by evidence that not everyone may see."""
    if highlight.appearance_id is not None:
        return False
    quoting = _quoting(highlight).select_related("source").first()
    return quoting is not None and not quoting.is_open


def touch(actor: Actor, claim: Claim, *, is_reserved: bool = False) -> None:
    """What deciding about a passage does: the state stays, the approval is stale, who decides is an author.

    Args:
        actor: who decides.
        claim: locked; saved here.
        is_reserved: the passage is a quote of confidential evidence. An approval that goes stale is seen
            by everyone all the same.
    """
    fields = []
    if drop_first(claim):
        fields.append("first_approval")
        is_reserved = False
    if add_contributor(claim, actor.person):
        fields.append("contributors")
    if claim.approval == Approval.VALID:
        claim.approval, claim.stale_at = Approval.STALE, timezone.now()
        fields += ["approval", "stale_at"]
        is_reserved = False
    workflow.save(claim, *fields, is_reserved=is_reserved)
