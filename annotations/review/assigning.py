"""Who reviews, until when, how much it presses: of an article and of one claim.

None of it is an edit: state, approval, authors, version and ETag stay.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from annotations import typed, workflow
from annotations.desks import may_review
from annotations.history import record
from annotations.models import Article, Claim, Priority, User
from annotations.permissions import Actor, can_review, require_editor
from annotations.refusals import Invalid, Missing

_MOST = 50
_YEARS = (2000, 2100)
CLAIM_PLAN = ("reviewer", "deadline_at", "priority")
ARTICLE_PLAN = ("reviewers", "deadline_at", "priority")


@transaction.atomic
def plan_claim(*, actor: Actor, claim_id: UUID, expected: str | None = None, **plan: Any) -> Claim:
    """Set who is asked to review a claim, its deadline, its priority; what equals the present value stays.

    Args:
        actor: an editor or above.
        claim_id: which claim, in any state.
        expected: the ETag that was read.
        plan: any of `reviewer` (an account's id or user name), `deadline_at` (RFC 3339), `priority` (a number
            of Priority). None: as the article has it, and for the reviewer nobody.

    Raises:
        Missing, OutOfDate. Forbidden: `role_required`.
        Invalid: `unknown_reviewer`, `reviewer_is_author`, `date_invalid`, `unknown_choice`.
    """
    require_editor(actor)
    claim = workflow.take(actor, claim_id, expected=expected)
    clean: dict[str, Any] = {}
    if "reviewer" in plan:
        clean["reviewer"] = _reviewer(plan["reviewer"], claim)
    if "deadline_at" in plan:
        clean["deadline_at"] = deadline_of(plan["deadline_at"])
    if "priority" in plan:
        clean["priority"] = priority_of(plan["priority"])
    before = _set(claim, clean)
    _tell(before, clean, lambda verb, **facts: record(actor, verb, claim, claim=claim, **facts))
    return claim


@transaction.atomic
def plan_article(*, actor: Actor, article_id: UUID, **plan: Any) -> Article:
    """Set who is asked to review an article, its deadline, its priority; its claims have them where they have none.

    Args:
        actor: an editor or above.
        article_id: which article.
        plan: any of `reviewers` (a list of ids or user names), `deadline_at`, `priority` (None: normal).

    Raises:
        Missing: `not_found`. Forbidden: `role_required`.
        Invalid: `not_list`, `unknown_reviewer`, `date_invalid`, `unknown_choice`.
    """
    require_editor(actor)
    rows = Article.objects.visible_to(actor.person).select_for_update(of=("self",)).defer("search")
    article = rows.filter(pk=article_id).first()
    if article is None:
        raise Missing("not_found", _("There is no such article."))
    clean: dict[str, Any] = {}
    if "deadline_at" in plan:
        clean["deadline_at"] = deadline_of(plan["deadline_at"])
    if "priority" in plan:
        found = priority_of(plan["priority"])
        clean["priority"] = Priority.NORMAL.value if found is None else found
    people = _reviewers(plan["reviewers"]) if "reviewers" in plan else None
    before = _set(article, clean)
    if people is not None and set(article.reviewers.all()) != set(people):
        before["reviewer"] = _ids(list(article.reviewers.all()))
        clean["reviewer"] = people
        article.reviewers.set(people)
    _tell(
        before, clean, lambda verb, **facts: record(actor, verb, article, article=article, **facts)
    )
    return article


def deadline_of(given: Any) -> datetime | None:
    """A deadline, or None.

    Raises:
        Invalid: `date_invalid`, also of a year that nobody means.
    """
    found = typed.moment_of(given, "deadline_at")
    if found is not None and not _YEARS[0] <= found.year < _YEARS[1]:
        raise Invalid("date_invalid", _("Give a day from 2000 to 2099."), field="deadline_at")
    return found


def priority_of(given: Any) -> int | None:
    """A priority, or None.

    Raises:
        Invalid: `number_invalid`, `unknown_choice`.
    """
    found = typed.whole_number_of(given, "priority")
    if found is not None and found not in Priority.values:
        raise Invalid(
            "unknown_choice",
            _("Choose one of: %(allowed)s.") % {"allowed": ", ".join(map(str, Priority.values))},
            field="priority",
        )
    return found


def _set(thing: Claim | Article, clean: dict[str, Any]) -> dict[str, Any]:
    """Write those of the values that differ.

    Returns:
        What they were before, as JSON; `clean` keeps only these.
    """
    before = {name: getattr(thing, name) for name in clean if getattr(thing, name) != clean[name]}
    for name in list(clean):
        if name in before:
            setattr(thing, name, clean[name])
        else:
            del clean[name]
    if before:
        thing.save(update_fields=list(before))
    return {name: _plain(value) for name, value in before.items()}


def _tell(before: dict[str, Any], after: dict[str, Any], write: Callable[..., Any]) -> None:
    verbs = {
        "reviewer": "reviewer_assigned",
        "deadline_at": "deadline_set",
        "priority": "priority_set",
    }
    for name, verb in verbs.items():
        if name in before:
            write(verb, before=before[name], after=_plain(after[name]))


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return _ids(value)
    if isinstance(value, User):
        return str(value.pk)
    return value.isoformat() if isinstance(value, datetime) else value


def _ids(people: list[User]) -> list[str]:
    return sorted(str(one.pk) for one in people)


def _reviewer(given: Any, claim: Claim) -> User | None:
    if given in (None, ""):
        return None
    [person] = _named([typed.text_of(given, "reviewer", 150, required=True)], "reviewer")
    if person.pk in claim.contributors:
        raise Invalid(
            "reviewer_is_author",
            _("%(name)s worked on this claim, so somebody else must decide on it.")
            % {"name": person.name},
            field="reviewer",
        )
    if not may_review(person, claim.article):
        raise Invalid(
            "unknown_reviewer",
            _("%(name)s does not review this article’s desk.") % {"name": person.name},
            field="reviewer",
        )
    return person


def _reviewers(given: Any) -> list[User]:
    if not isinstance(given, list) or len(given) > _MOST:
        raise Invalid("not_list", _("Give a list of at most 50 people."), field="reviewers")
    names = {typed.text_of(name, "reviewers", 150, required=True) for name in given}
    return _named(sorted(names), "reviewers")


def _named(names: list[str], field: str) -> list[User]:
    """Those who bear the names or ids and review."""
    ids = []
    for name in names:
        try:
            ids.append(UUID(name))
        except ValueError:
            continue
    asked = User.objects.filter(Q(username__in=names) | Q(pk__in=ids), is_active=True)
    known = [one for one in asked.order_by("pk") if can_review(one)]
    found = {one.username for one in known} | {str(one.pk) for one in known}
    if unknown := [name for name in names if name.lower() not in found and name not in found]:
        raise Invalid(
            "unknown_reviewer",
            _("“%(name)s” is nobody who reviews here.") % {"name": unknown[0]},
            field=field,
        )
    return known
