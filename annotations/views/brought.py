"""Annotations from elsewhere as their page shows them: what became of each, and where it could stand."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.anchoring.selectors import Span
from annotations.elsewhere import Became, NewestText
from annotations.refusals import Refused

SIZE = 100
MOST_PLACES = 20
_HERE = {"claim", "comment"}
GROUPS = ("left", "here", "all")


@dataclass(frozen=True, slots=True)
class Row:
    """One annotation: `places` are (start, end, before, words, after); `refusal` why the last try did not go through."""

    became: Became
    places: tuple[tuple[int, int, str, str, str], ...]
    words: str = ""
    refusal: Refused | None = None

    @property
    def has_more_places(self) -> bool:
        """Whether it stands in more places than are shown."""
        return len(self.became.places) > MOST_PLACES


def row_of(
    became: Became, text: NewestText | None, *, words: str = "", refusal: Refused | None = None
) -> Row:
    """A row with its places; those that a refusal names come instead of its own."""
    named = refusal.extra.get("places") if refusal else None
    spans: list[Span] = (
        [(one["start"], one["end"]) for one in named] if named else list(became.places)
    )
    is_choice = became.can_be_placed and text is not None
    places = tuple(
        (*span, *text.around(span))
        for span in (spans[:MOST_PLACES] if is_choice else [])
        if text is not None
    )
    return Row(became, places, words=words, refusal=refusal)


def group_of(became: Became) -> str:
    """`here` for what is a claim or a comment, `left` for what a person may look at."""
    return "here" if became.code in _HERE else "left"


def picked(found: list[Became], group: str, after: int) -> tuple[list[Became], int | None]:
    """A page of those in the group, and the number that the next one comes behind."""
    wanted = [one for one in found if group in ("all", group_of(one)) and one.entry.number > after]
    page = wanted[:SIZE]
    return page, page[-1].entry.number if len(wanted) > SIZE else None


def counts_of(found: list[Became]) -> Mapping[str, int]:
    """How many are here, and how many are not."""
    counted = Counter(group_of(one) for one in found)
    return {"here": counted["here"], "left": counted["left"], "all": len(found)}


def outcome_words(outcome: Mapping[str, Any]) -> str:
    """What an import of annotations brought, in words."""
    claims, comments, left = (int(outcome.get(name, 0)) for name in ("claims", "comments", "left"))
    words = [ngettext("%(n)s claim", "%(n)s claims", claims) % {"n": claims}]
    if comments:
        words.append(ngettext("%(n)s comment", "%(n)s comments", comments) % {"n": comments})
    if left:
        words.append(_("%(n)s not brought in") % {"n": left})
    return ", ".join(words)
