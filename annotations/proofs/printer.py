"""Has a PDF made by a program of its own, which may be slow, large or crash without harm to the worker."""

import ctypes
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from annotations.proofs.faces import font_rules

PROGRAM = Path(__file__).with_name("printing.py")
FOLDER = Path(__file__).resolve().parents[1] / "static" / "annotations"
SHEETS = ("tokens", "proof")
LONGEST = 1_800.0
"""Seconds for one PDF, of a machine that has much else to do."""
PULSE = 5.0
UNAVAILABLE = _(
    "This machine cannot make PDF files, because Pango is missing. Ask whoever runs Factcheck to install it (Debian:"
    " apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0). Meanwhile, print this page from the browser."
)
_NEEDED = ("libgobject-2.0", "libfontconfig", "libharfbuzz", "libpango-1.0", "libpangoft2-1.0")
_SPELLINGS = ("{}.so.0", "{}.so.1", "{}.dylib", "{}.0.dylib", "{}.1.dylib")


_KEPT = (
    *("PATH", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "HOME", "TMPDIR"),
    *("FONTCONFIG_FILE", "FONTCONFIG_PATH", "XDG_CACHE_HOME"),
)


class PrinterError(Exception):
    """No PDF came of it; `code` is `pdf_unavailable`, `pdf_too_slow` or `pdf_failed`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def can_print() -> bool:
    """Whether this machine has the libraries that draw text; that it has them is remembered, that not is not."""
    return all(_is_here(name) for name in _NEEDED)


def printed(html: str, rules: str, step: Callable[[], object] = bool) -> bytes:
    """A PDF.

    Args:
        html: a whole document.
        rules: more CSS, for the pages.
        step: called every few seconds, so that who makes it can say that they are still there; what it raises ends it.

    Raises:
        PrinterError: no PDF came of it.
    """
    if not can_print():
        raise PrinterError("pdf_unavailable")
    sheets = [str(FOLDER / "css" / f"{name}.css") for name in SHEETS]
    rules = font_rules(html + rules, FOLDER / "fonts") + rules
    asked = {"html": html, "sheets": sheets, "rules": rules, "folder": str(FOLDER)}
    with subprocess.Popen(
        [sys.executable, "-I", str(PROGRAM)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        start_new_session=True,
    ) as process:
        try:
            pdf = _awaited(process, json.dumps(asked).encode(), step)
        finally:
            process.kill()
    if process.returncode != 0 or not pdf.startswith(b"%PDF-"):
        raise PrinterError("pdf_failed")
    return pdf


def _awaited(process: "subprocess.Popen[bytes]", asked: bytes, step: Callable[[], object]) -> bytes:
    until, unsent = time.monotonic() + LONGEST, asked
    while True:
        step()
        try:
            pdf, _nothing = process.communicate(unsent or None, timeout=PULSE)
        except subprocess.TimeoutExpired:
            unsent = b""  # it goes on sending what it was given the first time
            if time.monotonic() > until:
                raise PrinterError("pdf_too_slow") from None
            continue
        return pdf


@cache
def _found(name: str) -> object:
    for spelling in _SPELLINGS:
        try:
            return ctypes.CDLL(spelling.format(name))
        except OSError:
            continue
    raise LookupError(name)


def _is_here(name: str) -> bool:
    try:
        _found(name)
    except LookupError:
        return False
    return True


def _environment() -> dict[str, str]:
    """Where programs, libraries and fonts are; no address, no secret."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "LC_ALL": "C.UTF-8"}
