"""The inquiry on the card, its forms, and what readers of a published check get of it."""

from collections.abc import Callable

import pytest
from django.test import Client

from annotations import publishing, review
from annotations.models import Article, Attempt, Claim, Note, QuoteCheck, RequestForComment, User
from annotations.views.printed import asked_in_words, printed_inquiry
from tests.annotations.views.conftest import HTMX
from tests.factories.claims import make_claim, rate, rated_claim
from tests.factories.inquiry import make_attempt, make_note, make_quote_check, make_request
from tests.factories.users import actor_of, make_editor

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
ATTEMPT = {"kind": "called", "where": "the press office", "outcome": "no_answer", "note": "Twice."}


@pytest.fixture
def claim(article: Article, editor: User) -> Claim:
    return make_claim(article, editor)


def card_of(client: Client, claim: Claim) -> str:
    return client.get(f"/claims/{claim.pk}/card/", headers=HTMX).content.decode()


def test_what_was_tried_is_told_on_the_card(claim: Claim, editor: User, as_user: SignIn) -> None:
    client = as_user(editor)
    form = client.get(f"/claims/{claim.pk}/attempts/", headers=HTMX).content.decode()
    assert 'name="where"' in form
    card = client.post(f"/claims/{claim.pk}/attempts/", ATTEMPT, headers=HTMX).content.decode()
    assert "the press office" in card
    assert 'data-part="inquiry" open' in card
    one = Attempt.objects.get()
    form = client.get(f"/attempts/{one.pk}/edit/", headers=HTMX).content.decode()
    assert "Twice." in form
    client.post(f"/attempts/{one.pk}/edit/", {**ATTEMPT, "note": "Thrice."}, headers=HTMX)
    assert "Thrice." in card_of(client, claim)
    client.post(f"/attempts/{one.pk}/remove/", headers=HTMX)
    assert "the press office" not in card_of(client, claim)


@pytest.mark.parametrize(
    ("path", "sent", "word"),
    [
        ("attempts", {**ATTEMPT, "where": ""}, "may not be empty"),
        ("requests-for-comment", {"whom": "", "channel": "mail", "asked": "Twice."}, "be empty"),
        (
            "requests-for-comment",
            {"whom": "X", "channel": "mail", "asked": "Twice.", "sent_at": "soon"},
            "YYYY-MM-DD",
        ),
        ("notes", {"body": "", "visibility": "Twice."}, "may not be empty"),
    ],
)
def test_a_refused_form_comes_back_as_it_was_typed(
    path: str, sent: dict[str, str], word: str, claim: Claim, editor: User, as_user: SignIn
) -> None:
    answer = as_user(editor).post(f"/claims/{claim.pk}/{path}/", sent, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert word in page
    assert "data-form" in page
    assert "Twice." in page or path == "notes"


def test_a_request_for_comment_is_asked_for_and_an_overdue_answer_shown(
    claim: Claim, editor: User, viewer: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    sent = {
        "whom": "The ministry",
        "channel": "mail",
        "contact": "a@b.example",
        "outcome": "waiting",
    }
    days = {"sent_at": "2020-11-12", "deadline_at": "2020-11-14", "answered_at": "", "answer": ""}
    path = f"/claims/{claim.pk}/requests-for-comment/"
    card = client.post(path, {**sent, **days}, headers=HTMX).content.decode()
    assert "answer overdue" in card
    assert "a@b.example" in card
    assert "a@b.example" not in card_of(as_user(viewer), claim)
    one = RequestForComment.objects.get()
    assert one.deadline_at is not None
    assert one.deadline_at.hour == 23
    answer = {**sent, **days, "outcome": "answered", "answer": "It is not so."}
    client.post(f"/requests-for-comment/{one.pk}/edit/", answer, headers=HTMX)
    one.refresh_from_db()
    assert (one.outcome, one.deadline_at.hour) == ("answered", 23)
    assert "answer overdue" not in card_of(client, claim)
    client.post(f"/requests-for-comment/{one.pk}/remove/", headers=HTMX)
    assert "The ministry" not in card_of(client, claim)


def test_a_quotation_has_three_lines_on_the_card(
    article: Article, editor: User, as_user: SignIn
) -> None:
    plain = make_claim(article, editor)
    said = make_claim(article, editor, "80% of voters took part", asserts="said")
    client = as_user(editor)
    assert "Check the quotation" not in card_of(client, plain)
    assert "Check the quotation" in card_of(client, said)
    place = said.appearances.get()
    sent = {"said": "right", "wording": "wrong", "wording_note": "He said 70%.", "content": ""}
    client.post(f"/appearances/{place.pk}/quote/", sent, headers=HTMX)
    assert QuoteCheck.objects.get().wording == "wrong"
    card = card_of(client, said)
    assert card.count('class="checked"') == 3
    assert "He said 70%." in card


def test_a_note_is_its_owners_in_every_state(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim = rated_claim(article, editor)
    review.submit(actor=actor_of(editor), claim_id=claim.pk)
    client = as_user(reviewer)
    sent = {"body": "Ask them about May.", "visibility": "listed"}
    client.post(f"/claims/{claim.pk}/notes/", sent, headers=HTMX)
    assert "Ask them about May." in card_of(client, claim)
    theirs = card_of(as_user(editor), claim)
    assert "Ask them" not in theirs
    assert "A confidential note" in theirs
    note = Note.objects.get()
    assert as_user(editor).get(f"/notes/{note.pk}/edit/", headers=HTMX).status_code == 404
    client.post(f"/notes/{note.pk}/edit/", {"body": "Ask in June."}, headers=HTMX)
    assert "Ask in June." in card_of(client, claim)
    client.post(f"/notes/{note.pk}/remove/", headers=HTMX)
    assert "Ask in June." not in card_of(client, claim)


def test_the_card_is_calm_where_nobody_may_write_and_nothing_is_said(
    claim: Claim, viewer: User, as_user: SignIn
) -> None:
    card = card_of(as_user(viewer), claim)
    assert 'data-part="inquiry"' not in card
    assert "quote-check" not in card


def test_the_verdict_form_says_beforehand_that_attempts_are_needed(
    claim: Claim, editor: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    assert 'data-needs="attempts"' in card_of(client, claim)
    assert "Say what was tried" in card_of(client, claim)
    make_attempt(claim, editor)
    assert "Say what was tried" not in card_of(client, claim)


def test_hidden_attempts_and_notes_are_not_on_the_card_of_others(
    claim: Claim, editor: User, as_user: SignIn
) -> None:
    other = as_user(make_editor("dan"))
    before = card_of(other, claim)
    make_attempt(claim, editor, visibility="hidden", where="a secret register")
    make_note(claim, editor, "a secret word", visibility="hidden")
    page = "a secret register", "a secret word"
    assert all(words in card_of(as_user(editor), claim) for words in page)
    after = card_of(other, claim)
    assert len(after) == len(before)
    assert not any(words in after for words in page)


def test_the_queries_of_the_card_do_not_grow_with_the_inquiry(
    claim: Claim, editor: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    client, path = as_user(editor), f"/claims/{claim.pk}/card/"
    for make in (make_attempt, make_request, make_note):
        make(claim, editor)
    one = queries_of(client, path)
    for _time in range(3):
        for make in (make_attempt, make_request, make_note):
            make(claim, editor)
    assert queries_of(client, path) == one


def test_readers_are_told_what_was_tried_asked_and_checked_from_the_judged_bytes(
    article: Article, editor: User, reviewer: User
) -> None:
    claim = rate(make_claim(article, editor), editor, "not-enough-evidence")
    make_attempt(claim, editor, where="the register of aid", note="Two evenings.")
    make_attempt(claim, editor, where="a secret source", visibility="hidden")
    make_request(claim, editor, outcome="no_answer", deadline_at="2020-11-14", contact="55501")
    make_request(claim, editor, whom="Jane Doe", outcome="answered", answer="It is <not> so.")
    make_quote_check(claim, editor, wording_note="He said 70%.", translator="N. N.")
    make_note(claim, editor, "a working note")
    attempt = Attempt.objects.get(visibility="hidden")
    attempt.shared_with.add(reviewer)
    for verb, person in (
        (review.submit, editor),
        (review.approve, reviewer),
        (publishing.publish, reviewer),
    ):
        verb(actor=actor_of(person), claim_id=claim.pk)
    page = Client().get(Claim.objects.get(pk=claim.pk).publication.address).content.decode()  # type: ignore[union-attr]  # it is published
    for words in (
        "the register of aid",
        "Two evenings.",
        "We asked the ministry for comment on 12 November 2020; they did not answer by 14 November 2020.",
        "We asked Jane Doe for comment on 12 November 2020.",
        "It is &lt;not&gt; so.",
        "He said 70%.",
        "Translated by N. N.",
    ):
        assert words in page
    for words in ("a secret source", "55501", "a working note"):
        assert words not in page


@pytest.mark.parametrize(
    ("outcome", "by", "words"),
    [
        ("waiting", "2020-11-14T23:59:59+00:00", "an answer by 14 November 2020; none had come"),
        ("waiting", None, "no answer had come when this was approved."),
        ("no_answer", None, "they did not answer."),
        ("declined", None, "they declined to comment."),
    ],
)
def test_a_request_is_a_sentence_for_readers(outcome: str, by: str | None, words: str) -> None:
    one = {"whom": "X", "sent_at": "2020-11-12T00:00:00+00:00", "deadline_at": by}
    said = asked_in_words({**one, "outcome": outcome, "answered_at": None})
    assert said.startswith("We asked X for comment on 12 November 2020")
    assert words in said


def test_what_was_judged_by_an_older_recipe_prints_nothing_of_it() -> None:
    content = {"appearances": [{"passages": []}]}
    assert printed_inquiry(content) == {"attempts": [], "requests": [], "quotes": []}
