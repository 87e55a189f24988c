"""Whether a claim's public text names a source that not everyone may see: plain matching of words, no guessing."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from annotations.models import Attempt, Claim, Evidence, Highlight, User, Visibility

_FEWEST = 3  # letters and figures; shorter names stand in any text
_SCHEME = re.compile(r"^[a-z]+://(?:www\.)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """A confidential source that stands by name in a claim's public text."""

    evidence: UUID
    claim: UUID
    keeper: UUID
    words: str


def named_in_public(claims: Sequence[Claim]) -> dict[UUID, list[Named]]:
    """For each claim the confidential sources that its public text names; in six queries at most.

    The public text is the explanation, the notes of open evidence and of open attempts, and what readers are told of
    a correction. A source's names are its title, publisher, author, address and contact, as linked and as recorded.
    What the claim prints anyway (its own words, the article, open sources) betrays nobody. Evidence that was
    removed counts: who linked it knew of it.

    Args:
        claims: with `verdict` and `article` loaded, where they are many.
    """
    secret = _confidential([claim.pk for claim in claims])
    if not secret:
        return {}
    holding = [claim for claim in claims if claim.pk in secret]
    texts, printed = _texts(holding)
    found: dict[UUID, list[Named]] = {}
    for claim in holding:
        text, anyway = folded(texts[claim.pk]), folded(printed[claim.pk])
        named = [
            Named(one.pk, claim.pk, one.created_by_id, words)
            for one in secret[claim.pk]
            if (words := first_named(names_of(one), text, anyway))
        ]
        if named:
            found[claim.pk] = named
    return found


def seen_by(user: User, named: Iterable[Named]) -> set[UUID]:
    """Ids of the evidence among these that this person may read."""
    rows = Evidence.objects.visible_to(user).filter(pk__in=[one.evidence for one in named])
    return set(rows.values_list("pk", flat=True))


def first_named(names: Iterable[str], text: str, anyway: str) -> str:
    """The first of the names that stands in `text`, whole words only, and not in what is printed anyway; else empty."""
    for name in names:
        needle = folded(_SCHEME.sub("", name).rstrip("/"))
        if sum(glyph.isalnum() for glyph in needle) < _FEWEST:
            continue
        if _stands(needle, text) and not _stands(needle, anyway):
            return name
    return ""


def folded(text: str) -> str:
    """For comparing: canonical form, no case, plain white space."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def names_of(evidence: Evidence) -> Iterator[str]:
    """What a source goes by, as it was linked and as it is recorded; no name twice."""
    source = evidence.source
    names = (
        *(evidence.cited_title, evidence.cited_publisher, evidence.cited_author),
        *(evidence.cited_url, evidence.contact),
        *(source.title, source.publisher, source.author, source.url, source.contact),
    )
    yield from dict.fromkeys(name for name in names if name)


def _stands(needle: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(needle)}(?!\w)", text) is not None


def _confidential(ids: Collection[UUID]) -> dict[UUID, list[Evidence]]:
    rows = Evidence.objects.filter(claim__in=ids).exclude(
        visibility=Visibility.EVERYONE, source__visibility=Visibility.EVERYONE
    )
    found: dict[UUID, list[Evidence]] = defaultdict(list)
    for evidence in rows.select_related("source").order_by("created_at", "id"):
        found[evidence.claim_id].append(evidence)
    return dict(found)


def _texts(claims: Sequence[Claim]) -> tuple[dict[UUID, str], dict[UUID, str]]:
    """By the claim's id: what is written for readers, and what stands there whatever is written."""
    texts: dict[UUID, list[str]] = {}
    printed: dict[UUID, list[str]] = {}
    for claim in claims:
        explanation = claim.verdict.explanation if claim.verdict else ""
        texts[claim.pk] = [explanation, claim.correction_note, claim.claimant_corrected_note]
        article = claim.article
        printed[claim.pk] = [claim.statement, claim.claimant, article.title, article.site_name]
    ids = [*texts]
    is_open = Evidence.objects.standing().filter(
        visibility=Visibility.EVERYONE, source__visibility=Visibility.EVERYONE
    )
    for one in is_open.filter(claim__in=ids):
        texts[one.claim_id].append(one.note)
        printed[one.claim_id] += [one.cited_title, one.cited_publisher, one.cited_author]
        printed[one.claim_id] += [_SCHEME.sub("", one.cited_url), one.quote]
    tried = Attempt.objects.standing().filter(claim__in=ids, visibility=Visibility.EVERYONE)
    for claim_id, where, note in tried.values_list("claim", "where", "note"):
        texts[claim_id] += [where, note]
    passages = Highlight.objects.filter(appearance__claim__in=ids, retired_at__isnull=True)
    for claim_id, exact, sentence in passages.values_list("appearance__claim", "exact", "sentence"):
        if claim_id:
            printed[claim_id] += [exact, sentence]
    return (
        {pk: "\n".join(found) for pk, found in texts.items()},
        {pk: "\n".join(found) for pk, found in printed.items()},
    )
