"""A typed quote gets its place in the archived copy, and keeps it only as long as it is that quote."""

from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations import dossier, evidence
from annotations.claims.owners import owners_of
from annotations.claims.standing import standing_in
from annotations.evidence.found_quotes import find_quotes_later
from annotations.models import (
    Article,
    ArticleRole,
    Claim,
    Evidence,
    Highlight,
    HistoryEntry,
    Source,
    User,
)
from tests.annotations.evidence.web_page import KITS, REST
from tests.factories.articles import add_revision, make_article
from tests.factories.claims import approved_claim, make_claim
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of, make_editor, make_reviewer, make_superuser

pytestmark = pytest.mark.django_db
QUOTE = "4,120 hygiene kits"
_numbers = count(1)


@pytest.fixture
def ann(db: None) -> User:
    return make_editor("ann")


@pytest.fixture
def claim(ann: User) -> Claim:
    return make_claim(make_article(by=ann), ann)


def archived(claim: Claim, by: User, quote: str = QUOTE, *texts: str, **more: str) -> Evidence:
    """Evidence whose source has an archived copy."""
    url = f"https://ministry.example/{next(_numbers)}"
    entry = link_evidence(claim, by, url=url, quote=quote, **more)
    copy = make_article("\n\n".join(texts or (KITS, *REST)), url=url, role=ArticleRole.SOURCE)
    Source.objects.filter(pk=entry.source_id).update(article=copy)
    return entry


def standing(entry: Evidence) -> list[Highlight]:
    return list(entry.found_passages.filter(retired_at__isnull=True).order_by("start"))


def verbs(entry: Evidence) -> list[str]:
    told = HistoryEntry.objects.filter(object_id=str(entry.pk)).order_by("seq")
    return list(told.values_list("verb", flat=True))


def test_a_quote_gets_its_place_once(claim: Claim, ann: User) -> None:
    entry = archived(claim, ann)
    assert find_quotes_later() == 1
    assert find_quotes_later() == 0
    (found,) = standing(entry)
    assert (found.exact, found.purpose, found.created_by_id) == (QUOTE, "quote", None)
    assert found.sentence == KITS
    assert found.article.is_source
    assert entry.sought.places == 1
    assert verbs(entry) == ["evidence_linked", "quote_found"]


@pytest.mark.parametrize(("quote", "places"), [("4,121 hygiene kits", 0), ("the", 4)])
def test_no_place_or_several_are_noted_and_never_guessed(
    quote: str, places: int, claim: Claim, ann: User
) -> None:
    entry = archived(claim, ann, quote)
    assert find_quotes_later() == 1
    assert find_quotes_later() == 0
    assert standing(entry) == []
    assert entry.sought.places == places


def test_another_quote_gets_another_place_and_a_removed_one_none(claim: Claim, ann: User) -> None:
    entry = archived(claim, ann)
    find_quotes_later()
    actor = actor_of(ann)
    evidence.change(actor=actor, evidence_id=entry.pk, quote="by town and by day")
    assert find_quotes_later() == 1
    assert [h.exact for h in standing(entry)] == ["by town and by day"]
    evidence.change(actor=actor, evidence_id=entry.pk, quote="")
    assert find_quotes_later() == 1
    assert standing(entry) == []
    evidence.change(actor=actor, evidence_id=entry.pk, quote=QUOTE)
    find_quotes_later()
    evidence.unlink(actor=actor, evidence_id=entry.pk)
    assert find_quotes_later() == 1
    assert standing(entry) == []
    assert find_quotes_later() == 0
    assert entry.found_passages.count() == 3


def test_what_was_not_found_is_looked_up_in_the_next_text_too(claim: Claim, ann: User) -> None:
    entry = archived(claim, ann, QUOTE, "Accept our cookies.")
    find_quotes_later()
    copy = Article.objects.get(as_sources__evidence=entry)
    add_revision(copy, KITS)
    assert find_quotes_later() == 1
    assert [h.exact for h in standing(entry)] == [QUOTE]


def test_a_place_that_its_text_has_lost_is_for_a_person_and_not_found_anew(
    claim: Claim, ann: User
) -> None:
    entry = archived(claim, ann, f"{QUOTE} … by town and by week")
    find_quotes_later()
    copy = Article.objects.get(as_sources__evidence=entry)
    add_revision(copy, "It gave out 5,000 hygiene kits.")
    assert find_quotes_later() == 0


def test_an_approved_claims_quote_is_found_and_the_approval_stands(ann: User) -> None:
    claim = approved_claim(make_article(by=ann), ann, make_reviewer("rae"))
    entry = claim.evidence.get()
    copy = make_article("There were 4,120 kits in all.", role=ArticleRole.SOURCE)
    Source.objects.filter(pk=entry.source_id).update(article=copy)
    find_quotes_later()
    assert [h.exact for h in standing(entry)] == ["4,120 kits"]
    claim.refresh_from_db()
    assert (claim.approval, claim.content_sha256) == ("valid", claim.content_sha256)
    add_revision(copy, "There were 4,150 kits in all.")
    claim.refresh_from_db()
    assert claim.approval == "stale"


def test_a_kept_passage_is_not_looked_up(claim: Claim, ann: User) -> None:
    other = make_article(KITS, by=ann, url="https://other.example/")
    passage = {"article": str(other.pk), "start": 20, "end": 38}
    entry = evidence.link(actor=actor_of(ann), claim_id=claim.pk, stance="context", passage=passage)
    assert entry.source.article_id == other.pk
    assert find_quotes_later() == 0


def test_nobody_else_learns_of_a_confidential_quotes_place(claim: Claim, ann: User) -> None:
    entry = archived(claim, ann, visibility="hidden")
    find_quotes_later()
    copy = Article.objects.get(as_sources__evidence=entry)
    assert copy.current_revision is not None
    boss = make_superuser()
    assert standing_in(person=boss, revision=copy.current_revision) == []
    told = dossier.events_after(boss, claim.article_id, 0) + dossier.events_after(boss, copy.pk, 0)
    assert not {"quote_found", "evidence_linked"} & {event["verb"] for event in told}
    assert str(entry.pk) not in str(told)
    assert "quote_found" not in {e["verb"] for e in dossier.history_of(boss, claim.pk)}
    assert "quote_found" in {e["verb"] for e in dossier.history_of(ann, claim.pk)}


def test_twenty_quotes_of_a_copy_take_as_many_statements_as_one(claim: Claim, ann: User) -> None:
    entry = archived(claim, ann)
    with CaptureQueriesContext(connection) as one:
        find_quotes_later()
    for _number in range(20):
        link_evidence(claim, ann, url=entry.source.url, quote=QUOTE)
    with CaptureQueriesContext(connection) as many:
        assert find_quotes_later() == 20
    assert len(many) == len(one)


def test_each_piece_of_a_quote_belongs_to_its_evidence(claim: Claim, ann: User) -> None:
    pieces = "Volunteers gave out 4,120 hygiene kits … lists every delivery by town"
    entry = archived(claim, ann, pieces)
    find_quotes_later()
    first, second = standing(entry)
    owners = owners_of(ann, [first, second])
    assert [owners[one.pk].evidence for one in (first, second)] == [entry, entry]
    assert owners_of(make_superuser(), [first]).keys() == {first.pk}
    Evidence.objects.filter(pk=entry.pk).update(visibility="hidden")
    assert owners_of(make_superuser(), [first, second]) == {}
