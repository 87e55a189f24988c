"""Two newsrooms of their own, each in a database that the other tests never see."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from annotations.portable import export_newsroom
from tests.annotations.portable.everything import make_everything
from tests.harness.databases import Databases, point_django_at


@dataclass(frozen=True)
class Newsrooms:
    """Leads Django to databases by name; each is a newsroom as its migrations leave it."""

    databases: Databases

    def enter(self, name: str) -> None:
        """Work in the newsroom `name` from now on, as the owner of its tables."""
        point_django_at(self.databases.owner_url(name))

    def enter_as_app(self, name: str) -> None:
        """The same as the role that the product runs as."""
        point_django_at(self.databases.url(name))


@pytest.fixture(scope="session")
def exported(
    django_db_setup: None,
    databases: Databases,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The export of a newsroom that has everything; made once."""
    file = tmp_path_factory.mktemp("portable") / "newsroom.zip"
    with django_db_blocker.unblock():
        point_django_at(databases.url("portable_full"))
        with transaction.atomic():
            make_everything()
        export_newsroom(target=file, say=lambda _words: None)
    return file


@pytest.fixture
def newsrooms(
    exported: Path, databases: Databases, django_db_blocker: DjangoDbBlocker
) -> Iterator[Newsrooms]:
    """Newsrooms to go into; commits are real."""
    with django_db_blocker.unblock():
        yield Newsrooms(databases)
