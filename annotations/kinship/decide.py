"""A person's word on whether two articles are one story."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import typed
from annotations.claims import Reanchored, reanchor, tell_stale
from annotations.history import record
from annotations.imports.exchanges import copy_exchanges
from annotations.imports.revise import describe_article, document_of, put_in_force, revise
from annotations.models import (
    AlsoPublished,
    Article,
    Highlight,
    KinDecision,
    Kinship,
    Snapshot,
    User,
)
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Missing

_CHOICES = [KinDecision.NEW_VERSION, KinDecision.ALSO_PUBLISHED, KinDecision.APART]


@transaction.atomic
def decide(*, actor: Actor, kinship_id: UUID, decision: Any) -> Kinship:
    """Say what the later of two articles is to the earlier one.

    Args:
        actor: an editor or above.
        kinship_id: which two.
        decision: `new_version`: its text becomes the newest revision of the earlier article, every
            highlight is re-anchored, and it leaves the lists. `also_published`: the earlier article
            names its address too; it leaves the lists unless somebody marked passages in it. `apart`:
            two articles.

    Raises:
        Missing: `not_found`. Invalid: `unknown_choice`. Conflict: `already_merged`, `has_passages`
        where passages were marked in what would become a version of another article.
    """
    person = require_editor(actor)
    chosen = typed.choice_of(decision, "decision", [str(choice) for choice in _CHOICES])
    kinship = _take(kinship_id)
    if kinship.decision == chosen:
        return kinship
    later, earlier = _both(kinship)
    reanchored = Reanchored()
    if chosen == KinDecision.NEW_VERSION:
        _refuse_marked(later)
        reanchored = _as_version(later, earlier, person)
    elif chosen == KinDecision.ALSO_PUBLISHED:
        _as_carrier(later, earlier, person)
    kinship.decision, kinship.decided_by = chosen, person
    kinship.decided_at = timezone.now()
    kinship.save(update_fields=["decision", "decided_by", "decided_at"])
    if reanchored.stale and earlier.current_revision is not None:
        tell_stale(actor=actor, reanchored=reanchored, revision=earlier.current_revision)
    for article in (earlier, later):
        record(actor, "kinship_decided", kinship, article=article, **_facts(kinship, earlier))
    return kinship


def _facts(kinship: Kinship, earlier: Article) -> dict[str, Any]:
    return {
        "decision": str(kinship.decision),
        "later": str(kinship.article_id),
        "earlier": str(kinship.other_id),
        "revision": _current(earlier),
    }


def _current(article: Article) -> str:
    return str(article.current_revision_id)


def _take(kinship_id: UUID) -> Kinship:
    kinship = Kinship.objects.select_for_update(of=("self",)).filter(pk=kinship_id).first()
    if kinship is None:
        raise Missing("not_found", _("There is no such pair of articles."))
    return kinship


def _both(kinship: Kinship) -> tuple[Article, Article]:
    """The later and the earlier article, locked in one order whoever asks."""
    locked = Article.objects.select_for_update(of=("self",)).select_related("current_revision")
    pair = {
        article.pk: article
        for article in locked.filter(pk__in=[kinship.article_id, kinship.other_id]).order_by("pk")
    }
    later, earlier = pair[kinship.article_id], pair[kinship.other_id]
    if later.deleted_at or earlier.deleted_at:
        raise Missing("not_found", _("One of the two articles was deleted. Put it back first."))
    if later.merged_into_id or earlier.merged_into_id:
        raise Conflict("already_merged", _("One of the two is part of another article already."))
    return later, earlier


def _refuse_marked(article: Article) -> None:
    if Highlight.objects.filter(article=article, retired_at__isnull=True).exists():
        raise Conflict(
            "has_passages",
            _(
                "Passages are marked in this copy, and they would lose their place. Delete or retire them first, or say that it is also published there."
            ),
        )


def _as_version(later: Article, earlier: Article, person: User) -> Reanchored:
    """Make the later one's text the newest of the earlier one; what that does to its passages."""
    standing, newest = earlier.current_revision, later.current_revision
    assert newest is not None  # noqa: S101 - kinship is of texts
    document = document_of(newest)
    snapshot = _copied(newest.snapshot, earlier)
    describe_article(earlier, document, {})
    choices = {**(standing.choices if standing else {}), **newest.choices}
    revised = revise(earlier, snapshot, document, choices=choices, by=person)
    reanchored = Reanchored()
    if standing is None or revised.revision.pk != standing.pk:
        reanchored = reanchor(earlier, revised.revision)
        put_in_force(earlier, revised.revision)
    _leave_lists(later, earlier)
    return reanchored


def _as_carrier(later: Article, earlier: Article, person: User) -> None:
    assert later.current_revision is not None  # noqa: S101 - kinship is of texts
    snapshot = later.current_revision.snapshot
    AlsoPublished.objects.get_or_create(
        article=earlier,
        snapshot=snapshot,
        defaults={
            "url": later.canonical_url or later.url,
            "site_name": later.site_name or snapshot.filename,
            "published_at": later.sure_of("published_at"),
            "added_by": person,
        },
    )
    if not Highlight.objects.filter(article=later, retired_at__isnull=True).exists():
        _leave_lists(later, earlier)


def _leave_lists(later: Article, earlier: Article) -> None:
    later.merged_into = earlier
    later.save(update_fields=["merged_into"])


def _copied(snapshot: Snapshot, article: Article) -> Snapshot:
    """The same bytes as a snapshot of another article."""
    kept = {
        field.attname: getattr(snapshot, field.attname)
        for field in Snapshot._meta.concrete_fields  # noqa: SLF001 - Django's documented model API
        if field.attname not in {"id", "article_id"}
    }
    copied = Snapshot.objects.create(article=article, **kept)
    copy_exchanges(snapshot, copied)
    return copied
