"""Every sentence of code and templates that goes through gettext, found without the gettext programs."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

# Name of a function -> which of its arguments are the context, the sentence and its plural.
_CALLS: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
_IN_TEMPLATE = re.compile(r"(?<![\w.])(?:_|gettext|ngettext|pgettext|npgettext)\(")
_MOST_BRACKETS = 40


@dataclass(frozen=True)
class Found:
    """One use of a sentence; `path` from the project's folder, `line` from 1."""

    path: str
    line: int
    msgid: str
    plural: str = ""
    context: str = ""


def found_in(root: Path) -> list[Found]:
    """All uses below `root`, by path and line."""
    found = [one for path in _code(root) for one in in_python(path.read_text(), _at(path, root))]
    for path in sorted(p for p in (root / "templates").rglob("*") if p.is_file()):
        found += in_template(path.read_text(), _at(path, root))
    return found


def in_python(source: str, path: str) -> list[Found]:
    """The uses in a Python file, under whatever name gettext's functions are imported, such as ``_``.

    ``counted``, which gives the scripts every form of a sentence, is one of them.
    """
    tree = ast.parse(source)
    names = {"_": "gettext", "counted": "ngettext", **{name: name for name in _CALLS}}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {a.asname or a.name: a.name for a in node.names if a.name in _CALLS}
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    found = [
        one
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in names
        for one in _of_call(call, names[call.func.id], path, call.lineno)
    ]
    return sorted(found, key=lambda one: one.line)


def in_template(source: str, path: str) -> list[Found]:
    """The uses in a template: the tags `translate`, `blocktranslate`, and `_("…")` in others."""
    plain = templatize(source, origin=path)
    found: list[Found] = []
    for match in _IN_TEMPLATE.finditer(plain):
        call = _call_at(plain, match.start())
        if call is not None and isinstance(call.func, ast.Name):
            name = "gettext" if call.func.id == "_" else call.func.id
            found += _of_call(call, name, path, plain.count("\n", 0, match.start()) + 1)
    return found


def _code(root: Path) -> Iterator[Path]:
    for folder in ("annotations", "factcheck"):
        for path in sorted((root / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def _at(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _of_call(call: ast.Call, name: str, path: str, line: int) -> Iterator[Found]:
    context, one, many = _CALLS[name]
    texts = [_text(argument) for argument in call.args]

    def text(place: int | None) -> str:
        return texts[place] if place is not None and place < len(texts) else ""

    if text(one):
        yield Found(path, line, text(one), text(many), text(context))


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _call_at(text: str, start: int) -> ast.Call | None:
    """The call that begins at `start`, up to the bracket that closes it."""
    end = start
    for _ in range(_MOST_BRACKETS):
        end = text.find(")", end) + 1
        if not end:
            return None
        try:
            node = ast.parse(text[start:end].strip(), mode="eval").body
        except (SyntaxError, ValueError):
            continue
        return node if isinstance(node, ast.Call) else None
    return None
