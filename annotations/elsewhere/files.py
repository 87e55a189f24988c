"""Which annotations a file holds: exports and search results of Hypothesis, Web Annotations, as JSON or CSV."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from annotations.elsewhere import csv_rows, hypothesis, web_annotation
from annotations.elsewhere.told import Told
from annotations.refusals import Invalid, TooLarge

MOST = 2_000
BYTES = 10_000_000
_DEEPEST = 4
_LISTS = ("rows", "annotations", "items", "@graph", "first", "replies")


@dataclass(frozen=True, slots=True)
class Entry:
    """One annotation of a file, or why it cannot be read; `number` counts from 1."""

    number: int
    told: Told | None
    refusal: Invalid | None = None


def entries_of(content: bytes) -> list[Entry]:
    """All annotations of a file, in its order.

    Raises:
        Invalid: `empty_file`, `not_utf8`, `not_annotations` (with where it breaks), `no_annotations`.
        TooLarge: `file_too_large` above 10 MB, `too_many_annotations` above 2,000.
    """
    text = _text(content)
    if text.lstrip()[:1] in {"{", "["}:
        found = [_read(thing) for thing in _unpacked(_loaded(text))]
    else:
        found = list(csv_rows.rows_of(text))
    if not found:
        raise Invalid(
            "no_annotations",
            _(
                "There is no annotation in it. Send an export of Hypothesis (JSON or CSV), or Web Annotations."
            ),
            field="file",
        )
    if len(found) > MOST:
        raise TooLarge(
            "too_many_annotations",
            _("At most %(most)s annotations are possible in one file; this one has %(count)s.")
            % {"most": f"{MOST:,}", "count": f"{len(found):,}"},
            field="file",
            most=MOST,
        )
    return [
        Entry(number, None, one) if isinstance(one, Invalid) else Entry(number, one)
        for number, one in enumerate(found, start=1)
    ]


def _text(content: bytes) -> str:
    if len(content) > BYTES:
        raise TooLarge(
            "file_too_large", _("A file of annotations may have at most 10 MB."), field="file"
        )
    is_wide = content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    try:
        text = content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid(
            "not_utf8",
            _("The file is not in UTF-8. Save or export it anew as UTF-8."),
            field="file",
        ) from None
    if not text.strip():
        raise Invalid("empty_file", _("There is nothing in it."), field="file")
    return text


def _loaded(text: str) -> Any:
    """JSON, or one JSON object a line."""
    try:
        return json.loads(text)
    except RecursionError:
        raise Invalid(
            "not_annotations", _("The JSON is nested too deeply."), field="file"
        ) from None
    except ValueError as error:
        if (lines := _lines(text)) is not None:
            return lines
        raise Invalid(
            "not_annotations",
            _("This is not JSON: %(why)s") % {"why": str(error)[:200]},
            field="file",
        ) from None


def _lines(text: str) -> list[Any] | None:
    lines = [line for line in text.splitlines() if line.strip()]
    try:
        return [json.loads(line) for line in lines] if len(lines) > 1 else None
    except (ValueError, RecursionError):
        return None


def _unpacked(thing: Any, depth: int = 0) -> Iterator[Any]:
    """The annotations in what may be one, a list, a collection, a page of one, or an answer of Hypothesis."""
    if isinstance(thing, list):
        for one in thing:
            is_further = _is_holder(one) and depth < _DEEPEST
            yield from _unpacked(one, depth + 1) if is_further else iter([one])
    elif _is_holder(thing) and depth < _DEEPEST:
        for name in _LISTS:
            if isinstance(thing.get(name), (list, dict)):
                yield from _unpacked(thing[name], depth + 1)
    elif isinstance(thing, dict):
        yield thing


def _is_holder(thing: Any) -> bool:
    if not isinstance(thing, dict) or hypothesis.is_row(thing) or "target" in thing:
        return False
    return any(isinstance(thing.get(name), (list, dict)) for name in _LISTS)


def _read(thing: Any) -> Told | Invalid:
    read: Callable[[Any], Told] | None = None
    if hypothesis.is_row(thing):
        read = hypothesis.told_by
    elif web_annotation.is_annotation(thing):
        read = web_annotation.told_by
    if read is None:
        return Invalid("not_an_annotation", _("This is no annotation: it has no target."))
    try:
        return read(thing)
    except Invalid as refusal:
        return refusal
    except RecursionError:
        return Invalid("not_an_annotation", _("It is nested too deeply."))
