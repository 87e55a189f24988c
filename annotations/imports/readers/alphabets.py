"""Whether a text looks written by people, or like bytes that were read with the wrong charset.

Nothing here is about meaning: only which letters one language has, where capitals stand, and which
characters are common.
"""

import re
import unicodedata
from collections import Counter

# The letters beyond a to z that each language writes, lower case.
LATIN = tuple(
    frozenset(letters)
    for letters in (
        "àâäæçéèêëîïôœöùûüÿ",  # French
        "äöüßéèàáç",  # German
        "áéíóúüñçàèòïª",  # Spanish, Catalan
        "áâãàçéêíóôõúüª",  # Portuguese
        "àèéìíòóùú",  # Italian
        "ąćęłńóśźżéü",  # Polish
        "áčďéěíňóřšťúůýž",  # Czech
        "áäčďéíĺľňóôŕšťúýž",  # Slovak
        "çğıöşüâîûé",  # Turkish
        "åäöéøæüà",  # Swedish, Danish, Norwegian, Finnish
        "áéíóöőúüűä",  # Hungarian
        "ăâîșțşţéà",  # Romanian
        "čšžćđäöüéå",  # Croatian, Slovene
        "āčēģīķļņšūžōŗ",  # Latvian
        "ąčęėįšųūž",  # Lithuanian
        "äõöüšžé",  # Estonian
        "áðéíóúýþæö",  # Icelandic
        "ëïéèêóöüáíúàçä",  # Dutch
        "ëçéâêîôûŵŷáóú",  # Albanian, Welsh
        "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",  # Vietnamese
    )
)
CYRILLIC_COMMON = frozenset("оеаинтсрвлкмдпуяіы")
# Characters that no longer Chinese or Japanese text does without.
HAN_COMMON = frozenset(
    "的一是不了在人有我他这為为之大来來以个個中上们們到说說国國和地也子时時道出而要于於就下得可你年生自会會那后後能对對着事其里所去"
    "行过過家十用发發天如然作方成者多日都三小军軍二无無同么经經法当當起与與好看学學进進种種将將还還分此心前面又定见見只主没沒公从從"
    "今今年月新政府市民報报道道京東东方电電話话力部内外員员会社長长問问題题間间本関関最近全体高现現場场第次間約约數数千百万萬名前氏"
    "被表示警察已该該据據媒体體称稱及并並記记者由因受向使等组組织織工動动気開开期続化実業业務务美英台湾灣香港北南西海水火車车食手目口"
)
PUNCTUATION = frozenset(
    "“”‘’„‚«»‹›–—…•·€©®™°§№£×\u00a0\u202f\u2009\u200b\u00ad\u2028\ufeff¿¡º½²³¼¾¹´`′″、。「」『』（）！？：；，．・〜～ー《》【】〈〉"
)
FEW = 30
SAMPLE = 12_000  # characters that are looked at


def strangeness(text: str) -> float:
    """The share of characters beyond ASCII that stand where no language would have them, 0 to 1."""
    text = text[:SAMPLE]
    if text.isascii():
        return 0.0
    foreign = sum(1 for c in text if c > "\x7f" and c not in PUNCTUATION)
    if not foreign:
        return 0.0
    strange = _out_of_place(text) + _mixed(text) + _not_of_one_alphabet(text) + _uncommon(text)
    return min(1.0, strange / foreign)


def _out_of_place(text: str) -> int:
    """Control characters, unassigned ones, and signs or capitals within words."""
    found = 0
    for before, c, after in zip(text, text[1:], text[2:] + " ", strict=False):
        if c <= "\x7f":
            continue
        kind = unicodedata.category(c)
        if "\x80" <= c <= "\x9f" or kind in {"Co", "Cn", "Cs"} or "\uff61" <= c <= "\uff9f":
            found += 1
        elif kind == "Lu":
            found += before.islower()
        elif kind[0] in "SNP" and before.isalpha() and after.isalpha() and c < "\u0250":
            found += c not in "’·‧"
    return found


_WORD = re.compile(r"[^\W\d_]+")


def _mixed(text: str) -> int:
    """Letters of Cyrillic or Greek in a word with Latin ones."""
    found = 0
    for word in _WORD.findall(text):
        if not word.isascii() and word[0] < "\u0590" and len(word) > 1:
            other = sum(1 for c in word if "\u0370" <= c <= "\u052f")
            if 0 < other < len(word):
                found += len(word)
    return found


def _not_of_one_alphabet(text: str) -> int:
    """Latin letters beyond those of the one language that has most of them."""
    letters = Counter(c.lower() for c in text if "\xaa" <= c <= "\u024f" and c.isalpha())
    letters += Counter(c for c in text if "\u1ea0" <= c <= "\u1ef9")
    total = sum(letters.values())
    best = max(sum(letters[c] for c in alphabet) for alphabet in LATIN)
    return total - best


def _uncommon(text: str) -> int:
    """All Cyrillic letters, or all Han characters, if the common ones are not among them."""
    found = 0
    cyrillic = [c for c in text if "\u0400" <= c <= "\u04ff"]
    common = sum(1 for c in cyrillic if c in CYRILLIC_COMMON)
    if len(cyrillic) >= FEW and common < 0.4 * len(cyrillic):
        found += len(cyrillic)
    han = [c for c in text if "\u4e00" <= c <= "\u9fff"]
    usual = sum(1 for c in han if c in HAN_COMMON)
    if len(han) >= FEW // 2 and usual < 0.15 * len(han):
        found += len(han)
    return found
