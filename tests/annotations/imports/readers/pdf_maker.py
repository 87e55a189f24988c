"""Small PDFs made to order: text at places, in Helvetica, with what a test needs and nothing else."""

from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842


@dataclass(frozen=True)
class Put:
    """Text at a place: x and y in points from the lower left corner."""

    text: str
    x: float = 72
    y: float = 700
    size: float = 11
    bold: bool = False
    matrix: tuple[float, float, float, float] = (1, 0, 0, 1)

    def drawn(self) -> bytes:
        shown = self.text.encode("cp1252").replace(b"\\", b"\\\\")
        shown = shown.replace(b"(", b"\\(").replace(b")", b"\\)")
        place = " ".join(f"{number:g}" for number in (*self.matrix, self.x, self.y))
        font = "F2" if self.bold else "F1"
        return f"BT /{font} {self.size:g} Tf {place} Tm (".encode() + shown + b") Tj ET\n"


def column(
    lines: list[str], *, x: float = 72, top: float = 700, leading: float = 14, size: float = 11
) -> list[Put]:
    """Lines below each other."""
    return [Put(line, x, top - number * leading, size) for number, line in enumerate(lines)]


def dot(x: float, y: float, side: float = 3) -> bytes:
    """A small square, as a browser draws a bullet."""
    return f"{x:g} {y:g} {side:g} {side:g} re f\n".encode()


def pdf(*pages: list[Put | bytes], info: dict[str, str] | None = None, extra: str = "") -> bytes:
    """A PDF with these pages; `extra` goes into each page's dictionary."""
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        b"<< " + b" ".join(f"/{k} ({v})".encode() for k, v in (info or {}).items()) + b" >>",
    ]
    kids = []
    for page in pages:
        content = b"".join(item if isinstance(item, bytes) else item.drawn() for item in page)
        objects.append(b"<< /Length %d >>\nstream\n" % len(content) + content + b"endstream")
        number = len(objects)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {number} 0 R {extra} "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>".encode()
        )
        kids.append(f"{number + 1} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(kids)}] >>".encode()
    return _file(objects)


def _file(objects: list[bytes]) -> bytes:
    body, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    body += b"trailer << /Size %d /Root 1 0 R /Info 5 0 R >>\n" % (len(objects) + 1)
    return bytes(body + b"startxref\n%d\n%%%%EOF\n" % start)
