"""The discussion on pages: on the card, on its own, on the desk, in the review queue."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from annotations.models import Article, Claim, Comment, Mention, Thread, User
from tests.annotations.views.conftest import HTMX, text
from tests.factories.claims import make_claim, published_claim, submitted_claim
from tests.factories.threads import make_comment, make_thread, reply_to, resolved_thread
from tests.factories.users import make_editor

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def claim(article: Article, editor: User) -> Claim:
    return make_claim(article, editor)


def section(page: str) -> str:
    found = re.search(
        r"<div class=\"discussion\".*?<template data-open-warning>.*?</template>", page, re.DOTALL
    )
    assert found
    return found[0]


def test_open_threads_stand_before_the_folded_resolved_ones(
    claim: Claim, editor: User, as_user: SignIn
) -> None:
    resolved_thread(claim, editor, "Settled words")
    make_thread(claim, editor, "Open words")
    page = text(as_user(editor).get(f"/claims/{claim.pk}/card/", headers=HTMX))
    assert "1 open thread" in page
    shown = section(page)
    assert shown.index("Open words") < shown.index("1 resolved thread") < shown.index("Settled")
    assert "Everyone in this newsroom sees this. Readers never do." in shown


def test_what_people_type_is_text_and_only_web_addresses_are_links(
    claim: Claim, editor: User, reviewer: User, as_user: SignIn
) -> None:
    words = "<b>@ruth</b>\nsee https://a.example/?a=1&b=2.\njavascript:alert(1) @nobody"
    make_thread(claim, editor, words)
    page = section(text(as_user(reviewer).get(f"/claims/{claim.pk}/")))
    assert '&lt;b&gt;<b class="mention">@ruth</b>&lt;/b&gt;' in page
    assert (
        '<a href="https://a.example/?a=1&amp;b=2" rel="noopener noreferrer nofollow" target="_blank">'
        in page
    )
    assert page.count("<a ") == page.count('target="_blank"') + page.count("data-to-discussion")
    assert "@nobody" in page
    assert "calls you" in page


def test_a_thread_is_opened_from_the_card_and_the_page_hears_of_it(
    claim: Claim, editor: User, as_user: SignIn
) -> None:
    path = f"/claims/{claim.pk}/discussion/"
    answer = as_user(editor).post(path, {"text": "Which month?"}, headers=HTMX)
    assert answer.status_code == 200
    assert str(claim.pk) in answer["HX-Trigger"]
    shown = section(text(answer))
    assert "Which month?" in shown
    assert "data-fresh" in shown


@pytest.mark.parametrize("role", ["viewer", "editor"])
def test_everything_works_without_scripts(
    role: str, claim: Claim, editor: User, viewer: User, as_user: SignIn
) -> None:
    client = as_user(viewer if role == "viewer" else editor)
    thread = make_thread(claim, editor, "First words")
    comment = thread.comments.get()
    steps = [
        (f"/claims/{claim.pk}/discussion/", {"text": "New words"}),
        (f"/threads/{thread.pk}/reply/", {"text": "Reply words"}),
        (f"/comments/{comment.pk}/", {"text": "Changed words"}),
        (f"/threads/{thread.pk}/resolve/", {}),
        (f"/threads/{thread.pk}/reopen/", {}),
        (f"/comments/{comment.pk}/remove/", {}),
    ]
    for path, sent in steps:
        answer = client.post(path, sent)
        if role == "viewer":
            assert answer.status_code == 403
            assert "may read but not change" in text(answer)
        else:
            there = f"/claims/{claim.pk}/#discussion-{claim.pk}"
            assert (answer.status_code, answer["Location"]) == (302, there)
    page = section(text(client.get(f"/claims/{claim.pk}/")))
    if role == "viewer":
        assert "First words" in page
        assert "<textarea" not in page
    else:
        assert "New words" in page
        assert "Reply words" in page
        assert "taken back by their author" in page
        assert "Changed words" not in page


@pytest.mark.parametrize("which", ["thread", "reply", "edit"])
def test_a_refused_form_comes_back_as_it_was_typed(
    which: str, claim: Claim, editor: User, as_user: SignIn
) -> None:
    comment = make_comment(claim, editor)
    path = {
        "thread": f"/claims/{claim.pk}/discussion/",
        "reply": f"/threads/{comment.thread_id}/reply/",
        "edit": f"/comments/{comment.pk}/",
    }[which]
    long = "lots of words " * 400
    answer = as_user(editor).post(path, {"text": long})
    assert answer.status_code == 400
    page = section(text(answer))
    assert page.count(long.strip()) == 1
    assert "At most 5,000 characters" in page
    fragment = as_user(editor).post(path, {"text": long}, headers=HTMX)
    assert fragment.status_code == 400
    assert "data-refusal" in text(fragment)
    assert Comment.objects.count() == 1


def test_a_reply_to_a_resolved_thread_says_that_it_is_open_again(
    claim: Claim, editor: User, as_user: SignIn
) -> None:
    thread = resolved_thread(claim, editor)
    client = as_user(editor)
    answer = client.post(f"/threads/{thread.pk}/reply/", {"text": "But"}, headers=HTMX)
    assert "open again" in answer["HX-Trigger"]
    plain = client.post(f"/threads/{thread.pk}/resolve/", follow=True)
    assert "The thread is resolved." in text(plain)


def test_a_page_that_shows_the_newest_is_told_so_in_no_bytes(
    claim: Claim, editor: User, reviewer: User, as_user: SignIn
) -> None:
    thread = make_thread(claim, editor)
    client = as_user(editor)
    path = f"/claims/{claim.pk}/discussion/"

    def sign() -> str:
        found = re.search(r'data-sign="(\w+)"', text(client.get(path, headers=HTMX)))
        assert found
        return found[1]

    first = sign()
    assert client.get(f"{path}?known={first}", headers=HTMX).status_code == 204
    reply_to(thread, reviewer)
    assert client.get(f"{path}?known={first}", headers=HTMX).status_code == 200
    assert sign() != first


def test_what_does_not_exist_is_not_found(claim: Claim, editor: User, as_user: SignIn) -> None:
    client = as_user(editor)
    for path in (
        f"/threads/{claim.pk}/reply/",
        f"/comments/{claim.pk}/",
        f"/claims/{editor.pk}/discussion/",
    ):
        assert client.post(path, {"text": "x"}, headers=HTMX).status_code == 404
    assert client.get(f"/claims/{editor.pk}/discussion/").status_code == 404


def test_everybody_talks_about_a_published_claim_and_readers_see_nothing_of_it(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim = published_claim(article, editor, reviewer)
    make_thread(claim, editor, "Readers never see these words")
    page = section(text(as_user(editor).get(f"/claims/{claim.pk}/")))
    assert "data-new-thread" in page
    assert claim.publication is not None
    public = text(Client().get(f"/factchecks/{claim.publication.slug}/"))
    assert "never see these words" not in public


def test_a_call_stands_on_the_desk_until_the_card_was_looked_at(
    claim: Claim, editor: User, viewer: User, as_user: SignIn
) -> None:
    make_thread(claim, editor, "@pavel, is this the <same> table?")
    client = as_user(viewer)
    page = text(client.get("/"))
    assert "You are called" in page
    assert "is this the &lt;same&gt; table?" in page
    assert f"/articles/{claim.article_id}/#claim-{claim.pk}" in page
    card = text(client.get(f"/claims/{claim.pk}/card/", headers=HTMX))
    seen = f"/claims/{claim.pk}/discussion/seen/"
    assert f'data-seen="{seen}"' in card
    assert Mention.objects.get().seen_at is None, "a GET changes nothing"
    assert client.post(seen).status_code == 204
    assert "You are called" not in text(client.get("/"))
    assert "data-seen" not in text(client.get(f"/claims/{claim.pk}/card/", headers=HTMX))


def test_the_desk_takes_as_many_queries_for_many_calls_as_for_one(
    claim: Claim,
    editor: User,
    viewer: User,
    as_user: SignIn,
    queries_of: Callable[..., int],
) -> None:
    client = as_user(viewer)
    make_thread(claim, editor, "@pavel")
    one = queries_of(client, "/")
    for _time in range(12):
        make_thread(make_claim(claim.article, editor), make_editor(), "@pavel")
    assert queries_of(client, "/") == one
    assert text(client.get("/")).count("@pavel") == 8


def test_a_reviewer_reads_open_threads_before_deciding(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim = submitted_claim(article, editor)
    client = as_user(reviewer)
    assert "thread is open" not in text(client.get("/review/"))
    make_thread(claim, editor, "Is the table complete?")
    page = text(client.get("/review/"))
    asked, warned, decided = (
        page.index("Is the table complete?"),
        page.rindex("1 thread is open."),
        page.index(f"/claims/{claim.pk}/approve/"),
    )
    assert asked < decided
    assert warned < page.rindex(f"/claims/{claim.pk}/approve/")
    make_thread(claim, editor)
    assert "2 threads are open." in text(client.get("/review/"))


def test_card_and_queue_take_as_many_queries_for_a_long_discussion(
    article: Article,
    editor: User,
    reviewer: User,
    as_user: SignIn,
    queries_of: Callable[..., int],
) -> None:
    claim = submitted_claim(article, editor)
    thread = make_thread(claim, editor, "@ruth")
    client = as_user(reviewer)
    card = f"/claims/{claim.pk}/card/"
    few = (queries_of(client, card, headers=HTMX), queries_of(client, "/review/"))
    for _time in range(5):
        reply_to(thread, make_editor(), "@ruth and @nina")
        make_thread(submitted_claim(article, editor), editor, "@ruth")
        resolved_thread(claim, editor)
    many = (queries_of(client, card, headers=HTMX), queries_of(client, "/review/"))
    assert many == few


def test_the_record_says_what_was_done_in_words(
    claim: Claim, editor: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    thread = make_thread(claim, editor)
    comment = reply_to(thread, editor)
    client.post(f"/comments/{comment.pk}/", {"text": "x"})
    client.post(f"/comments/{comment.pk}/remove/")
    client.post(f"/threads/{thread.pk}/resolve/")
    client.post(f"/threads/{thread.pk}/reopen/")
    page = text(client.get(f"/claims/{claim.pk}/"))
    for words in ("started a thread", "replied in", "changed their words", "took their words", "resolved a", "reopened a"):  # fmt: skip
        assert words in page
    assert Thread.objects.count() == 1
    assert "“0" not in page, "the record's words are no identifiers"


def test_the_middle_of_a_long_thread_is_folded_unless_it_calls_this_person(
    claim: Claim, editor: User, reviewer: User, viewer: User, as_user: SignIn
) -> None:
    thread = make_thread(claim, editor, "The question")
    for n in range(5):
        reply_to(thread, reviewer, f"Reply {n}")

    def fold(user: User) -> str:
        page = text(as_user(user).get(f"/claims/{claim.pk}/card/", headers=HTMX))
        found = re.search(rf'<details class="fold" id="middle-{thread.pk}"([^>]*)>', page)
        return found[1].strip() if found else "none"

    assert fold(viewer) == "none"
    reply_to(thread, reviewer, "@pavel, look")
    for n in range(3):
        reply_to(thread, reviewer, f"Last {n}")
    assert fold(editor) == ""
    assert fold(viewer) == "open"
