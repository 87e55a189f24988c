"""The periods that a text names, as days: "from January 1 to March 31", "in five days", "в первом квартале 2024 года".

Offsets are Unicode code points, end exclusive. Both days are included. Rules by hand for English, Russian and Belarusian;
every quantifier is bounded, so that time is linear.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import regex

from annotations.reading import period_words as words
from annotations.reading.calendars import Calendar, day

_Days = tuple[date | None, date | None, bool]
_flags = regex.IGNORECASE
_LONGEST = 4000  # code points that are read at once
_MONTHS_OF = {"quar": 3, "квар": 3, "трим": 3, "half": 6, "полу": 6, "поло": 6, "паўг": 6, "пало": 6}  # fmt: skip
_QUARTER_OF_YEAR = 3
_D = r"(?P<day>\d{1,2})(?:st|nd|rd|th|-?го|-?е)?(?!\d)"
_DAY = rf"(?:\b{words.MONTH}\.?\s{_D}|(?<![\d.,:/]){_D}\s(?:of\s)?{words.MONTH}\b\.?)"
_NUMBER = r"(?P<number>\d{1,3}|\p{L}{1,12})"
_IN = r"\b(?:in|during|since|by|from|until|for|of|throughout|through|early|late|mid|last|в|во|за|с|со|к|до|у|ў|з|са|да)[\s-]"


@dataclass(frozen=True, slots=True)
class Period:
    """A period where it stands; `first` and `last` are None where they are open or cannot be told.

    `is_stated` is false where any part of it, such as the year, is not in the text. `goes_back` is of "during this time",
    which means a period named before.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    is_stated: bool
    goes_back: bool = False

    @property
    def length(self) -> int:
        """In days; 0 where an end is open."""
        return (self.last - self.first).days + 1 if self.first and self.last else 0


def periods(text: str, start: int, end: int, calendar: Calendar) -> list[Period]:
    """Return the periods named in `text[start:end]` (of which the first 4,000 code points are read), without overlaps."""
    found: list[Period] = []
    for pattern, read in _RULES:
        for match in pattern.finditer(text, start, min(end, start + _LONGEST)):
            days = read(match, calendar)
            if days is not None:
                found.append(Period(match.start(), match.end(), *days, goes_back=read is _back))
    found.sort(key=lambda one: (one.start, -one.end))
    return list(_apart(found))


def _apart(found: list[Period]) -> Iterator[Period]:
    last = 0
    for one in found:
        if one.start >= last:
            last = one.end
            yield one


def _is_verb(match: regex.Match[str]) -> bool:
    """Whether "may" and "march" are no months."""
    return any(word in {"may", "march", "mar"} for word in match.captures("month"))


def _year(match: regex.Match[str], calendar: Calendar, month: int) -> tuple[int | None, bool]:
    years = match.captures("year")
    return (int(years[-1]), True) if years else calendar.year_of(month)


def _day_range(match: regex.Match[str], calendar: Calendar) -> _Days | None:
    months = [words.month_of(word) for word in match.captures("month")]
    numbers = [int(number) for number in match.captures("day")]
    if _is_verb(match) or (
        " and " in match.group() and not match.group().lower().startswith("between")
    ):
        return None
    year, is_stated = _year(match, calendar, months[-1])
    years = match.captures("year")
    begun = int(years[0]) if len(years) > 1 else (year - (months[0] > months[-1]) if year else None)
    first, last = day(begun, months[0], numbers[0]), day(year, months[-1], numbers[-1])
    return (first, last, is_stated) if first and last and first <= last else None


def _one_day(match: regex.Match[str], calendar: Calendar) -> _Days | None:
    month = words.month_of(match["month"])
    year, is_stated = _year(match, calendar, month)
    found = day(year, month, int(match["day"]))
    if not found or _is_verb(match):
        return None
    return _ended(match, found, found, calendar, is_stated=is_stated)


def _numeric(match: regex.Match[str], calendar: Calendar) -> _Days | None:  # noqa: ARG001 - one shape for all rules
    found = day(int(match["year"]), int(match["month"]), int(match["day"]))
    return (found, found, True) if found else None


def _ended(
    match: regex.Match[str], first: date, last: date, calendar: Calendar, *, is_stated: bool
) -> _Days:  # fmt: skip
    """What the preposition makes of it: "since" leaves the end open to the article's day, "by" the beginning."""
    lead = (match.groupdict().get("lead") or "").casefold().strip()
    if lead in {"since", "from", "с", "со", "з", "са"}:
        return first, calendar.today, False
    if lead in {"by", "until", "к", "до", "да"}:
        return None, last, is_stated
    return first, last, is_stated and lead not in {"after", "before", "после", "пасля", "перед"}


def _month_range(match: regex.Match[str], calendar: Calendar) -> _Days | None:
    first, last = (words.month_of(word) for word in match.captures("month"))
    year, is_stated = _year(match, calendar, last)
    if year is None or _is_verb(match):
        return None
    return date(year - (first > last), first, 1), _month_end(year, last), is_stated


def _month(match: regex.Match[str], calendar: Calendar) -> _Days | None:
    month = words.month_of(match["month"])
    year, is_stated = _year(match, calendar, month)
    if year is None or _is_verb(match):
        return None
    return _ended(
        match, date(year, month, 1), _month_end(year, month), calendar, is_stated=is_stated
    )


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _part_of_year(match: regex.Match[str], calendar: Calendar) -> _Days | None:
    """A quarter, a half, "the first three months"."""
    year, is_stated = (int(match["year"]), True) if match["year"] else (_this_year(calendar), False)
    given = match.groupdict()
    if given.get("number"):
        months = words.number_of(match["number"]) or 0
        first = 1
    else:
        months = _MONTHS_OF.get(given["part"].casefold()[:4], _QUARTER_OF_YEAR)
        first = ((words.ordinal_of(match["ordinal"]) or 0) - 1) * months + 1
    last = first + months - 1
    if year is None or not 1 <= first <= last <= 12:  # noqa: PLR2004 - months of a year
        return None
    if not is_stated and calendar.today and _month_end(year, last) > calendar.today:
        year -= 1  # told of as past, it was last year's
    return date(year, first, 1), _month_end(year, last), is_stated


def _this_year(calendar: Calendar) -> int | None:
    return calendar.today.year if calendar.today else calendar.likely


def _years(match: regex.Match[str], calendar: Calendar) -> _Days | None:
    first, *more = (int(year) for year in match.captures("year"))
    last = more[-1] if more else first
    if first > last:
        return None
    return _ended(match, date(first, 1, 1), date(last, 12, 31), is_stated=True, calendar=calendar)


def _last_days(match: regex.Match[str], calendar: Calendar) -> _Days | None:
    """So many days, weeks, months or years up to the article's day, which counts to none of them ("in five days")."""
    number, today = words.number_of(match["number"]) if match["number"] else 1, calendar.today
    if not number or not today:
        return None if not number else (None, None, False)
    unit = match["unit"].casefold()
    last = today - timedelta(days=1)
    if unit.startswith(("year", "год", "гад", "лет")):
        return _back_years(today, number), last, False
    if unit.startswith(("month", "меся")):
        months = today.year * 12 + today.month - 1 - number
        year, month = divmod(months, 12)
        first = date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
        return first, last, False
    in_days = 7 if unit.startswith(("week", "нед", "тыд")) else 1
    number = -(-number // 24) if unit.startswith(("hour", "час", "гадз")) else number
    return today - timedelta(days=number * in_days), last, False


def _back_years(today: date, number: int) -> date:
    year = max(1, today.year - number)
    return date(year, today.month, min(today.day, monthrange(year, today.month)[1]))


def _relative_year(match: regex.Match[str], calendar: Calendar) -> _Days | None:
    if not calendar.today:
        return None, None, False
    word, today = match.group().casefold(), calendar.today
    if any(part in word for part in ("begin", "start", "начал", "пачат")):
        return date(today.year, 1, 1), today, False
    is_past = any(part in word for part in ("last", "previous", "прошл", "мінул", "летась"))
    if any(part in word for part in ("month", "месяц")):
        last = today.replace(day=1) - timedelta(days=1)
        month = last if is_past else today
        return (
            month.replace(day=1),
            _month_end(month.year, month.month) if is_past else today,
            False,
        )
    if any(part in word for part in ("week", "недел", "тыдн", "тыдз")):
        monday = today - timedelta(days=today.weekday() + 7 * is_past)
        return monday, monday + timedelta(days=6) if is_past else today, False
    year = today.year - is_past
    return date(year, 1, 1), date(year, 12, 31) if is_past else today, False


def _weekday(match: regex.Match[str], calendar: Calendar) -> _Days | None:
    if not calendar.today:
        return None, None, False
    back = (calendar.today.weekday() - words.weekday_of(match["weekday"])) % 7
    found = calendar.today - timedelta(days=back)
    return found, found + timedelta(days=bool(match["night"])), False


def _of_the_day(match: regex.Match[str], calendar: Calendar) -> _Days | None:
    if not calendar.today:
        return None, None, False
    word = match.group().casefold()
    is_past = any(part in word for part in ("yesterday", "last", "вчера", "учора"))
    found = calendar.today - timedelta(days=is_past)
    return found, calendar.today if "night" in word else found, False


def _begun(match: regex.Match[str], calendar: Calendar) -> _Days | None:
    """The first night, day or days of an event that the text dates elsewhere."""
    found = calendar.day_of(match["event"])
    if not found:
        return None, None, False
    unit = match["unit"].casefold()
    more = 6 if unit.startswith(("week", "нед", "тыд")) else unit.startswith(("night", "ноч"))
    number = words.number_of(match["number"]) if match["number"] else None
    return found, found + timedelta(days=number - 1 if number else more), False


def _back(match: regex.Match[str], calendar: Calendar) -> _Days | None:  # noqa: ARG001 - one shape for all rules
    return None, None, False


_LEAD = r"(?:\b(?P<lead>as\sof|by|on|since|until|after|before|from|в|к|на|с|до|после|перед|у|да|з|пасля)\s)?"
_SPAN = r"(?P<unit>hours?|days?|weeks?|months?|years?|час(?:а|ов)|д(?:ень|ня|ней)|сут(?:ки|ок)|недел[иьюя]|месяц(?:а|ев)?|год(?:а|ы)?|лет|гадзін\w?|дзён|дні|тыдн\w{1,2}|месяц(?:ы|аў)|гад(?:ы|оў))\b"
_QUARTER = r"(?P<ordinal>first|second|third|fourth|last|1st|2nd|3rd|4th|перв\w{2,3}|втор\w{2,3}|треть\w{1,3}|четв[её]рт\w{2,3}|перш\w{2,3}|друг\w{2,3}|трэц\w{2,4}|чацв[её]рт\w{2,3}|[1-4]|I{1,3}|IV)"
_rule = Callable[[regex.Match[str], Calendar], _Days | None]
_RULES: list[tuple[regex.Pattern[str], _rule]] = [
    (regex.compile(pattern, _flags), read)
    for pattern, read in (
        (rf"(?:\b(?:from|between|с|з|са)\s)?{_DAY}{words.YEAR_BEHIND}{words.JOINT}{_DAY}{words.YEAR_BEHIND}", _day_range),
        (rf"(?:\bfrom\s)?\b{words.MONTH}\.?\s{_D}(?:\s?[-–—]\s?|\s(?:to|through)\s){_D}{words.YEAR_BEHIND}", _day_range),
        (rf"(?:\b(?:from|с|з)\s)?(?<![\d.,:/]){_D}(?:\s?[-–—]\s?|\s(?:to|through|по|па|до|да)\s){_D}\s(?:of\s)?{words.MONTH}\b{words.YEAR_BEHIND}", _day_range),
        (rf"{_LEAD}{_DAY}{words.YEAR_BEHIND}", _one_day),
        (r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d\d)(?!\d)", _numeric),
        (r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b", _numeric),
        (rf"(?:{_IN})?\b{words.MONTH}{words.YEAR_BEHIND}{words.JOINT}{words.MONTH}\b{words.YEAR_BEHIND}", _month_range),
        (rf"\b(?P<lead>in|during|since|by|from|until|for|of|of\s(?:early|late)|в|во|за|с|со|к|до|у|ў|з|са|да)[\s-]{words.MONTH}\b(?!\.?\s\d{{1,2}}\b){words.YEAR_BEHIND}(?:\salone)?", _month),
        (rf"\b(?P<lead>){words.MONTH}\.?,?\s(?P<year>(?:19|20)\d\d)(?!\d)", _month),
        (rf"(?:{_IN})?(?:the\s)?\b{_QUARTER}[\s-](?P<part>quarter|half|квартал\w{{0,2}}|триместр\w{{0,2}}|полугоди\w|паўгоддз\w|половин\w|палов\w)\b(?:\s(?:of\s)?(?:the\s)?(?:this\syear|year)?)?(?:,?\s?(?:of\s)?(?P<year>(?:19|20)\d\d))?(?:\s(?:год[ау]?|годзе|г\.))?", _part_of_year),
        (r"\bQ(?P<ordinal>[1-4])(?P<part>)\s(?:of\s)?(?P<year>(?:19|20)\d\d)\b", _part_of_year),
        (rf"(?:{_IN})?(?:the\s)?\b(?:first|перв\w{{2,3}}|перш\w{{2,3}})\s{_NUMBER}\s(?:months|месяц(?:а|ев|ы|аў))\b(?:\s(?:of\s)?)?(?:(?P<year>(?:19|20)\d\d)(?!\d)(?:\s(?:год[ау]?|г\.))?)?", _part_of_year),
        (r"\b(?P<lead>in|during|since|throughout|for|by|of|в|во|за|с|у|ў|з)\s(?P<year>(?:19|20)\d\d)(?:\s?[-–—]\s?(?P<year>(?:19|20)\d\d))?(?![\d,.]\d)(?!\d)(?:\s(?:год[ауы]?|годзе|гг?\.))?(?!\s\p{Ll}{3,12}\s(?:campaign|election|protest))", _years),
        (rf"\b(?:in|over|within|during|for|за|на\sпротяжении|в\sтечение|цягам|на\sпрацягу)\s(?:(?:just|only|the|about|these|those|less\sthan|всего|эти)\s)?(?:(?:past|last|previous|recent|последни[ехй]\w?|прошедши[ехй]|апошні[яхй])\s)?{_NUMBER}\s{_SPAN}", _last_days),
        (r"\b(?:over|in|during|for|within)\sthe\s(?:past|last)\s(?P<number>)(?P<unit>day|week|month|year)\b", _last_days),
        (r"\b(?:(?:since|from)\sthe\s(?:beginning|start)\sof\s(?:the|this)\syear|с\sначала\s(?:этого\s)?года|з\sпачатку\sгода|this\s(?:year|month|week)|(?:last|previous)\s(?:year|month|week)|в\s(?:этом|прошлом)\s(?:году|месяце)|на\s(?:этой|прошлой)\sнеделе|(?:у|ў|в)\s(?:гэтым|мінулым)\s(?:годзе|месяцы)|на\s(?:гэтым|мінулым)\sтыдні|летась)\b", _relative_year),
        (rf"(?:\b(?:earlier\s)?(?:on|last|this)\s)?{words.WEEKDAY}(?P<night>\snight)?", _weekday),
        (r"\b(?:at\s(?:dawn|noon)|around\smidnight|yesterday|today|tonight|last\snight|overnight|this\s(?:morning|afternoon|evening)|сегодня|вчера|с[её]ння|учора|на\sрассвете|на\sсвітанні)\b", _of_the_day),
        (rf"\b(?:during|in|on|за|в|у|ў|цягам)\s(?:just\s|only\s)?(?:the\s)?(?:first|very\sfirst|перв\p{{L}}{{2,3}}|перш\p{{L}}{{2,3}})\s(?:{_NUMBER}\s)?(?P<unit>nights?|days?|weeks?|ночь?|ночи|ноч|дн\p{{L}}|день|дзень|недел\p{{L}}|тыдзень)\s(?:of\s)?(?:the\s|mass\s)?(?P<event>\p{{L}}{{4,24}})", _begun),
        (r"\b(?:(?:during|in|over|for|at)\s(?:this|that|the\ssame)\s(?:time|period|month|quarter|year|week)|that\smonth|за\s(?:это\sвремя|этот\s(?:же\s)?(?:период|срок|месяц|год)|тот\sже\sпериод)|за\sгэты\s(?:час|перыяд))\b", _back),
    )
]  # fmt: skip
