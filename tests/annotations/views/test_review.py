from collections.abc import Callable

import pytest
from django.test import Client

from annotations.models import Article, User
from tests.factories.articles import add_revision
from tests.factories.claims import approved_claim, make_claim, submitted_claim

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
