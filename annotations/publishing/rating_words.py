"""A judged rating in a reader's language, and the scale that it stood on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the scale as it was when the check was judged; `is_given` marks the check's own."""

    slug: str
    label: str
    look: str
    number: int
    is_given: bool

    @property
    def icon(self) -> str:
        """The name of its symbol."""
        return f"v-{self.look}"


def rating_label(content: Mapping[str, Any], language: str | None) -> str:
    """The rating's word in a language, where the newsroom had translated it when the check was judged; else its label.

    Args:
        content: the judged content, rated.
        language: a code such as `ru`; None counts as untranslated.
    """
    return worded(content["rating"], language)


def worded(step: Mapping[str, Any], language: str | None) -> str:
    """The word of a rating or a step of the judged scale; what an older recipe judged has its label only."""
    label: str = step.get("labels", {}).get(language) or step["label"]
    return label


def scale_of(content: Mapping[str, Any], language: str | None) -> list[Step]:
    """The steps from the lowest number to the highest; none where the rating is no point on that line.

    Older recipes judged no scale: then there is none either. Two steps of one number stand in the scale's own order.
    """
    rating = content["rating"]
    if rating["number"] is None:
        return []
    steps = [one for one in rating.get("scale", ()) if one["number"] is not None]
    return [
        Step(
            one["slug"],
            worded(one, language),
            one["look"],
            one["number"],
            one["slug"] == rating["slug"],
        )
        for one in sorted(steps, key=lambda one: (one["number"], one["position"]))
    ]
