"""Nothing confidential leaves through any reading door: contents, ids, counts, versions, order and refusals."""

import json
import logging
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from annotations.api.urls import urlpatterns as api_patterns
from annotations.models import User
from annotations.urls import urlpatterns as page_patterns
from tests.annotations.leaks.doors import NOWHERE, Door, all_names, doors_of, settled, values_of
from tests.annotations.leaks.newsroom import (
    CANARY,
    INSIDERS,
    OUTSIDERS,
    keep_secrets,
    open_newsroom,
)

Answer = tuple[int, str, str]
LISTED_KINDS = ("evidence", "attempt", "note")


class _Listener(logging.Handler):
    """Keeps what the server's log would say."""

    def __init__(self, kept: list[str]) -> None:
        super().__init__(logging.INFO)
        self.kept = kept

    def emit(self, record: logging.LogRecord) -> None:
        self.kept.append(record.getMessage())


class World:
    """One newsroom, as everybody reads it before and after something confidential is added to it."""

    def __init__(self, visibility: str, *, is_whole: bool) -> None:
        people = OUTSIDERS if is_whole else ("reviewer",)
        self.visibility, self.people = visibility, people
        self.logged: list[str] = []
        self.room = open_newsroom()
        plain = doors_of(self.room, is_secret=False, is_whole=is_whole)
        self.before = {name: self._read(name, plain) for name in people}
        keep_secrets(self.room, visibility)
        self.doors = doors_of(self.room, is_secret=True, is_whole=is_whole)
        self.after = {name: self._read(name, self.doors) for name in people}
        telling = self.doors if is_whole else [door for door in self.doors if _tells(door)]
        self.after |= {name: self._read(name, telling) for name in INSIDERS}
        absent = [_nowhere(door, one) for door in self.doors for one in door.hidden]
        self.nowhere = {name: self._read(name, absent) for name in people}
        self.listed = {
            str(thing.pk)
            for name, thing in self.room.secret.items()
            if visibility == "listed" and name.startswith(LISTED_KINDS)
        }

    def _read(self, name: str, doors: list[Door]) -> dict[str, Answer]:
        client, listener = client_of(self.room.people[name]), _Listener(self.logged)
        logging.getLogger().addHandler(listener)
        try:
            return {_key(door): visit(client, door) for door in doors}
        finally:
            logging.getLogger().removeHandler(listener)


def client_of(user: User | None) -> Client:
    """A browser, signed in or not."""
    client = Client(raise_request_exception=True)
    if user is not None:
        client.force_login(user, backend="annotations.accounts.backend.Backend")
    return client


def visit(client: Client, door: Door) -> Answer:
    """What the door answers; what it wrote is undone, so that nobody's visit moves another's."""
    with transaction.atomic():
        given = (
            {}
            if door.body is None
            else {"data": json.dumps(door.body), "content_type": "application/json"}
        )
        try:
            answer = client.generic(door.method, door.path, **given)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        except Exception as broken:  # noqa: BLE001 - a test of its own says which doors break
            return 500, "", f"{type(broken).__name__} {broken}"
        finally:
            transaction.set_rollback(True)
    return answer.status_code, answer.headers.get("ETag", ""), settled(body)


def _tells(door: Door) -> bool:
    """Whether a slice reads it as one who may see what is hidden: what is about it, and the claim's own doors."""
    return bool(door.hidden) or door.name in {
        "page claim",
        "page claim_card",
        "api claim",
        "api marking",
    }


def _nowhere(door: Door, one: str) -> Door:
    """The same address, of nothing."""
    return Door(door.name, door.path.replace(one, str(NOWHERE)))


def _key(door: Door) -> str:
    return f"{door.method} {door.path} {json.dumps(door.body)}"


@pytest.fixture(scope="module", params=["hidden", pytest.param("listed", marks=pytest.mark.long)])
def world(
    request: Any, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[World]:
    """Built once, by the way of reading it: as a slice in every run, as the whole matrix in the long one."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    with django_db_blocker.unblock(), transaction.atomic():
        yield World(request.param, is_whole="not long" not in str(request.config.option.markexpr))
        transaction.set_rollback(True)


def test_every_part_of_every_address_is_said_in_the_matrix(world: World) -> None:
    known = set(values_of(world.room, is_secret=True))
    unknown = (all_names(page_patterns) | all_names(api_patterns)) - known
    assert not unknown, "say in tests/annotations/leaks/doors.py what stands for these"


def test_no_door_breaks(world: World) -> None:
    broken = {
        (name, key, body[:300])
        for name, answers in world.after.items()
        for key, (status, _etag, body) in answers.items()
        if status >= 500
    }
    assert not broken


def test_outsiders_read_no_confidential_word_and_no_id(world: World) -> None:
    secret = {str(thing.pk) for thing in world.room.secret.values()} - world.listed
    leaks = []
    for name in world.people:
        for door in world.doors:
            _status, _etag, body = world.after[name][_key(door)]
            found = {one for one in secret - _asked_for(door) if one in body}
            if not door.echoes and CANARY in body.lower():
                found.add(CANARY)
            leaks += [(name, door.name, door.path, one) for one in sorted(found)]
    assert not leaks, "\n".join(map(str, leaks))


def test_nothing_moves_for_outsiders_when_something_hidden_is_added(world: World) -> None:
    if world.visibility == "listed":
        pytest.skip("that it exists may be seen")
    moved = []
    for name in world.people:
        before, after = world.before[name], world.after[name]
        moved += [
            (name, key, *_difference(was, after[key]))
            for key, was in before.items()
            if after[key] != was
        ]
    assert not moved, "\n".join(map(str, moved))


def _difference(was: Answer, now: Answer) -> tuple[str, str]:
    """Where two answers part, with some words around it."""
    old, new = (f"{status} {etag} {body}" for status, etag, body in (was, now))
    place = next((n for n, pair in enumerate(zip(old, new, strict=False)) if len(set(pair)) > 1), 0)
    return old[max(0, place - 80) : place + 120], new[max(0, place - 80) : place + 120]


def test_what_is_hidden_answers_like_what_is_not_there(world: World) -> None:
    told = [
        (name, door.path)
        for name in world.people
        for door in world.doors
        for one in door.hidden
        if _without_ids(world.after[name][_key(door)])
        != _without_ids(world.nowhere[name][_key(_nowhere(door, one))])
    ]
    assert told == []


def test_who_keeps_it_and_who_it_is_shared_with_read_it(world: World) -> None:
    for name in INSIDERS:
        read = {key for key, (_s, _e, body) in world.after[name].items() if CANARY in body.lower()}
        assert len(read) >= 6, name


def test_no_mail_and_no_log_line_tells_it(world: World) -> None:
    assert not any(CANARY in line.lower() for line in world.logged)
    assert mail.outbox == []


def test_the_matrix_can_be_shown(world: World) -> None:
    if path := os.environ.get("LEAK_MATRIX"):
        with Path(path).open("a") as out:
            out.write(table(world))
    assert "reviewer" in table(world)


def table(world: World) -> str:
    """Who reads what where: doors visited, and at how many of them each kind's words or id appear."""
    people = [*INSIDERS, *world.people]
    doors, visits = len({door.name for door in world.doors}), _visits(world)
    lines = [
        f"{world.visibility}: {len(world.doors)} addresses, {doors} doors, {visits} visits",
        f"{'':32}" + "".join(f"{name:>12}" for name in people),
    ]
    for kind, thing in sorted(world.room.secret.items()):
        row = [str(_seen(world, name, str(thing.pk))) for name in people]
        lines.append(f"{kind:32}" + "".join(f"{one:>12}" for one in row))
    row = [
        str(
            sum(
                CANARY in body.lower()
                for key, (_s, _e, body) in world.after[name].items()
                if key in _silent(world)
            )
        )
        for name in people
    ]
    lines.append(f"{'any confidential word':32}" + "".join(f"{one:>12}" for one in row))
    moved = Counter(
        name
        for name in world.people
        for key, was in world.before[name].items()
        if world.after[name][key] != was
    )
    row = ["-" if name in INSIDERS else str(moved[name]) for name in people]
    lines.append(f"{'answers that moved':32}" + "".join(f"{one:>12}" for one in row))
    return "\n".join(lines) + "\n\n"


def _visits(world: World) -> int:
    return sum(len(read) for each in (world.before, world.after) for read in each.values())


def _seen(world: World, name: str, one: str) -> int:
    return sum(
        one in world.after[name][_key(door)][2]
        for door in world.doors
        if one not in _asked_for(door) and _key(door) in world.after[name]
    )


def _silent(world: World) -> set[str]:
    return {_key(door) for door in world.doors if not door.echoes}


def _asked_for(door: Door) -> set[str]:
    return {one for one in door.hidden if one in door.path}


def _without_ids(answer: Answer) -> Answer:
    pattern = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    return answer[0], answer[1], re.sub(pattern, "id", answer[2])
