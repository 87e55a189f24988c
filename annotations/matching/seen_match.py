"""A check that was seen before, as both doors tell of it."""

from dataclasses import dataclass, field

from annotations.models import Claim, EarlierCheck


@dataclass(frozen=True, slots=True)
class Reason:
    """What is shared: `kind` is `names`, `numbers`, `words` or `wording`, the last without words."""

    kind: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """A claim of ours, or a check of others, that may say the same.

    `score` is from 0 to 1 and ranks within one answer; `level` is `same` (very likely) or `similar`. `answer` is what was
    said of it before for these words or this claim; `is_alike` that the wording as a whole is alike, as a model sees it.
    """

    claim: Claim | None
    check: EarlierCheck | None
    level: str
    score: float
    answer: str = ""
    is_alike: bool = False
    reasons: list[Reason] = field(default_factory=list)

    @property
    def said(self) -> str:
        """The claim that was checked, in its checker's words."""
        if self.check is not None:
            return self.check.claim_reviewed
        return self.claim.statement if self.claim is not None else ""
