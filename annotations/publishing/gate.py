"""The publish gate: what keeps a claim from readers, what needs a written reason, what an article lacks.

One list, read by the pages, the API, `publish` and the check at a planned hour, so that none of them knows more than
another. It shows each person only what they may see.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.claims.progress import progress_of
from annotations.evidence.reading import Read, saw
from annotations.models import (
    Approval,
    Article,
    Claim,
    PublicationKind,
    Purpose,
    State,
    Thread,
    User,
)
from annotations.models.claim import ClaimQuerySet
from annotations.publishing.confidential import Named, named_in_public, seen_by
from annotations.verdicts import GuardWarning, lacking, warnings_for

_MOST_LISTED = 20


class Kind(StrEnum):
    """What an item that is not met keeps from happening."""

    BLOCKS = "blocks"
    REASON = "reason"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the checklist.

    Attributes:
        code: the refusal that it stands for (`verdict_missing`, `thread_open`...), or the guard's warning.
        kind: `blocks` the claim, needs a written `reason`, or blocks the `article`'s sign-off or clearing only.
        words: a sentence: what to do, or where it is met, what holds.
        url: the path of what it is about.
        is_met: whether nothing is left to do.
        reason: what was written over a warning, where this person may read it.
    """

    code: str
    kind: Kind
    words: str
    url: str
    is_met: bool
    reason: str = ""

    def as_json(self, public_url: str = "") -> dict[str, Any]:
        """The item as the API tells it."""
        return {
            "code": self.code,
            "kind": str(self.kind),
            "words": self.words,
            "url": public_url + self.url,
            "is_met": self.is_met,
            "reason": self.reason,
        }


def gate_of(person: User, claim: Claim) -> list[Item]:
    """The checklist of one claim as this person may see it, blockers first."""
    return gates_of(person, [claim])[claim.pk]


def gates_of(person: User, claims: Sequence[Claim]) -> dict[UUID, list[Item]]:
    """The checklists of claims, by the claim's id; in as many queries however many they are.

    Args:
        person: who asks.
        claims: with `verdict__rating` and `article` loaded, where they are many.
    """
    ids = [claim.pk for claim in claims]
    refusals = lacking(claims, person)
    threads = _open_threads(ids)
    named = named_in_public(claims)
    everything = [one for each in named.values() for one in each]
    seen = seen_by(person, everything) if everything else set()
    others = [one for one in everything if one.evidence in seen and one.keeper != person.pk]
    saw(person, [Read("evidence", one.evidence, one.claim) for one in others])
    warned = warnings_for(claims, person)
    found = {}
    for claim in claims:
        refusal = refusals.get(claim.pk)
        found[claim.pk] = [
            *_rated(claim, refusal.code if refusal else "", refusal.detail if refusal else ""),
            *_told(claim),
            _discussed(claim, threads.get(claim.pk, 0)),
            _approved(claim),
            *_silent(claim, named.get(claim.pk, []), seen),
            _free(claim),
            *(_reasoned(claim, one) for one in warned[claim.pk] if one.takes_reason),
        ]
    return found


def article_items(person: User, article: Article) -> list[Item]:
    """What blocks an article's sign-off or clearing and no single claim's publication.

    Args:
        person: who asks; every account is told the same.
        article: with `current_revision` loaded.

    Returns:
        `claims_unrated`, one item for each such claim (at most 20, then one for the rest), or one that is met; and
        `sentences_unread`.
    """
    return [*_unrated(person, article), _unread(article)]


def on_the_way(person: User, article: Article) -> ClaimQuerySet:
    """The article's own rated claims that are not public in their newest version; none of our own copy."""
    rows = Claim.objects.visible_to(person).filter(article=article, verdict__isnull=False)
    if article.purpose == Purpose.OWN:
        return rows.none()
    rows = rows.exclude(state__in=[State.PUBLISHED, State.WITHDRAWN])
    return rows.select_related("verdict__rating", "article").defer("search", "article__search")


def left_of(person: User, claims: Sequence[Claim]) -> list[tuple[Claim, list[Item]]]:
    """Those of the claims that readers cannot have yet, each with what is left to do (see `gates_of`)."""
    gates = gates_of(person, claims)
    left = [(claim, [item for item in gates[claim.pk] if not item.is_met]) for claim in claims]
    return [(claim, items) for claim, items in left if items]


def unmet(items: Sequence[Item], kind: Kind) -> list[Item]:
    """Those items of a kind that are still to do."""
    return [item for item in items if item.kind == kind and not item.is_met]


def _url(claim: Claim, place: str = "") -> str:
    return f"/claims/{claim.pk}/" + (f"#{place}-{claim.pk}" if place else "")


def _rated(claim: Claim, code: str, detail: str) -> Iterator[Item]:
    lacks_verdict = code == "verdict_missing"
    words = detail if lacks_verdict else _("It has a verdict with an explanation.")
    yield Item("verdict_missing", Kind.BLOCKS, words, _url(claim, "verdict"), not lacks_verdict)
    if lacks_verdict:
        return
    lacks_evidence = code == "evidence_missing"
    words = detail if lacks_evidence else _("The verdict has the evidence that it needs.")
    yield Item("evidence_missing", Kind.BLOCKS, words, _url(claim, "sources"), not lacks_evidence)


def _told(claim: Claim) -> Iterator[Item]:
    """Of a correction, that readers are told what was wrong."""
    if claim.correction_kind != PublicationKind.CORRECTION:
        return
    is_met = bool(claim.correction_note)
    words = _("Readers are told what was wrong.")
    if not is_met:
        words = _("Say for readers what was wrong: a correction has a public note.")
    yield Item("note_missing", Kind.BLOCKS, words, _url(claim, "correction"), is_met)


def _discussed(claim: Claim, threads: int) -> Item:
    words = _("No thread is open.")
    if threads:
        words = ngettext(
            "A thread is open. Answer and resolve it first.",
            "%(n)s threads are open. Answer and resolve them first.",
            threads,
        ) % {"n": threads}
    return Item("thread_open", Kind.BLOCKS, words, _url(claim, "discussion"), not threads)


def _approved(claim: Claim) -> Item:
    url = _url(claim, "steps")
    if claim.approval == Approval.VALID:
        return Item(
            "approval_stale", Kind.BLOCKS, _("A reviewer approved exactly this."), url, True
        )
    if claim.approval == Approval.STALE:
        words = _("What was approved has changed since. A reviewer must look at it again.")
        return Item("approval_stale", Kind.BLOCKS, words, url, False)
    words = _("Nobody has approved it yet.")
    if claim.state == State.IN_REVIEW:
        words = _("It waits for a reviewer's decision.")
    return Item("not_approved", Kind.BLOCKS, words, url, False)


def _silent(claim: Claim, named: Sequence[Named], seen: set[UUID]) -> Iterator[Item]:
    """That no confidential source is named. Who may not see the source is told no more than that another must do it."""
    known = next((one for one in named if one.evidence in seen), None)
    url = _url(claim, "verdict")
    if known is not None:
        words = _(
            "The text for readers names “%(words)s”, by which a source is known that not everyone may see. Take it out of the explanation or the notes."
        ) % {"words": known.words}
        yield Item("confidential_cited", Kind.BLOCKS, words, url, False)
        return
    if named and claim.state == State.APPROVED:
        words = _("This claim is reserved for another reviewer.")
        yield Item("reserved", Kind.BLOCKS, words, _url(claim, "steps"), False)
        return
    words = _("The text for readers names no confidential source that you know of.")
    yield Item("confidential_cited", Kind.BLOCKS, words, url, True)


def _free(claim: Claim) -> Item:
    words = _("It is on hold. Release it first.") if claim.on_hold else _("It is not on hold.")
    if claim.on_hold and claim.hold_reason:
        words = _("It is on hold: %(reason)s") % {"reason": claim.hold_reason}
    return Item("on_hold", Kind.BLOCKS, words, _url(claim, "steps"), not claim.on_hold)


def _reasoned(claim: Claim, warning: GuardWarning) -> Item:
    reason = warning.reason
    # What may pass by itself is a remark of the guard without a place of its own.
    place = _url(claim, "guard") + f"-{warning.code}" if warning.needs_reason else _url(claim)
    return Item(
        warning.code,
        Kind.REASON,
        warning.words,
        place,
        reason is not None,
        reason.text if reason else "",
    )


def _open_threads(ids: Sequence[UUID]) -> dict[UUID, int]:
    rows = Thread.objects.filter(claim__in=ids, resolved_at__isnull=True).order_by()
    return dict(rows.values_list("claim").annotate(n=Count("id")))


def _unrated(person: User, article: Article) -> Iterator[Item]:
    rows = Claim.objects.visible_to(person).filter(article=article, verdict__isnull=True)
    total = rows.count()
    for claim in rows.only("id", "statement").order_by("id")[:_MOST_LISTED]:
        words = _("Not rated: %(statement)s") % {"statement": claim.statement}
        yield Item("claims_unrated", Kind.ARTICLE, words, _url(claim), False)
    here = f"/articles/{article.pk}/"
    if total > _MOST_LISTED:
        more = total - _MOST_LISTED
        words = ngettext("%(n)s more claim is not rated.", "%(n)s more claims are not rated.", more)
        yield Item("claims_unrated", Kind.ARTICLE, words % {"n": more}, here, False)
    if not total:
        yield Item("claims_unrated", Kind.ARTICLE, _("Every claim has a verdict."), here, True)


def _unread(article: Article) -> Item:
    left = progress_of([article])[article.pk].unread
    words = _("Every sentence was looked at.")
    if left:
        words = ngettext(
            "%(n)s sentence was not looked at yet.", "%(n)s sentences were not looked at yet.", left
        ) % {"n": left}
    url = f"/articles/{article.pk}/#coverage"
    return Item("sentences_unread", Kind.ARTICLE, words, url, not left)
