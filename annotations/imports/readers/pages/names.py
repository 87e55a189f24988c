"""Names of people out of bylines: without "by", titles, dates and publishers; none that is nobody's."""

import re

from annotations.imports.readers.pages.structured import plain

# "By" in the languages of bylines. Short words that mean something else elsewhere count only in a page
# of their language.
BY_WORDS = {
    "": r"by|автор(?:ы|ка)?|аўтар(?:ы|ка)?|авторы?|auteurs?|autor(?:in|es|as|a)?|author|yazan|reporting by|tekst|текст|тэкст|haber",
    "de": "von", "fr": "par", "es": "por", "pt": "por", "it": "di", "nl": "door", "sv": "av",
    "no": "av", "nb": "av", "da": "af", "pl": "przez", "cs": "od",
}  # fmt: skip
_ANY = "|".join([BY_WORDS[""], *sorted({word for code, word in BY_WORDS.items() if code})])
DONE = (
    r"(?:story|article|text|words|written|posted|published|authored|reported|reviewed|publié|rédigé|"
    r"escrito|publicado|scritto|geschreven|napisał\w*|написан\w*)"
)
BY = re.compile(
    rf"^\s*(?:{DONE}\s+)?"
    rf"(?:{_ANY})(?:(?:\s*[:：|])+\s*|\s+|$)",
    re.IGNORECASE,
)
NAME = r"(?:[^\W\d_a-zа-яёіў][\w.’'\-]*)"
PARTICLE = r"(?:de|da|do|dos|del|della|di|du|des|van|von|der|den|la|le|el|al|bin|ibn|zu|ten|ter|y|e|and|und|et|og|och|i|и|і|en|&|,)"
NOBODY = re.compile(
    r"^(?:\W*|undefined|null|none|nan|unknown|admin\w*|administrator|user\d*|editor|webmaster|guest|"
    r"author|autor|auteur|anonymous|staff|contributor|(?:web|site) ?(?:admin|editor|master)|super ?user|"
    r"(?:the )?(?:news|opinion|sports?|politics|business|world|culture|health|technology|lifestyle|"
    r"nachrichten|politik|wirtschaft|actualités|politique|noticias|política|новости|навіны|новини)|"
    r"facebook|twitter|instagram|youtube|linkedin|telegram|whatsapp|x|share|follow|comments?|"
    r"today|yesterday|\d+ min(?:ute)?s?.*|https?:.*|\S+@\S+|@.*|[\d\W]+|(?:www\.)?[\w-]+\.(?:com|org|net|de|fr|ru|by|co|info))$",
    re.IGNORECASE,
)
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|"
    r"juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|"
    r"septiembre|octubre|noviembre|diciembre)\.?"
)
DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
TRAILER = re.compile(
    r"\s*(?:\||•|·|–|—|/|\s-\s|\(|\bon\b|\bupdated\b|\bpublished\b|\bposted\b|\blast\b|\d{1,2}[\s./:]|"
    rf"\b{MONTH} \d|\b{DAY}\b|\bis an?\b|\bthe\b(?=[^,]*\b(?:news|times|post|press|journal|gazette|herald|tribune|newsroom)\b)).*$",
    re.IGNORECASE,
)
LONE_DATE = re.compile(rf"(?:^|\s)(?:{MONTH}|{DAY})$", re.IGNORECASE)
ROLE = re.compile(
    r"\b(?:editor|reporter|writer|correspondent|journalist|columnist|contributor|producer|photographer|director|"
    r"manager|expert|specialist|staff|bureau|chief|senior|founder|professor|author|redakteur\w*|korrespondent\w*|"
    r"journaliste|redactor\w*|periodista|corresponsal|giornalista|inviato|redactie|корреспондент\w*|журналист\w*|"
    r"редактор\w*|обозреватель)\b",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    r"\s*[;、]\s*|\s+(?:and|und|et|y|e|og|och|i|и|і|ja|en|&|\+)\s+|\s*&\s*", re.IGNORECASE
)
AGENCIES = {
    "ap", "afp", "dpa", "epa", "efe", "ansa", "apa", "pap", "reuters", "tass", "тасс", "белта", "белапан",
    "belta", "belapan", "upi", "anp", "ntb", "tt", "ritzau", "sda", "kna", "epd", "lusa", "anadolu", "xinhua",
}  # fmt: skip
LONGEST = 80
MOST_WORDS = 7
LONELY = 1


def split_names(text: str, site: str = "") -> list[str]:
    """The people named in a byline, tidied; empty where it names nobody.

    Args:
        text: what a page declares or shows, with or without "by".
        site: the site's name in lower case, which is no author.
    """
    text = BY.sub("", plain(text))
    parts = [part for piece in _at_commas(text) for part in BETWEEN.split(piece)]
    if len(parts) > 1 and not all(map(is_like_name, parts[1:])):
        parts = _at_commas(text)
    tidied = [tidy_name(part, site) for part in parts]
    return list(dict.fromkeys(name for name in tidied if name))


def declared_names(text: str) -> list[str]:
    """The names in the name of one author as a page declares it for machines.

    Degrees and posts stay with it; only "by", and several names in one, are seen to.
    """
    text = BY.sub("", plain(text)).strip(" ,;:-–—|")
    parts = [part for piece in _at_commas(text) for part in BETWEEN.split(piece)]
    if len(parts) > 1 and all(map(is_like_name, parts)):
        return [tidied for part in parts if (tidied := tidy_name(part))]
    text = re.split(r"\s[|•]\s", text)[0]
    is_nobody = NOBODY.match(text) or _is_login(text) or len(text) > 2 * LONGEST
    return [] if is_nobody else [text]


def _at_commas(text: str) -> list[str]:
    """Names between commas, but not what a comma sets beside a name: a post, a degree, a place."""
    head, *others = [part.strip() for part in re.split(r",|，", text)]
    found = [head]
    for part in others:
        words = re.sub(r"^(?:and|und|et|y|e|и|і|&)\s+", "", part)
        if not is_like_name(words):
            break
        found.append(words)
    return found


def is_like_name(text: str) -> bool:
    """Whether it has the looks of a person's name: two to seven words, two of them capitalised."""
    words = re.split(r"\s+", text.strip())
    named = [w for w in words if w[:1].isupper() or not w.isascii()]
    return 2 <= len(words) <= MOST_WORDS and len(named) >= 2 and not ROLE.search(text)  # noqa: PLR2004 (first and last)


def tidy_name(name: str, site: str = "") -> str:
    """A name without "by", publisher and date; "" where it is none."""
    name = BY.sub("", plain(name)).strip(" ,;:-–—|")
    name = TRAILER.sub("", name).strip(" ,;:-–—|")
    head, _, tail = name.rpartition(",")
    if head and ((site and tail.strip().casefold() in {site, f"the {site}"}) or ROLE.search(tail)):
        name = head.strip()
    name = LONE_DATE.sub("", name).strip(" ,;")
    if NOBODY.match(name) or len(name) > LONGEST or len(name.split()) > MOST_WORDS:
        return ""
    return "" if _is_login(name) else name


def _is_login(name: str) -> bool:
    """One word in small letters is what somebody signs in with, unless an agency signs so."""
    if name.casefold() in AGENCIES:
        return False
    return " " not in name and (name == name.lower() != name.upper() or any(map(str.isdigit, name)))
