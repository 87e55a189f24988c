"""The annotated proof of each article in a dossier: as a page, and as a PDF where one can be made."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from annotations import proofs
from annotations.legal.contents import Making
from annotations.legal.copies import copies_of_evidence, told_at
from annotations.legal.judged import Judged, evidence_ids, judged
from annotations.models import Article, Claim, DecisionKind, ReviewDecision


def add_proofs(making: Making, articles: list[Article]) -> None:
    """Write `proof.html` and, where the machine can, `proof.pdf` of each article that has a text.

    Counsel's shows the claims as they stand, as far as who has the dossier made may see them; one for disclosure what was
    judged of them last, less what is not for everyone.
    """
    found = _judged(making, articles) if making.is_redacted else {}
    for number, article in enumerate(articles, 1):
        if article.current_revision_id is None:
            continue
        making.step()
        path = f"articles/{number:03}/proof"
        contents = (
            proofs.proof_of_judged(article, found.get(article.pk, []), _namer(making))
            if making.is_redacted
            else proofs.proof_of(making.person, article)
        )
        making.package.add(f"{path}.html", proofs.page_alone(contents))
        html, rules = proofs.page_alone(contents, is_printed=True), proofs.print_rules(contents)
        try:
            making.package.add(f"{path}.pdf", proofs.printed(html, rules, making.step))
        except proofs.PrinterError as failed:
            making.lacks(f"{path}.pdf", "the proof as a PDF; proof.html says the same", failed.code)


def _judged(making: Making, articles: list[Article]) -> dict[UUID, list[Any]]:
    """By article, the last judgement on each of its claims with the copies that its evidence rests on."""
    tied = Claim.objects.visible_to(making.person).filter(
        appearances__article__in=articles, appearances__removed_at__isnull=True
    )
    where: dict[UUID, set[UUID]] = defaultdict(set)
    for claim, article in tied.values_list("pk", "appearances__article"):
        where[claim].add(article)
    last = ReviewDecision.objects.filter(claim__in=where, kind=DecisionKind.APPROVE)
    rows = last.order_by("claim", "-created_at", "-pk").distinct("claim")
    seen = judged(making.person, rows.select_related("decided_by"), is_public_only=True)
    copies = copies_of_evidence(making.person, evidence_ids([one.content for one in seen]))
    found: dict[UUID, list[Any]] = defaultdict(list)
    for one in seen:
        for article in where[one.decision.claim_id]:
            found[article].append((one.decision, one.content, _then(one, copies)))
    return found


def _then(one: Judged, copies: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Of each evidence the copy that was here when it was judged."""
    at = one.decision.created_at
    return {
        pk: [copy for copy in told_at(found, at) if copy["is_at"]] for pk, found in copies.items()
    }


def _namer(making: Making) -> Any:
    def name(decision: ReviewDecision) -> str:
        person = decision.decided_by
        told = making.who({"id": str(person.pk), "name": person.name}) or {}
        return str(told.get("name", ""))

    return name
