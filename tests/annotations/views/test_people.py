"""The administrator's page of people, and the invited person's first page."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from pytest_django import Settings

from annotations.models import Invitation, User
from tests.annotations.views.conftest import text
from tests.factories.users import PASSWORD, make_admin, make_editor

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def cheap_hashes(settings: Settings) -> None:
    """What is tested here is not the hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def admin() -> User:
    return make_admin("ada")


def test_everybody_is_listed_with_role_and_second_factor(
    admin: User, editor: User, as_user: SignIn
) -> None:
    Authenticator.objects.create(user=editor, type="totp", data={"secret": "A"})
    page = text(as_user(admin).get("/people/"))
    assert "Nina" in page
    assert "app" in page
    assert "Nina" not in text(as_user(admin).get("/people/?search=ada"))


def test_the_list_takes_the_same_queries_for_many_as_for_few(
    admin: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    client = as_user(admin)
    few = queries_of(client, "/people/")
    for _ in range(20):
        make_editor()
    assert queries_of(client, "/people/") == few


@pytest.mark.parametrize("who", ["viewer", "editor", "reviewer"])
def test_others_see_nobody(who: str, as_user: SignIn, request: pytest.FixtureRequest) -> None:
    client = as_user(request.getfixturevalue(who))
    other = make_editor("hidden")
    for path in ("/people/", f"/people/{other.pk}/"):
        answer = client.get(path)
        assert answer.status_code == 403
        assert "Hidden" not in text(answer)
    for path in ("role", "close", "reopen", "factors"):
        assert client.post(f"/people/{other.pk}/{path}/", {"role": "admin"}).status_code == 403
    assert client.post("/people/invite/", {"email": "a@b.example"}).status_code == 403


def test_an_invitation_is_mailed_and_its_link_leads_in(admin: User, as_user: SignIn) -> None:
    answer = as_user(admin).post("/people/invite/", {"email": "ira@news.example", "role": "editor"})
    assert answer.status_code == 302
    body = mail.outbox[0].body
    path = next(word for word in body.split() if "/invitation/" in word).split("8000", 1)[-1]
    path = path[path.index("/invitation/") :]
    guest = Client()
    assert "Ada" in text(guest.get(path))
    wrong = guest.post(path, {"username": "ira", "full_name": "Ira K", "password": "short"})
    assert wrong.status_code == 400
    assert "Ira K" in text(wrong)
    came = guest.post(path, {"username": "ira", "full_name": "Ira K", "password": PASSWORD})
    assert came.headers["Location"] == "/account/"
    assert "Ira K" in text(guest.get("/account/"))
    assert Client().get(path).status_code == 404


def test_without_mail_the_link_is_shown_once(
    admin: User, as_user: SignIn, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    client = as_user(admin)
    given = {"email": "ira@news.example", "role": "editor"}
    assert "/invitation/" in text(client.post("/people/invite/", given))
    assert "/invitation/" not in text(client.get("/people/"))
    again = client.post("/people/invite/", given)
    assert again.status_code == 409
    assert "ira@news.example" in text(again)
    kept = Invitation.objects.get()
    assert "/invitation/" in text(client.post(f"/people/invitations/{kept.pk}/renew/"))
    client.post(f"/people/invitations/{kept.pk}/revoke/")
    assert client.post(f"/people/invitations/{kept.pk}/renew/").status_code == 404


def test_who_leaves_is_out_with_the_next_request(
    admin: User, editor: User, as_user: SignIn
) -> None:
    theirs, ours = as_user(editor), as_user(admin)
    assert theirs.get("/").status_code == 200
    ours.post(f"/people/{editor.pk}/close/")
    assert theirs.get("/").status_code == 302
    assert "closed" in text(ours.get(f"/people/{editor.pk}/"))
    ours.post(f"/people/{editor.pk}/reopen/")
    assert User.objects.get(pk=editor.pk).is_active


def test_a_role_is_changed_and_the_last_administrator_is_told_why_not(
    admin: User, editor: User, as_user: SignIn
) -> None:
    client = as_user(admin)
    client.post(f"/people/{editor.pk}/role/", {"role": "reviewer"})
    assert User.objects.get(pk=editor.pk).role == "reviewer"
    refused = client.post(f"/people/{admin.pk}/close/")
    assert refused.status_code == 409
    assert "only administrator" in text(refused)
    assert client.post(f"/people/{editor.pk}/role/", {"role": "king"}).status_code == 400
