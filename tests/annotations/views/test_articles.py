from collections.abc import Callable

import pytest
from django.test import Client

from annotations import kinship
from annotations.models import Article, Kinship, User
from tests.factories.articles import make_article
from tests.factories.claims import make_claim
from tests.factories.users import actor_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def titles(client: Client, query: str = "") -> list[str]:
    return [article.title for article in client.get(f"/articles/{query}").context["articles"]]


def test_an_empty_list_says_how_to_begin(editor: User, as_user: SignIn) -> None:
    answer = as_user(editor).get("/articles/")
    assert "/imports/" in answer.content.decode()


def test_the_newest_stands_first(editor: User, as_user: SignIn) -> None:
    make_article(by=editor, title="Older")
    make_article(by=editor, title="Newer")
    assert titles(as_user(editor)) == ["Newer", "Older"]


def test_words_find_title_and_text(editor: User, as_user: SignIn) -> None:
    make_article("The mayor resigned.", by=editor, title="Town hall")
    make_article("Nothing happened.", by=editor, title="Quiet")
    client = as_user(editor)
    assert titles(client, "?search=mayor") == ["Town hall"]
    assert titles(client, "?search=quiet") == ["Quiet"]
    assert titles(client, "?search=absent") == []


def test_lists_are_narrowed_by_stage_language_and_purpose(editor: User, as_user: SignIn) -> None:
    make_article(by=editor, title="English")
    make_article(by=editor, title="Russian", language="ru")
    make_article(by=editor, title="Ours", purpose="own")
    checking = make_article(by=editor, title="Checking")
    make_claim(checking, editor)
    client = as_user(editor)
    assert titles(client, "?language=ru") == ["Russian"]
    assert titles(client, "?purpose=own") == ["Ours"]
    assert titles(client, "?stage=checking") == ["Checking"]
    assert len(titles(client, "?stage=nonsense&language=xx")) == 4


def test_pages_follow_each_other_without_gap_or_repeat(editor: User, as_user: SignIn) -> None:
    for number in range(30):
        make_article("One.", by=editor, title=f"Article {number:02}")
    client, seen, query = as_user(editor), [], "?search="
    while query:
        answer = client.get(f"/articles/{query}")
        seen += [article.title for article in answer.context["articles"]]
        query = answer.context["page"].next_url
    assert seen == [f"Article {number:02}" for number in reversed(range(30))]


def test_links_to_further_pages_keep_the_filters(editor: User, as_user: SignIn) -> None:
    for _ in range(26):
        make_article("One.", by=editor, language="be")
    page = as_user(editor).get("/articles/?language=be").context["page"]
    assert "language=be" in page.next_url


def test_twenty_rows_take_as_many_queries_as_one(
    article: Article, editor: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    client = as_user(editor)
    make_claim(article, editor)
    one = queries_of(client, "/articles/")
    for _ in range(19):
        make_claim(make_article(by=editor), editor)
    assert queries_of(client, "/articles/") == one


def test_an_article_that_may_be_a_known_story_says_so_in_the_list(
    editor: User, as_user: SignIn
) -> None:
    make_article(by=editor, title="First")
    later = make_article(by=editor, title="Copy")
    assert later.current_revision is not None
    kinship.recognise(later, later.current_revision)
    page = as_user(editor).get("/articles/").content.decode()
    assert "Perhaps the same story as “First”" in page
    kin = Kinship.objects.get()
    kinship.decide(actor=actor_of(editor), kinship_id=kin.pk, decision="apart")
    assert "Perhaps the same story" not in as_user(editor).get("/articles/").content.decode()
