"""The application's registration with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnnotationsConfig(AppConfig):
    """Articles, claims, evidence, verdicts, review."""

    name = "annotations"
    verbose_name = _("Factcheck")
