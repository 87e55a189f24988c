"""Putting an article on a desk and under topics. It is no edit: nothing that was judged changes."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from annotations import typed
from annotations.desks.reviewing import closing_for
from annotations.history import record
from annotations.models import Article, Desk, DeskKind
from annotations.permissions import Actor, can_administer, require_editor
from annotations.refusals import Forbidden, Invalid, Missing

_MOST_TOPICS = 20


@transaction.atomic
def place(*, actor: Actor, article_id: UUID, **given: Any) -> Article:
    """Put an article on a desk and under topics; what is not given stays, the same again changes nothing.

    Args:
        actor: an editor or above.
        article_id: which article.
        given: `desk`, an id, a slug, or None for no desk; `topics`, a list of ids or slugs. A retired one is
            refused unless the article is on it already.

    Raises:
        Forbidden: `role_required`; `other_desk` where it is taken off a desk or topic that names reviewers by
            somebody who is neither one of them nor an administrator, for that would open its claims to others.
        Missing: `not_found`. Invalid: `unknown_desk`, `unknown_topic`, `not_list`.
    """
    require_editor(actor)
    article = (
        Article.objects.select_for_update(of=("self",))
        .filter(pk=article_id, deleted_at__isnull=True)
        .defer("search")
        .first()
    )
    if article is None:
        raise Missing("not_found", _("There is no such article."))
    before, was_on = _told(article), _on(article)
    if "desk" in given:
        article.desk = _desk(given["desk"], article)
        article.save(update_fields=["desk"])
    if "topics" in given:
        article.topics.set(_topics(given["topics"], article))
    _refuse_taking_off(actor, was_on - _on(article))
    after = _told(article)
    changed = [name for name in after if after[name] != before[name]]
    if changed:
        record(
            actor,
            "desk_set",
            article,
            article=article,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
    return article


def _told(article: Article) -> dict[str, Any]:
    desk = article.desk
    topics = article.topics.order_by("name").values_list("name", flat=True)
    return {"desk": desk.name if desk else None, "topics": list(topics)}


def _on(article: Article) -> set[UUID]:
    topics = set(article.topics.values_list("pk", flat=True))
    return topics | {article.desk_id} if article.desk_id else topics


def _refuse_taking_off(actor: Actor, left: set[UUID]) -> None:
    if not left or can_administer(actor.person):
        return
    names = closing_for(actor.person).filter(pk__in=left).values_list("name", flat=True)
    if names:
        raise Forbidden(
            "other_desk",
            _(
                "%(desks)s names its own reviewers. Ask one of them or an administrator to take the article off it."
            )
            % {"desks": ", ".join(names)},
            desks=list(names),
        )


def _desk(given: Any, article: Article) -> Desk | None:
    if given in (None, ""):
        return None
    name = typed.text_of(given, "desk", 60)
    usable = Desk.objects.filter(Q(retired_at__isnull=True) | Q(pk=article.desk_id))
    found = _called(usable.filter(kind=DeskKind.DESK), [name]).first()
    if found is None:
        raise Invalid("unknown_desk", _("There is no such desk, or it was retired."), field="desk")
    return found


def _topics(given: Any, article: Article) -> list[Desk]:
    if not isinstance(given, list) or len(given) > _MOST_TOPICS:
        raise Invalid("not_list", _("Give a list of at most 20 topics."), field="topics")
    names = {typed.text_of(name, "topics", 60, required=True) for name in given}
    usable = Desk.objects.filter(Q(retired_at__isnull=True) | Q(articles_about=article)).distinct()
    found = list(_called(usable.filter(kind=DeskKind.TOPIC), list(names)))
    known = {desk.slug for desk in found} | {str(desk.pk) for desk in found}
    if unknown := sorted(names - known):
        raise Invalid(
            "unknown_topic",
            _("There is no topic “%(name)s”, or it was retired.") % {"name": unknown[0]},
            field="topics",
        )
    return found


def _called(desks: "QuerySet[Desk]", names: list[str]) -> "QuerySet[Desk]":
    ids = []
    for name in names:
        try:
            ids.append(UUID(name))
        except ValueError:
            continue
    return desks.filter(Q(slug__in=names) | Q(pk__in=ids))
