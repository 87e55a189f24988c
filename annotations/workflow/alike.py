"""Whether two judged contents say the same of the claim, whatever recipe wrote them down."""

import json
from typing import Any

# What nobody judges of a claim, beside the recipe's name: what the archive brought meanwhile, the scale around the
# rating, what language a text is said to be in.
_UNJUDGED = {
    "rating": ("labels", "scale", "rated_at"),
    "evidence": ("copy",),
    "appearances": ("text_language",),
}
# What an older recipe did not write down; a newer one writes it down even where there is none.
_MAY_BE_EMPTY = ("figures", "attempts", "requests_for_comment")


def judged_alike(old: str, new: str) -> bool:
    """Whether a person who approved one would have approved the other: the same words, sources, verdict and passages.

    An archived copy that arrived, a translation of a rating or another step of the scale makes no difference; nor
    does a newer recipe that writes down more.

    Args:
        old: canonical JSON text of a decision.
        new: another, of the same claim.
    """
    return old == new or said_in(json.loads(old)) == said_in(json.loads(new))


def said_in(content: dict[str, Any]) -> dict[str, Any]:
    """Judged content without what nobody judges, for comparing; `content` stays as it is."""
    said = {k: v for k, v in content.items() if k != "recipe" and (v or k not in _MAY_BE_EMPTY)}
    for name, unjudged in _UNJUDGED.items():
        if found := said.get(name):
            said[name] = _without(unjudged, found)
    return said


def _without(names: tuple[str, ...], found: Any) -> Any:
    if isinstance(found, list):
        return [_without(names, one) for one in found]
    return {k: v for k, v in found.items() if k not in names}
