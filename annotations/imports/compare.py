"""Two texts of one article side by side: words, what is set aside, and what their documents say of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models.fields.json import KT
from django.utils.translation import gettext as _

from annotations.anchoring.differences import Difference, differences
from annotations.imports.revise import DETAILS
from annotations.models import Article, ArticleRevision
from annotations.refusals import Missing


@dataclass(frozen=True, slots=True)
class AsideChange:
    """A block that is site furniture in one text and not in the other.

    `set_aside`, `put_back`: a person or another reading chose otherwise. `came`, `went`: furniture
    that the other text has not at all.
    """

    kind: Literal["set_aside", "put_back", "came", "went"]
    block: str
    text: str


@dataclass(frozen=True, slots=True)
class DetailChange:
    """A metadata field of which the documents say different things; values are text, "" for none."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Two texts and what parts them."""

    old: ArticleRevision
    new: ArticleRevision
    differences: list[Difference]
    aside: list[AsideChange]
    details: list[DetailChange]


def compare(*, article: Article, old: dict[str, Any], new: dict[str, Any]) -> Compared:
    """Compare two texts of an article, in either order of time.

    Args:
        article: whose texts, as the person may see it.
        old: which one, as a filter (`{"number": 3}` or `{"pk": …}`).
        new: the other; the same is compared with itself.

    Raises:
        Missing: `revision_not_found`.
    """
    was, now = revision_of(article, **old), revision_of(article, **new)
    found = differences(was.text, was.blocks, now.text, now.blocks)
    return Compared(was, now, found, list(_aside(was, now)), list(_details(was, now)))


def revision_of(article: Article, **which: Any) -> ArticleRevision:
    """One text of an article, whole, with what its document says of the article.

    Raises:
        Missing: `revision_not_found`.
    """
    said = {f"said_{name}": KT(f"document__{name}") for name in DETAILS}
    rows = ArticleRevision.objects.filter(article=article, **which).select_related(
        "snapshot", "created_by"
    )
    found = rows.defer("document").annotate(**said).first()
    if found is None:
        raise Missing("revision_not_found", _("This article has no such revision."))
    return found


def furniture_of(revision: ArticleRevision) -> dict[str, str]:
    """The text of every block that is set aside or marked as furniture, by its id."""
    marked = {
        block["id"]: revision.text[block["start"] : block["end"]]
        for block in revision.blocks
        if block["furniture"]
    }
    return marked | {block["id"]: block["text"] for block in revision.set_aside}


def _aside(old: ArticleRevision, new: ArticleRevision) -> Iterator[AsideChange]:
    was, now = furniture_of(old), furniture_of(new)
    old_story, new_story = _story(old), _story(new)
    for block, text in now.items():
        if block not in was:
            yield AsideChange("set_aside" if block in old_story else "came", block, text)
    for block, text in was.items():
        if block not in now:
            yield AsideChange("put_back" if block in new_story else "went", block, text)


def _story(revision: ArticleRevision) -> set[str]:
    return {block["id"] for block in revision.blocks if not block["furniture"]}


def _details(old: ArticleRevision, new: ArticleRevision) -> Iterator[DetailChange]:
    for name in DETAILS:
        was, now = (getattr(revision, f"said_{name}") or "" for revision in (old, new))
        if was != now:
            yield DetailChange(name, was, now)
