"""The short rows that the workspace draws agree with the whole claims."""

import json

import pytest

from annotations import dossier
from tests.factories.articles import add_revision, make_article
from tests.factories.claims import make_claim, rated_claim
from tests.factories.users import make_editor

pytestmark = pytest.mark.django_db


def test_a_brief_row_says_what_the_whole_claim_says() -> None:
    editor, article = make_editor(), make_article()
    rated_claim(article, editor)
    make_claim(article, editor, "80% of voters took part")
    add_revision(article, "Added in front. " + article.current_revision.text, by=editor)  # type: ignore[union-attr]
    whole = json.loads(dossier.claims_json(editor, article.pk))
    brief = json.loads(dossier.brief_json(article.pk, editor))
    assert [row["id"] for row in brief] == [claim["id"] for claim in whole]
    for row, claim in zip(brief, whole, strict=True):
        anchor = claim["anchor"]
        assert row["passages"] == [[anchor["id"], anchor["start"], anchor["end"], anchor["state"]]]
        assert row["label"] == (claim["verdict"] and claim["verdict"]["label"])
        for name in ("statement", "state", "approval", "version"):
            assert row[name] == claim[name]
