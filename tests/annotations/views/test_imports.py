import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models.functions import Now
from django.test import Client

from annotations.evidence.archive import archive_due_later
from annotations.imports import accept
from annotations.models import (
    Article,
    Batch,
    Feed,
    HistoryHead,
    Import,
    ImportStatus,
    Kinship,
    User,
    Work,
)
from annotations.permissions import SYSTEM
from tests.annotations.views.conftest import HTMX
from tests.factories.articles import make_article
from tests.factories.batches import fail_some, make_batch
from tests.factories.claims import make_claim
from tests.factories.evidence import link_evidence
from tests.factories.imports import arrived_import, failed_import, make_import
from tests.factories.users import actor_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def test_an_address_is_accepted_and_its_row_comes_back(editor: User, as_user: SignIn) -> None:
    data = {"way": "url", "url": "https://news.example/story"}
    answer = as_user(editor).post("/imports/", data, headers=HTMX)
    item = Import.objects.get()
    assert answer.status_code == 202
    assert (item.status, item.requested_by) == (ImportStatus.QUEUED, editor)
    assert str(item.pk) in answer.content.decode()


def test_pasted_text_and_a_file_are_accepted_too(editor: User, as_user: SignIn) -> None:
    client = as_user(editor)
    answer = client.post("/imports/", {"way": "text", "text": "Words.", "title": "T"})
    assert answer.headers["Location"] == "/imports/"
    file = SimpleUploadedFile("story.html", b"<p>Words.</p>", "text/html")
    client.post("/imports/", {"way": "file", "file": file, "purpose": "own"})
    assert set(Import.objects.values_list("origin", "purpose")) == {
        ("paste", "others"),
        ("file", "own"),
    }


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"way": "url", "url": ""}, "url"),
        ({"way": "url", "url": "javascript:alert(1)"}, "url"),
        ({"way": "text", "text": "   "}, "text"),
        ({"way": "text", "text": "a\x00b"}, "text"),
        ({"way": "file"}, "file"),
        ({"way": "text", "text": "Words.", "published_at": "soon"}, "published_at"),
        ({"way": "text", "text": "Words.", "purpose": "fun"}, "purpose"),
    ],
)
def test_a_refused_import_keeps_what_was_typed(
    data: dict[str, str], field: str, editor: User, as_user: SignIn
) -> None:
    answer = as_user(editor).post("/imports/", {**data, "title": "My title"})
    assert answer.status_code == 400
    form = answer.context["form"]
    assert field in form.errors
    assert form.values["title"] == "My title"
    assert not Import.objects.exists()


def test_a_text_beyond_the_limit_is_told_so(editor: User, as_user: SignIn) -> None:
    data = {"way": "text", "text": "x" * 2_000_001}
    assert as_user(editor).post("/imports/", data).status_code == 413


def test_a_viewer_imports_nothing(viewer: User, as_user: SignIn) -> None:
    answer = as_user(viewer).post("/imports/", {"way": "text", "text": "Words."})
    assert answer.status_code == 403
    assert not Import.objects.exists()


def test_a_failed_import_says_why_and_is_tried_again(editor: User, as_user: SignIn) -> None:
    item = failed_import(editor)
    client = as_user(editor)
    page = client.get(f"/imports/live/?rows={item.pk}", headers=HTMX).content.decode()
    assert "The site does not answer." in page
    assert f"/imports/{item.pk}/retry/" in page
    assert client.post(f"/imports/{item.pk}/retry/", headers=HTMX).status_code == 200
    item.refresh_from_db()
    assert item.status == ImportStatus.QUEUED
    assert client.post(f"/imports/{item.pk}/retry/", headers=HTMX).status_code == 409


def test_a_waiting_import_is_cancelled(editor: User, as_user: SignIn) -> None:
    item = make_import(editor)
    answer = as_user(editor).post(f"/imports/{item.pk}/cancel/")
    assert answer.headers["Location"] == "/imports/"
    item.refresh_from_db()
    assert item.error_code == "cancelled"


def test_a_page_of_fifty_takes_as_many_queries_as_one_of_each_kind(
    editor: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    client = as_user(editor)
    make_import(editor)
    failed_import(editor)
    arrived_import(editor)
    make_batch(editor, 1)
    one = queries_of(client, "/imports/")
    for number in range(12):
        make_batch(editor, 2, f"host{number}.example")
        failed_import(editor)
        arrived_import(editor)
    assert queries_of(client, "/imports/") == one


def test_several_files_in_the_form_for_one_become_a_batch(editor: User, as_user: SignIn) -> None:
    files = [SimpleUploadedFile(f"{n}.html", b"<p>%d</p>" % n, "text/html") for n in range(3)]
    answer = as_user(editor).post("/imports/", {"way": "file", "file": files, "purpose": "own"})
    batch = Batch.objects.get()
    assert answer.headers["Location"] == f"/imports/batches/{batch.pk}/"
    assert set(batch.imports.values_list("origin", "purpose")) == {("file", "own")}


def test_many_addresses_and_files_lead_to_the_page_of_their_batch(
    editor: User, as_user: SignIn
) -> None:
    data = {
        "way": "many",
        "urls": "https://a.example/1\r\nhttps://a.example/2\r\n",
        "files": [SimpleUploadedFile("a.pdf", b"%PDF")],
        "label": "Election night",
    }
    answer = as_user(editor).post("/imports/", data, headers=HTMX)
    batch = Batch.objects.get()
    assert f"/imports/batches/{batch.pk}/" in answer.headers["HX-Trigger"]
    assert (batch.label, batch.imports.count()) == ("Election night", 3)


def test_an_empty_first_line_comes_back_so_that_the_numbers_fit(
    editor: User, as_user: SignIn
) -> None:
    data = {"way": "many", "urls": "\r\nnonsense"}
    page = as_user(editor).post("/imports/", data, headers=HTMX).content.decode()
    assert 'data-bad="2"' in page
    assert ">&#10;\r\nnonsense</textarea>" in page  # a browser drops the first line break


def test_bad_lines_are_marked_and_everything_typed_is_kept(editor: User, as_user: SignIn) -> None:
    urls = "https://a.example/1\n<script>alert(1)</script>\nhttps://a.example/2\nfile:///etc/passwd"
    data = {"way": "many", "urls": urls, "label": "Press review", "purpose": "own"}
    answer = as_user(editor).post("/imports/", data, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'data-bad="2,4"' in page
    assert "Line 4" in page
    assert "2 addresses cannot be imported" in page
    assert "<script>alert" not in page
    assert answer.context["form"].values["urls"] == urls
    assert 'value="Press review"' in page
    assert not Import.objects.exists()
    assert not Batch.objects.exists()


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"urls": ""}, 400),
        ({"urls": "javascript:alert(1)"}, 400),
        ({"urls": "https://a.example/" + "x" * 5000}, 400),
        ({"urls": "https://a.example/\x00"}, 400),
        ({"urls": "https://a.example/ " * 501}, 413),
        ({"urls": "https://a.example/", "label": "x" * 201}, 400),
        ({"files": SimpleUploadedFile("empty.txt", b"")}, 400),
    ],
)
def test_what_many_cannot_take_is_refused_in_the_form(
    data: dict[str, Any], status: int, editor: User, as_user: SignIn
) -> None:
    answer = as_user(editor).post("/imports/", {"way": "many", **data}, headers=HTMX)
    assert answer.status_code == status
    assert "field-error" in answer.content.decode()
    assert not Import.objects.exists()


def test_the_form_begins_as_a_link_says(editor: User, as_user: SignIn) -> None:
    client = as_user(editor)
    form = client.get("/imports/?way=text&url=https://news.example/1").context["form"]
    assert (form.values["way"], form.values["url"]) == ("text", "https://news.example/1")
    assert client.get("/imports/?way=x&url=").context["form"].values["way"] == "url"


class TestARow:
    def test_of_a_failed_import_says_what_to_do_and_leads_there(
        self, editor: User, as_user: SignIn
    ) -> None:
        item = failed_import(editor, "http_404", "There is no page at this address (404).")
        page = as_user(editor).get(f"/imports/live/?rows={item.pk}", headers=HTMX).content.decode()
        assert "search the site for the headline" in page
        assert "/imports/?way=text&amp;url=https%3A%2F%2Fnews.example%2Fstory" in page
        assert "/imports/?way=url&amp;url=" in page

    def test_of_a_new_version_that_failed_leads_to_its_article(
        self, editor: User, as_user: SignIn
    ) -> None:
        article = make_article(by=editor, url="https://news.example/1")
        item = accept.import_again(actor=actor_of(editor), article_id=article.pk)
        accept.fail(SYSTEM, accept.take(item.pk), "no_article_found", "No article was found.")
        page = as_user(editor).get(f"/imports/live/?rows={item.pk}", headers=HTMX).content.decode()
        assert f'href="/articles/{article.pk}/">Paste the text' in page

    def test_offers_a_viewer_no_buttons(self, editor: User, viewer: User, as_user: SignIn) -> None:
        item = failed_import(editor, "http_404", "There is no page.")
        page = as_user(viewer).get(f"/imports/live/?rows={item.pk}", headers=HTMX).content.decode()
        assert "<form" not in page
        assert "way=text" not in page

    def test_tells_the_attempt_and_when_the_next_comes(self, editor: User, as_user: SignIn) -> None:
        item = make_import(editor)
        client, path = as_user(editor), f"/imports/live/?rows={item.pk}"
        assert "attempt" not in client.get(path, headers=HTMX).content.decode()
        Import.objects.filter(pk=item.pk).update(attempts=1, error_detail="It took too long.")
        due = Now() + timedelta(seconds=40)
        Work.objects.filter(subject=item.pk).update(available_at=due)
        page = client.get(path, headers=HTMX).content.decode()
        assert re.search(r"attempt 2 of 5, next try in (39|40|41) s", page)
        assert "It took too long." in page
        Work.objects.filter(subject=item.pk).update(available_at=Now())
        Import.objects.filter(pk=item.pk).update(status=ImportStatus.RUNNING, attempts=2)
        page = client.get(path, headers=HTMX).content.decode()
        assert "attempt 2 of 5" in page
        assert "next try" not in page

    def test_tells_how_long_it_waits(self, editor: User, as_user: SignIn) -> None:
        item = make_import(editor)
        then = Now() - timedelta(seconds=130)
        Work.objects.filter(subject=item.pk).update(created_at=then)
        page = as_user(editor).get(f"/imports/live/?rows={item.pk}", headers=HTMX).content.decode()
        assert '<span class="soft small" data-tick>2 min</span>' in page

    def test_is_called_as_its_feed_calls_it_until_it_arrives(
        self, editor: User, as_user: SignIn
    ) -> None:
        feed = Feed.objects.create(url="https://n.example/f", url_key="k", created_by=editor)
        item = accept.import_entry(feed=feed, url="https://n.example/1", title="<b>A title</b>")
        page = as_user(editor).get(f"/imports/live/?rows={item.pk}", headers=HTMX).content.decode()
        assert "&lt;b&gt;A title&lt;/b&gt;" in page
        assert f"/imports/?feed={feed.pk}" in page

    def test_of_earlier_checks_says_what_they_brought(self, editor: User, as_user: SignIn) -> None:
        item = accept.import_checks(actor=actor_of(editor), content=b"[]")
        Import.objects.filter(pk=item.pk).update(
            status="succeeded",
            stage="done",
            finished_at=Now(),
            outcome={"new": 3, "changed": 1, "same": 40, "refused": 0},
        )
        page = as_user(editor).get(f"/imports/live/?rows={item.pk}", headers=HTMX).content.decode()
        assert "3 new, 1 changed, 40 known" in page

    def test_of_a_story_that_may_be_known_offers_the_decision(
        self, editor: User, as_user: SignIn
    ) -> None:
        item, earlier = arrived_import(editor), make_article(by=editor, title="The earlier one")
        pair = Kinship.objects.create(
            article=item.article, other=earlier, likeness="same_text", score=1
        )
        client, path = as_user(editor), f"/imports/live/?rows={item.pk}"
        assert "The earlier one" in client.get(path, headers=HTMX).content.decode()
        decided = {"decision": "also_published", "decided_by": editor, "decided_at": Now()}
        Kinship.objects.filter(pk=pair.pk).update(**decided)
        assert "The earlier one" not in client.get(path, headers=HTMX).content.decode()


class TestTheList:
    def test_is_narrowed_by_each_filter(
        self, editor: User, reviewer: User, as_user: SignIn
    ) -> None:
        batch, failed = make_batch(editor, 1), failed_import(editor)
        others = make_import(reviewer)
        feed = Feed.objects.create(url="https://n.example/f", url_key="k", created_by=reviewer)
        fed = accept.import_entry(feed=feed, url="https://n.example/1")
        client = as_user(editor)
        for query, expected in (
            ("status=failed", {failed.pk}),
            (f"batch={batch.pk}", {batch.imports.get().pk}),
            (f"feed={feed.pk}", {fed.pk}),
            ("mine=1", {failed.pk, batch.imports.get().pk}),
            ("origin=file", set()),
            (
                "status=x&batch=x&feed=%00&mine=x",
                {failed.pk, others.pk, fed.pk, batch.imports.get().pk},
            ),
        ):
            shown = client.get(f"/imports/?{query}").context["imports"]
            assert {item.pk for item in shown} == expected, query

    def test_counts_what_is_under_way(self, editor: User, as_user: SignIn) -> None:
        client = as_user(editor)
        assert "Nothing is on the way" in client.get("/imports/").content.decode()
        first, _second, third = (make_import(editor) for _ in range(3))
        then = Now() - timedelta(seconds=40)
        Work.objects.filter(subject=first.pk).update(created_at=then)
        Import.objects.filter(pk=third.pk).update(status=ImportStatus.RUNNING)
        page = client.get("/imports/").content.decode()
        assert re.search(r"1 running, 2 waiting, the oldest for (40|41) s", page)

    def test_counts_it_with_the_index_of_what_waits(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(
                "EXPLAIN SELECT count(*) FROM annotations_import i"
                " WHERE i.status IN ('queued', 'running')"
            )
            assert "import_waiting" in str(cursor.fetchall())

    def test_shows_the_batches_under_way(self, editor: User, as_user: SignIn) -> None:
        batch, ended = make_batch(editor, 3, label="Election night"), make_batch(editor, 1)
        fail_some(batch, 1)
        fail_some(ended, 1)
        assert [b.pk for b in as_user(editor).get("/imports/").context["batches"]] == [batch.pk]


class TestALook:
    def look(self, client: Client, **query: Any) -> str:
        answer = client.get("/imports/live/", query, headers=HTMX)
        assert answer.status_code == 200
        return answer.content.decode()

    def test_brings_all_rows_that_were_asked_for_in_one_answer(
        self, editor: User, as_user: SignIn
    ) -> None:
        items = [make_import(editor), failed_import(editor), make_import(editor)]
        page = self.look(as_user(editor), rows=f"{items[0].pk},{items[1].pk},nonsense,")
        assert f"import-{items[0].pk}" in page
        assert f"import-{items[1].pk}" in page
        assert f"import-{items[2].pk}" not in page

    def test_takes_as_many_queries_for_50_rows_as_for_two(
        self, editor: User, as_user: SignIn, queries_of: Callable[..., int]
    ) -> None:
        client = as_user(editor)
        batches = [make_batch(editor, 20, f"h{n}.example") for n in range(3)]
        fail_some(batches[0], 10)
        arrived = [arrived_import(editor).pk for _ in range(5)]
        seq = HistoryHead.objects.get().seq
        for _ in range(20):
            make_import(editor)
        ids = [*Import.objects.filter(batch=batches[0]).values_list("pk", flat=True), *arrived]
        ids += list(Import.objects.filter(batch=batches[1]).values_list("pk", flat=True))

        def address(rows: list[Any], of: list[Batch], since: int) -> str:
            rows_asked = ",".join(map(str, rows))
            batches_asked = ",".join(str(batch.pk) for batch in of)
            return f"/imports/live/?rows={rows_asked}&batches={batches_asked}&seq={since}"

        few = queries_of(client, address([ids[19], ids[-1], arrived[0]], batches[:1], seq + 19))
        many = queries_of(client, address(ids, batches, seq))
        assert many == few
        assert many <= 11

    def test_brings_what_came_since_and_fits_the_filters(
        self, editor: User, reviewer: User, as_user: SignIn
    ) -> None:
        client, old = as_user(editor), make_import(editor)
        seq = HistoryHead.objects.get().seq
        mine, theirs = make_import(editor), make_import(reviewer)
        page = self.look(client, seq=seq)
        assert f"import-{mine.pk}" in page
        assert f"import-{theirs.pk}" in page
        assert f"import-{old.pk}" not in page
        assert f"import-{theirs.pk}" not in self.look(client, seq=seq, mine=1)
        newest = HistoryHead.objects.get().seq
        assert f'data-seq="{newest}"' in page
        assert "import-0" not in self.look(client, seq=newest)
        for broken in ("", "x", "-1", "9" * 30, "²"):
            assert "import-0" not in self.look(client, seq=broken), broken

    def test_of_the_failed_brings_those_that_failed_meanwhile(
        self, editor: User, as_user: SignIn
    ) -> None:
        batch, client = make_batch(editor, 3), as_user(editor)
        seq = HistoryHead.objects.get().seq
        [failed] = fail_some(batch, 1)
        page = self.look(client, seq=seq, status="failed", batch=batch.pk, hides_batch=1)
        assert page.count('class="import-row"') == 1
        assert f"import-{failed.pk}" in page
        assert "Batch:" not in page

    def test_says_aloud_only_what_ended(self, editor: User, as_user: SignIn) -> None:
        client, waiting = as_user(editor), make_import(editor)
        arrived, failed = arrived_import(editor), failed_import(editor)
        assert 'data-said=""' in self.look(client, rows=waiting.pk)
        one = self.look(client, rows=f"{waiting.pk},{arrived.pk}")
        assert f'data-said="Arrived: {arrived.article.title}."' in one
        both = self.look(client, rows=f"{arrived.pk},{failed.pk}")
        assert 'data-said="1 arrived, 1 failed."' in both

    def test_tells_how_batches_stand(self, editor: User, as_user: SignIn) -> None:
        batch = make_batch(editor, 4)
        fail_some(batch, 1)
        page = self.look(as_user(editor), batches=batch.pk)
        assert "0 of 4 arrived, 1 failed" in page
        assert 'data-unfinished="3"' in page
        assert "Try the 1 failed one again" in page

    def test_says_aloud_that_a_batch_has_ended(self, editor: User, as_user: SignIn) -> None:
        batch = make_batch(editor, 2, label="Election night")
        assert "has ended" not in self.look(as_user(editor), batches=batch.pk)
        fail_some(batch, 2)
        page = self.look(as_user(editor), batches=batch.pk)
        assert 'data-said="Election night has ended: 0 of 2 arrived, 2 failed."' in page

    def test_is_for_those_who_signed_in(self) -> None:
        assert Client().get("/imports/live/", headers=HTMX).status_code == 401


def test_archives_of_sources_stay_out_of_the_list_and_of_what_is_awaited(
    article: Article, editor: User, as_user: SignIn
) -> None:
    link_evidence(make_claim(article, editor), editor)
    assert archive_due_later() == 1
    page = as_user(editor).get("/imports/")
    assert page.context["imports"] == []
    assert page.context["summary"]["queued"] == 0
    item = Import.objects.get()
    news = as_user(editor).get(f"/imports/live/?rows={item.pk}&seq=0")
    assert str(item.pk) not in news.content.decode()
    assert str(item.pk) not in as_user(editor).get("/").content.decode()
