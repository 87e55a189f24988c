"""A published check as the public pages print it: the judged content with real dates and words, and nothing else."""

import json
import re
from collections.abc import Mapping
from copy import deepcopy
from datetime import date, datetime
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from annotations.models import Channel, Newsroom, Publication
from annotations.publishing import Check, pages_of, rating_label, scale_of
from annotations.views.figured import printed_figures
from annotations.views.printed import printed_inquiry

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def shown(check: Check) -> dict[str, Any]:
    """A check for templates, in the language of the moment.

    Verdict and scale are worded as the newsroom had translated them when the check was judged.
    """
    content = deepcopy(check.content)
    for appearance in content["appearances"]:
        appearance["said_on"] = _day(appearance["said_on"])
        appearance["article"]["published_at"] = _moment(appearance["article"]["published_at"])
        appearance["lang"] = _tag(appearance.get("text_language", ""))
    for evidence in content["evidence"]:
        _dress(evidence)
    publication = check.publication
    return {
        **content,
        "claimed_on": _day(content["claimed_on"]),
        "claimant_corrected": _claimant_corrected(content.get("claimant_corrected")),
        "slug": publication.slug,
        "kind": publication.kind,
        "note": publication.note,
        "look": content["rating"]["look"],
        "verdict_label": rating_label(content, get_language()),
        "scale": scale_of(content, get_language()),
        "rated_at": _moment(content["rating"].get("rated_at")),
        "reviewed_at": publication.decision.created_at,
        "address": check.address,
        "inquiry": printed_inquiry(check.content),
        "in_figures": printed_figures(check.content),
        "version": publication.version,
        "published_at": publication.published_at,
        "first_published_at": check.first_published_at,
        "is_corrected": publication.version > 1,
    }


def share_of(check: Mapping[str, Any]) -> dict[str, str]:
    """What other sites show of a check when somebody shares it: verdict and claim, and how the explanation begins.

    Args:
        check: as `shown` gives it.
    """
    facts = {"verdict": check["verdict_label"], "statement": check["statement"]}
    title = _("%(verdict)s: %(statement)s") % facts
    words = " ".join(check["explanation"].split())
    return {"title": Truncator(title).chars(110), "words": Truncator(words).chars(200)}


def earlier_version(publication: Publication) -> dict[str, Any]:
    """A version that was public before, in a line."""
    content = json.loads(publication.decision.content)
    return {
        "version": publication.version,
        "published_at": publication.published_at,
        "withdrawn_at": publication.withdrawn_at,
        "look": content["rating"]["look"],
        "verdict_label": rating_label(content, get_language()),
    }


def article_shown(said: Mapping[str, Any]) -> dict[str, Any]:
    """What was judged of an article, for templates."""
    return {**said, "published_at": _moment(said["published_at"])}


def add_copies(check: dict[str, Any], copies: Mapping[str, Any]) -> None:
    """Give `is_readable` to the copy of each evidence: whether readers may read it now (see `publishing.open_copies`)."""
    for evidence in check["evidence"]:
        if evidence["copy"]:
            evidence["copy"]["is_readable"] = evidence["id"] in copies


def add_pages(check: dict[str, Any], newsroom: Newsroom) -> None:
    """Give `page` to each article in which the claim appears: the path of its public annotated page, or empty."""
    articles = [one["article"] for one in check["appearances"]]
    pages = pages_of([one["id"] for one in articles], newsroom)
    for article in articles:
        article["page"] = pages.get(article["id"], "")


def _dress(evidence: dict[str, Any]) -> None:
    """Real dates and words for one evidence; what was approved before these were judged says nothing of them."""
    evidence["published_at"] = _moment(evidence["published_at"])
    evidence["obtained_at"] = _moment(evidence.get("obtained_at"))
    channel = evidence.get("channel")
    evidence["channel_label"] = Channel(channel).label if channel else ""
    passage = evidence.get("passage")
    evidence["quoted"] = evidence["quote"] or (passage["exact"] if passage else "")
    evidence["has_told_copy"] = "copy" in evidence
    if copy := evidence.setdefault("copy", None):
        copy["fetched_at"] = _moment(copy["fetched_at"])


def _claimant_corrected(told: dict[str, Any] | None) -> dict[str, Any] | None:
    return {**told, "on": _day(told["on"])} if told else None


def _tag(language: str) -> str:
    """A language as HTML may say it, or nothing: an editor may have typed its name."""
    return language if _TAG.fullmatch(language) else ""


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
