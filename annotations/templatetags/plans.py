"""Who works on an article, for the pages that show one."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context

from annotations import review
from annotations.models import Article, Priority, Stage, User
from annotations.permissions import can_edit, can_review

register = template.Library()


@register.simple_tag(takes_context=True)
def article_plan(context: Context, article: Article) -> dict[str, Any]:
    """Its editors, reviewers, and how many of its claims wait for the reader's decision; three queries."""
    person = context.get("user")
    if not isinstance(person, User):
        return {}
    reviews = can_review(person)
    waiting = review.waiting_for(person).filter(article=article).order_by()
    return {
        "assignees": _by_name(article.assignees.all()),
        "reviewers": _by_name(article.reviewers.all()),
        "priorities": list(reversed(Priority.choices)),
        "is_done": article.stage == Stage.DONE,
        "waits": waiting.count() if reviews else 0,
        "may": {"plan": can_edit(person), "review": reviews},
    }


def _by_name(people: Iterable[User]) -> list[User]:
    return sorted(people, key=lambda one: one.name.casefold())
