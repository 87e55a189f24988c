"""The words by which English, Russian and Belarusian texts qualify and deny.

Each kind of qualifier is a class of paraphrases: "at least" and "no fewer than" say the same, "almost" and "about" do not.
"""

import regex

_FLAGS = regex.IGNORECASE | regex.VERBOSE

# Before a figure, with at most a word between ("about 7,000", "at least another 5"). `bound` ones mean nothing without it.
LEADING = regex.compile(
    r"""(?<![\p{L}\p{M}-])(?:
      (?P<lower>at[ ]least | (?:no|not)[ ](?:fewer|less)[ ]than | (?:a|the)[ ]minimum[ ]of | minimum
          | more[ ]than | over | above | exceed(?:s|ed|ing)? | in[ ]excess[ ]of | upwards?[ ]of | north[ ]of
          | не[ ]мен(?:ее|ьше)(?:[ ]чем)? | по[ ](?:меньшей|крайней)[ ]мере | как[ ]минимум | минимум
          | более(?:[ ]чем)? | больше(?:[ ]чем)? | свыше | превы(?:сил[аои]?|шает|шают)
          | (?:не|ня)[ ]менш(?:[ ](?:за|чым|як))? | прынамсі | сама[ ]меней | як[ ]мінімум | мінімум | найменш
          | (?:больш|болей)(?:[ ](?:за|чым|як))? | звыш | перавы(?:сіл[аі]|сіў|шае|шаюць))
    | (?P<upper>up[ ]to | at[ ]most | (?:no|not)[ ]more[ ]than | as[ ]many[ ]as | as[ ]much[ ]as | (?:a|the)[ ]maximum[ ]of
          | (?:less|fewer)[ ]than | under | below
          | не[ ](?:более|больше)(?:[ ]чем)? | максимум | менее(?:[ ]чем)? | меньше(?:[ ]чем)? | до
          | (?:не|ня)[ ]больш(?:[ ](?:за|чым|як))? | максімум | менш(?:[ ](?:за|чым|як))? | да)
    | (?P<about>about | around | approximately | approx\.? | roughly | some | circa | ca\.? | (?:an[ ])?estimated(?:[ ]at)?
          | in[ ]the[ ](?:region|order)[ ]of | or[ ]so | something[ ]like
          | около | примерно | приблизительно | порядка | где-то | ориентировочно
          | каля | прыкладна | прыблізна | парадку | недзе | арыентыровачна)
    | (?P<almost>almost | nearly | close[ ]to | just[ ]under | just[ ]short[ ]of | practically | virtually | approaching
          | почти | без[ ]малого | чуть[ ]мен(?:ее|ьше) | практически | близко[ ]к
          | амаль(?:[ ]што)? | без[ ]малага | крыху[ ]менш(?:[ ]за)? | практычна | бадай | ледзь[ ]не)
    | (?P<barely>barely | hardly | scarcely | only[ ]just | едва | еле | с[ ]трудом | ледзь | ледзьве | ледва)
    | (?P<only>only | merely | just(?![ ](?:over|under|about|above|below|before|after|as)\b) | as[ ](?:few|little)[ ]as | a[ ]mere | solely
          | только | лишь | всего(?:[ ]лишь)? | исключительно | толькі | усяго(?:[ ]толькі)? | выключна)
    )(?![\p{L}\p{M}])""",
    _FLAGS,
)
BOUND_ONLY = frozenset({"about", "upper"})
"""Kinds that qualify nothing unless a figure follows at once."""

UNBOUND = regex.compile(
    r"(?:at least|almost|nearly|virtually|practically|only|merely|solely|barely|hardly|scarcely|почти|практически"
    r"|только|лишь|исключительно|едва|по меньшей мере|по крайней мере|как минимум|амаль|амаль што|практычна|бадай|толькі|выключна"
    r"|ледзь|ледзьве|ледва|прынамсі|як мінімум)",
    regex.IGNORECASE,
)
"""Leading words that qualify also what is no figure ("almost all", "only the police")."""

BEHIND = regex.compile(
    r"""(?:\s?\+ | [-‑\s]plus\b
      | \s(?:or|and)[ ](?:more|over)\b | \s(?:и|или)[ ](?:более|больше)\b | \s(?:і|ці|або)[ ](?:больш|болей)\b | \sat[ ]least\b)
      | (?P<about>\sor[ ]so\b) | (?P<upper>\sat[ ]most\b)""",
    _FLAGS,
)
SIGNS = regex.compile(r"(?P<about>[~≈∼])\s?\Z|(?P<lower>[>≥])\s?\Z|(?P<upper>[<≤])\s?\Z")

FREE = regex.compile(
    r"""(?<![\p{L}\p{M}-])(?:
      (?P<hearsay>reportedly | allegedly | apparently | purportedly | supposedly | seemingly | ostensibly | so-called
          | (?:is|are|was|were)[ ](?:said|believed|reported|alleged|claimed|thought)[ ]to
          | якобы | будто(?:[ ]бы)? | по-видимому | видимо | похоже | так[ ]называем\p{L}+
          | нібы(?:та)? | быццам(?:[ ]бы)? | відаць | мабыць | як[ ]відаць | так[ ]зван\p{L}+)
    | (?P<possibly>possibly | perhaps | probably | likely | presumably | potentially | maybe | may | might
          | возможно | вероятно | предположительно | наверное | наверняка | может(?:[ ]быть)? | могут | мог(?:ла|ло|ли)?
          | магчыма | верагодна | імаверна | напэўна | можа(?:[ ]быць)? | могуць | мог(?:ла|ло|лі)?)
    | (?P<most>(?:the[ ])?(?:overwhelming[ ]|vast[ ])?majority | mostly | mainly | largely | most[ ]of
          | большинств\p{L}+ | больш(?:ая|ую|ей)[ ]часть?ю? | в[ ]основном | преимущественно | главным[ ]образом
          | больш[ае]сц[ьіюя]\p{L}? | у[ ]асноўным | пераважна | галоўным[ ]чынам)
    | (?P<partly>partly | partially | in[ ]part | частично | отчасти | часткова)
    )(?![\p{L}\p{M}])""",
    _FLAGS,
)
# In a statement these keep a "may" of the passage; in a passage "could not walk" is no doubt.
ALSO_POSSIBLY = regex.compile(r"\b(?:could|can|possible|probable|unclear)\b", regex.IGNORECASE)

NEGATION = regex.compile(
    r"""(?<![\p{L}\p{M}-])(?:
        not(?![ ](?:only|just|least|merely|to[ ]mention)\b) | (?-i:[Nn]o|NO)(?!\.[ ]?\d|[ ](?:doubt|sooner|matter)\b)
      | never | none | nobody | nothing(?![ ]but\b) | neither | without | cannot | \p{L}+n['’]t
      | den(?:y|ied|ies|ying) | refus(?:e|ed|es|ing)[ ]to | declin(?:ed|es|ing)[ ]to | fail(?:ed|s|ing)?[ ]to | unable[ ]to
      | не(?![ ](?:только|просто|раз\b)) | нет | ни | никогда | никто | никого | ничего | ничто | нельзя | без
      | отрица\p{L}+ | опроверг\p{L}* | отказал\p{L}*
      | (?:не|ня)(?![ ](?:толькі|проста|раз\b)) | няма | ні | ніколі | ніхто | нікога | нічога | нішто | нельга | бяз
      | адмаўля\p{L}+ | абверг\p{L}* | адмовіл?\p{L}*
    )(?![\p{L}\p{M}])""",
    _FLAGS,
)
# In a statement these keep a negation of the passage in other words.
ALSO_NEGATION = regex.compile(
    r"\b(?:nor|lack(?:ed|s|ing)?|absen(?:t|ce)|reject\w*|refus\w*|refut\w*|fail\w*|declin\w*|unable|un(?:known|used|able|aware|clear)"
    r"|отсутств\p{L}+|отверг\p{L}*|отказ\p{L}*|неизвестн\p{L}+|адсутн\p{L}+|адхіл\p{L}+|адмо[вў]\p{L}*|невядом\p{L}+)\b",
    regex.IGNORECASE,
)
CLAUSE_ENDS = regex.compile(
    r"[.!?…;:,()«»“”\"\n—–]|\s-\s"
    r"|\b(?:and|but|or|while|whereas|because|although|though|that|which|who|when|after|before|и|а|но|или|что|чтобы|который"
    r"|которые|которая|когда|если|і|але|ды|або|што|каб|які|якія|якая|калі)\b",
    regex.IGNORECASE,
)
STOP_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "will",
        "would",
        "can",
        "could",
        "should",
        "it",
        "its",
        "he",
        "she",
        "they",
        "them",
        "their",
        "his",
        "her",
        "this",
        "that",
        "these",
        "those",
        "there",
        "than",
        "then",
        "also",
        "so",
        "any",
        "own",
        "i",
        "we",
        "you",
        "who",
        "which",
        "people",
        "person",
        "man",
        "men",
        "woman",
        "women",
        "в",
        "во",
        "на",
        "с",
        "со",
        "к",
        "ко",
        "у",
        "о",
        "об",
        "от",
        "до",
        "из",
        "за",
        "по",
        "под",
        "при",
        "для",
        "и",
        "а",
        "но",
        "или",
        "же",
        "бы",
        "ли",
        "это",
        "этот",
        "эта",
        "эти",
        "его",
        "ее",
        "их",
        "он",
        "она",
        "они",
        "был",
        "была",
        "было",
        "были",
        "быть",
        "есть",
        "что",
        "как",
        "так",
        "также",
        "человек",
        "человека",
        "людей",
        "люди",
        "у",
        "ў",
        "ва",
        "на",
        "з",
        "са",
        "са",
        "да",
        "а",
        "аб",
        "ад",
        "па",
        "пад",
        "пры",
        "для",
        "і",
        "але",
        "ці",
        "бы",
        "жа",
        "гэта",
        "гэты",
        "гэтая",
        "гэтыя",
        "яго",
        "яе",
        "іх",
        "ён",
        "яна",
        "яны",
        "быў",
        "была",
        "было",
        "былі",
        "ёсць",
        "што",
        "як",
        "так",
        "таксама",
        "чалавек",
        "чалавека",
        "людзей",
        "людзі",
    ]
)
