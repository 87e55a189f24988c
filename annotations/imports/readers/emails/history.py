"""Where a person's own words end in a mail: quoted history, forwarded mail, signature."""

import re
from collections.abc import Sequence

# "On 3 March 2021, Maren Holt wrote:" in the languages that a newsroom meets most.
WROTE = re.compile(
    r"^(?:(?:on|am|le|el|il|em|op|den|w dniu|dnia|в|у)\b.{4,200}?|.{4,200}?)\s*"
    r"(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev|napisał(?:\(a\))?|пишет|писал(?:\(а\))?|"
    r"написал(?:а|\(а\))?|пише|написав)[^:]{0,60}:\s*$",
    re.IGNORECASE | re.DOTALL,
)
ORIGINAL = re.compile(
    r"^[-_*\s>]*(?:-{2,}\s*)?(?:original message|original appointment|ursprüngliche nachricht|message d'origine|"
    r"mensaje original|messaggio originale|oorspronkelijk bericht|исходное сообщение|wiadomość oryginalna)"
    r"\s*-{2,}\s*$",
    re.IGNORECASE,
)
FORWARDED = re.compile(
    r"^[-_*\s>]*(?:-{2,}\s*)?(?:begin forwarded message|forwarded message|weitergeleitete nachricht|message transféré|"
    r"mensaje reenviado|messaggio inoltrato|doorgestuurd bericht|пересылаемое сообщение|пересланное сообщение|"
    r"начало переадресованного сообщения|wiadomość przekazana)\s*:?\s*(?:-{2,})?\s*$",
    re.IGNORECASE,
)
# What is written before the subject of a mail that is passed on, or answered.
PASSED_ON = re.compile(
    r"^\s*(?:(?:fwd?|fw|wg|tr|rv|i|enc|пересл|перенапр|пер)\s*(?:\[\d+\])?\s*:\s*)", re.IGNORECASE
)
ANSWERED = re.compile(
    r"^\s*(?:(?:re|aw|sv|antw|odp|ha|отв|на)\s*(?:\[\d+\])?\s*:\s*)", re.IGNORECASE
)
MOST_PREFIXES = 8
# The first lines of a mail as Outlook and others copy them into the next.
FROM = re.compile(
    r"^\s*\*?(?:from|von|de|da|van|от|від|ад|od)\s?:\*?\s+(?P<value>\S.*)$", re.IGNORECASE
)
OTHER = re.compile(
    r"^\s*\*?(?P<name>sent|date|to|cc|subject|reply-to|gesendet|datum|an|betreff|envoyé|date|à|objet|enviado|fecha|"
    r"para|asunto|inviato|data|a|oggetto|verzonden|aan|onderwerp|отправлено|дата|кому|копия|тема|дані|wysłano|do|"
    r"temat)\s?:\*?\s*(?P<value>.*)$",
    re.IGNORECASE,
)
SUBJECTS = frozenset(
    {"subject", "betreff", "objet", "asunto", "oggetto", "onderwerp", "тема", "temat"}
)
DATES = frozenset(
    {"sent", "date", "gesendet", "datum", "envoyé", "enviado", "fecha", "inviato", "data", "verzonden",
     "отправлено", "дата", "wysłano"}
)  # fmt: skip
SIGNATURE = re.compile(r"^--\s?$")
# RFC 9580, section 7: a text that is signed, and what its signature begins with.
SEALED = "-----BEGIN PGP SIGNED MESSAGE-----"
SEAL = "-----BEGIN PGP SIGNATURE-----"
LOCKED = "-----BEGIN PGP MESSAGE-----"
DEVICE = re.compile(
    r"^(?:sent from my |sent from (?:outlook|mail|yahoo|proton)|get outlook for |von meinem \S+ gesendet|"
    r"envoyé de mon |enviado desde mi |отправлено с |отправлено из |надіслано з )",
    re.IGNORECASE,
)
# What a mailing says of itself rather than of its matter.
MAILING = re.compile(
    r"\bunsubscribe\b|\bview (?:this|it|the)?\s*(?:e-?mail|message|newsletter|it)?\s*in (?:your|a|the)?\s*(?:web\s?)?browser|"
    r"\bmanage (?:your )?(?:e-?mail )?(?:preferences|subscription)|\bupdate (?:your )?(?:e-?mail )?preferences|"
    r"\byou (?:are|have) receiv(?:ing|ed) this (?:e-?mail|message|newsletter)|\babmelden\b|newsletter abbestellen|"
    r"\bim browser (?:ansehen|öffnen|anzeigen)|se désabonner|se désinscrire|darse de baja|annulla(?:re)? l'iscrizione|"
    r"отписаться|відписатися|адпісацца|открыть в браузере",
    re.IGNORECASE,
)
MAILING_LENGTH = 400


def plain_subject(subject: str) -> str:
    """A subject without "Fwd:", "Re:" and the like."""
    for _ in range(MOST_PREFIXES):
        shorter = ANSWERED.sub("", PASSED_ON.sub("", subject, count=1), count=1)
        if shorter == subject:
            break
        subject = shorter
    return subject.strip()


def is_wrote(text: str) -> bool:
    """Whether it says who wrote what is quoted below."""
    return len(text) <= 260 and "\n\n" not in text and bool(WROTE.match(text.strip()))  # noqa: PLR2004 (a line or two)


def is_mailing(text: str) -> bool:
    """Whether it is about the mailing: how to leave it, how to see it elsewhere."""
    return len(text) <= MAILING_LENGTH and bool(MAILING.search(text))


def head_of(lines: Sequence[str]) -> dict[str, str]:
    """What is known of a mail that is copied from the first line on; {} where none is.

    Args:
        lines: the first may announce it ("Begin forwarded message:") or be its "From: ...".

    Returns:
        `from`, `date` and `subject` where they are said, and `forwarded` where it is announced so.
    """
    if not lines:
        return {}
    is_forwarded = bool(FORWARDED.match(lines[0]))
    if not is_forwarded and not ORIGINAL.match(lines[0]):
        return copied_head(lines)
    found = copied_head([line for line in lines[1:] if line.strip()]) or {"from": ""}
    return found | ({"forwarded": "yes"} if is_forwarded else {})


def copied_head(lines: Sequence[str]) -> dict[str, str]:
    """The sender, date and subject that lines copy from the head of a mail; {} where they do not.

    Args:
        lines: of which the first may be "From: ..."; they are looked at until one is no such line.
    """
    first = FROM.match(lines[0]) if lines else None
    if first is None:
        return {}
    found = {"from": first["value"].strip("* ")}
    count = 0
    for line in lines[1:12]:
        if not line.strip():
            continue
        other = OTHER.match(line)
        if other is None:
            break
        count += 1
        name = other["name"].lower()
        key = "subject" if name in SUBJECTS else "date" if name in DATES else ""
        if key:
            found.setdefault(key, other["value"].strip("* "))
    return found if count > 1 else {}
