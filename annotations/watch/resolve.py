"""Dealing with an alert: it was looked at, or the text that stood in the article's place is taken all the same."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.history import record
from annotations.imports.asked import import_kept
from annotations.models import Alert, AlertKind, Article, Import, Resolution
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Missing


@transaction.atomic
def resolve(*, actor: Actor, alert_id: UUID) -> Alert:
    """Say that an alert was looked at. One that is resolved already is left as it is.

    Raises:
        Missing: `not_found`. Forbidden: `role_required`.
    """
    alert = _take(actor, alert_id)
    if alert.resolved_at is None:
        _end(actor, alert, Resolution.SEEN)
        record(
            actor,
            "alert_resolved",
            alert,
            article=alert.article,
            kind=alert.kind,
            before={"resolution": ""},
            after={"resolution": str(alert.resolution)},
        )
    return alert


@transaction.atomic
def take_text(*, actor: Actor, alert_id: UUID) -> Import:
    """Take what stood in the article's place as its new text all the same: an import of the bytes kept.

    Raises:
        Conflict: `not_a_stand_in`, `already_resolved`. Missing: `not_found`. Forbidden: `role_required`.
    """
    alert = _take(actor, alert_id)
    if alert.kind != AlertKind.STAND_IN or alert.blob is None:
        raise Conflict(
            "not_a_stand_in",
            _("There is no text to take here. Fetch the article again, or paste its new text."),
        )
    if alert.resolved_at is not None:
        raise Conflict(
            "already_resolved",
            _("This was dealt with already. Fetch the article again to see what stands there now."),
        )
    item = import_kept(
        actor=actor, article=alert.article, blob=alert.blob, fetched=dict(alert.fetched)
    )
    _end(actor, alert, Resolution.TAKEN)
    record(actor, "text_taken", alert, article=alert.article, item=str(item.pk), code=alert.code)
    return item


def _take(actor: Actor, alert_id: UUID) -> Alert:
    """The alert, locked behind its article, as whoever brings a new text does."""
    person = require_editor(actor)
    seen = Alert.objects.visible_to(person).filter(pk=alert_id)
    article = Article.objects.filter(pk__in=seen.values("article")).select_for_update(no_key=True)
    list(article.values_list("pk"))
    related = seen.select_related("article", "blob").defer("article__search", "blob__compressed")
    alert = related.select_for_update(of=("self",)).first()
    if alert is None:
        raise Missing("not_found", _("There is no such alert."))
    return alert


def _end(actor: Actor, alert: Alert, resolution: Resolution) -> None:
    alert.resolved_at, alert.resolved_by = timezone.now(), actor.person
    alert.resolution = resolution
    alert.save(update_fields=["resolved_at", "resolved_by", "resolution"])
