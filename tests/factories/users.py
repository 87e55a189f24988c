"""People of the test newsroom."""

from itertools import count

from annotations.models import Role, User
from annotations.permissions import Actor

PASSWORD = "correct horse battery staple"
_numbers = count(1)


def make_user(
    username: str = "",
    role: str = Role.EDITOR,
    *,
    has_password: bool = False,
    is_active: bool = True,
    is_superuser: bool = False,
) -> User:
    """An account. Without `has_password` nobody can sign in to it, which saves 0.1 s of hashing."""
    user = User(
        username=username or f"{role}{next(_numbers)}",
        role=role,
        is_active=is_active,
        is_superuser=is_superuser,
        is_staff=is_superuser or role == Role.ADMIN,
    )
    user.full_name = user.username.capitalize()
    if has_password:
        user.set_password(PASSWORD)
    else:
        user.set_unusable_password()
    user.save(force_insert=True)
    return user


def make_viewer(username: str = "") -> User:
    """One who may read."""
    return make_user(username, Role.VIEWER)


def make_editor(username: str = "") -> User:
    """One who checks."""
    return make_user(username, Role.EDITOR)


def make_reviewer(username: str = "") -> User:
    """One who decides on other people's work."""
    return make_user(username, Role.REVIEWER)


def make_admin(username: str = "") -> User:
    """One who administers accounts."""
    return make_user(username, Role.ADMIN)


def make_superuser(username: str = "") -> User:
    """An administrator whom Django lets do everything."""
    return make_user(username, Role.ADMIN, is_superuser=True)


def actor_of(user: User, door: str = "page") -> Actor:
    """This person at a door."""
    return Actor(user=user, door=door)
