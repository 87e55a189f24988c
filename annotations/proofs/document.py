"""A proof as a document of its own: HTML that needs no other file, and the rules of its printed pages."""

from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from annotations.proofs.contents import Contents
from annotations.proofs.entries import minute
from annotations.proofs.printer import FOLDER

_RUNNING = 70  # characters of the title above each page
_PAGE = """
@page {{
  size: A4;
  margin: 24mm 16mm 20mm 18mm;
  @top-left {{ content: {title}; width: 75%; text-align: left; {small} }}
  @top-right {{ content: {revision}; width: 25%; text-align: right; {small} }}
  @bottom-left {{ content: {made}; {small} }}
  @bottom-right {{ content: {page} counter(page) {of} counter(pages) {end}; {small} }}
}}
"""
_SMALL = "font-family: var(--sans); font-size: 7.5pt; color: #444"


def page_alone(contents: Contents, *, is_printed: bool = False) -> str:
    """A whole HTML document.

    Args:
        contents: the proof.
        is_printed: whether `printer.printed` draws it, which has sheets and rules of its own; else they are in it.
    """
    sheets = "" if is_printed else _sheets() + print_rules(contents)
    context = {
        "proof": contents,
        "language": get_language() or "en",
        "sheets": sheets,
        "description": _("Annotated proof, revision %(n)d, %(at)s")
        % {"n": contents.revision.number, "at": minute(contents.made_at)},
    }
    return render_to_string("annotations/proofs/alone.html", context)


def print_rules(contents: Contents) -> str:
    """What stands above and below each page, in words of the present language."""
    # The words stand around two numbers, in an order that languages choose.
    page, of, end = _("Page {page} of {pages}").replace("{pages}", "{page}").split("{page}")
    facts = {
        "title": Truncator(contents.title).chars(_RUNNING),
        "revision": _("Revision %(n)d") % {"n": contents.revision.number},
        "made": " · ".join([contents.newsroom, minute(contents.made_at)]),
        "page": page,
        "of": of,
        "end": end,
    }
    return _PAGE.format(small=_SMALL, **{name: quoted(text) for name, text in facts.items()})


def quoted(text: str) -> str:
    """A CSS string of any text: every sign that could end it is written as its number."""
    safe = "".join(
        sign if sign.isalnum() or sign in " .,:·–-" else f"\\{ord(sign):x} "
        for sign in text
        if sign.isprintable()
    )
    return f'"{safe}"'


def _sheets() -> str:
    texts = [(FOLDER / "css" / f"{name}.css").read_text() for name in ("tokens", "proof")]
    return strip_tags("\n".join(texts))
