from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from annotations.imports import accept
from annotations.models import Import, User
from annotations.permissions import SYSTEM
from tests.annotations.views.conftest import HTMX, text
from tests.factories.earlier import check, import_of_checks, make_check, received

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
WHERE = "/earlier-checks/"


def test_a_check_stands_in_its_publishers_own_words_and_never_looks_like_ours(
    editor: User, viewer: User, as_user: SignIn
) -> None:
    make_check(editor, 1, claimant="A blog", rating_label="Pants on fire")
    page = text(as_user(viewer).get(WHERE))
    main = page.partition("<main")[2].partition("</main")[0]
    assert "Claim number 1 about hygiene kits" in main
    assert "Their rating:" in main
    assert 'lang="en">Pants on fire</q>' in main
    assert "2 (1 to 5)" in main
    assert "Claimed by A blog" in main
    assert 'href="https://checks.example/1" rel="noreferrer noopener"' in main
    assert 'class="verdict' not in main
    assert "#v-" not in main


def test_checks_are_found_by_words_publisher_and_language(editor: User, as_user: SignIn) -> None:
    received(editor, check(1), check(2, publisher="Проверено", language="ru"))
    client = as_user(editor)

    def found(query: str) -> list[str]:
        return [c.url[-1] for c in client.get(f"{WHERE}?{query}").context["checks"]]

    assert found("publisher=Проверено") == ["2"]
    assert found("language=en") == ["1"]
    assert sorted(found("search=hygiene")) == ["1", "2"]
    page = text(client.get(f"{WHERE}?search=nothing+like+this"))
    assert "Nothing fits these filters" in page
    assert client.get(f"{WHERE}?search=a%00b").status_code == 400


def test_an_address_is_accepted_and_its_arrival_is_watched(editor: User, as_user: SignIn) -> None:
    answer = as_user(editor).post(WHERE, {"url": "https://checks.example/1"}, headers=HTMX)
    item = Import.objects.get()
    assert answer.status_code == 202
    assert (item.kind, item.origin, item.requested_by) == ("earlier_checks", "fetch", editor)
    assert "every 1s" in text(answer)
    accept.fail(SYSTEM, accept.take(item.pk), "http_404", "There is no page.")
    ended = text(as_user(editor).get(f"{WHERE}arrivals/", headers=HTMX))
    assert "every 1s" not in ended
    assert "There is no page." in ended


def test_pasted_json_and_a_file_are_accepted_too(editor: User, as_user: SignIn) -> None:
    client = as_user(editor)
    pasted = client.post(WHERE, {"json": '[{"url": "https://a.example/"}]', "url": ""})
    assert pasted.headers["Location"] == WHERE
    file = SimpleUploadedFile("checks.json", b"[{}]", "application/json")
    client.post(WHERE, {"file": file, "url": ""})
    items = Import.objects.order_by("pk")
    assert [(item.kind, item.filename) for item in items] == [
        ("earlier_checks", ""),
        ("earlier_checks", "checks.json"),
    ]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"json": "{no json"}, "json"),
        ({"json": "a\x00b"}, "json"),
        ({"json": "[" * 100_000}, "json"),
    ],
)
def test_a_refused_form_keeps_what_was_typed(
    data: dict[str, str], field: str, editor: User, as_user: SignIn
) -> None:
    answer = as_user(editor).post(WHERE, data, headers=HTMX)
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert 'id="earlier-form"' in text(answer)
    assert not Import.objects.exists()


def test_an_empty_file_is_refused(editor: User, as_user: SignIn) -> None:
    answer = as_user(editor).post(WHERE, {"file": SimpleUploadedFile("a.json", b"")})
    assert (answer.status_code, answer.context["form"].errors.keys()) == (400, {"file"})


def test_a_viewer_brings_nothing_in(viewer: User, as_user: SignIn) -> None:
    client = as_user(viewer)
    assert client.post(WHERE, {"url": "https://checks.example/1"}).status_code == 403
    assert client.post(WHERE, {"json": "[]"}).status_code == 403
    page = text(client.get(WHERE))
    assert "earlier-form" not in page
    assert "when an editor brings them in" in page


def test_an_empty_page_says_what_to_do_first(editor: User, as_user: SignIn) -> None:
    assert "follow a fact-checker's feed" in text(as_user(editor).get(WHERE)).replace("&#x27;", "'")


def test_what_came_of_an_arrival_is_counted_and_reasons_are_given(
    editor: User, as_user: SignIn
) -> None:
    from annotations import earlier

    item = import_of_checks(editor)
    earlier.receive(actor=SYSTEM, item=item, checks=[check(1), check(2, url="javascript:1")])
    Import.objects.update(status="succeeded", finished_at=item.created_at)
    page = text(as_user(editor).get(WHERE))
    assert "1 new, 0 changed, 0 as before, 1 refused" in page
    assert "Only addresses that begin with http" in page


def test_many_checks_take_as_many_queries_as_one(
    editor: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    client = as_user(editor)
    received(editor, check(0))
    one = queries_of(client, WHERE)
    received(editor, *(check(number) for number in range(1, 30)))
    import_of_checks(editor)
    assert queries_of(client, WHERE) == one
    first = client.get(WHERE)
    second = client.get(WHERE + first.context["page"].next_url)
    seen = {c.pk for answer in (first, second) for c in answer.context["checks"]}
    assert len(seen) == 30
