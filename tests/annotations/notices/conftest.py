"""The standing cast of the tests of notices."""

from collections.abc import Callable

import pytest

from annotations import notices
from annotations.models import Article, Notice, User
from tests.factories.articles import make_article
from tests.factories.users import make_editor, make_reviewer


def with_address(person: User) -> User:
    person.email = f"{person.username}@news.example"
    person.save(update_fields=["email"])
    return person


@pytest.fixture
def nina(db: None) -> User:
    return with_address(make_editor("nina"))


@pytest.fixture
def omar(db: None) -> User:
    return with_address(make_editor("omar"))


@pytest.fixture
def ruth(db: None) -> User:
    return with_address(make_reviewer("ruth"))


@pytest.fixture
def rob(db: None) -> User:
    return with_address(make_reviewer("rob"))


@pytest.fixture
def article(nina: User) -> Article:
    return make_article(by=nina)


@pytest.fixture
def told_to() -> Callable[[User], list[str]]:
    """The kinds that a person is told, oldest first, once all of history is read."""

    def tell(person: User) -> list[str]:
        while notices.tell_news():
            pass
        mine = Notice.objects.visible_to(person).order_by("pk")
        return list(mine.values_list("kind", flat=True))

    return tell
