"""Changing one's own words and taking them back."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.discussion.people import call, called_in
from annotations.discussion.threads import settle, take_thread, text_of
from annotations.history import record
from annotations.models import Comment, User
from annotations.permissions import Actor, require_editor
from annotations.refusals import Forbidden, Missing


@transaction.atomic
def edit(*, actor: Actor, comment_id: UUID, text: Any) -> Comment:
    """Change one's own words; whom they call is set anew. Equal words change nothing.

    Raises:
        Missing, Invalid (see `open_thread`), Forbidden `role_required`, `not_your_comment`.
    """
    person = require_editor(actor)
    comment = _take(actor, person, comment_id)
    words = text_of(text)
    before = comment.text
    if words == before:
        return comment
    people = called_in(words)
    comment.text, comment.edited_at = words, timezone.now()
    comment.save(update_fields=["text", "edited_at"])
    call(comment, people, before=before)
    facts: dict[str, Any] = {"before": {"text": before}, "after": {"text": words}}
    record(actor, "comment_edited", comment, claim=comment.thread.claim, **facts)
    return comment


@transaction.atomic
def remove(*, actor: Actor, comment_id: UUID) -> Comment:
    """Take one's own words back: they leave the page, their place stays, the record keeps them.

    A thread in which no words are left has nothing to settle any more, so it is resolved.

    Raises:
        Missing, Forbidden `role_required`, `not_your_comment`.
    """
    person = require_editor(actor)
    comment = _take(actor, person, comment_id)
    thread, words = comment.thread, comment.text
    comment.text, comment.removed_at = "", timezone.now()
    comment.save(update_fields=["text", "removed_at"])
    call(comment, {})
    is_silent = not thread.comments.filter(removed_at__isnull=True).exists()
    is_settled = is_silent and thread.resolved_at is None
    if is_settled:
        settle(actor, thread)
    record(actor, "comment_removed", comment, claim=thread.claim, before={"text": words})
    if is_settled:
        record(actor, "thread_resolved", thread, claim=thread.claim, by_removal=True)
    return comment


def _take(actor: Actor, person: User, comment_id: UUID) -> Comment:
    """Lock the comment's thread, then read the comment under that lock."""
    gone = Missing("not_found", _("There is no such comment. It may have been removed."))
    thread_id = Comment.objects.filter(pk=comment_id).values_list("thread", flat=True).first()
    if thread_id is None:
        raise gone
    thread = take_thread(actor, thread_id)
    comment = Comment.objects.select_related("author").get(pk=comment_id)
    if comment.removed_at is not None:
        raise gone
    if comment.author_id != person.pk:
        raise Forbidden(
            "not_your_comment",
            _("These are the words of %(name)s, so only they may change them. Reply instead.")
            % {"name": comment.author.name},
        )
    comment.thread = thread
    return comment
