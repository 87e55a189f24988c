"""Turning what a caller says about a passage into checked offsets with their surroundings."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from annotations.anchoring.selectors import (
    OffsetOutside,
    Selector,
    SelectorError,
    check_window,
    describe,
    resolve,
)
from annotations.claims.rows import Window, article_with_window
from annotations.models import Article, ArticleRevision, Claim, Purpose
from annotations.reading.attributions import asks_for_choice
from annotations.reading.sentences import sentence_at
from annotations.refusals import Conflict, Invalid, Missing

# A passage is a statement, not a chapter.
LONGEST = 20_000
# Of a text, so much beside a passage is looked at.
MARGIN = 2_000


@dataclass(frozen=True, slots=True)
class Passage:
    """A checked passage of one revision; offsets are code points, end exclusive.

    `attribution` is the authority that the passage or its sentence names, or the words that lay it in
    somebody's mouth; empty where there is none. `page` is the page of a paged document (counted from
    1) on which it begins.
    """

    article: Article
    revision: ArticleRevision
    selector: Selector
    sentence: str
    attribution: str
    page: int | None


def find_passage(
    article_id: UUID,
    *,
    revision_id: UUID | str | None,
    start: int | None = None,
    end: int | None = None,
    exact: str | None = None,
    prefix: str | None = None,
    suffix: str | None = None,
    lock: bool = True,
) -> Passage:
    """Check a passage of an article's newest text.

    Args:
        article_id: the article.
        revision_id: the id of the text that the offsets count in; None means the newest.
        start: first code point.
        end: after the last code point.
        exact: the words (W3C TextQuoteSelector), where offsets are not given.
        prefix: what stands before the words.
        suffix: what stands after them.
        lock: keep the newest revision the newest until the transaction ends.

    Raises:
        Missing: `not_found`; Conflict: `revision_changed`, `no_text_yet`, `merged`; Invalid: `empty_selection`,
        `offset_outside`, `inside_grapheme`, `passage_too_long`, `quote_not_found`,
        `quote_ambiguous`.
    """
    if start is None or end is None:
        start, end = _from_quote(article_id, exact, prefix, suffix, start, end)
    found, window_start = _window(article_id, start, end, lock=lock)
    revision = newest_of(found, revision_id)
    return passage_in(found, revision, window_start, start, end)


def newest_of(found: Window, revision_id: UUID | str | None) -> ArticleRevision:
    """The newest text of an article that passages may be marked in, which must be the one that offsets count in.

    Raises:
        Missing: `not_found`. Conflict: `merged`, `no_text_yet`, `revision_changed`.
    """
    revision = found.article.current_revision
    if found.article.deleted_at is not None:
        raise Missing("not_found", _("This article was deleted."))
    if found.article.merged_into_id is not None:
        raise Conflict(
            "merged",
            _(
                "This copy is part of another article now. Open that one and mark the passage there."
            ),
            article=str(found.article.merged_into_id),
        )
    if revision is None:
        raise Conflict("no_text_yet", _("This article has no text yet. Wait until it has arrived."))
    if revision_id is not None and str(revision_id) != str(revision.pk):
        raise Conflict(
            "revision_changed",
            _(
                "The article's text changed while you were marking. Nothing was saved; reload it and mark the passage in the new text."
            ),
            revision=str(revision.pk),
        )
    return revision


def refuse_own_copy(claim: Claim, article: Article | None) -> None:
    """Keep our own copy out of checks that may become public.

    Raises:
        Conflict: `own_copy` where `article` is ours and the claim's is not.
    """
    if article and article.purpose == Purpose.OWN and claim.article.purpose != Purpose.OWN:
        raise Conflict(
            "own_copy",
            _(
                "This article is our own copy before publication. Nothing of it may enter a check that can become public."
            ),
            field="article",
        )


def refuse_archived(article: Article) -> None:
    """Keep archived sources out of what is checked; passages of theirs may be evidence.

    Raises:
        Conflict: `is_source`.
    """
    if article.is_source:
        raise Conflict(
            "is_source",
            _(
                "This is the archived text of a source. Claims are marked in articles; keep its words as evidence instead."
            ),
            field="article",
        )


def passage_in(
    found_in: Window,
    revision: ArticleRevision,
    window_start: int,
    start: int,
    end: int,
    *,
    cut: Callable[[int, int], str] | None = None,
) -> Passage:
    """A passage that lies in a window of a text.

    Args:
        found_in: the article and the window.
        revision: the text.
        window_start: where in it the window begins.
        start: first code point of the passage, in the text.
        end: after its last.
        cut: gives another part of the text, where a sentence is longer than the window; None: asks the database.

    Raises:
        Invalid: `offset_outside`, `inside_grapheme`.
    """
    window = found_in.window
    try:
        check_window(window, window_start, start, end, revision.length)
    except SelectorError as error:
        raise refusal_of(error, revision.length) from error
    bounds = sentence_at(revision.sentences, start, end)
    first = min([start, *(s for s, _e in bounds)])
    last = max([end, *(e for _s, e in bounds)])
    begin, stop = max(0, first - 64), min(revision.length, last + 64)
    if begin < window_start or stop > window_start + len(window):
        window = cut(begin, stop) if cut else _slice(revision.pk, begin, stop)
        window_start = begin
    local = describe(window, start - window_start, end - window_start)
    selector = Selector(start, end, local.exact, local.prefix, local.suffix)
    shift = -window_start
    found = asks_for_choice(
        window, start + shift, end + shift, [(s + shift, e + shift) for s, e in bounds]
    )
    attribution = (found.authority or window[found.start : found.end])[:300] if found else ""
    sentence = window[first + shift : last + shift]
    return Passage(found_in.article, revision, selector, sentence, attribution, found_in.page)


def see_span(start: int, end: int) -> None:
    """Refuse what no text has as a passage.

    Raises:
        Invalid: `offset_outside`, `empty_selection`, `passage_too_long`.
    """
    if not (0 <= start <= 2**31 and 0 <= end <= 2**31):
        raise Invalid("offset_outside", _("The passage lies outside the text."), field="start")
    if end <= start:
        raise Invalid(
            "empty_selection",
            _("Nothing is selected. Select the words of the claim."),
            field="end",
        )
    if end - start > LONGEST:
        raise Invalid(
            "passage_too_long",
            _("A passage may have at most %(limit)s characters. Mark the statement itself.")
            % {"limit": f"{LONGEST:,}"},
            field="end",
        )


def _window(article_id: UUID, start: int, end: int, *, lock: bool) -> tuple[Window, int]:
    see_span(start, end)
    window_start = max(0, start - MARGIN)
    length = max(0, end - window_start) + MARGIN
    found = article_with_window(article_id, window_start, length, at=start, lock=lock)
    if found is None:
        raise Missing("not_found", _("There is no such article."))
    return found, window_start


def _slice(revision_id: UUID, start: int, end: int) -> str:
    return str(
        ArticleRevision.objects.filter(pk=revision_id)
        .values_list(Substr("text", start + 1, end - start), flat=True)
        .get()
    )


def _from_quote(
    article_id: UUID,
    exact: str | None,
    prefix: str | None,
    suffix: str | None,
    start: int | None,
    end: int | None,
) -> tuple[int, int]:
    found = ArticleRevision.objects.filter(
        pk__in=Article.objects.filter(pk=article_id).values("current_revision")
    )
    text = found.values_list("text", flat=True).first()
    if text is None:
        raise Missing("not_found", _("There is no such article, or it has no text yet."))
    return place_of(text, exact, prefix, suffix, start, end)


def place_of(
    text: str,
    exact: str | None,
    prefix: str | None,
    suffix: str | None,
    start: int | None,
    end: int | None,
) -> tuple[int, int]:
    """Where the words stand in a text; `start` or `end` alone narrow it down.

    Raises:
        Invalid: `empty_selection`, `quote_not_found`. Conflict: `quote_ambiguous`.
    """
    if not exact:
        raise Invalid(
            "empty_selection",
            _("Give the passage: start and end, or its exact words."),
            field="start",
        )
    try:
        places = resolve(text, exact=exact, prefix=prefix, suffix=suffix, start=start, end=end)
    except SelectorError as error:
        raise refusal_of(error, len(text)) from error
    if not places:
        raise Invalid("quote_not_found", _("These words do not stand in the text."), field="exact")
    if len(places) > 1:
        raise Conflict(
            "quote_ambiguous",
            _("These words stand %(count)s times in the text. Say which place is meant.")
            % {"count": len(places)},
            field="exact",
            places=[{"start": s, "end": e} for s, e in places[:100]],
        )
    return places[0]


def refusal_of(error: SelectorError, length: int) -> Invalid:
    """Why a place in a text of `length` code points is none, as a sentence."""
    details: dict[str, str] = {
        "empty_selection": _("Nothing is selected. Select the words of the claim."),
        "offset_outside": _("The passage lies outside the text, which has %(length)s characters.")
        % {"length": length},
        "inside_grapheme": _(
            "The passage begins or ends inside a character (an emoji or a letter with its accents). Move that end by one."
        ),
    }
    field = "end" if isinstance(error, OffsetOutside) else "start"
    return Invalid(error.code, details.get(error.code, str(error)), field=field)
