"""Who works on an article. Assigning is no edit: it touches no approval."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from annotations import typed
from annotations.history import record
from annotations.models import Article, User
from annotations.permissions import Actor, require_editor
from annotations.refusals import Invalid, Missing

_MOST = 50


@transaction.atomic
def assign(*, actor: Actor, article_id: UUID, assignees: Any) -> Article:
    """Say who works on an article; the same people again change nothing.

    Args:
        actor: an editor or above.
        article_id: which article.
        assignees: a list of ids or user names; empty for nobody.

    Raises:
        Missing: `not_found`. Invalid: `unknown_person`, `not_list`. Forbidden: `role_required`.
    """
    require_editor(actor)
    article = (
        Article.objects.select_for_update(of=("self",))
        .filter(pk=article_id, deleted_at__isnull=True)
        .first()
    )
    if article is None:
        raise Missing("not_found", _("There is no such article."))
    people = _people(assignees)
    before = sorted(str(pk) for pk in article.assignees.values_list("pk", flat=True))
    after = sorted(str(person.pk) for person in people)
    if before != after:
        article.assignees.set(people)
        record(actor, "assigned", article, article=article, before=before, after=after)
    return article


def _people(given: Any) -> list[User]:
    if not isinstance(given, list) or len(given) > _MOST:
        raise Invalid("not_list", _("Give a list of at most 50 people."), field="assignees")
    names = {typed.text_of(name, "assignees", 150, required=True) for name in given}
    known = list(User.objects.filter(_named(names), is_active=True))
    found = {person.username for person in known} | {str(person.pk) for person in known}
    if unknown := sorted(names - found):
        raise Invalid(
            "unknown_person",
            _("There is no account “%(name)s”.") % {"name": unknown[0]},
            field="assignees",
        )
    return known


def _named(names: set[str]) -> Q:
    ids = []
    for name in names:
        try:
            ids.append(UUID(name))
        except ValueError:
            continue
    return Q(username__in=names) | Q(pk__in=ids)
