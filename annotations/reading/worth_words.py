"""The words that make a sentence worth checking, or tell that there is nothing to check in it.

By hand, for English, Russian and Belarusian.
"""

import regex

_FLAGS = regex.IGNORECASE | regex.VERBOSE

# More, most, first, only, grown: a statement about how things compare.
COMPARISON = regex.compile(
    r"""(?<![\p{L}\p{M}])(?:
        (?:more|less|fewer|higher|lower|larger|smaller|greater|bigger|better|worse|longer|shorter|older|younger|faster|slower|cheaper|safer
           |stronger|weaker|likelier)\ (?:[\p{L}’'-]+\ ){0,3}?than\b(?!\ (?:\d|an?\ |one|two|half|ever))
      | (?:large|high|low|fast|slow|long|old|young|rich|poor|great|small|deadli|heavi|bigg|hott|cold|warm)est | worst | the\ best | the\ most\ (?!recent)\p{L}+
      | (?:vast\ )?majority | minority | most\ of\ (?:the|those|them) | the\ first\ (?:time|(?!day|night|week|month|quarter|half|round|year|hour|part|person|place)\p{L}+\ (?:in|to|of|since)) | the\ only | the\ last\ time | never\ before
      | not\ \p{L}+\ .{0,30}\bbefore(?=[.,]) | record\ (?:high|low|number|level|year) | unprecedented | compared\ (?:to|with) | in\ comparison | on\ average | per\ capita
      | (?:up|down)\ from | twice | (?:doubled|tripled|quadrupled|halved) | \p{L}+\ times\ (?:as|more|higher|larger|less) | outnumber\p{L}+
      | (?:increas|decreas|improv)(?:ed|es|ing)? | declin(?:ed(?!\ to)|es|ing) | rose | risen | fell | fallen | dropped | grew | grown | surged | soared | plunged | shrank | jumped | slumped
      | (?:больше|меньше|выше|ниже|чаще|реже|дороже|дешевле|лучше|хуже|быстрее|моложе|старше)[^.,]{0,30},?\ чем
      | сам(?:ый|ая|ое|ые|ых|ого|ой|ому|ым)\ \p{L}+ | (?:круп|высоч|низ|боль|мень|стар|млад|важн|силь|быстр)\p{L}{0,5}йш\p{L}+ | наибол\p{L}+ | наимен\p{L}+ | впервые | рекорд\p{L}*
      | выр(?:ос|осл[аои]|аст[её]т) | увелич\p{L}* | снизил\p{L}* | снижени\p{L}* | сократил\p{L}* | упал[аои]? | подорожал\p{L}* | подешевел\p{L}* | удвоил\p{L}* | вдвое | втрое
      | в\ \d+(?:[.,]\d+)?\ раза? | в\ разы | по\ сравнению | большинств\p{L}+ | меньшинств\p{L}+ | в\ среднем | единственн\p{L}+ | на\ [\d.,]+\s?%\ (?:больше|меньше|выше|ниже|чаще|реже|больш|менш) | (?:первое|второе|последнее)\ место | (?:последний|апошні)\ раз | никогда\ (?:раньше|ранее|прежде)
      | (?:больш|менш|вышэй|ніжэй|часцей|радзей|даражэй|танней|лепш|горш|маладзейш|старэйш)[^.,]{0,30},?\ чым
      | сам(?:ы|ая|ае|ыя|ых|ага|ай|аму|ым)\ \p{L}+ | най(?:больш|менш|вышэй|ніжэй|стар|лепш|горш)\p{L}* | упершыню | рэкорд\p{L}* | вырас(?:ла|лі|ло)? | павялічы\p{L}+ | знізі\p{L}+
      | скараці\p{L}+ | упа(?:ў|ла|лі) | падаражэл\p{L}* | падвоі\p{L}+ | удвая | утрая | у\ \d+(?:[.,]\d+)?\ разы? | у\ параўнанні | большасць | меншасць | у\ сярэднім | адзін(?:ы|ая|ае|ыя)\ \p{L}+
    )(?![\p{L}\p{M}])""",
    _FLAGS,
)
# That one thing brings about another.
CAUSE = regex.compile(
    r"""(?<![\p{L}\p{M}])(?:
        because\ of | due\ to | caus(?:ed|es|ing) | (?:has|have|had)?\ ?led\ to | leads?\ to | leading\ to | result(?:ed|s|ing)\ in | (?:as\ a|the)\ result\ of | linked\ to
      | triggered | (?:in|de)creases?\ the\ risk | prevents | contribut(?:ed|es)\ to | thanks\ to | responsible\ for | in\ response\ to
      | из-за | прив(?:ел[аои]?|[её]л|одит|одят)\ к | вызва(?:л[аои]?|н[аоы]?) | вследствие | в\ результате | благодаря | по\ причине
      | з-за | праз\ тое | прыв(?:яло|яла|ялі|ёў)\ да | выклік(?:аў|ала|алі|ана) | у\ выніку | дзякуючы
    )(?![\p{L}\p{M}])""",
    _FLAGS,
)
# What can be looked up: somebody was detained, a law was signed, people died.
ACT = regex.compile(
    r"""(?<![\p{L}\p{M}])(?:
        arrest(?:ed|s)? | detain(?:ed|s) | detentions? | releas(?:ed|es) | free[ds] | sentenced | fined | jailed | imprisoned | deported | expelled | bann(?:ed|ing) | bans | signed | approved
      | passed | voted | elected | appointed | dismissed | sacked | resigned | stepped\ down | launched | shut\ down | acquired | bought | sold | ordered | imposed | died | dead | deaths?
      | injured | wounded | hospitali[sz]ed | won | defeated | published | issued | filed | sued | ruled | granted | awarded | deployed | struck | invaded | evacuated | initiated | apologi[sz]ed | received
      | founded | established | merged | donated | raided | seized | confiscated | destroyed | collapsed | crashed | rejected | vetoed | recalled | withdr[ae]w | suspended | cancell?ed | delivered
      | арестова\p{L}+ | задержа\p{L}+ | освобо[дж]\p{L}+ | приговор\p{L}+ | осу(?:дил|жд)\p{L}* | оштраф\p{L}+ | запрет\p{L}+ | подписа[лн]\p{L}* | утверди\p{L}* | одобри\p{L}* | приня(?:л|т)\p{L}*
      | избра[лн]\p{L}* | назначи\p{L}+ | назначен\p{L}* | уволен\p{L}* | уволил\p{L}* | отставк\p{L}+ | введен\p{L}* | ввел[аио]? | ввёл | запустил\p{L}* | открыл\p{L}* | закрыл\p{L}* | купил\p{L}* | продал\p{L}*
      | погиб\p{L}* | умер\p{L}* | скончал\p{L}* | ранен\p{L}* | пострада\p{L}+ | опубликова\p{L}+ | постановил\p{L}* | возбу(?:дил|жд)\p{L}* | обыск\p{L}* | конфиск\p{L}+ | эвакуир\p{L}+ | выплатил\p{L}*
      | выделил\p{L}* | извинил\p{L}* | разруш\p{L}+ | депортир\p{L}+ | ликвидир\p{L}+ | уголовн\p{L}+\ дел\p{L}+ | крымінальн\p{L}+\ справ\p{L}+
      | арыштав\p{L}+ | затрым\p{L}+ | вызвал\p{L}+ | прысу[дж]\p{L}+ | асу(?:дз|дж)\p{L}+ | аштраф\p{L}+ | забаран\p{L}+ | падпіса\p{L}+ | зацвер[дз]\p{L}+ | ухвал\p{L}+ | прыня(?:ў|л|т)\p{L}* | абра(?:л|н)\p{L}+
      | прызнач\p{L}+ | звольн\p{L}+ | уведзен\p{L}* | увёў | увял[аі] | запусці\p{L}+ | адкры(?:ў|л)\p{L}* | закры(?:ў|л)\p{L}* | купі(?:ў|л)\p{L}* | прада(?:ў|л)\p{L}* | загіну\p{L}+ | памер\p{L}* | паран\p{L}+
      | пацярпе\p{L}+ | апублік\p{L}+ | ператрус\p{L}* | канфіск\p{L}+ | эвакуява\p{L}+ | выбач\p{L}+ | разбур\p{L}+ | дэпартав\p{L}+ | ліквідав\p{L}+
    )(?![\p{L}\p{M}])""",
    _FLAGS,
)
# Bodies that act and speak.
BODY = regex.compile(
    r"""(?<![\p{L}\p{M}])(?:
        (?:prime\ )?minist(?:er|ry|ries|ers)(?:['’]s)? | presidents?(?:['’]s)? | governments? | parliament | congress | senate | police | (?:supreme\ )?courts? | prosecutors? | authorities | commission
      | agency | department | council | army | troops | officials? | (?:security|armed)\ forces | central\ bank | university | researchers? | scientists | ngos? | activists | defenders | volunteers | company
      | министр\p{L}* | министерств\p{L}+ | президент\p{L}* | правительств\p{L}+ | парламент\p{L}* | полици\p{L}+ | милици\p{L}+ | суд[ауе]?(?:ы|ом|ов|ами)? | прокур\p{L}+ | власт(?:и|ей|ям|ями) | комисси\p{L}+ | ведомств\p{L}+
      | агентств\p{L}+ | арми\p{L}+ | чиновник\p{L}* | следственн\p{L}+ | кгб | мвд | ом[оо]н | силовик\p{L}* | университет\p{L}* | уч[её]н\p{L}+ | правозащит\p{L}+ | волонт[её]р\p{L}* | компани\p{L}+ | депутат\p{L}*
      | міністр\p{L}* | міністэрств\p{L}+ | прэзідэнт\p{L}* | урад\p{L}* | парламент\p{L}* | паліцы\p{L}+ | міліцы\p{L}+ | пракур\p{L}+ | улад(?:ы|ам|амі)? | камісі\p{L}+ | камітэт\p{L}* | ведамств\p{L}+ | войск\p{L}* | чыноўнік\p{L}*
      | камітэт\p{L}* | комитет\p{L}* | кдб | мус | сілавік\p{L}* | універсітэт\p{L}* | навуко(?:ўц|ўе)\p{L}+ | праваабаро\p{L}+ | валанц[её]р\p{L}* | кампані\p{L}+ | дэпутат\p{L}*
    )(?![\p{L}\p{M}])""",
    _FLAGS,
)
# A name of several words, or a word with a capital inside the sentence, or an acronym.
NAME = regex.compile(
    r"(?<=[\p{Ll}\d,;:)”»\"’-]\s(?:[“«\"(])?)\p{Lu}[\p{L}’'-]*\p{Ll}[\p{L}’'-]*|(?<![\p{L}.])\p{Lu}{2,6}(?![\p{L}\p{M}])"
)
NO_NAME = frozenset({"I", "I'm", "I’m", "I've", "I’ve", "I'd", "TV", "OK", "PM", "AM", "ID", "FAQ"})
DAY = regex.compile(
    r"""\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day | yesterday | last\ (?:week|month|year|night) | this\ (?:week|month|year)
      | january|february|(?-i:March|May)(?=\s\d|\s\p{Lu}|[,.])|april|june|july|august|september|october|november|december
      | понедельник\p{L}* | вторник\p{L}* | сред[уы] | четверг\p{L}* | пятниц\p{L} | суббот\p{L} | воскресень\p{L} | вчера | (?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)[ьяеюи] | март[ае]? | ма[йяе] | август[ае]?
      | панядзел\p{L}+ | аўтор\p{L}+ | серад[уы] | чацв\p{L}+ | пятніц\p{L} | субот\p{L} | нядзел\p{L} | учора | (?:студзен|лют|сакавік|красавік|траўн|чэрвен|ліпен|жніве?н|вераснь?|верасн|кастрычнік|лістапад|снеж[ан]+)\p{L}{0,2}
    )\b""",
    _FLAGS,
)
# What has not happened yet cannot be checked.
FUTURE = regex.compile(
    r"""(?<![\p{L}\p{M}])(?:
        will(?!\s(?:of|power)) | won['’]t | (?:he|she|it|they|we|i|you)['’]ll | (?:is|are|was|were)\ going\ to | (?:is|are)\ (?:expected|set|scheduled|due|likely|poised|bound)\ to | (?:plans?|hopes?|aims?|intends?|wants?|ready)\ to
      | forecasts? | predict(?:s|ed)? | next\ (?:week|month|year) | plan(?:s|ned)?\ (?:is\ to|to|for)
      | буд(?:ет|ут|ем) | планиру\p{L}+ | ожида(?:ется|ются) | намерен[аоы]? | собира(?:ет|ют)ся | сможет | смогут | прогнозир\p{L}+ | (?:изменит|появит|появят|начнет|начнёт|начнут|состоит|состоят|продлит|продлят|откроет|откроют|завершит|завершат|обойд[её]т|обойдут)ся
      | (?:пройд|пойд|займ|прид)(?:[её]т|ут) | получ(?:ит|ат)
      | будз(?:е|ем) | будуць | плану\p{L}+ | чакаецца | мае\ намер | маюць\ намер | збіра(?:ец|юц)ца | зможа | змогуць | прагназ\p{L}+ | (?:зменіц|з['’]явіц|пачнец|пачнуц|адбудзец|адбудуц|адкрыец)ца | (?:пройдз|пойдз)(?:е|уць) | апублікуюць
    )(?![\p{L}\p{M}])""",
    _FLAGS,
)
MAYBE = regex.compile(
    r"""(?<![\p{L}\p{M}])(?:(?-i:may) | might | could | would | perhaps | maybe | probably | possibly | potentially | if | unless | can | seems? | seemed | appears\ to
      | может | могут | мог[лу]\p{L}* | бы | возможно | вероятно | наверно\p{L}* | если | видимо | похоже
      | можа | могуць | магл\p{L}* | мог | магчыма | напэўна | калі\ б | бадай | відаць)(?![\p{L}\p{M}])""",
    _FLAGS,
)
# What somebody thinks of it.
OPINION = regex.compile(
    r"""(?<![\p{L}\p{M}])(?:
        should(?:n['’]t)? | must | ought | need(?:s|ed)?\ to | have\ to | has\ to | i\ (?:think|believe|feel|guess|hope|love|hate|wish) | we\ (?:think|believe|feel|hope|wish) | in\ (?:my|our)\ (?:opinion|view)
      | hopefully | unfortunately | fortunately | personally | of\ course | obviously | frankly | honestly | beautiful\p{L}* | wonderful\p{L}* | amazing\p{L}* | awesome | gorgeous | lovely | terrible | horrible
      | fantastic | incredibl\p{L}+ | deserves? | it['’]s\ (?:time|important|worth|clear|easy|hard) | important\ to | recommend(?:s|ed|ation|ations)? | worth\ \p{L}+ing | matters | catastrophic | remarkable | exciting | excited | delicious | favou?rite
      | должн[аоы]? | должен | следует | нужно | надо | необходимо | по-моему | я\ (?:думаю|считаю|верю|надеюсь) | мы\ (?:считаем|верим|надеемся) | мне\ кажется | к\ сожалению | к\ счастью | конечно | прекрасн\p{L}+
      | замечательн\p{L}+ | ужасн\p{L}+ | важно | хочется | хотелось\ бы | катастрофическ\p{L}+ | потрясающ\p{L}+
      | павін(?:ен|на|ны) | трэба | варта | неабходна | на\ маю\ думку | я\ (?:думаю|лічу|веру|спадзяюся) | мы\ (?:лічым|верым|спадзяемся) | мне\ здаецца | на\ жаль | на\ шчасце | вядома\ ж | цудоўн\p{L}+ | жахлів\p{L}+ | хочацца | важна
      | катастрафічн\p{L}+
    )(?![\p{L}\p{M}])""",
    _FLAGS,
)
# The reader is spoken to, or told what to do.
ADDRESS = regex.compile(
    r"""(?<![\p{L}\p{M}])(?:you(?:['’](?:re|ll|ve|d))? | yours? | yourself | let['’]s | please | вы | вам[и]? | вас | ваш\p{L}* | ты | тебе | вамі)(?![\p{L}\p{M}])
      | \A[“"«]?(?:make\ sure|use|try|add|keep|get|take|avoid|remember|consider|download|submit|call|contact|visit|ask|apply|enter|fill|start|stop|learn|find|choose|look|check|see|do\ not|don['’]t|never|always|here(?:['’]s|\ (?:is|are)))\ """,
    _FLAGS,
)
FIRST_PERSON = regex.compile(
    r"(?<![\p{L}\p{M}])(?:I|I['’](?:m|ve|d|ll)|[Mm]y|me|myself|[Ww]e(?:['’](?:re|ve|ll))?|[Oo]ur|us|[Яя]|[Мм]не|меня|[Мм]ой|моя|мои|[Мм]ы|нам|нас|[Нн]аш\p{L}*|мяне|мая|мае)(?![\p{L}\p{M}])"
)
# The site speaks, not the story.
SITE = regex.compile(
    r"""(?<![\p{L}\p{M}])(?:subscrib\p{L}+ | sign\ up | log\ in | newsletter | click\ (?:here|on|the) | read\ (?:more|also|next|our|the\ full) | follow\ (?:us|me|him|her)\ on | (?:all\ )?rights\ reserved | cookies?\ policy
      | privacy\ policy | terms\ of\ (?:use|service) | advertisement | sponsored | share\ (?:this|on) | this\ (?:article|story|post|piece|content)\ (?:was|is|has\ been|originally|first) | originally\ (?:published|appeared) | affiliate\ links?
      | leave\ a\ comment | related\ (?:articles|stories|posts) | contact\ us | e-?mail\ (?:us|me) | for\ more\ information | visit\ (?:our|the\ website|www) | updated\ at | table\ of\ contents | details\ of\ the
      | подпи(?:шитесь|сывайтесь|ска\ на) | читайте\ (?:также|нас|еще|ещё) | смотрите\ также | нажмите | все\ права\ защищены | поделит\p{L}+\ (?:в|с) | наш\ (?:телеграм|канал) | реклама
      | падпі(?:шыцеся|свайцеся) | чытайце\ (?:таксама|нас|яшчэ) | глядзіце\ таксама | націсніце | усе\ правы\ абаронены | наш\ (?:тэлеграм|канал) | рэклама)(?![\p{L}\p{M}])
      | \A(?:UNIDENTIFIED\b.*|[\p{Lu}\ -]+,\ BYLINE): | \A[\p{Lu}\ \#\d-]+:\ \([\p{L}\ ]+\)
      | https?:// | www\. | \S+@\S+\.\p{L}{2,} | \d{4}-\d\d-\d\dT""",
    _FLAGS,
)
CREDIT = regex.compile(
    r"""\((?:[^()]{0,60}\b)?(?:AP|AFP|Reuters|EPA|Getty|Photos?|Images?|Фото|Фота|ТАСС|TASS)\b[^()]{0,40}\) | \b(?:photos?|photograph|images?|pictures?|credit|courtesy|source)\s?(?:by|of|credit|:) | \bGetty\ Images | Shutterstock
      | ©\s? | \b(?:Фото|Фота|Снимок|Здымак|Источник|Крыніца|Иллюстрация|Ілюстрацыя)\s?(?::|[-–—])""",
    _FLAGS,
)
# Words that stand for something said before: such a sentence says less by itself.
POINTS_BACK = regex.compile(
    r"\A[“\"«„]?(?:it|they|he|she|this|that|these|those|such|there|он|она|оно|они|это|эти|ён|яна|яно|яны|гэта|гэтыя)\b",
    regex.IGNORECASE,
)
# A number that names something: a telephone, a place in a row.
NO_COUNT = regex.compile(
    r"\A\d{1,2}[.)]\s|(?:#|№)\s?\d+|\+?\d[\d ()-]{5,}\d[\d-]*|\b\d-\d{3}-[\w-]+"
)
# Nobody says anything: there is nothing to check in it.
NO_COMMENT = regex.compile(
    r"""\b(?:declin|refus)(?:ed|es)\ to\ (?:comment|answer|elaborate|say) | \bdid\ not\ (?:immediately\ )?(?:respond|reply|answer|comment|return) | \bno\ comment
      | отказал\p{L}*\ (?:от\ комментари|комментиров) | не\ (?:стал\p{L}?\ комментир|ответил|прокомментир) | адмо\p{L}+\ (?:ад\ каментар|каменціра) | не\ (?:адказа|пракаменціра)""",
    _FLAGS,
)
