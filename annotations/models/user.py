"""Accounts and the four roles."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.ids import Identified


class Role(models.TextChoices):
    """Cumulative: each role may do all that the ones before it may."""

    VIEWER = "viewer", _("Viewer")
    EDITOR = "editor", _("Editor")
    REVIEWER = "reviewer", _("Reviewer")
    ADMIN = "admin", _("Administrator")


ROLE_RANK = {Role.VIEWER: 0, Role.EDITOR: 1, Role.REVIEWER: 2, Role.ADMIN: 3}


class UserManager(DjangoUserManager["User"]):
    """Makes accounts; a superuser is an administrator in role too."""

    def create_superuser(
        self,
        username: str,
        email: str | None = None,
        password: str | None = None,
        **extra: Any,
    ) -> "User":
        """An account that may use Django's admin for accounts and settings."""
        extra.setdefault("role", Role.ADMIN)
        return super().create_superuser(username, email, password, **extra)


class User(Identified, AbstractUser):
    """A person of the newsroom."""

    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.VIEWER)
    full_name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(
        _("language"),
        max_length=8,
        blank=True,
        help_text=_("Empty: what the browser asks for."),
    )

    objects: ClassVar[UserManager] = UserManager()

    class Meta(AbstractUser.Meta):
        swappable = "AUTH_USER_MODEL"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="user_role_known"
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=["", "en", "ru", "be"]), name="user_language_known"
            ),
            models.UniqueConstraint(
                fields=["email"], condition=~models.Q(email=""), name="user_email_once"
            ),
        ]

    @property
    def name(self) -> str:
        """How this person is called in lists and history."""
        return self.full_name or self.get_full_name() or self.username

    @property
    def initials(self) -> str:
        """Two letters for a small badge."""
        words = self.name.split()
        letters = "".join(word[0] for word in words[:2]) if len(words) > 1 else self.name[:2]
        return letters.upper()

    def has_role(self, role: str) -> bool:
        """Whether this person's role is `role` or above it. Superuser status adds nothing."""
        return self.is_active and ROLE_RANK[Role(self.role)] >= ROLE_RANK[Role(role)]
