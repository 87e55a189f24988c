"""Icons, verdicts, states and stances, drawn the same everywhere."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from annotations.models.rating import worded

register = template.Library()
SPRITE = "annotations/icons/sprite.svg"
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


@register.simple_tag
def icon(name: str) -> SafeString:
    """A symbol of the sprite; a word always stands beside it, so it is hidden from readers."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static(SPRITE), name
    )


@register.simple_tag
def shape(look: str) -> SafeString:
    """A verdict's shape drawn in place: in another site's frame the sprite of ours cannot be referred to."""
    return _shapes().get(f"v-{look}", SafeString(""))


@cache
def _shapes() -> dict[str, SafeString]:
    found = finders.find(SPRITE)
    sprite = Path(str(found)).read_text(encoding="utf-8") if found else ""
    drawn = re.findall(r'<symbol id="(v-[a-z-]+)" viewBox="([^"]+)">(.*?)</symbol>', sprite)
    return {
        name: format_html(
            '<svg class="shape" viewBox="{}" aria-hidden="true">{}</svg>',
            box,
            mark_safe(inner),  # noqa: S308 - our own drawing
        )
        for name, box, inner in drawn
    }


@register.simple_tag
def verdict(look: str, label: object, size: str = "") -> SafeString:
    """A verdict's icon and word in its colour and underline."""
    return format_html(
        '<span class="verdict v-{} {}">{}<span>{}</span></span>',
        look,
        size,
        icon(f"v-{look}"),
        label,
    )


@register.simple_tag
def claim_verdict(claim: Mapping[str, Any], size: str = "") -> SafeString:
    """The verdict of a claim's dict; "Not checked" where it has none."""
    found = claim.get("verdict")
    if not found:
        return verdict("not-checked", _("Not checked"), size)
    return verdict(
        found.get("look") or found["slug"], worded(found["label"], found.get("labels")), size
    )


@register.simple_tag
def state(name: str, label: object, approval: str = "") -> SafeString:
    """Where a claim is in the workflow; a stale approval says so instead."""
    is_stale = approval == "stale"
    return format_html(
        '<span class="state" data-state="{}" data-approval="{}">{}{}</span>',
        name,
        approval,
        icon("warning" if is_stale else f"state-{name}"),
        _("Approval out of date") if is_stale else label,
    )


@register.simple_tag
def stance(name: str, label: object) -> SafeString:
    """What a source does to a claim: icon and word."""
    return format_html('<span class="stance">{}{}</span>', icon(f"stance-{name}"), label)


@register.filter
def ago(moment: datetime | None) -> str:
    """How long since, in the two largest units: "2 h 10 min"."""
    if moment is None:
        return ""
    seconds = max(0, int((timezone.now() - moment).total_seconds()))
    if seconds < _MINUTE:
        return _("under a minute")
    if seconds < _HOUR:
        return _("%(n)d min") % {"n": seconds // _MINUTE}
    if seconds < _DAY:
        return _("%(h)d h %(m)d min") % {"h": seconds // _HOUR, "m": seconds % _HOUR // _MINUTE}
    days = seconds // _DAY
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


@register.filter
def language_words(code: str) -> str:
    """A language's name as the reader of the page calls it, or its code where none is known."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


@register.simple_tag
def moment(value: datetime | None, style: str = "time") -> SafeString:
    """A time in UTC that the page's script turns into the reader's own; style `time` or `date`."""
    if value is None:
        return SafeString("")
    day = date_format(value, "SHORT_DATE_FORMAT" if style == "date" else "SHORT_DATETIME_FORMAT")
    words = day if style == "date" else f"{day} UTC"
    return format_html(
        '<time datetime="{}" data-local="{}">{}</time>',
        value.isoformat(timespec="seconds"),
        style,
        words,
    )
