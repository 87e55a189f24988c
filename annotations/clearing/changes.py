"""The change list: what the checking found, for the writer."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from annotations.clearing.findings import ASKING, UNRESOLVED, finding_of, still_asking
from annotations.clearing.placed import Standing, claims_in, placed_in
from annotations.clearing.ready import in_text_order
from annotations.models import Article, Claim, Evidence, Visibility
from annotations.review.changes import Run, runs_of


@dataclass(frozen=True, slots=True)
class Change:
    """What is asked of one passage.

    Attributes:
        claim: its id; statement: its words as a claim.
        finding: the slug of the rating; `label` and `look` its word and sign.
        exact: the passage as it stands in the newest text; where it is gone, as it last stood.
        sentence: the sentences that it touches.
        start: code points in the newest text; None where it is gone.
        proposed: what the copy should say instead; may be empty.
        explanation: why.
        sources: title or publisher, and address, of each source that everyone may see, in short.
        is_done: the newest text has it already.
    """

    claim: UUID
    statement: str
    finding: str
    label: str
    look: str
    exact: str
    sentence: str
    start: int | None
    proposed: str
    explanation: str
    is_done: bool
    state_label: str
    sources: list[tuple[str, str]] = field(default_factory=list)

    @property
    def before(self) -> str:
        """The words of the sentence before the passage."""
        return self.sentence.partition(self.exact)[0]

    @property
    def after(self) -> str:
        """The words of the sentence after the passage."""
        return self.sentence.partition(self.exact)[2]

    @property
    def runs(self) -> list[Run]:
        """The passage and the proposed wording, word by word; empty without one."""
        return runs_of(self.exact, self.proposed) if self.proposed else []


def changes_in(article: Article) -> list[Change]:
    """What the writer should do, in text order: Change, Attribute, Cut and Unresolved; Confirmed asks nothing.

    It leaves the newsroom's checkers, so sources that are not for everyone are not in it, for nobody.
    """
    placed = placed_in(article)
    claims = in_text_order(claims_in(article), placed)
    listed = [claim for claim in claims if finding_of(claim) in {*ASKING, UNRESOLVED}]
    asking = still_asking(article, listed, placed)
    first: dict[UUID, Standing] = {}
    for one in placed:
        first.setdefault(one.claim, one)
    sources = _sources(listed)
    return [
        _change(c, first[c.pk], sources[c.pk], is_asking=c.pk in asking)
        for c in listed
        if c.pk in first
    ]


def _change(
    claim: Claim, passage: Standing, sources: list[tuple[str, str]], *, is_asking: bool
) -> Change:
    verdict = claim.verdict
    assert verdict is not None  # noqa: S101 - only rated claims are listed
    return Change(
        claim=claim.pk,
        statement=claim.statement,
        finding=verdict.rating.slug,
        label=verdict.rating.words,
        look=verdict.rating.look,
        exact=passage.exact,
        sentence=passage.sentence or passage.exact,
        start=passage.start,
        proposed=verdict.proposed_wording,
        explanation=verdict.explanation,
        is_done=verdict.rating.slug in ASKING and not is_asking,
        state_label=claim.get_state_display(),
        sources=sources,
    )


def _sources(claims: Sequence[Claim]) -> dict[UUID, list[tuple[str, str]]]:
    open_to_all = Evidence.objects.standing().filter(
        claim__in=[claim.pk for claim in claims],
        visibility=Visibility.EVERYONE,
        source__visibility=Visibility.EVERYONE,
    )
    found: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    for row in open_to_all.values_list(
        "claim", "cited_publisher", "cited_title", "cited_url", named=True
    ):
        words = " – ".join(part for part in (row.cited_publisher, row.cited_title) if part)
        found[row.claim].append((words or row.cited_url, row.cited_url))
    return found
