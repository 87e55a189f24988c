"""Mails of notices against a mail server that takes them, refuses them, or dies in the middle."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from annotations import notices, review
from annotations.models import (
    Article,
    Claim,
    Digest,
    HistoryEntry,
    Notice,
    NoticeChoice,
    Purpose,
    User,
    Work,
)
from annotations.notices.mail_due import due_since
from annotations.tasks import celery_tasks, leases, run
from tests.annotations.notices.mail_server import MailServer, html, plain
from tests.factories.articles import make_article
from tests.factories.claims import make_claim, rate, returned_claim
from tests.factories.evidence import link_evidence
from tests.factories.threads import make_comment
from tests.factories.users import actor_of, make_editor, make_reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    with MailServer() as started:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", started.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.PUBLIC_URL = "https://check.example"
        yield started


def reachable(person: User) -> User:
    person.email = f"{person.username}@news.example"
    person.save(update_fields=["email"])
    return person


@pytest.fixture
def nina(db: None) -> User:
    return reachable(make_editor("nina"))


@pytest.fixture
def omar(db: None) -> User:
    return reachable(make_editor("omar"))


@pytest.fixture
def ruth(db: None) -> User:
    return reachable(make_reviewer("ruth"))


@pytest.fixture
def article(nina: User) -> Article:
    return make_article(by=nina)


def later(seconds: float = 61) -> None:
    """Let the time pass in which further notices would join a mail."""
    for notice in Notice.objects.filter(mailed_at__isnull=True):
        at = notice.created_at - timedelta(seconds=seconds)
        Notice.objects.filter(pk=notice.pk).update(created_at=at)


def open_mails() -> list[Work]:
    return list(Work.objects.filter(kind=notices.KIND, done_at__isnull=True).order_by("pk"))


def send() -> None:
    """What the beat and a worker do."""
    celery_tasks.tell_notices()
    later()
    celery_tasks.tell_notices()
    for work in open_mails():
        run.do_work(work.pk)


def again() -> None:
    """The next try, whenever it would be due."""
    past = timezone.now() - timedelta(seconds=1)
    Work.objects.filter(done_at__isnull=True).update(available_at=past, lease_until=None)
    for work in open_mails():
        run.do_work(work.pk)


def test_what_is_told_at_once_is_one_mail_per_claim_within_a_minute(
    server: MailServer, article: Article, nina: User, omar: User
) -> None:
    one, two = make_claim(article, nina), make_claim(article, nina, "80% of voters took part")
    make_comment(one, nina, "@omar, which month?")
    make_comment(one, nina, "@omar, and which year?")
    make_comment(two, nina, "@omar, who says so?")
    celery_tasks.tell_notices()
    assert open_mails() == []  # a minute is waited for more
    send()
    assert [to for to, _letter in server.letters] == ["omar@news.example"] * 2
    both, single = sorted((letter for _to, letter in server.letters), key=lambda m: m["Subject"])
    assert both["Subject"].strip() == "2 notices: “more than 4,000 hygiene kits”"
    assert single["Subject"].strip() == "Nina mentions you: “80% of voters took part”"
    assert plain(both).count("https://check.example/notices/") == 4
    assert "80% of voters" in html(single)
    # Nothing that colleagues wrote leaves the house.
    assert "which month" not in plain(both) + html(both)
    send()
    assert len(server.letters) == 2


def test_a_mail_can_be_left_with_one_press_and_without_signing_in(
    server: MailServer, article: Article, nina: User, omar: User
) -> None:
    make_comment(make_claim(article, nina), nina, "@omar, which month?")
    send()
    ((_to, letter),) = server.letters
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Auto-Submitted"] == "auto-generated"
    address = re.fullmatch(r"<https://check\.example(/[^>]+)>", letter["List-Unsubscribe"].strip())
    assert address is not None
    client = Client(enforce_csrf_checks=True)
    page = client.get(address[1])
    assert page.status_code == 200
    assert b"Stop them" in page.content
    assert not {b"omar", b"Omar", b"mention"} & set(page.content.split())
    assert NoticeChoice.objects.count() == 0  # looking is not leaving
    for _time in range(2):
        pressed = client.post(address[1], {"List-Unsubscribe": "One-Click"})
        assert pressed.status_code == 200
        assert not pressed.cookies
    assert notices.choices_of(omar).ways["mentioned"] == "app"
    assert notices.choices_of(omar).ways["assigned"] == "at_once"
    left = HistoryEntry.objects.filter(verb="mail_unsubscribed")
    assert list(left.values_list("actor", "door")) == [(omar.pk, "mail")]
    make_comment(make_claim(article, nina), nina, "@omar, once more")
    send()
    assert len(server.letters) == 1
    assert client.get(address[1][:-2] + "x/").status_code == 404


def test_no_mail_holds_a_confidential_word_or_our_own_copy(
    server: MailServer, nina: User, ruth: User
) -> None:
    own = make_article(by=nina, purpose=Purpose.OWN, title="Our secret story")
    claim = make_claim(own, nina)
    hidden = link_evidence(
        claim, nina, title="Leaked minutes", visibility="hidden", quote="said in private"
    )
    hidden.shared_with.add(ruth)
    link_evidence(claim, nina, url="https://open.example/", title="Open")
    rate(claim, nina, "confirmed")
    review.submit(actor=actor_of(nina), claim_id=claim.pk)
    words = "The leaked minutes do not say so."
    review.request_changes(actor=actor_of(ruth), claim_id=claim.pk, comment=words)
    send()
    ((_to, letter),) = server.letters
    assert letter["Subject"].strip() == "Ruth sends a claim back that you worked on"
    said = letter.as_string() + plain(letter) + html(letter)
    for secret in ("hygiene kits", "secret story", "eaked minutes", "in private"):
        assert secret not in said


def test_a_server_that_is_away_gets_the_same_mail_when_it_is_back(
    server: MailServer, article: Article, nina: User, ruth: User
) -> None:
    server.hangs_up = "before"
    returned_claim(article, nina, ruth)
    send()
    (work,) = open_mails()
    assert work.attempts == 1
    assert work.available_at > timezone.now()
    assert not Notice.objects.filter(mailed_at__isnull=False).exists()
    # What is told meanwhile on the same thing waits its turn.
    celery_tasks.tell_notices()
    assert open_mails() == [work]
    server.hangs_up = ""
    again()
    again()
    ((to, letter),) = server.letters
    assert to == "nina@news.example"
    assert letter["Message-ID"] == f"<notice.{work.pk}@check.example>"
    assert open_mails() == []
    assert Notice.objects.filter(person=nina, mailed_at__isnull=False).count() == 1


def test_a_server_that_dies_after_taking_a_mail_gets_it_again_under_the_same_id(
    server: MailServer, article: Article, nina: User, ruth: User
) -> None:
    server.hangs_up = "after"
    returned_claim(article, nina, ruth)
    send()
    server.hangs_up = ""
    again()
    first, second = (letter["Message-ID"] for _to, letter in server.letters)
    assert first == second
    again()
    assert len(server.letters) == 2


def test_an_address_that_is_refused_for_good_holds_up_nobody(
    server: MailServer, article: Article, nina: User, omar: User, ruth: User
) -> None:
    server.refuses["nina@news.example"] = "550 no such mailbox"
    server.refuses["omar@news.example"] = "451 try again later"
    claim = returned_claim(article, nina, ruth)
    make_comment(claim, nina, "@omar and @ruth, which month?")
    send()
    assert [to for to, _letter in server.letters] == ["ruth@news.example"]
    (work,) = open_mails()
    assert work.subject == omar.pk
    assert Notice.objects.get(person=nina).mail == "app"
    refused = Work.objects.get(kind=notices.KIND, subject=nina.pk)
    assert (refused.payload["error"], refused.done_at is None) == ("address_refused", False)
    server.refuses.clear()
    again()
    assert sorted(to for to, _letter in server.letters) == [
        "omar@news.example",
        "ruth@news.example",
    ]


@pytest.mark.parametrize(("answer", "left"), [("554 looks like spam", 0), ("452 full", 1)])
def test_a_mail_that_is_refused_for_good_is_not_tried_again(
    server: MailServer, article: Article, nina: User, ruth: User, answer: str, left: int
) -> None:
    server.answers_data = answer
    returned_claim(article, nina, ruth)
    send()
    assert len(open_mails()) == left


def test_a_mail_is_given_up_after_three_days(
    server: MailServer, article: Article, nina: User, ruth: User
) -> None:
    server.answers_data = "452 full"
    returned_claim(article, nina, ruth)
    send()
    long_ago = timezone.now() - timedelta(days=4)
    Work.objects.filter(kind=notices.KIND).update(created_at=long_ago)
    again()
    assert open_mails() == []
    assert Notice.objects.get(person=nina).mail == "app"


def test_two_workers_send_one_mail(
    server: MailServer, article: Article, nina: User, ruth: User
) -> None:
    returned_claim(article, nina, ruth)
    celery_tasks.tell_notices()
    later()
    celery_tasks.tell_notices()
    (work,) = open_mails()
    held = leases.lease(work.pk)
    assert held is not None
    run.do_work(work.pk)  # the second message for the same row
    assert server.letters == []
    run.KINDS[held.kind](held)
    run.do_work(work.pk)
    assert len(server.letters) == 1


def test_what_was_seen_or_may_not_be_read_any_more_is_not_mailed(
    server: MailServer, article: Article, nina: User, omar: User, ruth: User
) -> None:
    claim = returned_claim(article, nina, ruth)
    make_comment(claim, nina, "@omar, which month?")
    celery_tasks.tell_notices()
    later()
    celery_tasks.tell_notices()
    assert len(open_mails()) == 2
    Notice.objects.filter(person=nina).update(seen_at=timezone.now())
    User.objects.filter(pk=omar.pk).update(is_active=False)
    again()
    assert server.letters == []
    assert open_mails() == []


def test_whoever_has_no_address_is_told_in_the_app(
    server: MailServer, article: Article, nina: User, ruth: User
) -> None:
    User.objects.filter(pk=nina.pk).update(email="")
    returned_claim(article, nina, ruth)
    send()
    assert server.letters == []
    assert Notice.objects.get(person=nina).mail == "app"


def test_the_daily_mail_comes_once_a_day_with_all_that_waits(
    server: MailServer, article: Article, nina: User, ruth: User
) -> None:
    NoticeChoice.objects.create(person=nina, kind="sent_back", way="digest")
    Digest.objects.create(person=nina, hour=timezone.now().hour, time_zone="UTC")
    returned_claim(article, nina, ruth)
    returned_claim(article, nina, ruth, words="80% of voters took part")
    celery_tasks.tell_notices()
    assert open_mails() == []  # it is for tomorrow: today's hour has struck
    later(3600)
    send()
    ((_to, letter),) = server.letters
    assert letter["Subject"].strip().startswith("Your daily mail of ")
    assert letter["Subject"].endswith(": 2 notices")
    send()
    assert len(server.letters) == 1


@pytest.mark.parametrize(
    ("zone", "hour", "now", "due"),
    [
        ("Europe/Minsk", 8, "2026-11-26T06:00", "2026-11-26T05:00"),
        ("Europe/Minsk", 8, "2026-11-26T04:59", "2026-11-25T05:00"),
        ("America/New_York", 8, "2026-03-08T13:00", "2026-03-08T12:00"),
        ("America/New_York", 2, "2026-03-08T12:00", "2026-03-08T07:00"),
        ("Asia/Kathmandu", 0, "2026-11-26T18:14", "2026-11-25T18:15"),
        ("No/Where", 8, "2026-11-26T09:00", "2026-11-26T08:00"),
    ],
)
def test_the_daily_mail_comes_by_the_persons_own_clock(
    zone: str, hour: int, now: str, due: str
) -> None:
    found = due_since(
        Digest(hour=hour, time_zone=zone), datetime.fromisoformat(now).replace(tzinfo=UTC)
    )
    assert found == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_words_with_new_lines_make_no_header_of_their_own(
    server: MailServer, nina: User, ruth: User
) -> None:
    article = make_article("Kits were given out.\n\nMany of them.", by=nina, title="A\nBcc: x@y.z")
    claim = returned_claim(article, nina, ruth, words="Kits were given out.\n\nMany of them.")
    Claim.objects.filter(pk=claim.pk).update(statement="Kits\r\nBcc: x@y.example\r\n\r\nBody " * 9)
    send()
    ((to, letter),) = server.letters
    assert to == "nina@news.example"
    assert letter["Bcc"] is None
    assert len(letter["Subject"].strip()) <= 120
