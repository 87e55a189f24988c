"""Claims seen before: what is found, in which order, and what stays away."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.claims import remove
from annotations.matching import embedding_near, terms
from annotations.matching.choices import choose
from annotations.matching.seen import SAME, SIMILAR, seen_before
from annotations.matching.terms import counts_of, terms_of, words_of
from annotations.matching.terms_counted import count_if_grown, count_terms
from annotations.models import EarlierCheck, HistoryEntry, MatchChoice, TermCount, User
from annotations.refusals import Forbidden, Invalid, Missing
from tests.factories.articles import make_article
from tests.factories.claims import make_claim, rated_claim
from tests.factories.earlier import check, make_check, received
from tests.factories.users import actor_of

pytestmark = pytest.mark.django_db

CLAIMS = [
    "Drinking bleach cures the flu within 3 days.",
    "A photograph shows a shark swimming on a flooded highway in Houston.",
    "The governor signed a bill that bans 2,500 school books.",
    "Вакцина вызывает бесплодие у 3 000 женщин.",
    "Прэзідэнт Беларусі падпісаў указ аб павышэнні пенсій на 15 працэнтаў.",
    "A man found a gold coin worth $70,000 in his garden.",
]
FILLER = [f"Rumour {n} says that the town of Number{n} bans dogs" for n in range(40)]


@pytest.fixture
def checks(ann: User) -> list[EarlierCheck]:
    given = [check(n, claim_reviewed=words) for n, words in enumerate([*CLAIMS, *FILLER])]
    received(ann, *given)
    return list(EarlierCheck.objects.order_by("url"))


def first(person: User, text: str, **more: Any) -> str:
    found = seen_before(person=person, text=text, **more)
    return found[0].said if found else ""


@pytest.mark.usefixtures("checks")
@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("OMG!! A SHARK is swimming on the highway in #Houston pic.twitter.com/Abc — J (@j)", 1),
        ("Is there a #FloodedHighway with sharks? https://t.co/x1", 1),
        ("They say: 2500 books banned by the governor", 2),
        ("У 3000 женщин вакцины вызвали бесплодие", 3),
        ("указам прэзідэнта павышаны пенсіі на 15%", 4),
        ("70 000 dollars for a coin in a garden", 5),
    ],
)
def test_a_claim_is_found_again_in_other_words_forms_and_notations(
    text: str, claim: int, ann: User
) -> None:
    assert first(ann, text) == CLAIMS[claim]


@pytest.mark.usefixtures("checks")
def test_the_same_words_are_very_likely_the_same_and_other_numbers_are_not(ann: User) -> None:
    (same, *_others) = seen_before(person=ann, text="Drinking bleach cures the flu in 3 days")
    assert (same.said, same.level) == (CLAIMS[0], SAME)
    (other, *_others) = seen_before(person=ann, text="Drinking bleach cures the flu in 9 days")
    assert (other.said, other.level) == (CLAIMS[0], SIMILAR)
    (loose, *_others) = seen_before(person=ann, text="Bleach was sold out in all the shops")
    assert loose.level == SIMILAR


@pytest.mark.usefixtures("checks")
@pytest.mark.parametrize("text", ["🕊️🔥", "…", "' OR '='; --"])
def test_text_that_says_nothing_finds_nothing(text: str, ann: User) -> None:
    assert seen_before(person=ann, text=text) == []


@pytest.mark.usefixtures("checks")
def test_quotes_and_signs_of_a_query_language_are_only_words(ann: User) -> None:
    text = "shark' & !(highway) | <-> :* \\ '; DROP TABLE annotations_earliercheck; --"
    assert first(ann, text) == CLAIMS[1]


@pytest.mark.usefixtures("checks")
def test_a_very_long_text_is_read_to_its_limit_only(ann: User) -> None:
    filler = "the lorem of an ipsum, and so on. " * 3_000
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert first(ann, f"A shark on a highway in Houston. {filler}") == CLAIMS[1]
    assert max(len(query["sql"]) for query in queries) < 20_000


def test_a_fresh_installation_matches_at_once_and_after_every_growth(ann: User) -> None:
    assert not TermCount.objects.exists()
    received(ann, check(1, claim_reviewed=CLAIMS[0]))
    assert counts_of(["bleach"]) == {"bleach": 1}
    assert TermCount.objects.get(term="bleach").texts == 1
    received(ann, *(check(n, claim_reviewed=f"Bleach number {n}") for n in range(2, 9)))
    assert TermCount.objects.get(term="bleach").texts == 8
    assert not count_if_grown()


@pytest.mark.usefixtures("checks")
def test_without_any_counts_the_same_is_found(ann: User) -> None:
    TermCount.objects.all().delete()
    assert first(ann, "a shark on the flooded highway") == CLAIMS[1]
    TermCount.objects.create(term="shark", texts=10_000)
    assert first(ann, "a shark on the flooded highway of Houston") == CLAIMS[1]
    assert count_terms()
    assert TermCount.objects.get(term="shark").texts == 1


def test_our_own_claims_with_a_verdict_are_found_but_no_draft_and_never_the_claim_itself(
    ann: User,
) -> None:
    article, other = make_article(by=ann), make_article(by=ann)
    words = "more than 4,000 hygiene kits"
    draft = make_claim(article, ann, statement="They gave out more than 4,000 hygiene kits")
    assert seen_before(person=ann, text=words) == []
    rated = rated_claim(other, ann, statement="They handed out more than 4,000 hygiene kits")
    (seen,) = seen_before(person=ann, text=draft.statement, claim=draft)
    assert (seen.claim, seen.check) == (rated, None)
    assert seen_before(person=ann, text=rated.statement, claim=rated) == []
    remove(actor=actor_of(ann), claim_id=rated.pk)
    assert seen_before(person=ann, text=words) == []


def test_reasons_say_what_is_shared(ann: User) -> None:
    make_check(ann, claim_reviewed="Last week Minister Sokolova promised 4,000 hygiene kits.")
    make_check(ann, claim_reviewed="A dog bit a man")
    text = "Sokolova has promised kits: 4000 of them"
    (seen,) = seen_before(person=ann, text=text, gives_reasons=True)
    assert {why.kind: set(why.words) for why in seen.reasons} == {
        "names": {"Sokolova"},
        "numbers": {"4,000"},
        "words": {"promised", "kits"},
    }


def test_what_was_rejected_stays_away_for_these_words_and_this_claim_only(ann: User) -> None:
    shark = make_check(ann, claim_reviewed=CLAIMS[1])
    claim = make_claim(make_article(by=ann), ann, statement="A shark swims in Houston")
    other = make_claim(make_article(by=ann), ann, statement="A shark swims in the Rhine")
    choose(actor=actor_of(ann), answer="rejected", claim=str(claim.pk), found_check=str(shark.pk))
    assert seen_before(person=ann, text=claim.statement, claim=claim) == []
    assert seen_before(person=ann, text=other.statement, claim=other)[0].check == shark
    choose(actor=actor_of(ann), answer="accepted", claim=str(claim.pk), found_check=str(shark.pk))
    (again,) = seen_before(person=ann, text=claim.statement, claim=claim)
    assert again.answer == "accepted"
    assert MatchChoice.objects.count() == 2
    verbs = HistoryEntry.objects.filter(claim_id=claim.pk).values_list("verb", flat=True)
    assert {"match_rejected", "match_accepted"} <= set(verbs)


def test_a_choice_is_looked_at(ann: User, viewer: User) -> None:
    shark = str(make_check(ann, claim_reviewed=CLAIMS[1]).pk)
    given: dict[str, Any] = {"answer": "accepted", "text": "sharks", "found_check": shark}
    with pytest.raises(Forbidden):
        choose(actor=actor_of(viewer), **given)
    for wrong in ({"answer": "maybe"}, {"text": ""}, {"found_check": None}, {"score": "much"}):
        with pytest.raises(Invalid):
            choose(actor=actor_of(ann), **{**given, **wrong})
    with pytest.raises(Missing):
        choose(actor=actor_of(ann), **{**given, "found_check": str(ann.pk)})
    assert not MatchChoice.objects.exists()


def test_queries_do_not_grow_with_what_is_found(
    ann: User, checks: list[EarlierCheck], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Where the package of vectors is installed, every question looks whether there are new ones.
    monkeypatch.setattr(embedding_near, "FRESH_SECONDS", 0.0)

    def queries(limit: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            found = seen_before(
                person=ann, text="A rumour bans dogs", limit=limit, gives_reasons=True
            )
        assert len(found) == limit
        return len(asked)

    seen_before(person=ann, text="A rumour bans dogs", limit=1, gives_reasons=True)
    assert queries(20) == queries(1) <= 11


def test_posts_are_read_without_their_noise() -> None:
    words = words_of("WOW #FakeNews2020 see https://t.co/abc — Jo Doe (@JoDoe1) January 6, 2020")
    assert (words.text, words.signature) == ("WOW Fake News 2020 see", "Jo Doe Jo Doe 1")
    assert words.whole == "Jo Doe: WOW Fake News 2020 see"


@pytest.mark.usefixtures("checks")
def test_a_common_word_counts_but_is_not_looked_for_where_rare_ones_are(
    ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terms, "LEAST_BUDGET", 20)
    asked = terms.wanted(words_of("Rumour of Number7 that bans dogs and sharks in Houston"))
    common = set(terms_of("rumour bans dogs"))
    assert common < set(asked.weights)
    assert common.isdisjoint(asked.sought)
    assert first(ann, "a rumour of Number7 that bans dogs") == FILLER[7]
    # A text of common words alone is looked for by the rarest of them.
    assert first(ann, "rumour") in FILLER


def test_terms_are_the_same_for_forms_of_a_word_and_a_number() -> None:
    assert terms_of("3,000 cafés") == terms_of("3 000 café")
    assert terms_of("3,5 процента") == terms_of("3.5 процентов")
    assert terms_of("министерством") == terms_of("Министерства")
    assert terms_of("") == terms_of("the of") == []
