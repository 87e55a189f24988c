import json
from collections.abc import Callable

import pytest
from django.conf import settings
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from annotations.models import (
    Article,
    HistoryEntry,
    HistoryPayload,
    Newsroom,
    Rating,
    Role,
    User,
)
from tests.factories.articles import make_article
from tests.factories.claims import make_claim, rated_claim
from tests.factories.evidence import link_evidence
from tests.factories.users import PASSWORD, make_admin, make_editor, make_user

pytestmark = pytest.mark.django_db
BACKEND = "annotations.accounts.backend.Backend"
EDITORIAL = [
    "article",
    "claim",
    "source",
    "evidence",
    "reviewdecision",
    "publication",
    "import",
    "feed",
    "earliercheck",
    "historyentry",
]


@pytest.fixture(autouse=True)
def static_folder() -> None:
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture
def as_user() -> Callable[[User], Client]:
    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client

    return sign_in


def path(noun: str, page: str = "changelist", *args: object) -> str:
    return reverse(f"admin:annotations_{noun}_{page}", args=args)


def account(**more: object) -> dict[str, object]:
    return {"username": "new", "full_name": "New Name", "email": "", "role": "editor", **more}


def test_the_admins_own_sign_in_is_the_newsrooms() -> None:
    answer = Client().get("/admin/login/?next=/admin/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR, Role.REVIEWER])
def test_superuser_status_opens_nothing_without_the_role(
    role: str, as_user: Callable[[User], Client]
) -> None:
    user = make_user(role=role, is_superuser=True)
    client = as_user(user)
    for noun in ("user", "rating", "newsroom", *EDITORIAL):
        assert client.get(path(noun)).status_code == 403


def test_an_administrator_makes_an_account(as_user: Callable[[User], Client]) -> None:
    data = account(password1=PASSWORD, password2=PASSWORD, usable_password="true")
    answer = as_user(make_admin()).post(path("user", "add"), data)
    assert answer.status_code == 302, answer.context["errors"]
    made = User.objects.get(username="new")
    assert (made.role, made.is_staff, made.check_password(PASSWORD)) == ("editor", False, True)
    assert HistoryEntry.objects.filter(verb="account_made", door="admin").count() == 1


def test_giving_the_role_gives_the_admin_and_is_recorded(
    as_user: Callable[[User], Client],
) -> None:
    editor = make_editor()
    data = account(username=editor.username, role="admin", is_active="on")
    answer = as_user(make_admin()).post(path("user", "change", editor.pk), data)
    assert answer.status_code == 302, answer.context["errors"]
    editor.refresh_from_db()
    assert (editor.role, editor.is_staff) == ("admin", True)
    assert HistoryEntry.objects.filter(verb="account_changed").count() == 1


def test_the_last_administrator_stays_one(as_user: Callable[[User], Client]) -> None:
    user = make_admin()
    data = account(username=user.username, role="editor", is_active="on")
    answer = as_user(user).post(path("user", "change", user.pk), data, follow=True)
    assert "only administrator" in answer.content.decode()
    user.refresh_from_db()
    assert user.role == Role.ADMIN


def test_an_administrator_sets_a_password_anew(as_user: Callable[[User], Client]) -> None:
    editor, admin_user = make_editor(), make_admin()
    data = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    answer = as_user(admin_user).post(f"/admin/annotations/user/{editor.pk}/password/", data)
    assert answer.status_code == 302
    editor.refresh_from_db()
    assert editor.check_password(PASSWORD)
    assert HistoryEntry.objects.filter(object_id=str(editor.pk), actor=admin_user).exists()


def test_a_rating_gets_a_new_version_and_the_old_one_is_retired(
    as_user: Callable[[User], Client],
) -> None:
    editor = make_editor()
    claim = rated_claim(make_article(by=editor), editor)
    data = {
        "purpose": "others",
        "slug": "true",
        "label": "Correct",
        "definition": "It is so.",
        "number": "5",
        "needs_evidence": "corroborates",
        "look": "true",
        "position": "0",
    }
    answer = as_user(make_admin()).post(path("rating", "add"), data)
    assert answer.status_code == 302, answer.context["errors"]
    versions = Rating.objects.filter(purpose="others", slug="true").order_by("version")
    assert [(r.version, r.label, r.retired_at is None) for r in versions] == [
        (1, "True", False),
        (2, "Correct", True),
    ]
    claim.refresh_from_db()
    assert claim.verdict.rating.label == "True"


def test_a_rating_is_never_edited_and_can_be_retired(as_user: Callable[[User], Client]) -> None:
    rating = Rating.objects.offered().get(slug="misleading")
    client = as_user(make_admin())
    change = client.post(path("rating", "change", rating.pk), {"label": "Renamed"})
    assert change.status_code == 403
    data = {"action": "retire", "_selected_action": [str(rating.pk)]}
    assert client.post(path("rating"), data).status_code == 302
    rating.refresh_from_db()
    assert rating.label == "Misleading"
    assert rating.retired_at is not None


LIMITS = {
    "feeds_most": "50",
    "feed_interval_least": "15",
    "feed_entries_most": "30",
    "watch_interval_least": "60",
    "watch_interval_most": "10080",
}


def test_the_newsrooms_words_are_changed_and_recorded(as_user: Callable[[User], Client]) -> None:
    data = {"name": "The Daily", "methodology": "We ask twice.", **LIMITS}
    answer = as_user(make_admin()).post(path("newsroom", "change", 1), data)
    assert answer.status_code == 302, answer.context["errors"]
    assert Newsroom.current().name == "The Daily"
    assert HistoryEntry.objects.filter(verb="newsroom_changed").exists()


def test_the_limits_on_feeds_are_set_within_reason(as_user: Callable[[User], Client]) -> None:
    client, page = as_user(make_admin()), path("newsroom", "change", 1)
    for name, value in (
        ("feed_interval_least", "0"),
        ("feed_entries_most", "0"),
        ("feeds_most", "-1"),
    ):
        answer = client.post(page, {"name": "The Daily", **LIMITS, name: value})
        assert answer.status_code == 200
        assert name in answer.context["adminform"].form.errors
    answer = client.post(page, {"name": "The Daily", **LIMITS, "feeds_most": "3"})
    assert answer.status_code == 302
    assert Newsroom.current().feeds_most == 3


def test_the_watch_and_what_the_public_page_says_are_set_and_recorded(
    as_user: Callable[[User], Client],
) -> None:
    client, page = as_user(make_admin()), path("newsroom", "change", 1)
    data = {"name": "Factcheck", **LIMITS, "says_reexamined": "on", "watch_interval_most": "120"}
    assert client.post(page, data).status_code == 302
    newsroom = Newsroom.current()
    assert (newsroom.watch_is_on, newsroom.says_reexamined) == (False, True)
    assert newsroom.watch_interval_most == 120
    entry = HistoryEntry.objects.filter(verb="newsroom_changed").latest("seq")
    after = json.loads(HistoryPayload.objects.get(seq=entry.seq).body)["after"]
    names = ("watch_is_on", "watch_interval_most", "says_reexamined")
    assert [after[name] for name in names] == [False, 120, True]
    assert "watch_interval_least" not in after


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        ("60", "59", "must not be less than at least (60 minutes)"),
        ("0", "60", "greater than or equal to 1"),
        ("60", "9999999", "less than or equal to 525600"),
    ],
)
def test_intervals_of_the_watch_that_do_not_fit_are_refused_in_words(
    as_user: Callable[[User], Client], least: str, most: str, words: str
) -> None:
    limits = {**LIMITS, "watch_interval_least": least, "watch_interval_most": most}
    answer = as_user(make_admin()).post(
        path("newsroom", "change", 1), {"name": "Factcheck", **limits}
    )
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert "constraint" not in answer.content.decode().lower()


@pytest.mark.parametrize("noun", EDITORIAL)
def test_editorial_objects_are_read_only(noun: str, as_user: Callable[[User], Client]) -> None:
    client = as_user(make_admin())
    assert client.get(path(noun)).status_code == 200
    assert client.get(path(noun, "add")).status_code == 403


def test_an_administrator_changes_no_claim_here(as_user: Callable[[User], Client]) -> None:
    editor = make_editor()
    article = make_article(by=editor)
    claim = make_claim(article, editor)
    client = as_user(make_admin())
    assert client.get(path("claim", "change", claim.pk)).status_code == 200
    assert client.post(path("claim", "change", claim.pk), {"statement": "X"}).status_code == 403
    assert client.post(path("claim", "delete", claim.pk), {"post": "yes"}).status_code == 403
    assert client.get(path("article", "change", article.pk)).status_code == 200
    assert Article.objects.get(pk=article.pk).title == article.title


@pytest.mark.parametrize("kind", ["listed", "hidden"])
def test_confidential_evidence_is_not_opened_by_the_admin(
    kind: str, as_user: Callable[[User], Client]
) -> None:
    editor = make_editor()
    claim = make_claim(make_article(by=editor), editor)
    entry = link_evidence(claim, editor, title="Whistle", visibility=kind)
    client = as_user(make_admin())
    assert "Whistle" not in client.get(path("evidence")).content.decode()
    assert client.get(path("evidence", "change", entry.pk)).status_code == 302


def test_every_noun_that_is_registered_is_ours() -> None:
    assert all(
        type(model_admin).__module__.startswith(("annotations.", "allauth.", "django."))
        for model_admin in admin.site._registry.values()
    )
