"""From bytes to text, whatever the declarations say.

Bytes that are valid UTF-8 and not plain ASCII are UTF-8, whatever is declared. Else a declaration is
believed if it decodes strictly and to plausible text; else the bytes are guessed.
"""

import codecs
import re

from charset_normalizer import from_bytes

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What browsers read for a label (WHATWG Encoding standard): the larger set that contains it.
LABELS = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "windows-1252": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs",
    "tis-620": "cp874",
    "koi8-r": "koi8_r",
    "koi8-u": "koi8_u",
    "x-mac-cyrillic": "mac_cyrillic",
    "utf8": "utf-8",
    "hz-gb-2312": "hz",
}
PLAUSIBLE = [
    "utf_8", "cp1251", "koi8_r", "cp1252", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256",
    "cp1257", "cp1258", "iso8859_2", "iso8859_5", "iso8859_7", "cp932", "euc_jp", "gb18030", "big5",
    "cp949", "cp874", "koi8_u", "cp866", "mac_cyrillic",
]  # fmt: skip
META = re.compile(
    rb"""<meta[^>]{0,400}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{2,40})""", re.IGNORECASE
)
XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.\-]{2,40})""")
TAGS = re.compile(rb"<[^<>]{0,500}>")
ASCII_RUN = re.compile(rb"[\x00-\x7f]{40,}")
HEAD = 4096
GUESSED = 1_000_000
SAMPLE = 20_000
FEW_ERRORS = 0.02
WESTERN = {"cp1252", "iso8859_15", "cp1250", "iso8859_2"}
ASCII_BASED = {"iso2022_jp", "iso2022_kr", "hz"}  # valid UTF-8 in appearance


def decode(body: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of some bytes and the name of the charset that it was decoded with.

    Args:
        body: plain text or markup; a declaration within markup is found here.
        declared: what the transport said, for example the Content-Type header.
    """
    for bom, name in BOMS:
        if body.startswith(bom):
            return body.decode(name, "replace").removeprefix("\ufeff"), name
    names = [normal_name(name) for name in (declared, *within(body)) if name]
    for name in names:
        if name in ASCII_BASED and (text := _strict(body, name)) is not None:
            return text, name
    if (text := _strict(body, "utf-8")) is not None:
        return text, "utf-8"
    for name in names:
        text = None if name == "utf-8" else _strict(body, name)
        if text is not None and _is_plausible(text, name):
            return text, name
    return _almost_utf8(body) or _guess(body, names)


def within(body: bytes) -> list[str]:
    """Charsets that markup declares for itself."""
    head = body[:HEAD]
    return [m[1].decode("ascii") for m in (XML.search(head), META.search(head)) if m]


def normal_name(label: str) -> str:
    """The codec for a label as browsers understand it; the label itself where none is known."""
    label = label.strip().strip("\"'").lower()
    if label in LABELS:
        return LABELS[label]
    try:
        return codecs.lookup(label).name
    except (LookupError, ValueError):
        return label


def _strict(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (UnicodeError, LookupError, ValueError):
        return None


def _is_plausible(text: str, name: str) -> bool:
    """Western letters where another script was meant are accents without end."""
    if name not in WESTERN:
        return True
    letters = [c for c in text[:200_000] if c.isalpha()]
    accented = sum(1 for c in letters if "\x80" <= c <= "ɏ")
    plain = [c for c in letters if c < "\x80"]
    return accented <= 0.5 * max(1, len(plain)) or not letters


def _almost_utf8(body: bytes) -> tuple[str, str] | None:
    """UTF-8 with a few broken bytes, as advertisements and cut-off files leave them."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    foreign = sum(1 for c in text if c > "\x7f") - broken
    if foreign and broken <= max(3, FEW_ERRORS * foreign) and broken < foreign:
        return text, "utf-8"
    return None


def _guess(body: bytes, names: list[str]) -> tuple[str, str]:
    foreign = ASCII_RUN.sub(b" ", TAGS.sub(b" ", body[:GUESSED]))[:SAMPLE]
    best = from_bytes(foreign or body[:SAMPLE], cp_isolation=PLAUSIBLE).best()
    name = best.encoding if best is not None else (names or ["cp1252"])[0]
    try:
        return body.decode(name, "replace"), name
    except LookupError:
        return body.decode("cp1252", "replace"), "cp1252"
