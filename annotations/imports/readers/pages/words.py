"""What sites write around stories, in the languages that a newsroom meets most.

Pointers to other pages, appeals to readers, legal lines. Only signs: the decision is in `story`.
"""

import re
from collections.abc import Iterable

LONGEST_BOILERPLATE = 60  # words; such words in a longer paragraph are what it is about
LONGEST_APPEAL = 60
LONGEST_POINTER = 35

# In lower case; beginnings and parts of words too.
BOILERPLATE = (
    "subscri", "sign up", "newsletter", "read more", "click here", "follow us", "all rights reserved",
    "copyright", "©", "advertis", "cookie", "share this", "related articles", "related posts",
    "related stories", "related reading", "learn more", "contact us", "log in", "login", "join us",
    "join me", "join our", "download", "disclosure", "affiliate", "originally published",
    "originally appeared", "you may also", "you might also", "photo by", "photos by",
    "photograph by", "image credit", "table of contents", "leave a comment", "leave a reply",
    "get started", "book a", "free demo", "schedule a", "call us", "privacy", "terms of",
    "min read", "minute read", "minutes read", "mins read", "updated", "published", "posted on",
    "posted by", "written by", "about the author",
    "abonnieren", "abonnez", "abonner", "abonneer", "abonnement", "anmelden", "werbung", "anzeige",
    "alle rechte", "datenschutz", "inscrivez", "inscription", "tous droits réservés", "publicité",
    "reproduction interdite", "suscrí", "suscri", "regístr", "todos los derechos", "publicidad",
    "todos os direitos", "assine", "cadastre", "iscriviti", "riproduzione riservata",
    "tutti i diritti", "pubblicità", "aanmelden", "zapisz się", "wszelkie prawa", "zaloguj",
    "reklam", "подпис", "подпиш", "рассылк", "все права защищены", "перепечатк", "поделиться",
    "реклам", "войти", "падпіс", "падпіш", "усе правы абаронены", "падзяліцца", "рэклам", "підпис",
    "підпиш", "усі права", "поділитися", "abone ol", "tüm hakları", "giriş yap",
    "会員", "登録", "無断転載", "著作権", "版权", "版權", "注册", "登录", "订阅", "حقوق", "اشترك", "무단", "구독",
)  # fmt: skip
# What a site asks its readers to do, at the beginning of a short block.
_ASKING = (
    r"(?:please |to read the rest[^.]*|to continue[^.]*)?(?:subscribe|sign up|sign in|log in|register|"
    r"follow (?:us|me|him|her|them|@|our)|join (?:us|me|our|the (?:conversation|discussion))|donate|"
    r"support (?:us|our)|share this|download (?:the|our)|click here|contact us|call us|"
    r"email (?:us|me|questions)|get (?:the|our) (?:latest|app|newsletter|news)|help me spread|"
    r"send a link|check out (?:the|our|more)|have a (?:tip|story|question)|got a (?:tip|story)|"
    r"do you have (?:a|any) (?:tip|story|question|information)|want (?:more|to (?:read|know) more))\b|"
    r"(?:jetzt |hier )?(?:abonnieren|folgen|melden|registrieren|teilen|unterstützen) (?:sie|du|uns)\b|"
    r"folge uns|(?:zum|unser|den) newsletter|jetzt (?:anmelden|abonnieren|testen|lesen)|"
    r"(?:abonnez|inscrivez|suivez|rejoignez|partagez|connectez|recevez)-?\s?(?:vous|nous|cet|la|les|notre|nos)?\b|"
    r"(?:suscríbe|regístra|apúnta|síguenos|síguenos|sigue a|únete|comparte|recib[ae] (?:las|los|en|nuestro))\w*|"
    r"(?:assine|inscreva-se|cadastre-se|siga (?:o|a|nos)|receba|clique aqui|compartilhe|participe do|acompanhe o)\b|"
    r"(?:iscriviti|abbonati|seguici|condividi|clicca qui|ricevi)\b|"
    r"(?:abonneer|meld je|schrijf je|volg ons|deel dit)\b|"
    r"(?:zapisz się|subskrybuj|obserwuj|dołącz do|udostępnij|zaloguj się)\b|"
    r"(?:подпи(?:сывайтесь|шитесь|саться)|присоединяйтесь|следите за|поделиться|поделитесь|поддержите|"
    r"если вы (?:нашли|заметили|увидели)|нашли (?:ошибку|опечатку)|заметили (?:ошибку|опечатку)|выделите)\b|"
    r"(?:падпі(?:сва|шы)\w+|далучайцеся|падзяліцца|падзяліцеся|падтрым\w+ нас)\b|"
    r"(?:підпи(?:су|ші)\w+|приєднуйтесь|поділитися|поділіться|підтримайте)\b|"
    r"(?:abone ol|takip (?:et|edin)|paylaş)\w*|(?:följ oss|prenumerera|dela artikeln|følg oss|abonner)\b|"
    r"(?:無料会員|会員登録|フォロー|シェア|关注我们|扫码|分享到|欢迎关注|訂閱|تابعنا|اشترك|구독)"
)
# Pointers to other pages: whatever follows them is another story's headline.
_POINTING = (
    r"(?:read|see|watch|listen|learn|view) (?:more|also|next|the full|our full)\b|also read\b|see also\b|"
    r"more (?:on this|from|stories|news|coverage)\b|related (?:articles?|stor(?:y|ies)|reports?|news|content|topics?|posts?)\b|"
    r"recommended(?: (?:for you|reading|stories|articles))?$|don.t miss\b|up next\b|you (?:may|might) (?:also )?(?:like|be interested)|"
    r"lesen sie (?:auch|hier|mehr|dazu|außerdem)|mehr (?:zum thema|dazu|lesen|aus)|auch interessant|lesetipp|"
    r"das könnte (?:sie|dich)|weiterlesen|weitere (?:artikel|nachrichten|news|meldungen|themen)|siehe auch|"
    r"empfohlener (?:redaktioneller |externer )?inhalt|"
    r"(?:à )?lire (?:aussi|également|la suite|plus)|à lire\b|voir aussi|sur le même (?:sujet|thème)|"
    r"pour aller plus loin|article réservé|cet article est réservé|il vous reste [\d.,]+ ?%|"
    r"le[ea]r? (?:también|además|más|mas)|te (?:puede|podría|recomendamos)|ver también|mira también|"
    r"también te puede|noticias relacionadas|artículos relacionados|más (?:información|noticias)$|sigue leyendo|"
    r"leia (?:também|mais)|veja (?:também|mais)|saiba mais|"
    r"leggi (?:anche|di più|tutto)|potrebbe interessarti|vedi anche|approfondisci|"
    r"lees (?:ook|meer|verder)|bekijk ook|luister ook|kijk ook|"
    r"(?:czytaj|zobacz|przeczytaj) (?:także|też|również|więcej|dalej)|polecamy\b|"
    r"читайте (?:также|ещё|еще|больше|далее|в)|смотрите (?:также|ещё|еще)|(?:материалы )?по теме\b|"
    r"чытайце (?:таксама|яшчэ|больш)|глядзі(?:це)? (?:таксама|яшчэ)|(?:матэрыялы )?па тэме\b|"
    r"читайте (?:також|більше)|дивіться також|(?:матеріали )?за темою\b|"
    r"ilginizi çekebilir|bunlar da|haberin devamı|ayrıca oku|"
    r"läs (?:också|även|mer)|les (?:også|mer)|læs (?:også|mere)|se også|lue (?:myös|lisää)|čtěte také|přečtěte si|"
    r"(?:【)?関連(?:記事|リンク)?|あわせて読みたい|続きを読む|続きは|もっと見る|(?:写真|画像)を見る|この記事は(?:会員|有料)|"
    r"(?:相关|延伸|推荐|相關|推薦)(?:阅读|閱讀|新闻|新聞|报道|報導|文章)|看更多|更多(?:新闻|新聞|報導|报道)|责任编辑|責任編輯|"
    r"(?:اقرأ|إقرأ|اقرئي|شاهد) (?:أيضا|أيضًا|ايضا|المزيد)|مواضيع ذات صلة|قد يعجبك|관련기사|무단전재"
)
# Ambiguous at the beginning of a sentence: labels only where a mark or the end follows.
_LABELLING = (
    r"(?:read|see|watch|listen|read more|related|more|explore|opinion|also|source|sources|credit|tags?|topics?|filed under|"
    r"see more|learn more|mehr|zum thema|video|quelle|quellen|themen|lire|tags|sujets|ver|leer|fuente|etiquetas|temas|fonte|"
    r"leggi|argomenti|lees|bron|czytaj|zobacz|źródło|tagi|подробнее|источник|теги|метки|темы|читать|"
    r"падрабязней|крыніца|тэгі|докладніше|джерело|теги|kaynak|etiketler|taggar|出典|来源|來源|关键词|標籤|标签|المصدر|출처)"
    r"\s*(?:[:|»>→：]|[–—-] |$)"
)
_LEGAL = (
    r"(?:copyright|©|\(c\)|all rights reserved)|our standards:|"
    r"(?:this (?:article|story|post|piece|report|content)\b[^.]{0,80}\b(?:was|is|has been)\b[^.]{0,60}"
    r"(?:originally|produced|published|republished|provided|sponsored|translated|written by|adapted))"
)
ASKING = re.compile(rf"^\W*(?:{_ASKING}|{_LEGAL})", re.IGNORECASE)
POINTING = re.compile(rf"^\W*(?:{_POINTING}|{_LABELLING})", re.IGNORECASE)


def count_words(text: str) -> int:
    """Words, or pairs of characters in scripts without spaces."""
    dense = 0 if text.isascii() else sum(1 for character in text if character >= "\u2e80")
    return len(text.split()) + dense // 2


def is_appeal(text: str, words: int) -> bool:
    """Whether it asks readers to do something for the site, or points elsewhere."""
    if words > LONGEST_APPEAL:
        return False
    return bool(ASKING.match(text)) or (words <= LONGEST_POINTER and bool(POINTING.match(text)))


class Boilerplate:
    """Finds words that stand around stories more often than in them.

    Args:
        texts: the page's shorter blocks: of the many such words few stand on one page.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        whole = "\n".join(texts).lower()
        self.parts = [part for part in BOILERPLATE if part in whole]

    def is_in(self, text: str, words: int) -> bool:
        """Whether a block has such words and is not so long that it is about them."""
        if words > LONGEST_BOILERPLATE:
            return False
        text = text.lower()
        return any(part in text for part in self.parts)
