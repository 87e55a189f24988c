"""A passage as callers spell it: offsets in code points, or W3C selectors."""

from typing import Any

from django.utils.translation import gettext as _

from annotations import typed
from annotations.refusals import Invalid

_WORDS_LIMIT = 20_000


def passage_of(body: dict[str, Any]) -> dict[str, Any]:
    """The arguments that `find_passage` takes, from `{start, end, revision?}` or selectors.

    `selector` (also under `target`) is one W3C selector or a list: TextPositionSelector,
    TextQuoteSelector. Where the words are given, they decide; the position only tells which of
    several places is meant, so that a caller who counts otherwise marks nothing else by mistake.

    Returns:
        `revision_id`, `start`, `end`, `exact`, `prefix`, `suffix`; offsets are code points, end
        exclusive.

    Raises:
        Invalid: `number_invalid`, `not_text`, `selector_invalid`.
    """
    given = {**body, **_selected(body)}
    exact = _words(given.get("exact"), "exact")
    end = typed.whole_number_of(given.get("end"), "end")
    return {
        "revision_id": given.get("revision"),
        "start": typed.whole_number_of(given.get("start"), "start"),
        "end": None if exact else end,
        "exact": exact,
        "prefix": _words(given.get("prefix"), "prefix"),
        "suffix": _words(given.get("suffix"), "suffix"),
    }


def _selected(body: dict[str, Any]) -> dict[str, Any]:
    target = body.get("target")
    selectors = target.get("selector") if isinstance(target, dict) else body.get("selector")
    if selectors is None:
        return {}
    found: dict[str, Any] = {}
    for selector in selectors if isinstance(selectors, list) else [selectors]:
        kind = selector.get("type") if isinstance(selector, dict) else None
        if kind == "TextPositionSelector":
            found |= {"start": selector.get("start"), "end": selector.get("end")}
        elif kind == "TextQuoteSelector":
            found |= {name: selector.get(name) for name in ("exact", "prefix", "suffix")}
        else:
            raise Invalid(
                "selector_invalid",
                _("Only TextPositionSelector and TextQuoteSelector are possible."),
                field="selector",
            )
    return found


def _words(value: Any, field: str) -> str | None:
    """Words of the text as they stand, except for their newlines."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise Invalid("not_text", _("This must be text."), field=field)
    if len(value) > _WORDS_LIMIT:
        raise Invalid(
            "too_long",
            _("At most %(limit)s characters are possible here.") % {"limit": f"{_WORDS_LIMIT:,}"},
            field=field,
        )
    return value.replace("\r\n", "\n").replace("\r", "\n")
