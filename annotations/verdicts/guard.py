"""What a verdict needs before its claim may be submitted, approved or published."""

from django.utils.translation import gettext as _

from annotations.models import Claim, Evidence, Needed, User
from annotations.refusals import Conflict


def refuse_if_lacking(claim: Claim, user: User) -> None:
    """Refuse an unrated claim, or one without the evidence that its rating needs.

    The claim's own article (any in which it appears) never suffices. Only evidence that `user` may
    see is counted, so that the answer tells nothing of what is confidential.

    Raises:
        Conflict: `verdict_missing`, `evidence_missing`.
    """
    verdict = claim.verdict
    if verdict is None:
        raise Conflict(
            "verdict_missing",
            _("Give the claim a verdict with an explanation first."),
            field="verdict",
        )
    needed = verdict.rating.needs_evidence
    if not needed:
        return
    own = claim.appearances.filter(removed_at__isnull=True).values("article")
    own_urls = claim.appearances.filter(removed_at__isnull=True).values_list(
        "article__url", "article__canonical_url"
    )
    addresses = {url for pair in own_urls for url in pair if url}
    evidence = (
        Evidence.objects.visible_to(user)
        .filter(claim=claim, removed_at__isnull=True, stance=needed)
        .exclude(source__article__in=own)
        .exclude(cited_url__in=addresses)
    )
    if not evidence.exists():
        raise Conflict("evidence_missing", _lacking(needed, verdict.rating.label), field="evidence")


def _lacking(needed: str, label: str) -> str:
    if needed == Needed.CORROBORATING:
        return _(
            "“%(label)s” needs a source that corroborates the claim, other than the article itself. Add one, or choose another verdict."
        ) % {"label": label}
    return _(
        "“%(label)s” needs a source that contradicts the claim, other than the article itself. Add one, or choose another verdict."
    ) % {"label": label}
