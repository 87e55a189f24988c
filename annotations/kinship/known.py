"""Is this story here already? By its address, or by what its agency calls it."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet
from tld import get_fld

from annotations.models import AlsoPublished, Article, KinDecision, Kinship, TextSketch

_LOOKED_AT = 20


def known_article(
    *, articles: QuerySet[Article], addresses: Iterable[str], identifier: str = ""
) -> Article | None:
    """The article that stands at one of these addresses, or that its agency calls by this name.

    Args:
        articles: which may be it (locked, of one purpose and role).
        addresses: as fetched and as the page calls itself; empty ones count for nothing.
        identifier: see `Document.identifier`.

    Returns:
        An article that was merged into another one as its newer version stands for that one; one that
        is merely published elsewhere too stands for itself, because its text may yet become another. A
        deleted one is not known: importing its address again makes a new article.
    """
    articles = articles.filter(deleted_at__isnull=True)
    found = _at([address for address in dict.fromkeys(addresses) if address], articles)
    if found is None and identifier:
        found = articles.filter(identifier=identifier).order_by("created_at", "id").first()
    return None if found is None else _standing(articles, found)


def _at(wanted: list[str], articles: QuerySet[Article]) -> Article | None:
    """The first article at one of these addresses that may speak for it.

    A page may call any address its canonical one. Another site's is a matter for a person.
    """
    if not wanted:
        return None
    there = articles.filter(Q(canonical_url__in=wanted) | Q(url__in=wanted))
    for article in there.order_by("created_at", "id")[:_LOOKED_AT]:
        if article.url in wanted or is_same_site(article.url, article.canonical_url):
            return article
    return None


def _standing(articles: QuerySet[Article], article: Article) -> Article | None:
    if article.merged_into_id is None:
        return article
    is_elsewhere = AlsoPublished.objects.filter(
        article=article.merged_into_id, snapshot__blob__in=article.snapshots.values("blob")
    )
    return article if is_elsewhere.exists() else articles.filter(pk=article.merged_into_id).first()


def is_same_site(one: str, other: str) -> bool:
    """Whether two addresses belong to one registered name, so that one may speak for the other."""
    return bool(one and other) and _site(one) == _site(other)


def _site(address: str) -> str:
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    registered = get_fld(f"http://{host}/", fail_silently=True)
    if registered:
        return str(registered)
    labels = host.split(".")
    # Names of a local network know no register: their last two labels must do.
    is_name = len(labels) > 1 and not labels[-1].isdecimal()
    return ".".join(labels[-2:]) if is_name else f"{host}:{parts.port}"


def part_again(article: Article) -> bool:
    """Let an article stand on its own again where its text has left the one it was merged into.

    Args:
        article: locked, with its newest text in force; the caller saves it.

    Returns:
        Whether it now does.
    """
    if article.merged_into_id is None:
        return False
    own = TextSketch.objects.filter(article=article).values("words_sha256")
    if TextSketch.objects.filter(article=article.merged_into_id, words_sha256__in=own).exists():
        return False
    pair = [article.pk, article.merged_into_id]
    Kinship.objects.filter(article__in=pair, other__in=pair).update(
        decision=KinDecision.OPEN, decided_by=None, decided_at=None
    )
    article.merged_into = None
    return True
