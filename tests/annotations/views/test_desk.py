from collections.abc import Callable

import pytest
from django.test import Client

from annotations.models import Article, User
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, make_claim, returned_claim, submitted_claim
from tests.factories.imports import failed_import, make_import
from tests.factories.users import make_editor

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def ids(rows: object) -> list[object]:
    return [row.pk for row in rows]  # type: ignore[attr-defined]


def test_an_empty_newsroom_says_what_to_do_first(editor: User, as_user: SignIn) -> None:
    answer = as_user(editor).get("/")
    assert answer.status_code == 200
    assert answer.context["has_articles"] is False
    assert "/imports/" in answer.content.decode()


def test_what_was_sent_back_stands_first_with_the_reviewers_words(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim = returned_claim(article, editor, reviewer)
    answer = as_user(editor).get("/")
    assert ids(answer.context["returned"]) == [claim.pk]
    page = answer.content.decode()
    assert "Name the month." in page
    assert reviewer.name in page


def test_what_was_sent_back_to_others_is_not_on_my_desk(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    returned_claim(article, editor, reviewer)
    assert not as_user(make_editor()).get("/").context["returned"]


def test_a_reviewer_sees_what_waits_but_not_their_own(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    theirs = submitted_claim(article, editor)
    submitted_claim(article, reviewer)
    answer = as_user(reviewer).get("/")
    assert ids(answer.context["waiting"]) == [theirs.pk]
    assert not as_user(editor).get("/").context["waiting"]


def test_a_reviewer_sees_what_they_may_publish(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim = approved_claim(article, editor, reviewer)
    assert ids(as_user(reviewer).get("/").context["publishable"]) == [claim.pk]


def test_my_drafts_and_my_failed_imports_are_there(
    article: Article, editor: User, as_user: SignIn
) -> None:
    mine, failed, waiting = make_claim(article, editor), failed_import(editor), make_import(editor)
    answer = as_user(editor).get("/")
    assert ids(answer.context["drafts"]) == [mine.pk]
    assert set(ids(answer.context["imports"])) == {failed.pk, waiting.pk}
    assert "The site does not answer." in answer.content.decode()


def test_articles_with_unread_sentences_are_there_with_their_number(
    article: Article, editor: User, as_user: SignIn
) -> None:
    answer = as_user(editor).get("/")
    assert ids(answer.context["unread"]) == [article.pk]
    assert answer.context["unread"][0].progress.unread > 0


def test_the_desk_asks_no_more_of_the_database_when_there_is_more(
    article: Article,
    editor: User,
    reviewer: User,
    as_user: SignIn,
    queries_of: Callable[..., int],
) -> None:
    client = as_user(reviewer)
    submitted_claim(article, editor)
    approved_claim(article, editor, reviewer)
    make_claim(article, reviewer)
    few = queries_of(client, "/")
    for _ in range(5):
        submitted_claim(article, editor)
        make_claim(article, reviewer)
        make_article(by=editor)
        failed_import(reviewer)
    assert queries_of(client, "/") <= few + 1


def test_a_viewers_desk_has_no_empty_column_for_work_that_they_do_not_do(
    article: Article, viewer: User, editor: User, as_user: SignIn
) -> None:
    assert 'class="split"' not in as_user(viewer).get("/").content.decode()
    assert 'class="split"' in as_user(editor).get("/").content.decode()
