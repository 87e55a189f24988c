"""Comments pinned to words: where they stand, that they follow the exact words only, and who may see them."""

import pytest

from annotations import discussion, evidence
from annotations.discussion.pins import place_of
from annotations.dossier.redaction import shown_to
from annotations.dossier.threads import discussion_of
from annotations.models import Claim, Evidence, HistoryEntry, Thread, User, Visibility
from annotations.refusals import Conflict, Invalid, Missing
from tests.factories.articles import make_article
from tests.factories.claims import make_claim, rate, submitted_claim
from tests.factories.pins import at, pinned
from tests.factories.users import actor_of, make_editor, make_reviewer

pytestmark = pytest.mark.django_db
WORDS = "The register counts 4,120 kits. In May 3,000 more were given out, not 3,000 in April."


@pytest.fixture
def nina() -> User:
    return make_editor("nina")


@pytest.fixture
def ruth() -> User:
    return make_reviewer("ruth")


@pytest.fixture
def claim(nina: User) -> Claim:
    return rate(submitted_claim(make_article(by=nina), nina), nina, explanation=WORDS)


def told(claim: Claim, person: User) -> dict[str, object]:
    (thread,) = discussion_of(person, claim.pk)["threads"]
    found: dict[str, object] = thread["pin"]
    return found


def test_a_comment_is_pinned_to_words_and_told_with_their_place(
    claim: Claim, nina: User, ruth: User
) -> None:
    before = Claim.objects.get(pk=claim.pk).version
    pinned(claim, ruth, "4,120 kits")
    pin = told(claim, nina)
    assert (pin["field"], pin["exact"], pin["state"]) == ("explanation", "4,120 kits", "here")
    assert WORDS[pin["start"] : pin["end"]] == "4,120 kits"  # type: ignore[misc]
    assert pin["place"] == "Explanation: “4,120 kits”"
    assert Claim.objects.get(pk=claim.pk).version == before, "a comment is no edit"


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (f"Look: {WORDS}", "May 3,000 more"),
        (WORDS.replace("In May", "In late May"), "May 3,000 more"),
        # Only the other 3,000 is left: what is beside it was beside neither side of the pinned one.
        ("The register counts 4,120 kits. Not 3,000 in April.", None),
        (WORDS.replace("3,000 more", "3000 more"), None),
        ("Something else.", None),
    ],
)
def test_pins_follow_the_exact_words_and_nothing_alike(
    claim: Claim, nina: User, ruth: User, now: str, found: str | None
) -> None:
    pinned(claim, ruth, "3,000")
    rate(claim, nina, explanation=now)
    pin = told(claim, nina)
    assert pin["exact"] == "3,000"
    if found is None:
        assert (pin["state"], pin["start"]) == ("changed", None)
    else:
        start = now.index(found) + len("May ")
        assert (pin["state"], pin["start"], pin["end"]) == ("here", start, start + 5)


def test_offsets_are_code_points(claim: Claim, nina: User, ruth: User) -> None:
    rate(claim, nina, explanation="👩‍👩‍👧 In May 𝟑 kits.")
    thread = pinned(claim, ruth, "kits")
    assert place_of(thread, "👩‍👩‍👧 In May 𝟑 kits.").start == thread.start


@pytest.mark.parametrize(
    ("given", "kind", "code"),
    [
        ({"field": "state"}, Invalid, "unknown_choice"),
        ({"start": 1, "end": 2}, Invalid, "required"),
        ({"field": "explanation", "start": 1}, Invalid, "range_invalid"),
        ({"field": "explanation", "start": 5, "end": 5}, Invalid, "range_invalid"),
        ({"field": "explanation", "start": 0, "end": 9999}, Conflict, "words_changed"),
        ({"field": "explanation", "start": 0, "end": 3, "exact": "Thy"}, Conflict, "words_changed"),
        ({"field": "quote"}, Invalid, "id_invalid"),
        (
            {"field": "quote", "evidence": "0199f5a0-0000-7000-8000-000000000000"},
            Missing,
            "not_found",
        ),
        ({"field": "explanation", "exact": "\x00"}, Invalid, "bad_characters"),
        ({"field": ["explanation"]}, Invalid, "unknown_choice"),
        ({"field": "explanation", "start": True, "end": 3}, Invalid, "number_invalid"),
    ],
)
def test_what_cannot_be_pinned_to_is_refused(
    claim: Claim, ruth: User, given: dict[str, object], kind: type, code: str
) -> None:
    with pytest.raises(kind) as refusal:
        discussion.open_thread(actor=actor_of(ruth), claim_id=claim.pk, text="Why?", **given)
    assert refusal.value.code == code
    assert not Thread.objects.filter(claim=claim).exists()


def test_a_confidential_source_takes_no_pin_and_one_that_becomes_so_takes_its_pins_with_it(
    claim: Claim, nina: User, ruth: User
) -> None:
    source = claim.evidence.get()
    thread = discussion.open_thread(
        actor=actor_of(ruth),
        claim_id=claim.pk,
        text="Which page?",
        field="quote",
        evidence=str(source.pk),
        start=0,
        end=5,
    )
    assert told(claim, nina)["exact"] == source.quote[:5]
    Evidence.objects.filter(pk=source.pk).update(visibility=Visibility.HIDDEN)
    assert discussion_of(ruth, claim.pk)["threads"] == []
    assert told(claim, nina)["exact"] == source.quote[:5], "its keeper still reads it"
    entries = HistoryEntry.objects.filter(object_id=str(thread.pk))
    assert entries.exists()
    assert shown_to(ruth, entries) == []
    with pytest.raises(Conflict) as refusal:
        discussion.open_thread(
            actor=actor_of(nina),
            claim_id=claim.pk,
            text="Why?",
            field="note",
            evidence=str(source.pk),
        )
    assert refusal.value.code == "pin_confidential"


def test_the_pin_of_a_removed_source_says_that_its_words_changed(
    claim: Claim, nina: User, ruth: User
) -> None:
    source = claim.evidence.get()
    discussion.open_thread(
        actor=actor_of(ruth), claim_id=claim.pk, text="Why?", field="quote", evidence=str(source.pk)
    )
    evidence.unlink(actor=actor_of(nina), evidence_id=source.pk)
    assert told(claim, nina)["state"] == "changed"


def test_a_claim_without_a_verdict_can_be_commented_on(nina: User) -> None:
    claim = make_claim(make_article(by=nina), nina)
    assert at(claim, "") == {}
    pinned(claim, nina, field="verdict")
    assert told(claim, nina)["state"] == "whole"
