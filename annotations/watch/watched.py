"""How the page of one article is watched, and where it is not, why."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from annotations.models import Newsroom, User, Watch
from annotations.watch.begin import visible_article
from annotations.watch.resting import resting_on, why_not


@dataclass(frozen=True, slots=True)
class Watched:
    """The watch on a page.

    Attributes:
        watch: as it stands; an unsaved one where nobody has begun.
        reason: why the page is not looked at again and again, or nothing: `no_address`, `not_fetched`, `merged`,
            `paused`, `off` (the newsroom's setting), `no_claims`.
    """

    watch: Watch
    reason: str = ""


def watched(person: User, article_id: UUID) -> Watched:
    """How an article's page is watched.

    What confidential evidence rests on counts for nothing here (see `annotations.watch.resting`).

    Raises:
        Missing: `not_found`.
    """
    article = visible_article(person, article_id)
    watch = Watch.objects.filter(article=article).first() or Watch(
        article=article, next_look_at=timezone.now()
    )
    reason = why_not(article)
    if not reason and watch.is_paused:
        reason = "paused"
    if not reason and not Newsroom.current().watch_is_on:
        reason = "off"
    if not reason and not resting_on([article.pk]):
        reason = "no_claims"
    return Watched(watch, reason)
