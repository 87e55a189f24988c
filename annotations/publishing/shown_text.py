"""What the public page of one article shows of its text, where that is not as the newsroom's settings say."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from annotations import typed
from annotations.history import record
from annotations.models import Article, Newsroom, PublicText, Purpose
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Missing

AS_SETTINGS = ""
"""As the newsroom's settings say."""

_CHOICES = (AS_SETTINGS, *PublicText.values)


@transaction.atomic
def show_text(*, actor: Actor, article_id: UUID, publicly: Any) -> Article:
    """Say what readers may see of an article's text; the same again changes nothing. No approval changes.

    Args:
        actor: an editor or above.
        article_id: which; never our own copy.
        publicly: `text`, `passages`, `nothing`, or empty: as the settings say.

    Raises:
        Missing: `not_found`. Conflict: `own_copy`. Invalid: `unknown_choice`. Forbidden: `role_required`.
    """
    require_editor(actor)
    rows = Article.objects.select_for_update(of=("self",), no_key=True).defer("search")
    article = rows.filter(pk=article_id, deleted_at__isnull=True).first()
    if article is None:
        raise Missing("not_found", _("There is no such article."))
    wanted = typed.choice_of(publicly, "publicly", _CHOICES)
    if article.purpose == Purpose.OWN and wanted not in {AS_SETTINGS, PublicText.NOTHING}:
        raise Conflict(
            "own_copy",
            _("This is our own copy: nothing of it is made public."),
            field="publicly",
        )
    if wanted == article.publicly:
        return article
    before, article.publicly = article.publicly, wanted
    article.save(update_fields=["publicly"])
    record(
        actor,
        "public_text_set",
        article,
        article=article,
        before={"publicly": before},
        after={"publicly": wanted},
    )
    return article


def shown_of(article: Article, newsroom: Newsroom) -> str:
    """What readers see of the article's text (`PublicText`): its own setting, else the newsroom's; of our own copy nothing."""
    if article.purpose == Purpose.OWN:
        return str(PublicText.NOTHING)
    return article.publicly or newsroom.shows_articles
