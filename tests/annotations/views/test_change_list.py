"""The change list as a page, as text and as a table; sending and answering it."""

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client

from annotations.models import HistoryEntry, Thread, User
from tests.annotations.views.conftest import text
from tests.factories.articles import make_article
from tests.factories.own_copy import WHY, WORDING, WORDS, Desk, found, make_copy, make_desk

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def test_each_passage_stands_with_its_sentence_wording_reason_and_source(
    desk: Desk, as_user: SignIn
) -> None:
    article = make_copy(desk)
    claim = found(article, desk, "change")
    page = text(as_user(desk.writer).get(f"/articles/{article.pk}/changes/"))
    assert "Volunteers <mark" in page
    assert f">{WORDS}</mark> in May." in page
    assert "<del>" in page
    assert "<ins>" in page
    assert WHY in page
    assert "Register of aid" in page
    assert f"#claim-{claim.pk}" in page


def test_it_can_be_taken_away_as_text_and_as_a_table_that_computes_nothing(
    desk: Desk, as_user: SignIn
) -> None:
    article = make_copy(desk)
    found(article, desk, "cut", "The ministry did not comment", wording="=HYPERLINK(1)")
    found(article, desk, "change")
    client = as_user(desk.checker)
    plain = client.get(f"/articles/{article.pk}/changes/text/")
    assert plain.headers["Content-Disposition"].startswith("attachment")
    words = text(plain)
    assert words.index(f"Proposed: {WORDING}") < words.index("2. Cut")
    table = text(client.get(f"/articles/{article.pk}/changes/csv/"))
    rows = list(csv.reader(io.StringIO(table.removeprefix("\ufeff"))))
    assert [row[0] for row in rows] == ["Finding", "Change", "Cut"]
    assert rows[1][2] == WORDS
    assert rows[2][4] == "'=HYPERLINK(1)"


def test_it_is_sent_with_a_button_and_the_page_says_when(desk: Desk, as_user: SignIn) -> None:
    article = make_copy(desk)
    found(article, desk, "change")
    client, url = as_user(desk.checker), f"/articles/{article.pk}/changes/"
    form = {"revision": article.current_revision_id, "note": "By six."}
    assert client.post(f"{url}send/", form).status_code == 302
    assert HistoryEntry.objects.filter(verb="change_list_sent", article=article.pk).count() == 1
    assert "sent by Cleo" in text(client.get(url))
    article.writers.clear()
    refused = client.post(f"{url}send/", form)
    assert refused.status_code == 409
    assert "Nobody is named as its writer yet" in text(refused)


def test_a_line_is_answered_and_a_dispute_without_a_reason_comes_back(
    desk: Desk, as_user: SignIn
) -> None:
    claim = found(make_copy(desk), desk, "change")
    client, url = as_user(desk.writer), f"/claims/{claim.pk}/change-answer/"
    refused = client.post(url, {"answer": "disputed", "why": ""})
    assert refused.status_code == 400
    answered = client.post(url, {"answer": "done", "why": "As proposed"})
    assert answered.headers["Location"].endswith(f"#change-{claim.pk}")
    assert Thread.objects.get(claim=claim).comments.get().text == "Done. As proposed"


def test_others_articles_have_none_and_an_empty_one_says_so(desk: Desk, as_user: SignIn) -> None:
    client = as_user(desk.checker)
    others = make_article(by=desk.checker)
    assert client.get(f"/articles/{others.pk}/changes/").status_code == 409
    own = make_copy(desk)
    found(own, desk)
    assert "Nothing for the writer to do" in text(client.get(f"/articles/{own.pk}/changes/"))


def test_its_queries_do_not_grow_with_its_lines(
    desk: Desk, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    article = make_copy(desk)
    found(article, desk, "change")
    client, url = as_user(desk.checker), f"/articles/{article.pk}/changes/"
    before = queries_of(client, url)
    for words in ("The ministry", "did not comment", "in May"):
        found(article, desk, "cut", words)
    assert queries_of(client, url) == before
