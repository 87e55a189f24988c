"""Deadlines and priorities, drawn the same everywhere: an icon and words, never colour alone."""

from datetime import datetime, timedelta

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.models import Newsroom, Priority
from annotations.templatetags.marks import icon, moment

register = template.Library()
_HOUR, _DAY = 3600, 86_400
_ICONS = {Priority.URGENT: "up", Priority.HIGH: "up", Priority.LOW: "down"}


@register.simple_tag(takes_context=True)
def deadline(context: Context, value: datetime | None, *, is_done: bool = False) -> SafeString:
    """A chip: "due in 3 h", "2 h over"; quiet while it is far off, and where the work is done."""
    if value is None:
        return SafeString("")
    left = value - timezone.now()
    if is_done:
        return format_html(
            '<span class="chip">{}{} {}</span>', icon("clock"), _("due"), moment(value)
        )
    if left <= timedelta(0):
        words = _("%(time)s over") % {"time": span(-left)}
        return _chip("warning", words, value, is_near=True)
    is_near = left <= timedelta(hours=_hours(context))
    return _chip("clock", _("due in %(time)s") % {"time": span(left)}, value, is_near=is_near)


@register.simple_tag
def priority(value: int | None) -> SafeString:
    """A chip of a priority that is not the normal one."""
    if value is None or value == Priority.NORMAL:
        return SafeString("")
    look = " look" if value == Priority.URGENT else ""
    words = _("%(how)s priority") % {"how": Priority(value).label}
    if value in {Priority.URGENT, Priority.LOW}:
        words = str(Priority(value).label)
    return format_html(
        '<span class="chip{}">{}{}</span>', look, icon(_ICONS[Priority(value)]), words
    )


def span(length: timedelta) -> str:
    """A length of time in its largest units: "40 min", "3 h", "2 days"."""
    seconds = int(length.total_seconds())
    if seconds < _HOUR:
        return _("%(n)d min") % {"n": max(1, seconds // 60)}
    if seconds < 2 * _DAY:
        return _("%(n)d h") % {"n": seconds // _HOUR}
    days = seconds // _DAY
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def _chip(name: str, words: str, value: datetime, *, is_near: bool) -> SafeString:
    return format_html(
        '<span class="chip{}" data-deadline="{}">{}<span data-tick>{}</span></span>',
        " look" if is_near else "",
        value.isoformat(),
        icon(name),
        words,
    )


def _hours(context: Context) -> int:
    """How many before a deadline the newsroom warns; asked for once a page."""
    request = context.get("request")
    kept = request.__dict__ if isinstance(request, HttpRequest) else {}
    if "warns_hours" not in kept:
        kept["warns_hours"] = Newsroom.current().warns_hours_before
    return int(kept["warns_hours"])
