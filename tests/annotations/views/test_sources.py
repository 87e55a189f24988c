from collections.abc import Callable

import pytest
from django.test import Client

from annotations.models import Article, User
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
