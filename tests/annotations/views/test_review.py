from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations.claims import cover
from annotations.models import Article, User
from tests.factories.articles import add_revision, make_article
from tests.factories.claims import approved_claim, make_claim, submitted_claim
from tests.factories.users import actor_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


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
