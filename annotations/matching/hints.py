"""What people do with a sentence that was suggested for checking: they mark it, or dismiss it, or take that back."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed
from annotations.claims.covering import newest, touched
from annotations.claims.deciding import hold_article
from annotations.claims.mark import facts_of, highlight_of
from annotations.claims.passage import find_passage
from annotations.claims.progress import states_of
from annotations.claims.sentence_states import SentenceStates
from annotations.history import record
from annotations.matching.worth import dismissed_in, worth_at
from annotations.models import (
    Article,
    ArticleRevision,
    Claim,
    Highlight,
    HighlightPurpose,
    HintAnswer,
    HintChoice,
    User,
)
from annotations.permissions import Actor, require_editor
from annotations.reading.graphemes import boundary_after, boundary_before
from annotations.refusals import Conflict, Invalid, Missing


@transaction.atomic
def dismiss(
    *,
    actor: Actor,
    article_id: UUID,
    revision_id: UUID | str | None,
    start: int | None,
    end: int | None,
) -> HintChoice:
    """Say that a sentence is not worth checking: it is suggested no more, and the newsroom's hints learn from it.

    Nothing else is decided: the sentence is as unread as before. Dismissing it twice changes nothing.

    Args:
        actor: an editor or above.
        article_id: whose newest text is read.
        revision_id: the text that the offsets count in (None: the newest).
        start: first code point of words in the sentence; end: after the last.
        end: see `start`.

    Raises:
        Forbidden; Missing: `not_found`; Conflict: `revision_changed`, `merged`, `is_source`, `no_text_yet`, `has_claim`;
        Invalid: `empty_selection`, `offset_outside`, `no_sentence`, `several_sentences`.
    """
    person = require_editor(actor)
    article, revision = newest(article_id, revision_id)
    states = states_of([revision])[revision.pk]
    number = _sentence(revision, states, start, end)
    before = dismissed_in(revision, states).get(number)
    if before is not None:
        return HintChoice.objects.filter(highlight=before).latest("created_at", "id")
    if states.states[number] in "pcd":
        raise Conflict(
            "has_claim",
            _("There is a claim in this sentence already, so it is suggested no more."),
        )
    highlight = _highlight(revision, person, number)
    choice = _keep(article, revision, states, number, person, highlight=highlight)
    record(actor, "hint_dismissed", choice, article=article, passage=facts_of(highlight))
    return choice


@transaction.atomic
def accept(
    *,
    actor: Actor,
    article_id: UUID,
    revision_id: UUID | str | None,
    start: int | None,
    end: int | None,
    claim_id: Any,
) -> HintChoice:
    """Say that a claim was marked in a sentence because it was suggested; once per claim.

    Raises:
        As `dismiss`; Conflict: `no_claim_here` where the claim has no passage in the sentence.
    """
    person = require_editor(actor)
    article, revision = newest(article_id, revision_id)
    wanted = typed.id_of(claim_id, "claim")
    claim = Claim.objects.visible_to(person).filter(pk=wanted, article=article).first()
    if claim is None:
        raise Missing("not_found", _("There is no such claim in this article."))
    known = HintChoice.objects.filter(claim=claim, taken_back_at__isnull=True).first()
    if known is not None:
        return known
    states = states_of([revision])[revision.pk]
    number = _sentence(revision, states, start, end)
    passage = _passage_in(revision, states, number, claim)
    choice = _keep(article, revision, states, number, person, highlight=passage, claim=claim)
    record(actor, "hint_accepted", choice, article=article, of_claim=str(claim.pk))
    return choice


@transaction.atomic
def take_back(*, actor: Actor, choice_id: UUID, article_id: UUID | None = None) -> HintChoice:
    """Take a dismissal back: the sentence is suggested again, and teaches nothing. Its row stays as the record.

    Args:
        actor: an editor or above: who dismissed it, or who disagrees.
        choice_id: which.
        article_id: the article that it must belong to, where the caller names one.

    Raises:
        Forbidden; Missing: `not_found`.
    """
    require_editor(actor)
    found = HintChoice.objects.filter(pk=choice_id, article__deleted_at__isnull=True)
    if article_id is not None:
        found = found.filter(article=article_id)
    article = found.values_list("article", flat=True).first()
    if article is None:
        raise Missing("not_found", _("There is no such choice in this article."))
    hold_article(article)
    choice = found.select_for_update(of=("self",)).select_related("highlight", "article").get()
    if choice.taken_back_at is not None:
        return choice
    choice.taken_back_at = timezone.now()
    choice.save(update_fields=["taken_back_at"])
    highlight = choice.highlight
    if highlight is not None and highlight.purpose == HighlightPurpose.DISMISSAL:
        highlight.retired_at = choice.taken_back_at
        highlight.save(update_fields=["retired_at"])
    record(actor, "hint_taken_back", choice, article=choice.article, answer=choice.answer)
    return choice


def _sentence(
    revision: ArticleRevision, states: SentenceStates, start: int | None, end: int | None
) -> int:
    """The number of the one sentence that counts for those which the words touch."""
    numbers = touched(revision, states, start, end)
    if len(numbers) > 1:
        raise Invalid(
            "several_sentences", _("Say which sentence: these words touch several."), field="end"
        )
    return numbers[0]


def _highlight(revision: ArticleRevision, person: User, number: int) -> Highlight:
    start, end = revision.sentences[2 * number], revision.sentences[2 * number + 1]
    passage = find_passage(
        revision.article_id,
        revision_id=revision.pk,
        # A sentence may begin or end inside what readers see as one character.
        start=boundary_before(revision.text, start),
        end=boundary_after(revision.text, end),
    )
    return highlight_of(passage, person, None, HighlightPurpose.DISMISSAL)


def _passage_in(
    revision: ArticleRevision, states: SentenceStates, number: int, claim: Claim
) -> Highlight:
    """The claim's passage in the sentence or in a repeat of it."""
    passages = Highlight.objects.filter(
        appearance__claim=claim,
        appearance__removed_at__isnull=True,
        revision=revision,
        purpose=HighlightPurpose.CLAIM,
        retired_at__isnull=True,
    )
    for passage in passages.order_by("start", "id"):
        under = touched(revision, states, passage.start, passage.end)
        if number in under:
            return passage
    raise Conflict(
        "no_claim_here",
        _("The claim has no passage in this sentence. Say which sentence it was marked in."),
        field="claim",
    )


def _keep(
    article: Article,
    revision: ArticleRevision,
    states: SentenceStates,
    number: int,
    person: User,
    *,
    highlight: Highlight,
    claim: Claim | None = None,
) -> HintChoice:
    worth = worth_at(revision, states, number)
    return HintChoice.objects.create(
        article=article,
        highlight=highlight,
        claim=claim,
        answer=HintAnswer.ACCEPTED if claim else HintAnswer.DISMISSED,
        reasons=worth.reasons,
        features=dict(worth.features),
        score=worth.score,
        created_by=person,
    )
