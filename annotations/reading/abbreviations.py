"""Words whose final period ends no sentence, in English, Russian and Belarusian (written without it, lower case)."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


ALWAYS = _words(
    # Titles and other words that stand before a name or a list.
    "mr mrs ms dr prof sen rep gov gen col lt maj capt sgt cmdr adm rev hon pres supt messrs mme mlle st mt ft vs cf "
    "viz ie eg e.g i.e ca approx "
    "г-н г-жа гр им ул просп пл пер корп кв оф акад доц проф ген полк подп лейт св ср т.е т.к т.н "
    "сп сп-ня вул зав праф гл напр г.зн т.зв",
)
"""Never the last word of a sentence."""

BEFORE_FIGURE = _words(
    "no nos art arts sec secs ch chs vol vols p pp fig figs par para paras cl app ex ed eds v vv "
    "ст п пп ч рис табл с т тт вып № арт мал том",
)
"""An abbreviation only where a figure or a Roman numeral follows ("No. 1", "ст. 24.15")."""

LATIN_ENDS = _words(
    "jan feb mar apr jun jul aug sept sep oct nov dec inc ltd co corp bros jr sr dept est al etc "
    "u.s u.k u.n e.u d.c u.s.a u.s.s.r a.m p.m ph.d m.d b.a m.a",
)
"""May end a sentence, and do where a word follows that commonly begins one."""

CYRILLIC_HOLDS = _words(
    "г гг обл вобл р-н янв февр апр авг сент окт нояб дек студз лют сак крас",
)
"""Hold on to what follows ("г. Минск") unless a figure stands before them ("в 2020 г. Президент")."""

STARTERS = _words(
    "the a an in on at it its he she they we you i his her their our this that these those there but and or so if when "
    "while after before as by for from with about according however meanwhile also what who how why one some many most "
    "not no yes both each",
)
"""English words that commonly begin a sentence."""

ORDINAL_LANGUAGES = _words(
    "cs da de et fi hr hu is lv nb nn no pl sk sl sr tr",
)
"""Languages that write an ordinal with a period ("9. August")."""
