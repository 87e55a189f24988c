"""Claims seen before: our own with a verdict, and those that other fact-checkers checked, best first.

Nothing of a claim but its statement is compared, so that no evidence, open or confidential, can enter a score or a reason.
"""

from collections.abc import Sequence
from uuid import UUID

import regex

from annotations.matching.choices import answers_for
from annotations.matching.seen_found import Candidate, candidates
from annotations.matching.seen_levels import SAME, SIMILAR, Graded, graded, ranked
from annotations.matching.seen_match import Seen
from annotations.matching.seen_reasons import reasons_of
from annotations.matching.terms import Wanted, counts_of, rarity, terms_of, wanted, words_of
from annotations.models import Claim, EarlierCheck, MatchAnswer, SecondVerdict, User

__all__ = ["MOST", "SAME", "SIMILAR", "Seen", "seen_before"]

MOST = 100
USUAL = 5
# Without a shared word, a vector this far away is chance.
LEAST_COSINE = 0.3
ALIKE_COSINE = 0.6
_SAYS_SOMETHING = regex.compile(r"[\p{L}\p{N}]")


def seen_before(
    *,
    person: User,
    text: str,
    limit: int = USUAL,
    claim: Claim | None = None,
    gives_reasons: bool = False,
) -> list[Seen]:
    """Checks that may say what a text says, best first; those that somebody rejected for it stay away.

    Args:
        person: who asks; only what they may see is found.
        text: what is said, of which the first 2,000 code points are read (see `annotations.matching.terms`). Links,
            handles and tags of posts do no harm.
        limit: how many at most.
        claim: whose statement the text is; it is never found itself.
        gives_reasons: whether to tell what each shares with the text.
    """
    words = words_of(text)
    if not _SAYS_SOMETHING.search(words.text):
        return []
    asked = wanted(words)
    found = candidates(words, asked, claim.pk if claim else None, rarity(0, asked.texts))
    answers = answers_for(text=text, claim=claim)
    rows = [
        (rank, one)
        for rank, one in ranked(found, any(one.cosine is not None for one in found))
        if answers.get(one.pk) != MatchAnswer.REJECTED and _is_near(one)
    ]
    # A few more than asked for: what the person may not see, or was deleted meanwhile, falls out.
    best = _levels(words.text, asked, rows, limit)
    seen = _fetched(person, best, answers)[:limit]
    return reasons_of(seen, words.text, asked) if gives_reasons else seen


def _is_near(one: Candidate) -> bool:
    return one.words > 0 or (one.cosine is not None and one.cosine >= LEAST_COSINE)


def _is_alike(one: Candidate) -> bool:
    return one.cosine is not None and one.cosine >= ALIKE_COSINE


def _levels(
    text: str, asked: Wanted, rows: Sequence[tuple[float, Candidate]], limit: int
) -> list[Graded]:
    terms = terms_of(text)
    shown = [one for _, one in rows[:limit]]
    every = set(terms).union(*(one.terms for one in shown))
    return graded(rows, terms, counts_of(sorted(every)), asked.texts, limit)


def _fetched(person: User, best: list[Graded], answers: dict[UUID, str]) -> list[Seen]:
    """The rows themselves, as far as this person may see them."""
    keys: dict[str, list[UUID]] = {"claim": [], "check": []}
    for one in best:
        keys[one.candidate.kind].append(one.candidate.pk)
    claims = (
        Claim.objects.visible_to(person)
        .filter(pk__in=keys["claim"])
        .select_related("verdict__rating", "publication", "article")
        .defer("search", "article__search")
        .in_bulk()
        if keys["claim"]
        else {}
    )
    SecondVerdict.objects.hide_from(person, claims.values())
    checks = (
        EarlierCheck.objects.visible_to(person)
        .filter(pk__in=keys["check"])
        .defer("search", "original", "appearances")
        .in_bulk()
        if keys["check"]
        else {}
    )
    return [
        Seen(
            claims.get(pk),
            checks.get(pk),
            one.level,
            one.score,
            answers.get(pk, ""),
            _is_alike(one.candidate),
        )
        for one in best
        if (pk := one.candidate.pk) in claims or pk in checks
    ]
