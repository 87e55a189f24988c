"""The demo newsroom, once: accounts of every role and the three demo articles."""

import os
import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from annotations.accounts.people import keep_account
from annotations.history import record
from annotations.imports.accept import import_url
from annotations.models import Import, Newsroom, Role, User
from annotations.permissions import Actor
from factcheck.demo.overlay import SLUGS
from factcheck.demo.publisher import article_path

PEOPLE = {
    "editor": ("Nina Ostrowska", Role.EDITOR),
    "editor2": ("Tomás Herrera", Role.EDITOR),
    "reviewer": ("Ruth Adeyemi", Role.REVIEWER),
    "reviewer2": ("Mikhail Sorin", Role.REVIEWER),
    "admin": ("Agnes Lindqvist", Role.ADMIN),
    "viewer": ("Pavel Novak", Role.VIEWER),
}
_COMMAND = Actor(user=None, door="command")


class Command(BaseCommand):
    """`manage.py make_demo`: running it again makes nothing twice."""

    help = "Make the demo accounts, import the demo articles, and print how to sign in."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Make what is missing and print accounts and password."""
        if settings.IS_PRODUCTION:
            raise CommandError("There is no demo in production: unset FACTCHECK_DEMO.")
        password = demo_password()
        if not User.objects.filter(username__in=PEOPLE).exists():
            _newsroom()
        editor = _accounts(password)["editor"]
        _articles(editor)
        self.stdout.write(f"Demo accounts: {', '.join(PEOPLE)}; password: {password}")


def demo_password() -> str:
    """The one of the environment, else a random one that is kept in the data folder (0600)."""
    if given := os.environ.get("FACTCHECK_DEMO_PASSWORD"):
        return given
    path = settings.DATA_DIR / "demo-password"
    try:
        return str(path.read_text(encoding="utf-8").strip())
    except FileNotFoundError:
        pass
    password = secrets.token_urlsafe(12)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(password + "\n")
    return password


def _newsroom() -> None:
    """What the newsroom chooses, once: later changes by an administrator stay.

    Its pages are looked at every minute, so that a silent edit (`manage.py demo_edit`) is soon seen.
    """
    chosen = {"says_reexamined": True, "watch_interval_least": 1, "watch_interval_most": 1}
    with transaction.atomic():
        Newsroom.objects.filter(pk=1).update(**chosen)
        record(_COMMAND, "newsroom_changed", Newsroom.current(), after=chosen)


def _accounts(password: str) -> dict[str, User]:
    known = {user.username: user for user in User.objects.filter(username__in=PEOPLE)}
    # One look is enough: the accounts always get the same password together.
    is_current = len(known) == len(PEOPLE) and known["editor"].check_password(password)
    if is_current:
        return known
    for username, (name, role) in PEOPLE.items():
        account = known.setdefault(username, User(username=username, full_name=name, role=role))
        account.set_password(password)
        keep_account(actor=_COMMAND, account=account)
    return known


def _articles(editor: User) -> None:
    if not settings.DEMO_PUBLISHER:
        return
    for slug in SLUGS:
        path = article_path(slug)
        # By path: the publisher's port is the data folder's, the database may be older.
        if not Import.objects.filter(url__endswith=path).exists():
            actor = Actor(user=editor, door="command")
            import_url(actor=actor, url=f"{settings.DEMO_PUBLISHER}{path}")
