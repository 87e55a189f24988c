"""Setting a block aside: what it does is told first, it can be undone, pasted text is only marked."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from annotations.imports.readers.document import ReadBlock
from annotations.models import Article, User
from tests.annotations.views.conftest import HTMX, text
from tests.factories.articles import make_article, make_page
from tests.factories.claims import make_claim
from tests.factories.evidence import link_evidence
from tests.factories.users import make_editor

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def page(editor: User) -> Article:
    menu = ReadBlock("paragraph", "Read our newsletter.", furniture=True, reason="promotion")
    words = ["The council met for 3 hours.", menu, "It decided nothing in 2024.", "Subscribe now!"]
    return make_page(words, by=editor)


def block_of(article: Article, words: str) -> str:
    article.refresh_from_db()
    revision = article.current_revision
    assert revision is not None
    told = [(b["id"], revision.text[b["start"] : b["end"]]) for b in revision.blocks]
    told += [(b["id"], b["text"]) for b in revision.set_aside]
    return next(block for block, text in told if words in text)


def choose(client: Client, article: Article, words: str, choice: str) -> HttpResponse:
    block = block_of(article, words)
    data = {"block": block, "choice": choice, "revision": str(article.current_revision_id)}
    answer = client.post(f"/articles/{article.pk}/blocks/", data)
    assert answer.headers["Location"] == f"/articles/{article.pk}/?chosen={block}"
    article.refresh_from_db()
    return answer


def test_a_story_block_is_set_aside_and_the_undoing_is_offered(
    page: Article, editor: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    before = page.current_revision.text
    answer = choose(client, page, "Subscribe now!", "aside")
    assert "Subscribe" not in page.current_revision.text
    after = client.get(answer.headers["Location"])
    assert after.context["undo"] == {"block": block_of(page, "Subscribe"), "choice": "story"}
    undo = {**after.context["undo"], "revision": str(page.current_revision_id)}
    client.post(f"/articles/{page.pk}/blocks/", undo)
    page.refresh_from_db()
    assert page.current_revision.text == before


def test_pasted_text_is_only_marked(article: Article, editor: User, as_user: SignIn) -> None:
    client, before = as_user(editor), article.current_revision.text
    claim = make_claim(article, editor)
    block = block_of(article, "hygiene kits")
    said = text(client.get(f"/articles/{article.pk}/blocks/{block}/", headers=HTMX))
    assert "only marks it" in said
    assert "loses its place" not in said
    choose(client, article, "hygiene kits", "aside")
    assert article.current_revision.text == before
    assert article.current_revision.blocks[0]["furniture"]
    highlight = claim.appearances.get().highlights.get()
    assert highlight.anchors.get().state == "anchored"
    answer = choose(client, article, "hygiene kits", "story")
    assert not article.current_revision.blocks[0]["furniture"]
    assert client.get(answer.headers["Location"]).context["undo"]["choice"] == "aside"


def test_the_passages_that_would_lose_their_place_are_counted_first(
    page: Article, editor: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    lost = make_claim(page, editor, "nothing in 2024")
    make_claim(page, editor, "decided nothing")
    kept = make_claim(page, editor, "for 3 hours")
    block = block_of(page, "It decided")
    shown = client.get(f"/articles/{page.pk}/blocks/{block}/", headers=HTMX)
    assert (shown.context["one"]["claims"], shown.context["one"]["quotes"]) == (2, 0)
    assert "2 passages of claims stand here." in text(shown)
    choose(client, page, "It decided", "aside")
    state = {c: c.appearances.get().highlights.get().anchors.get().state for c in (lost, kept)}
    assert (state[lost], state[kept]) == ("orphaned", "anchored")
    choose(client, page, "It decided", "story")
    anchor = lost.appearances.get().highlights.get().anchors.get(revision=page.current_revision_id)
    assert anchor.state == "anchored"


def test_a_passage_quoted_as_evidence_counts_for_those_who_may_see_it(
    page: Article, editor: User, as_user: SignIn
) -> None:
    claim = make_claim(make_article(by=editor), editor)
    revision = page.current_revision
    start = revision.text.index("for 3 hours")
    passage = {"article": page.pk, "revision_id": revision.pk, "start": start, "end": start + 11}
    link_evidence(claim, editor, "context", url="", passage=passage, visibility="hidden")
    block = block_of(page, "The council")
    path = f"/articles/{page.pk}/blocks/{block}/"
    assert as_user(editor).get(path, headers=HTMX).context["one"]["quotes"] == 1
    assert as_user(make_editor()).get(path, headers=HTMX).context["one"]["quotes"] == 0


def test_the_last_block_is_not_set_aside(editor: User, as_user: SignIn) -> None:
    article = make_page(["The only one."], by=editor)
    data = {"block": block_of(article, "only"), "choice": "aside"}
    answer = as_user(editor).post(f"/articles/{article.pk}/blocks/", data, headers=HTMX)
    assert answer.status_code == 400
    assert "data-refusal" in text(answer)


def test_without_scripts_every_block_can_be_reached_from_a_list(
    page: Article, editor: User, viewer: User, as_user: SignIn
) -> None:
    make_claim(page, editor, "for 3 hours")
    listed = as_user(editor).get(f"/articles/{page.pk}/blocks/")
    rows = [(b["text"], b["is_aside"], b["claims"]) for b in listed.context["blocks"]]
    assert rows == [
        ("The council met for 3 hours.", False, 1),
        ("Read our newsletter.", True, 0),
        ("It decided nothing in 2024.", False, 0),
        ("Subscribe now!", False, 0),
    ]
    one = as_user(editor).get(f"/articles/{page.pk}/blocks/{block_of(page, 'newsletter')}/")
    assert "Put it back into the story" in text(one)
    seen = text(as_user(viewer).get(f"/articles/{page.pk}/blocks/"))
    assert "Set aside" not in seen.partition("<ol")[2].partition("</ol")[0]


def test_a_long_text_is_listed_page_by_page(
    editor: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    long = make_page([f"Paragraph {n}." for n in range(250)], by=editor)
    short = make_page(["One.", "Two."], by=editor, url="https://news.example/short")
    client = as_user(editor)
    last = client.get(f"/articles/{long.pk}/blocks/?first=200").context
    assert [b["text"] for b in last["blocks"]] == [f"Paragraph {n}." for n in range(200, 250)]
    assert last["following"] is None
    assert client.get(f"/articles/{long.pk}/blocks/?first=99999").status_code == 200
    assert client.get(f"/articles/{long.pk}/blocks/?first=x").status_code == 400
    paths = [f"/articles/{a.pk}/blocks/" for a in (long, short)]
    assert queries_of(client, paths[0]) == queries_of(client, paths[1])


def test_an_unknown_block_is_not_found(page: Article, editor: User, as_user: SignIn) -> None:
    assert as_user(editor).get(f"/articles/{page.pk}/blocks/b0/").status_code == 404
    assert 'id="undo"' not in text(as_user(editor).get(f"/articles/{page.pk}/?chosen=b0"))


def test_a_choice_about_an_older_text_is_refused(
    article: Article, editor: User, as_user: SignIn
) -> None:
    data = {"block": "b1", "choice": "aside", "revision": "older"}
    answer = as_user(editor).post(f"/articles/{article.pk}/blocks/", data)
    assert answer.status_code in {404, 409}


def test_a_viewer_sets_nothing_aside(page: Article, viewer: User, as_user: SignIn) -> None:
    data = {"block": block_of(page, "Subscribe"), "choice": "aside"}
    assert as_user(viewer).post(f"/articles/{page.pk}/blocks/", data).status_code == 403
