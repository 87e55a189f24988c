"""What a deed turned over stands in its entry: how it was before and how it is after."""

import json
from typing import Any

import pytest

from annotations import claims, watch
from annotations.evidence.merge import merge, unmerge
from annotations.imports import remove as removing
from annotations.models import HistoryEntry, HistoryPayload, Rating, User
from annotations.permissions import Actor
from annotations.verdicts.scale import retire_rating
from tests.factories.articles import make_article
from tests.factories.claims import make_claim
from tests.factories.sources import make_source
from tests.factories.users import actor_of, make_admin, make_editor
from tests.factories.watch import make_alert, make_watch

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(db: None) -> User:
    return make_editor("ann")


@pytest.fixture
def actor(ann: User) -> Actor:
    return actor_of(ann)


def sides(verb: str) -> tuple[dict[str, Any], dict[str, Any]]:
    entry = HistoryEntry.objects.get(verb=verb)
    body = json.loads(HistoryPayload.objects.get(pk=entry.pk).body or "{}")
    return body["before"], body["after"]


def test_a_claim_deleted_and_brought_back(ann: User, actor: Actor) -> None:
    claim = make_claim(make_article(), ann)
    claims.remove(actor=actor, claim_id=claim.pk)
    claims.restore(actor=actor, claim_id=claim.pk)
    assert sides("deleted") == ({"is_deleted": False}, {"is_deleted": True})
    assert sides("restored") == ({"is_deleted": True}, {"is_deleted": False})


def test_an_article_deleted_and_put_back(actor: Actor) -> None:
    article = make_article()
    removing.remove(actor=actor, article_id=article.pk)
    removing.restore(actor=actor, article_id=article.pk)
    assert sides("article_deleted") == ({"is_deleted": False}, {"is_deleted": True})
    assert sides("article_restored") == ({"is_deleted": True}, {"is_deleted": False})


def test_a_page_no_longer_watched_and_an_alert_looked_at(ann: User, actor: Actor) -> None:
    article = make_watch(by=ann).article
    for is_paused in (True, False):
        watch.pause(actor=actor, article_id=article.pk, is_paused=is_paused)
    watch.resolve(actor=actor, alert_id=make_alert(make_article()).pk)
    assert sides("watch_paused") == ({"is_paused": False}, {"is_paused": True})
    assert sides("watch_resumed") == ({"is_paused": True}, {"is_paused": False})
    assert sides("alert_resolved") == ({"resolution": ""}, {"resolution": "seen"})


def test_a_source_merged_and_taken_out_again(ann: User, actor: Actor) -> None:
    source, into = make_source(ann), make_source(ann)
    merge(actor=actor, source_id=source.pk, into_id=into.pk, reason="The same page.")
    unmerge(actor=actor, source_id=source.pk)
    merged = {"merged_into": str(into.pk)}
    assert sides("source_merged") == ({"merged_into": None}, merged)
    assert sides("source_unmerged") == (merged, {"merged_into": None})


def test_a_rating_that_is_offered_no_longer() -> None:
    rating = Rating.objects.offered().last()
    assert rating is not None
    retire_rating(actor=actor_of(make_admin()), rating=rating)
    assert sides("rating_retired") == ({"is_offered": True}, {"is_offered": False})
