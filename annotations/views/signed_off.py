"""What headers and lists say of an article's clearing or sign-off, and who wrote it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from annotations import clearing
from annotations.models import Article, Newsroom, Purpose, SignOff, User

WHY_ENDED = {
    "new_revision": gettext_lazy("a newer text came"),
    "claim_changed": gettext_lazy("a claim of it changed"),
    "unread": gettext_lazy("somebody took back that a sentence is done"),
    "writer_named": gettext_lazy("who gave it was named as a writer"),
    "reopened": gettext_lazy("somebody took it back"),
}


def address_of(article: Article) -> str:
    """The page on which an article is cleared or signed off."""
    name = "article_clear" if article.purpose == Purpose.OWN else "article_sign_off"
    return reverse(name, args=[article.pk])


def writers_of(article: Article) -> dict[str, Any]:
    """What the form of the writers shows: every account that may be one, ticked where it is."""
    chosen = set(article.writers.values_list("pk", flat=True))
    people = User.objects.filter(is_active=True) | User.objects.filter(pk__in=chosen)
    accounts = [(person, person.pk in chosen) for person in people.order_by("full_name", "pk")]
    return {"accounts": accounts, "writer_lines": "\n".join(article.writer_names)}


def standing_of(
    article: Article, last: SignOff | None, *, wants_sign_off: bool = False
) -> dict[str, Any]:
    """What header and lists say of it: `is_asked` for at all, the `last` sign-off, `is_in_force`, and the page's `url`."""
    is_asked = article.purpose == Purpose.OWN or wants_sign_off or last is not None
    return {
        "is_asked": is_asked and not article.is_source,
        "last": last,
        "is_in_force": last is not None and last.ended_at is None,
        "why_ended": WHY_ENDED.get(last.ended_why, "") if last else "",
        "url": address_of(article),
    }


def header_of(article: Article) -> dict[str, Any]:
    """The same for one article, asked of the database."""
    last = clearing.last_of([article]).get(article.pk)
    return standing_of(article, last, wants_sign_off=Newsroom.current().wants_sign_off)
