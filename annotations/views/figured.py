"""The figures of a claim as its card and its public page show them: one readable line each."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from annotations.figures.checked import fraction_to_decimal
from annotations.figures.propose import propose
from annotations.figures.said import number_of, period_said, row_of, value_said
from annotations.models import Claim
from annotations.reading.stated_values import values_in

_PRINTED = ("period", "place", "authority")
_LONGEST = 4000  # code points of a passage in which a figure's words are looked for


def add_figures(claim: dict[str, Any], *, proposes: bool = True) -> None:
    """Give `figured` to a claim as its card shows it.

    `lines` are its figures (see `line_of`), with `is_lost` where the value is no longer in statement or passages; `proposed`
    those that its words propose, for who may edit (where the page `proposes`), each line with its `key`; `quantity` the id of the first confirmed one's.
    """
    words = _words_of(claim)
    by_id = {one["id"]: one for one in claim["figures"]}
    lines = [
        {**line_of(one, by_id), "is_lost": not _is_said(one, words)} for one in claim["figures"]
    ]
    is_asked = proposes and claim["may"]["edit"]
    proposed = propose(Claim.objects.get(pk=UUID(claim["id"]))) if is_asked else []
    claim["figured"] = {
        "lines": lines,
        "proposed": [
            {**line_of(one.given, by_id), "key": one.key, "words": one.words, "whole": one.whole}
            for one in proposed
        ],
        "confirmed": sum(line["confirmed"] for line in lines),
        "quantity": next(
            (one["quantity"]["id"] for one in claim["figures"] if one["confirmed"]), None
        ),
    }


def printed_figures(content: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of the judged bytes: `lines`, none where an older recipe knew none; `infers` whether a printed part is."""
    figures = content.get("figures", [])
    by_id = {one["id"]: one for one in figures}
    lines = [line_of(one, by_id) for one in figures]
    printed = [part for line in lines for part in line["parts"] if part["name"] in _PRINTED]
    return {"lines": lines, "infers": any(part["is_inferred"] for part in printed)}


def line_of(figure: Mapping[str, Any], others: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A figure's parts in words, from its JSON (of the API, of a proposal, of the judged bytes).

    `value` with qualifier and unit; `quantity`, `period`, `place`, `population`, `authority`, `whole`; and `parts`, those of
    scope that say something, each `{name, words, is_inferred}`.
    """
    quantity = figure["quantity"]
    row = row_of(figure)
    line = {
        "id": figure.get("id"),
        "value": value_said(row),
        "quantity": quantity["label"] if isinstance(quantity, Mapping) else quantity or "",
        "period": period_said(row),
        "place": figure["place"],
        "population": figure["population"],
        "authority": figure["authority"],
        "whole": _whole(figure, others or {}),
        "confirmed": figure["confirmed"],
        "inferred": list(figure["inferred"]),
    }
    line["parts"] = [
        {"name": name, "words": line[name], "is_inferred": name in figure["inferred"]}
        for name in ("quantity", "population", "period", "place", "authority")
        if line[name]
    ]
    return line


def _whole(figure: Mapping[str, Any], others: Mapping[str, Any]) -> str:
    """The figure of which this one is a share, where it is of the same claim or known by name."""
    if not figure["share_of"]:
        return ""
    whole = others.get(figure["share_of"])
    return value_said(row_of(whole)) if whole else _("another figure")


def _words_of(claim: Mapping[str, Any]) -> str:
    passages = [p for place in claim["appearances"] for p in place["passages"]]
    said = [claim["statement"], *(passage["exact"][:_LONGEST] for passage in passages[:20])]
    return "\n\n".join(said)


def _is_said(figure: Mapping[str, Any], words: str) -> bool:
    """Whether the value stands in the words of the claim; a vague one's words do."""
    if figure["low"] is None:
        first = figure["unit"].split(" ", maxsplit=1)[0].casefold()
        return not first or first in words.casefold()
    found: Sequence[Fraction | None] = [
        end for value in values_in(words) for end in (value.low, value.high)
    ]
    kept = {fraction_to_decimal(end) for end in found}
    places = Decimal("0.000000001")
    return all(
        (number_of(figure[end]) or Decimal(0)).quantize(places) in kept for end in ("low", "high")
    )
