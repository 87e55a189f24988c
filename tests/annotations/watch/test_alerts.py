"""Alerts with the claims that they touch, for those who may know of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations import watch
from annotations.claims import anchors
from annotations.evidence import sources
from annotations.models import Alert, AlertTouch, Anchor, Article, HistoryEntry, User
from annotations.refusals import Conflict, Forbidden, Missing
from tests.factories.articles import add_revision, make_article
from tests.factories.claims import make_claim
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of, make_editor, make_viewer
from tests.factories.watch import make_alert

pytestmark = pytest.mark.django_db
WORDS = "more than 4,000 hygiene kits"


@pytest.fixture
def ann(db: None) -> User:
    return make_editor("ann")


def edited(article: Article, text: str) -> Alert:
    """An alert of an edit, with every passage that it touched."""
    old = article.current_revision
    new = add_revision(article, text)
    alert = make_alert(article, "edited", old_revision=old, new_revision=new)
    AlertTouch.objects.bulk_create(
        AlertTouch(
            alert=alert, highlight=a.highlight, state=a.state, change=a.change, context=a.context
        )
        for a in Anchor.objects.filter(revision=new)
    )
    return alert


def told(person: User) -> list[watch.Noticed]:
    return watch.noticed(person, list(watch.with_texts(Alert.objects.order_by("pk"))))


def test_an_edit_names_the_gravest_claims_first_and_counts_all(ann: User) -> None:
    article = make_article()
    text = article.current_revision.text  # type: ignore[union-attr]
    gone = make_claim(article, ann, "The ministry did not comment")
    changed = make_claim(article, ann, WORDS)
    new = text.replace("4,000", "5,000").replace("\n\nThe ministry did not comment.", "")
    edited(article, new)
    (noticed,) = told(ann)
    assert [(t.claim, t.state) for t in noticed.claims] == [
        (gone, "orphaned"),
        (changed, "changed"),
    ]
    assert noticed.count == 2
    assert [len(one.claims) for one in watch.noticed(ann, [noticed.alert], most=1)] == [1]


def test_what_a_person_has_decided_since_is_told_as_decided(ann: User) -> None:
    article = make_article()
    claim = make_claim(article, ann, WORDS)
    edited(article, article.current_revision.text.replace("4,000", "5,000"))  # type: ignore[union-attr]
    assert [t.is_decided for t in told(ann)[0].claims] == [False]
    highlight = claim.appearances.get().highlights.get()
    anchors.confirm(actor=actor_of(ann), highlight_id=highlight.pk)
    assert [t.is_decided for t in told(ann)[0].claims] == [True]


def test_a_removal_names_the_claims_in_the_page_and_those_it_is_a_source_of(ann: User) -> None:
    page = make_article(url="https://a.example/")
    within = make_claim(page, ann, WORDS)
    sources.source_of_article(ann, page)
    elsewhere = make_claim(make_article(), ann, WORDS)
    link_evidence(elsewhere, ann, url=page.url)
    make_alert(page)
    (noticed,) = told(ann)
    assert [(t.claim, t.by) for t in noticed.claims] == [(within, "in"), (elsewhere, "source")]


@pytest.mark.parametrize("visibility", ["listed", "hidden"])
def test_what_is_touched_by_confidential_evidence_only_is_told_to_those_who_may_see_it(
    ann: User, visibility: str
) -> None:
    page = make_article("The register of the ministry lists 4,120 kits.", url="https://a.example/")
    sources.source_of_article(ann, page)
    claim = make_claim(make_article(), ann, WORDS)
    evidence = link_evidence(claim, ann, url=page.url, visibility=visibility)
    make_alert(page)
    alert = edited(page, "The register of the ministry lists 5,120 kits.")
    AlertTouch.objects.create(alert=alert, evidence=evidence, state="changed")
    assert [noticed.count for noticed in told(ann)] == [1, 1]
    assert [(noticed.count, noticed.claims) for noticed in told(make_editor())] == [
        (0, []),
        (0, []),
    ]


def test_twenty_alerts_take_as_many_queries_as_two(ann: User) -> None:
    def queries() -> int:
        alerts = list(watch.with_texts(Alert.objects.all()))
        with CaptureQueriesContext(connection) as captured:
            watch.noticed(ann, alerts)
        return len(captured)

    def more(count: int) -> None:
        for _ in range(count):
            article = make_article()
            link_evidence(make_claim(article, ann, WORDS), ann)
            make_alert(article)
            edited(article, article.current_revision.text.replace("4,000", "5,000"))  # type: ignore[union-attr]

    more(1)
    few = queries()
    more(9)
    assert queries() == few <= 6


def test_an_alert_is_resolved_once_and_by_editors(ann: User) -> None:
    alert = make_alert(make_article())
    with pytest.raises(Forbidden):
        watch.resolve(actor=actor_of(make_viewer()), alert_id=alert.pk)
    with pytest.raises(Missing):
        watch.resolve(actor=actor_of(ann), alert_id=ann.pk)
    first = watch.resolve(actor=actor_of(ann), alert_id=alert.pk)
    again = watch.resolve(actor=actor_of(make_editor()), alert_id=alert.pk)
    assert (first.resolved_by, again.resolved_by, again.resolution) == (ann, ann, "seen")
    assert HistoryEntry.objects.filter(verb="alert_resolved").count() == 1
    with pytest.raises(Conflict) as caught:
        watch.take_text(actor=actor_of(ann), alert_id=alert.pk)
    assert caught.value.code == "not_a_stand_in"
