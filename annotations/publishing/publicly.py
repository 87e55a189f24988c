"""Published checks as the public sees them: the judged bytes, less what is confidential."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from annotations.models import Publication
from annotations.models.decision import PublicationQuerySet


@dataclass(frozen=True, slots=True)
class Check:
    """One published version of a check. `content` is the judged content without reserved evidence."""

    publication: Publication
    content: dict[str, Any]
    first_published_at: datetime

    @property
    def address(self) -> str:
        """The path of its page."""
        return self.publication.address


def public_checks() -> PublicationQuerySet:
    """The live publications with what their pages need, newest first."""
    return Publication.objects.public().select_related("decision", "claim")


def check_of(publication: Publication, first_published_at: datetime | None = None) -> Check:
    """Read the judged bytes of a publication.

    Args:
        publication: with `decision` loaded.
        first_published_at: when version 1 appeared, where the caller knows it.
    """
    content: dict[str, Any] = json.loads(publication.decision.content)
    content["evidence"] = [e for e in content["evidence"] if e["visibility"] == "everyone"]
    return Check(publication, content, first_published_at or publication.published_at)
