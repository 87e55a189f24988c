"""The words by which English, Russian and Belarusian texts name days, months and longer periods."""

import regex

FLAGS = regex.IGNORECASE | regex.VERBOSE

_STARTS = (
    ("jan", 1), ("feb", 2), ("mar", 3), ("apr", 4), ("may", 5), ("jun", 6), ("jul", 7), ("aug", 8), ("sep", 9),
    ("oct", 10), ("nov", 11), ("dec", 12),
    ("январ", 1), ("феврал", 2), ("март", 3), ("апрел", 4), ("май", 5), ("мая", 5), ("мае", 5), ("июн", 6), ("июл", 7),
    ("август", 8), ("сентябр", 9), ("октябр", 10), ("ноябр", 11), ("декабр", 12),
    ("студзен", 1), ("лют", 2), ("сакавік", 3), ("красавік", 4), ("маі", 5), ("маем", 5), ("тра", 5), ("чэрвен", 6),
    ("ліпен", 7), ("жні", 8), ("верасн", 9), ("верасень", 9), ("кастрычнік", 10), ("лістапад", 11), ("снеж", 12),
)  # fmt: skip
MONTH = (
    r"(?P<month>january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
    r"|(?:январ|феврал|апрел|сентябр|октябр|ноябр|декабр|июн|июл)(?:ь|я|е|ю|ём|ем)|(?:март|август)(?:а|е|у|ом)?|ма(?:й|я|е|ю)"
    r"|студзен(?:ь|я|і)|люты|лютага|лютым|(?:сакавік|красавік|кастрычнік)(?:а|у)?|маі|маем|чэрвен(?:ь|я|і)|ліпен(?:ь|я|і)"
    r"|жні(?:вень|ўня|ўні)|верас(?:ень|ня|ні)|лістапад(?:а|зе)?|снеж(?:ань|ня|ні))"
)
"""A month in any form that a date needs; `month_of` tells which."""

NUMBERS = {
    word: number
    for number, forms in enumerate(
        (
            "one a an один одного одной адзін",
            "two два две двух два дзве двух",
            "three три трех тры трох",
            "four четыре четырех чатыры чатырох",
            "five пять пяти пяць пяці",
            "six шесть шести шэсць шасці",
            "seven семь семи сем сямі",
            "eight восемь восьми восем васьмі",
            "nine девять девяти дзевяць дзевяці",
            "ten десять десяти дзесяць дзесяці",
            "eleven одиннадцать",
            "twelve двенадцать двенадцати дванаццаць",
        ),
        start=1,
    )
    for word in forms.split()
}
ORDINALS = {
    **dict.fromkeys(("first", "1st", "i", "1"), 1),
    **dict.fromkeys(("second", "2nd", "ii", "2"), 2),
    **dict.fromkeys(("third", "3rd", "iii", "3"), 3),
    **dict.fromkeys(("fourth", "4th", "last", "iv", "4"), 4),
    **dict.fromkeys(("перв", "перш"), 1),
    **dict.fromkeys(("втор", "друг"), 2),
    **dict.fromkeys(("трет", "трэц"), 3),
    **dict.fromkeys(("четв", "чацв"), 4),
}
WEEKDAYS = {
    **dict(zip(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], range(7), strict=True)),
    **dict(zip(["пон", "вто", "сре", "чет", "пят", "суб", "вос"], range(7), strict=True)),
    **dict(zip(["пан", "аўт", "сер", "чац", "пят", "суб", "няд"], range(7), strict=True)),
}
WEEKDAY = (
    r"(?:(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?\b"
    r"|\b(?:во?|у|ў)\s(?P<weekday>понедельник|вторник|сред[уы]|четверг|пятницу|субботу|воскресенье"
    r"|панядзелак|аўторак|сераду|чацвер|пятніцу|суботу|нядзелю)\b)"
)
YEAR_BEHIND = r"(?:,?\s(?P<year>(?:19|20)\d\d)(?![\d,.]\d)(?!\d)(?:\s(?:год[ау]?|годзе|гг?\.))?)?"
JOINT = r"(?:\s?[-–—]\s?|\s(?:to|till|until|through|thru|and|по|до|па|да|и|і)\s)"


def month_of(word: str) -> int:
    """The month that a form names, from 1."""
    folded = word.casefold()
    return next((number for start, number in _STARTS if folded.startswith(start)), 0)


def number_of(word: str) -> int | None:
    """A small number in digits or words."""
    folded = word.casefold().replace("ё", "е")
    return int(folded) if folded.isdecimal() else NUMBERS.get(folded)


def ordinal_of(word: str) -> int | None:
    """A quarter or a half of the year, from 1."""
    folded = word.casefold()
    return ORDINALS.get(folded) or ORDINALS.get(folded[:4])


def weekday_of(word: str) -> int:
    """The day of the week, from Monday as 0."""
    return WEEKDAYS[word.casefold()[:3]]
