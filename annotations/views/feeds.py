"""The newest published checks as an Atom feed, for readers and other newsrooms."""

import re
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed

from annotations.models import Newsroom
from annotations.publishing import Check, check_of, first_published, public_checks
from annotations.views.public import public

if TYPE_CHECKING:  # Django's own class takes no parameters at run time
    CheckFeed = Feed[Check, None]
else:
    CheckFeed = Feed

_FEED_SIZE = 50
# XML 1.0 has no place for these.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class NewChecks(CheckFeed):
    """The newest checks as an Atom feed."""

    feed_type = Atom1Feed

    def title(self) -> str:
        """The newsroom's name."""
        return _plain(Newsroom.current().name)

    def link(self) -> str:
        """The page that the feed is of."""
        return f"{settings.PUBLIC_URL}/factchecks/"

    def feed_url(self) -> str:
        """The feed's own address."""
        return f"{settings.PUBLIC_URL}/factchecks/feed.atom"

    def items(self) -> list[Check]:
        """The newest live publications."""
        newest = list(public_checks()[:_FEED_SIZE])
        first = first_published(newest)
        return [check_of(one, first[one.claim_id]) for one in newest]

    def item_title(self, item: Check) -> str:
        """The verdict and the statement."""
        return _plain(f"{item.content['rating']['label']}: {item.content['statement']}")

    def item_description(self, item: Check) -> str:
        """The explanation."""
        return _plain(item.content["explanation"])

    def item_link(self, item: Check) -> str:
        """The check's address."""
        return settings.PUBLIC_URL + item.address

    def item_guid(self, item: Check) -> str:
        """One per check, whatever its version."""
        return self.item_link(item)

    def item_pubdate(self, item: Check) -> datetime:
        """When its first version appeared."""
        return item.first_published_at

    def item_updateddate(self, item: Check) -> datetime:
        """When this version appeared."""
        return item.publication.published_at


feed = public(NewChecks())


def _plain(text: str) -> str:
    return _CONTROLS.sub(" ", text)
