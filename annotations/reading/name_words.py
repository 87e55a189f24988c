"""By what a person's name is known among other capitals, in English, Russian and Belarusian (lower case, ё as е)."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


GIVEN = _words(
    # English and other western names.
    "aaron abigail adam adrian alan albert alex alexander alexandra alexis alfred alice alison allison amanda amber amy andrea"
    " andreas andrew andy angela anita anna anne annette anthony antonio arthur ashley barbara barry ben benjamin bernard beth"
    " betty beverly bill billy bob bobby boris bradley brandon brenda brian bruce bryan caitlin camille carl carla carlos carol"
    " caroline carolyn catherine cathy cecilia charles charlotte cheryl chris christian christina christine christopher claire"
    " clara claudia colin connor craig crystal cynthia daniel danielle david dawn dean deborah debra denis dennis derek diana"
    " diane dieter dmitri dominic donald donna dorothy douglas duncan dylan edgar edith edward eleanor elena elias elizabeth"
    " ellen emily emma emmanuel eric erica erik ernest esther ethan eugene eva evelyn felix fernando fiona frances francis"
    " francisco francois frank fred frederick gabriel gareth gary gavin geoffrey george gerald gerard gerhard gilbert giorgia"
    " gordon graham grant greg gregory gustav hannah hans harold harriet harry heather hector heidi helen helena helmut henri"
    " henry hillary holly howard hugh ian ingrid irene isaac isabel isabella ivan jack jackie jacob jacqueline jacques james"
    " jamie jan jane janet janice jason javier jean jeff jeffrey jennifer jeremy jerry jesse jessica jesus jill jim jimmy joan"
    " joanna joe joel johan johannes john johnny jonathan jordan jorge jose josef joseph joshua joyce juan juanita judith judy"
    " julia julian julie justin kamala karen karl kate katherine kathleen kathryn kathy katie keith kelly kenneth kevin kim"
    " kimberly klaus kristen kurt kyle larry laura lauren laurence lawrence leah lee leo leon leonard leslie lewis liam linda"
    " lisa lloyd logan lois louis louise lucas lucy luis luke lynn madison malcolm marc marcel marcus margaret maria marie"
    " marilyn marine mario marion marjorie mark markus martha martin mary mathew matthew maureen maurice max megan melania"
    " melissa michael michel michele michelle miguel mike mitchell mohamed mohammad mohammed monica muhammad nadia nancy natalie"
    " nathan neil nicholas nick nicola nicolas nigel noah nora norman oliver olivia oscar pablo pamela patricia patrick paul"
    " paula pauline pedro peggy peter phil philip philippe phillip phyllis pierre rachel ralph raymond rebecca recep regina"
    " ricardo richard rita robert roberto robin rodney roger roland ronald rosa rosemary roy russell ruth ryan sally sam"
    " samantha samuel sandra sara sarah scott sean sebastian sergei sergio seth shane sharon shaun shirley silvia simon sofia"
    " sophia sophie spencer stanley stefan stella stephanie stephen steve steven stuart susan suzanne sylvia tamara tanya tara"
    " teresa terry thelma theodore theresa thomas tiffany tim timothy tina todd tom tony tracy travis tyler ursula valerie"
    " osama hanan morgan bernie kanye sylvester rose alton harlan alexandria beyonce bette blake brad brett britney brittany bruno calvin"
    " cameron chad chadwick charlie chester chuck clarence clint clive conan courtney curtis dale dan dave denzel derrick desmond drew dustin"
    " dwight earl eddie edwin eli elliott elvis emile enrique ernesto erin evan faith floyd freddie gail garrett gavin gene gina glenn gloria"
    " gwen hank harrison harvey herbert herman hubert hunter ilhan irving ivanka jake jamal jared jason jay jayden jenna jerome jodie joey"
    " jonas josh juanes katy ken kendall kendrick kerry khloe kirk kris kristin lance lamar leonardo leroy lindsay lindsey lionel lorenzo lori"
    " louie luther lyndon mac malala malik marco mariah marlon marvin matt max mel meryl miley milo mitch mitt mohandas molly monique muammar"
    " muhammed myron nasser nathaniel ned nelson newt nigella noam oprah oren orlando orville otto palmer percy perry pete quentin rafael"
    " ralph randall randy ray reggie reid rex rob robbie rodrigo ron ronnie ruben rudy rupert rush saddam sadie salman salvador sanjay"
    " saul serena sergio shannon shaquille sheldon sherman shinzo sidney sigmund silvio spike stacy stacey steph stevie tammy ted terrence"
    " tiger tobias toni tucker usain vince vladimir walt wanda wesley whitney whoopi wilbur will willard winston woody xi yasser yoko"
    " zachary zoe vanessa vera vernon veronica victor victoria vincent viola virginia vivian volodymyr walter warren wayne wendy werner"
    " william willie wolfgang xavier yvonne zachary angela joe narendra benjamin olaf keir rishi boris elon mette ursula donald"
    # Belarusian, Russian and Ukrainian names in Latin letters.
    " aleh ales aleksandr aleksandra aleksei aleksey alena alexei alexey alina aliaksandr aliaksandra aliaksei alyaksandr"
    " anastasia anastasiya anatol anatoli anatoly andrei andrej andrey andriy anton antanina arciom artem artsiom artyom"
    " barys bohdan danila daria darya denys dmitry dmytro dzianis dzmitry ekaterina evgeny galina gennady halina hanna hienadz"
    " iryna ihar igor ilia illia ilya inna irina iryna iurii ivan jauhien kaciaryna kanstantsin karyna katsiaryna kirill"
    " kiryl konstantin kristina ksenia kseniya larisa larysa leanid leonid lidia liudmila ludmila lyudmila liubou maksim maxim"
    " margarita marharyta marina maryia maryna mariya masha matvei mikalai mikhail mikita mykola nadezhda nadzeya natalia"
    " natallia nataliya natalya nikita nikolai nikolay nina oksana oleg oleksandr olena olga ostap palina pavel petr piotr"
    " polina raman roman ruslan ryhor sasha sergey siarhei siarhiej stanislau stanislav stepan sviatlana svetlana syarhei"
    " taisia tamara taras tatiana tatsiana tatyana tsikhan uladzimir vadim vadzim valentin valentina valer valery valeria"
    " valiantsina vasil vasily veranika viachaslau viktar viktor viktoria vital vitali vitaly vitalyi vladimir vladislav"
    " volha vyacheslav yahor yaroslav yauhen yauhenia yegor yekaterina yevgeny yevhen yulia yuliya yuri yuriy yury zinaida"
    " zmicier zmitser",
)
GIVEN_CYRILLIC = _words(
    # Stems; an ending of at most three letters follows.
    "александр алексе алес алин анастаси анатоли андре андрэ анжел анн антон арте артур артём богдан борис вадим валенти"
    " валери варвар васили вероник виктор витали владимир владислав вячеслав галин геннади георги григори дани дар денис"
    " дмитри евгени екатерин елен елизавет жан захар зинаид иван игор иль инн ирин карин кирилл константин ксени ларис леонид"
    " лиди людмил максим маргарит марин мари матве михаил надежд натал никит никола нин оксан ол олег ольг павел павл петр"
    " полин роман руслан светлан семен сергее серге сергей софь станислав степан тамар тарас татьян тимофе федор юли юри ян"
    " ярослав джо дональд барак ангел эммануэл эмманюэл джон джордж майкл роберт томас уильям дэвид питер пол ричард"
    " аляксандр аляксе аляксандра ален алег анатол андре антаніна артур арцём багдан барыс вадзім валянцін валер васіл веранік"
    " віктар віктор вітал уладзімір уладзіслаў уладзіслав вячаслаў вячаслав галін генадз георгі рыгор данііл данил дар'я дзяніс"
    " дзмітр змітр зміцер яўген кацярын ален лізавет зінаід ігар іл інн ірын карын кірыл канстанцін ксен ларыс леанід лідзі"
    " людміл марыи марын марыя марыі мацве міхаіл міхась мікол мікіт мікала надзе натал нін вольг ол павал паўл палін раман"
    " святлан сямён сярге станіслаў станіслав сцяпан тамар таццян цімафе фёдар юл юры ян ярасла алес"
    " іван пётр пятр андрэ дональд",
)
SURNAME_ENDS_LATIN = (
    "enko", "enka", "chenko", "chuk", "shuk", "czuk", "yuk", "iuk", "iuk", "sky", "ski", "skiy", "skyi", "skij", "skaya",
    "skaja", "skaia", "ouskaya", "ouski", "evich", "ovich", "avich", "ievich", "ievic", "evič", "ovič", "shvili", "dze",
    "kaya", "ouskaja", "anov", "enov", "inov", "eev", "aev", "ayev", "eyev", "iev", "ukou", "akou", "anou", "owski", "ewski",
)  # fmt: skip
SURNAME_ENDS_CYRILLIC = (
    "енко", "енка", "енку", "енкой", "чук", "чука", "чуку", "юк", "юка", "евич", "ович", "евича", "овича", "евичу", "овичу",
    "евіч", "овіч", "авіч", "евіча", "авіча", "евічу", "авічу", "овна", "евна", "оўна", "еўна", "аўна", "овны", "евны",
    "швили", "швілі", "ейкин", "ушкин", "аўскі", "оўскі", "еўскі", "аўская", "оўская", "еўская", "аўскую", "оўскую", "аўскага",
    "овский", "евский", "овская", "евская", "овского", "евского", "овской", "евской", "овскую", "евскую", "анов", "анова",
    "енов", "инов", "аев", "аева", "еев", "еева", "ханов", "аеў", "ееў", "анаў", "апаў", "укоў", "акоў", "енкам", "енком",
)  # fmt: skip
ADJECTIVE_ENDS = ("ский", "ская", "ского", "ской", "скую", "скі", "ская", "скага", "скай", "скую")
NO_SURNAMES = _words(
    "kiev lviv chisinau begin berlin dublin kyiv sarajevo montenegro bialowieza moscow mogilev tbilisi zakopane"
    " киев могилев ростов женева киеве киева ивано украина молдова ростове тамбов псков львов азов саратов азов",
)
KNOWN = _words(
    "lukashenko lukashenka putin biden trump obama zelensky zelenskyy zelenskiy merkel macron navalny johnson clinton bush"
    " tsikhanouskaya tsikhanovskaya tikhanovskaya kolesnikova kalesnikava babaryka tsepkalo blinken lavrov peskov medvedev"
    " scholz erdogan orban netanyahu modi starmer sunak meloni duda tusk karayev smith jones williams brown davis miller wilson"
    " путин путина путину путиным байден байдена трамп трампа обама зеленский зеленского навальный навального лукашенко"
    " лукашэнка лукашэнкі лукашэнку пуцін пуціна пуціну байдэн байдэна трампа зяленскі зяленскага навальны навальнага песков"
    " пескова лавров лаврова медведев медведева шойгу караев караева караеў караева макрон макрона меркель шольц эрдоган орбан"
    " тихановская тихановской тихановскую ціханоўская ціханоўскай ціханоўскую колесникова калеснікава бабарико бабарыка",
)
"""Names that texts of today give without a first name."""

TITLES = (
    r"mr|mrs|ms|miss|dr|prof|sir|dame|lord|lady|judge|justice|pope|father|sister|king|queen|prince|princess"
    r"|president|vice[- ]president|(?:deputy\s)?(?:\p{L}+\s)?minister|premier|chancellor|senator|sen|congress(?:man|woman)|rep|governor|gov"
    r"|mayor|general|gen|colonel|col|major|captain|lieutenant|sergeant|ambassador|prosecutor|director|chairman|chairwoman|chair"
    r"|professor|doctor|activist|lawyer|journalist|blogger|businessman|spokesman|spokeswoman|spokesperson|candidate|opposition\sleader"
    r"|leader|winner|actor|actress|singer|rapper|comedian|golfer|quarterback|coach|founder|ceo|first\slady|wife|husband|contender|analyst|editor|author|secretary|commissioner|officer"
    r"|г-н|г-жа|господин\p{L}?|госпожа|президент\p{L}{0,2}|премьер\p{L}{0,2}|министр\p{L}{0,2}|генерал\p{L}{0,2}|полковник\p{L}{0,2}|судь\p{L}{1,2}"
    r"|депутат\p{L}{0,2}|сенатор\p{L}{0,2}|губернатор\p{L}{0,2}|мэр\p{L}{0,2}|адвокат\p{L}{0,2}|журналист\p{L}{0,3}|активист\p{L}{0,3}|блогер\p{L}{0,2}"
    r"|правозащитни\p{L}{1,4}|прокурор\p{L}{0,2}|директор\p{L}{0,2}|кандидат\p{L}{0,2}|лидер\p{L}{0,2}|профессор\p{L}{0,2}"
    r"|сп|спадар\p{L}{0,3}|прэзідэнт\p{L}{0,2}|прэм'ер\p{L}{0,2}|міністр\p{L}{0,2}|суддз\p{L}{1,2}|дэпутат\p{L}{0,2}|губернатар\p{L}{0,2}|актывіст\p{L}{0,3}"
    r"|журналіст\p{L}{0,3}|блогер\p{L}{0,2}|праваабаронц\p{L}{1,3}|пракурор\p{L}{0,2}|дырэктар\p{L}{0,2}|лідар\p{L}{0,2}|прафесар\p{L}{0,2}"
)
"""Words before a name that make it a person's (a regular expression)."""

NO_NAME_AFTER_TITLE = _words(
    "of the and in at for to on from with monday tuesday wednesday thursday friday saturday sunday january february march april"
    " may june july august september october november december republic belarus russia ukraine poland lithuania europe european"
    " united general council minister ministry said office of",
)
NO_PERSON = _words(
    "ministry minister committee commission council union university institute society center centre house court bank party"
    " agency association organization organisation foundation federation republic kingdom states state street avenue square"
    " road river lake sea ocean island mountain mount city county region district province airport station hospital school"
    " college museum church cathedral prison army force forces police guard service group company corporation inc ltd llc news"
    " times post press radio television tv channel magazine journal cup league club day war act code law award prize games"
    " festival park stadium bridge cross rights department office assembly parliament senate congress bloc movement front"
    " january february march april june july august september october november december monday tuesday wednesday thursday"
    " friday saturday sunday north south east west northern southern eastern western central new san los saint st fort port"
    " carolina dakota virginia jersey york zealand korea africa america europe asia texas florida georgia memorial hotel"
    " theatre theater airlines cruises bay beach valley hill hills village town harbour harbor gulf cape falls island islands",
)
"""Words that make the capitals around them a place or an organisation."""

HUMAN_VERBS = (
    r"said|says|told|admitted|denied|denies|apologi[sz]ed|lied|resigned|tweeted|married|divorced|confessed|died|was\sborn|pleaded"
    r"|testified|boasted|joked|pledged|vowed|promised|argued|insisted|who|’s\s(?:wife|husband|son|daughter|brother|lawyer)|'s\s(?:wife|husband|son|daughter|brother|lawyer)"
)
