from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from annotations.evidence.archive import archive_due_later
from annotations.evidence.found_quotes import find_quotes_later
from annotations.models import Alert, Article, ArticleRole, Claim, Evidence, Source, User
from tests.annotations.evidence.web_page import KITS, REST, fail_archive
from tests.annotations.views.conftest import text
from tests.factories.articles import add_revision, make_article
from tests.factories.claims import make_claim
from tests.factories.evidence import link_evidence
from tests.factories.sources import make_source
from tests.factories.users import make_superuser

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def test_a_source_tells_what_it_was_used_for(
    article: Article, editor: User, viewer: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    source = link_evidence(claim, editor).source
    client = as_user(viewer)
    listed = client.get("/sources/").context["sources"]
    assert [(s.pk, s.uses) for s in listed] == [(source.pk, 1)]
    page = client.get(f"/sources/{source.pk}/").content.decode()
    assert "Register of aid" in page
    assert claim.statement in page


@pytest.mark.parametrize("kind", ["listed", "hidden"])
def test_a_confidential_source_is_its_owners_alone(
    kind: str, editor: User, as_user: SignIn
) -> None:
    source = make_source(editor, title="The whistle", visibility=kind)
    assert as_user(editor).get(f"/sources/{source.pk}/").status_code == 200
    other = as_user(make_superuser())
    assert other.get(f"/sources/{source.pk}/").status_code == 404
    assert "The whistle" not in other.get("/sources/").content.decode()


def test_confidential_uses_of_an_open_source_are_not_counted_for_others(
    article: Article, editor: User, viewer: User, as_user: SignIn
) -> None:
    source = link_evidence(make_claim(article, editor), editor, visibility="hidden").source
    client = as_user(viewer)
    assert [s.uses for s in client.get("/sources/").context["sources"]] == [0]
    assert not client.get(f"/sources/{source.pk}/").context["evidence"]


def test_sources_are_found_by_title_publisher_and_address(editor: User, as_user: SignIn) -> None:
    make_source(editor, title="Register", kind="document")
    make_source(editor, title="Other", publisher="Ministry", kind="news")
    client = as_user(editor)

    def found(query: str) -> list[str]:
        return [s.title for s in client.get(f"/sources/?{query}").context["sources"]]

    assert found("search=regi") == ["Register"]
    assert found("search=ministry") == ["Other"]
    assert found("kind=document") == ["Register"]
    assert len(found("search=source.example")) == 2


def test_twenty_rows_take_as_many_queries_as_one(
    editor: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    client = as_user(editor)
    make_source(editor)
    one = queries_of(client, "/sources/")
    for _ in range(19):
        make_source(editor)
    assert queries_of(client, "/sources/") == one


def kept_source(by: User, claim: Claim, quote: str = KITS) -> tuple[Evidence, Article]:
    """An evidence whose source is archived, with its quote looked up."""
    entry = link_evidence(claim, by, url="https://ministry.example/kits", quote=quote)
    text = "\n\n".join((KITS, *REST))
    copy = make_article(text, url=entry.source.url, role=ArticleRole.SOURCE)
    Source.objects.filter(pk=entry.source_id).update(article=copy)
    find_quotes_later()
    return entry, copy


def test_the_card_and_the_source_lead_to_the_live_page_and_to_the_quote_in_the_copy(
    article: Article, editor: User, viewer: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    entry, copy = kept_source(editor, claim)
    quote = f"/articles/{copy.pk}/#quote-{entry.found_passages.get().pk}"
    for path in (f"/claims/{claim.pk}/card/", f"/sources/{entry.source_id}/"):
        page = as_user(viewer).get(path).content.decode()
        assert 'href="https://ministry.example/kits"' in page
        assert quote in page
        assert "archived under a minute ago" in page
    assert copy.current_revision is not None
    assert copy.current_revision.snapshot.blob_id[:16] in page


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        ("4,121 kits", "The quote was not found in the copy."),
        ("the", "The quote stands 4 times in the copy"),
        ("hygiene kits in the first half … and nobody went without", "A part of the quote"),
    ],
)
def test_a_quote_without_a_certain_place_says_so_on_the_card(
    quote: str, told: str, article: Article, editor: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    kept_source(editor, claim, quote)
    assert told in as_user(editor).get(f"/claims/{claim.pk}/card/").content.decode()


def test_the_card_says_what_became_of_the_page_since(
    article: Article, editor: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    _entry, copy = kept_source(editor, claim)
    old = copy.current_revision
    new = add_revision(copy, KITS.replace("4,120", "3,120"))
    Alert.objects.create(article=copy, kind="edited", old_revision=old, new_revision=new)
    card = as_user(editor).get(f"/claims/{claim.pk}/card/").content.decode()
    assert f"/articles/{copy.pk}/revisions/1/2/" in card
    assert "The quoted words stand no longer so in the copy." in card
    gone = Alert.objects.create(article=copy, kind="removed")
    assert (
        "the page was removed" in as_user(editor).get(f"/claims/{claim.pk}/card/").content.decode()
    )
    gone.resolved_at, gone.resolution = timezone.now(), "back"
    gone.save()
    card = as_user(editor).get(f"/claims/{claim.pk}/card/").content.decode()
    assert "the page was removed" not in card


def test_an_archive_on_its_way_and_one_that_failed_say_so(
    article: Article, editor: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    source = link_evidence(claim, editor, url="https://slow.example/").source
    client = as_user(editor)
    archive_due_later()
    assert "is being archived" in client.get(f"/claims/{claim.pk}/card/").content.decode()
    fail_archive(source)
    card = client.get(f"/claims/{claim.pk}/card/").content.decode()
    assert "could not be archived" in card
    assert "It is asked for again:" in card
    page = client.get(f"/sources/{source.pk}/").content.decode()
    retry = {"next": f"/sources/{source.pk}/"}
    assert f"/imports/{source.archiving_id}/retry/" in page
    answer = client.post(f"/imports/{source.archiving_id}/retry/", retry)
    assert answer.headers["Location"] == f"/sources/{source.pk}/"
    assert "is being archived" in client.get(f"/sources/{source.pk}/").content.decode()


def test_the_record_is_put_right_and_keeps_its_hour(editor: User, as_user: SignIn) -> None:
    source = make_source(editor, title="Regster", published_at="2026-03-01T14:30:00Z")
    client = as_user(editor)
    form = client.get(f"/sources/{source.pk}/edit/").context["form"]
    sent = {**form.values, "title": "Register", "etag": form.etag}
    answer = client.post(f"/sources/{source.pk}/edit/", sent)
    assert answer.status_code == 302
    source.refresh_from_db()
    assert (source.title, source.published_at.hour) == ("Register", 14)  # type: ignore[union-attr]


def test_two_who_correct_one_record_see_both_and_lose_nothing(
    editor: User, reviewer: User, as_user: SignIn
) -> None:
    source = make_source(editor, title="Regster")
    path = f"/sources/{source.pk}/edit/"
    form = as_user(editor).get(path).context["form"]
    as_user(reviewer).post(path, {"title": "Register of 2026", "etag": form.etag})
    mine = {**form.values, "title": "The register", "etag": form.etag}
    answer = as_user(editor).post(path, mine)
    assert answer.status_code == 412
    page = answer.content.decode()
    assert "Register of 2026" in page
    assert 'value="The register"' in page
    again = {**mine, "etag": answer.context["form"].etag}
    assert as_user(editor).post(path, again).status_code == 302
    source.refresh_from_db()
    assert source.title == "The register"


def test_a_refused_correction_keeps_what_was_typed(editor: User, as_user: SignIn) -> None:
    source = make_source(editor)
    answer = as_user(editor).post(
        f"/sources/{source.pk}/edit/", {"url": "ftp://a.example", "title": "Typed"}
    )
    assert answer.status_code == 400
    assert 'value="Typed"' in answer.content.decode()


def test_readers_get_no_form_and_confidential_records_stay_closed(
    editor: User, viewer: User, as_user: SignIn
) -> None:
    source = make_source(editor)
    secret = make_source(editor, visibility="hidden")
    assert (
        "Correct this record" not in as_user(viewer).get(f"/sources/{source.pk}/").content.decode()
    )
    assert as_user(viewer).post(f"/sources/{source.pk}/edit/", {"title": "X"}).status_code == 403
    other = as_user(make_superuser())
    assert other.post(f"/sources/{secret.pk}/edit/", {"title": "X"}).status_code == 404
    assert "is not archived" in as_user(editor).get(f"/sources/{secret.pk}/").content.decode()


def test_a_hidden_use_of_an_archived_source_is_nowhere_on_its_pages_for_others(
    article: Article, editor: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    _open, copy = kept_source(editor, claim)
    secret = link_evidence(
        make_claim(article, editor, "80% of voters"),
        editor,
        url="https://ministry.example/kits",
        quote="by town and by day",
        visibility="hidden",
    )
    find_quotes_later()
    found = str(secret.found_passages.get().pk)
    paths = (
        f"/sources/{secret.source_id}/",
        f"/articles/{copy.pk}/",
        f"/claims/{secret.claim_id}/",
    )
    for path in paths:
        assert found in as_user(editor).get(path).content.decode()
        assert found not in as_user(make_superuser()).get(path).content.decode()


def test_twenty_archived_uses_take_as_many_queries_as_one(
    article: Article, editor: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    claim = make_claim(article, editor)
    entry, _copy = kept_source(editor, claim)
    client, paths = as_user(editor), (f"/sources/{entry.source_id}/", f"/claims/{claim.pk}/card/")
    few = [queries_of(client, path) for path in paths]
    for _ in range(19):
        link_evidence(claim, editor, url=entry.source.url, quote=KITS)
    find_quotes_later()
    assert [queries_of(client, path) for path in paths] == few


def test_the_form_opens_the_archived_copy_to_readers_and_shuts_it_again(
    as_user: SignIn, editor: User
) -> None:
    record = make_source(editor)
    client, path = as_user(editor), f"/sources/{record.pk}/edit/"
    page = text(client.get(path))
    assert '<option value="no" selected>' in page
    assert client.post(path, {"title": record.title, "copy_is_public": "yes"}).status_code == 302
    record.refresh_from_db()
    assert record.copy_is_public
    assert client.post(path, {"title": "Other"}).status_code == 302
    record.refresh_from_db()
    assert record.copy_is_public
    assert client.post(path, {"copy_is_public": "perhaps"}).status_code == 400
    client.post(path, {"copy_is_public": "no"})
    record.refresh_from_db()
    assert not record.copy_is_public


def test_the_form_of_a_confidential_source_opens_nothing(as_user: SignIn, editor: User) -> None:
    record = make_source(editor, visibility="hidden")
    client, path = as_user(editor), f"/sources/{record.pk}/edit/"
    assert "copy_is_public" not in text(client.get(path))
    refused = client.post(path, {"copy_is_public": "yes"})
    assert refused.status_code == 409
    assert "no copy of it is made public" in text(refused)
