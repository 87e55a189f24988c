"""How far an article is, from the states of its claims."""

from annotations.models import Article, Claim, Stage, State


def refresh_stage(article: Article) -> None:
    """Set the article's stage from its claims; writes only when it changes."""
    states = set(
        Claim.objects.filter(article=article, deleted_at__isnull=True)
        .order_by()
        .values_list("state", flat=True)
        .distinct()
    )
    stage = _stage(states)
    if stage != article.stage:
        Article.objects.filter(pk=article.pk).update(stage=stage)
        article.stage = stage


def _stage(states: set[str]) -> Stage:
    if not states:
        return Stage.NEW
    if states & {State.DRAFT, State.CHANGES_REQUESTED}:
        return Stage.CHECKING
    if State.IN_REVIEW in states:
        return Stage.IN_REVIEW
    return Stage.DONE
