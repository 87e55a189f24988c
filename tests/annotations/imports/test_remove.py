"""Deleting an article and putting it back: nothing of the record is lost, nothing stands on air."""

import json

import pytest

from annotations import kinship
from annotations.claims import remove as remove_claim
from annotations.imports.remove import remove, restore
from annotations.models import Article, ArticleRole, HistoryEntry, HistoryPayload, User
from annotations.refusals import Conflict, Forbidden, Gone, Missing
from tests.factories.articles import TEXT, make_article
from tests.factories.claims import make_claim
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of, make_editor, make_viewer

pytestmark = pytest.mark.django_db
ADDRESS = "https://news.example/kits"


@pytest.fixture
def nina() -> User:
    return make_editor("nina")


@pytest.fixture
def article(nina: User) -> Article:
    return make_article(by=nina, url=ADDRESS)


def test_a_deleted_article_leaves_every_list_and_comes_back_as_it_was(
    nina: User, article: Article
) -> None:
    remove(actor=actor_of(nina), article_id=article.pk)
    seen = Article.objects.visible_to(nina)
    assert not seen.filter(pk=article.pk).exists()
    assert not Article.objects.listed().matching("hygiene").exists()
    back = restore(actor=actor_of(nina), article_id=article.pk)
    assert (back.deleted_at, back.deleted_by) == (None, None)
    assert seen.get(pk=article.pk).current_revision.text == TEXT  # type: ignore[union-attr]
    verbs = HistoryEntry.objects.filter(article=article).order_by("seq")
    assert list(verbs.values_list("verb", flat=True)) == ["article_deleted", "article_restored"]
    assert {entry.actor for entry in verbs} == {nina}
    body = HistoryPayload.objects.get(seq=verbs[0].seq).body
    sides = {"before": {"is_deleted": False}, "after": {"is_deleted": True}}
    assert json.loads(body or "") == {"title": article.title, "url": ADDRESS, **sides}


def test_putting_back_what_is_there_changes_nothing(nina: User, article: Article) -> None:
    restore(actor=actor_of(nina), article_id=article.pk)
    assert not HistoryEntry.objects.filter(article=article).exists()


def test_an_article_with_a_claim_stays_until_the_claim_is_deleted(
    nina: User, article: Article
) -> None:
    claim = make_claim(article, nina)
    with pytest.raises(Conflict, match="has_claims"):
        remove(actor=actor_of(nina), article_id=article.pk)
    remove_claim(actor=actor_of(nina), claim_id=claim.pk)
    remove(actor=actor_of(nina), article_id=article.pk)


def test_an_article_that_evidence_quotes_stays(nina: User, article: Article) -> None:
    other = make_article("At least 4,000 kits were handed out, the register says.", by=nina)
    assert other.current_revision is not None
    passage = {
        "article": str(other.pk),
        "revision": str(other.current_revision.pk),
        "start": 0,
        "end": 19,
    }
    link_evidence(make_claim(article, nina), nina, passage=passage)
    with pytest.raises(Conflict, match="has_claims"):
        remove(actor=actor_of(nina), article_id=other.pk)


def test_an_archived_source_is_no_article_to_delete(nina: User) -> None:
    source = make_article(by=nina, role=ArticleRole.SOURCE)
    with pytest.raises(Conflict, match="is_source"):
        remove(actor=actor_of(nina), article_id=source.pk)


def test_a_deleted_article_says_who_deleted_it(nina: User, article: Article) -> None:
    remove(actor=actor_of(nina), article_id=article.pk)
    with pytest.raises(Gone) as gone:
        remove(actor=actor_of(nina), article_id=article.pk)
    assert gone.value.extra["deleted_by"] == nina.name
    with pytest.raises(Missing):
        make_claim(article, nina)


def test_a_viewer_deletes_and_restores_nothing(article: Article) -> None:
    for verb in (remove, restore):
        with pytest.raises(Forbidden):
            verb(actor=actor_of(make_viewer(verb.__name__)), article_id=article.pk)


def test_its_address_is_free_again(nina: User, article: Article) -> None:
    def known() -> Article | None:
        return kinship.known_article(articles=Article.objects.all(), addresses=[ADDRESS])

    assert known() == article
    remove(actor=actor_of(nina), article_id=article.pk)
    assert known() is None
    again = make_article(by=nina, url=ADDRESS)
    assert again.current_revision is not None
    assert kinship.recognise(again, again.current_revision) == []
    assert known() == again


def test_what_was_merged_into_a_deleted_article_does_not_lead_to_it(nina: User) -> None:
    whole = make_article(by=nina, url=ADDRESS)
    make_article(by=nina, url="https://news.example/part", merged_into=whole)
    remove(actor=actor_of(nina), article_id=whole.pk)
    found = kinship.known_article(
        articles=Article.objects.all(), addresses=["https://news.example/part"]
    )
    assert found is None
