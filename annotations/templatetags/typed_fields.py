"""What stands in a field of a hand-made form: what was typed, else what is kept."""

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from annotations.models import SourceKind

register = template.Library()


@register.simple_tag(takes_context=True)
def typed(context: Context, name: str, kept: Any = "") -> Any:
    """The value of field `name` in the context's `form` (Filled), or `kept` without one."""
    form = context.get("form")
    values = getattr(form, "values", None)
    if isinstance(values, dict) and name in values:
        return values[name]
    return "" if kept is None else kept


@register.simple_tag(takes_context=True)
def error_of(context: Context, name: str) -> str:
    """Why the last try refused field `name`, or an empty string."""
    form = context.get("form")
    errors = getattr(form, "errors", None)
    return str(errors.get(name, "")) if isinstance(errors, dict) else ""


@register.simple_tag(takes_context=True)
def version_field(context: Context, etag: str) -> SafeString:
    """The hidden field with the version that the form was made from."""
    form = context.get("form")
    newest = getattr(form, "etag", "") or etag
    return format_html('<input type="hidden" name="etag" value="{}">', newest)


@register.simple_tag
def source_kinds() -> list[tuple[str, Any]]:
    """The kinds of source, for a list to choose from."""
    return list(SourceKind.choices)
