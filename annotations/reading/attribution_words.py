"""The words by which English, Russian and Belarusian texts say that somebody else says so."""

import regex

FLAGS = regex.IGNORECASE

# What stands before an authority: "according to Viasna", "по данным МВД", "паводле Вясны".
SOURCE_NAMED = regex.compile(
    r"""\b(?:
        according[ ]to | as[ ](?:reported|stated|claimed|announced|documented|quoted|cited|told)[ ]by | as[ ]per | citing
      | in[ ]the[ ]words[ ]of | quoted[ ]by | reported[ ]by | documented[ ]by | (?:data|figures|estimates|statistics)[ ]from
      | по[ ](?:данным|словам|информации|сведениям|сообщени(?:ю|ям)|оценк(?:е|ам)|подсч[её]там|мнению|утверждению
              |версии|заявлению|свидетельствам?) | согласно | со[ ]ссылкой[ ]на
      | паводле(?:[ ](?:звестак|слоў|словаў|інфармацыі|даных|дадзеных|ацэнак|ацэнкі|падлікаў|меркавання|паведамлення))?
      | па[ ](?:словах|дадзеных|даных|звестках|інфармацыі|ацэнках|падліках|паведамленні|паведамленнях)
      | згодна[ ](?:з|са) | са[ ]спасылкай[ ]на | на[ ]думку
      | (?:как|як)[ ](?:сообщ(?:ил[аи]?|ает|ают|али)|заяв(?:ил[аи]?|ляет|ляют)|рассказал[аи]?|отме(?:тил[аи]?|чает|чают)
              |пиш(?:ет|ут)|утвержда(?:ет|ют)|указыва(?:ет|ют)|уточнил[аи]?
              |паведамі(?:ў|ла|лі)|паведамля(?:е|юць)|заяві(?:ў|ла|лі)|расказа(?:ў|ла|лі)|адзначы(?:ў|ла|лі)
              |адзнача(?:е|юць)|піш(?:а|уць)|сцвярджа(?:е|юць)|удакладні(?:ў|ла|лі))
    )\s+""",
    FLAGS | regex.VERBOSE,
)
# Whole phrases that hold their authority in themselves.
PHRASES = regex.compile(
    r"""\b(?:
        by[ ](?:its|their|his|her|official|some|most|all)[ ](?:own[ ])?(?:estimates?|accounts?|counts?)
      | (?:по|па)[ ](?:официальн\w+|афіцыйн\w+|предварительн\w+|папярэдн\w+|собственн\w+|уласн\w+|последним|апошніх)
              [ ](?:данным|статистике|подсч[её]там|даных|дадзеных|звестках|статыстыцы|падліках|информации|інфармацыі)
    )\b""",
    FLAGS | regex.VERBOSE,
)
# Verbs of saying, and of counting, that always make what follows somebody's word.
SAYING = regex.compile(
    r"""\b(?:
        said | says | say | told | tells | claim(?:ed|s)? | announce[ds] | stated | reported | reports | allege[ds]?
      | acknowledge[ds] | admitted | insist(?:ed|s) | estimate[ds] | asserted | testified | maintain(?:ed|s)[ ]that
      | documented | tallied | counted | spotted | aware[ ](?:of|that) | put[ ]the[ ](?:number|figure|total|toll)
      | сообщ(?:ил[аи]?|ает|ают|али) | заяв(?:ил[аи]?|ляет|ляют) | сказал[аи]? | рассказал[аи]? | говор(?:ит|ят)
      | утвержда(?:ет|ют|л[аи]?) | пиш(?:ет|ут) | написал[аи]? | зафиксировал[аи]? | насчитал[аи]? | подсчитал[аи]?
      | объявил[аи]? | признал[аи]?
      | сказа(?:ў|ла|лі) | паведамі(?:ў|ла|лі) | паведамля(?:е|юць) | заяві(?:ў|ла|лі) | заяўля(?:е|юць)
      | расказа(?:ў|ла|лі) | распавё(?:ў|ла|лі) | распавяла | гаво?р(?:ыць|аць) | кажа | кажуць | сцвярджа(?:е|юць|ў|ла|лі)
      | піш(?:а|уць) | напіса(?:ў|ла|лі) | зафіксава(?:ў|ла|лі) | налічы(?:ў|ла|лі) | падлічы(?:ў|ла|лі)
      | абвясці(?:ў|ла|лі) | прызна(?:ў|ла|лі)
    )\b""",
    FLAGS | regex.VERBOSE,
)
# Verbs of saying that say so only beside a quotation or before "that".
SAYING_BESIDE = regex.compile(
    r"""\b(?:
        add(?:ed|s) | note[ds] | wrote | writes | confirm(?:ed|s) | explain(?:ed|s) | warn(?:ed|s) | argue[ds]
      | stress(?:ed|es) | recall(?:ed|s) | declare[ds] | conclude[ds] | emphasi[sz]e[ds] | believes? | states
      | добавил[аи]? | отметил[аи]? | отмеча(?:ет|ют) | подчеркнул[аи]? | пояснил[аи]? | уточнил[аи]? | считает | считают
      | дада(?:ў|ла|лі) | адзначы(?:ў|ла|лі) | адзнача(?:е|юць) | падкрэслі(?:ў|ла|лі) | удакладні(?:ў|ла|лі) | лічыць
      | лічаць
    )\b""",
    FLAGS | regex.VERBOSE,
)
# "official results give", "election results showed", "вынікі паказалі"
FINDING = regex.compile(
    r"""\b(?P<noun>results?|figures|data|statistics|reports?|surveys?|polls?|stud(?:y|ies)|counts?|census|estimates|records
          |documents|tally|investigation|research|analysis|numbers
          |результаты|итоги|данные|статистика|подсч[её]ты|опросы?|исследовани[ея]|документы
          |вынікі|звесткі|даныя|дадзеныя|статыстыка|падлікі|апытанн[еі]|даследаванн[еі]|дакументы)
      (?:[ ][\p{L}’'-]+){0,4}?[ ]
      (?:show|shows|showed|showing|give|gives|gave|giving|indicate[ds]?|suggest(?:s|ed)?|puts?|found|finds|reveal(?:s|ed)?
          |say|says|said|claim(?:s|ed)?|list(?:s|ed)?
          |показали|показывают|показывает|показал[ао]?|дают|свидетельствуют
          |паказалі|паказваюць|паказвае|паказала|паказаў|даюць|сведчаць)\b""",
    FLAGS | regex.VERBOSE,
)
HEDGED = regex.compile(
    r"""\b(?:reportedly | allegedly | purportedly | supposedly
      | (?:is|are|was|were)[ ](?:said|believed|reported|alleged|claimed|thought)[ ]to
      | it[ ](?:is|was)[ ](?:said|reported|alleged|claimed|announced)
      | якобы | сообщается | сообщалось | нібыта | быццам[ ]бы | паведамляецца | паведамлялася)\b""",
    FLAGS | regex.VERBOSE,
)
# Where an authority's name ends when no punctuation ends it.
NAME_ENDS = regex.compile(
    r"""[,;:!?()«»“”"—–\n] | (?<!\b\p{L})\.(?=\s|\Z) | \s(?=-\s)
      | \s(?=(?:that|who|which|but|more[ ]than|fewer|around|about|at[ ]least|some|there|nearly|almost|over|has|have|had|is|are
               |was|were|what|on[ ](?:\p{Lu}\w+day)|earlier|later
               |что|около|более|почти|не[ ]менее|было|были|што|каля|больш|амаль|не[ ]менш|было|былі)\b|\d)""",
    regex.VERBOSE | FLAGS,
)
# What a subject does not begin with: cut the text before it here.
SUBJECT_BEGINS = regex.compile(
    r"""[,;:!?()«»“”"—–\n] | (?<!\b\p{L})\.\s | \s-\s
      | \b(?:after|as|when|because|while|since|that|before|where|but|if|although|though|what|which|whereas|than|until|so
            |and(?=\s+(?:the|a|an|he|she|it|they|we)\b)
            |что|как|когда|после|но|если|хотя|потому|чем|што|як|калі|пасля|але|хоць|чым)\b""",
    regex.VERBOSE | FLAGS,
)
BETWEEN = regex.compile(
    r"""(?:\s+(?:also|earlier|later|previously|has|have|had|have[ ]also|is|are|was|were|repeatedly|publicly|then|now|officially
          |также|ранее|уже|позже|официально|таксама|раней|ужо|пазней|афіцыйна|і))+\Z""",
    regex.VERBOSE | FLAGS,
)
PASSIVE = regex.compile(r"\b(?:was|were|been|being|be|is|are|it)\Z", FLAGS)
NO_SUBJECT = regex.compile(
    r"""\b(?:of|from|by|to|in|on|for|with|the|a|an|news|media|many|some|no|about|these|those|such|two|three|several|other
           |according|его|об[ ]этом|пра[ ]гэта)\Z""",
    FLAGS | regex.VERBOSE,
)
