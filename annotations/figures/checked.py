"""Checks of what people and programs send of a figure: numbers, qualifiers, periods, passages.

Every check returns clean values by the model's field names, or raises Invalid with a code, a sentence and the field.
"""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

import regex
from django.utils.translation import gettext as _

from annotations import typed
from annotations.figures.quantities import find_or_make_quantity
from annotations.models import (
    Claim,
    Figure,
    FigureQualifier,
    Highlight,
    HighlightPurpose,
    User,
)
from annotations.reading.stated_values import canonical_qualifier
from annotations.refusals import Invalid

TEXTS = {"unit": 60, "period_words": 200, "place": 200, "population": 200, "authority": 300}
INFERABLE = ("value", "qualifier", "unit", "quantity", "period", "place", "population", "authority", "share_of")  # fmt: skip
"""What may be said to be inferred: a name for each part of a figure (`value` is of both ends)."""

GIVEN = ("quantity", "low", "high", "qualifier", *TEXTS, "period", "share_of", "inferred", "highlight", "confirmed")  # fmt: skip
"""What a caller may give of a figure."""

_grouped = regex.compile(r"[-−+]?\d{1,3}(?:([,   ’'])\d{3})(?:\1\d{3}){0,6}(?:\.\d{1,12})?")
_plain = regex.compile(r"[-−+]?\d{1,21}(?:[.,]\d{0,12})?|[-−+]?[.,]\d{1,12}")
_ratio = regex.compile(r"(\d{1,9})\s?/\s?(\d{1,9})")
_range = regex.compile(
    r"(?P<low>[^-–—]{1,40}?)\s?%?\s?(?:[-–—]|\.\.|\bto\b)\s?(?P<high>[^-–—]{1,40})"
)
_percent = regex.compile(
    r"(?:%|per\s?cent|percent|процент\p{L}{0,3}|працэнт\p{L}{0,3})", regex.IGNORECASE
)
_PLACES = Decimal("0.000000001")
_LIMIT = Decimal(10) ** 21
_LONGEST = 60


def checked(person: User, claim: Claim, given: Mapping[str, Any], present: Figure | None) -> dict[str, Any]:  # fmt: skip
    """The clean values of what was given, by the model's field names; `present` is the figure that is changed."""
    clean = _texts(given)
    if "quantity" in given:
        clean["quantity"] = find_or_make_quantity(person, given["quantity"])
    if "low" in given or "high" in given:
        clean["low"], clean["high"] = _ends(given, present)
    if "period" in given:
        clean["period_from"], clean["period_to"] = _period(given["period"])
    if "share_of" in given:
        clean["share_of"] = _share_of(given["share_of"], present)
    if "highlight" in given:
        clean["highlight"] = _highlight(given["highlight"], claim)
    return clean | {name: check(given[name]) for name, check in _ALONE.items() if name in given}


def _texts(given: Mapping[str, Any]) -> dict[str, Any]:
    clean: dict[str, Any] = {
        name: typed.text_of(given[name], name, limit)
        for name, limit in TEXTS.items()
        if name in given
    }
    if _percent.fullmatch(clean.get("unit", "")):
        clean["unit"] = "%"
    return clean


def number_of(value: Any, field: str) -> Decimal | None:
    """A number: JSON's, or a text such as `4,000`, `0,5`, `1/3`; None where nothing is given. Nine decimals are kept.

    Raises:
        Invalid: `number_invalid`, `number_too_large`.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    found = _decimal(value) if not isinstance(value, bool) else None
    if found is None or not found.is_finite():
        raise Invalid("number_invalid", _("Give a number, such as 3000 or 0.5."), field=field)
    if abs(found) >= _LIMIT:
        raise Invalid(
            "number_too_large", _("Numbers of up to 21 digits are possible."), field=field
        )
    return found.quantize(_PLACES)


def qualifier_of(value: Any) -> str:
    """The canonical qualifier of what was given ("over", "at_least", "~"); `none` where nothing is.

    Raises:
        Invalid: `unknown_choice`, naming what is possible.
    """
    said = typed.text_of(value, "qualifier", _LONGEST)
    return canonical_qualifier(said) or typed.choice_of(said, "qualifier", FigureQualifier.values)


def _decimal(value: Any) -> Decimal | None:
    if isinstance(value, (int, float, Decimal)):
        try:
            return Decimal(str(value))
        except (InvalidOperation, ValueError):  # an int of more digits than Python prints
            return None
    text = value.strip()[:_LONGEST].replace("−", "-") if isinstance(value, str) else ""
    if match := _ratio.fullmatch(text):
        bottom = int(match[2])
        return Decimal(int(match[1])) / bottom if bottom else None
    if _grouped.fullmatch(text):
        return Decimal(regex.sub(r"[,   ’']", "", text))
    return Decimal(text.replace(",", ".")) if _plain.fullmatch(text) else None


def _ends(given: Mapping[str, Any], present: Figure | None) -> tuple[Decimal | None, Decimal | None]:  # fmt: skip
    """Both ends of the value: one that is given alone, or beside null, means both; "80-85" is a range in one."""
    low, high = given.get("low"), given.get("high")
    if isinstance(low, str) and "high" not in given and (match := _range.fullmatch(low.strip()[:_LONGEST])):  # fmt: skip
        low, high = match["low"], match["high"].rstrip(" %")
    first, last = number_of(low, "low"), number_of(high, "high")
    if present is not None and present.low != present.high:
        first = first if "low" in given else present.low
        last = last if "high" in given or high is not None else present.high
    first, last = (last if first is None else first), (first if last is None else last)
    if first is not None and last is not None and first > last:
        raise Invalid(
            "range_reversed", _("The lower value comes first. Swap the two."), field="high"
        )
    return first, last


def _period(value: Any) -> tuple[Any, Any]:
    if value in (None, "", {}):
        return None, None
    if not isinstance(value, Mapping):
        raise Invalid("not_object", _("Give the period as {from, to}."), field="period")
    first, last = (typed.date_of(value.get(end), f"period_{end}") for end in ("from", "to"))
    if first and last and first > last:
        raise Invalid(
            "period_reversed",
            _("The period ends before it begins. Swap the two days."),
            field="period_to",
        )
    return first, last


def _share_of(value: Any, present: Figure | None) -> Figure | None:
    if value in (None, ""):
        return None
    standing = Figure.objects.filter(removed_at__isnull=True, claim__deleted_at__isnull=True)
    whole = standing.filter(pk=typed.id_of(value, "share_of")).first()
    if whole is None:
        raise Invalid("figure_unknown", _("There is no such figure. It may have been removed."), field="share_of")  # fmt: skip
    if present is not None and present.pk in {whole.pk, whole.share_of_id}:
        raise Invalid("share_of_itself", _("A figure cannot be a share of itself."), field="share_of")  # fmt: skip
    return whole


def _highlight(value: Any, claim: Claim) -> Highlight | None:
    if value in (None, ""):
        return None
    own = Highlight.objects.filter(
        appearance__claim=claim, purpose=HighlightPurpose.CLAIM, retired_at__isnull=True
    )
    found = own.filter(pk=typed.id_of(value, "highlight")).first()
    if found is None:
        raise Invalid("not_a_passage", _("This is no passage of the claim."), field="highlight")
    return found


def _inferred(value: Any) -> list[str]:
    names = value if isinstance(value, (list, tuple)) else None
    if names is None:
        raise Invalid("not_list", _("Give a list of names."), field="inferred")
    return sorted({typed.choice_of(name, "inferred", INFERABLE) for name in names})


def _yes_or_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise Invalid("not_boolean", _("Give true or false."), field="confirmed")


_ALONE = {"qualifier": qualifier_of, "inferred": _inferred, "confirmed": _yes_or_no}


def fraction_to_decimal(value: Fraction | None) -> Decimal | None:
    """A fraction as it is kept: nine decimals."""
    return None if value is None else (Decimal(value.numerator) / value.denominator).quantize(_PLACES)  # fmt: skip
