from collections.abc import Callable

import pytest
from django.test import Client

from annotations.evidence import link
from annotations.models import Article, Evidence, Source, User
from tests.annotations.views.conftest import HTMX
from tests.factories.articles import add_revision, make_article
from tests.factories.claims import make_claim
from tests.factories.evidence import link_evidence
from tests.factories.sources import make_source
from tests.factories.users import actor_of, make_editor

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def test_a_source_is_linked_by_its_address(article: Article, editor: User, as_user: SignIn) -> None:
    claim = make_claim(article, editor)
    data = {
        "stance": "corroborates",
        "url": "https://ministry.example/register",
        "title": "Register",
        "quote": "4,120 kits",
    }
    answer = as_user(editor).post(f"/claims/{claim.pk}/evidence/", data, headers=HTMX)
    assert answer.status_code == 200
    assert "4,120 kits" in answer.content.decode()
    assert Evidence.objects.get().source.title == "Register"


def test_the_same_address_is_the_same_source(
    article: Article, editor: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    for stance in ("corroborates", "context"):
        claim = make_claim(article, editor)
        data = {"stance": stance, "url": "https://ministry.example/register"}
        client.post(f"/claims/{claim.pk}/evidence/", data, headers=HTMX)
    assert Source.objects.count() == 1
    assert Evidence.objects.count() == 2


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"stance": "context", "url": "javascript:alert(1)"}, "url"),
        ({"stance": "context", "url": "ministry"}, "url"),
        ({"stance": "context"}, "source"),
        ({"url": "https://a.example/"}, "stance"),
        ({"stance": "maybe", "url": "https://a.example/"}, "stance"),
        ({"stance": "context", "source": "not-an-id"}, "source"),
    ],
)
def test_a_refused_source_keeps_what_was_typed_and_names_the_field(
    data: dict[str, str], field: str, article: Article, editor: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    sent = {**data, "quote": "typed words"}
    answer = as_user(editor).post(f"/claims/{claim.pk}/evidence/", sent, headers=HTMX)
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert "typed words" in answer.content.decode()
    assert not Source.objects.exists()


def test_a_passage_of_another_article_is_linked_with_its_words(
    article: Article, editor: User, as_user: SignIn
) -> None:
    other = make_article("About 7,000 people were arrested.", by=editor, title="Five days")
    claim = make_claim(article, editor)
    data = {
        "stance": "context",
        "article": str(other.pk),
        "revision": str(other.current_revision_id),
        "start": "0",
        "end": "18",
    }
    answer = as_user(editor).post(f"/claims/{claim.pk}/evidence/", data, headers=HTMX)
    assert answer.status_code == 200
    evidence = Evidence.objects.get()
    assert evidence.quote == "About 7,000 people"
    assert evidence.source.article == other


def test_passages_are_found_among_the_other_articles(
    article: Article, editor: User, as_user: SignIn
) -> None:
    other = make_article("About 7,000 people were arrested.", by=editor, title="Five days")
    claim = make_claim(article, editor)
    client = as_user(editor)
    path = f"/claims/{claim.pk}/evidence/passages/"
    found = client.get(f"{path}?search=arrested", headers=HTMX).context["articles"]
    assert [a.pk for a in found] == [other.pk]
    answer = client.get(f"{path}?article={other.pk}", headers=HTMX)
    assert "About 7,000 people were arrested." in answer.content.decode()
    assert client.get(f"{path}?article=nonsense", headers=HTMX).status_code == 404


def test_known_sources_are_offered_but_confidential_ones_of_others_are_not(
    article: Article, editor: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    make_source(editor, title="Open register")
    make_source(make_editor(), title="Secret register", visibility="hidden")
    path = f"/claims/{claim.pk}/evidence/sources/?search=register"
    page = as_user(editor).get(path, headers=HTMX).content.decode()
    assert "Open register" in page
    assert "Secret register" not in page


def test_an_entry_is_changed_and_removed(article: Article, editor: User, as_user: SignIn) -> None:
    claim = make_claim(article, editor)
    entry = link_evidence(claim, editor)
    client = as_user(editor)
    assert client.get(f"/evidence/{entry.pk}/", headers=HTMX).status_code == 200
    data = {"stance": "contradicts", "quote": "400 kits", "note": "", "visibility": "everyone"}
    answer = client.post(f"/evidence/{entry.pk}/", data, headers=HTMX)
    assert "400 kits" in answer.content.decode()
    answer = client.post(f"/evidence/{entry.pk}/remove/", headers=HTMX)
    assert "400 kits" not in answer.content.decode()
    entry.refresh_from_db()
    assert entry.removed_at is not None
    assert client.post(f"/evidence/{entry.pk}/remove/", headers=HTMX).status_code == 404


def test_somebody_elses_confidential_entry_is_not_found(
    article: Article, editor: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    entry = link_evidence(claim, editor, visibility="listed")
    other = as_user(make_editor())
    assert other.get(f"/evidence/{entry.pk}/", headers=HTMX).status_code == 404
    assert other.post(f"/evidence/{entry.pk}/remove/", headers=HTMX).status_code == 404


def test_a_passage_of_another_article_says_when_its_words_changed_there(
    article: Article, editor: User, as_user: SignIn
) -> None:
    other = make_article("The register names 4,120 kits.", by=editor, url="https://data.example/1")
    claim = make_claim(article, editor)
    passage = {"article": str(other.pk), "start": 19, "end": 29}
    entry = link(actor=actor_of(editor), claim_id=claim.pk, stance="corroborates", passage=passage)
    path, gone = f"/claims/{claim.pk}/card/", "The quoted words stand no longer so in the copy."
    before = as_user(editor).get(path, headers=HTMX).content.decode()
    assert f"#quote-{entry.passage_id}" in before
    assert gone not in before
    add_revision(other, "The register names 5,120 kits.")
    assert gone in as_user(editor).get(path, headers=HTMX).content.decode()
