"""What an article still lacks before it may be signed off as a whole."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.claims import progress_of
from annotations.clearing.findings import ASKING, UNRESOLVED, finding_of, still_asking
from annotations.clearing.placed import Standing, claims_in, placed_in
from annotations.models import Approval, Article, Claim, Purpose, Thread


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that keeps an article from being signed off, or that needs a word with it.

    Attributes:
        code: a stable name: `sentences_unread`, `claims_unrated`, `unapproved`, `change_open`, `on_hold`, `thread_open`, `unresolved`.
        detail: a sentence.
        claim: whose; None for the article as a whole.
        statement: the claim's.
        blocks: else it needs a written reason with the sign-off.
        count: how many sentences or threads.
    """

    code: str
    detail: str
    claim: UUID | None = None
    statement: str = ""
    blocks: bool = True
    count: int = 1

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "code": self.code,
            "detail": self.detail,
            "claim": str(self.claim) if self.claim else None,
            "statement": self.statement,
            "blocks": self.blocks,
            "count": self.count,
        }


def items_of(article: Article) -> list[Item]:
    """What keeps the article from being signed off, claims in text order; six queries, however many claims.

    It is the same for every reader: nothing of it comes from sources, evidence, attempts or notes.

    Args:
        article: with `current_revision` loaded.
    """
    placed = placed_in(article)
    claims = in_text_order(claims_in(article), placed)
    asking = still_asking(article, claims, placed)
    threads = Counter(
        Thread.objects.filter(
            claim__in=[claim.pk for claim in claims], resolved_at__isnull=True
        ).values_list("claim", flat=True)
    )
    items = list(_of_sentences(article))
    for claim in claims:
        items += _of_claim(claim, threads[claim.pk], article.purpose, is_asking=claim.pk in asking)
    return items


def in_text_order(claims: Sequence[Claim], placed: Sequence[Standing]) -> list[Claim]:
    """The claims as their first passages stand in the text."""
    places: dict[UUID, int] = {}
    for number, one in enumerate(placed):
        places.setdefault(one.claim, number)
    return sorted(claims, key=lambda claim: places.get(claim.pk, len(placed)))


def _of_sentences(article: Article) -> Iterator[Item]:
    unread = progress_of([article])[article.pk].unread
    if unread:
        words = ngettext(
            "%(n)d sentence is unread: mark what it claims, or say that nothing is left to check.",
            "%(n)d sentences are unread: mark what they claim, or say that nothing is left to check.",
            unread,
        )
        yield Item("sentences_unread", words % {"n": unread}, count=unread)


def _of_claim(claim: Claim, threads: int, purpose: str, *, is_asking: bool) -> Iterator[Item]:
    def item(code: str, detail: str, **more: Any) -> Item:
        return Item(code, detail, claim.pk, claim.statement, **more)

    if not claim.verdict:
        yield item("claims_unrated", _("Not checked yet: give it a finding."))
    elif claim.approval == Approval.STALE:
        yield item("unapproved", _("Its words changed since it was approved. Approve it again."))
    elif claim.approval != Approval.VALID:
        yield item("unapproved", _("A second person has not approved its finding yet."))
    if is_asking:
        yield item("change_open", _asked_of(claim))
    if claim.on_hold:
        yield item("on_hold", _("On hold. Release it first."))
    if threads:
        words = ngettext("%(n)d open thread", "%(n)d open threads", threads) % {"n": threads}
        yield item("thread_open", words, count=threads)
    if purpose == Purpose.OWN and finding_of(claim) == UNRESOLVED:
        words = _("Could not be settled. Say with the clearing why it may run all the same.")
        yield item("unresolved", words, blocks=False)


def _asked_of(claim: Claim) -> str:
    """What the finding asks of the writer, who has not done it yet."""
    words = {
        "change": _("Change: the words stand in the text as they were checked."),
        "attribute": _("Attribute: the sentence does not say yet who says so."),
        "cut": _("Cut: the passage still stands in the text."),
    }
    finding = finding_of(claim)
    assert finding in ASKING  # noqa: S101 - only those are asked about
    return words[finding]
