"""The public annotated text: passages underlined by verdict, each with the number of its check."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from annotations.templatetags.reading_view import BLOCK_TAGS, icon_of

register = template.Library()


@register.simple_tag
def annotated_block(block: Mapping[str, Any]) -> SafeString:
    """One block of the text with its passages.

    Args:
        block: `{kind, runs}`, see `annotations.publishing.marked.Run`.
    """
    tag = BLOCK_TAGS.get(block["kind"], "p")
    inner = annotated_runs(block["runs"])
    return format_html('<{0} class="kind-{1}" dir="auto">{2}</{0}>', tag, block["kind"], inner)


@register.simple_tag
def annotated_runs(runs: Iterable[Any]) -> SafeString:
    """The runs' words, underlined for every passage over them; behind the last word of a passage stands its number."""
    return format_html_join("", "{}", ((_run(run),) for run in runs))


def _run(run: Any) -> SafeString:
    if not (run.over or run.ends):
        return format_html("{}", run.text)
    words = format_html("{}", run.text)
    for one in reversed(run.over):
        anchor = format_html(' id="{}"', one.anchor) if one in run.begins else SafeString("")
        words = format_html('<span class="passage v-{}"{}>{}</span>', one.look, anchor, words)
    for one in run.begins:
        if one not in run.over:  # more lie over each other than can be underlined
            words = format_html('<span id="{}"></span>{}', one.anchor, words)
    for one in run.ends:
        words = format_html("{}{}", words, _number(one))
    return words


def _number(one: Any) -> SafeString:
    """The number of the check whose words end here; it leads to its line in the margin."""
    said = _("Check %(n)s: %(verdict)s") % {"n": one.number, "verdict": one.label}
    return format_html(
        '<a class="passage-number v-{}" href="#check-{}" aria-label="{}">{}{}</a>',
        *(one.look, one.number, said, icon_of(f"v-{one.look}"), one.number),
    )


@register.simple_tag
def remark(line: Mapping[str, Any], day: str) -> SafeString:
    """A check's line in the margin: nearly all of a long list are such, so that it is written in one go.

    Args:
        line: see `annotations.views.annotated.remarks_of`.
        day: when it was published, as readers are told.
    """
    said = [line["claimant"], day]
    said += [_("corrected")] if line["is_corrected"] else []
    said += [_("being re-examined")] if line["is_again"] else []
    return format_html(
        '<li class="remark v-{look}" id="check-{n}"><p class="remark-head">{number}'
        ' <span class="verdict v-{look}">{icon}<span>{label}</span></span></p>'
        '<p class="remark-words"><a href="{address}"><bdi>{statement}</bdi></a></p>'
        '<p class="soft small">{said}</p></li>',
        look=line["look"],
        n=line["number"],
        number=_back(line),
        icon=icon_of(f"v-{line['look']}"),
        label=line["label"],
        address=line["address"],
        statement=line["statement"],
        said=format_html_join(" · ", "<bdi>{}</bdi>", ((one,) for one in said if one)),
    )


def _back(line: Mapping[str, Any]) -> SafeString:
    """The number of the check, leading to its words where there are some."""
    if not line["has_passage"]:
        return format_html('<b class="remark-number">{}</b>', line["number"])
    return format_html(
        '<a class="remark-number" href="#passage-{0}" aria-label="{1}">{0}</a>',
        line["number"],
        _("Show the words of check %(n)s") % {"n": line["number"]},
    )
