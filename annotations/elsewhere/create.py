"""Making a draft claim of an annotation that came from elsewhere."""

from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from annotations.anchoring.selectors import Span
from annotations.claims import add_appearance, mark_passage
from annotations.claims.wording import STATEMENT_LIMIT
from annotations.elsewhere.comments import keep_comment, keep_reply
from annotations.elsewhere.told import Told
from annotations.history import record
from annotations.models import AnnotationOrigin, Article, Claim
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict

DERIVED = "urn:sha256:"


@transaction.atomic
def create(
    *,
    actor: Actor,
    article_id: UUID,
    told: Told,
    places: Sequence[Span],
    revision_id: UUID | str | None,
    by_name: bool = True,
) -> Claim:
    """Make a draft claim of an annotation, as marking its first passage would; further ones are added to it.

    Args:
        actor: an editor or above.
        article_id: where it is annotated.
        told: the annotation.
        places: its passages, in code points of `revision_id`, end exclusive.
        revision_id: the newest text.
        by_name: whether an annotation without an address of its own is remembered by what it says.

    Returns:
        The claim. What the annotation said beside its statement is a comment on it.

    Raises:
        Conflict: `annotation_known` where one of this address is here already, with its `claim`, and those of
            `claims.mark_passage`. Invalid, Forbidden, Missing: as there.
    """
    require_editor(actor)
    refuse_known(article_id, told.iri)
    (start, end), *more = places
    statement, told = _statement(told)
    claim = mark_passage(
        actor=actor,
        article_id=article_id,
        revision_id=revision_id,
        start=start,
        end=end,
        statement=statement,
    ).claim
    for further_start, further_end in more:
        add_appearance(
            actor=actor,
            claim_id=claim.pk,
            article_id=article_id,
            revision_id=revision_id,
            start=further_start,
            end=further_end,
        )
    keep_comment(actor=actor, claim=claim, told=told)
    if by_name or not told.iri.startswith(DERIVED):
        remember(actor=actor, claim=claim, article=claim.article, told=told)
    return claim


@transaction.atomic
def answer(*, actor: Actor, article: Article, claim: Claim, told: Told) -> None:
    """Keep a reply to an annotation that is a claim here as a comment on that claim, once."""
    refuse_known(article.pk, told.iri)
    keep_reply(actor=actor, claim=claim, told=told)
    remember(actor=actor, claim=claim, article=article, told=told)


def remember(*, actor: Actor, claim: Claim, article: Article, told: Told) -> None:
    """Keep whence the claim came.

    Raises:
        Conflict: `annotation_known` where another request was faster.
    """
    try:
        with transaction.atomic():
            origin = AnnotationOrigin.objects.create(
                claim=claim,
                article=article,
                iri=told.iri,
                creator=told.creator,
                created_at=told.created,
                received_by=actor.person,
            )
    except IntegrityError:
        refuse_known(article.pk, told.iri)
        raise
    record(
        actor,
        "annotation_received",
        origin,
        article=article,
        claim=claim,
        iri=told.iri,
        creator=told.creator,
        created=told.created.isoformat() if told.created else None,
    )


def refuse_known(article_id: UUID, iri: str) -> None:
    """Refuse an annotation that is here already.

    Raises:
        Conflict: `annotation_known`, with the claim that it became.
    """
    known = AnnotationOrigin.objects.filter(article=article_id, iri=iri)
    claim = known.values_list("claim", flat=True).first()
    if claim is not None:
        raise Conflict(
            "annotation_known",
            _("This annotation was brought in before. Change the claim that it became."),
            field="id",
            claim=str(claim),
        )


def _statement(told: Told) -> tuple[str | None, Told]:
    """The statement; one that is too long to be one is kept as a comment."""
    if len(told.statement) <= STATEMENT_LIMIT:
        return told.statement or None, told
    whole = "\n\n".join(part for part in (told.statement, told.comment) if part)
    return None, Told(
        told.kind, told.iri, told.selected, "", whole, told.creator, told.created, told.page
    )
