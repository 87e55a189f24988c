"""The demo's editor at work: the claims of the demo articles with their figures, so that the figure board is full."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from annotations.claims import add_appearance, mark_everywhere, mark_passage
from annotations.evidence.origins import set_claim_origin
from annotations.figures.record import add_figure
from annotations.management.demo_articles import DEMO_ARTICLES, DemoClaim, DemoFigure
from annotations.models import Article, Claim, Figure, Highlight, User
from annotations.permissions import Actor

_EDITOR = "editor"


class Command(BaseCommand):
    """`manage.py demo_claims`: running it again makes nothing twice."""

    help = "Mark the claims of the demo articles with their figures, as the account “editor”."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Play the editor through the rooms, article by article; what is there already stays."""
        if not settings.DEMO:
            raise CommandError("This is no demo newsroom: nothing was marked.")
        editor = User.objects.filter(username=_EDITOR, is_active=True).first()
        if editor is None:
            raise CommandError("There is no account “editor”. Run make_demo first.")
        actor = Actor(user=editor, door="command")
        for slug, claims in DEMO_ARTICLES.items():
            article = _article(claims)
            if article is None:
                self.stdout.write(f"{slug}: not imported yet, or its words have changed.")
                continue
            with transaction.atomic():
                made = _work(actor, article, claims)
            self.stdout.write(f"{slug}: {made} of {len(claims)} claims marked now.")


def _article(claims: tuple[DemoClaim, ...]) -> Article | None:
    """The oldest listed article in which the first claims stand."""
    found = Article.objects.listed().order_by("created_at", "pk")
    for claim in claims[1:3]:
        found = found.filter(current_revision__text__contains=claim.words[0])
    return found.select_related("current_revision").first()


def _work(actor: Actor, article: Article, claims: tuple[DemoClaim, ...]) -> int:
    made = 0
    figures: dict[str, Figure] = {}
    for told in claims:
        claim = _marked(article, told)
        if claim is None:
            claim = _mark(actor, article, told)
            made += claim is not None
        if claim is not None and told.figure is not None:
            figures[told.key] = _figure(actor, claim, told.figure, figures)
    return made


def _marked(article: Article, told: DemoClaim) -> Claim | None:
    """The claim that is there already."""
    found = Claim.objects.filter(
        article=article,
        deleted_at__isnull=True,
        appearances__highlights__exact=told.words[0],
        appearances__highlights__retired_at__isnull=True,
    )
    return found.order_by("created_at").first()


def _mark(actor: Actor, article: Article, told: DemoClaim) -> Claim | None:
    """Mark it with all its passages; None where its words don't stand in the text."""
    revision = article.current_revision
    if revision is None or told.words[0] not in revision.text:
        return None
    start = revision.text.index(told.words[0])
    place: dict[str, Any] = {"article_id": article.pk, "revision_id": revision.pk}
    claim = mark_passage(
        actor=actor,
        start=start,
        end=start + len(told.words[0]),
        asserts=told.asserts,
        **place,
        **(told.wording or {}),
    ).claim
    if told.is_everywhere:
        mark_everywhere(actor=actor, claim_id=claim.pk, revision_id=revision.pk)
    for words in told.words[1:]:
        start = revision.text.find(words)
        if start >= 0:
            end = start + len(words)
            add_appearance(actor=actor, claim_id=claim.pk, start=start, end=end, **place)
    if told.origin:
        set_claim_origin(actor=actor, claim_id=claim.pk, origin=told.origin)
    return claim


def _figure(actor: Actor, claim: Claim, noted: DemoFigure, figures: dict[str, Figure]) -> Figure:
    """Its figure; the one that is there where it has one."""
    present = claim.figures.filter(removed_at__isnull=True).order_by("created_at").first()
    if present is not None:
        return present
    first, last = noted.period
    passage = Highlight.objects.filter(appearance__claim=claim, retired_at__isnull=True)
    whole = figures.get(noted.share_of)
    return add_figure(
        actor=actor,
        claim_id=claim.pk,
        quantity={"label": noted.quantity},
        low=noted.low,
        high=noted.low,
        qualifier=noted.qualifier,
        unit=noted.unit,
        period={"from": first, "to": last},
        period_words=noted.period_words,
        place=noted.place,
        authority=noted.authority,
        share_of=str(whole.pk) if whole else None,
        inferred=list(noted.inferred),
        highlight=str(passage.order_by("created_at", "start")[0].pk),
        confirmed=True,
    )
