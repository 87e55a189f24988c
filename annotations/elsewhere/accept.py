"""Accepting a file of annotations: read at once, so that a bad one is refused; brought in by a task."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from annotations import typed
from annotations.elsewhere.files import BYTES, entries_of
from annotations.imports.queued import kept, queue
from annotations.imports.said import storable
from annotations.models import Article, Import, ImportKind, Origin
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Missing


def import_annotations(
    *,
    actor: Actor,
    article_id: UUID,
    content: bytes,
    filename: str = "",
    media_type: str = "",
    origin: Origin = Origin.FILE,
) -> Import:
    """Accept annotations that others made elsewhere, which become draft claims of an article.

    Args:
        actor: an editor or above.
        article_id: an article with a text.
        content: an export or search result of Hypothesis, or Web Annotations, as JSON or CSV; 2,000 at most.
        filename: as uploaded, for the record only.
        media_type: as declared.
        origin: by which way it came.

    Returns:
        The import, queued. When it has ended, `became.became_of` tells what became of each annotation.

    Raises:
        Missing: `not_found`. Conflict: `no_text_yet`, `merged`, `is_source`. Invalid, TooLarge: see `files.entries_of`.
    """
    person = require_editor(actor)
    article = article_to_annotate(actor, article_id)
    entries_of(content)
    item = Import(
        kind=ImportKind.ANNOTATIONS,
        origin=origin,
        purpose=article.purpose,
        article=article,
        filename=storable(filename, 500),
        media_type=storable(media_type, 200),
        blob=kept(content),
        requested_by=person,
    )
    queue(actor, [item])
    return item


def import_pasted(*, actor: Actor, article_id: UUID, words: Any) -> Import:
    """Accept pasted JSON or CSV (see `import_annotations`).

    Raises:
        Invalid: `required`, `bad_characters`, `too_long`, and those of `files.entries_of`.
    """
    require_editor(actor)
    text = typed.text_of(words, "file", BYTES, required=True)
    return import_annotations(
        actor=actor, article_id=article_id, content=text.encode(), origin=Origin.PASTE
    )


def article_to_annotate(actor: Actor, article_id: UUID) -> Article:
    """An article in which claims can be marked.

    Raises:
        Missing: `not_found`. Conflict: `merged`, `is_source`, `no_text_yet`.
    """
    seen = Article.objects.visible_to(actor.person).defer("search")
    article = seen.filter(pk=article_id).first()
    if article is None:
        raise Missing("not_found", _("There is no such article."))
    if article.merged_into_id is not None:
        raise Conflict(
            "merged",
            _("This copy is part of another article now. Bring the annotations into that one."),
            article=str(article.merged_into_id),
        )
    if article.is_source:
        raise Conflict(
            "is_source",
            _("This is the archived text of a source. Claims are marked in articles."),
            field="article",
        )
    if article.current_revision_id is None:
        raise Conflict("no_text_yet", _("This article has no text yet. Wait until it has arrived."))
    return article


def import_asked(actor: Actor, article_id: UUID, import_id: UUID) -> Import:
    """An import of annotations into this article.

    Raises:
        Missing: `not_found`.
    """
    seen = Import.objects.visible_to(actor.person).select_related("article", "requested_by")
    rows = seen.defer("article__search").filter(kind=ImportKind.ANNOTATIONS, article=article_id)
    item = rows.filter(pk=import_id).first()
    if item is None:
        raise Missing("not_found", _("There is no such import of annotations."))
    return item
