"""Clearing our own copy at a named revision; signing a checked article off; taking either back."""

import hashlib
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import rfc8785
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations import typed
from annotations.clearing.findings import finding_of
from annotations.clearing.people import involvement_of
from annotations.clearing.placed import claims_in
from annotations.clearing.ready import Item, items_of
from annotations.history import record
from annotations.models import (
    Article,
    ArticleRevision,
    Claim,
    Newsroom,
    Purpose,
    SignOff,
    SignOffKind,
    User,
)
from annotations.permissions import Actor, require_editor, require_reviewer
from annotations.refusals import Conflict, Forbidden, Invalid, Missing

RECIPE = "sign-off-1"
_LIMIT = 5_000


@transaction.atomic
def sign_off(
    *, actor: Actor, article_id: UUID, kind: str, revision: Any, comment: Any = ""
) -> SignOff:
    """Clear our own copy for publication, or sign a checked article off, at one named revision.

    Args:
        actor: a reviewer who neither checked it nor (our own copy) wrote it; administrators are no exception.
        article_id: which.
        kind: a SignOffKind: `cleared` of our own copy, `signed_off` of others' articles.
        revision: the id of the text that was read; it must be the newest.
        comment: words for the record; required where something could not be settled.

    Returns:
        The sign-off, in force until the text, a claim or what was said of a sentence changes.

    Raises:
        Missing: `not_found`. Forbidden: `role_required`, `own_work`. Invalid: `id_invalid`, `comment_missing`.
        Conflict: `not_own_copy`, `own_copy`, `sign_off_not_wanted`, `no_text_yet`, `revision_changed`,
        `signed_off_already`, `not_ready` with `items` (see `items_of`).
    """
    person = require_reviewer(actor)
    article = _take(actor, article_id)
    refuse_other_purpose(article, kind)
    text = _newest(article, revision)
    words = typed.text_of(comment, "comment", _LIMIT)
    ids = [claim.pk for claim in claims_in(article)]
    # Nothing that is looked at below changes before this commits.
    list(Claim.objects.filter(pk__in=ids).order_by("pk").only("pk").select_for_update(of=("self",)))
    _refuse_involved(person, article)
    if article.sign_offs.filter(ended_at__isnull=True).exists():
        detail = _("This text is signed off already. Reload the page to see by whom.")
        raise Conflict("signed_off_already", detail)
    _refuse_unfinished(items_of(article), words)
    content = _content(article, text, kind, claims_in(article))
    made = SignOff.objects.create(
        article=article,
        revision=text,
        kind=kind,
        by=person,
        comment=words,
        content=content,
        content_sha256=hashlib.sha256(content.encode()).hexdigest(),
    )
    facts: dict[str, Any] = {
        "revision": str(made.revision_id),
        "number": made.revision.number,
        "comment": words,
    }
    record(actor, kind, made, article=article, content_sha256=made.content_sha256, **facts)
    return made


@transaction.atomic
def reopen(*, actor: Actor, article_id: UUID, reason: Any) -> SignOff:
    """Take back that an article is cleared or signed off, whoever said it. To stop something any editor may.

    Args:
        actor: an editor or above.
        article_id: which.
        reason: why; never empty.

    Raises:
        Missing: `not_found`. Forbidden: `role_required`. Conflict: `not_signed_off`. Invalid: `required`.
    """
    person = require_editor(actor)
    article = _take(actor, article_id)
    standing = article.sign_offs.filter(ended_at__isnull=True).select_for_update().first()
    if standing is None:
        raise Conflict("not_signed_off", _("Nothing is in force here that could be taken back."))
    why = typed.text_of(reason, "reason", _LIMIT, required=True)
    standing.ended_at, standing.ended_why, standing.ended_by = now(), "reopened", person
    standing.save(update_fields=["ended_at", "ended_why", "ended_by"])
    facts: dict[str, Any] = {
        "kind": str(standing.kind),
        "revision": str(standing.revision_id),
        "reason": why,
    }
    record(actor, "reopened", standing, article=article, **facts)
    return standing


def _take(actor: Actor, article_id: UUID) -> Article:
    """Lock an article: a new text, a new claim or a sentence taken back waits until this commits."""
    # Its text is loaded after the lock: a row that was waited for would come with the text of before.
    rows = Article.objects.visible_to(actor.person).defer("search")
    article = rows.select_for_update(of=("self",)).filter(pk=article_id).first()
    if article is None:
        raise Missing("not_found", _("There is no such article. It may have been deleted."))
    return article


def refuse_other_purpose(article: Article, kind: str) -> None:
    """Keep clearing for our own copy and signing off for the others, where the newsroom wants it.

    Raises:
        Conflict: `not_own_copy`, `own_copy`, `sign_off_not_wanted`.
    """
    is_own = article.purpose == Purpose.OWN
    if kind == SignOffKind.CLEARED and not is_own:
        detail = _("Only our own copy is cleared. Sign this article off instead.")
        raise Conflict("not_own_copy", detail)
    if kind == SignOffKind.SIGNED_OFF and is_own:
        raise Conflict("own_copy", _("This is our own copy: clear it instead."))
    if not is_own and not Newsroom.current().wants_sign_off:
        detail = _("This newsroom does not sign articles off. An administrator can switch it on.")
        raise Conflict("sign_off_not_wanted", detail)


def _newest(article: Article, revision: Any) -> ArticleRevision:
    """The newest text, where that is the one that was read."""
    if article.current_revision is None:
        raise Conflict("no_text_yet", _("Its text is not there yet."))
    if typed.id_of(revision, "revision") != article.current_revision_id:
        raise Conflict(
            "revision_changed",
            _("The article has a newer text. Read what changed, then decide again."),
            field="revision",
            revision=str(article.current_revision_id),
        )
    return article.current_revision


def _refuse_involved(person: User, article: Article) -> None:
    involvement = involvement_of(person, article)
    if involvement:
        raise Forbidden("own_work", why_not(involvement), involvement=involvement)


def why_not(involvement: str) -> str:
    """Why who wrote or checked an article may not sign it off, in a sentence; empty for nobody."""
    words = {
        "wrote": _(
            "You wrote this or brought it in, so somebody else must clear it. Administrators are no exception."
        ),
        "checked": _(
            "You worked on the checking of this, so somebody else must sign it off. Administrators are no exception."
        ),
    }
    return words.get(involvement, "")


def _refuse_unfinished(items: Sequence[Item], comment: str) -> None:
    blocking = [item for item in items if item.blocks]
    if blocking:
        words = ngettext(
            "%(n)d thing is not done yet. Look at the list.",
            "%(n)d things are not done yet. Look at the list.",
            len(blocking),
        )
        told = [item.as_json() for item in items]
        raise Conflict("not_ready", words % {"n": len(blocking)}, items=told)
    if items and not comment:
        detail = _("Something could not be settled. Say why it may run all the same.")
        raise Invalid("comment_missing", detail, field="comment")


def _content(
    article: Article, revision: ArticleRevision, kind: str, claims: Sequence[Claim]
) -> str:
    """The canonical JSON text of what was looked at."""
    body: dict[str, Any] = {
        "recipe": RECIPE,
        "kind": str(kind),
        "article": str(article.pk),
        "title": article.title,
        "revision": {
            "id": str(revision.pk),
            "number": revision.number,
            "text_sha256": revision.text_sha256,
        },
        "claims": [
            {
                "id": str(claim.pk),
                "version": claim.version,
                "state": str(claim.state),
                "finding": finding_of(claim),
                "approval": str(claim.approval_decision_id),
                "content_sha256": claim.content_sha256,
            }
            for claim in claims
        ],
    }
    return rfc8785.dumps(body).decode()
