"""Who wrote our own copy: accounts, and names of those who have none."""

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
def name_writers(
    *, actor: Actor, article_id: UUID, writers: Any = None, writer_names: Any = None
) -> Article:
    """Say who wrote an article; the same people again change nothing.

    A clearing by somebody who is named now ends with it (the database does that).

    Args:
        actor: an editor or above.
        article_id: which.
        writers: a list of ids or user names of accounts; None leaves them as they are.
        writer_names: a list of names of people without an account; None leaves them as they are.

    Raises:
        Missing: `not_found`. Forbidden: `role_required`. Invalid: `not_list`, `unknown_person`, and those of `typed`.
    """
    require_editor(actor)
    rows = Article.objects.visible_to(actor.person).defer("search")
    article = rows.select_for_update(of=("self",)).filter(pk=article_id).first()
    if article is None:
        raise Missing("not_found", _("There is no such article. It may have been deleted."))
    before = _said(article)
    if writers is not None:
        article.writers.set(_accounts(_listed(writers, "writers")))
    if writer_names is not None:
        article.writer_names = list(dict.fromkeys(_listed(writer_names, "writer_names")))
    after = _said(article)
    if before == after:
        return article
    if before["writer_names"] != after["writer_names"]:
        article.save(update_fields=["writer_names"])
    record(actor, "writers_named", article, article=article, before=before, after=after)
    return article


def is_writer(person: User, article: Article) -> bool:
    """Whether this account is among the article's writers."""
    return article.writers.filter(pk=person.pk).exists()


def _said(article: Article) -> dict[str, list[str]]:
    accounts = article.writers.order_by("pk").values_list("pk", flat=True)
    return {"writers": [str(pk) for pk in accounts], "writer_names": list(article.writer_names)}


def _listed(given: Any, field: str) -> list[str]:
    if not isinstance(given, list) or len(given) > _MOST:
        raise Invalid("not_list", _("Give a list of at most 50 people."), field=field)
    return [typed.text_of(name, field, 200, required=True) for name in given]


def _accounts(names: list[str]) -> list[User]:
    ids = [one for name in names if (one := _id_in(name))]
    known = list(User.objects.filter(Q(username__in=names) | Q(pk__in=ids)))
    found = {person.username for person in known} | {str(person.pk) for person in known}
    if unknown := [name for name in names if name not in found]:
        raise Invalid(
            "unknown_person",
            _("There is no account “%(name)s”. Name people without an account below.")
            % {"name": unknown[0]},
            field="writers",
        )
    return known


def _id_in(name: str) -> UUID | None:
    try:
        return UUID(name)
    except ValueError:
        return None
