"""The decision page: all that is judged in one place, what was typed kept, and what changed meanwhile shown."""

import re
from collections.abc import Callable

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations.models import Article, Claim, State, Suggestion, Thread, User
from annotations.review.changed_since import as_read
from annotations.workflow import etag_of
from tests.annotations.views.conftest import text
from tests.factories.claims import EXPLANATION, make_claim, rate, submitted_claim
from tests.factories.evidence import link_evidence
from tests.factories.pins import pinned, suggested
from tests.factories.threads import make_thread

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def claim(article: Article, editor: User) -> Claim:
    return submitted_claim(article, editor, words="80% of voters")


def form_of(page: str) -> dict[str, str]:
    """The hidden fields of the decision's form."""
    form = page[page.index('data-draft="decide-') :]
    return dict(re.findall(r'name="(etag|read)" value="([^"]*)"', form.replace("&quot;", "'")))


def test_the_claim_stands_in_its_sentence_and_paragraph_with_all_there_is_to_judge(
    claim: Claim, reviewer: User, editor: User, as_user: SignIn
) -> None:
    make_thread(claim, editor, "Is that all voters?")
    page = text(as_user(reviewer).get(f"/claims/{claim.pk}/decide/"))
    assert "<mark>80% of voters</mark>" in page
    sentence = re.findall(r'<span class="deciding-sentence">([^<]*)</span>', page)
    assert sentence == ["According to official statistics, ", " took part."]
    assert "Around 3,000 people were detained." in page, "the rest of the paragraph"
    assert "Volunteers gave out" not in page, "another paragraph"
    for words in (EXPLANATION, "4,120 kits", "Is that all voters?", "Register of aid"):
        assert words in page
    assert f"/articles/{claim.article_id}/#claim-{claim.pk}" in page
    assert "Approve exactly this" in page


def test_who_may_not_decide_reads_why(claim: Claim, editor: User, as_user: SignIn) -> None:
    page = text(as_user(editor).get(f"/claims/{claim.pk}/decide/"))
    assert "Nothing waits for your decision here." in page
    assert 'name="read"' not in page


def test_a_decision_leads_to_the_next_claim_that_waits(
    claim: Claim, article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    other = submitted_claim(article, editor)
    client = as_user(reviewer)
    hidden = form_of(text(client.get(f"/claims/{claim.pk}/decide/")))
    sent = {"verb": "approve", "then": "next", "etag": etag_of(claim, reviewer), **_read(hidden)}
    answer = client.post(f"/claims/{claim.pk}/decide/", sent)
    assert answer.headers["Location"] == f"/claims/{other.pk}/decide/"
    assert Claim.objects.get(pk=claim.pk).state == State.APPROVED
    back = client.post(
        f"/claims/{other.pk}/decide/",
        {"verb": "request-changes", "comment": "Why?", "etag": etag_of(other, reviewer)},
    )
    assert back.headers["Location"] == "/review/"


def _read(hidden: dict[str, str]) -> dict[str, str]:
    return {"read": hidden["read"]}


def test_what_changed_meanwhile_is_shown_word_by_word_and_what_was_typed_stays(
    claim: Claim, editor: User, reviewer: User, as_user: SignIn
) -> None:
    client = as_user(reviewer)
    hidden = form_of(text(client.get(f"/claims/{claim.pk}/decide/")))
    old = etag_of(claim, reviewer)
    link_evidence(claim, editor, url="https://a.example/", title="A second register")
    rate(claim, editor, explanation="The register of the ministry says something else.")
    sent = {"verb": "approve", "comment": "Fine by me.", "etag": old, **_read(hidden)}
    answer = client.post(f"/claims/{claim.pk}/decide/", sent)
    assert answer.status_code == 412
    page = text(answer)
    changed = page[page.index('id="meanwhile"') : page.index("This page shows the newest now")]
    assert re.search(r"<del[^>]*>.*?same.*?</del>", changed, re.DOTALL)
    assert re.search(r"<ins[^>]*>.*?something else.*?</ins>", changed, re.DOTALL)
    assert "A second register" in changed
    assert "Fine by me.</textarea>" in page
    again = {**sent, "etag": etag_of(Claim.objects.get(pk=claim.pk), reviewer)}
    assert client.post(f"/claims/{claim.pk}/decide/", again).status_code == 302


def test_a_return_without_a_word_is_asked_for_one_where_it_is_typed(
    claim: Claim, reviewer: User, as_user: SignIn
) -> None:
    sent = {"verb": "request-changes", "etag": etag_of(claim, reviewer)}
    page = text(as_user(reviewer).post(f"/claims/{claim.pk}/decide/", sent))
    form = page[page.index('data-draft="decide-') :]
    asked = "Say what should change, so that the editor can act on it."
    assert page.count(asked) == 1
    assert asked in form[: form.index("</form>")].partition('class="field-error"')[2]
    fold = re.search(r'<details[^>]*id="discussion-fold-[^>]*>', page)
    assert fold is not None
    assert " open" not in fold[0], "nothing was typed there"


def test_who_does_not_see_all_gets_no_form_and_what_a_form_keeps_holds_nothing_hidden(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim = submitted_claim(article, editor, words="80% of voters")
    link_evidence(claim, editor, quote="Whistle blown", visibility="hidden")
    page = text(as_user(reviewer).get(f"/claims/{claim.pk}/decide/"))
    assert 'name="read"' not in page
    claim.refresh_from_db()
    kept = {
        who.pk: signing.loads(as_read(claim, who), salt="factcheck-read")["content"]
        for who in (reviewer, editor)
    }
    assert "4,120 kits" in kept[reviewer.pk], "what everyone may read is compared"
    assert "Whistle blown" not in kept[reviewer.pk]
    assert "Whistle blown" in kept[editor.pk]


@pytest.mark.parametrize("read", ["", "nonsense", "a" * 100, "Z:Z:Z"])
def test_a_made_up_version_shows_no_comparison_and_no_error(
    claim: Claim, reviewer: User, as_user: SignIn, read: str
) -> None:
    sent = {"verb": "approve", "etag": '"999"', "read": read}
    answer = as_user(reviewer).post(f"/claims/{claim.pk}/decide/", sent)
    assert answer.status_code == 412
    assert 'id="meanwhile"' not in text(answer)


def test_a_comment_and_other_words_are_pinned_and_a_refusal_keeps_them(
    claim: Claim, reviewer: User, as_user: SignIn
) -> None:
    client, there = as_user(reviewer), f"/claims/{claim.pk}/decide/pin/"
    place = {"field": "explanation", "start": "4", "end": "12", "exact": "register"}
    answer = client.post(there, {**place, "act": "comment", "text": "Which one?"})
    thread = Thread.objects.get(claim=claim)
    assert answer.headers["Location"] == f"/claims/{claim.pk}/decide/#thread-{thread.pk}"
    answer = client.post(there, {**place, "act": "suggest", "text": "", "replacement": "list"})
    made = Suggestion.objects.get(claim=claim)
    assert answer.headers["Location"].endswith(f"#suggestion-{made.pk}")
    page = text(client.get(f"/claims/{claim.pk}/decide/"))
    assert f'data-to-pin="thread-{thread.pk}"' in page
    late = client.post(there, {**place, "exact": "registry", "act": "comment", "text": "Mine."})
    assert late.status_code == 409
    page = text(late)
    assert 'data-refusal="words_changed"' in page
    assert "Mine.</textarea>" in page


def test_a_value_is_commented_on_without_scripts(
    claim: Claim, reviewer: User, as_user: SignIn
) -> None:
    page = text(as_user(reviewer).get(f"/claims/{claim.pk}/decide/?about=explanation"))
    form = page[page.index('id="pin"') : page.index('id="pin-text"')]
    assert "hidden>" not in form[: form.index(">")]
    assert 'name="field" value="explanation"' in form
    for nonsense in ("state", "%00", "🕊"):
        assert (
            as_user(reviewer).get(f"/claims/{claim.pk}/decide/?about={nonsense}").status_code == 200
        )


def test_the_page_of_a_draft_is_no_error(article: Article, editor: User, as_user: SignIn) -> None:
    claim = make_claim(article, editor)
    assert as_user(editor).get(f"/claims/{claim.pk}/decide/").status_code == 200


def test_queries_do_not_grow_with_what_is_pinned(
    claim: Claim, reviewer: User, editor: User, as_user: SignIn
) -> None:
    client = as_user(reviewer)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(f"/claims/{claim.pk}/decide/")
        return len(asked)

    pinned(claim, reviewer, "register")
    suggested(claim, reviewer, "same", "so")
    few = queries()
    for _n in range(4):
        pinned(claim, editor, "ministry")
        suggested(claim, reviewer, "register", f"list {_n}")
    assert queries() == few


def test_a_hold_says_why_on_card_page_and_call_and_its_release_forgets_it(
    claim: Claim, editor: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    version = Claim.objects.get(pk=claim.pk).state
    client.post(f"/claims/{claim.pk}/hold/", {"on_hold": "1", "hold_reason": "Court rules Monday."})
    for path in (f"/claims/{claim.pk}/", f"/claims/{claim.pk}/decide/", "/review/"):
        assert "Court rules Monday." in text(client.get(path)), path
    assert client.get(f"/api/v1/claims/{claim.pk}/").json()["hold_reason"] == "Court rules Monday."
    client.post(f"/claims/{claim.pk}/hold/", {"on_hold": "0"})
    found = Claim.objects.get(pk=claim.pk)
    assert (found.on_hold, found.hold_reason, found.state) == (False, "", version)
    assert found.contributors == [editor.pk], "no edit"
