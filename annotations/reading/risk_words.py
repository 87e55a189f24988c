"""The words that accuse somebody, in English, Russian and Belarusian.

Crime, violence, corruption, fraud, abuse, lies. Being detained or tried is no accusation by the one who says so.
"""

import regex

_FLAGS = regex.IGNORECASE | regex.VERBOSE

ACCUSATION = regex.compile(
    r"""(?<![\p{L}\p{M}])(?:
        kill(?:ed|s|ing|ings|er|ers)? | murder\w* | assassinat\w* | manslaughter | massacre\w* | genocid\w* | execut(?:ed|ions?)
      | rap(?:e|ed|es|ing|ist) | molest\w* | tortur\w* | beaten(?!\ (?:track|path)) | beatings? | assault\w* | abus(?:e|ed|es|ive|ing)
      | violen(?:t|ce|tly) | brutal(?:ly|ity)? | atrocit\w+ | cruel(?:ty)? | mistreat\w* | ill-treat\w* | harass\w* | bull(?:ied|ying)
      | use\ of\ force | opened\ fire | shot\ (?:dead|at|and\ killed|\w+\ protest\w+) | attack(?:ed|s)\ (?!on\ goal)\w+ | war\ crim\w+
      | crackdowns? | repressi\w+ | repressed | persecut\w+ | oppress\w+ | intimidat\w+ | threaten(?:ed|s|ing)\ (?!to\ rain)
      | corrupt\w* | brib\w+ | kickbacks? | embezzl\w+ | fraud\w* | scam\w* | swindl\w+ | extort\w+ | blackmail\w* | launder(?:ed|ing|s)
      | st(?:ole|olen|eal|eals|ealing) | theft\w* | robb(?:ed|ery|ing) | loot(?:ed|ing|ers) | smuggl\w+ | traffick\w+ | nepotis\w+
      | misus(?:ed?|ing) | misappropriat\w+ | evad(?:ed|ing)\ tax\w* | tax\ evasion
      | rigged | rigging | falsif\w+ | forg(?:ed|ery|eries) | fabricat\w+ | plagiari\w+ | manipulat(?:ed|ion|ing) | tamper\w+ | doctored
      | lied | liars? | lying\ (?:to|about) | lies\ (?:about|to\ the) | told\ (?:a\ )?lies? | deceiv\w+ | misled | mislead(?:s|ing)? | cover(?:ed)?[ -]up
      | guilty | criminal(?:s|ly)?(?!\ (?:code|law|court|justice|procedure|proceedings)) | crimes?\ against | committed\ (?:\w+\ ){0,2}(?:crimes?|acts?|offen[cs]es?|violations?)
      | a\ crime | illegal\w* | unlawful\w* | unconstitutional\w* | (?:human\ )?rights\ violations? | violat(?:ed|ing)\ (?:\w+\ ){0,3}(?:rights|laws?|sanctions|rules|constitution)
      | accus\w+ | alleg(?:ed|es)\ | charged\ with | convicted | indict\w+ | blam(?:ed|es|ing) | treason | traitors? | spies | spying | espionage
      | terroris\w+ | extremis\w+ | nazis? | fascis\w+ | racis\w+ | anti-?semit\w+ | sexual(?:ly)?\ (?:harass|assault|abus)\w* | negligen\w+ | incit(?:ed|es|ing)
      | убил[аио]? | убийств\p{L}* | убийц\p{L}* | убит[аыо]? | убивал\p{L}* | избил[аио]? | избиен\p{L}+ | избит\p{L}* | избива\p{L}+ | пытк\p{L}* | пытали | пыток
      | истяза\p{L}+ | изнасил\p{L}+ | насили\p{L}+ | насильн\p{L}+ | жесток\p{L}+ | зверств\p{L}+ | издева\p{L}+ | застрел\p{L}+ | расстрел\p{L}+ | напал[аи]? | нападени\p{L}+
      | коррупц\p{L}+ | взят(?:ка|ки|ку|кой|ок)\p{L}* | взяточ\p{L}+ | мошенн\p{L}+ | хищени\p{L}+ | похити\p{L}+ | похищ\p{L}+ | украл[аи]? | украден\p{L}* | краж\p{L}+ | воров\p{L}+
      | растрат\p{L}+ | отмыва\p{L}+ | вымога\p{L}+ | шантаж\p{L}* | контрабанд\p{L}+ | злоупотреб\p{L}+
      | преступ(?!ност)\p{L}+ | незаконн\p{L}+ | противоправн\p{L}+ | виновн\p{L}+ | виновен | виноват\p{L}* | обвин(?!ител)\p{L}+ | нарушени\p{L}+\ прав | нарушил[аи]?\ \p{L}+
      | террор\p{L}+ | экстремис\p{L}+ | госизмен\p{L}+ | измен[аеуы]\ (?:государств|родин)\p{L}+ | шпион\p{L}* | предател\p{L}+ | нацист\p{L}* | фашис\p{L}+
      | лгал[аи]? | солгал[аи]? | лж[её]т | лгут | соврал[аи]? | врал[аи]? | ложь | лжец\p{L}* | лжив\p{L}+ | обман(?:ул|ыва|ом|щик)\p{L}*
      | фальсифи\p{L}+ | подделал\p{L}* | подделк\p{L}+ | сфабрик\p{L}+ | подтасов\p{L}+ | домога\p{L}+ | травл[яию] | репресс\p{L}+ | преследова\p{L}+ | геноцид\p{L}* | халатност\p{L}+ | угрожал\p{L}*
      | забі(?:ў|ла|лі|ты|та|тых|ваў|валі) | забойств\p{L}* | забойц\p{L}+ | збі(?:ў|ла|лі|ццё|цця|ты|тыя|валі|ваў) | катаван\p{L}+ | катава(?:ў|л)\p{L}* | гвалт\p{L}* | згвалт\p{L}+ | жорстк\p{L}+
      | здзек\p{L}* | застрэл\p{L}+ | расстрал\p{L}+ | расстрэл\p{L}+ | напа(?:ў|ла|лі) | напад(?:у|ам|ы)? | карупц\p{L}+ | хабар\p{L}* | махляр\p{L}+ | крадз\p{L}+ | скра(?:ў|ла|лі|дзен\p{L}+) | украл\p{L}
      | адмыва\p{L}+ | вымаг(?:аў|альн|ацельств)\p{L}* | шантаж\p{L}* | злоўжыва\p{L}+ | злачын(?!насц)\p{L}+ | незаконн\p{L}+ | вінават\p{L}* | абвінав\p{L}+ | абвінавач\p{L}+
      | тэрар\p{L}+ | тэрор\p{L}* | экстрэміс\p{L}+ | здрад\p{L}+ | шпі(?:ён|ян)\p{L}* | нацыст\p{L}* | фашыс\p{L}+ | хлус\p{L}+ | схлусі\p{L}+ | ілга\p{L}+ | падман\p{L}+ | парушэнн\p{L}+\ праў\p{L}*
      | фальсіф\p{L}+ | падроб(?:к|ле|іў|іл)\p{L}* | сфабрык\p{L}+ | дамаган\p{L}+ | цкаван\p{L}+ | рэпрэс\p{L}+ | пераслед\p{L}* | генацыд\p{L}* | пагражал\p{L}*
    )(?![\p{L}\p{M}])""",
    _FLAGS,
)
# Sayings and names in which those words accuse nobody.
HARMLESS = regex.compile(
    r"\b(?:killed\ (?:off|time|the\ bill)|heart\ attacks?|panic\ attacks?|stole\ the\ show|crime\ (?:rates?|statistics)|executed\ (?:the\ )?(?:plan|order|contract)s?"
    r"|executive|anti-?corruption|against\ corruption|corruption\ perceptions?|non-?violen\w+|domestic\ violence\ (?:law|hotline)|steals?\ the\ show"
    r"|антикоррупц\p{L}+|против\ коррупции|борьб\p{L}+\ с\ (?:коррупцией|преступностью|терроризмом)|антыкарупц\p{L}+|супраць\ карупцыі"
    r"|не\ виноват\p{L}*\ погода|attacked\ the\ problem)\b",
    _FLAGS,
)
