"""The independent second verdict: who may give it, that it is given blind at every door, and what it holds up."""

import json
from collections.abc import Iterable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from annotations import claims, discussion, review
from annotations.api.urls import urlpatterns as api_patterns
from annotations.models import (
    Article,
    Claim,
    HistoryEntry,
    HistoryPayload,
    Newsroom,
    Role,
    SecondVerdict,
    State,
    User,
)
from annotations.refusals import Conflict, Forbidden, Invalid, Missing, Refused
from annotations.review import second_taking
from annotations.review.agreement import Agreement, agreement, coefficients
from annotations.review.second import outcome_of
from annotations.review.second_readers import wanted_of
from annotations.review.suggest import suggest
from annotations.urls import urlpatterns as page_patterns
from tests.factories.articles import make_article
from tests.factories.claims import rate, submitted_claim
from tests.factories.pins import given_second, pinned, suggested, taken_second, want_second_verdicts
from tests.factories.threads import make_thread
from tests.factories.users import actor_of, make_editor, make_reviewer, make_user, make_viewer

pytestmark = pytest.mark.django_db
CANARY = "kanarienvogel"
BACKEND = "annotations.accounts.backend.Backend"


@pytest.fixture
def nina() -> User:
    return make_editor("nina")


@pytest.fixture
def ruth() -> User:
    return make_reviewer("ruth")


@pytest.fixture
def otto() -> User:
    return make_editor("otto")


@pytest.fixture
def article(nina: User) -> Article:
    want_second_verdicts()
    return make_article(by=nina)


@pytest.fixture
def claim(article: Article, nina: User) -> Claim:
    return submitted_claim(article, nina)


def approve(claim: Claim, by: User) -> Claim:
    return review.approve(actor=actor_of(by), claim_id=claim.pk)


def code_of(refusal: pytest.ExceptionInfo[Refused]) -> str:
    return refusal.value.code


def test_it_is_wanted_before_an_approval_and_shown_beside_the_first(
    claim: Claim, ruth: User, otto: User
) -> None:
    with pytest.raises(Conflict) as refusal:
        approve(claim, ruth)
    assert (code_of(refusal), refusal.value.extra["rank"]) == ("second_verdict_missing", 2)
    given_second(claim, otto, "true")
    outcome = outcome_of(Claim.objects.get(pk=claim.pk))
    assert (outcome.missing, outcome.agrees) == (None, True)
    assert approve(claim, ruth).state == State.APPROVED


def test_where_two_differ_a_third_rates_and_only_a_person_changes_the_standing_verdict(
    claim: Claim, ruth: User, otto: User
) -> None:
    given_second(claim, otto, "false")
    with pytest.raises(Conflict) as refusal:
        approve(claim, ruth)
    assert refusal.value.extra["rank"] == 3
    third = given_second(claim, make_editor("tina"), "false")
    assert third.rank == 3
    standing = Claim.objects.select_related("verdict__rating").get(pk=claim.pk)
    assert standing.verdict is not None
    assert standing.verdict.rating.slug == "true"
    assert outcome_of(standing).agrees is False
    assert approve(claim, ruth).state == State.APPROVED


def test_without_the_setting_and_outside_review_nothing_is_wanted(
    claim: Claim, ruth: User, otto: User
) -> None:
    Newsroom.objects.update(wants_second_verdict=False)
    with pytest.raises(Conflict) as refusal:
        taken_second(claim, otto)
    assert code_of(refusal) == "second_verdict_not_wanted"
    assert approve(claim, ruth).state == State.APPROVED


def test_a_next_version_asks_anew_and_who_rated_decides_nothing(
    claim: Claim, nina: User, ruth: User
) -> None:
    rater = make_reviewer("rosa")
    given_second(claim, rater, "true")
    for decide in (
        lambda: approve(claim, rater),
        lambda: review.request_changes(actor=actor_of(rater), claim_id=claim.pk, comment="No."),
    ):
        with pytest.raises(Forbidden) as refusal:
            decide()
        assert code_of(refusal) == "second_rater"
    approve(claim, ruth)
    claims.amend(actor=actor_of(nina), claim_id=claim.pk, statement="Other words")
    review.submit(actor=actor_of(nina), claim_id=claim.pk)
    assert outcome_of(Claim.objects.get(pk=claim.pk)).missing == 2


def test_nobody_who_worked_with_the_claim_takes_it(
    claim: Claim, nina: User, ruth: User, otto: User
) -> None:
    make_thread(claim, otto)
    named = make_editor("amir")
    claims.assign(actor=actor_of(nina), claim_id=claim.pk, person_id=str(named.pk))
    for person in (nina, otto, named):
        with pytest.raises(Forbidden) as refusal:
            taken_second(claim, person)
        assert code_of(refusal) == "has_read_verdict"
        assert wanted_of(person) == []
    with pytest.raises(Forbidden) as refusal:
        taken_second(claim, make_viewer())
    assert code_of(refusal) == "role_required"
    with pytest.raises(Forbidden) as refusal:
        taken_second(claim, make_user("ada", Role.ADMIN))
    assert code_of(refusal) == "admin_sees_verdicts"
    assert [found.pk for found, _rank in wanted_of(ruth)] == [claim.pk]


def test_who_takes_it_says_that_they_have_not_read_it_and_that_is_recorded(
    claim: Claim, otto: User
) -> None:
    for said in (None, False, "yes", 1):
        with pytest.raises(Invalid) as refusal:
            second_taking.take(actor=actor_of(otto), claim_id=claim.pk, unread=said)
        assert code_of(refusal) == "unread_missing"
    taken = taken_second(claim, otto)
    assert taken_second(claim, otto) == taken, "once more changes nothing"
    entry = HistoryEntry.objects.get(verb="second_verdict_taken")
    body = json.loads(HistoryPayload.objects.get(seq=entry.seq).body or "")
    assert body == {"rank": 2, "says_unread": True}
    with pytest.raises(Conflict) as busy:
        taken_second(claim, make_editor())
    assert code_of(busy) == "second_verdict_taken"


def test_it_is_given_once_handed_back_for_another_and_nobody_elses(
    claim: Claim, otto: User
) -> None:
    taken = taken_second(claim, otto)
    with pytest.raises(Missing):
        second_taking.hand_back(actor=actor_of(make_editor()), second_id=taken.pk)
    second_taking.hand_back(actor=actor_of(otto), second_id=taken.pk)
    other = given_second(claim, make_editor("tina"), "true")
    for verdict, why, code in (
        ("nonsense", "x", "unknown_verdict"),
        ("true", " ", "explanation_missing"),
    ):
        again = SecondVerdict.objects.create(claim=claim, person=otto, rank=3)
        with pytest.raises(Invalid) as refusal:
            second_taking.give(
                actor=actor_of(otto), second_id=again.pk, verdict=verdict, explanation=why
            )
        assert code_of(refusal) == code
        SecondVerdict.objects.filter(pk=again.pk).update(handed_back_at=again.taken_at)
    with pytest.raises(Conflict) as late:
        second_taking.hand_back(actor=actor_of(other.person), second_id=other.pk)
    assert code_of(late) == "second_verdict_given"


# Blind at every door ----------------------------------------------------------


def said_everywhere(claim: Claim, nina: User, ruth: User) -> None:
    """The verdict, and all that was said of it, with the canary in every text that tells it."""
    rate(claim, nina, "false", f"It is wrong, says the {CANARY}.")
    rate(claim, nina, "true", f"It is right, says the {CANARY}.")
    pinned(claim, ruth, CANARY, text=f"Which {CANARY}?")
    suggested(claim, ruth, CANARY, f"great {CANARY}", comment=f"The {CANARY} is great.")
    review.request_changes(actor=actor_of(ruth), claim_id=claim.pk, comment=f"Name the {CANARY}.")
    review.submit(actor=actor_of(nina), claim_id=claim.pk)


def doors(claim: Claim, second: SecondVerdict) -> Iterator[str]:
    """Every address of the product that is about this claim, its article, or nothing in particular."""
    known = {
        "claim_id": claim.pk,
        "article_id": claim.article_id,
        "second_id": second.pk,
        "thread_id": claim.threads.get().pk,
        "suggestion_id": claim.suggestions.get().pk,
        "evidence_id": claim.evidence.get().pk,
        "source_id": claim.evidence.get().source_id,
    }
    for prefix, patterns in (("", page_patterns), ("api:", api_patterns)):
        for pattern in patterns:
            if not isinstance(pattern, URLPattern) or not pattern.name or pattern.name == "nothing":
                continue
            names = list(pattern.pattern.converters)
            if set(names) <= set(known):
                yield reverse(f"{prefix}{pattern.name}", kwargs={n: known[n] for n in names})


def leaking(client: Client, paths: Iterable[str], *headers: dict[str, str]) -> list[str]:
    asked = [(path, how) for path in paths for how in headers or ({},)]
    return sorted(
        {path for path, how in asked if CANARY.encode() in client.get(path, headers=how).content}
    )


def tells(claim: Claim) -> list[str]:
    """The doors that tell a verdict, its explanation, or what was said about them."""
    api = ("", "history/", "threads/", "suggestions/", "since/", "warnings/", "second/")
    pages = ("", "card/", "history/", "decide/", "discussion/")
    return [
        *(f"/api/v1/claims/{claim.pk}/{name}" for name in api),
        *(f"/claims/{claim.pk}/{name}" for name in pages),
        *("/review/", "/claims/", f"/articles/{claim.article_id}/", "/review/second/"),
        f"/api/v1/articles/{claim.article_id}/claims/",
    ]


def test_until_it_is_given_what_was_found_before_is_hidden(
    claim: Claim, nina: User, ruth: User, otto: User, client: Client
) -> None:
    said_everywhere(claim, nina, ruth)
    client.force_login(otto, backend=BACKEND)
    open_before = leaking(client, tells(claim))
    for path in ("", "history/", "threads/", "suggestions/"):
        assert f"/api/v1/claims/{claim.pk}/{path}" in open_before, "the walk finds what is there"
    assert f"/claims/{claim.pk}/decide/" in open_before
    taken = taken_second(claim, otto)
    assert leaking(client, tells(claim)) == []
    told = client.get(f"/api/v1/claims/{claim.pk}/").json()
    assert (told["verdict"], told["explanation"], told["rating_blind"]) == (None, "", True)
    assert client.get("/api/v1/claims/?verdict=true").json()["results"] == []
    second_taking.give(
        actor=actor_of(otto), second_id=taken.pk, verdict="false", explanation="By its sources."
    )
    assert leaking(client, tells(claim)) == open_before


@pytest.mark.long
def test_every_address_of_the_product_hides_it(
    claim: Claim, nina: User, ruth: User, otto: User, client: Client
) -> None:
    said_everywhere(claim, nina, ruth)
    client.force_login(otto, backend=BACKEND)
    taken = taken_second(claim, otto)
    assert leaking(client, doors(claim, taken), {}, {"HX-Request": "true"}) == []


def test_whoever_rates_blind_neither_comments_nor_suggests_nor_answers(
    claim: Claim, nina: User, ruth: User, otto: User
) -> None:
    thread = make_thread(claim, nina)
    taken_second(claim, otto)
    for say in (
        lambda: make_thread(claim, otto),
        lambda: discussion.reply(actor=actor_of(otto), thread_id=thread.pk, text="Why?"),
        lambda: suggest(
            actor=actor_of(otto), claim_id=claim.pk, field="statement", replacement="Other"
        ),
    ):
        with pytest.raises(Forbidden) as refusal:
            say()
        assert code_of(refusal) == "rating_blind"


# Agreement ------------------------------------------------------------------------


def test_the_coefficients_are_those_of_the_textbook() -> None:
    # Cohen's own layout: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no gives 0.4.
    pairs = [
        *[("yes", "yes")] * 20,
        *[("yes", "no")] * 5,
        *[("no", "yes")] * 10,
        *[("no", "no")] * 15,
    ]
    kappa, alpha = coefficients(pairs)
    assert kappa == pytest.approx(0.4)
    # 1 - observed/expected disagreement: 30/100 over 2 * 55 * 45 / (100 * 99).
    assert alpha == pytest.approx(1 - 0.3 / (2 * 55 * 45 / (100 * 99)))
    assert coefficients(pairs[:9]) == (None, None), "too few to tell"
    assert coefficients([("yes", "yes")] * 12) == (None, None), "nothing varies"


def test_agreement_counts_pairs_and_keeps_thirds_apart(
    claim: Claim, article: Article, nina: User, otto: User
) -> None:
    given_second(claim, otto, "false")
    given_second(claim, make_editor("tina"), "false")
    other = submitted_claim(article, nina, words="80% of voters")
    given_second(other, otto, "true")
    found = agreement()
    assert isinstance(found, Agreement)
    assert (found.pairs, found.same, found.kappa, found.are_too_few) == (2, 1, None, True)
    slugs = [slug for slug, _label in found.ratings]
    assert set(slugs) == {"true", "false"}
    true, false = slugs.index("true"), slugs.index("false")
    assert found.table[true][true] == 1
    assert found.table[true][false] == 1
    assert found.table[false][false] == 0
    assert found.thirds == {"first": 0, "second": 1, "other": 0}
