"""A number of the dashboard, with its bar and the way to the list that it counts."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from annotations.dashboard.tables import Cell, Row, Table

register = template.Library()
_HEIGHT = 28


@register.simple_tag
def bar(value: float, peak: float) -> SafeString:
    """A column as high as the value's share of the table's highest; the number beside it says it in words."""
    height = round(_HEIGHT * value / peak, 1) if peak else 0
    if value and height < 1:
        height = 1
    return format_html(
        '<svg class="week-bar" viewBox="0 0 10 {0}" aria-hidden="true" preserveAspectRatio="none">'
        '<rect x="0" y="{1}" width="10" height="{2}"></rect></svg>',
        _HEIGHT,
        round(_HEIGHT - height, 1),
        height,
    )


@register.simple_tag
def number_link(table: Table, row: Row, cell: Cell, weeks: int) -> SafeString:
    """The number, as a link where there is a list of what it counts."""
    words = cell.words or "–"
    if cell.url:
        return format_html('<a href="{}">{}</a>', cell.url, words)
    if not cell.has_list:
        return format_html("<span>{}</span>", words)
    query = urlencode({"row": row.key, "column": cell.column, "weeks": weeks})
    address = f"{reverse('dashboard_list', args=[table.key])}?{query}"
    return format_html(
        '<a href="{}"><span class="unseen">{}: </span>{}</a>', address, row.label, words
    )
