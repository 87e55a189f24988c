"""All published reviews as a schema.org DataFeed, in pages that cost the same however many there are."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from annotations.models import Claim, Newsroom, Publication
from annotations.publishing.claimreview import CONTEXT, publisher_of, review_of
from annotations.publishing.publicly import Check, check_of, first_published, public_checks
from annotations.refusals import Missing

ADDRESS = "/factchecks/claimreviews.json"
SIZE = 1_000
"""Reviews on one page: that of nearly every newsroom holds them all."""
# schema.org has no word for the page after this one.
_PAGED = {"next": {"@id": "http://www.w3.org/ns/hydra/core#next", "@type": "@id"}}


@dataclass(frozen=True, slots=True)
class FeedPage:
    """One page: its live publications by the age of their claims, newest first, and where the next one begins."""

    publications: list[Publication]
    after: str

    @property
    def next_url(self) -> str:
        """The address of the page that follows, or empty."""
        return f"{settings.PUBLIC_URL}{ADDRESS}?after={self.after}" if self.after else ""


def feed_page(after: str = "", *, size: int = SIZE) -> FeedPage:
    """The page after the check with this slug; the first one where it is empty.

    A correction changes no check's place and a withdrawal moves no other, so that who reads all pages misses none that
    is public throughout. Two queries, without the judged bytes (see `data_feed`).

    Args:
        after: the slug of the last check of the page before, published or withdrawn.
        size: how many at most.

    Raises:
        Missing: `not_found`.
    """
    rows = Publication.objects.public().order_by("-claim")
    if after:
        claim = Claim.objects.filter(slug=after).only("pk").first()
        if claim is None:
            raise Missing(
                "not_found",
                _("The feed has no such place. Begin at its first page: %(address)s")
                % {"address": settings.PUBLIC_URL + ADDRESS},
            )
        rows = rows.filter(claim__lt=claim.pk)
    found = list(rows[: size + 1])
    kept = found[:size]
    return FeedPage(kept, kept[-1].slug if len(found) > size else "")


def data_feed(page: FeedPage, newsroom: Newsroom) -> dict[str, Any]:
    """The page as JSON-LD: a DataFeed whose elements hold one ClaimReview each. Two queries."""
    whole = {one.pk: one for one in _with_content(page.publications)}
    publications = [whole[one.pk] for one in page.publications if one.pk in whole]
    first = first_published(publications)
    checks = [check_of(one, first.get(one.claim_id)) for one in publications]
    feed: dict[str, Any] = {
        "@context": [CONTEXT, _PAGED] if page.next_url else CONTEXT,
        "@type": "DataFeed",
        "name": newsroom.name,
        "url": settings.PUBLIC_URL + ADDRESS,
        "inLanguage": newsroom.language,
        "publisher": publisher_of(newsroom),
        "dataFeedElement": [_element(check, newsroom) for check in checks],
    }
    if checks:
        feed["dateModified"] = max(one.published_at for one in publications).isoformat()
    if page.next_url:
        feed["next"] = page.next_url
    return feed


def _with_content(publications: list[Publication]) -> list[Publication]:
    rows = public_checks().filter(pk__in=[one.pk for one in publications])
    return list(rows.select_related(None).select_related("decision").order_by("-claim"))


def _element(check: Check, newsroom: Newsroom) -> dict[str, Any]:
    review = review_of(check, newsroom)
    del review["@context"]
    return {
        "@type": "DataFeedItem",
        "dateCreated": check.first_published_at.isoformat(),
        "dateModified": check.publication.published_at.isoformat(),
        "item": review,
    }
