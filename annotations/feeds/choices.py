"""What a person may choose for a feed, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.models import Newsroom

BACKLOGS = (5, 20, 100)
_INTERVALS = (15, 30, 60, 180, 360, 720, 1440)
_HOUR, _DAY = 60, 1440


def backlogs() -> list[tuple[int, str]]:
    """How many of the entries that are already there may be brought in."""
    some = [(n, ngettext("the newest", "the newest %(n)d", n) % {"n": n}) for n in BACKLOGS]
    return [(0, _("nothing: only what comes from now on")), *some]


def intervals(newsroom: Newsroom, *also: int) -> list[tuple[int, str]]:
    """The times between two polls, in minutes and words, within the newsroom's limit; and `also`."""
    least = max(1, newsroom.feed_interval_least)
    minutes = {least, *also, *(n for n in _INTERVALS if n >= least)}
    return [(n, every(n)) for n in sorted(minutes)]


def every(minutes: int) -> str:
    """An interval in words."""
    if minutes % _DAY == 0:
        days = minutes // _DAY
        return ngettext("once a day", "every %(n)d days", days) % {"n": days}
    if minutes % _HOUR == 0:
        hours = minutes // _HOUR
        return ngettext("every hour", "every %(n)d hours", hours) % {"n": hours}
    return ngettext("every minute", "every %(n)d minutes", minutes) % {"n": minutes}
