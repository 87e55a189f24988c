"""What to tell whom: derived from history, shown in the app, mailed as each person chooses."""

from annotations.notices.choices import (
    Choices,
    choices_of,
    choose,
    refuse_unknown_link,
    sends_mail,
    unsubscribe,
)
from annotations.notices.deadlines import tell_deadlines
from annotations.notices.letters import Letter, letter_for
from annotations.notices.mail_due import KIND, mails_due_later
from annotations.notices.old import forget_old
from annotations.notices.seen import notices_of, see, see_all, unseen_count
from annotations.notices.shown import Told, target_of, told, told_rows
from annotations.notices.tell import tell_news

__all__ = [
    "KIND",
    "Choices",
    "Letter",
    "Told",
    "choices_of",
    "choose",
    "forget_old",
    "letter_for",
    "mails_due_later",
    "notices_of",
    "refuse_unknown_link",
    "see",
    "see_all",
    "sends_mail",
    "target_of",
    "tell_deadlines",
    "tell_news",
    "told",
    "told_rows",
    "unseen_count",
    "unsubscribe",
]
