"""Proposing where evidence comes from, and saying it. Nothing is ever set by itself."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from annotations import workflow
from annotations.evidence.credits import agency_of
from annotations.evidence.naming import name_key, origin_named
from annotations.evidence.same_story import stories_of
from annotations.evidence.sources import standing_source
from annotations.history import record
from annotations.models import Article, Claim, Evidence, Source, SourceOrigin, User
from annotations.permissions import Actor, require_editor
from annotations.reading.attributions import attributions

_MOST = 40


@dataclass(frozen=True, slots=True)
class Proposal:
    """An origin that a claim, an evidence or a source may have.

    Attributes:
        of: `claim`, `evidence` or `source`.
        id: which.
        name: the origin's name, as a person may take it over.
        why: `wire` (the article says that it carries an agency's story), `same_text` (the same words stand at
            a source whose origin is known, or there first), `attribution` (the quoted words name the authority), `publisher`
            (another source of the claim has the same publisher).
        title: what the proposal is about, in words.
    """

    of: str
    id: UUID
    name: str
    why: str
    title: str


def proposals_for(claim_id: UUID, user: User) -> list[Proposal]:
    """Origins that may be said of a claim and of its evidence, best reason first for each; at most one for each.

    Only what the person may see is looked at. The queries do not grow with the evidence.

    Args:
        claim_id: a claim that they may see.
        user: who asks.
    """
    claim = Claim.objects.select_related("article", "origin").get(pk=claim_id)
    related = ("origin", "source__origin", "source__merged_into__origin", "passage")
    shown = Evidence.objects.visible_to(user).filter(claim=claim_id).standing()
    evidence = list(shown.select_related(*related)[:_MOST])
    texts = _texts(evidence)
    named = [
        *_of_claim(claim),
        *_from_attributions(evidence),
        *_from_wires(evidence, texts),
        *_from_same_text(evidence, texts),
        *_from_publishers(evidence),
    ]
    first: dict[tuple[str, UUID], Proposal] = {}
    for one in named:
        first.setdefault((one.of, one.id), one)
    return list(first.values())


@transaction.atomic
def set_claim_origin(
    *, actor: Actor, claim_id: UUID, origin: Any, expected: str | None = None
) -> Claim:
    """Say whose word a claim rests on. Evidence of the same origin then says nothing new.

    It is printed nowhere and judged by nobody, so that state and approval stay.

    Args:
        actor: an editor or above.
        claim_id: which claim.
        origin: a name or an id (see `origin_named`); None for none.
        expected: the claim's ETag that was read.

    Raises:
        Missing, Invalid, OutOfDate, Forbidden.
    """
    person = require_editor(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    before, after = claim.origin, origin_named(person, origin)
    if before == after:
        return claim
    claim.origin = after
    workflow.save(claim, "origin")
    record(
        actor,
        "claim_origin_set",
        claim,
        claim=claim,
        before=before.name if before else "",
        title=after.name if after else "",
    )
    return claim


def origins_matching(person: User, words: str) -> Any:
    """Origins that this person may see whose name has the words, all where there are none."""
    found = SourceOrigin.objects.visible_to(person)
    return found.filter(name_key__contains=name_key(words)) if words else found


def _texts(evidence: Iterable[Evidence]) -> dict[UUID, Article]:
    """The kept texts of the evidence, by the evidence's id."""
    ids = {entry.pk: article for entry in evidence if (article := _article_of(entry))}
    rows = Article.objects.filter(pk__in=set(ids.values())).select_related("current_revision")
    heavy = ("search", "current_revision__document", "current_revision__sentences")
    by_id = {article.pk: article for article in rows.defer(*heavy)}
    return {pk: by_id[article] for pk, article in ids.items() if article in by_id}


def _article_of(entry: Evidence) -> UUID | None:
    if entry.passage is not None:
        return entry.passage.article_id
    return standing_source(entry.source).article_id or entry.source.article_id


def _of_claim(claim: Claim) -> Iterator[Proposal]:
    if claim.origin is None and claim.attribution:
        yield Proposal("claim", claim.pk, claim.attribution, "attribution", claim.statement)


def _from_attributions(evidence: Iterable[Evidence]) -> Iterator[Proposal]:
    """The authority that the quoted words, or the sentence they stand in, name."""
    for entry in evidence:
        if entry.origin is not None:
            continue
        sentence = entry.passage.sentence if entry.passage else ""
        for found in attributions(f"{sentence}\n{entry.quote}"):
            if found.authority and name_key(found.authority):
                yield Proposal("evidence", entry.pk, found.authority, "attribution", _title(entry))
                break


def _from_wires(evidence: Iterable[Evidence], texts: dict[UUID, Article]) -> Iterator[Proposal]:
    """The agency whose story the article is, or says that it carries."""
    for entry in evidence:
        article, source = texts.get(entry.pk), standing_source(entry.source)
        if source.origin is not None or article is None:
            continue
        text = article.current_revision.text if article.current_revision else ""
        agency = agency_of(text, article.byline)
        if not agency and (article.wire or article.identifier):
            agency = article.site_name
        if agency:
            yield Proposal("source", source.pk, agency, "wire", str(source))


def _from_same_text(evidence: list[Evidence], texts: dict[UUID, Article]) -> Iterator[Proposal]:
    """Whose story it is that several sources have word for word: the known origin's, else who had it first."""
    stories = stories_of([article.pk for article in texts.values()])
    groups: dict[str, dict[UUID, Source]] = defaultdict(dict)
    for entry in evidence:
        if article := texts.get(entry.pk):
            source = standing_source(entry.source)
            groups[stories.key(article.pk)][source.pk] = source
    for sources in groups.values():
        if len(sources) < 2:  # noqa: PLR2004 - it takes two to be the same
            continue
        known = next((one.origin.name for one in sources.values() if one.origin), "")
        first = min(sources.values(), key=_published)
        name = known or first.publisher or str(first)
        for source in sources.values():
            if source.origin is None:
                yield Proposal("source", source.pk, name, "same_text", str(source))


def _from_publishers(evidence: Iterable[Evidence]) -> Iterator[Proposal]:
    """Two records of one publisher may be one voice."""
    groups: dict[str, dict[UUID, Source]] = defaultdict(dict)
    for entry in evidence:
        source = standing_source(entry.source)
        if key := name_key(source.publisher):
            groups[key][source.pk] = source
    for sources in groups.values():
        for source in sources.values():
            if len(sources) > 1 and source.origin is None:
                yield Proposal("source", source.pk, source.publisher, "publisher", str(source))


def _published(source: Source) -> tuple[bool, Any, UUID]:
    when = source.published_at
    return (when is None, when.timestamp() if when else 0.0, source.pk)


def _title(entry: Evidence) -> str:
    return entry.cited_title or entry.cited_url
