"""An editor's corrections of an article's metadata. They survive every re-import."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.history import record
from annotations.history.record_each import record_each
from annotations.imports.revise import describe_article, document_of
from annotations.models import Approval, Article, Claim
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Missing

_TEXTS = {"title": 1000, "subtitle": 5000, "byline": 1000, "site_name": 500, "language": 16}
_URLS = ("canonical_url", "image_url")
_TIMES = ("published_at", "updated_at")
FIELDS = (*_TEXTS, *_URLS, *_TIMES)


@transaction.atomic
def correct_article(
    *, actor: Actor, article_id: UUID, zones: dict[str, str] | None = None, **given: Any
) -> Article:
    """Set metadata as the editor says. Equal values change nothing, but confirm a proposed one.

    What the public page prints of the article is judged: where that changes, approvals of its claims
    become stale, and their history names the fields.

    Args:
        actor: an editor or above.
        article_id: which.
        zones: for `published_at` and `updated_at` the zone in which the editor gave the time, kept
            with the field's note so that it is shown as it was typed.
        given: the fields; those left out stay.

    Raises:
        Invalid, Missing, Forbidden.
    """
    require_editor(actor)
    article = _take(article_id)
    clean = _checked(given)
    changed = [name for name, value in clean.items() if getattr(article, name) != value]
    confirmed = [name for name in clean if article.note_of(name).get("origin") != "person"]
    if not changed and not confirmed:
        return article
    before = {name: _plain(getattr(article, name)) for name in clean}
    judged = workflow.article_of(article)
    for name, value in clean.items():
        setattr(article, name, value)
        article.field_notes[name] = {"origin": "person", "confidence": "high"}
        if zone := (zones or {}).get(name):
            article.field_notes[name]["zone"] = zone
    article.save(update_fields=[*clean, "field_notes"])
    after = {name: _plain(value) for name, value in clean.items()}
    _tell_stale(actor, article, judged)
    record(actor, "article_corrected", article, article=article, before=before, after=after)
    return article


@transaction.atomic
def take_back(*, actor: Actor, article_id: UUID, field: str) -> Article:
    """Let a field be again what the newest text's document says of it.

    Approvals become stale as for a correction.

    Args:
        actor: an editor or above.
        article_id: which.
        field: one of `FIELDS` that a person set.

    Raises:
        Conflict: `not_corrected` where no person set it; `nothing_to_go_back_to` where it may not be
        empty and the document says nothing. Invalid: `unknown_choice`. Missing, Forbidden.
    """
    require_editor(actor)
    typed.choice_of(field, "field", FIELDS)
    article = _take(article_id)
    if article.note_of(field).get("origin") != "person":
        raise Conflict(
            "not_corrected", _("Nobody corrected this, so there is nothing to take back.")
        )
    said = _said_by_document(article)
    before, after = getattr(article, field), getattr(said, field)
    judged = workflow.article_of(article)
    if field == "title" and not after:
        raise Conflict(
            "nothing_to_go_back_to",
            _("The document gives no title of its own, so this one stays. You can change it."),
            field=field,
        )
    setattr(article, field, after)
    article.field_notes.pop(field)
    if note := said.note_of(field):
        article.field_notes[field] = note
    article.save(update_fields=[field, "field_notes"])
    _tell_stale(actor, article, judged)
    record(
        actor,
        "correction_taken_back",
        article,
        article=article,
        before={field: _plain(before)},
        after={field: _plain(after)},
    )
    return article


def _take(article_id: UUID) -> Article:
    article = (
        Article.objects.select_for_update(of=("self",))
        .filter(pk=article_id, deleted_at__isnull=True)
        .first()
    )
    if article is None:
        raise Missing("not_found", _("There is no such article."))
    return article


def _tell_stale(actor: Actor, article: Article, judged: dict[str, Any]) -> None:
    """Give up the approvals that judged other details of the article, and say which ones differ now."""
    now = workflow.article_of(article)
    fields = [name for name, value in now.items() if value != judged[name]]
    if not fields:
        return
    approved = Claim.objects.filter(
        appearances__article=article,
        appearances__removed_at__isnull=True,
        approval=Approval.VALID,
        deleted_at__isnull=True,
    )
    stale = workflow.mark_stale(approved)
    told = [(claim, claim.article_id, {"fields": fields}) for claim in stale]
    record_each(actor, "approval_stale", told, claims=[claim.pk for claim in stale])


def _said_by_document(article: Article) -> Article:
    """What the standing text's document says, as an article that is not saved."""
    said = Article()
    if article.current_revision is not None:
        describe_article(said, document_of(article.current_revision), {})
    return said


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
    return value.isoformat() if isinstance(value, date) else value
