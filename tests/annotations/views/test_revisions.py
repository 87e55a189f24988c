"""An article's texts: listed, compared, read."""

from collections.abc import Callable

import pytest
from django.test import Client

from annotations.imports.readers.document import Document, FieldNote, ReadBlock
from annotations.models import Article, User
from annotations.tasks.choose_blocks import choose_block
from tests.annotations.views.conftest import text
from tests.factories.articles import TEXT, add_revision, arrive, make_article, make_page
from tests.factories.claims import make_claim
from tests.factories.users import actor_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def test_each_text_is_listed_with_why_by_whom_and_what_it_did_to_passages(
    editor: User, viewer: User, as_user: SignIn
) -> None:
    article = make_page(["It took 3 hours in May.", "Then nothing.", "Read also: cats."], by=editor)
    make_claim(article, editor, "3 hours")
    make_claim(article, editor, "Then nothing")
    aside = article.current_revision.blocks[2]["id"]
    chosen = {"article_id": article.pk, "block_id": aside, "choice": "aside"}
    choose_block(actor=actor_of(editor), revision_id=None, **chosen)
    article.refresh_from_db()
    blocks = [ReadBlock("paragraph", "It took 4 hours in May.")]
    arrive(article, Document("factory-page-1", blocks), b"newer", by=None)
    page = as_user(viewer).get(f"/articles/{article.pk}/revisions/")
    rows = page.context["rows"]
    told = [(r["revision"].number, r["why"], r["grew_by"], r["passages"]) for r in rows]
    assert told == [
        (3, "Fetched again", -15, {"changed": 1, "orphaned": 1}),
        (2, "A block was set aside", -18, {}),
        (1, "Fetched from its address", None, {}),
    ]
    words = text(page)
    assert "1 not found" in words
    assert editor.name in words


def test_the_list_takes_as_many_queries_for_twenty_texts_as_for_two(
    article: Article, editor: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    make_claim(article, editor)
    add_revision(article, TEXT + " 2")
    client, path = as_user(editor), f"/articles/{article.pk}/revisions/"
    few = queries_of(client, path)
    for number in range(3, 21):
        add_revision(article, f"{TEXT} {number}")
    assert queries_of(client, path) == few
    for number in range(21, 30):
        add_revision(article, f"{TEXT} {number}")
    second = client.get(path + client.get(path).context["page"].next_url)
    assert [row["revision"].number for row in second.context["rows"]] == [4, 3, 2, 1]
    assert second.context["rows"][-1]["before"] is None
    assert second.context["rows"][-2]["before"].number == 1


def test_a_change_is_marked_word_by_word_with_words_for_those_who_listen(
    article: Article, viewer: User, as_user: SignIn
) -> None:
    add_revision(article, TEXT.replace("more than 4,000", "about 3,500") + "\n\nNew <b>words</b>.")
    page = as_user(viewer).get(f"/articles/{article.pk}/revisions/1/2/")
    words = text(page)
    unseen = '<span class="unseen" dir="auto">{} </span>'
    assert f"<del>{unseen.format('removed:')}more than <b>4,000</b></del>" in words
    assert f"<ins>{unseen.format('added:')}about <b>3,500</b></ins>" in words
    assert "New &lt;b&gt;words&lt;/b&gt;." in words
    assert "2 paragraphs unchanged" in words
    assert page.context["figures"] == [{"old": "4,000", "new": "3,500", "number": 1}]
    assert page.context["counts"] == {"changed": 1, "added": 1}


def test_the_way_back_tells_the_same_the_other_way_round(
    article: Article, viewer: User, as_user: SignIn
) -> None:
    add_revision(article, TEXT + "\n\nOne more paragraph.")
    page = as_user(viewer).get(f"/articles/{article.pk}/revisions/2/1/")
    assert page.context["counts"] == {"removed": 1}


def test_what_moved_says_which_way_and_leads_to_its_other_half(
    viewer: User, as_user: SignIn
) -> None:
    first, second = "The council met for three hours in May.", "Nobody spoke about the budget."
    third = "The mayor left before the end of the debate."
    article = make_article(f"{first}\n\n{second}\n\n{third}")
    add_revision(article, f"{third}\n\n{first}\n\n{second}")
    page = as_user(viewer).get(f"/articles/{article.pk}/revisions/1/2/")
    moved, left = (
        next(e for e in page.context["entries"] if e["kind"] == kind) for kind in ("moved", "left")
    )
    assert (moved["way"], moved["other"], left["other"]) == ("up", left["number"], moved["number"])
    assert "it stood further down before" in text(page)


def test_what_a_person_set_aside_is_not_called_removed(
    editor: User, viewer: User, as_user: SignIn
) -> None:
    article = make_page(["The story goes on.", "Subscribe to us."], by=editor)
    block = article.current_revision.blocks[1]["id"]
    for choice in ("aside", "story"):
        choose_block(
            actor=actor_of(editor),
            article_id=article.pk,
            revision_id=None,
            block_id=block,
            choice=choice,
        )
    client = as_user(viewer)
    assert client.get(f"/articles/{article.pk}/revisions/1/2/").context["counts"] == {
        "set_aside": 1
    }
    assert client.get(f"/articles/{article.pk}/revisions/2/3/").context["counts"] == {"put_back": 1}
    assert client.get(f"/articles/{article.pk}/revisions/1/3/").context["changes"] == 0


def test_a_mark_in_pasted_text_is_told_though_no_word_changed(
    article: Article, editor: User, as_user: SignIn
) -> None:
    block = article.current_revision.blocks[2]["id"]
    chosen = {"article_id": article.pk, "block_id": block, "choice": "aside"}
    choose_block(actor=actor_of(editor), revision_id=None, **chosen)
    words = text(as_user(editor).get(f"/articles/{article.pk}/revisions/1/2/"))
    assert "The words of the story are the same in both." in words
    assert "Set aside:" in words
    assert "The ministry did not comment." in words


def test_what_the_documents_say_of_themselves_is_compared_too(
    viewer: User, as_user: SignIn
) -> None:
    article = Article.objects.create(title="A")
    for title in ("Kits for thousands", "Kits for hundreds"):
        blocks = [ReadBlock("paragraph", f"The story of {title}.")]
        fields = {"title": FieldNote("heading", "high")}
        document = Document("factory-page-1", blocks, title=title, fields=fields)
        arrive(article, document, title.encode())
    page = as_user(viewer).get(f"/articles/{article.pk}/revisions/1/2/")
    told = [(str(d["label"]), d["old"], d["new"]) for d in page.context["details"]]
    assert told == [("Title", "Kits for thousands", "Kits for hundreds")]


AWKWARD = "Навіны 👩‍👩‍👧‍👦 з Мінска: 4 000 чалавек.\n\nשלום עולם, 80% מהבוחרים.\n\nFamily 👩‍👩‍👧‍👦."


def test_scripts_that_run_the_other_way_and_emoji_stay_whole(viewer: User, as_user: SignIn) -> None:
    article = make_article(AWKWARD)
    later = AWKWARD.replace("80%", "81%").replace("Family 👩‍👩‍👧‍👦", "Family 👩‍👩‍👧")
    add_revision(article, later)
    words = text(as_user(viewer).get(f"/articles/{article.pk}/revisions/1/2/"))
    assert '<p class="kind-paragraph" dir="auto">שלום' in words
    assert "👩‍👩‍👧‍👦</del>" in words
    assert "👩‍👩‍👧</ins>" in words


def test_an_old_text_can_be_read(article: Article, viewer: User, as_user: SignIn) -> None:
    add_revision(article, "Other words.")
    page = as_user(viewer).get(f"/articles/{article.pk}/revisions/1/1/")
    assert page.context["is_text"]
    for paragraph in TEXT.split("\n\n"):
        assert paragraph in text(page)
    assert "<details" not in text(page).partition("<main")[2].partition("</main")[0]


def test_the_addresses_lead_to_the_comparison(
    article: Article, viewer: User, as_user: SignIn
) -> None:
    add_revision(article, TEXT + " More.")
    client, base = as_user(viewer), f"/articles/{article.pk}/revisions/"
    assert client.get(f"{base}1/").headers["Location"] == f"{base}1/2/"
    assert client.get(f"{base}?old=2&new=1").headers["Location"] == f"{base}2/1/"
    assert base in text(client.get(f"/articles/{article.pk}/"))
    for path in ("1/9/", "0/1/", f"1/{10**30}/", "?old=1", "?old=-1&new=2"):
        assert client.get(base + path).status_code == 404, path
    assert client.get(f"{base}?old=x&new=1").status_code == 400


def test_an_article_without_text_has_no_revisions(viewer: User, as_user: SignIn) -> None:
    article = Article.objects.create(title="On its way")
    assert as_user(viewer).get(f"/articles/{article.pk}/revisions/").status_code == 404
