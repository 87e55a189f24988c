"""Giving an attached file out: to be saved, never to be opened in our name."""

from django.utils.http import content_disposition_header

OCTETS = "application/octet-stream"
"""The type of every file given out: what its sender called it would let a page or a script run as ours."""


def headers_of(filename: str) -> dict[str, str]:
    """The headers with which a door hands out an attached file of this name."""
    return {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=filename)
        or "attachment",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
