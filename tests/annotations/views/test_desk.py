from collections.abc import Callable

import pytest
from django.test import Client

from annotations.models import Alert, Article, User
from tests.annotations.views.at_publishers import EDITED, paywall, silent_edit
from tests.factories.articles import add_revision, make_article
from tests.factories.claims import (
    approved_claim,
    make_claim,
    published_claim,
    returned_claim,
    submitted_claim,
)
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


def test_what_happened_at_the_publishers_stands_under_its_article(
    article: Article, editor: User, viewer: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    edit, instead = silent_edit(article), paywall(article)
    groups = as_user(editor).get("/").context["publishers"]
    assert [group["article"].pk for group in groups] == [article.pk]
    assert {e["alert"].pk for e in groups[0]["entries"]} == {edit.pk, instead.pk}
    Alert.objects.create(article=article, kind="removed", code="http_404")
    again = as_user(editor).get("/").context["publishers"][0]["entries"]
    assert [e["is_same"] for e in again if e["alert"].kind != "edited"] == [False, True]
    page = as_user(viewer).get("/").content.decode()
    assert "Edited without a word" in page
    assert claim.statement in page
    assert "/resolve/" not in page


def test_what_readers_see_comes_first_at_the_publishers(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    published_claim(article, editor, reviewer)
    Alert.objects.create(article=article, kind="removed", code="http_404")
    later = make_article(by=editor)
    make_claim(later, editor)
    silent_edit(later)
    groups = as_user(editor).get("/").context["publishers"]
    assert [group["article"].pk for group in groups] == [article.pk, later.pk]


def test_the_desk_shows_eight_alerts_and_leads_to_the_others(
    article: Article, editor: User, as_user: SignIn
) -> None:
    assert "Nothing waits." in as_user(editor).get("/").content.decode()
    for number in range(9):
        silent_edit(article, EDITED.replace("400", f"{number}00"))
    answer = as_user(editor).get("/")
    assert len(answer.context["publishers"][0]["entries"]) == 8
    assert "All that happened at the publishers" in answer.content.decode()


def test_an_alert_on_the_desk_names_two_claims_and_counts_the_others(
    article: Article, editor: User, as_user: SignIn
) -> None:
    for _n in range(14):
        make_claim(article, editor)
    silent_edit(article)
    entry = as_user(editor).get("/").context["publishers"][0]["entries"][0]
    assert (len(entry["claims"]), entry["more"], entry["count"]) == (2, 12, 14)
    assert "and 12 more" in as_user(editor).get("/").content.decode()


def test_whoever_wrote_a_claim_that_went_stale_is_led_to_its_new_words(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim = approved_claim(article, editor, reviewer)
    assert not as_user(editor).get("/").context["stale"]
    add_revision(article, EDITED)
    answer = as_user(editor).get("/")
    assert ids(answer.context["stale"]) == [claim.pk]
    assert f"/articles/{article.pk}/#tray" in answer.content.decode()
    assert not as_user(make_editor()).get("/").context["stale"]
    theirs = as_user(reviewer).get("/").context
    assert (ids(theirs["waiting"]), theirs["stale"]) == ([claim.pk], [])
