"""Being seen in an article: once each, for a moment, off the record."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models import F

from annotations import presence
from annotations.models import HistoryEntry, Presence
from annotations.refusals import Invalid
from tests.factories.articles import make_article
from tests.factories.claims import make_claim
from tests.factories.users import actor_of, make_editor, make_viewer

pytestmark = pytest.mark.django_db


def age(by: timedelta) -> None:
    """Let everybody have been seen that much longer ago, by the database's clock."""
    Presence.objects.update(seen_at=F("seen_at") - by)


def test_a_person_is_in_an_article_once_wherever_and_however_often_they_are_seen() -> None:
    nina, oleg = make_editor("nina"), make_viewer("oleg")
    article = make_article(by=nina)
    claim = make_claim(article, nina)
    presence.see(actor=actor_of(nina), article_id=article.pk)
    presence.see(actor=actor_of(nina), article_id=article.pk, claim=str(claim.pk), typing=True)
    presence.see(actor=actor_of(oleg), article_id=article.pk)
    (seen,) = presence.others_in(article.pk, but=oleg.pk)
    assert (seen.person, seen.claim, seen.is_typing) == (nina, claim.pk, True)
    presence.see(actor=actor_of(nina), article_id=article.pk)
    (seen,) = presence.others_in(article.pk, but=oleg.pk)
    assert (seen.claim, seen.is_typing) == (None, False)


def test_who_was_not_seen_for_40_seconds_or_left_is_not_here() -> None:
    nina, oleg = make_editor("nina"), make_editor("oleg")
    article = make_article(by=nina)
    presence.see(actor=actor_of(nina), article_id=article.pk)
    age(timedelta(seconds=38))
    assert len(presence.others_in(article.pk, but=oleg.pk)) == 1
    age(timedelta(seconds=4))
    assert presence.others_in(article.pk, but=oleg.pk) == []
    presence.see(actor=actor_of(nina), article_id=article.pk)
    presence.leave(actor=actor_of(nina), article_id=article.pk)
    presence.leave(actor=actor_of(nina), article_id=article.pk)
    assert presence.others_in(article.pk, but=oleg.pk) == []


def test_an_account_that_was_closed_is_nowhere() -> None:
    nina, oleg = make_editor("nina"), make_editor("oleg")
    article = make_article(by=nina)
    presence.see(actor=actor_of(nina), article_id=article.pk)
    nina.is_active = False
    nina.save()
    assert presence.others_in(article.pk, but=oleg.pk) == []


def test_being_seen_is_no_part_of_the_record_and_is_purged() -> None:
    nina = make_editor("nina")
    article = make_article(by=nina)
    before = HistoryEntry.objects.count()
    presence.see(actor=actor_of(nina), article_id=article.pk)
    assert HistoryEntry.objects.count() == before
    assert presence.purge() == 0
    age(timedelta(minutes=11))
    assert presence.purge() == 1


@pytest.mark.parametrize("said", [{"claim": "x"}, {"claim": 1}, {"typing": "yes"}])
def test_what_makes_no_sense_is_refused(said: dict[str, object]) -> None:
    nina = make_editor("nina")
    with pytest.raises(Invalid):
        presence.see(actor=actor_of(nina), article_id=uuid4(), **said)
