"""Counting independent origins: several sources that carry one authority's word are one origin, not several."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from annotations.evidence.same_story import SameStory, stories_of
from annotations.evidence.sources import standing_source, url_key
from annotations.models import Appearance, Article, Asserts, Claim, Evidence, Stance, User


@dataclass(frozen=True, slots=True)
class OneOrigin:
    """Evidence of one claim and one stance that goes back to one origin.

    Attributes:
        key: `origin:<name key>`, `source:<id>` or `text:<article>`; the same origin has the same key in every claim of one call.
        name: the origin's name, or the source's title; all of it may be shown to who asked.
        evidence: ids, the oldest first; never empty.
        is_own_article: all of it stands in an article of the claim itself, or in a copy of that article.
        is_own_origin: its origin is the one that the claim's own word rests on.
    """

    key: str
    name: str
    evidence: tuple[UUID, ...]
    is_own_article: bool
    is_own_origin: bool

    @property
    def is_own(self) -> bool:
        """Whether it says nothing that the claim itself does not say."""
        return self.is_own_article or self.is_own_origin


@dataclass(frozen=True, slots=True)
class Origins:
    """The evidence of one claim by stance and origin, as one person may see it.

    Attributes:
        by_stance: stance -> its origins, in the order of their first evidence; every stance is a key.
        asserts: `so` or `said`, the claim's. That an authority `said` a thing is shown by the authority itself.
    """

    by_stance: dict[str, tuple[OneOrigin, ...]]
    asserts: str

    def independent(self, stance: str) -> tuple[OneOrigin, ...]:
        """The origins that count: of a claim that something is `so`, none that is its own.

        Contract: "Another carrier of the same authority is the same origin and never supports `so`."
        """
        if self.asserts == Asserts.SO:
            return tuple(one for one in self.by_stance[stance] if not one.is_own)
        return tuple(one for one in self.by_stance[stance] if not one.is_own_article)

    def linked(self, stance: str) -> int:
        """How many evidences have this stance."""
        return sum(len(one.evidence) for one in self.by_stance[stance])

    @property
    def only_own(self) -> bool:
        """Whether there is evidence, and all of it is of the claim's own article or origin."""
        stances = (Stance.CORROBORATES, Stance.CONTRADICTS)
        linked = sum(self.linked(stance) for stance in stances)
        return bool(linked) and not any(self.independent(stance) for stance in stances)


def origins_of(claims: Collection[UUID], user: User) -> dict[UUID, Origins]:
    """For each claim its evidence by stance and independent origin; eight queries at most, however many they are.

    Evidence is of one origin where its `origin` is the same; else the `origin` of its source (of the source that
    it was merged into) is; else it is the same source, or the same text archived from another address. A text that
    stands at several places takes the origin that one of them is known to have.

    Args:
        claims: ids of claims; unknown ones are left out.
        user: who asks. Only evidence that they may see is counted, named and compared.

    Returns:
        `{claim id: Origins}`. `Origins.by_stance[stance]` are groups (`OneOrigin`) of evidence ids with
        `is_own_article` and `is_own_origin`; `Origins.independent(stance)` are those that count, and
        `Origins.only_own` is the blocker of the verdict guard.
    """
    ids = set(claims)
    if not ids:
        return {}
    of_claims = Claim.objects.filter(pk__in=ids).select_related("origin")
    rows = {claim.pk: claim for claim in of_claims.only("asserts", "origin__name_key", "article")}
    evidence = _evidence(ids, user)
    own = _own_articles(rows.values())
    stories = stories_of([*(_articles(evidence)), *(a for each in own.values() for a in each)])
    keys = _keys(evidence, stories)
    return {
        pk: _origins(
            claim,
            [(entry, *keys[entry.pk]) for entry in evidence if entry.claim_id == pk],
            own.get(pk, {}),
            stories,
        )
        for pk, claim in rows.items()
    }


def _evidence(ids: set[UUID], user: User) -> list[Evidence]:
    found = Evidence.objects.visible_to(user).filter(claim__in=ids).standing()
    related = ("origin", "source__origin", "source__merged_into__origin", "passage")
    return list(found.select_related(*related))


def _own_articles(claims: Iterable[Claim]) -> dict[UUID, dict[UUID, set[str]]]:
    """For each claim the articles in which it appears, with the keys of their addresses."""
    of_claim: dict[UUID, dict[UUID, set[str]]] = {c.pk: {c.article_id: set()} for c in claims}
    rows = Appearance.objects.filter(claim__in=of_claim, removed_at__isnull=True)
    for claim, article in rows.values_list("claim", "article"):
        of_claim[claim].setdefault(article, set())
    ids = {article for each in of_claim.values() for article in each}
    places = Article.objects.filter(pk__in=ids).values_list("pk", "url", "canonical_url")
    keys = {pk: {url_key(url) for url in urls if url} for pk, *urls in places}
    return {c: {a: keys.get(a, set()) for a in each} for c, each in of_claim.items()}


def _articles(evidence: Iterable[Evidence]) -> list[UUID]:
    return [pk for entry in evidence for pk in (_article_of(entry),) if pk]


def _article_of(entry: Evidence) -> UUID | None:
    """The text that the evidence quotes, where it is kept here."""
    if entry.passage is not None:
        return entry.passage.article_id
    return entry.source.article_id or standing_source(entry.source).article_id


def _keys(evidence: list[Evidence], stories: SameStory) -> dict[UUID, tuple[str, str]]:
    """For each evidence the key and name of its origin."""
    named = {entry.pk: _said_origin(entry) for entry in evidence}
    of_story: dict[str, tuple[str, str]] = {}
    for entry in evidence:
        # What a person says of one passage is of that passage alone; of a source, of its whole text.
        origin = named[entry.pk]
        if origin and entry.origin is None and (story := stories.key(_article_of(entry))):
            of_story.setdefault(story, origin)
    found: dict[UUID, tuple[str, str]] = {}
    first: dict[str, str] = {}
    for entry in evidence:
        source, story = standing_source(entry.source), stories.key(_article_of(entry))
        plain = (f"text:{story}" if story else f"source:{source.pk}", str(source))
        key, name = named[entry.pk] or of_story.get(story, plain)
        found[entry.pk] = (key, first.setdefault(key, name))
    return found


def _said_origin(entry: Evidence) -> tuple[str, str] | None:
    """The origin that a person set: of the evidence, of its source, of the source that one was merged into."""
    standing = standing_source(entry.source)
    origin = entry.origin or standing.origin or entry.source.origin
    return (f"origin:{origin.name_key}", origin.name) if origin else None


def _origins(
    claim: Claim,
    evidence: list[tuple[Evidence, str, str]],
    own: dict[UUID, set[str]],
    stories: SameStory,
) -> Origins:
    groups: dict[str, dict[str, list[Any]]] = {stance: {} for stance in Stance.values}
    for entry, key, name in evidence:
        groups[entry.stance].setdefault(key, [name]).append(entry)
    return Origins(
        by_stance={
            stance: tuple(
                OneOrigin(
                    key=key,
                    name=name,
                    evidence=tuple(entry.pk for entry in entries),
                    is_own_article=all(_is_own(entry, own, stories) for entry in entries),
                    is_own_origin=bool(claim.origin and key == f"origin:{claim.origin.name_key}"),
                )
                for key, (name, *entries) in each.items()
            )
            for stance, each in groups.items()
        },
        asserts=claim.asserts,
    )


def _is_own(entry: Evidence, own: dict[UUID, set[str]], stories: SameStory) -> bool:
    """Whether the evidence stands in one of these articles: by its record, its address or its words."""
    article = _article_of(entry)
    if article in own:
        return True
    if article and stories.key(article) in {stories.key(pk) for pk in own} - {""}:
        return True
    keys = {entry.source.url_key, standing_source(entry.source).url_key} - {""}
    return any(keys & addresses for addresses in own.values())
