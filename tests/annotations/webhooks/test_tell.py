"""What programs are told of what happens: each thing once, and never a word that is not public."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import annotations
from annotations import claims, publishing, review, webhooks
from annotations.history import record
from annotations.models import (
    Article,
    HistoryHead,
    User,
    Webhook,
    WebhookDelivery,
    WebhookEvent,
    WebhookHead,
    Work,
)
from annotations.permissions import SYSTEM
from annotations.webhooks.events import EVENTS
from tests.factories.articles import make_article
from tests.factories.claims import make_claim, published_claim, rate, rated_claim
from tests.factories.evidence import link_evidence
from tests.factories.imports import make_import
from tests.factories.users import actor_of, make_admin, make_editor, make_reviewer
from tests.factories.webhooks import make_webhook

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(db: None) -> User:
    return make_admin("ada")


@pytest.fixture
def nina(db: None) -> User:
    return make_editor("nina")


@pytest.fixture
def ruth(db: None) -> User:
    return make_reviewer("ruth")


@pytest.fixture
def article(nina: User) -> Article:
    return make_article(by=nina)


def told(of: Webhook) -> list[dict[str, Any]]:
    """What it is to be told by now, oldest first."""
    while webhooks.tell_programs():
        pass
    return [
        json.loads(body) for body in of.deliveries.order_by("seq").values_list("body", flat=True)
    ]


def types(of: Webhook) -> list[str]:
    return [one["type"] for one in told(of)]


def test_a_claims_way_is_told_step_by_step(
    ada: User, nina: User, ruth: User, article: Article
) -> None:
    bot = make_webhook(ada)
    claim = published_claim(article, nina, ruth)
    publishing.withdraw(actor=actor_of(ruth), claim_id=claim.pk, reason="It was wrong.")
    found = told(bot)
    assert [one["type"] for one in found] == [
        *("claim.created", "claim.changed", "claim.changed", "claim.state", "claim.state"),
        *("claim.published", "claim.withdrawn"),
    ]
    assert {one["data"]["claim"] for one in found} == {str(claim.pk)}
    assert {one["data"]["article"] for one in found} == {str(article.pk)}
    assert [one["data"]["verb"] for one in found][-4:] == [
        *("submitted", "approved", "published", "withdrawn")
    ]
    seqs = [one["data"]["seq"] for one in found]
    assert seqs == sorted(seqs)


def test_what_is_published_is_told_with_what_readers_see(
    ada: User, nina: User, ruth: User, article: Article
) -> None:
    bot = make_webhook(ada, "https://bot.example/", WebhookEvent.CLAIM_PUBLISHED)
    claim = published_claim(article, nina, ruth)
    (one,) = told(bot)
    publication = one["data"]["publication"]
    assert publication["url"].endswith(f"/factchecks/{claim.slug}/")
    assert publication["statement"] == claim.statement
    assert publication["rating"] == {"slug": "true", "label": "True", "number": 5}
    assert (publication["version"], publication["kind"]) == (1, "first")
    assert one["timestamp"]


def test_of_what_is_withdrawn_by_then_not_a_word_is_told(
    ada: User, nina: User, ruth: User, article: Article
) -> None:
    bot = make_webhook(ada)
    claim = published_claim(article, nina, ruth)
    publishing.withdraw(actor=actor_of(ruth), claim_id=claim.pk, reason="It was wrong.")
    bodies = json.dumps(told(bot))
    assert claim.statement not in bodies
    assert "It was wrong." not in bodies
    assert '"withdrawn_at": "' in bodies


def test_drafts_are_told_by_their_ids_only(ada: User, nina: User, article: Article) -> None:
    bot = make_webhook(ada)
    rated_claim(
        article, nina, statement="Secret words.", claimant="Somebody", claimant_kind="person"
    )
    bodies = json.dumps(told(bot))
    assert bodies.count("claim.") >= 3
    for words in ("Secret words.", "Somebody", "ministry", "hygiene", article.title, '"true"'):
        assert words not in bodies


@pytest.mark.parametrize("kind", ["hidden", "listed"])
def test_what_is_confidential_is_not_told_at_all(
    kind: str, ada: User, nina: User, article: Article
) -> None:
    claim = make_claim(article, nina)
    bot = make_webhook(ada)
    link_evidence(claim, nina, title="Whistle", url="https://whistle.example/", visibility=kind)
    assert told(bot) == []
    link_evidence(claim, nina)
    assert types(bot) == ["claim.changed"]


def test_an_administrator_whom_something_is_shared_with_hears_no_more_of_it(
    ada: User, nina: User, article: Article
) -> None:
    claim = make_claim(article, nina)
    bot = make_webhook(ada)
    entry = link_evidence(claim, nina, visibility="hidden")
    entry.shared_with.add(ada)
    entry.source.shared_with.add(ada)
    assert told(bot) == []


def test_our_own_copy_is_told_by_its_ids_only(ada: User, nina: User) -> None:
    bot = make_webhook(ada)
    ours = make_article(by=nina, purpose="own", title="Our secret story")
    make_claim(ours, nina, statement="Our words.")
    record(SYSTEM, "cleared", ours, article=ours, revision="r", number=1, comment="Fine words.")
    found = told(bot)
    assert [one["type"] for one in found] == ["claim.created", "article.cleared"]
    for words in ("Our words.", "Our secret story", "hygiene", "Fine words."):
        assert words not in json.dumps(found)
    assert found[1]["data"]["number"] == 1


def test_a_new_text_is_told_and_the_same_again_is_not(
    ada: User, nina: User, article: Article
) -> None:
    bot = make_webhook(ada)
    item = make_import(by=nina)
    for is_new in (True, False):
        facts = {"revision": "r", "number": 2, "is_new": is_new, "text_sha256": "x"}
        record(SYSTEM, "imported", item, article=article, **facts)
    (one,) = told(bot)
    assert one["type"] == "article.imported"
    assert one["data"]["article"] == str(article.pk)


def test_the_archived_page_of_a_source_is_told_to_none(ada: User, nina: User) -> None:
    bot = make_webhook(ada)
    page = make_article(by=nina, role="source")
    record(SYSTEM, "imported", make_import(by=nina), article=page, is_new=True, number=1)
    assert told(bot) == []


def test_each_program_is_told_what_it_asked_for(ada: User, nina: User, article: Article) -> None:
    marks = make_webhook(ada, "https://a.example/", WebhookEvent.CLAIM_CREATED)
    rest = make_webhook(ada, "https://b.example/", WebhookEvent.CLAIM_CHANGED)
    rate(make_claim(article, nina), nina)
    assert types(marks) == ["claim.created"]
    assert types(rest) == ["claim.changed"]


def test_nothing_is_told_twice_nor_what_happened_before(
    ada: User, nina: User, article: Article
) -> None:
    make_claim(article, nina)
    bot = make_webhook(ada)
    make_claim(article, nina)
    assert len(told(bot)) == len(told(bot)) == 1
    WebhookHead.objects.update(seq=HistoryHead.objects.get().seq - 1)
    assert len(told(bot)) == 1, "a row for one entry and one program is made once"


def test_work_is_written_with_each_message(ada: User, nina: User, article: Article) -> None:
    bot = make_webhook(ada)
    make_claim(article, nina)
    told(bot)
    work = Work.objects.get(kind=webhooks.KIND)
    assert work.subject == bot.deliveries.get().pk


def test_what_happens_while_it_is_paused_waits(ada: User, nina: User, article: Article) -> None:
    bot = make_webhook(ada)
    webhooks.pause(actor=actor_of(ada), webhook_id=bot.pk)
    make_claim(article, nina)
    assert types(bot) == ["claim.created"]
    assert not Work.objects.filter(kind=webhooks.KIND).exists()
    webhooks.resume(actor=actor_of(ada), webhook_id=bot.pk)
    assert Work.objects.filter(kind=webhooks.KIND).count() == 1


def test_an_ended_one_is_told_nothing(ada: User, nina: User, article: Article) -> None:
    bot = make_webhook(ada)
    webhooks.end(actor=actor_of(ada), webhook_id=bot.pk)
    make_claim(article, nina)
    assert told(bot) == []


def test_facts_of_an_unknown_shape_hold_up_no_other_news(
    ada: User, nina: User, article: Article
) -> None:
    bot = make_webhook(ada)
    claim = make_claim(article, nina)
    record(SYSTEM, "published", claim, claim=claim, version={"what": 1})
    rate(claim, nina)
    assert types(bot) == ["claim.created", "claim.changed"]


def test_a_claim_that_was_deleted_is_told_as_changed(
    ada: User, nina: User, article: Article
) -> None:
    claim = make_claim(article, nina)
    bot = make_webhook(ada)
    claims.remove(actor=actor_of(nina), claim_id=claim.pk)
    assert [one["data"]["verb"] for one in told(bot)] == ["deleted"]


def test_where_nobody_asks_nothing_is_read(nina: User, article: Article) -> None:
    make_claim(article, nina)
    with CaptureQueriesContext(connection) as captured:
        assert webhooks.tell_programs() == 0
    assert not any("historyentry" in one["sql"] for one in captured)
    assert not WebhookDelivery.objects.exists()


def test_more_news_take_as_many_queries(
    ada: User, nina: User, ruth: User, article: Article
) -> None:
    make_webhook(ada)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            webhooks.tell_programs()
        return len(captured)

    published_claim(article, nina, ruth)
    few = queries()
    for _ in range(3):
        published_claim(article, nina, ruth)
    assert queries() == few


def test_every_verb_that_is_told_is_one_that_is_recorded() -> None:
    source = "\n".join(
        path.read_text()
        for path in Path(annotations.__file__).parent.rglob("*.py")
        if "webhooks" not in path.parts and "migrations" not in path.parts
    )
    assert [verb for verb in EVENTS if not re.search(rf'"{verb}"', source)] == []


def test_a_second_opinion_in_the_making_is_told_to_none(
    ada: User, nina: User, ruth: User, article: Article
) -> None:
    claim = rated_claim(article, nina)
    review.submit(actor=actor_of(nina), claim_id=claim.pk)
    bot = make_webhook(ada)
    record(actor_of(ruth), "second_verdict_given", claim, claim=claim, after="false")
    assert told(bot) == []
