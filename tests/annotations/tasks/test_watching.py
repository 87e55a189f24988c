"""Looks at a publisher that edits, removes, redirects, asks for money, and breaks: told once, and nothing lost."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from annotations import watch as room
from annotations.imports import accept
from annotations.imports.reading_pool import pool
from annotations.models import (
    Alert,
    Anchor,
    Approval,
    Article,
    ArticleRevision,
    Claim,
    HistoryEntry,
    Import,
    Newsroom,
    Snapshot,
    User,
    Watch,
    Work,
)
from annotations.tasks import celery_tasks, leases, run, watching
from tests.annotations.feeds.publisher import Publisher
from tests.factories.claims import approved_claim, make_claim
from tests.factories.users import actor_of, make_editor, make_reviewer
from tests.factories.watch import STORY, WORDS, fetched_article, import_of, look_at, page

pytestmark = pytest.mark.django_db
LONG = pytest.mark.long

EDITED = (STORY[0].replace("4,000", "5,000"), *STORY[1:])
TEASER = f"{STORY[0]}</p><p>Subscribe now to continue reading. Already a subscriber? Log in."
LOGIN = page(
    ["Log in to your account"],
    title="Log in",
    more="<form><input name='mail'><input type='password'><a href='/x'>Forgot your password?</a></form>",
)


@pytest.fixture
def site(settings: Settings) -> Iterator[Publisher]:
    with Publisher() as publisher:
        settings.FETCH_ALLOW = frozenset({publisher.netloc})
        yield publisher


@pytest.fixture(scope="module", autouse=True)
def readers() -> Iterator[None]:
    yield
    pool().close()


@pytest.fixture
def ann(db: None) -> User:
    return make_editor("ann")


@pytest.fixture
def article(site: Publisher, ann: User) -> Article:
    """A story with one claim in it, as its page stands."""
    made = fetched_article(site, ann)
    make_claim(made, ann, WORDS)
    return made


def alerts() -> list[tuple[str, str, str]]:
    return list(Alert.objects.order_by("pk").values_list("kind", "code", "resolution"))


def text_of(article: Article) -> str:
    article.refresh_from_db()
    assert article.current_revision is not None
    return article.current_revision.text


def mark_many(article: Article, by: User, count: int) -> None:
    pairs = [
        " ".join(words[at : at + 2])
        for words in (paragraph.split() for paragraph in STORY)
        for at in range(len(words) - 1)
    ]
    for pair in pairs[:count]:
        make_claim(article, by, pair)


def minutes_to_next(watch: Watch) -> float:
    assert watch.looked_at is not None
    return (watch.next_look_at - watch.looked_at).total_seconds() / 60


def test_a_silent_edit_is_imported_once_and_told_with_the_claim_that_it_touches(
    site: Publisher, ann: User
) -> None:
    article = fetched_article(site, ann)
    reviewer = make_reviewer()
    claim = approved_claim(article, ann, reviewer, words=WORDS)
    site.put("/story", page(EDITED), ETag='"two"')
    watch = look_at(article)
    assert (watch.seen, watch.etag, watch.changed_at is not None) == ("edited", '"two"', True)
    assert "5,000 hygiene kits" in text_of(article)
    (alert,) = Alert.objects.all()
    assert (alert.kind, alert.old_revision_id == alert.new_revision_id) == ("edited", False)
    (noticed,) = room.noticed(ann, list(room.with_texts(Alert.objects.all())))
    (touched,) = noticed.claims
    assert (touched.claim, touched.by, touched.state, touched.change) == (
        claim, "passage", "changed", "wording",
    )  # fmt: skip
    claim.refresh_from_db()
    assert claim.approval == Approval.STALE
    item = Import.objects.filter(article=article).latest("pk")
    assert (item.requested_by_id, item.status, site.paths().count("/story")) == (
        None, "succeeded", 2,
    )  # fmt: skip
    assert look_at(article).seen == "same"
    assert (Import.objects.filter(article=article).count(), Alert.objects.count()) == (2, 1)


@pytest.mark.long
def test_an_edit_that_touches_nothing_is_told_all_the_same(
    site: Publisher, article: Article, ann: User
) -> None:
    site.put("/story", page([*STORY, "This story was updated in the evening."]))
    look_at(article)
    (noticed,) = room.noticed(ann, list(room.with_texts(Alert.objects.all())))
    assert (noticed.alert.kind, noticed.count) == ("edited", 0)


def test_who_fetches_again_is_told_only_of_what_is_touched(
    site: Publisher, article: Article, ann: User
) -> None:
    editor = actor_of(ann)
    site.put("/story", page([*STORY, "This story was updated in the evening."]))
    import_of(accept.import_again(actor=editor, article_id=article.pk))
    assert alerts() == []
    site.put("/story", page(EDITED))
    import_of(accept.import_again(actor=editor, article_id=article.pk))
    assert alerts() == [("edited", "", "")]


def test_the_same_bytes_and_304_change_nothing(site: Publisher, article: Article) -> None:
    assert look_at(article).seen == "same"
    asked = [asked.headers for asked in site.seen if asked.path == "/story"][-1]
    assert asked["if-none-match"] == '"one"'
    site.put("/story", status=304)
    watch = look_at(article)
    assert (watch.seen, watch.failures, watch.etag) == ("same", 0, '"one"')
    assert (Import.objects.count(), Snapshot.objects.count(), alerts()) == (1, 1, [])


def test_the_same_words_in_other_bytes_change_nothing_but_what_is_sent_back(
    site: Publisher, article: Article
) -> None:
    before = look_at(article).body_sha256
    site.put("/story", page().replace("<body>", "<body data-build='7'>"), ETag='"two"')
    watch = look_at(article)
    assert (watch.seen, watch.etag, watch.body_sha256 != before) == ("same", '"two"', True)
    assert (Import.objects.count(), alerts()) == (1, [])


@pytest.mark.parametrize("status", [404, pytest.param(410, marks=LONG)])
def test_a_removal_is_told_once_while_it_lasts_and_ends_by_itself(
    site: Publisher, article: Article, ann: User, status: int
) -> None:
    site.put("/story", status=status)
    first = look_at(article)
    assert (first.seen, first.failures) == ("removed", 1)
    second = look_at(article)
    assert minutes_to_next(second) >= 120
    assert alerts() == [("removed", f"http_{status}", "")]
    assert WORDS in text_of(article)
    site.put("/story", page())
    assert look_at(article).seen == "same"
    assert alerts() == [("removed", f"http_{status}", "back")]
    verbs = HistoryEntry.objects.filter(article=article.pk, verb__startswith="alert").order_by(
        "seq"
    )
    assert list(verbs.values_list("verb", flat=True)) == ["alert_raised", "alert_resolved"]


def test_what_a_person_has_looked_at_is_news_again_only_when_it_was_over(
    site: Publisher, article: Article, ann: User
) -> None:
    site.put("/story", status=404)
    look_at(article)
    room.resolve(actor=actor_of(ann), alert_id=Alert.objects.get().pk)
    look_at(article)
    assert alerts() == [("removed", "http_404", "seen")]
    site.put("/story", page())
    look_at(article)
    site.put("/story", status=404)
    look_at(article)
    assert alerts() == [("removed", "http_404", "seen"), ("removed", "http_404", "")]


def test_a_redirect_is_told_with_its_address_and_the_text_is_compared(
    site: Publisher, article: Article
) -> None:
    site.put("/elsewhere", page(EDITED))
    site.put("/story", status=301, Location="/elsewhere")
    watch = look_at(article)
    assert watch.url == site.url("/elsewhere")
    assert sorted(alerts()) == [("edited", "", ""), ("redirected", "", "")]
    assert Alert.objects.get(kind="redirected").url == site.url("/elsewhere")
    look_at(article)
    assert sorted(alerts()) == [("edited", "", ""), ("redirected", "", "")]
    site.put("/story", page(EDITED))
    look_at(article)
    assert Alert.objects.get(kind="redirected").resolution == "back"


@pytest.mark.long
def test_a_slash_and_a_tracking_word_are_no_other_page(site: Publisher, article: Article) -> None:
    site.put("/story/?utm_source=x", page())
    site.put("/story", status=302, Location="/story/?utm_source=x")
    assert (look_at(article).seen, alerts()) == ("same", [])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (page([TEASER]), "paywall"),
        (LOGIN, "sign_in"),
        pytest.param(page([]), "empty", marks=LONG),
        pytest.param("", "empty", marks=LONG),
        (
            page(["The page that you look for does not exist.", "Go to the home page."]),
            "other_page",
        ),
    ],
)
def test_what_stands_in_its_place_is_told_and_touches_nothing(
    site: Publisher, article: Article, ann: User, body: str, code: str
) -> None:
    for words in ("soap, a toothbrush", "at least 7,000", "rubber bullets"):
        make_claim(article, ann, words)
    site.put("/story", body)
    watch = look_at(article)
    assert (watch.seen, watch.error_code) == ("stand_in", code)
    look_at(article)
    assert alerts() == [("stand_in", code, "")]
    assert (ArticleRevision.objects.count(), Anchor.objects.count()) == (1, 0)
    assert Import.objects.count() == 1
    site.put("/story", page())
    assert look_at(article).seen == "same"
    assert alerts() == [("stand_in", code, "back")]


def test_a_login_that_readers_are_sent_to_is_a_stand_in(site: Publisher, article: Article) -> None:
    site.put("/login?next=/story", LOGIN)
    site.put("/story", status=302, Location="/login?next=/story")
    look_at(article)
    assert ("stand_in", "sign_in", "") in alerts()


@pytest.mark.long
def test_payment_required_is_a_paywall_without_a_text_to_take(
    site: Publisher, article: Article, ann: User
) -> None:
    site.put("/story", status=402)
    look_at(article)
    assert alerts() == [("stand_in", "paywall", "")]
    assert not room.can_take(Alert.objects.get())


def test_a_paywall_that_a_person_fetches_never_orphans_fifty_passages(
    site: Publisher, ann: User
) -> None:
    article = fetched_article(site, ann)
    mark_many(article, ann, 50)
    site.put("/story", page([TEASER]))
    item = import_of(accept.import_again(actor=actor_of(ann), article_id=article.pk))
    assert (item.status, item.error_code, item.blob_id) == ("failed", "stand_in", None)
    assert "paste its text" in item.error_detail
    assert (Anchor.objects.count(), ArticleRevision.objects.count()) == (0, 1)
    alert = Alert.objects.get()
    assert (alert.kind, alert.code, alert.item_id) == ("stand_in", "paywall", item.pk)
    taken = import_of(room.take_text(actor=actor_of(ann), alert_id=alert.pk))
    assert taken.status == "succeeded"
    assert text_of(article).endswith("on Tuesday.")
    assert Anchor.objects.filter(state="orphaned").exists()
    alert.refresh_from_db()
    assert alert.resolution == "taken"


def test_an_address_that_is_given_again_is_guarded_too(
    site: Publisher, article: Article, ann: User
) -> None:
    site.put("/story", page([TEASER]))
    item = import_of(accept.import_url(actor=actor_of(ann), url=article.url))
    assert (item.error_code, item.article_id) == ("stand_in", article.pk)
    assert alerts() == [("stand_in", "paywall", "")]


def test_a_text_that_a_person_pastes_is_taken_as_it_is(
    site: Publisher, article: Article, ann: User
) -> None:
    again = accept.import_again(actor=actor_of(ann), article_id=article.pk, text="Log in.")
    assert import_of(again).status == "succeeded"
    assert alerts() == []


def test_who_fetches_a_removed_page_raises_the_removal(
    site: Publisher, article: Article, ann: User
) -> None:
    site.put("/story", status=410)
    item = import_of(accept.import_again(actor=actor_of(ann), article_id=article.pk))
    assert (item.error_code, alerts()) == ("http_410", [("removed", "http_410", "")])


@pytest.mark.parametrize(
    ("status", "seen", "code"),
    [
        (500, "unreachable", "http_error"),
        pytest.param(403, "refused", "http_blocked", marks=LONG),
        pytest.param(429, "refused", "http_blocked", marks=LONG),
    ],
)
def test_errors_raise_no_alert_and_wait_longer_each_time(
    site: Publisher, article: Article, status: int, seen: str, code: str
) -> None:
    site.put("/story", status=status)
    for failures, least in ((1, 60), (2, 120), (3, 240)):
        watch = look_at(article)
        assert (watch.seen, watch.failures, watch.error_code) == (seen, failures, code)
        assert least <= minutes_to_next(watch) <= least * 1.25
    assert alerts() == []
    site.put("/story", page())
    watch = look_at(article)
    assert (watch.seen, watch.failures, watch.error) == ("same", 0, None)


@pytest.mark.long
def test_a_site_that_asks_for_patience_gets_it(site: Publisher, article: Article) -> None:
    site.put("/story", status=503, Retry_After="7200")
    assert 120 <= minutes_to_next(look_at(article)) <= 121


def test_a_site_that_wants_no_programs_is_left_alone(site: Publisher, article: Article) -> None:
    site.robots("User-agent: *\nDisallow: /story")
    before = site.paths().count("/story")
    watch = look_at(article)
    assert (watch.seen, watch.error_code) == ("refused", "robots_refused")
    assert (site.paths().count("/story"), alerts()) == (before, [])


@pytest.mark.long
def test_a_site_that_wants_time_between_two_visits_gets_it(
    site: Publisher, article: Article, ann: User
) -> None:
    site.robots("User-agent: *\nCrawl-delay: 600")
    make_claim(fetched_article(site, ann, "/other", page(STORY[2:], title="Other")), ann, "7,000")
    celery_tasks.watch_pages()
    look_at(article)
    other = look_at(Article.objects.exclude(pk=article.pk).get())
    assert (other.seen, other.failures) == ("nothing_yet", 0)
    assert 500 < (other.next_look_at - timezone.now()).total_seconds() <= 600


@pytest.mark.long
def test_old_texts_are_looked_at_less_often(site: Publisher, article: Article) -> None:
    assert 60 <= minutes_to_next(look_at(article)) <= 66
    Watch.objects.update(changed_at=timezone.now() - timedelta(days=10))
    assert 24 * 60 <= minutes_to_next(look_at(article)) <= 24 * 66
    Watch.objects.update(changed_at=timezone.now() - timedelta(days=1000))
    assert 7 * 24 * 60 <= minutes_to_next(look_at(article)) <= 7 * 24 * 66


def test_a_paused_page_is_not_asked(site: Publisher, article: Article, ann: User) -> None:
    look_at(article)
    room.pause(actor=actor_of(ann), article_id=article.pk, is_paused=True)
    before = site.paths()
    look_at(article)
    assert site.paths() == before


@pytest.mark.parametrize(
    "where",
    [pytest.param("settle", marks=LONG), pytest.param("import_look", marks=LONG), "notice_place"],
)
def test_a_look_that_dies_before_its_end_is_done_again_and_nothing_doubles(
    site: Publisher, article: Article, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    look_at(article)
    site.put("/story", page(EDITED))
    target = watching if where == "settle" else watching.settle.__globals__
    with monkeypatch.context() as broken:
        if where == "settle":
            broken.setattr(target, where, _die)
        else:
            broken.setitem(target, where, _die)
        look_at(article)
    assert (Import.objects.count(), alerts()) == (1, [])
    Work.objects.update(available_at=timezone.now() - timedelta(seconds=1))
    look_at(article)
    look_at(article)
    assert (Import.objects.count(), alerts()) == (2, [("edited", "", "")])


def _die(*_args: object, **_named: object) -> None:
    raise RuntimeError("killed")


@pytest.mark.long
def test_a_look_that_keeps_dying_ends_as_a_failure_of_ours(
    site: Publisher, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "ask_leave", _die)
    for _ in range(leases.MOST_ATTEMPTS):
        Work.objects.update(available_at=timezone.now() - timedelta(seconds=1))
        watch = look_at(article)
    assert (watch.error_code, watch.seen) == ("internal", "unreachable")
    assert not Work.objects.filter(kind=room.KIND, done_at__isnull=True).exists()


@pytest.mark.long
def test_of_two_workers_with_one_look_one_asks(site: Publisher, article: Article) -> None:
    look_at(article)
    work = Work.objects.get(kind=room.KIND)
    before = site.paths()
    run.do_work(work.pk)
    assert site.paths() == before


@pytest.mark.long
def test_a_text_that_came_meanwhile_is_not_judged_by_an_older_look(
    site: Publisher, article: Article, ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_at(article)
    site.put("/story", page(EDITED))
    real = watching.fetch

    def meanwhile(url: str, **named: object) -> object:
        found = real(url, **named)  # type: ignore[arg-type]
        import_of(accept.import_again(actor=actor_of(ann), article_id=article.pk, text="Pasted."))
        return found

    monkeypatch.setattr(watching, "fetch", meanwhile)
    look_at(article)
    assert (text_of(article), alerts(), Import.objects.count()) == ("Pasted.", [], 2)


def test_a_look_costs_the_same_however_many_claims_there_are(
    site: Publisher, article: Article, ann: User
) -> None:
    look_at(article)
    with CaptureQueriesContext(connection) as few:
        look_at(article)
    mark_many(article, ann, 20)
    with CaptureQueriesContext(connection) as many:
        look_at(article)
    assert len(many) <= len(few)
    assert Claim.objects.count() == 21
    assert Newsroom.current().watch_is_on
