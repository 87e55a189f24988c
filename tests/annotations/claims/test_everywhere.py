"""The same words elsewhere in the text join the claim, all at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations import claims, dossier
from annotations.models import Claim, Highlight, HistoryEntry, User
from annotations.refusals import Conflict, Forbidden, OutOfDate
from tests.factories.articles import add_revision, make_article
from tests.factories.claims import approved_claim, make_claim, published_claim
from tests.factories.users import actor_of, make_editor, make_reviewer, make_viewer

pytestmark = pytest.mark.django_db
WORDS = "more than 4,000 hygiene kits"
THRICE = (
    f"They gave out {WORDS} 🇧🇾.\n\nAgain: {WORDS}.\n\n"
    "They said more than\n4,000 hygiene kits once more; more than 4,000 hygiene kitsch is another thing."
)


@pytest.fixture
def ann() -> User:
    return make_editor("ann")


def places_of(claim: Claim) -> list[str]:
    rows = Highlight.objects.filter(appearance__claim=claim, retired_at__isnull=True)
    return [
        f"{row.start}:{row.revision.text[row.start : row.end]!r}" for row in rows.order_by("start")
    ]


def everywhere(claim: Claim, by: User, **more: object) -> list[Highlight]:
    return claims.mark_everywhere(actor=actor_of(by), claim_id=claim.pk, revision_id=None, **more)  # type: ignore[arg-type]


def test_each_further_place_becomes_a_passage_of_the_same_appearance(ann: User) -> None:
    article = make_article(THRICE, by=ann)
    claim = make_claim(article, ann, WORDS, nth=1)
    assert len(everywhere(claim, ann)) == 2
    first, second = THRICE.index(WORDS), THRICE.index(WORDS, 20 + len(WORDS))
    third = THRICE.index("more than\n4,000")
    folded = "more than\n4,000 hygiene kits"
    assert places_of(claim) == [f"{first}:{WORDS!r}", f"{second}:{WORDS!r}", f"{third}:{folded!r}"]
    assert claim.appearances.count() == 1
    added = Highlight.objects.filter(appearance__claim=claim).order_by("start").last()
    assert added is not None
    assert added.sentence.startswith("They said")
    assert added.suffix.startswith(" once more")


def test_twice_changes_nothing_more(ann: User) -> None:
    claim = make_claim(make_article(THRICE, by=ann), ann, WORDS)
    everywhere(claim, ann)
    version = Claim.objects.get(pk=claim.pk).version
    assert everywhere(claim, ann) == []
    assert Claim.objects.get(pk=claim.pk).version == version


def test_the_record_names_every_place(ann: User) -> None:
    claim = make_claim(make_article(THRICE, by=ann), ann, WORDS)
    everywhere(claim, ann)
    entries = HistoryEntry.objects.filter(claim=claim, verb="passages_added")
    assert entries.count() == 1


def test_statements_do_not_grow_with_the_places(ann: User) -> None:
    few = make_claim(make_article(THRICE, by=ann), ann, WORDS)
    many = make_claim(make_article("\n\n".join([f"{WORDS}."] * 90), by=ann), ann, WORDS)
    with CaptureQueriesContext(connection) as for_few:
        everywhere(few, ann)
    with CaptureQueriesContext(connection) as for_many:
        assert len(everywhere(many, ann)) == 89
    assert len(for_many) == len(for_few)


def test_an_approved_claim_is_a_draft_again_and_a_published_one_is_corrected_first(
    ann: User,
) -> None:
    rita = make_reviewer("rita")
    approved = approved_claim(make_article(THRICE, by=ann), ann, rita, words=WORDS)
    everywhere(approved, ann)
    assert Claim.objects.get(pk=approved.pk).state == "draft"
    published = published_claim(make_article(THRICE, by=ann), ann, rita, words=WORDS)
    with pytest.raises(Conflict) as refusal:
        everywhere(published, ann)
    assert refusal.value.code == "correct_first"


def test_it_counts_in_the_text_that_the_person_saw(ann: User) -> None:
    article = make_article(THRICE, by=ann)
    seen = article.current_revision_id
    claim = make_claim(article, ann, WORDS)
    add_revision(article, "New lede.\n\n" + THRICE, by=ann)
    with pytest.raises(Conflict) as refusal:
        claims.mark_everywhere(actor=actor_of(ann), claim_id=claim.pk, revision_id=seen)
    assert refusal.value.code == "revision_changed"
    assert len(everywhere(claim, ann)) == 2


def test_viewers_may_not_and_a_stale_version_is_refused(ann: User) -> None:
    claim = make_claim(make_article(THRICE, by=ann), ann, WORDS)
    with pytest.raises(Forbidden):
        everywhere(claim, make_viewer())
    with pytest.raises(OutOfDate):
        everywhere(claim, ann, expected='"99"')


def test_a_card_tells_which_place_it_is_of_how_many_and_how_many_are_free(ann: User) -> None:
    claim = make_claim(make_article(THRICE, by=ann), ann, WORDS, nth=1)

    def told() -> claims.Places | None:
        shown = dossier.claim_json(ann, claim.pk)
        assert shown is not None
        return claims.places_of(shown)

    assert told() == claims.Places(nth=2, count=3, free=2, is_capped=False)
    everywhere(claim, ann)
    assert told() == claims.Places(nth=1, count=3, free=0, is_capped=False)
