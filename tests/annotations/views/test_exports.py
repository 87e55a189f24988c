"""Exports at the pages' door."""

from collections.abc import Callable

import pytest
from django.test import Client

from annotations.models import Article, User
from tests.annotations.views.conftest import text
from tests.factories.claims import make_claim, rated_claim

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def test_lists_lead_to_their_export_with_their_filters(
    article: Article, editor: User, as_user: SignIn
) -> None:
    rated_claim(article, editor)
    make_claim(article, editor, "80% of voters took part")
    client = as_user(editor)
    for path, of in (("/claims/", "claims"), ("/sources/", "sources"), ("/history/", "history")):
        assert f"/exports/?of={of}&amp;" in client.get(path).content.decode()
    page = client.get("/exports/?of=claims&verdict=none").content.decode()
    assert "/exports/claims.csv?verdict=none&amp;bom=1" in page
    got = client.get("/exports/claims.csv?verdict=none&bom=1")
    assert got["Content-Type"].startswith("text/csv")
    assert got["Content-Disposition"].startswith("attachment")
    lines = got.getvalue().decode()
    assert lines.startswith("\ufeffid,")
    assert "80% of voters" in lines
    assert "hygiene" not in lines
    assert "END OF EXPORT,1," in lines


def test_every_column_is_explained_on_the_page(editor: User, as_user: SignIn) -> None:
    page = text(as_user(editor).get("/exports/"))
    for name in ("published_url", "archived_sha256", "erased_by"):
        assert name in page


@pytest.mark.parametrize("what", ["claims", "sources", "history"])
@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_every_export_comes_to_who_is_signed_in(
    what: str, ending: str, article: Article, viewer: User, as_user: SignIn, editor: User
) -> None:
    rated_claim(article, editor)
    got = as_user(viewer).get(f"/exports/{what}.{ending}")
    assert got.status_code == 200
    assert (
        got.getvalue().rstrip().splitlines()[-1].startswith((b"END OF EXPORT,", b'{"type":"end"'))
    )
    assert "no-store" in got["Cache-Control"]


def test_a_filter_that_is_none_is_refused_in_words(editor: User, as_user: SignIn) -> None:
    assert as_user(editor).get("/exports/history.csv?claim=x").status_code == 400
    assert as_user(editor).get("/exports/people.csv").status_code == 404
