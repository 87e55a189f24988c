import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from annotations.accounts.setup import make_link
from annotations.models import Newsroom, Role, User
from tests.factories.users import PASSWORD, make_admin

pytestmark = pytest.mark.django_db
FORM = {"username": "agnes", "full_name": "Agnes Lindqvist", "email": "", "password": PASSWORD}


def path_of(link: str) -> str:
    return "/" + link.split("/", 3)[3]


def test_only_the_digest_of_the_link_is_kept() -> None:
    link = make_link()
    kept = Newsroom.current().setup_digest
    assert len(kept) == 64
    assert kept not in link


def test_the_link_makes_the_first_administrator_and_signs_in() -> None:
    client = Client()
    response = client.post(path_of(make_link()), FORM)
    assert (response.status_code, response.headers["Location"]) == (302, "/")
    user = User.objects.get(username="agnes")
    assert (user.role, user.is_staff, user.is_superuser) == (Role.ADMIN, True, False)
    assert client.session["_auth_user_id"] == str(user.pk)


def test_the_link_works_once() -> None:
    path = path_of(make_link())
    Client().post(path, FORM)
    assert Client().get(path).status_code == 404
    assert Client().post(path, {**FORM, "username": "mallory"}).status_code == 404
    assert not User.objects.filter(username="mallory").exists()


def test_a_newer_link_replaces_the_older() -> None:
    older, newer = path_of(make_link()), path_of(make_link())
    assert Client().get(older).status_code == 404
    assert Client().get(newer).status_code == 200


def test_a_wrong_link_is_not_found() -> None:
    make_link()
    assert Client().get("/setup/guess/").status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [("password", "short"), ("username", ""), ("username", "a b"), ("email", "nobody")],
)
def test_what_was_typed_stays_where_a_field_is_wrong(field: str, value: str) -> None:
    response = Client().post(path_of(make_link()), {**FORM, field: value})
    assert response.status_code == 400
    assert field in response.context["form"].errors
    assert response.context["form"].values["full_name"] == "Agnes Lindqvist"
    assert not User.objects.exists()


def test_the_command_prints_a_link(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("setup_link")
    assert "/setup/" in capsys.readouterr().out


def test_the_command_refuses_where_an_administrator_exists() -> None:
    make_admin()
    with pytest.raises(CommandError, match="administrator already"):
        call_command("setup_link")
