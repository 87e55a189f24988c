"""Whether a text is Markdown: by what stands in it; its name only where that leaves doubt.

A plain text with a star or a number sign in it stays plain. Text that a person pastes never comes
here: it is kept word for word.
"""

import re

from annotations.imports.readers.source import Source

LOOKED_AT = 64 * 1024  # bytes
NAMES = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd")
TYPES = frozenset({"text/markdown", "text/x-markdown"})
FRONT_MATTER = re.compile(
    r"\A(?P<fence>---|\+\+\+)[ \t]*\n(?P<inside>(?:.*\n){0,200}?)(?P=fence)[ \t]*(?:\n|\Z)"
)
KEY = re.compile(r"^[A-Za-z][\w .-]{0,40}\s*[:=]", re.MULTILINE)
HEADING = re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE)
UNDERLINED = re.compile(r"^\S.*\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE)
LINK = re.compile(
    r"\[[^\[\]\n]{1,300}\]\((?:https?:|mailto:|/|\.{1,2}/|#)[^\s()]{0,500}(?:\s+\"[^\"\n]*\")?\)"
)
REFERENCE = re.compile(r"^\[[^\]\n]{1,80}\]:\s+\S+", re.MULTILINE)
FENCE = re.compile(r"^(```|~~~)[^`\n]*\n(?:.*\n){0,500}?\1[ \t]*$", re.MULTILINE)
STRONG = re.compile(r"(?<![*\w])\*\*(?=\S)[^*\n]{1,200}(?<=\S)\*\*(?![*\w])")
EMPHASIS = re.compile(r"(?<![*\w\\])[*_](?=[^\s*_])[^*_\n]{1,200}(?<=[^\s*_])[*_](?![*_\w])")
TABLE = re.compile(r"^\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)+\|?[ \t]*$", re.MULTILINE)
QUOTE = re.compile(r"^>[ \t]\S", re.MULTILINE)
ITEM = re.compile(r"^[ \t]{0,3}[-*+][ \t]+\S", re.MULTILINE)
# What hardly anybody writes in plain text, and what some do.
CLEAR = (LINK, FENCE, STRONG, TABLE, REFERENCE)
SOME = (HEADING, UNDERLINED, EMPHASIS, QUOTE, ITEM)
HEADINGS = 2  # one number sign may be anything


def is_markdown(source: Source) -> bool:
    """Whether the bytes are Markdown."""
    if source.kind_hint is not None:
        return False
    is_named = (source.filename or "").lower().endswith(NAMES) or source.media_type in TYPES
    text = _text(source.body[:LOOKED_AT])
    front = FRONT_MATTER.match(text)
    if front and KEY.search(front["inside"]):
        return is_named or bool(HEADING.search(text)) or any(p.search(text) for p in CLEAR)
    clear = sum(1 for pattern in CLEAR if pattern.search(text))
    if is_named:
        return clear > 0 or any(pattern.search(text) for pattern in SOME)
    headings = len(HEADING.findall(text))
    return (headings >= HEADINGS and _are_headings(text, headings)) + clear >= 2  # noqa: PLR2004 (signs of two kinds)


def _are_headings(text: str, count: int) -> bool:
    """Whether most lines that begin with a number sign stand alone, as comments of a program do not."""
    return len(re.findall(r"(?:\A|\n[ \t]*\n)#{1,6}[ \t]+\S", text)) * 2 >= count


def _text(body: bytes) -> str:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace").replace("\r\n", "\n")
    # The signs are ASCII in every charset that texts have.
    return body.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")
