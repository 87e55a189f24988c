"""Making a dossier: what a newsroom said, who judged it on which evidence, with the record and its chain."""

from collections.abc import Callable
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from annotations import history
from annotations.legal.claim_pages import add_claim
from annotations.legal.contents import Making
from annotations.legal.packing import Package
from annotations.legal.proof_pages import add_proofs
from annotations.legal.recipe import README, VERIFY
from annotations.legal.record_pages import add_record
from annotations.legal.source_pages import add_articles, add_copies
from annotations.models import Article, Claim, Dossier, Newsroom


def make(
    dossier: Dossier, target: IO[bytes], keeps: dict[str, bool], step: Callable[[], object] = bool
) -> Making:
    """Write the ZIP of a dossier.

    Args:
        dossier: with `matter` and `made_by`.
        target: where to.
        keeps: what a dossier for disclosure keeps.
        step: called before each part.

    Returns:
        What was left out of it, and the head of the record it was made at, as attributes of its dossier.
    """
    making = Making(dossier, dossier.made_by, Package(target), keeps, step)
    dossier.history_seq, dossier.history_hash = history.head()
    try:
        _write(making)
    except BaseException:
        making.package.give_up()
        raise
    return making


def _write(making: Making) -> None:
    claims, articles = concerned(making)
    for number, claim in enumerate(claims, 1):
        add_claim(making, claim, f"claims/{number:03}")
    add_articles(making, articles)
    add_proofs(making, articles)
    add_copies(making)
    add_record(making, claims, articles)
    _finish(making, claims, articles)


def concerned(making: Making) -> tuple[list[Claim], list[Article]]:
    """The claims that the matter names and those of its articles; its articles and those of its claims."""
    matter = making.dossier.matter
    named = set(matter.claims.values_list("pk", flat=True))
    articles: set[UUID] = set(matter.articles.values_list("pk", flat=True))
    rows = Claim.objects.visible_to(making.person).defer("search")
    claims = list((rows.filter(pk__in=named) | rows.filter(article__in=articles)).order_by("pk"))
    articles |= {claim.article_id for claim in claims}
    readable = Article.objects.visible_to(making.person).defer("search").filter(pk__in=articles)
    if len(named) > sum(claim.pk in named for claim in claims):
        making.lacks("claims/", "claims of the matter", "deleted since they were added")
    return claims, list(readable.select_related("current_revision").order_by("pk"))


def _finish(making: Making, claims: list[Claim], articles: list[Article]) -> None:
    """What stands at the root: what the matter is, what is left out, how to verify."""
    dossier, matter, package = making.dossier, making.dossier.matter, making.package
    about: dict[str, Any] = {
        "reference": matter.reference,
        "requester": matter.requester,
        "received_on": matter.received_on,
    }
    if making.is_redacted:
        making.leaves_out("matter.json", "title, note, deadline and people", "legal advice")
    else:
        people = list(matter.people.order_by("username").values_list("username", flat=True))
        about |= {
            "title": matter.title,
            "note": matter.note,
            "deadline_on": matter.deadline_on,
            "holds": matter.holds,
            "people": people,
            "opened_by": matter.created_by.username,
        }
    package.add_json("matter.json", about)
    if making.is_redacted:
        package.add_json("REDACTIONS.json", making.redactions)
    making.lacks(
        "",
        "whatever colleagues keep hidden from the person who had this made",
        "only what that person may see is in here; of what is hidden nothing is said, not even whether there is any",
    )
    package.add_json("NOT-INCLUDED.json", making.missing)
    package.add("README.txt", README)
    package.add("verify.py", VERIFY)
    package.close(
        {
            "newsroom": Newsroom.current().name,
            "address": settings.PUBLIC_URL,
            "dossier": str(dossier.pk),
            "kind": dossier.kind,
            "made_at": timezone.now(),
            "made_by": making.who({"id": str(making.person.pk), "name": making.person.name}),
            "record_head": f"{dossier.history_seq}:{dossier.history_hash}",
            "claims": [str(claim.pk) for claim in claims],
            "articles": [str(article.pk) for article in articles],
        }
    )
