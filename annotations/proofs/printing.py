"""Makes a PDF of HTML on standard input. A program of its own: it holds no address, no secret and no database.

Started by `printer`, as a file: it imports nothing of the product. Standard input is one JSON object
``{"html", "sheets": [paths], "rules", "folder"}``; the PDF goes to standard output. Only files below `folder` are read.
"""

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

MEMORY = 6 * 1024**3
"""Of address space: a long proof takes one, fonts and libraries map the same again."""
CPU_SECONDS = 1_800
FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen")


class OurFiles(URLFetcher):  # type: ignore[misc]  # weasyprint has no types
    """Fonts and sheets from one folder; every other address is refused."""

    def __init__(self, folder: Path) -> None:
        super().__init__(allowed_protocols=["file"])
        self._folder = folder.resolve()

    def fetch(self, url: str, headers: Any = None) -> Any:
        """A file below the folder.

        Raises:
            ValueError: it lies elsewhere.
        """
        parts = urlsplit(url)
        if not Path(unquote(parts.path)).resolve().is_relative_to(self._folder):
            raise ValueError(url)
        return super().fetch(url, headers)


def main() -> None:
    """Read, draw, write."""
    asked = json.loads(sys.stdin.buffer.read())
    _limit()
    pdf = drawn(asked["html"], asked["sheets"], asked["rules"], Path(asked["folder"]))
    sys.stdout.buffer.write(pdf)
    sys.stdout.buffer.flush()


def drawn(html: str, sheets: list[str], rules: str, folder: Path) -> bytes:
    """The PDF: tagged (PDF/UA-1), with bookmarks, and with the fonts in it that it shows.

    Args:
        html: a whole document.
        sheets: paths of style sheets.
        rules: more rules, for the pages.
        folder: what may be read.
    """
    ours, fonts = OurFiles(folder), FontConfiguration()
    styles = [CSS(filename=path, url_fetcher=ours, font_config=fonts) for path in sheets]
    styles.append(CSS(string=rules, url_fetcher=ours, font_config=fonts))
    document = HTML(string=html, url_fetcher=ours)
    pdf: bytes = document.write_pdf(stylesheets=styles, font_config=fonts, pdf_variant="pdf/ua-1")
    return pdf


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)
    sys.addaudithook(_refuse)


def _refuse(event: str, _arguments: tuple[Any, ...]) -> None:
    if event in FORBIDDEN:
        raise PermissionError(event)


if __name__ == "__main__":
    main()
