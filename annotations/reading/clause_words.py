"""The words by which a clause is known: joints between clauses, and finite verbs, in English, Russian and Belarusian."""

import regex

_FLAGS = regex.IGNORECASE | regex.VERBOSE

JOINT = regex.compile(
    r"""(?P<which>,\s+(?:of\ (?:which|whom|them)|among\ (?:which|whom|them)|из\ (?:которых|них)|среди\ (?:которых|них)
            |з\ (?:якіх|іх)|сярод\ (?:якіх|іх))\s+)
      | (?P<while>,\s+(?:while|whereas|тогда\ как|в\ то\ время\ как|при\ этом|тады\ як|у\ той\ час\ як|пры\ гэтым)\s+)
      | (?P<but>,?\s+(?:but|yet)\s+|,\s+(?:а|но|однако|але|аднак)\s+)
      | (?P<and>,?\s+(?:and|и|і|ды)\s+(?:also\s+|также\s+|таксама\s+)?)
      | (?P<stop>;\s+)
      | (?P<colon>:\s+)
      | (?P<comma>,\s+)""",
    _FLAGS,
)
AUXILIARY = regex.compile(
    r"(?:was|were|is|are|has|have|had|will|would|can|could|may|might|must|did|does|do|wasn't|weren't|isn't|aren't|hasn't|haven't"
    r"|hadn't|won't|didn't|doesn't|don't|был|была|было|были|будет|будут|стал|стала|стало|стали|есть|быў|былі|будзе|будуць|стаў|сталі"
    r"|ёсць)",
    regex.IGNORECASE,
)
FINITE = frozenset(
    [
        "accounted",
        "apologized",
        "became",
        "began",
        "broke",
        "came",
        "continued",
        "cried",
        "died",
        "disappeared",
        "fell",
        "gave",
        "goes",
        "grew",
        "happened",
        "knew",
        "occurred",
        "ran",
        "remained",
        "remains",
        "resigned",
        "rose",
        "said",
        "saw",
        "says",
        "showed",
        "shows",
        "spoke",
        "stood",
        "stands",
        "struck",
        "suffered",
        "took",
        "totaled",
        "totalled",
        "voted",
        "went",
        "wrote",
        "gives",
        "includes",
        "reports",
        "rises",
        "falls",
        "lives",
        "exists",
        "amounted",
        "amounts",
        "decreased",
        "increased",
        "declined",
        "составляет",
        "составляют",
        "остается",
        "остаются",
        "находится",
        "находятся",
        "сообщает",
        "сообщают",
        "является",
        "являются",
        "насчитывает",
        "погиб",
        "умер",
        "вырос",
        "упал",
        "помог",
        "принес",
        "привез",
        "провез",
        "погибло",
        "насчитывают",
        "получает",
        "получают",
        "содержится",
        "содержатся",
        "складае",
        "складаюць",
        "застаецца",
        "застаюцца",
        "знаходзіцца",
        "знаходзяцца",
        "паведамляе",
        "паведамляюць",
        "з'яўляецца",
        "налічвае",
        "налічваюць",
        "загінуў",
        "памёр",
        "вырас",
        "упаў",
        "дапамог",
        "прынёс",
        "прывёз",
        "атрымлівае",
        "атрымліваюць",
        "утрымліваецца",
        "утрымліваюцца",
    ]
)
"""Forms that are verbs wherever they stand."""

BEFORE_OBJECT = frozenset(
    [
        "broke",
        "brought",
        "built",
        "bought",
        "caught",
        "cost",
        "cut",
        "found",
        "fought",
        "held",
        "hit",
        "hurt",
        "kept",
        "killed",
        "led",
        "left",
        "lost",
        "made",
        "met",
        "paid",
        "put",
        "read",
        "sent",
        "set",
        "shot",
        "sold",
        "spent",
        "taught",
        "told",
        "thought",
        "won",
    ]
)
"""Verbs only before an object: elsewhere they are participles, as every word in "-ed" is."""

OBJECT_FOLLOWS = regex.compile(
    r"\s+(?:\d|[$€£]|(?:the|a|an|his|her|its|their|our|my|this|that|these|those|some|more|about|around|at\ least|nearly|almost"
    r"|over|up\ to|hundreds|dozens|thousands|many|several|two|three|four|five|six|seven|eight|nine|ten|him|them|it|us|me|all"
    r"|no)\b|(?-i:\p{Lu}\p{Ll}))",
    regex.IGNORECASE,
)
FIRST_PAST_CYRILLIC = regex.compile(r"\p{L}{3,}(?:ли|ло|лись|лось|лі|ліся|лося)")
"""At a sentence's beginning, where a capital says nothing."""

PAST_CYRILLIC = regex.compile(r"\p{L}{2,}(?:л[аои]|лся|лась|лось|лись|лі|лася|лося|ліся|ў|ўся)")
# Of the present tense only what no noun ends with.
PRESENT_CYRILLIC = regex.compile(
    r"\p{L}{2,}(?:[аяеу]ют|ется|ются|ится|атся|ятся|[аяуею]юць|юцца|уюцца)"
)
# Short forms only: the long ones ("задержанные", "затрыманыя") are as often subjects.
PASSIVE_CYRILLIC = regex.compile(
    r"(?:задержа|арестова|ране|осужде|убит|избит|освобожде|выпуще|отпуще|зафиксирова|возбужде|доставле|переда|опубликова"
    r"|рассмотре|приговоре|оштрафова|уволе|проведе|зарегистрирова|вынесе|отправле|закрыт|открыт|собра|изъят"
    r"|затрыма|арыштава|паране|асуджа|асудже|забіт|збіт|вызвале|выпушча|зафіксава|узбудж|дастаўле|перада|апублікава"
    r"|разгледж|прысудж|аштрафава|звольне|праведз|зарэгістрава|вынес|адпраўле|закрыт|адкрыт|сабра)"
    r"(?:н|на|но|ны|а|о|ы|ан[аы]?|ен[аы]?|дзен[аы]?)?"
)
NO_VERBS = frozenset(
    [
        "если",
        "или",
        "ли",
        "дела",
        "дело",
        "тела",
        "тело",
        "сила",
        "силы",
        "школа",
        "число",
        "чисел",
        "стола",
        "села",
        "село",
        "мысли",
        "цели",
        "недели",
        "роли",
        "земли",
        "рубли",
        "доли",
        "соли",
        "боли",
        "дали",
        "начала",
        "начало",
        "правила",
        "правило",
        "зала",
        "масла",
        "масло",
        "стекло",
        "кресло",
        "светила",
        "скала",
        "шкала",
        "премьера",
        "волна",
        "кабала",
        "калі",
        "ці",
        "школа",
        "сіла",
        "справа",
        "мэты",
        "тыдні",
        "ролі",
        "зямлі",
        "рублі",
        "долі",
        "солі",
        "пачала",
        "правіла",
        "зала",
        "масла",
        "шкло",
        "скала",
        "пала",
        "паўла",
        "свабодаў",
        "людзеў",
        "гадоў",
        "рублёў",
        "чалавекаў",
        "удзельнікаў",
        "пратэстаў",
        "затрыманняў",
        "спраў",
        "судоў",
        "братоў",
        "дамоў",
        "слоў",
        "правоў",
        "роў",
        "леў",
    ]
)
"""Words that only look like verbs in the past tense; Belarusian genitives in "-аў", "-оў" are told by their ending."""

GENITIVE = regex.compile(r"\p{L}+(?:[аоеё]ў|яў)")
PAST_MASCULINE = regex.compile(
    r"(?:сказа|заяві|паведамі|прызна|абвясці|вырашы|атрыма|затрыма|забі|збі|застрэлі|адмові|напіса|пайшо|прыйшо|выйшо|ста|набра"
    r"|перамаг|запатрабава|падпіса|пакіну|вярну|памёр|апублікава|прапанава|наведа|правё|прыве|прывёз|дапама|перада|сабра|даста"
    r"|адправі|выступі|пача|зрабі|узна|узя|аддa|адда|меў?|пазбаві|асудзі|аштрафава|зні|вызвалі)ў(?:ся)?"
)
PAST_MASCULINE_RUSSIAN = regex.compile(
    r"(?:сказа|заяви|сообщи|призна|объяви|реши|получи|задержа|уби|изби|застрели|отказа|написа|пош[её]|приш[её]|выш[её]|набра|победи"
    r"|потребова|подписа|покину|верну|опубликова|предложи|посети|прове|приве|помо[гг]|переда|собра|доста|отправи|выступи|нача"
    r"|сдела|взя|отда|име|лиши|осуди|оштрафова|снизи|вырос|освободи|постанови|рассказа|отмети|подчеркну|опроверг|приговори)л(?:ся)?"
)
SAYING_ENDS = regex.compile(
    r"\b(?:said|says|say|told|stated|added|believes?|according\ to\ \p{L}+"
    r"|that|что|што|сказал[аи]?|заявил[аи]?|сообщил[аи]?|паведамі(?:ў|ла|лі)|заяві(?:ў|ла|лі)|сказа(?:ў|ла|лі))\s+",
    regex.IGNORECASE,
)
RELATIVE = regex.compile(
    r"\b(?:who|whom|whose|which|where|котор\p{L}+|кто|где|як(?:і|ая|ое|ія|ога|ой|іх|ім|імі)|хто|дзе)\b",
    regex.IGNORECASE,
)
SUBORDINATE_FIRST = regex.compile(
    r"\s*(?:after|when|while|if|because|since|although|though|unless|until|before|once|whether|после\ того|когда|если|потому|хотя"
    r"|пока|пасля\ таго|калі|хоць|бо|пакуль)\b",
    regex.IGNORECASE,
)
NO_SUBJECT = regex.compile(
    r"\b(?:if|that|when|who|whom|whose|which|where|because|than|as|unless|until|after|before|что|кто|котор\p{L}+|когда|если|где|чем|чтобы"
    r"|што|хто|як\p{L}{0,3}|калі|дзе|чым|каб)\b",
    regex.IGNORECASE,
)
"""What no subject holds: a verb behind one of these is another clause's."""

RIGHT_REFUSED = regex.compile(
    r"(?:that|until|as|or|who|which|whom|whose|when|where|how|what|why|if|whether|to|not|only\ (?:if|to|when|because)|even\ (?:if|when|though)|then|so|because|after|before|since|что|кто|котор\p{L}+|когда|где"
    r"|как|почему|если|чтобы|потому|не|што|хто|як\p{L}{0,3}|калі|дзе|чаму|каб|бо)\b",
    regex.IGNORECASE,
)
BETWEEN = regex.compile(
    r"\b(?:between|both|either|neither|между|как|ни|паміж|ні)(?:\s+\S+){1,4}\s*\Z", regex.IGNORECASE
)
