"""Putting a block back into the story or setting it aside: a new revision, at once."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from annotations.claims import reanchor, tell_stale
from annotations.history import record
from annotations.imports.revise import choices_with, document_of, put_in_force, revise
from annotations.models import ArticleRevision
from annotations.permissions import Actor
from annotations.refusals import Conflict


@transaction.atomic
def choose_block(
    *, actor: Actor, article_id: UUID, revision_id: Any, block_id: str, choice: str
) -> ArticleRevision:
    """Put one block back (`story`) or set it aside (`aside`).

    Args:
        actor: an editor or above.
        article_id: which article.
        revision_id: the text that the person looked at.
        block_id: a block of it, or one that it set aside.
        choice: `story` or `aside`.

    Returns:
        The revision now in force; every highlight was re-anchored to it.

    Raises:
        Conflict: `revision_changed`. Missing: `block_not_found`. Invalid: `empty_text`.
    """
    article, choices = choices_with(
        actor=actor,
        article_id=article_id,
        block_id=block_id,
        choice=choice,
    )
    standing = article.current_revision
    assert standing is not None  # noqa: S101 - choices_with refuses otherwise
    if revision_id is not None and str(standing.pk) != str(revision_id):
        raise Conflict(
            "revision_changed",
            _("The text changed meanwhile. Look at the new one, then decide."),
            revision=str(standing.pk),
        )
    document = document_of(standing)
    revised = revise(article, standing.snapshot, document, choices=choices, by=actor.person)
    if revised.revision.pk == standing.pk:
        return standing
    reanchored = reanchor(article, revised.revision)
    put_in_force(article, revised.revision)
    tell_stale(actor=actor, reanchored=reanchored, revision=revised.revision)
    record(
        actor,
        "block_chosen",
        revised.revision,
        article=article,
        block=block_id,
        choice=choice,
        number=revised.revision.number,
    )
    return revised.revision
