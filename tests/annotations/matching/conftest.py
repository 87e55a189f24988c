"""Who looks for what was seen before."""

import pytest

from annotations.models import User
from tests.factories.users import make_editor, make_viewer


@pytest.fixture
def ann(db: None) -> User:
    return make_editor("ann")


@pytest.fixture
def viewer(db: None) -> User:
    return make_viewer("vera")
