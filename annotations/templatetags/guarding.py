"""What was typed as a reason over a warning of the guard."""

from typing import Any

from django import template

register = template.Library()


@register.filter
def reason_for(typed: Any, code: str) -> str:
    """The words that were typed for the warning `code`, of those by code; empty without any."""
    return str(typed.get(code, "")) if isinstance(typed, dict) else ""
