"""Reading annotations as Hypothesis tells them: its API's search results and its client's exports.

https://h.readthedocs.io/en/latest/api-reference/ describes a row: `id`, `uri`, `user` (`acct:name@authority`), `text`,
`tags`, `target` with selectors, `references` (the annotations above a reply, the root first), `user_info`.
"""

from typing import Any

from django.utils.translation import gettext as _

from annotations import typed
from annotations.elsewhere.told import (
    LONGEST_COMMENT,
    Kind,
    Selected,
    Told,
    iri_of,
    moment_of,
    name_of,
    storable,
    words_of,
)

_AT = "https://hypothes.is/a/"


def is_row(thing: Any) -> bool:
    """Whether it looks like an annotation of Hypothesis."""
    return (
        isinstance(thing, dict)
        and isinstance(thing.get("target"), list)
        and isinstance(thing.get("uri"), str)
        and isinstance(thing.get("user", ""), str)
        and "type" not in thing
    )


def told_by(row: dict[str, Any]) -> Told:
    """Read one row.

    Its positions count in the page as a browser had it, in UTF-16, and say nothing of our text: only the words with
    what stands around them are taken.

    Raises:
        Invalid: `too_long`, `bad_characters`.
    """
    quotes = [
        selector
        for target in row["target"]
        if isinstance(target, dict)
        for selector in _listed(target.get("selector"))
        if isinstance(selector, dict) and selector.get("type") == "TextQuoteSelector"
    ]
    selected = tuple(
        Selected(
            exact=words_of(one.get("exact"), "exact"),
            prefix=words_of(one.get("prefix"), "prefix"),
            suffix=words_of(one.get("suffix"), "suffix"),
        )
        for one in quotes
    )
    references = [str(one) for one in _listed(row.get("references"))]
    comment = _comment(row)
    creator, created = _creator(row), moment_of(row.get("created"))
    kind: Kind = "mark" if selected else "page_note"
    return Told(
        kind="reply" if references else kind,
        iri=iri_of(_address(row.get("id")), quotes, comment, creator, created),
        selected=selected,
        comment=comment,
        creator=creator,
        created=created,
        page=storable(row["uri"]),
        replies_to=tuple(_address(one) for one in references),
    )


def _address(name: Any) -> str:
    return f"{_AT}{storable(name, 1_900)}" if isinstance(name, str) and name else ""


def _comment(row: dict[str, Any]) -> str:
    text = row.get("text")
    parts = [typed.text_of(text if isinstance(text, str) else "", "text", LONGEST_COMMENT)]
    tags = [str(tag) for tag in _listed(row.get("tags"))]
    if tags:
        parts.append(_("Tags: %(tags)s") % {"tags": ", ".join(tags)})
    return typed.text_of("\n\n".join(part for part in parts if part), "text", LONGEST_COMMENT)


def _creator(row: dict[str, Any]) -> str:
    """The name that they show, else their account: `acct:jane@hypothes.is` is “jane”."""
    info = row.get("user_info")
    shown = info.get("display_name") if isinstance(info, dict) else ""
    account = str(row.get("user", "")).removeprefix("acct:").partition("@")[0]
    return name_of(shown) or name_of(account)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
