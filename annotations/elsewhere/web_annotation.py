"""Reading a W3C Web Annotation (https://www.w3.org/TR/annotation-model/) in the JSON-LD forms that programs send."""

import re
from collections.abc import Iterator
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
    offset_of,
    storable,
    words_of,
)
from annotations.refusals import Invalid

MOST_TARGETS = 50
_REVISION = re.compile(r"/revisions/([0-9a-fA-F-]{36})/?$")
_REPLIES = {"replying"}


def is_annotation(thing: Any) -> bool:
    """Whether it says that it is one, or has what makes one."""
    if not isinstance(thing, dict):
        return False
    kinds = _listed(thing.get("type") or thing.get("@type"))
    return any(str(kind).rpartition(":")[2] == "Annotation" for kind in kinds) or (
        "target" in thing and not kinds
    )


def told_by(thing: dict[str, Any]) -> Told:
    """Read one annotation.

    Of its bodies, one with the purpose `describing` is the statement; all others are its comment, word for word, tags
    and links included. A verdict given elsewhere is a comment here: verdicts are a person's own.

    Raises:
        Invalid: `not_an_annotation`, `too_long`, `bad_characters`, `too_many_targets`.
    """
    targets = _listed(thing.get("target"))
    if not targets:
        raise Invalid("not_an_annotation", _("An annotation has a target."), field="target")
    if len(targets) > MOST_TARGETS:
        raise Invalid(
            "too_many_targets",
            _("At most %(most)s targets are possible in one annotation.") % {"most": MOST_TARGETS},
            field="target",
        )
    selected = tuple(one for target in targets for one in _selected(target))
    statement, comment = _said(thing)
    page = next((address for target in targets if (address := _source(target))), "")
    creator, created = name_of(thing.get("creator")), moment_of(thing.get("created"))
    return Told(
        kind=_kind(thing, selected),
        iri=iri_of(
            thing.get("id") or thing.get("@id"), targets, statement, comment, creator, created
        ),
        selected=selected,
        statement=statement,
        comment=comment,
        creator=creator,
        created=created,
        page=page,
        replies_to=tuple(_source(target) for target in targets) if _is_reply(thing) else (),
    )


def motivations_of(thing: dict[str, Any]) -> list[str]:
    """Why it was made, without prefixes."""
    return [str(one).rpartition(":")[2] for one in _listed(thing.get("motivation")) if one]


def _kind(thing: dict[str, Any], selected: tuple[Selected, ...]) -> Kind:
    if _is_reply(thing):
        return "reply"
    if "linking" in motivations_of(thing):
        return "evidence"
    return "mark" if selected else "page_note"


def _is_reply(thing: dict[str, Any]) -> bool:
    return not _REPLIES.isdisjoint(motivations_of(thing))


def _selected(target: Any) -> Iterator[Selected]:
    """The passages of one target; several selectors that are given together mean one."""
    if not isinstance(target, dict) or not target.get("selector"):
        return
    found: dict[str, Any] = {}
    for selector in _unfolded(target["selector"]):
        kind = str(selector.get("type") or selector.get("@type") or "").rpartition(":")[2]
        if kind == "TextQuoteSelector":
            names = ("exact", "prefix", "suffix")
            found |= {name: words_of(selector.get(name), name) for name in names}
        elif kind == "TextPositionSelector":
            found |= {name: offset_of(selector.get(name)) for name in ("start", "end")}
    yield Selected(**found, revision=_revision(target))


def _unfolded(selector: Any) -> Iterator[dict[str, Any]]:
    """The selectors, and those that refine them, which say more exactly what is meant."""
    waiting = _listed(selector)[:MOST_TARGETS]
    for _depth in range(4):
        found = [one for one in waiting if isinstance(one, dict)]
        yield from found
        waiting = [
            inner
            for one in found
            for name in ("items", "refinedBy")
            for inner in _listed(one.get(name))[:MOST_TARGETS]
        ]


def _revision(target: dict[str, Any]) -> str | None:
    """The revision of ours that the state names, if it does."""
    for state in _listed(target.get("state")):
        for cached in _listed(state.get("cached")) if isinstance(state, dict) else []:
            if isinstance(cached, str) and (named := _REVISION.search(cached)):
                return named[1]
    return None


def _source(target: Any) -> str:
    """The address of what is annotated."""
    if isinstance(target, str):
        return storable(target)
    if not isinstance(target, dict):
        return ""
    for name in ("source", "id", "@id"):
        value = target.get(name)
        if found := _source(value) if value is not target else "":
            return found
    return ""


def _said(thing: dict[str, Any]) -> tuple[str, str]:
    """The statement, and the words of all other bodies, each as its own paragraph."""
    statement, parts, tags = "", [], []
    bodies = [*_listed(thing.get("body")), *_listed(thing.get("bodyValue"))]
    for body in (inner for one in bodies for inner in _choices(one)):
        words, purpose = _body(body)
        if purpose == "describing" and words and not statement:
            statement = words
        elif purpose == "tagging" and words:
            tags.append(words)
        elif words and words not in parts:
            parts.append(words)
    if tags:
        parts.append(_("Tags: %(tags)s") % {"tags": ", ".join(tags)})
    return statement, typed.text_of("\n\n".join(parts), "body", LONGEST_COMMENT)


def _choices(body: Any) -> list[Any]:
    is_set = isinstance(body, dict) and isinstance(body.get("items"), list)
    return list(body["items"][:MOST_TARGETS]) if is_set else [body]


def _body(body: Any) -> tuple[str, str]:
    """What a body says, and its purpose; of a linked one its address."""
    if isinstance(body, str):
        return typed.text_of(body, "body", LONGEST_COMMENT), ""
    if not isinstance(body, dict):
        return "", ""
    value = body.get("value", body.get("chars"))
    words = value if isinstance(value, str) else _source(body)
    purpose = next((str(one) for one in _listed(body.get("purpose")) if one), "")
    return typed.text_of(words, "body", LONGEST_COMMENT), purpose.rpartition(":")[2]


def _listed(value: Any) -> list[Any]:
    if value in (None, "", {}):
        return []
    return value if isinstance(value, list) else [value]
