"""The mail about some notices: plain words and simple HTML, nothing in it that is not for every colleague's eyes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.accounts.speaking import language_of
from annotations.models import Newsroom, Notice, NoticeWay, User, Work
from annotations.notices.choices import unsubscribe_token
from annotations.notices.shown import Told, told

_SUBJECT = 120


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail ready to be sent, and the notices that it tells."""

    message: EmailMultiAlternatives
    notices: Sequence[Notice]


def letter_for(work: Work) -> Letter | None:
    """The mail that a work row asks for; the same each time it is tried.

    Left out is what was seen or mailed meanwhile, and what the person may not read any more.

    Returns:
        None where nothing is left to mail, or nobody to mail it to.
    """
    person = User.objects.filter(pk=work.subject, is_active=True).exclude(email="").first()
    if person is None:
        return None
    waiting = (
        Notice.objects.visible_to(person)
        .unseen()
        .filter(
            pk__in=work.payload["notices"],
            mailed_at__isnull=True,
            mail__in=[NoticeWay.AT_ONCE, NoticeWay.DIGEST],
        )
    )
    with translation.override(language_of(person)):
        items = told(person, waiting.order_by("pk"))
        if not items:
            return None
        return Letter(_message(work, person, items), [item.notice for item in items])


def _message(work: Work, person: User, items: Sequence[Told]) -> EmailMultiAlternatives:
    kinds = [item.notice.kind for item in items]
    token = unsubscribe_token(person, kinds)
    leave = settings.PUBLIC_URL + reverse("notices_unsubscribe", args=[token])
    subject = _subject(items, is_digest=work.payload["group"] == "digest")
    context: dict[str, Any] = {
        "subject": subject,
        "newsroom": Newsroom.current().name,
        "items": [(item, settings.PUBLIC_URL + item.address) for item in items],
        "choices_url": settings.PUBLIC_URL + reverse("notices_choices"),
        "unsubscribe_url": leave,
    }
    message = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string("annotations/notices/mail.txt", context),
        to=[person.email],
        headers={
            # The same for every try, so that a mailbox that got it twice can tell.
            "Message-ID": f"<notice.{work.pk}@{urlsplit(settings.PUBLIC_URL).hostname}>",
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(
        render_to_string("annotations/notices/mail.html", context), "text/html"
    )
    return message


def _subject(items: Sequence[Told], *, is_digest: bool) -> str:
    """One line; header lines cannot hold another."""
    first = items[0]
    about = f": {first.mail_about}" if first.mail_about else ""
    if is_digest:
        today = date_format(timezone.now(), "MONTH_DAY_FORMAT")
        count = ngettext("%(n)s notice", "%(n)s notices", len(items)) % {"n": len(items)}
        line = _("Your daily mail of %(day)s: %(count)s") % {"day": today, "count": count}
    elif len(items) == 1:
        line = first.words + about
    else:
        line = ngettext("%(n)s notice", "%(n)s notices", len(items)) % {"n": len(items)} + about
    words = " ".join(line.split())
    return words if len(words) <= _SUBJECT else words[: _SUBJECT - 1].rstrip() + "…"
