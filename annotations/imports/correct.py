"""An editor's corrections of an article's metadata. They survive every re-import."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.history import record
from annotations.models import Approval, Article, Claim
from annotations.permissions import Actor, require_editor
from annotations.refusals import Missing

_TEXTS = {"title": 1000, "subtitle": 5000, "byline": 1000, "site_name": 500, "language": 16}
_URLS = ("canonical_url", "image_url")
_TIMES = ("published_at", "updated_at")


@transaction.atomic
def correct_article(*, actor: Actor, article_id: UUID, **given: Any) -> Article:
    """Set metadata as the editor says. Equal values change nothing, but confirm a proposed one.

    What the public page prints of the article is judged: approvals of its claims become stale.

    Raises:
        Invalid, Missing, Forbidden.
    """
    require_editor(actor)
    article = Article.objects.select_for_update(of=("self",)).filter(pk=article_id).first()
    if article is None:
        raise Missing("not_found", _("There is no such article."))
    clean = _checked(given)
    before = {name: _plain(getattr(article, name)) for name in clean}
    changed = [name for name, value in clean.items() if getattr(article, name) != value]
    confirmed = [name for name in clean if article.note_of(name).get("origin") != "person"]
    if not changed and not confirmed:
        return article
    for name, value in clean.items():
        setattr(article, name, value)
        article.field_notes[name] = {"origin": "person", "confidence": "high"}
    article.save(update_fields=[*clean, "field_notes"])
    if changed:
        approved = Claim.objects.filter(
            appearances__article=article,
            appearances__removed_at__isnull=True,
            approval=Approval.VALID,
        )
        workflow.mark_stale(approved)
    after = {name: _plain(value) for name, value in clean.items()}
    record(actor, "article_corrected", article, article=article, before=before, after=after)
    return article


def _checked(given: dict[str, Any]) -> dict[str, Any]:
    clean: dict[str, Any] = {}
    for name, limit in _TEXTS.items():
        if name in given:
            clean[name] = typed.text_of(given[name], name, limit, required=name == "title")
    for name in _URLS:
        if name in given:
            clean[name] = typed.url_of(given[name], name)
    for name in _TIMES:
        if name in given:
            clean[name] = typed.moment_of(given[name], name)
    return clean


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
