"""Figures for the monitoring system, and what /readyz tells of hosts."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from annotations.models import Heartbeat, Webhook, WebhookDelivery, Work
from annotations.tasks import beats, celery_tasks
from factcheck.settings import CELERY_BEAT_SCHEDULE
from tests.factories.imports import failed_import, make_import
from tests.factories.users import make_admin

pytestmark = pytest.mark.django_db
TOKEN = "figures-for-us"
LINE = re.compile(r'^([a-z_]+)(?:\{((?:[a-z_]+="[^"]*",?)+)\})? (-?[0-9.e+]+)$')


@pytest.fixture(autouse=True)
def token(settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN


def figures(client: Client) -> dict[str, float]:
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
    assert answer["Cache-Control"].count("no-store")
    found = {}
    for line in answer.content.decode().splitlines():
        if line.startswith(("# HELP factcheck_", "# TYPE factcheck_")):
            continue
        matched = LINE.match(line)
        assert matched, line
        found[line.rpartition(" ")[0]] = float(matched[3])
    return found


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer wrong", TOKEN[:-1]])
def test_without_the_token_there_is_no_such_page(client: Client, header: str) -> None:
    assert client.get("/metrics", headers={"Authorization": header}).status_code == 404


def test_where_no_token_is_set_nobody_has_it(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = ""
    for header in ("", "Bearer "):
        assert client.get("/metrics", headers={"Authorization": header}).status_code == 404


def test_it_tells_what_waits_and_for_how_long(client: Client) -> None:
    admin = make_admin()
    failed_import(admin)
    item = make_import(admin, "https://news.example/other")
    Work.objects.filter(subject=item.pk).update(available_at=timezone.now() - timedelta(hours=2))
    hook = Webhook.objects.create(
        name="CMS", url="https://cms.example/", secret="x", events=["ping"], created_by=admin
    )
    WebhookDelivery.objects.create(webhook=hook, event="ping", body="{}")
    told = figures(client)
    assert told['factcheck_imports{status="queued"}'] == 1
    assert told['factcheck_imports{status="failed"}'] == 1
    assert told['factcheck_work_due{kind="import"}'] >= 1
    assert 7190 < told["factcheck_work_oldest_due_seconds"] < 7300
    assert told["factcheck_webhook_deliveries_waiting"] == 1
    assert told["factcheck_oldest_waiting_import_seconds"] >= 0
    assert told["factcheck_history_entries"] > 0
    assert told["factcheck_database_bytes"] > told["factcheck_archive_bytes"] > 0
    assert told["factcheck_free_disk_bytes"] > 0
    assert told['factcheck_part_ready{part="database"}'] == 1
    assert told["factcheck_ready"] == 0, "no worker was heard of"


def test_its_queries_do_not_grow(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    admin = make_admin()
    for number in range(30):
        make_import(admin, f"https://news.example/{number}")
        beats.beat("worker", f"host{number}")
    with django_assert_max_num_queries(7):
        figures(client)


def test_who_works_where_is_told_and_who_fell_silent(client: Client) -> None:
    celery_tasks.heartbeat("worker", "first")
    celery_tasks.heartbeat("beat", "second")
    celery_tasks.heartbeat("worker", "third")
    Heartbeat.objects.filter(name="worker@third").update(at=timezone.now() - timedelta(minutes=5))
    said = client.get("/readyz").json()
    assert said["parts"]["worker"] == "ok", "another host's worker consumes"
    assert said["silent"] == ["worker@third"]
    assert said["hosts"].keys() == {"first", "second", "third"}
    assert said["beat"] == said["hosts"]["second"]["beat"]
    ages = figures(client)
    assert ages['factcheck_heartbeat_age_seconds{process="worker",host="third"}'] > 290
    assert ages['factcheck_heartbeat_age_seconds{process="worker",host=""}'] < 60


def test_a_host_that_was_taken_away_is_forgotten_after_a_day() -> None:
    for host in ("gone", "h" * 60):
        beats.beat("dispatcher", host)
    Heartbeat.objects.filter(name="dispatcher@gone").update(
        at=timezone.now() - timedelta(days=1, hours=1)
    )
    assert beats.forget_old_hosts() == 1
    assert Heartbeat.objects.filter(name="dispatcher").exists()
    assert Heartbeat.objects.filter(name=f"dispatcher@{'h' * 28}").exists()


def test_a_beat_says_on_which_host_it_is() -> None:
    name, host = CELERY_BEAT_SCHEDULE["beat-heartbeat"]["args"]
    assert name == "beat"
    assert host
