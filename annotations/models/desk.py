"""Desks and topics: whose work an article is, and who may review it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.ids import Identified


class DeskKind(models.TextChoices):
    """A part of the newsroom, or what articles are about."""

    DESK = "desk", _("Desk")
    TOPIC = "topic", _("Topic")


class Priority(models.IntegerChoices):
    """How much work presses; the higher, the sooner."""

    LOW = -1, _("can wait")
    NORMAL = 0, _("normal")
    HIGH = 1, _("high")
    URGENT = 2, _("urgent")


class DeskQuerySet(models.QuerySet["Desk"]):
    """Questions about desks and topics."""

    def offered(self, kind: str = DeskKind.DESK) -> "DeskQuerySet":
        """Those in use, in the newsroom's order."""
        return self.filter(kind=kind, retired_at__isnull=True).order_by("position", "name")


class Desk(Identified):
    """A desk or topic. Where it names reviewers only they may decide on its claims, else every reviewer may."""

    kind = models.CharField(max_length=8, choices=DeskKind, default=DeskKind.DESK)
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(max_length=60)
    reviewers: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(
        "User", blank=True, related_name="desks_reviewed"
    )
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = DeskQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="desk_slug_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=DeskKind.values), name="desk_kind_known"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="desk_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
