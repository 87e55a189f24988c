"""Invitations: how accounts begin."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.ids import Identified
from annotations.models.user import Role, User


class Invitation(Identified):
    """That an administrator asks somebody to join. Only the digest of its link is kept; it works once, for a time."""

    email = models.EmailField(_("e-mail"))
    full_name = models.CharField(_("name"), max_length=150, blank=True)
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.EDITOR)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    account = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="invitation_role_known"
            ),
            models.UniqueConstraint(
                fields=["email"],
                condition=models.Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="invitation_one_open",
            ),
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="invitation_newest")]

    def __str__(self) -> str:
        return self.email
