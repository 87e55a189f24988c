"""Whether two figures name one authority, in whatever words: "election results" are the "official results"."""

import regex

from annotations.reading.scopes import folded

_adjectives = regex.compile(
    r"\b(?:the|official|officially|final|preliminary|election|elections|electoral|announced|of|vote|presidential"
    r"|официальн\p{L}*|предварительн\p{L}*|окончательн\p{L}*|выбор\p{L}*|афіцыйн\p{L}*|выбар\p{L}*)\b"
)
# What has no author of its own: of one scope there is one of each.
_impersonal = {
    "results": ("result", "итог", "результат", "вынік"),
    "statistics": ("statistic", "figure", "data", "статистик", "данны", "статыстык", "звестк"),
}


def is_same_authority(one: str, other: str) -> bool:
    """Whether both names mean one authority; two that are not named are not known to be one."""
    if not one or not other:
        return False
    return folded(one) == folded(other) or (_core(one) != "" and _core(one) == _core(other))


def _core(name: str) -> str:
    """`results` or `statistics` where the name says no more than that; else nothing."""
    bare = _adjectives.sub(" ", folded(name)).split()
    for core, beginnings in _impersonal.items():
        if len(bare) == 1 and bare[0].startswith(beginnings):
            return core
    return ""
