"""The words by which a site asks for a login or a subscription, in seven languages.

Plain ones stand in ordinary stories too ("subscribe to our newsletter"); clear ones are said in no other place.
"""

import regex

_FLAGS = regex.IGNORECASE | regex.VERBOSE

CLEAR_PAYWALL = regex.compile(
    r"""(?<![\p{L}\p{M}])(?:
      (?:to|and)[ ](?:continue|keep)[ ]reading | continue[ ]reading[ ](?:this|with|for)
    | (?:subscribe|sign[ ]up|register)[ ](?:now[ ])?to[ ](?:read|continue|unlock|access)
    | (?:this[ ](?:article|story|content)|full[ ](?:article|story))[ ]is[ ](?:only[ ])?(?:for|available[ ]to|reserved[ ]for)[ ](?:our[ ])?subscribers
    | (?:for|exclusive[ ]to)[ ]subscribers[ ]only | subscriber[ -]only | subscribers[ ]only | already[ ]a[ ](?:subscriber|member)
    | unlock[ ](?:this|the)[ ](?:article|story) | you[ ]have[ ](?:reached|read)[ ]your[ ](?:limit|\d+)
    | (?:free|remaining)[ ]articles?[ ](?:left|this[ ]month)
    | чтобы[ ](?:читать|прочитать|продолжить|дочитать) | для[ ]продолжения[ ]чтения | (?:только|доступно)[ ]для[ ]подписчиков
    | оформите[ ]подписку | по[ ]подписке | уже[ ]подписаны | (?:только|доступен[ ]только)[ ]подписчикам
    | каб[ ](?:чытаць|прачытаць|працягнуць) | для[ ]працягу[ ]чытання | (?:толькі[ ])?для[ ]падпісчыкаў | аформіце[ ]падпіску
    | um[ ](?:weiterzulesen|den[ ]artikel[ ]zu[ ]lesen|weiter[ ]zu[ ]lesen) | weiterlesen[ ]mit | jetzt[ ](?:abonnieren|abo[ ]abschlie(?:ß|ss)en)
    | nur[ ]für[ ](?:abonnenten|abonnentinnen|mitglieder) | bereits[ ]abonnent | sie[ ]haben[ ]bereits[ ]ein[ ]abo
    | pour[ ](?:lire[ ]la[ ]suite|continuer[ ](?:à|votre|la)) | (?:article|contenu)[ ]réservé[ ](?:aux|à[ ]nos) | réservé[ ]aux[ ]abonnés
    | déjà[ ]abonné | il[ ]vous[ ]reste[ ]\d+[ ]?%
    | para[ ](?:seguir|continuar)[ ](?:leyendo|lendo|a[ ]ler) | (?:contenido|contenu|conteúdo)[ ]exclusivo | solo[ ]para[ ]suscriptores
    | (?:exclusivo|só|apenas)[ ]para[ ](?:suscriptores|assinantes) | ya[ ](?:eres|es)[ ]suscriptor | já[ ]é[ ]assinante
    )(?![\p{L}\p{M}])""",
    _FLAGS,
)

PAYWALL = regex.compile(
    r"""(?<![\p{L}\p{M}])(?:
      subscribe | subscription | become[ ]a[ ](?:member|subscriber) | free[ ]trial | premium
    | подпишитесь | подписка | подписку | подписаться | падпішыцеся | падпіска | падпіску | падпісацца
    | abonnieren | abonnement | abo | abonnez-vous | s['’]abonner | je[ ]m['’]abonne
    | suscr[ií]b(?:ete|ase|irse|ete) | suscripción | assine | assinatura | subscreva
    )(?![\p{L}\p{M}])""",
    _FLAGS,
)

SIGN_IN = regex.compile(
    r"""(?<![\p{L}\p{M}])(?:
      (?:sign|log)[ -]?in | login | create[ ](?:an[ ]|a[ ]free[ ])?account | forgot(?:ten)?[ ](?:your[ ])?password | register[ ](?:now|for[ ]free)
    | войдите | войти | авторизуйтесь | авторизация | зарегистрируйтесь | забыли[ ]пароль | вход[ ]на[ ]сайт
    | увайдзіце | увайсці | аўтарызуйцеся | зарэгіструйцеся | забылі[ ]пароль
    | anmelden | einloggen | passwort[ ]vergessen | registrieren | melden[ ]sie[ ]sich[ ]an
    | (?:se[ ])?connecter | connectez-vous | identifiez-vous | mot[ ]de[ ]passe[ ]oublié | créer[ ]un[ ]compte
    | inici(?:ar|a|e)[ ]sesión | (?:olvid(?:aste|ó)|olvidado)[ ](?:tu|su)[ ]contraseña | regístrate | crear[ ](?:una[ ])?cuenta
    | (?:faça|fazer|inici(?:ar|e))[ ](?:o[ ])?(?:login|sessão) | esqueceu[ ](?:a|sua|a[ ]sua)[ ]senha | entre[ ]com | criar[ ](?:uma[ ])?conta | cadastre-se
    )(?![\p{L}\p{M}])""",
    _FLAGS,
)
