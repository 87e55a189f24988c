"""What becomes of each annotation of a file: told the same way before, while and after it is brought in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from annotations.anchoring.selectors import Span
from annotations.elsewhere.files import Entry, entries_of
from annotations.elsewhere.find import Found, NewestText, newest_text
from annotations.elsewhere.pages import page_key, strangers
from annotations.models import AnnotationOrigin, Blob, Import

CLAIM, COMMENT, READY, READY_REPLY = "claim", "comment", "ready", "ready_reply"
REASONS: dict[str, Promise | str] = {
    CLAIM: _("It is a claim here."),
    COMMENT: _("It is a comment on a claim here."),
    "deleted": _("It was a claim here, which was deleted since. It is not brought in again."),
    READY: _("Its words stand in one place of the text. It is not a claim yet."),
    READY_REPLY: _("It answers an annotation that is a claim here. It is not a comment yet."),
    "not_found": _("Its words do not stand in the newest text."),
    "repeated": _("Its words stand several times in the text, and what stands around them does not tell which place is meant."),
    "no_words": _("It says where it stands in another text only, and not in which words."),
    "page_note": _("It is a note on the whole page, without a passage. Copy it to where you need it."),
    "reply_alone": _("It answers an annotation that is no claim here, so there is nothing to comment on."),
    "evidence": _("It links a source to a passage. Link the source to the claim by hand, so that it is archived and credited."),
    "other_page": _("It is of another page than this article's."),
    "twice": _("The same annotation stands earlier in the file."),
    "unreadable": _("It cannot be read."),
}  # fmt: skip
BY_HAND = {"not_found", "repeated", "no_words", "other_page", "ready"}
"""Those that a person can place in the text."""


@dataclass(frozen=True, slots=True)
class Became:
    """One annotation and what became of it. `code` is one of `REASONS`; `claim` what it is or belongs to here."""

    entry: Entry
    code: str
    claim: UUID | None = None
    places: tuple[Span, ...] = ()
    found: tuple[Found, ...] = ()

    @property
    def reason(self) -> str:
        """Why, in a sentence."""
        if self.entry.refusal is not None:
            return f"{REASONS[self.code]} {self.entry.refusal.detail}"
        return str(REASONS[self.code])

    @property
    def can_be_placed(self) -> bool:
        """Whether a person can say where it stands."""
        return self.code in BY_HAND


def became_of(item: Import) -> list[Became]:
    """What became of each annotation of an import of annotations, in the file's order; four queries.

    Args:
        item: with its article.
    """
    entries = read_again(item)
    article = item.article
    assert article is not None  # noqa: S101 - an import of annotations has one
    return list(told_each(entries, newest_text(article), known_in(article.pk, entries),
                          strangers(entries, article)))  # fmt: skip


def read_again(item: Import) -> list[Entry]:
    """The annotations of an import, from its bytes as they came."""
    return entries_of(Blob.objects.get(pk=item.blob_id).content)


def known_in(article_id: UUID, entries: Sequence[Entry]) -> dict[str, tuple[UUID, bool]]:
    """Which of the annotations, and of those that they answer, are here: the claim, and whether it was deleted."""
    names = {entry.told.iri for entry in entries if entry.told}
    names |= {name for entry in entries if entry.told for name in entry.told.replies_to}
    rows = AnnotationOrigin.objects.filter(article=article_id, iri__in=names)
    return {
        iri: (claim, gone is not None)
        for iri, claim, gone in rows.values_list("iri", "claim", "claim__deleted_at")
    }


def told_each(
    entries: Sequence[Entry],
    text: NewestText | None,
    known: dict[str, tuple[UUID, bool]],
    others: set[str],
) -> Iterator[Became]:
    """Say of each entry what it is or would become. `others` are pages that are not the article's."""
    seen: set[str] = set()
    for entry in entries:
        if entry.told is None or entry.told.iri not in seen:
            yield tell(entry, text, known, others)
        else:
            yield Became(entry, "twice")
        seen.add(entry.told.iri if entry.told else "")


def tell(
    entry: Entry,
    text: NewestText | None,
    known: dict[str, tuple[UUID, bool]],
    others: set[str],
) -> Became:
    """Say of one entry what it is or would become."""
    told = entry.told
    if told is None:
        return Became(entry, "unreadable")
    if told.iri in known:
        claim, is_gone = known[told.iri]
        return Became(entry, "deleted" if is_gone else _here(told.kind), claim)
    if told.kind == "reply":
        above = next((known[n] for n in reversed(told.replies_to) if n in known), None)
        lost = above is None or above[1]
        return Became(entry, "reply_alone" if lost else READY_REPLY, above[0] if above else None)
    if told.kind != "mark":
        return Became(entry, told.kind)
    return _placed(entry, text, others)


def _here(kind: str) -> str:
    return COMMENT if kind == "reply" else CLAIM


def _placed(entry: Entry, text: NewestText | None, others: set[str]) -> Became:
    told = entry.told
    found = tuple(text.find(one) for one in told.selected) if told and text else ()
    is_other = told is not None and page_key(told.page) in others
    places: tuple[Any, ...] = tuple(one.place for one in found)
    if found and all(places):
        return Became(entry, "other_page" if is_other else READY, places=places, found=found)
    if is_other:
        return Became(entry, "other_page", places=_first(found), found=found)
    if not any(one.has_words for one in found):
        return Became(entry, "no_words", found=found)
    is_repeated = any(len(one.places) > 1 for one in found)
    code = "repeated" if is_repeated else "not_found"
    return Became(entry, code, places=_first(found), found=found)


def _first(found: tuple[Found, ...]) -> tuple[Span, ...]:
    """The places of the first passage that has any, to choose from."""
    return next((one.places for one in found if one.places), ())
