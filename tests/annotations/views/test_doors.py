"""What every page holds: who may come in, what is cached, where a form may lead."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from annotations.models import Article, User
from annotations.urls import public_pages, urlpatterns
from tests.annotations.views.conftest import HTMX
from tests.factories.claims import make_claim

SignIn = Callable[[User], Client]
OPEN = {pattern.name for pattern in public_pages if isinstance(pattern, URLPattern)}


def private_patterns() -> Iterator[URLPattern]:
    for pattern in urlpatterns:
        if isinstance(pattern, URLPattern) and pattern.name not in OPEN:
            yield pattern


def path_of(pattern: URLPattern) -> str:
    words = {
        "verb": "submit",
        "answer": "accept",
        "decision": "confirm",
        "number": 1,
        "what": "claims",
        "ending": "csv",
        "old": 1,
        "new": 2,
        "sha256": "0" * 64,
    }
    names = pattern.pattern.converters
    return reverse(str(pattern.name), kwargs={name: words.get(name, uuid4()) for name in names})


@pytest.mark.parametrize("pattern", list(private_patterns()), ids=lambda p: p.name)
def test_every_page_of_the_newsroom_asks_for_a_sign_in(pattern: URLPattern) -> None:
    path = path_of(pattern)
    for answer in (Client().get(path), Client().post(path)):
        assert answer.status_code in {302, 405}
        if answer.status_code == 302:
            assert answer.headers["Location"].startswith("/accounts/login/?next=/")


def test_the_private_addresses_are_all_there_is() -> None:
    assert len(list(private_patterns())) >= 30
    assert get_resolver().url_patterns


@pytest.mark.django_db
def test_a_fragment_without_a_session_says_so_instead_of_a_sign_in_page() -> None:
    answer = Client().post(f"/claims/{uuid4()}/submit/", headers=HTMX)
    assert answer.status_code == 401
    assert "data-refusal" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/articles/",
        "/claims/",
        "/figures/",
        "/sources/",
        "/imports/",
        "/review/",
        "/watch/",
        "/notices/",
        "/history/",
        "/legal/",
        "/dashboard/",
    ],
)
def test_pages_of_the_newsroom_are_kept_in_no_cache(
    path: str, viewer: User, as_user: SignIn
) -> None:
    answer = as_user(viewer).get(path)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/articles/",
        "/claims/",
        "/figures/",
        "/sources/",
        "/review/",
        "/imports/",
        "/factchecks/",
        "/watch/",
        "/history/",
        "/legal/",
        "/notices/",
    ],
)
@pytest.mark.parametrize("token", ["%00", "x", "eyJhIjoxfQ", "WzEsMl0", "💥", "bnVsbA"])
def test_a_damaged_place_in_a_list_means_its_first_page(
    path: str, token: str, viewer: User, as_user: SignIn
) -> None:
    assert as_user(viewer).get(f"{path}?after={token}").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/articles/", "/claims/", "/sources/"])
def test_words_that_no_text_can_hold_are_refused_in_a_sentence(
    path: str, viewer: User, as_user: SignIn
) -> None:
    answer = as_user(viewer).get(f"{path}?search=a%00b")
    assert answer.status_code == 400
    assert "characters that cannot be stored" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["(", "'\"", "a & | !", "-", "кириллица", "%", "\\"])
@pytest.mark.parametrize("path", ["/articles/", "/claims/", "/sources/"])
def test_any_words_can_be_searched_for(
    path: str, words: str, viewer: User, as_user: SignIn
) -> None:
    assert as_user(viewer).get(path, {"search": words}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil.example", ""],
)
def test_a_form_never_leads_out_of_the_house(
    wanted: str, article: Article, editor: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    answer = as_user(editor).post(f"/claims/{claim.pk}/hold/", {"on_hold": "1", "next": wanted})
    assert answer.headers["Location"] == f"/claims/{claim.pk}/"


@pytest.mark.django_db
def test_a_form_may_lead_to_a_page_of_ours(article: Article, editor: User, as_user: SignIn) -> None:
    claim = make_claim(article, editor)
    answer = as_user(editor).post(f"/claims/{claim.pk}/hold/", {"on_hold": "1", "next": "/review/"})
    assert answer.headers["Location"] == "/review/"


@pytest.mark.django_db
def test_what_is_not_there_is_not_found(editor: User, as_user: SignIn) -> None:
    client = as_user(editor)
    for path in (
        "/articles/{}/",
        "/articles/{}/tray/",
        "/articles/{}/clear/",
        "/articles/{}/changes/",
        "/articles/{}/hints/",
        "/claims/{}/bearing/",
        "/claims/{}/",
        "/claims/{}/card/",
        "/sources/{}/",
        "/claims/{}/relations/others/",
        "/claims/{}/decide/",
        "/second/{}/",
        "/imports/batches/{}/",
    ):
        assert client.get(path.format(uuid4())).status_code == 404
    assert client.get("/claims/not-an-id/").status_code == 404
