"""The cast of the feeds' tests."""

import pytest

from annotations.models import User
from annotations.permissions import Actor
from tests.factories.users import actor_of, make_editor


@pytest.fixture
def ann(db: None) -> User:
    return make_editor("ann")


@pytest.fixture
def editor(ann: User) -> Actor:
    return actor_of(ann)
