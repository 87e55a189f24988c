"""Making an immutable revision of a snapshot, and what it tells about the article."""

import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Max, Value
from django.utils.translation import gettext as _

from annotations import typed
from annotations.imports.blocks import ASIDE, STORY, Laid, as_json, from_json, lay_out, recipe_of
from annotations.imports.readers.document import Document
from annotations.models import Article, ArticleRevision, Snapshot, TextSketch, User
from annotations.permissions import Actor, require_editor
from annotations.reading.sketches import digest_of, sketch_of, words_of
from annotations.refusals import Invalid, Missing, TooLarge

# PostgreSQL holds at most 1 MB of words in one tsvector; search looks into the first part only.
_SEARCHED = 200_000
DETAILS = (
    "title",
    "subtitle",
    "byline",
    "site_name",
    "published_at",
    "updated_at",
    "language",
    "canonical_url",
    "image_url",
)
_LIMITS = {"title": 1000, "byline": 1000, "site_name": 500, "language": 16}
_BODY = frozenset({"paragraph", "list_item", "quote", "preformatted"})
_IDENTIFIER = 500
_WIRE = 2000


@dataclass(frozen=True, slots=True)
class Revised:
    """A revision, and whether it is new."""

    revision: ArticleRevision
    is_new: bool


def revise(
    article: Article,
    snapshot: Snapshot,
    document: Document,
    *,
    choices: dict[str, str],
    by: User | None = None,
    by_id: UUID | None = None,
) -> Revised:
    """Get or make the revision that this document and these choices give.

    Running it twice changes nothing. Where text and blocks are those of the standing revision, that
    one is returned. The caller re-anchors and then calls `put_in_force`.

    Args:
        article: locked by the caller; or new, not saved before `put_in_force`.
        snapshot: the bytes.
        document: what the reader made of them.
        choices: the person's choices of blocks.
        by: who asked.
        by_id: the same where only the id is at hand.

    Raises:
        TooLarge: `text_too_long`. Invalid: `empty_text`.
    """
    laid = lay_out(document, choices)
    _check(laid)
    standing = article.current_revision
    if (
        standing
        and standing.text == laid.text
        and standing.blocks == laid.blocks
        and standing.set_aside == laid.set_aside
    ):
        return Revised(standing, is_new=False)
    recipe, last = recipe_of(document, choices), 0
    if not article._state.adding:  # noqa: SLF001 - Django's documented model API; a new one has no revisions
        known = ArticleRevision.objects.filter(snapshot=snapshot, recipe=recipe).first()
        if known:
            return Revised(known, is_new=False)
        last = article.revisions.aggregate(last=Max("number"))["last"] or 0
    by_id = by.pk if by else by_id
    return Revised(
        _made(article, snapshot, document, laid, recipe, choices, last + 1, by_id), is_new=True
    )


def _made(
    article: Article,
    snapshot: Snapshot,
    document: Document,
    laid: Laid,
    recipe: str,
    choices: dict[str, str],
    number: int,
    by_id: UUID | None,
) -> ArticleRevision:
    kept = as_json(document)
    if kept["verbatim_text"] is not None:
        kept |= {"verbatim_text": None, "is_verbatim": True}
    return ArticleRevision.objects.create(
        article=article,
        snapshot=snapshot,
        number=number,
        recipe=recipe,
        choices=choices,
        text=laid.text,
        length=len(laid.text),
        text_sha256=hashlib.sha256(laid.text.encode()).hexdigest(),
        blocks=laid.blocks,
        set_aside=laid.set_aside,
        sentences=laid.sentences,
        document=kept,
        created_by_id=by_id,
    )


def put_in_force(article: Article, revision: ArticleRevision) -> TextSketch | None:
    """Make a revision the newest text of its article: searchable, and recognised when it comes again.

    Args:
        article: saved here, with all that the caller has set.
        revision: its text.

    Returns:
        The text's sketch, kept; None for an archived source.
    """
    article.current_revision = revision
    article.search = SearchVector(Value(article.title), weight="A", config="simple") + SearchVector(
        Value(revision.text[:_SEARCHED]), weight="D", config="simple"
    )
    article.save()
    del article.search  # whoever wants it reads what the database made of it
    if article.is_source:
        return None
    words = words_of(body_of(revision))
    kept = TextSketch(article=article, words_sha256=digest_of(words), hashes=sketch_of(words))
    TextSketch.objects.bulk_create(
        [kept],
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["words_sha256", "hashes"],
    )
    return kept


def body_of(revision: ArticleRevision) -> list[str]:
    """The paragraphs of the story, without headline, byline, captions and furniture."""
    return [
        revision.text[block["start"] : block["end"]]
        for block in revision.blocks
        if block["kind"] in _BODY and not block["furniture"]
    ]


def describe_article(article: Article, document: Document, given: dict[str, Any]) -> None:
    """Set the article's metadata from the document; what a person typed stands above it.

    Does not save. A field whose note says origin `person` is never changed by a document, and what an
    earlier document declared is not replaced by a mere proposal (a date in a caption, say).
    """
    for name in DETAILS:
        if article.note_of(name).get("origin") == "person":
            continue
        value = getattr(document, name)
        if not value or _knows_better(article, name, document):
            continue
        limit = _LIMITS.get(name)
        if name.endswith("_url"):
            try:
                value = typed.url_of(value, name)
            except Invalid:
                continue
        setattr(article, name, value[:limit] if limit else value)
        note = document.fields.get(name)
        if note:
            article.field_notes[name] = {"origin": note.origin, "confidence": note.confidence}
    if document.identifier:
        article.identifier = document.identifier[:_IDENTIFIER]
    if document.wire:
        article.wire = {name: value[:_WIRE] for name, value in document.wire.items()}
    for name, value in given.items():
        said = typed.moment_of(value, name) if name == "published_at" else value
        setattr(article, name, said)
        article.field_notes[name] = {"origin": "person", "confidence": "high"}


def _knows_better(article: Article, name: str, document: Document) -> bool:
    note = document.fields.get(name)
    is_proposed = note is not None and note.confidence == "low"
    return is_proposed and bool(article.sure_of(name))


def document_of(revision: ArticleRevision) -> Document:
    """What the reader made, as kept with the revision."""
    return from_json(revision.document, revision.text)


@transaction.atomic
def choices_with(
    *, actor: Actor, article_id: UUID, block_id: str, choice: str
) -> tuple[Article, dict[str, str]]:
    """Lock the article and give the choices that putting one block back or aside leads to.

    Raises:
        Missing: `not_found`, `block_not_found`. Conflict is the caller's matter.
        Invalid: `unknown_choice`.
    """
    require_editor(actor)
    typed.choice_of(choice, "choice", [STORY, ASIDE])
    articles = Article.objects.select_for_update(of=("self",)).select_related("current_revision")
    article = articles.filter(pk=article_id, deleted_at__isnull=True).first()
    if article is None or article.current_revision is None:
        raise Missing("not_found", _("There is no such article, or it has no text yet."))
    revision = article.current_revision
    known = {block["id"] for block in [*revision.blocks, *revision.set_aside]}
    if block_id not in known:
        raise Missing("block_not_found", _("There is no such part in this text."), field="block")
    return article, {**revision.choices, block_id: choice}


def _check(laid: Laid) -> None:
    if not laid.text.strip():
        raise Invalid("empty_text", _("Nothing is left of the text. Put a part of it back."))
    if len(laid.text) > settings.TEXT_LIMIT:
        raise TooLarge("text_too_long", _("The text has more than 2,000,000 characters."))
