"""Two beats on two hosts are harmless: whatever they ask for at the same moment is done once."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.db import connections
from django.utils import timezone

from annotations import review
from annotations.models import (
    Claim,
    Feed,
    GuardReason,
    HeadNote,
    Newsroom,
    Notice,
    Publication,
    Watch,
    Webhook,
    WebhookDelivery,
    Work,
)
from annotations.notices import tell_news
from annotations.tasks import run
from factcheck.celery import app
from tests.factories.articles import make_article, make_page
from tests.factories.claims import give_reasons, make_claim, rate
from tests.factories.evidence import link_evidence
from tests.factories.feeds import make_feed
from tests.factories.users import actor_of, make_admin, make_editor, make_reviewer
from tests.factories.watch import make_watch

pytestmark = pytest.mark.live
LONG_AGO = timedelta(hours=1)


def at_the_same_moment(work: Callable[[], None], number: int = 2) -> None:
    """Do it in so many threads, each with a connection of its own, as workers of two hosts would."""
    barrier = threading.Barrier(number)

    def one() -> None:
        barrier.wait(20)
        try:
            work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        for done in [pool.submit(one) for _ in range(number)]:
            done.result(60)


def everything_that_beat_asks_for() -> None:
    """Every task of the schedule, one after the other."""
    app.loader.import_default_modules()
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        app.tasks[entry["task"]](*entry.get("args", ()))


@pytest.mark.long
@pytest.mark.parametrize("turn", range(2))
def test_what_two_beats_ask_for_at_once_is_done_once(turn: int) -> None:
    editor, reviewer, admin = make_editor(), make_reviewer(), make_admin()
    past = timezone.now() - LONG_AGO
    feed = make_feed(editor)
    Work.objects.filter(subject=feed.pk).update(done_at=past)
    Feed.objects.filter(pk=feed.pk).update(next_poll_at=past)
    page = make_page(
        ["Volunteers gave out more than 4,000 hygiene kits."],
        by=editor,
        url=f"https://{feed.pk}.example/",
    )
    make_claim(page, editor)
    watched = make_watch(page, url=page.url, next_look_at=past)
    planned = make_claim(make_article(by=editor), editor)
    link_evidence(planned, editor, url=f"https://{feed.pk}.example/register")
    rate(planned, editor)
    review.submit(actor=actor_of(editor), claim_id=planned.pk)
    give_reasons(planned, editor)
    # The live stack tries to archive the source, which is nowhere, and the guard may know that by then.
    GuardReason.objects.create(
        claim=planned,
        warning="archive_failed",
        reason="It was read on paper.",
        is_open=True,
        created_by=editor,
    )
    review.approve(actor=actor_of(reviewer), claim_id=planned.pk)
    Claim.objects.filter(pk=planned.pk).update(
        publish_at=timezone.now() + LONG_AGO, publish_by=reviewer
    )
    Claim.objects.filter(pk=planned.pk).update(publish_at=past)
    hook = Webhook.objects.create(
        name="CMS",
        url="https://cms.example/",
        secret="x",
        events=["claim.created"],
        created_by=admin,
    )
    address = f"{feed.pk}@outside.example"
    before = Newsroom.objects.values("head_address", "watch_is_on").get()
    Newsroom.objects.update(head_address=address, watch_is_on=True)
    while tell_news():
        pass
    told = make_claim(make_article(by=editor), editor)
    mail.outbox = []
    try:
        at_the_same_moment(everything_that_beat_asks_for)
        everything_that_beat_asks_for()
        for work in Work.objects.filter(subject=planned.pk, done_at__isnull=True):
            at_the_same_moment(lambda pk=work.pk: run.do_work(pk))  # type: ignore[misc]
        # The live stack may have taken the work a moment before.
        until = time.monotonic() + 20
        while not Publication.objects.filter(claim=planned).exists() and time.monotonic() < until:
            time.sleep(0.1)
    finally:
        Newsroom.objects.update(**before)
        Webhook.objects.filter(pk=hook.pk).update(ended_at=timezone.now())
        Feed.objects.filter(pk=feed.pk).update(removed_at=timezone.now())
        Watch.objects.filter(pk=watched.pk).update(is_paused=True, paused_by=admin, paused_at=past)
    assert HeadNote.objects.filter(address=address).count() == 1
    assert [letter.to for letter in mail.outbox].count([address]) == 1
    # The live stack may have done it already.
    polls = Work.objects.filter(subject=feed.pk, kind="poll").exclude(done_at=past)
    assert polls.count() == 1
    assert Work.objects.filter(subject=watched.pk, kind="watch").count() == 1
    kept_by = Claim.objects.get(pk=planned.pk).publish_problem
    assert Publication.objects.filter(claim=planned).count() == 1, kept_by
    deliveries = WebhookDelivery.objects.filter(webhook=hook, event="claim.created")
    assert deliveries.filter(body__contains=str(told.pk)).count() == 1
    keys = list(Notice.objects.filter(claim=planned).values_list("person", "key"))
    assert len(keys) == len(set(keys))
