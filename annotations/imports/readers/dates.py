"""Dates as pages and articles write them, in the languages that a newsroom meets most."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

# The first letters that tell the months of a language apart, lower case, January first.
_MONTHS = (
    "jan feb mar apr may jun jul aug sep oct nov dec",  # English
    "jän feb mär apr mai jun jul aug sep okt nov dez",  # German
    "janv févr mars avr mai juin juil août sept oct nov déc",  # French
    "ene feb mar abr may jun jul ago sep oct nov dic",  # Spanish
    "gen feb mar apr mag giu lug ago set ott nov dic",  # Italian
    "jan fev mar abr mai jun jul ago set out nov dez",  # Portuguese
    "jan feb maart apr mei jun jul aug sep okt nov dec",  # Dutch
    "sty lut mar kwi maj cze lip sie wrz paź lis gru",  # Polish
    "янв фев мар апр мая июн июл авг сен окт ноя дек",  # Russian
    "січ лют бер кві тра чер лип сер вер жов лис гру",  # Ukrainian
    "сту лют сак кра мая чэр ліп жні вер кас ліс сне",  # Belarusian
    "oca şub mar nis may haz tem ağu eyl eki kas ara",  # Turkish
    "jan feb mar apr maj jun jul aug sep okt nov dec",  # Swedish, Danish
    "jan feb mar apr mai jun jul aug sep okt nov des",  # Norwegian
    "tammi helmi maalis huhti touko kesä heinä elo syys loka marra joulu",  # Finnish
    "ledn únor březn dubn květn červn červe srpn září říjn listo prosi",  # Czech
    "ian feb mar apr mai iun iul aug sep oct noi dec",  # Romanian
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسط سبتمب أكتوب نوفمب ديسمب",  # Arabic
)
MONTHS: dict[str, int] = {}
for _language in _MONTHS:
    for _number, _stem in enumerate(_language.split(), start=1):
        MONTHS.setdefault(_stem[:5], _number)
_WORD = r"(?P<month>[^\W\d_]{3,12})\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?<!\d)(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|º|ο)?\.?"
_CLOCK = r"(?:[^\w]{1,4}(?:at |um |в |у |a las |às |à |alle |kl\.? |klo |saat )?(?P<hour>[0-2]?\d)[:.hч](?P<minute>[0-5]\d)(?P<half> ?[ap]\.?m)?)?"
WRITTEN = (
    re.compile(rf"{_DAY}[  ]+(?:de |of )?{_WORD},?[  ]+(?:de )?{_YEAR}{_CLOCK}", re.IGNORECASE),
    re.compile(rf"\b{_WORD}[  ]+{_DAY},?[  ]+{_YEAR}{_CLOCK}", re.IGNORECASE),
    re.compile(rf"(?<!\d){_YEAR}[-/.](?P<month>[01]?\d)[-/.](?P<day>[0-3]?\d)(?!\d){_CLOCK}"),
    re.compile(rf"(?<!\d)(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.{_YEAR}{_CLOCK}"),
    re.compile(
        rf"(?<!\d){_YEAR}\s?[年년]\s?(?P<month>[01]?\d)\s?[月월]\s?(?P<day>[0-3]?\d)\s?[日일]"
        r"(?:\D{1,6}(?P<hour>[0-2]?\d)[:：時时]\s?(?P<minute>[0-5]\d))?"
    ),
)
# 03/04/2020 is March in the United States and April elsewhere: read only where one must be the day.
SLASHED = re.compile(rf"(?<!\d)(?P<a>[0-3]?\d)/(?P<b>[0-3]?\d)/{_YEAR}")
EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
SCRIPTED = re.compile(
    r"(?:[A-Z][a-z]{2} )?(?P<month>[A-Z][a-z]{2}) (?P<day>\d\d?) (?P<year>\d{4}) (?P<clock>\d\d:\d\d:\d\d) "
    r"(?:GMT|UTC)(?P<zone>[+-]\d{4})?"
)
HALF_DAY = re.compile(r"\d ?[ap]\.?m\b", re.IGNORECASE)
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
ZONE_NAME = re.compile(r"\[[\w/+-]+\]$")
IN_ADDRESS = re.compile(
    r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>[01]\d)[/-](?P<day>[0-3]\d)(?:/|-|$)"
)
EARLIEST = 1900


def machine_date(value: str) -> datetime | None:
    """A date as machines write it, with zone; a bare date is midnight UTC.

    Understood are ISO 8601, RFC 822, seconds or milliseconds since 1970, and what a script prints;
    else the value is read as people write.
    """
    value = ZONE_NAME.sub("", value.strip())
    if not value or len(value) > 80:  # noqa: PLR2004 (longer is not a date)
        return None
    if EPOCH.fullmatch(value):
        return _sane(datetime.fromtimestamp(int(value[:10]), UTC))
    if (printed := SCRIPTED.match(value)) is not None:
        value = "{day} {month} {year} {clock} ".format(**printed.groupdict()) + (
            printed["zone"] or "+0000"
        )
    if HALF_DAY.search(value) and (read := written_date(value)) is not None:
        return read
    try:
        found = datetime.fromisoformat(value.replace(" UTC", "+00:00").replace(" GMT", "+00:00"))
    except ValueError:
        try:
            found = parsedate_to_datetime(value)
        except (ValueError, TypeError, IndexError, OverflowError):
            return written_date(value)
    return _sane(found)


def written_date(text: str) -> datetime | None:
    """The first date that stands in a text as people write it, with the time if there is one."""
    if not text.isascii():
        text = text.translate(DIGITS)
    found = [match for pattern in WRITTEN for match in pattern.finditer(text)]
    for match in sorted(found, key=lambda m: m.start()):
        if (moment := _moment(match)) is not None:
            return moment
    slashed = SLASHED.search(text)
    if slashed is None:
        return None
    return _slashed(int(slashed["a"]), int(slashed["b"]), int(slashed["year"]))


def address_date(url: str) -> datetime | None:
    """The date in an address such as ``/2020/08/14/``."""
    match = IN_ADDRESS.search(url)
    return None if match is None else _moment(match)


def _moment(match: re.Match[str]) -> datetime | None:
    parts = match.groupdict()
    month = int(parts["month"]) if parts["month"].isdigit() else month_number(parts["month"])
    hour, minute = int(parts.get("hour") or 0), int(parts.get("minute") or 0)
    half = (parts.get("half") or "").strip().lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    try:
        return _sane(
            datetime(int(parts["year"]), month, int(parts["day"]), hour, minute, tzinfo=UTC)
        )
    except ValueError:
        return None


def month_number(word: str) -> int:
    """1 to 12, or 0 where the word is no month."""
    word = word.lower()
    return next((MONTHS[word[:n]] for n in (5, 4, 3) if word[:n] in MONTHS), 0)


def _slashed(a: int, b: int, year: int) -> datetime | None:
    if a > 12 >= b:  # noqa: PLR2004 (months)
        day, month = a, b
    elif b > 12 >= a or a == b:  # noqa: PLR2004 (months)
        day, month = b, a
    else:
        return None
    try:
        return _sane(datetime(year, month, day, tzinfo=UTC))
    except ValueError:
        return None


def _sane(moment: datetime) -> datetime | None:
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    now = datetime.now(UTC)
    try:
        return moment if moment.year >= EARLIEST and (moment - now).days < 2 else None  # noqa: PLR2004 (zones)
    except OverflowError:
        return None
