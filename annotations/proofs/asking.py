"""Asking for the PDF of a proof, and handing it out to who had it made."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from annotations.history import record
from annotations.imports.remove import refuse_absent
from annotations.models import Article, Proof, User, Work
from annotations.permissions import Actor
from annotations.proofs.contents import revision_of
from annotations.proofs.printer import UNAVAILABLE, can_print
from annotations.refusals import Conflict, Missing

KIND = "make_proof"
_LANGUAGES = {code for code, _name in settings.LANGUAGES}


@transaction.atomic
def ask_for_proof(*, actor: Actor, article_id: UUID, number: int | None = None) -> Proof:
    """Have a PDF made by a worker, of the article as who asks may see it then, in the language they read now.

    Whoever asks again for a text whose PDF is still being made gets that one.

    Args:
        actor: any account that may read the article.
        article_id: which article.
        number: of the revision; the newest by default.

    Raises:
        Missing: `not_found`, `no_such_revision`.
        Gone: `article_deleted`.
        Conflict: `no_text_yet`, `pdf_unavailable`.
    """
    article = article_of(actor.person, article_id)
    if article.current_revision_id is None:
        raise Conflict("no_text_yet", _("This article has no text yet. Wait until it has arrived."))
    revision = revision_of(article, number)
    if not can_print():
        raise Conflict("pdf_unavailable", str(UNAVAILABLE))
    language = get_language() or ""
    facts = {
        "article": article,
        "revision": revision,
        "made_by": actor.person,
        "language": language if language in _LANGUAGES else "en",
    }
    waiting = Proof.objects.filter(finished_at__isnull=True, **facts).first()
    if waiting is not None:
        return waiting
    proof = Proof.objects.create(**facts)
    Work.objects.create(kind=KIND, subject=proof.pk)
    record(actor, "proof_asked", proof, article=article, revision=revision.number)
    return proof


def proofs_of(person: User, article: Article) -> "QuerySet[Proof]":
    """Those of an article that this person had made, newest first."""
    rows = Proof.objects.filter(article=article, made_by=person).select_related("revision")
    return rows.defer(*_HEAVY).order_by("-created_at", "-pk")


def proof_for(person: User, proof_id: UUID) -> Proof:
    """A proof that this person had made, of an article that they may still read.

    Raises:
        Missing: `not_found`.
        Gone: `article_deleted`.
    """
    rows = Proof.objects.filter(pk=proof_id, made_by=person).select_related(
        "article", "revision", "blob"
    )
    found = rows.defer("article__search", "blob__compressed", *_HEAVY).first()
    if found is None:
        raise Missing("not_found", _("There is no such proof, or not for you."))
    article_of(person, found.article_id)
    return found


@transaction.atomic
def take_proof(*, actor: Actor, proof_id: UUID) -> Proof:
    """A proof whose bytes are there, for download; that it was taken is part of the record.

    Raises:
        Missing: `not_found`.
        Gone: `article_deleted`.
        Conflict: `not_ready`, or why it could not be made.
    """
    proof = proof_for(actor.person, proof_id)
    if proof.error:
        raise Conflict(proof.error, trouble_of(proof))
    if proof.blob is None:
        raise Conflict("not_ready", _("This PDF is still being made. Wait a moment."))
    record(actor, "proof_taken", proof, article=proof.article, sha256=proof.blob_id)
    return proof


def trouble_of(proof: Proof) -> str:
    """Why a proof could not be made, and what to do; empty where it was."""
    said: dict[str, Any] = {
        "pdf_unavailable": UNAVAILABLE,
        "pdf_too_slow": _("This article takes too long to print. Print the page from the browser."),
        "article_gone": _("The article was deleted before its PDF was made."),
    }
    other = _("This PDF could not be made. Ask for it again, or print the page from the browser.")
    return str(said.get(proof.error, other)) if proof.error else ""


def article_of(person: User, article_id: UUID) -> Article:
    """An article that this person may read.

    Raises:
        Missing: `not_found`.
        Gone: `article_deleted`.
    """
    rows = Article.objects.visible_to(person).defer("search").filter(pk=article_id)
    found = rows.first()
    if found is None:
        refuse_absent(article_id)
    return found


_HEAVY = tuple(
    f"revision__{name}" for name in ("text", "blocks", "set_aside", "sentences", "document")
)
