"""The change list goes to the writer, and the writer answers it line by line."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.clearing.changes import changes_in
from annotations.discussion import open_thread
from annotations.history import record
from annotations.models import Article, Purpose, Thread
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Missing

ANSWERS = ("done", "disputed")


@transaction.atomic
def send_changes(*, actor: Actor, article_id: UUID, revision: Any, note: Any = "") -> list[UUID]:
    """Say that the change list as it stands goes to the writers. The record keeps whom it named and what stood in it.

    Notices make of it what reaches those with an account; the others are named, and an editor hands it over.

    Args:
        actor: an editor or above.
        article_id: our own copy, with at least one writer named.
        revision: the id of the text that the list was read with.
        note: words that go with it.

    Returns:
        The accounts that it goes to.

    Raises:
        Missing: `not_found`. Forbidden: `role_required`. Invalid: `id_invalid` and those of `typed`.
        Conflict: `not_own_copy`, `revision_changed`, `no_writers`, `nothing_to_send`.
    """
    require_editor(actor)
    article = _own_copy(actor, article_id)
    if typed.id_of(revision, "revision") != article.current_revision_id:
        detail = _("The article has a newer text. Look at the list again, then send it.")
        raise Conflict("revision_changed", detail, field="revision")
    words = typed.text_of(note, "note", 5_000)
    people = list(article.writers.order_by("pk"))
    if not people and not article.writer_names:
        raise Conflict("no_writers", _("Say first who wrote this article."), field="writers")
    changes = changes_in(article)
    if not changes:
        raise Conflict(
            "nothing_to_send", _("There is nothing on the list that a writer should do.")
        )
    record(
        actor,
        "change_list_sent",
        article,
        article=article,
        people=[str(person.pk) for person in people],
        names=[*(person.name for person in people), *article.writer_names],
        revision=str(article.current_revision_id),
        claims=[str(change.claim) for change in changes],
        note=words,
    )
    return [person.pk for person in people]


@transaction.atomic
def answer_change(*, actor: Actor, claim_id: UUID, answer: Any, why: Any = "") -> Thread:
    """The writer's answer to one line: a thread on its claim, open until a checker has looked.

    Args:
        actor: an editor or above, as for every thread.
        claim_id: the line's.
        answer: `done`, or `disputed` with `why`.
        why: words; required to dispute.

    Raises:
        Missing: `not_found`. Forbidden: `role_required`. Conflict: `not_own_copy`. Invalid: `unknown_choice`, `required`.
    """
    require_editor(actor)
    claim = workflow.take(actor, claim_id)
    if claim.article.purpose != Purpose.OWN:
        raise Conflict("not_own_copy", _("Only our own copy has a change list."))
    chosen = typed.choice_of(answer, "answer", ANSWERS)
    words = typed.text_of(why, "why", 4_900, required=chosen == "disputed")
    said = _("Done.") if chosen == "done" else _("Disputed:")
    return open_thread(actor=actor, claim_id=claim_id, text=f"{said} {words}".strip())


def _own_copy(actor: Actor, article_id: UUID) -> Article:
    rows = Article.objects.visible_to(actor.person).defer("search")
    article = rows.select_for_update(of=("self",)).filter(pk=article_id).first()
    if article is None:
        raise Missing("not_found", _("There is no such article. It may have been deleted."))
    if article.purpose != Purpose.OWN:
        raise Conflict("not_own_copy", _("Only our own copy has a change list."))
    return article
