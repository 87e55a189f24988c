"""Opening a PDF and reading its pages, within bounds."""

import ctypes
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from annotations.imports.readers.document import TEXT_LIMIT, ReaderError
from annotations.imports.readers.pdf.collecting import Collector
from annotations.imports.readers.pdf.dots import add_bullets
from annotations.imports.readers.pdf.pieces import Page

MAX_PAGES = 2000
MAX_OBJECTS = 200_000  # on one page; a map has some ten thousand
MAX_LETTERS = 500_000  # on one page
SCAN_SHARE = 0.5  # of the page that an image covers
SCAN_LETTERS = 60  # a page with fewer is a scan with a stamp on it
LOOKED_AT = 200  # images of a page; a scan may be cut into strips
INFO = ("Title", "Author", "CreationDate")


@dataclass(slots=True)
class Opened:
    """What was read from a file.

    Attributes:
        pages: in order.
        scans: numbers of pages that are images without text.
        info: what the file says of itself, by name.
        language: as it declares it, or "".
    """

    pages: list[Page] = field(default_factory=list)
    scans: list[int] = field(default_factory=list)
    info: dict[str, str] = field(default_factory=dict)
    language: str = ""


def opened(body: bytes) -> Opened:
    """Read all pages.

    Raises:
        ReaderError: `encrypted_pdf`, `damaged_file`, `too_many_pages`, `pdf_too_complex`,
            `text_too_long`.
    """
    # Imported at the first PDF: a process that reads only web pages has no use for 15 MB of it.
    import pypdfium2  # noqa: PLC0415 (see above)
    import pypdfium2.raw as raw  # noqa: PLC0415, PLR0402 (the bindings' own name)

    _refuse_cut_off(body)
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        is_locked = error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        raise ReaderError("encrypted_pdf" if is_locked else "damaged_file") from None
    try:
        return _read(document, raw)
    except pypdfium2.PdfiumError:
        raise ReaderError("damaged_file") from None
    finally:
        document.close()


def _refuse_cut_off(body: bytes) -> None:
    """A file ends with a mark; a viewer would show the pages that did arrive, and nobody would know."""
    tail = body[len(body) // 2 :][-65536:]
    if b"%%EOF" not in tail and b"startxref" not in tail:
        raise ReaderError("damaged_file")


def _read(document: Any, raw: Any) -> Opened:
    if len(document) > MAX_PAGES:
        raise ReaderError("too_many_pages")
    found = Opened(info={name: document.get_metadata_value(name) for name in INFO})
    found.language = _language(document, raw)
    letters = 0
    for number in range(1, len(document) + 1):
        page, is_scan = _page(document, number, raw)
        found.pages.append(page)
        letters += page.letters
        if letters > TEXT_LIMIT:
            raise ReaderError("text_too_long")
        if is_scan:
            found.scans.append(number)
    return found


def _language(document: Any, raw: Any) -> str:
    """The language of the catalogue, for example "en-GB"."""
    length = raw.FPDFCatalog_GetLanguage(document, None, 0)
    if not 2 < length <= 64:  # noqa: PLR2004 (longer names no language)
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    raw.FPDFCatalog_GetLanguage(document, buffer, length)
    return bytes(buffer)[:-2].decode("utf-16-le", "ignore")


def _page(document: Any, number: int, raw: Any) -> tuple[Page, bool]:
    """One page, and whether it is a scan."""
    page = document[number - 1]
    try:
        if raw.FPDFPage_CountObjects(page) > MAX_OBJECTS:
            raise ReaderError("pdf_too_complex")
        text = page.get_textpage()
        try:
            if raw.FPDFText_CountChars(text) > MAX_LETTERS:
                raise ReaderError("text_too_long")
            read = Collector(text.raw, raw, number, page.get_size()).collect()
        finally:
            text.close()
        add_bullets(read, page, raw)
        return read, read.letters < SCAN_LETTERS and _is_covered(page, raw)
    finally:
        page.close()


def _is_covered(page: Any, raw: Any) -> bool:
    """Whether an image covers most of the page."""
    width, height = page.get_size()
    images = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    covered = 0.0
    for image in islice(images, LOOKED_AT):
        left, bottom, right, top = image.get_bounds()
        covered += max(0.0, right - left) * max(0.0, top - bottom)
    return bool(covered > SCAN_SHARE * width * height)
