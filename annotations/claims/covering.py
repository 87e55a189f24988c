"""Sentences of an article's newest text, and what was said of them before."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper
from django.utils.translation import gettext as _

from annotations.anchoring.selectors import describe
from annotations.claims.passage import refuse_archived
from annotations.claims.progress import STANDING
from annotations.claims.sentence_states import SentenceStates
from annotations.models import (
    Anchor,
    Article,
    ArticleRevision,
    Coverage,
    Highlight,
    HighlightPurpose,
    User,
)
from annotations.reading.graphemes import boundary_after, boundary_before
from annotations.reading.sentences import sentence_at
from annotations.refusals import Conflict, Invalid, Missing


def newest(article_id: UUID, revision_id: UUID | str | None) -> tuple[Article, ArticleRevision]:
    """The article and its newest text, kept the newest until the transaction ends.

    Raises:
        Missing: `not_found`; Conflict: `merged`, `is_source`, `no_text_yet`, `revision_changed`.
    """
    rows = Article.objects.select_for_update(of=("self",), no_key=True).defer("search")
    article = rows.filter(pk=article_id, deleted_at__isnull=True).first()
    if article is None:
        raise Missing("not_found", _("There is no such article."))
    if article.merged_into_id is not None:
        raise Conflict(
            "merged",
            _("This copy is part of another article now. Open that one and go on there."),
            article=str(article.merged_into_id),
        )
    refuse_archived(article)
    texts = ArticleRevision.objects.defer("document", "set_aside", "choices")
    current = article.current_revision_id
    revision = texts.filter(pk=current).first() if current else None
    if revision is None:
        raise Conflict("no_text_yet", _("This article has no text yet. Wait until it has arrived."))
    if revision_id is not None and str(revision_id) != str(revision.pk):
        raise Conflict(
            "revision_changed",
            _(
                "The article's text changed while you were reading. Nothing was saved; reload it and go on in the new text."
            ),
            revision=str(revision.pk),
        )
    return article, revision


def touched(
    revision: ArticleRevision, states: SentenceStates, start: int | None, end: int | None
) -> list[int]:
    """The counted sentences that stand for those which the passage touches, in text order.

    Raises:
        Invalid: `empty_selection`, `offset_outside`, `no_sentence`.
    """
    if start is None or end is None or end <= start:
        raise Invalid(
            "empty_selection",
            _("Say which sentences: select some of their words."),
            field="start" if start is None else "end",
        )
    if start < 0 or end > revision.length:
        raise Invalid(
            "offset_outside",
            _("The passage lies outside the text, which has %(length)s characters.")
            % {"length": revision.length},
            field="start" if start < 0 else "end",
        )
    number = {s: at for at, s in enumerate(revision.sentences[::2])}
    under = (number[s] for s, _e in sentence_at(revision.sentences, start, end))
    firsts = sorted({first for at in under if (first := states.counted_as[at]) is not None})
    if not firsts:
        raise Invalid(
            "no_sentence",
            _("No sentence of the story stands there. Select words of one."),
            field="start",
        )
    return firsts


def said_of(
    revision: ArticleRevision, states: SentenceStates, kinds: Mapping[int, str]
) -> tuple[dict[int, Coverage], list[Coverage]]:
    """What holds for these sentences already, and what another kind or a changed text makes void.

    Args:
        revision: the newest text.
        states: of its sentences.
        kinds: by the index of a counted sentence, what is to be said of it and its repeats.

    Returns:
        By the sentence's index the row that says the same; the rows to be replaced.
    """
    number = {start: at for at, start in enumerate(revision.sentences[::2])}
    same: dict[int, Coverage] = {}
    replaced: dict[UUID, Coverage] = {}
    for row, start, end, holds in _places(revision):
        for s, e in sentence_at(revision.sentences, start, end):
            first = states.counted_as[number[s]]
            if first is None or first not in kinds:
                continue
            is_whole = start <= s and e <= end
            if holds and is_whole and row.kind == kinds[first] and first not in same:
                same[first] = row
            else:
                replaced[row.pk] = row
    kept = {at: row for at, row in same.items() if row.pk not in replaced}
    return kept, list(replaced.values())


def _places(revision: ArticleRevision) -> list[tuple[Coverage, int, int, bool]]:
    """Every row that was not taken back, where it stands in this text, and whether with the same words."""
    rows = Coverage.objects.filter(
        highlight__article=revision.article_id, highlight__retired_at__isnull=True
    ).select_related("highlight")
    anchors = Anchor.objects.filter(
        revision=revision, start__isnull=False, highlight__purpose=HighlightPurpose.COVERAGE
    )
    holds = ExpressionWrapper(STANDING, output_field=BooleanField())
    found = anchors.annotate(holds=holds).values_list("highlight", "start", "end", "holds")
    anchored = {highlight: (start or 0, end or 0, holds) for highlight, start, end, holds in found}
    places = []
    for row in rows.order_by("pk"):
        if row.highlight.revision_id == revision.pk:
            places.append((row, row.highlight.start, row.highlight.end, True))
        elif row.highlight_id in anchored:
            places.append((row, *anchored[row.highlight_id]))
    return places


def new_row(
    article: Article, revision: ArticleRevision, person: User, at: int, kind: str
) -> Coverage:
    """A new row on the bounds of the sentence with the index `at`; it is not saved."""
    start, end = revision.sentences[2 * at], revision.sentences[2 * at + 1]
    # A sentence may begin or end inside what readers see as one character.
    start, end = boundary_before(revision.text, start), boundary_after(revision.text, end)
    selector = describe(revision.text, start, end)
    highlight = Highlight(
        article=article,
        revision=revision,
        start=start,
        end=end,
        exact=selector.exact,
        prefix=selector.prefix,
        suffix=selector.suffix,
        sentence=selector.exact,
        page=next((b.get("page") for b in revision.blocks if b["end"] > start), None),
        purpose=HighlightPurpose.COVERAGE,
        created_by=person,
    )
    return Coverage(highlight=highlight, kind=kind, decided_by=person)
