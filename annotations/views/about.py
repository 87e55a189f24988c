"""What is known of an article: each field with where it came from, the form that corrects it, an agency's notes."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy

from annotations import typed
from annotations.imports.zones import moment_in, shown_in
from annotations.models import Article
from annotations.refusals import Invalid
from annotations.views.origins import origin_words

LABELS = {
    "title": gettext_lazy("Title"),
    "subtitle": gettext_lazy("Subtitle"),
    "byline": gettext_lazy("By"),
    "site_name": gettext_lazy("Publisher"),
    "published_at": gettext_lazy("Published"),
    "updated_at": gettext_lazy("Updated"),
    "language": gettext_lazy("Language"),
    "canonical_url": gettext_lazy("Address"),
    "image_url": gettext_lazy("Main picture"),
}
# Offered to choose from; every other name or offset may be typed.
TIME_ZONES = (
    "UTC",
    "Africa/Cairo",
    "Africa/Johannesburg",
    "Africa/Lagos",
    "Africa/Nairobi",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Dubai",
    "Asia/Hong_Kong",
    "Asia/Jerusalem",
    "Asia/Kolkata",
    "Asia/Manila",
    "Asia/Seoul",
    "Asia/Shanghai",
    "Asia/Tbilisi",
    "Asia/Tehran",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Europe/Athens",
    "Europe/Berlin",
    "Europe/Istanbul",
    "Europe/Kyiv",
    "Europe/London",
    "Europe/Madrid",
    "Europe/Minsk",
    "Europe/Moscow",
    "Europe/Paris",
    "Europe/Rome",
    "Europe/Vilnius",
    "Europe/Warsaw",
    "Pacific/Auckland",
)
MOMENTS = ("published_at", "updated_at")
_PARTS = ("day", "clock", "zone")
_BETWEEN_NAMES = ", "


def about_of(article: Article) -> list[dict[str, Any]]:
    """What is known of the article, each with where it came from in words and how sure that is."""
    return [_row(article, name) for name in LABELS]


def about_values(article: Article) -> dict[str, Any]:
    """The correction form's fields; a moment is day, clock and zone, names stand one a line."""
    values: dict[str, Any] = {}
    for name in LABELS:
        value = getattr(article, name)
        if name in MOMENTS:
            shown = shown_in(value, article.note_of(name).get("zone", ""))
            values |= {f"{name}_{part}": v for part, v in zip(_PARTS, shown, strict=True)}
        else:
            values[name] = value
    values["byline"] = "\n".join(values["byline"].split(_BETWEEN_NAMES))
    return values


def said_in(request: HttpRequest, article: Article) -> dict[str, Any]:
    """What the form says otherwise than it showed, and what it confirms as it stands.

    Returns:
        Arguments of `correct_article`: the fields, and `zones` of the moments among them.

    Raises:
        Invalid: naming the field of a moment that cannot be read.
    """
    shown = about_values(article)
    sent = {
        name: request.POST[name].replace("\r\n", "\n") for name in shown if name in request.POST
    }
    changed = {name: value for name, value in sent.items() if value != shown[name]}
    said: dict[str, Any] = {n: v for n, v in changed.items() if n in LABELS}
    if "byline" in said:
        said["byline"] = _joined(said["byline"])
    zones = {}
    for name in MOMENTS:
        if any(f"{name}_{part}" in changed for part in _PARTS):
            day, clock, zone = (sent.get(f"{name}_{part}", "") for part in _PARTS)
            said[name] = moment_in(day, clock, zone, name)
            zones[name] = zone if clock else ""
    for name in request.POST.getlist("confirm"):
        if name in LABELS and name not in said:
            said[name] = getattr(article, name)
    return {**said, "zones": zones}


def agency_notes(article: Article) -> dict[str, Any]:
    """What an agency says of its story: `alarm` (canceled, withheld, embargoed) and the rest to read.

    An embargo that is over, or that names no time, is no alarm but a note.
    """
    wire = {name: str(value) for name, value in article.wire.items()}
    status = wire.get("pubstatus", "").rpartition(":")[2].strip().lower()
    alarm = {"canceled": "canceled", "cancelled": "canceled", "withheld": "withheld"}.get(
        status, ""
    )
    embargo = _moment(wire.get("embargoed", ""))
    if not alarm and embargo and embargo > timezone.now():
        alarm = "embargoed"
    return {
        "alarm": alarm,
        "embargo": embargo,
        "embargo_words": "" if embargo else wire.get("embargoed", ""),
        "ednote": wire.get("ednote", ""),
        "version": wire.get("version", ""),
        "located": wire.get("located", ""),
        "identifier": article.identifier,
    }


def _row(article: Article, name: str) -> dict[str, Any]:
    note = article.note_of(name)
    origin = note.get("origin", "")
    value = getattr(article, name)
    return {
        "name": name,
        "label": LABELS[name],
        "value": value,
        "origin": origin,
        "origin_words": origin_words(origin),
        "confidence": note.get("confidence", ""),
        "is_proposed": bool(value) and note.get("confidence") == "low",
        "is_corrected": origin == "person",
        "is_moment": name in MOMENTS,
        "is_day": name in MOMENTS and shown_in(value, note.get("zone", ""))[1] == "",
    }


def _joined(lines: str) -> str:
    return _BETWEEN_NAMES.join(name for line in lines.split("\n") if (name := line.strip(" ,")))


def _moment(words: str) -> datetime | None:
    try:
        return typed.moment_of(words, "embargoed")
    except Invalid:
        return None
