"""What the newsroom says of itself, and what readers see of one article's text."""

import json

import pytest
from django.db import IntegrityError, transaction

from annotations import publishing
from annotations.models import Article, HistoryEntry, HistoryPayload, Newsroom
from annotations.publishing import show_text, shown_of, tell_about
from annotations.refusals import Conflict, Forbidden, Invalid, Missing, OutOfDate, Refused
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim
from tests.factories.users import actor_of, make_admin, make_editor, make_reviewer, make_viewer

pytestmark = pytest.mark.django_db


def entries() -> int:
    return HistoryEntry.objects.filter(verb="newsroom_changed").count()


def test_an_administrator_changes_what_is_given_and_the_record_tells_it() -> None:
    admin = actor_of(make_admin())
    before = Newsroom.current()
    tell_about(actor=admin, funding="Readers pay.", language="ru", shows_articles="text")
    now = Newsroom.current()
    assert (now.funding, now.language, now.shows_articles) == ("Readers pay.", "ru", "text")
    assert now.methodology == before.methodology
    entry = HistoryEntry.objects.filter(verb="newsroom_changed").latest("seq")
    body = json.loads(HistoryPayload.objects.get(seq=entry.seq).body)
    assert body["after"] == {"funding": "Readers pay.", "language": "ru", "shows_articles": "text"}
    assert body["before"]["language"] == "en"


def test_the_same_again_changes_nothing() -> None:
    admin = actor_of(make_admin())
    tell_about(actor=admin, funding="Readers pay.")
    count, etag = entries(), publishing.about_etag(Newsroom.current())
    tell_about(actor=admin, funding="Readers pay. ", expected=etag)
    assert (entries(), publishing.about_etag(Newsroom.current())) == (count, etag)


def test_nobody_else_changes_it() -> None:
    for person in (make_viewer(), make_editor(), make_reviewer()):
        with pytest.raises(Forbidden):
            tell_about(actor=actor_of(person), funding="Me.")
    assert Newsroom.current().funding != "Me."


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("language", "xx", "unknown_choice"),
        ("shows_articles", "", "unknown_choice"),
        ("name", " ", "required"),
        ("funding", "x" * 50_001, "too_long"),
        ("contact", 5, "not_text"),
        ("methodology", "a\x00", "bad_characters"),
    ],
)
def test_what_is_wrong_is_refused_by_name(name: str, value: object, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        tell_about(actor=actor_of(make_admin()), **{name: value})
    assert (refusal.value.code, refusal.value.field) == (code, name)


def test_what_somebody_changed_meanwhile_is_not_overwritten() -> None:
    admin = actor_of(make_admin())
    read = publishing.about_etag(Newsroom.current())
    tell_about(actor=admin, funding="Readers pay.", expected=f"W/{read}")
    with pytest.raises(OutOfDate):
        tell_about(actor=admin, funding="A bank pays.", expected=read)
    assert Newsroom.current().funding == "Readers pay."


def test_what_readers_see_of_an_article_is_said_and_recorded_and_changes_no_approval() -> None:
    editor, reviewer = make_editor(), make_reviewer()
    article = make_article(by=editor)
    claim = approved_claim(article, editor, reviewer)
    show_text(actor=actor_of(editor), article_id=article.pk, publicly="text")
    show_text(actor=actor_of(editor), article_id=article.pk, publicly="text")
    article.refresh_from_db()
    claim.refresh_from_db()
    assert (article.publicly, claim.approval) == ("text", "valid")
    told = HistoryEntry.objects.filter(verb="public_text_set", object_id=str(article.pk))
    assert told.count() == 1


def test_our_own_copy_is_never_shown_by_no_setting() -> None:
    editor = make_editor()
    own = make_article(by=editor, purpose="own")
    for wanted in ("text", "passages"):
        with pytest.raises(Conflict) as refusal:
            show_text(actor=actor_of(editor), article_id=own.pk, publicly=wanted)
        assert refusal.value.code == "own_copy"
        with pytest.raises(IntegrityError, match="own_copy"), transaction.atomic():
            Article.objects.filter(pk=own.pk).update(publicly=wanted)
    newsroom = Newsroom.current()
    newsroom.shows_articles = "text"
    assert shown_of(own, newsroom) == "nothing"


@pytest.mark.parametrize(
    ("own", "settings", "seen"),
    [("", "passages", "passages"), ("text", "nothing", "text"), ("nothing", "text", "nothing")],
)
def test_an_article_says_otherwise_than_the_settings(own: str, settings: str, seen: str) -> None:
    article = make_article(publicly=own)
    assert shown_of(article, Newsroom(shows_articles=settings)) == seen


def test_viewers_and_unknown_words_and_articles_are_refused() -> None:
    article, editor = make_article(), actor_of(make_editor())
    for refused, actor, pk, value in (
        (Forbidden, actor_of(make_viewer()), article.pk, "text"),
        (Invalid, editor, article.pk, "all"),
        (Missing, editor, make_admin().pk, "text"),
    ):
        with pytest.raises(Refused) as refusal:
            show_text(actor=actor, article_id=pk, publicly=value)
        assert isinstance(refusal.value, refused)
