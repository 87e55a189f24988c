"""The short rows that the workspace draws agree with the whole claims."""

import json

import pytest

from annotations import dossier
from annotations.models import Claim, Evidence, SourceOrigin, User
from tests.factories.articles import add_revision, make_article
from tests.factories.claims import make_claim, rate, rated_claim
from tests.factories.evidence import link_evidence
from tests.factories.inquiry import make_attempt
from tests.factories.threads import make_thread, resolved_thread
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


def test_a_brief_row_tells_whose_claim_it_is_what_it_lacks_and_what_is_talked_about() -> None:
    editor, other, article = make_editor(), make_editor(), make_article()
    words = article.current_revision.text.split()  # type: ignore[union-attr]
    mine, backed, secret, against = (
        make_claim(article, who, word)
        for who, word in zip((editor, other, other, other), dict.fromkeys(words), strict=False)
    )
    link_evidence(backed, other)
    link_evidence(secret, other, visibility="hidden")
    link_evidence(against, other)
    rate(against, other, "false")
    make_thread(backed, other)
    resolved_thread(backed, other)

    rows = {row["id"]: row for row in json.loads(dossier.brief_json(article.pk, editor))}
    told = [rows[str(claim.pk)] for claim in (mine, backed, secret, against)]

    assert [row["mine"] for row in told] == [True, False, False, False]
    # Corroborating evidence is not what "false" needs; hidden evidence is not there for this person.
    assert [row["needs_evidence"] for row in told] == [True, False, True, True]
    assert [row["threads"] for row in told] == [0, 1, 0, 0]


def test_not_enough_evidence_lacks_what_was_tried() -> None:
    editor, other, article = make_editor(), make_editor(), make_article()
    claim = rate(make_claim(article, other), other, "not-enough-evidence")
    link_evidence(claim, other)

    def lacks(who: User) -> bool:
        (row,) = json.loads(dossier.brief_json(article.pk, who))
        return bool(row["needs_evidence"])

    make_attempt(claim, other, visibility="hidden")
    assert (lacks(editor), lacks(other)) == (True, False)
    make_attempt(claim, other)
    assert lacks(editor) is False


def test_a_source_of_the_claims_own_origin_is_still_lacking() -> None:
    editor, article = make_editor(), make_article()
    claim = rated_claim(article, editor)
    origin = SourceOrigin.objects.create(name="M", name_key="m", created_by=editor)
    Evidence.objects.filter(claim=claim).update(origin=origin)
    Claim.objects.filter(pk=claim.pk).update(origin=origin)
    (row,) = json.loads(dossier.brief_json(article.pk, editor))
    assert row["needs_evidence"] is True


def test_brief_rows_say_nothing_of_claims_of_other_articles() -> None:
    editor, article, other = make_editor(), make_article(), make_article()
    make_claim(other, editor)
    assert json.loads(dossier.brief_json(article.pk, editor)) == []
