"""The statement that makes claims, with less in it: only the fields that were asked for, and the joins that those need."""

import re
from collections.abc import Iterator
from functools import lru_cache

_BEGIN, _END = (
    "\nSELECT coalesce(json_agg(json_build_object(\n",
    ") ORDER BY first.start NULLS LAST",
)
_FROM = "\nFROM c\n"
_READ = "json_agg(json_build_array(c.id, ev.read)) FILTER (WHERE ev.read IS NOT NULL)"
_JOIN = re.compile(r"\n(?=LEFT JOIN |CROSS JOIN |JOIN )")
_JOINED = re.compile(
    r"(?:LEFT JOIN|CROSS JOIN|JOIN) \w+ (?:AS )?(?!ON\b)(\w+)|(?:LEFT JOIN|JOIN) (\w+) ON"
)


@lru_cache(maxsize=64)
def thinned(sql: str, names: frozenset[str]) -> str:
    """`sql` with the named fields of each claim and no others. What nothing refers to any more PostgreSQL leaves out.

    Args:
        sql: the statement of `annotations.dossier.claims`.
        names: fields of a claim; unknown ones are passed over.
    """
    begin = sql.index(_BEGIN) + len(_BEGIN)
    end = sql.index(_END, begin)
    source = sql.index(_FROM, end) + len(_FROM) - 1
    kept = ", ".join(pair for name, pair in _pairs(sql[begin:end]) if name in names)
    between = sql[end:source]
    if "evidence" not in names:
        between = between.replace(_READ, "NULL")
    return sql[:begin] + kept + between + _needed(kept + between, sql[source:])


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Each name of a `json_build_object` with its `'name', expression`."""
    parts = _split(text)
    for name, expression in zip(parts[::2], parts[1::2], strict=True):
        yield name.strip().strip("'"), f"{name.strip()}, {expression.strip()}"


def _split(text: str) -> list[str]:
    """`text` at the commas that stand in no brackets and no quotes."""
    parts, depth, is_quoted, begin = [], 0, False, 0
    for place, sign in enumerate(text):
        if sign == "'":
            is_quoted = not is_quoted
        elif is_quoted:
            continue
        elif sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif sign == "," and not depth:
            parts.append(text[begin:place])
            begin = place + 1
    return [*parts, text[begin:]]


def _needed(asked: str, joins: str) -> str:
    """Those joins whose table something asks for, the last first, since a join may ask for an earlier one."""
    kept: list[str] = []
    for join in reversed(_JOIN.split(joins)):
        found = _JOINED.match(join)
        alias = (found.group(1) or found.group(2)) if found else ""
        if not alias or re.search(rf"\b{alias}\.", asked):
            kept.append(join)
            asked += join
    return "\n".join(reversed(kept))
