"""Who may do what: verbs only. Rooms refuse with them, doors hide buttons with them.

Roles are cumulative; superuser status adds nothing, and no role skips four eyes.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from annotations.models import Claim, Role, User
from annotations.refusals import Forbidden


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and through which door (page, api, admin, command, task)."""

    user: User | None
    door: str

    @property
    def person(self) -> User:
        """The account that acts.

        Raises:
            Forbidden: `sign_in_required` where nobody is signed in.
        """
        if self.user is None or not self.user.is_active:
            raise Forbidden("sign_in_required", _("Sign in first."))
        return self.user


SYSTEM = Actor(user=None, door="task")


def can_edit(user: User) -> bool:
    """Import, highlight, link evidence, rate, submit, recall, correct."""
    return user.has_role(Role.EDITOR)


def can_review(user: User) -> bool:
    """Approve, request changes, publish, withdraw, clear: of other people's work."""
    return user.has_role(Role.REVIEWER)


def can_administer(user: User) -> bool:
    """Accounts, roles, ratings, settings."""
    return user.has_role(Role.ADMIN)


def is_author(user: User, claim: Claim) -> bool:
    """Whether this person authored a judged value since the last valid approval."""
    return user.pk in claim.contributors


def can_decide(user: User, claim: Claim) -> bool:
    """Whether this person may approve or return this claim."""
    return can_review(user) and not is_author(user, claim)


def require_editor(actor: Actor) -> User:
    """The acting editor.

    Raises:
        Forbidden: `role_required` where the account is not an editor or above.
    """
    if not can_edit(actor.person):
        raise Forbidden(
            "role_required",
            _("Your account may read but not change. Ask an administrator for the editor role."),
            role=Role.EDITOR,
        )
    return actor.person


def require_reviewer(actor: Actor) -> User:
    """The acting reviewer.

    Raises:
        Forbidden: `role_required` where the account is not a reviewer or above.
    """
    if not can_review(actor.person):
        raise Forbidden(
            "role_required",
            _("Only reviewers may do this. Ask a colleague with the reviewer role."),
            role=Role.REVIEWER,
        )
    return actor.person


def require_admin(actor: Actor) -> User:
    """The acting administrator.

    Raises:
        Forbidden: `role_required` where the account is not an administrator.
    """
    if not can_administer(actor.person):
        raise Forbidden(
            "role_required",
            _("Only administrators may do this. Ask one of them."),
            role=Role.ADMIN,
        )
    return actor.person


def require_other_than_author(actor: Actor, claim: Claim) -> User:
    """The acting reviewer, who is not an author of what is judged.

    Raises:
        Forbidden: `role_required`, or `own_work` where they authored a judged value.
    """
    reviewer = require_reviewer(actor)
    if is_author(reviewer, claim):
        raise Forbidden(
            "own_work",
            _(
                "You worked on this claim, so somebody else must decide on it. Administrators are no exception."
            ),
        )
    return reviewer
