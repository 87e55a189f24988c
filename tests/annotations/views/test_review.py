from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.claims import confirm, cover
from annotations.models import Article, Claim, Desk, User
from annotations.review import approve, request_changes, submit, take
from annotations.verdicts import give_reason, missing_reasons
from tests.annotations.views.conftest import HTMX, text
from tests.factories.articles import add_revision, make_article
from tests.factories.claims import (
    approved_claim,
    make_claim,
    published_claim,
    rate,
    returned_claim,
    submitted_claim,
)
from tests.factories.threads import make_thread
from tests.factories.users import actor_of, make_editor, make_reviewer

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def taken(claim: Claim, by: User) -> None:
    take(actor=actor_of(by), claim_id=claim.pk)


def queue(client: Client) -> list[str]:
    return [claim["id"] for claim in client.get("/review/").context["claims"]]


def test_an_empty_queue_says_that_nothing_waits(reviewer: User, as_user: SignIn) -> None:
    assert as_user(reviewer).get("/review/").status_code == 200


def test_the_oldest_stands_first_with_all_that_is_to_be_judged(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    first, second = submitted_claim(article, editor), submitted_claim(article, editor)
    make_claim(article, editor)
    client = as_user(reviewer)
    assert queue(client) == [str(first.pk), str(second.pk)]
    page = client.get("/review/").content.decode()
    for words in ("4,120 kits", "The register of the ministry says the same.", first.statement):
        assert words in page
    assert f"/claims/{first.pk}/approve/" in page


def test_own_work_stands_in_the_queue_with_the_reason_and_no_button(
    article: Article, reviewer: User, as_user: SignIn
) -> None:
    claim = submitted_claim(article, reviewer)
    answer = as_user(reviewer).get("/review/")
    page = answer.content.decode()
    assert queue(as_user(reviewer)) == [str(claim.pk)]
    assert f"/claims/{claim.pk}/approve/" not in page
    assert "somebody else must decide" in page


def test_an_editor_reads_the_queue_and_decides_nothing(
    article: Article, editor: User, as_user: SignIn
) -> None:
    claim = submitted_claim(article, editor)
    page = as_user(editor).get("/review/").content.decode()
    assert f"/claims/{claim.pk}/approve/" not in page


def test_an_approval_that_went_stale_comes_back(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim = approved_claim(article, editor, reviewer)
    assert queue(as_user(reviewer)) == []
    text = article.current_revision.text.replace("Volunteers gave", "Soldiers gave")
    add_revision(article, text)
    assert queue(as_user(reviewer)) == [str(claim.pk)]


def page_of(client: Client, path: str = "/review/") -> str:
    """The page's words, white space made one."""
    return " ".join(client.get(path).content.decode().split())


def make_stale(article: Article, old: str = "4,000", new: str = "3,000") -> None:
    article.refresh_from_db()
    add_revision(article, article.current_revision.text.replace(old, new))


def test_a_stale_approval_says_since_when_what_changed_and_that_no_editor_has_confirmed_it(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim = approved_claim(article, editor, reviewer)
    submitted_claim(article, editor)
    make_stale(article)
    client = as_user(reviewer)
    page = page_of(client)
    assert page.count("To be approved again") == 1
    assert page.count("<p>stale for under a minute</p>") == 1
    assert page.count("waiting for <span data-tick>under a minute") == 2
    assert "Changed since you approved on" in page
    assert "<del>" in page
    assert "<b>3,000</b>" in page
    assert "Approving now approves the words as they were." in page
    assert f"/articles/{article.pk}/revisions/1/2/" in page
    assert f"#passage-{claim.appearances.get().highlights.get().pk}" in page
    confirm(actor=actor_of(editor), highlight_id=claim.appearances.get().highlights.get().pk)
    page = page_of(client)
    assert "Approving now approves the words as they were." not in page
    assert "It becomes valid again when you approve." in page


def test_another_reviewer_reads_whose_decision_it_was_and_a_new_claim_has_no_such_part(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    submitted_claim(article, editor)
    client = as_user(make_reviewer("tom"))
    assert "Changed since" not in page_of(client)
    approved_claim(article, editor, reviewer)
    make_stale(article)
    assert "Changed since Ruth approved on" in page_of(client)


def test_what_came_back_after_changes_were_asked_for_tells_what_was_done(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim = returned_claim(article, editor, reviewer)
    rate(claim, editor, explanation="The register of the ministry says the same of May.")
    submit(actor=actor_of(editor), claim_id=claim.pk)
    page = page_of(as_user(reviewer))
    assert "Changed since you asked for changes on" in page
    assert "of May" in page


def test_an_editor_reads_on_the_card_what_to_do_about_a_stale_approval(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim = approved_claim(article, editor, reviewer)
    assert "Changed since" not in page_of(as_user(editor), f"/claims/{claim.pk}/card/")
    make_stale(article)
    page = page_of(as_user(editor), f"/claims/{claim.pk}/card/")
    assert "Changed since Ruth approved on" in page
    assert "An editor confirms the new words" in page


def test_where_nothing_of_it_changed_the_page_says_so(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    approved_claim(article, editor, reviewer)
    make_stale(article)
    make_stale(article, "3,000", "4,000")
    assert "Nothing that you judged has changed." in page_of(as_user(reviewer))


def test_a_long_text_is_folded_to_what_changed_and_can_be_shown_whole(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    long = "It says so in the register. " * 30
    claim = submitted_claim(article, editor)
    rate(claim, editor, explanation=f"{long}In April.")
    request_changes(actor=actor_of(reviewer), claim_id=claim.pk, comment="Which month?")
    rate(claim, editor, explanation=f"{long}In May.")
    submit(actor=actor_of(editor), claim_id=claim.pk)
    [shown] = as_user(reviewer).get("/review/").context["claims"]
    [change] = shown["since"]["changes"]
    folded, whole = (
        "".join(part["text"] for run in change[name]["runs"] for part in run["parts"])
        for name in ("block", "whole")
    )
    assert folded.startswith("… ")
    assert len(folded) < 120
    assert long in whole


def test_a_public_page_that_shows_less_than_was_approved_since_is_told_on_the_card(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim = published_claim(article, editor, reviewer)
    path = f"/claims/{claim.pk}/card/"
    words = "What was approved since differs. Choose Correct to publish it."
    words_there = [words in page_of(as_user(editor), path).replace("</time>", "")]
    make_stale(article)
    confirm(actor=actor_of(editor), highlight_id=claim.appearances.get().highlights.get().pk)
    words_there.append(words in page_of(as_user(editor), path))
    approve(actor=actor_of(reviewer), claim_id=claim.pk)
    words_there.append(words in page_of(as_user(editor), path))
    assert words_there == [False, False, True]
    assert queue(as_user(reviewer)) == []


def test_ten_stale_approvals_take_as_many_queries_as_one(
    article: Article,
    editor: User,
    reviewer: User,
    as_user: SignIn,
    queries_of: Callable[..., int],
) -> None:
    client = as_user(reviewer)
    # Of two articles: whether sources are one story is asked of two and more.
    for first in (article, make_article(by=editor)):
        approved_claim(first, editor, reviewer)
        make_stale(first)
    one = queries_of(client, "/review/")
    other = make_article(by=editor)
    for _ in range(8):
        approved_claim(other, editor, reviewer)
    make_stale(other)
    assert len(queue(client)) == 10
    assert queries_of(client, "/review/") == one


def test_ten_claims_take_as_many_queries_as_one(
    article: Article,
    editor: User,
    reviewer: User,
    as_user: SignIn,
    queries_of: Callable[..., int],
) -> None:
    client = as_user(reviewer)
    submitted_claim(article, editor)
    one = queries_of(client, "/review/")
    for _ in range(9):
        submitted_claim(article, editor)
    assert queries_of(client, "/review/") == one


def call_an_opinion(article: Article, by: User, start: int = 0, end: int = 10) -> None:
    given = {"revision_id": article.current_revision_id, "start": start, "end": end}
    cover(actor=actor_of(by), article_id=article.pk, kind="opinion", **given)


def test_an_article_with_sentences_called_not_checkable_has_a_line_that_leads_to_them(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    client = as_user(reviewer)
    assert "called not checkable" not in client.get("/review/").content.decode()
    call_an_opinion(article, editor)
    call_an_opinion(article, reviewer, 60, 70)
    page = client.get("/review/").content.decode()
    assert "2 sentences called not checkable wait for a second look" in page
    assert "1 of them yours" in page
    assert f"/articles/{article.pk}/#coverage" in page
    make_claim(article, editor, "4,000 hygiene kits")
    assert "1 sentence called not checkable waits" in client.get("/review/").content.decode()


def test_lines_of_more_articles_take_no_more_queries(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    client, counts = as_user(reviewer), []
    for size in (1, 5):
        for _n in range(size):
            call_an_opinion(make_article(by=editor), editor)
        with CaptureQueriesContext(connection) as seen:
            lines = client.get("/review/").content.decode().count("data-sentences")
        counts.append((lines, len(seen)))
    assert counts == [(1, counts[0][1]), (6, counts[0][1])]


def lines(client: Client, query: str = "") -> list[str]:
    return [line["id"] for line in client.get(f"/review/{query}").context["lines"]]


def test_others_see_who_reviews_and_take_it_over_only_after_a_question(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim, tom = submitted_claim(article, editor), make_reviewer("tom")
    mine, theirs = as_user(reviewer), as_user(tom)
    line = text(mine.post(f"/claims/{claim.pk}/take/", headers=HTMX))
    assert "You have been reviewing this since" in line
    assert f"/claims/{claim.pk}/hand-back/" in line
    page = page_of(theirs)
    assert "Ruth has been reviewing this since" in page
    assert "data-hx-confirm=" in page
    refused = theirs.post(f"/claims/{claim.pk}/take/", headers=HTMX)
    assert refused.status_code == 409
    assert 'data-refusal="taken"' in text(refused)
    answer = theirs.post(f"/claims/{claim.pk}/approve/", {"etag": "*"}, headers=HTMX)
    assert "Take it over first, then decide." in text(answer)
    over = theirs.post(f"/claims/{claim.pk}/take/", {"held_by": str(reviewer.pk)}, headers=HTMX)
    assert "You have been reviewing this since" in text(over)
    back = theirs.post(f"/claims/{claim.pk}/hand-back/")
    assert back.headers["Location"] == "/review/"


def test_a_look_brings_the_lines_as_they_stand_and_counts_what_came(
    article: Article, editor: User, reviewer: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    claim = submitted_claim(article, editor)
    since = timezone.now().isoformat()
    new = [submitted_claim(article, editor) for _n in range(3)]
    taken(claim, make_reviewer("tom"))
    client = as_user(reviewer)
    sent = {"rows": f"{claim.pk},x", "since": since}
    answer = text(client.post("/review/live/", sent, headers=HTMX))
    assert 'data-come="3"' in answer
    assert "Tom has been reviewing this since" in answer
    assert str(new[0].pk) not in answer
    assert "<b>4</b> claims wait for a decision" in answer
    assert "Load: 0 taken by you" in answer
    taken(new[1], reviewer)
    assert "Load: 1 taken by you" in text(client.post("/review/live/", sent))
    assert 'data-come="0"' in text(client.post("/review/live/?priority=2", sent))
    assert 'data-come="0"' in text(client.post("/review/live/", {"since": "x", "rows": "y"}))
    approve(actor=actor_of(make_reviewer()), claim_id=new[0].pk)
    gone = text(client.post("/review/live/", {"rows": str(new[0].pk)}))
    assert "Decided meanwhile" in gone
    counts = []
    for rows in ([claim], [claim, *new]):
        with CaptureQueriesContext(connection) as seen:
            client.post("/review/live/", {"rows": ",".join(str(one.pk) for one in rows)})
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_sign_of_life_keeps_what_one_reviews(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim, client = submitted_claim(article, editor), as_user(reviewer)
    taken(claim, reviewer)
    silent = timezone.now() - timedelta(minutes=20)
    for sent, is_alive in (({}, False), ({"alive": "1"}, True)):
        Claim.objects.filter(pk=claim.pk).update(taken_seen_at=silent)
        client.post("/review/live/", {"rows": str(claim.pk), **sent})
        claim.refresh_from_db()
        assert (claim.taken_seen_at > silent) is is_alive


def test_whoever_waits_asks_for_the_review_once(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim, client = submitted_claim(article, editor), as_user(editor)
    line = text(client.post(f"/claims/{claim.pk}/remind/", headers=HTMX))
    assert "review asked for" in line
    assert f"/claims/{claim.pk}/remind/" not in line
    assert client.post(f"/claims/{claim.pk}/remind/", headers=HTMX).status_code == 409


def test_filters_and_order_stay_in_the_links_and_what_is_unknown_counts_as_not_chosen(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    desk = Desk.objects.create(name="Politics", slug="politics")
    there = submitted_claim(make_article(by=editor, desk=desk), editor)
    claims = [submitted_claim(article, editor) for _n in range(11)]
    client = as_user(reviewer)
    assert lines(client, "?desk=politics") == [str(there.pk)]
    assert len(lines(client, "?desk=nobody&priority=9&order=x&after=💥")) == 10
    first = client.get("/review/?desk=none&order=newest")
    assert first.context["lines"][0]["id"] == str(claims[-1].pk)
    onward = first.context["page"].next_url
    assert "desk=none" in onward
    assert lines(client, onward) == [str(claims[0].pk)]
    # A place of one order means nothing in another: the first page.
    assert len(lines(client, onward.replace("newest", "waiting"))) == 10
    assert "Nothing fits these filters" in page_of(client, "/review/?priority=-1")


def test_a_line_each_names_statement_verdict_age_and_load_in_as_many_queries(
    article: Article, editor: User, reviewer: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    claim, client = submitted_claim(article, editor), as_user(reviewer)
    one = queries_of(client, "/review/?view=lines")
    for _n in range(8):
        submitted_claim(make_article(by=editor), editor)
    assert queries_of(client, "/review/?view=lines") == one
    page = page_of(client, "/review/?view=lines")
    assert f"/articles/{article.pk}/review/?claim={claim.pk}" in page
    assert f"/claims/{claim.pk}/approve/" not in page
    assert "Load: 0 taken by you" in page
    assert page.count("waiting for") == 9


def judging(client: Client, article: Article, query: str = "") -> str:
    return page_of(client, f"/articles/{article.pk}/review/{query}")


def test_an_article_is_reviewed_claim_by_claim_in_text_order(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    later = submitted_claim(article, editor, words="80% of voters")
    first = submitted_claim(article, editor)
    own = submitted_claim(article, reviewer, words="The ministry did not comment")
    client = as_user(reviewer)
    page = judging(client, article)
    assert f'data-step="{first.pk}"' in page
    assert f'data-next="{later.pk}"' in page
    assert 'data-spans="20-48"' in page
    assert "0 of 2 decided" in page
    assert "1 is your own work" in page
    approve(actor=actor_of(reviewer), claim_id=first.pk)
    page = judging(client, article)
    assert f'data-step="{later.pk}"' in page
    assert "1 of 2 decided" in page
    assert "You worked on this claim" in judging(client, article, f"?claim={own.pk}")
    request_changes(actor=actor_of(reviewer), claim_id=later.pk, comment="Which?")
    assert "All is decided here" in judging(client, article)
    assert "Nothing of this article waits for you" in judging(as_user(make_editor()), article)


def test_what_would_refuse_an_approval_is_said_before_it(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim, client = submitted_claim(article, editor), as_user(reviewer)
    for warning in missing_reasons(claim, editor):
        told = {"warning": warning.code, "reason": "It is on file."}
        give_reason(actor=actor_of(editor), claim_id=claim.pk, **told)
    assert "Look at this before you approve" not in judging(client, article)
    taken(claim, make_reviewer("tom"))
    make_thread(claim, editor, "Is the table whole?")
    page = judging(client, article)
    assert "Tom is reviewing this. Take it over first" in page
    assert "1 thread is open." in page


def test_reviewing_an_article_takes_as_many_queries_however_many_claims_wait(
    article: Article, editor: User, reviewer: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    client, path = as_user(reviewer), f"/articles/{article.pk}/review/"
    submitted_claim(article, editor)
    one = queries_of(client, path)
    for _n in range(5):
        submitted_claim(article, editor)
    assert queries_of(client, path) == one
