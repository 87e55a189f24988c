"""A judged text, word for word, with the words marked that a comment or a suggestion is pinned to."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from annotations.models import Newsroom

register = template.Library()


@register.simple_tag
def pinned_words(runs: Iterable[Mapping[str, Any]]) -> SafeString:
    """Runs of `views.decided.runs_of`; what is drawn is the text again, for places in it are counted by scripts."""
    return format_html_join("", "{}", ((_run(run["text"], run["pin"]),) for run in runs))


@register.simple_tag
def second_is_wanted() -> bool:
    """Whether this newsroom asks for independent second verdicts."""
    return Newsroom.current().wants_second_verdict


def _run(text: str, pin: Mapping[str, Any] | None) -> SafeString:
    if pin is None:
        return format_html("{}", text)
    is_thread = pin["kind"] == "thread"
    words = _("Comment by %(name)s") if is_thread else _("Other words suggested by %(name)s")
    return format_html(
        '<a class="pinned" href="#{0}-{1}" data-to-pin="{0}-{1}" title="{2}">{3}</a>',
        pin["kind"],
        pin["id"],
        words % {"name": pin["by"]},
        text,
    )
