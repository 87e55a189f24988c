"""From bytes to text, whatever the declarations say.

Bytes that are valid UTF-8 and not plain ASCII are UTF-8, whatever is declared. Else a declaration is
believed if it decodes strictly and to a text that a language could have; else the bytes are guessed.
UTF-8 that was taken for Western bytes and encoded once more is put right where that is certain.
"""

import codecs
import re

from charset_normalizer import from_bytes

from annotations.imports.readers.alphabets import strangeness

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
HEAD = 65_536  # declarations should stand in the first 1024 bytes, and do not always
GUESSED = 1_000_000
SAMPLE = 20_000
FEW_ERRORS = 0.02
STRANGE = 0.12  # a larger share of characters out of place is another charset
WIDE = 1000  # bytes in which UTF-16 without a mark shows itself
FEWEST_NULS = 10
# UTF-8 read as Western: a lead byte's letter with the letters of the bytes that follow it.
_TAIL = (
    "["
    + "".join(re.escape(bytes([n]).decode("cp1252", "ignore")) for n in range(0x80, 0xC0))
    + "\x80-\xbf]"
)
TWICE = re.compile(f"[Â-ß]{_TAIL}|[à-ï]{_TAIL}{{2}}|[ð-ô]{_TAIL}{{3}}")
CERTAIN = 20  # such pairs
# A lead byte that was encoded again, before a sign that was: U+00C2 to U+00F4, then U+0080 to U+00BF.
LEADS = re.compile(b"\xc3[\x82-\xb4]\xc2")
SURE, MARGIN = 0.01, 0.005
SCRIPT = re.compile(r"<(/?)(?:script|style)\b[^<>]{0,2000}>", re.IGNORECASE)
TAG = re.compile(r"<[^<>]{0,2000}>")
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
    if (wide := unmarked_utf16(body)) is not None:
        return body.decode(wide, "replace"), wide
    names = [normal_name(name) for name in (declared, *within(body)) if name]
    for name in names:
        if name in ASCII_BASED and (text := _strict(body, name)) is not None:
            return text, name
    if (text := _strict(body, "utf-8")) is not None:
        return (_mended(text) if _may_be_twice(body) else text), "utf-8"
    return _by_name(body, names) or _almost_utf8(body) or _guess(body, names)


def _by_name(body: bytes, names: list[str]) -> tuple[str, str] | None:
    """As declared, where that gives a text that a language could have."""
    for name in names:
        text = None if name == "utf-8" else _strict(body, name)
        if text is not None and strangeness(_words(text)) <= STRANGE:
            return text, name
    return None


def unmarked_utf16(body: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of its markup is NUL, and none of the others."""
    even, odd = body[:WIDE:2].count(0), body[1:WIDE:2].count(0)
    if max(even, odd) < FEWEST_NULS or min(even, odd) > max(even, odd) // 20:
        return None
    if max(even, odd) < len(body[:WIDE:2]) // 8:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _may_be_twice(body: bytes) -> bool:
    """Whether letters that would be lead bytes stand before signs often enough to look closer."""
    few = CERTAIN // 4
    # Counting one byte takes next to nothing, and most pages have none.
    return body.count(b"\xc3") >= few and len(LEADS.findall(body)) >= few


def _mended(text: str) -> str:
    """A text whose UTF-8 was taken for Western letters and encoded again, read rightly.

    Only where nearly all its characters beyond ASCII are such pairs: no language writes so.
    """
    pairs = TWICE.findall(text[:GUESSED])
    if len(pairs) < CERTAIN:
        return text
    foreign = sum(1 for c in text[:GUESSED] if c > "\x7f")
    if sum(map(len, pairs)) < 0.9 * foreign:
        return text
    return TWICE.sub(lambda match: _once(match[0]), text)


def _once(pair: str) -> str:
    try:
        raw = b"".join(c.encode("latin-1") if c <= "\xff" else c.encode("cp1252") for c in pair)
        return raw.decode()
    except UnicodeError:
        return pair


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


def _words(text: str) -> str:
    """What a page says, without its markup and scripts: enough of it to judge by."""
    parts, position, is_script = [], 0, False
    for match in SCRIPT.finditer(text[:GUESSED]):
        if not is_script:
            parts.append(text[position : match.start()])
        is_script, position = not match[1], match.end()
    if not is_script:
        parts.append(text[position:GUESSED])
    return TAG.sub(" ", " ".join(parts))


def _almost_utf8(body: bytes) -> tuple[str, str] | None:
    """UTF-8 with a few broken bytes, as advertisements and cut-off files leave them."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    foreign = sum(1 for c in text if c > "\x7f") - broken
    if foreign and broken <= max(3, FEW_ERRORS * foreign) and broken < foreign:
        return text, "utf-8"
    return None


def _guess(body: bytes, names: list[str]) -> tuple[str, str]:
    """The charset that leaves fewest characters out of place; a detector's word breaks ties."""
    foreign = ASCII_RUN.sub(b" ", TAGS.sub(b" ", body[:GUESSED]))[:SAMPLE]
    best = from_bytes(foreign or body[:SAMPLE], cp_isolation=PLAUSIBLE).best()
    likely = [best.encoding] if best is not None else []
    found: tuple[float, str, str] | None = None
    for name in dict.fromkeys([*likely, *names, *PLAUSIBLE]):
        text = _strict(body, name)
        if text is None:
            continue
        strange = strangeness(_words(text))
        if strange <= SURE and name in likely:
            return text, name
        if found is None or strange < found[0] - MARGIN:
            found = strange, text, name
    if found is not None:
        return found[1], found[2]
    name = likely[0] if likely else "cp1252"
    return body.decode(name, "replace"), name
