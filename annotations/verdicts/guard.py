"""What a verdict needs before its claim may be submitted, approved or published."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from annotations.models import Appearance, Attempt, Claim, Evidence, Needed, User
from annotations.refusals import Conflict


def refuse_if_lacking(claim: Claim, user: User) -> None:
    """Refuse an unrated claim, or one without the evidence that its rating needs.

    Raises:
        Conflict: see `lacking`.
    """
    refusal = lacking([claim], user).get(claim.pk)
    if refusal is not None:
        raise refusal


def lacking(claims: Sequence[Claim], user: User) -> dict[UUID, Conflict]:
    """Which of the claims may not be submitted, and why; in two queries however many they are.

    The claim's own article (any in which it appears) never suffices. Only evidence that `user` may
    see is counted, so that the answer tells nothing of what is confidential.

    Args:
        claims: with `verdict__rating` loaded, where they are many.
        user: who asks.

    Returns:
        For the id of each refused claim `verdict_missing` or `evidence_missing`.
    """
    refusals: dict[UUID, Conflict] = {}
    asking: dict[UUID, str] = {}
    for claim in claims:
        if claim.verdict is None:
            refusals[claim.pk] = _unrated()
        elif claim.verdict.rating.needs_evidence:
            asking[claim.pk] = claim.verdict.rating.needs_evidence
    supported = _supported(asking, user) | _tried(asking, user)
    for claim in claims:
        if claim.pk in asking and claim.pk not in supported and claim.verdict:
            detail = _lacking(asking[claim.pk], claim.verdict.rating.label)
            refusals[claim.pk] = Conflict("evidence_missing", detail, field="evidence")
    return refusals


def _supported(asking: dict[UUID, str], user: User) -> set[UUID]:
    """Those claims that have evidence of the stance they ask for, from outside their own articles."""
    if not asking:
        return set()
    articles: dict[UUID, set[UUID]] = defaultdict(set)
    addresses: dict[UUID, set[str]] = defaultdict(set)
    own = Appearance.objects.filter(claim__in=asking, removed_at__isnull=True).values_list(
        "claim_id", "article_id", "article__url", "article__canonical_url"
    )
    for claim, article, *urls in own:
        articles[claim].add(article)
        addresses[claim].update(url for url in urls if url)
    found = Evidence.objects.visible_to(user).filter(
        claim__in=asking, removed_at__isnull=True, stance__in=set(asking.values())
    )
    linked = found.values_list("claim_id", "stance", "source__article_id", "cited_url")
    return {
        claim
        for claim, stance, article, url in linked
        if stance == asking[claim]
        and article not in articles[claim]
        and url not in addresses[claim]
    }


def _tried(asking: dict[UUID, str], user: User) -> set[UUID]:
    """Those claims whose rating asks for attempts and that tell of one."""
    wanted = [claim for claim, needed in asking.items() if needed == Needed.ATTEMPTS]
    if not wanted:
        return set()
    told = Attempt.objects.visible_to(user).filter(claim__in=wanted, removed_at__isnull=True)
    return set(told.values_list("claim", flat=True))


def _unrated() -> Conflict:
    return Conflict(
        "verdict_missing",
        _("Give the claim a verdict with an explanation first."),
        field="verdict",
    )


def _lacking(needed: str, label: str) -> str:
    if needed == Needed.CORROBORATING:
        return _(
            "“%(label)s” needs a source that corroborates the claim, other than the article itself. Add one, or choose another verdict."
        ) % {"label": label}
    if needed == Needed.ATTEMPTS:
        return _(
            "“%(label)s” needs what was tried: say where you searched or whom you asked, and what came of it."
        ) % {"label": label}
    return _(
        "“%(label)s” needs a source that contradicts the claim, other than the article itself. Add one, or choose another verdict."
    ) % {"label": label}
