import stat
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from annotations.models import Import, Newsroom, Role, User
from factcheck.demo.overlay import article_text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    monkeypatch.setattr(settings, "DEMO_PUBLISHER", "http://127.0.0.1:9")
    monkeypatch.delenv("FACTCHECK_DEMO_PASSWORD", raising=False)
    return tmp_path


def test_it_makes_six_accounts_and_asks_for_three_articles(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("make_demo")
    password = (demo / "demo-password").read_text().strip()
    roles = dict(User.objects.values_list("username", "role"))
    assert roles == {
        "editor": Role.EDITOR,
        "editor2": Role.EDITOR,
        "reviewer": Role.REVIEWER,
        "reviewer2": Role.REVIEWER,
        "admin": Role.ADMIN,
        "viewer": Role.VIEWER,
    }
    assert Import.objects.count() == 3
    assert User.objects.get(username="viewer").check_password(password)
    assert stat.S_IMODE((demo / "demo-password").stat().st_mode) == 0o600
    said = capsys.readouterr().out
    assert password in said
    assert "editor2" in said


def test_running_it_again_makes_nothing_twice(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("make_demo")
    first = capsys.readouterr().out
    call_command("make_demo")
    assert capsys.readouterr().out == first
    assert User.objects.count() == 6
    assert Import.objects.count() == 3


@pytest.mark.long
def test_the_environments_password_is_everybodys(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call_command("make_demo")
    monkeypatch.setenv("FACTCHECK_DEMO_PASSWORD", "another long password")
    call_command("make_demo")
    for user in User.objects.all():
        assert user.check_password("another long password")


def test_the_demo_newsroom_looks_every_minute_until_an_administrator_says_otherwise() -> None:
    call_command("make_demo")
    newsroom = Newsroom.current()
    assert newsroom.says_reexamined
    assert (newsroom.watch_interval_least, newsroom.watch_interval_most) == (1, 1)
    Newsroom.objects.update(watch_interval_most=600, says_reexamined=False)
    call_command("make_demo")
    newsroom = Newsroom.current()
    assert not newsroom.says_reexamined
    assert newsroom.watch_interval_most == 600


def test_there_is_no_demo_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "IS_PRODUCTION", True)
    with pytest.raises(CommandError):
        call_command("make_demo")
    assert not User.objects.exists()


def test_a_silent_edit_changes_what_is_served(demo: Path) -> None:
    call_command("demo_edit", "red-cross-hygiene-kits", "more than 4,000", "more than 400")
    text = article_text("red-cross-hygiene-kits", demo)
    assert "more than 400 hygiene kits" in text
    assert "4,000" not in text


def test_words_that_do_not_stand_there_are_told(demo: Path) -> None:
    with pytest.raises(CommandError, match="stands 0 times"):
        call_command("demo_edit", "red-cross-hygiene-kits", "no such words", "x")
