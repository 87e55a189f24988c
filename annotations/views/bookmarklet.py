"""The bookmark that sends a page from the editor's own browser, and the window that takes it.

The bookmark holds no token: it opens a window of ours and hands the page over with `postMessage`; the
person looks at it there and imports it with an ordinary form, signed in as always.
"""

import json
from functools import cache
from pathlib import Path
from urllib.parse import quote

import regex
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations.imports import accept
from annotations.imports.said import PAGE_LIMIT
from annotations.models import Purpose
from annotations.permissions import can_edit
from annotations.views.doors import actor_of, person_of, private
from annotations.views.workspace import reloaded

SOURCE = Path(__file__).parents[1] / "static" / "annotations" / "js" / "bookmarklet" / "send.js"
_comments = regex.compile(r"/\*.*?\*/|^\s*//[^\n]*$", regex.DOTALL | regex.MULTILINE)
# What need not be escaped in an address; a bookmark stays as short as it can.
_PLAIN = "~()*!.'-_;,/?:@&=+$[]{}|^"


@require_safe
@private
def bookmarklet(request: HttpRequest) -> HttpResponse:
    """The bookmark to drag, and how it is used."""
    receiver = request.build_absolute_uri(reverse("bookmarklet_receive"))
    context = {
        "nav": "imports",
        "bookmark": bookmark_of(receiver),
        "may": {"edit": can_edit(person_of(request))},
    }
    return render(request, "annotations/bookmarklet/bookmarklet.html", context)


@require_safe
@private
def receive(request: HttpRequest) -> HttpResponse:
    """The window that the bookmark opens: it takes the page, shows it as text, and asks."""
    context = {
        "nav": "imports",
        "purposes": Purpose.choices,
        "may": {"edit": can_edit(person_of(request))},
    }
    response = render(request, "annotations/bookmarklet/receive.html", context)
    # `same-origin`, which every other page of ours has, would cut the line to the page that opened
    # this one; then nothing could be handed over. What comes is shown as text and changes nothing.
    response["Cross-Origin-Opener-Policy"] = "unsafe-none"
    return response


@require_POST
@private
def take(request: HttpRequest) -> HttpResponse:
    """Import the page that the person has looked at."""
    accept.import_page(
        actor=actor_of(request),
        html=_sent(request),
        url=request.POST.get("url", ""),
        purpose=request.POST.get("purpose") or None,
    )
    return reloaded(request, reverse("imports"), _("Accepted. It is on the way."))


def bookmark_of(receiver: str) -> str:
    """The bookmark's address: a program that runs in the page where it is clicked.

    Args:
        receiver: absolute address of the window that takes the page.
    """
    words = {
        "too-large": _(
            "This page is larger than 10 MB, too large to be sent. You can save it as a file and upload that under Imports (at most 25 MB), or copy the part that you need and paste it there."
        ),
        "no-window": _(
            "The browser did not open the Factcheck window. Allow pop-up windows for this site and click the bookmark again, or save the page as a file and upload that under Imports."
        ),
        "severed": _(
            "The page was not handed over: the Factcheck window was closed, or it asks you to sign in, or this site keeps other windows out. If you had to sign in, click the bookmark again afterwards. Otherwise save the page as a file and upload that under Imports, with the address of this page."
        ),
        "save": _("Save the page as a file"),
        "close": _("Close"),
    }
    program = f"void({_program()})({json.dumps(receiver)},{json.dumps(words)})"
    return f"javascript:{quote(program, safe=_PLAIN)}"


@cache
def _program() -> str:
    """The bookmark's source as one function expression, without comments and indents."""
    code = _comments.sub("", SOURCE.read_text(encoding="utf-8"))
    lines = [line.strip() for line in code.splitlines() if line.strip()]
    return "\n".join(lines).removeprefix("export ")


def _sent(request: HttpRequest) -> str:
    """The page as the window's script sent it: a file, in UTF-8; of more than is allowed, a bit more."""
    file = request.FILES.get("page")
    return file.read(PAGE_LIMIT + 1).decode("utf-8", "replace") if file else ""
