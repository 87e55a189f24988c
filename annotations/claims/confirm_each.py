"""Saying yes to several passages at once: the same edit, confirmed in one step."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Case, F, Func, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed
from annotations.claims.anchors import refuse_if_published
from annotations.claims.mark import facts_of
from annotations.claims.owners import Owner, owners_of
from annotations.claims.tray_words import in_sentence
from annotations.history.record_each import record_each
from annotations.models import Anchor, Approval, Article, ArticleRevision, Claim, Highlight, User
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Invalid, Missing
from annotations.workflow.etag import refuse_if_stale

MOST_AT_ONCE = 500
"""Passages in one call."""
# One statement for all of them: the ORM's own takes seconds to build for some hundred rows.
_STAND = """
UPDATE annotations_highlight h SET revision_id = %s, start = u.start, "end" = u.finish, exact = u.exact,
    sentence = u.sentence, prefix = u.prefix, suffix = u.suffix, page = u.page, gone_at = NULL
FROM unnest(%s::uuid[], %s::int[], %s::int[], %s::text[], %s::text[], %s::text[], %s::text[], %s::int[])
    AS u(id, start, finish, exact, sentence, prefix, suffix, page)
WHERE h.id = u.id
"""
_OF_HIGHLIGHT = ("pk", "start", "end", "exact", "sentence", "prefix", "suffix", "page")


@transaction.atomic
def confirm_each(
    *,
    actor: Actor,
    article_id: UUID,
    highlights: Any,
    revision_id: Any,
    etags: Any = None,
) -> list[Highlight]:
    """Say yes to where each of these passages stands in the newest text: all of them, or none.

    Every one is recorded by itself. The number of statements does not grow with theirs, but for the versions
    that `etags` compares.

    Args:
        actor: an editor or above.
        article_id: in whose text they stand.
        highlights: a list of ids.
        revision_id: the text that the person saw them in; it must be the newest.
        etags: the ETags of the claims that were read, by highlight id (those left out are not compared).

    Returns:
        The passages, in the order of their ids.

    Raises:
        Forbidden; Missing: `not_found`; Conflict: `revision_changed`, `nothing_to_confirm`, `orphaned`,
        `correct_first`; OutOfDate: `changed_meanwhile`; Invalid: `required`, `id_invalid`, `too_many_passages`.
    """
    person = require_editor(actor)
    ids = _ids(highlights)
    revision = _newest(article_id, revision_id)
    rows, owners = _taken(person, article_id, ids)
    claims = _locked([owner.claim.pk for owner in owners.values()])
    owners = {pk: replace(owner, claim=claims[owner.claim.pk]) for pk, owner in owners.items()}
    _compare(person, owners, etags)
    for claim in claims.values():
        refuse_if_published(claim)
    anchors = _anchors(rows, revision)
    before = {row.pk: _facts(row) for row in rows}
    _touch(person, claims, owners)
    for row in rows:
        _stand(row, anchors[row.pk], revision)
    _write(rows, revision)
    Anchor.objects.filter(pk__in=[anchor.pk for anchor in anchors.values()]).delete()
    record_each(
        actor,
        "passage_confirmed",
        [(row, article_id, {"before": before[row.pk], "after": _facts(row)}) for row in rows],
        claims=[owners[row.pk].claim.pk for row in rows],
    )
    return rows


def _ids(highlights: Any) -> list[UUID]:
    if not isinstance(highlights, (list, tuple)) or not highlights:
        raise Invalid("required", _("Name at least one passage."), field="highlights")
    if len(highlights) > MOST_AT_ONCE:
        raise Invalid(
            "too_many_passages",
            _("At most %(most)s passages at once.") % {"most": MOST_AT_ONCE},
            field="highlights",
        )
    return sorted({typed.id_of(one, "highlights") for one in highlights})


def _newest(article_id: UUID, revision_id: Any) -> ArticleRevision:
    """The newest text of the article, kept the newest until the transaction ends."""
    wanted = typed.id_of(revision_id, "revision") if revision_id else None
    if wanted is None:
        raise Invalid(
            "required", _("Name the text that you saw the passages in."), field="revision"
        )
    rows = Article.objects.select_for_update(of=("self",), no_key=True)
    article = rows.filter(pk=article_id, deleted_at__isnull=True).first()
    if article is None or article.current_revision_id is None:
        raise Missing("not_found", _("There is no such article, or it has no text yet."))
    if wanted != article.current_revision_id:
        raise Conflict(
            "revision_changed",
            _(
                "The article's text changed meanwhile. Nothing was saved; show the newest text and look at the passage there."
            ),
            revision=str(article.current_revision_id),
        )
    texts = ArticleRevision.objects.defer("document", "set_aside", "choices")
    return texts.get(pk=wanted)


def _taken(
    person: User, article_id: UUID, ids: Sequence[UUID]
) -> tuple[list[Highlight], dict[UUID, Owner]]:
    found = Highlight.objects.filter(
        pk__in=ids, article=article_id, retired_at__isnull=True
    ).select_related("appearance")
    rows = list(found.order_by("pk"))
    owners = owners_of(person, rows)
    if len(owners) != len(ids):
        raise Missing("not_found", _("There is no such passage. It may have been retired."))
    return rows, owners


def _locked(ids: Sequence[UUID]) -> dict[UUID, Claim]:
    rows = Claim.objects.select_for_update().filter(pk__in=ids, deleted_at__isnull=True)
    claims = {claim.pk: claim for claim in rows.order_by("pk")}
    if len(claims) != len(set(ids)):
        raise Missing("not_found", _("There is no such claim. It may have been deleted."))
    return claims


def _compare(person: User, owners: dict[UUID, Owner], etags: Any) -> None:
    if etags is None:
        return
    if not isinstance(etags, dict) or not all(isinstance(one, str) for one in etags.values()):
        raise Invalid("etags_invalid", _("Give an ETag for each passage by its id."), field="etags")
    read = {typed.id_of(pk, "etags"): etag for pk, etag in etags.items()}
    for pk, owner in owners.items():
        refuse_if_stale(owner.claim, person, read.get(pk))


def _anchors(rows: Sequence[Highlight], revision: ArticleRevision) -> dict[UUID, Anchor]:
    found = Anchor.objects.filter(highlight__in=rows, revision=revision)
    anchors = {anchor.highlight_id: anchor for anchor in found}
    if len(anchors) != len(rows):
        raise Conflict("nothing_to_confirm", _("This passage stands where it was confirmed."))
    if any(anchor.start is None for anchor in anchors.values()):
        raise Conflict("orphaned", _("This passage has no place in the new text. Select it there."))
    return anchors


def _touch(person: User, claims: dict[UUID, Claim], owners: dict[UUID, Owner]) -> None:
    """`deciding.touch` for many: who decides is an author, a valid approval is stale, the version rises."""
    now, rows = timezone.now(), Claim.objects.order_by()
    # Of others only quotes of confidential evidence are confirmed, which not everyone may notice.
    seen = {one.claim.pk for one in owners.values() if one.evidence is None or one.evidence.is_open}
    valid = {pk for pk, claim in claims.items() if claim.approval == Approval.VALID}
    authors = Case(
        When(contributors__contains=[person.pk], then=F("contributors")),
        default=Func(F("contributors"), Value(person.pk), function="array_append"),
        output_field=Claim._meta.get_field("contributors"),  # noqa: SLF001 - Django's documented model API
    )
    shared: dict[str, Any] = {"contributors": authors}
    risen = {**shared, "version": F("version") + 1, "changed_at": now}
    rows.filter(pk__in=valid).update(approval=Approval.STALE, stale_at=now, **risen)
    rows.filter(pk__in=seen - valid).update(**risen)
    rows.filter(pk__in=claims.keys() - seen - valid).update(
        reserved_version=F("reserved_version") + 1, **shared
    )


def _facts(highlight: Highlight) -> dict[str, Any]:
    return {**facts_of(highlight), "sentence": highlight.sentence}


def _stand(highlight: Highlight, anchor: Anchor, revision: ArticleRevision) -> None:
    start, end = anchor.start or 0, anchor.end or 0
    place = in_sentence(revision.text, revision.sentences, start, end)
    highlight.revision, highlight.start, highlight.end = revision, start, end
    highlight.exact, highlight.sentence = place.exact, place.sentence
    highlight.prefix, highlight.suffix = anchor.prefix, anchor.suffix
    pages = (block.get("page") for block in revision.blocks if block["end"] > start)
    highlight.page, highlight.gone_at = next(pages, None), None


def _write(rows: Sequence[Highlight], revision: ArticleRevision) -> None:
    columns = [[getattr(row, name) for row in rows] for name in _OF_HIGHLIGHT]
    with connection.cursor() as cursor:
        cursor.execute(_STAND, [revision.pk, *columns])
