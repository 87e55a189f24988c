"""The blocks of a text one by one: which are set aside, and which passages stand on each."""

from typing import Any

from django.db.models.fields.json import KT
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.claims.standing import standing_in, standing_on
from annotations.models import Article, ArticleRevision
from annotations.refusals import Missing
from annotations.views.doors import person_of

PAGE = 100
_KINDS = {
    "title": gettext_lazy("Headline"),
    "subtitle": gettext_lazy("Subtitle"),
    "byline": gettext_lazy("Line of names"),
    "dateline": gettext_lazy("Dateline"),
    "paragraph": gettext_lazy("Paragraph"),
    "heading": gettext_lazy("Heading"),
    "list_item": gettext_lazy("List entry"),
    "quote": gettext_lazy("Quotation"),
    "caption": gettext_lazy("Caption"),
    "preformatted": gettext_lazy("Preformatted text"),
}


def blocks_shown(request: HttpRequest, article: Article, first: int) -> dict[str, Any]:
    """A page of the blocks in reading order, set aside or not.

    Args:
        request: whose.
        article: with its newest text.
        first: the number of the page's first block, counted from 0.

    Returns:
        `blocks` of `{id, kind_label, text, is_aside, page, claims, quotes}`, where the last two count
        the passages that stand on it (of claims, and quoted as evidence); `first`, `all` (how many
        there are) and `following` (the next page's first block, or None).
    """
    revision = revision_with_text(article)
    rows = _rows(revision)
    first = max(0, min(first, len(rows) - 1))
    following = first + PAGE if first + PAGE < len(rows) else None
    blocks = _counted(request, revision, rows[first : first + PAGE])
    return {"blocks": blocks, "first": first, "all": len(rows), "following": following}


def block_shown(request: HttpRequest, article: Article, block_id: str) -> dict[str, Any]:
    """One block as `blocks_shown` tells it.

    Raises:
        Missing: `block_not_found`.
    """
    revision = revision_with_text(article)
    for row in _rows(revision):
        if row["id"] == block_id:
            return _counted(request, revision, [row])[0]
    raise Missing("block_not_found", _("There is no such part in this text."), field="block")


def revision_with_text(article: Article) -> ArticleRevision:
    """The article's newest text.

    Raises:
        Missing: `not_found` where it has none yet.
    """
    if article.current_revision is None:
        raise Missing("not_found", _("There is no such article, or it has no text yet."))
    return article.current_revision


def is_verbatim(revision: ArticleRevision) -> bool:
    """Whether the text is word for word as it came, so that setting a block aside only marks it."""
    rows = ArticleRevision.objects.filter(pk=revision.pk)
    kept = rows.annotate(kept=KT("document__is_verbatim")).values_list("kept", flat=True).first()
    return kept == "true"


def undo_of(revision: ArticleRevision, chosen: str) -> dict[str, str] | None:
    """The block that was chosen a moment ago with the choice that would undo it, if the text has it."""
    if any(block["id"] == chosen for block in revision.set_aside):
        return {"block": chosen, "choice": "story"}
    for block in revision.blocks:
        if block["id"] == chosen:
            return {"block": chosen, "choice": "story" if block["furniture"] else "aside"}
    return None


def _rows(revision: ArticleRevision) -> list[dict[str, Any]]:
    after: dict[str | None, list[dict[str, Any]]] = {}
    for block in revision.set_aside:
        after.setdefault(block["after"], []).append(_row(block, block["text"], is_aside=True))
    rows = after.get(None, [])
    for block in revision.blocks:
        words = revision.text[block["start"] : block["end"]]
        rows += [_row(block, words, is_aside=block["furniture"]), *after.get(block["id"], [])]
    return rows


def _row(block: dict[str, Any], text: str, *, is_aside: bool) -> dict[str, Any]:
    return {
        "id": block["id"],
        "kind_label": _KINDS.get(block["kind"], _("Paragraph")),
        "text": text,
        "is_aside": is_aside,
        "page": block.get("page"),
        # What stands beside the text has no place in it.
        "start": block.get("start", -1),
        "end": block.get("end", -1),
    }


def _counted(
    request: HttpRequest, revision: ArticleRevision, rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    passages = standing_in(person=person_of(request), revision=revision)
    for row in rows:
        on_it = standing_on(row, passages)
        row["claims"] = sum(one.is_claim for one in on_it)
        row["quotes"] = len(on_it) - row["claims"]
    return rows
