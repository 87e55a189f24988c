"""The conductor of making proofs: kept once, tried again, ended in words."""

from typing import Any

import pytest

from annotations import proofs
from annotations.history import verify
from annotations.models import Article, HistoryEntry, Proof, User, Work
from annotations.refusals import Conflict, Gone, Missing
from annotations.tasks import leases, run
from annotations.tasks import proofs as conductor
from tests.factories.articles import make_article
from tests.factories.claims import make_claim
from tests.factories.users import actor_of, make_editor, make_superuser, make_viewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pango")]
PDF = b"%PDF-1.7 as if"


@pytest.fixture
def editor() -> User:
    return make_editor()


@pytest.fixture
def article(editor: User) -> Article:
    found = make_article(by=editor)
    make_claim(found, editor)
    return found


@pytest.fixture
def printing(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was printed; a real PDF is made in the printer's own tests."""
    seen: list[Any] = []

    def printed(html: str, rules: str, step: Any) -> bytes:
        step()
        seen.append((html, rules))
        return PDF

    monkeypatch.setattr(conductor.proofs, "printed", printed)
    return seen


def asked(by: User, article: Article) -> Proof:
    return proofs.ask_for_proof(actor=actor_of(by), article_id=article.pk)


def work_of(proof: Proof) -> Work:
    return Work.objects.get(kind=proofs.KIND, subject=proof.pk)


def test_it_is_made_once_and_taken_by_who_asked(
    article: Article, editor: User, printing: list[Any]
) -> None:
    proof = asked(editor, article)
    assert asked(editor, article) == proof, "who asks again waits for the same one"
    with pytest.raises(Conflict, match="being made"):
        proofs.take_proof(actor=actor_of(editor), proof_id=proof.pk)
    work = work_of(proof)
    for _time in range(2):
        run.do_work(work.pk)
    assert len(printing) == 1
    taken = proofs.take_proof(actor=actor_of(editor), proof_id=proof.pk)
    assert taken.blob is not None
    assert b"".join(taken.blob.chunks()) == PDF
    assert taken.history_seq
    verbs = HistoryEntry.objects.filter(object_type="proof").order_by("seq")
    assert list(verbs.values_list("verb", flat=True)) == [
        "proof_asked",
        "proof_made",
        "proof_taken",
    ]
    assert verify() is None
    assert asked(editor, article) != proof, "the article may have changed since"


def test_nobody_else_takes_it_and_nobody_of_an_article_that_is_gone(
    article: Article, editor: User, printing: list[Any]
) -> None:
    assert printing == []
    proof = asked(editor, article)
    run.do_work(work_of(proof).pk)
    for person in (make_viewer(), make_superuser()):
        with pytest.raises(Missing):
            proofs.take_proof(actor=actor_of(person), proof_id=proof.pk)
        assert list(proofs.proofs_of(person, article)) == []
    Article.objects.filter(pk=article.pk).update(deleted_at=proof.created_at)
    with pytest.raises(Gone):
        proofs.take_proof(actor=actor_of(editor), proof_id=proof.pk)


def test_an_article_that_goes_before_ends_it_in_words(
    article: Article, editor: User, printing: list[Any]
) -> None:
    proof = asked(editor, article)
    Article.objects.filter(pk=article.pk).update(deleted_at=proof.created_at)
    run.do_work(work_of(proof).pk)
    Article.objects.filter(pk=article.pk).update(deleted_at=None)
    with pytest.raises(Conflict) as refused:
        proofs.take_proof(actor=actor_of(editor), proof_id=proof.pk)
    assert refused.value.code == "article_gone"
    assert printing == []


@pytest.mark.parametrize("code", ["pdf_failed", "pdf_too_slow"])
def test_a_crash_is_tried_again_and_then_said(
    code: str, article: Article, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def printed(*_args: Any) -> bytes:
        raise proofs.PrinterError(code)

    monkeypatch.setattr(conductor.proofs, "printed", printed)
    proof = asked(editor, article)
    tries = 0
    while Proof.objects.get(pk=proof.pk).finished_at is None:
        Work.objects.filter(subject=proof.pk).update(available_at=proof.created_at)
        run.do_work(work_of(proof).pk)
        tries += 1
    assert tries == (conductor.MOST_ATTEMPTS + 1 if code == "pdf_failed" else 1)
    with pytest.raises(Conflict) as refused:
        proofs.take_proof(actor=actor_of(editor), proof_id=proof.pk)
    assert refused.value.code == code
    assert "browser" in refused.value.detail


def test_a_worker_that_lost_its_lease_keeps_nothing(
    article: Article, editor: User, printing: list[Any]
) -> None:
    proof = asked(editor, article)
    work = leases.lease(work_of(proof).pk)
    assert work is not None
    Work.objects.filter(pk=work.pk).update(lease_owner="another")
    with pytest.raises(leases.LostLeaseError):
        run.KINDS[work.kind](work)
    assert Proof.objects.get().blob is None
    assert printing == []


def test_it_is_in_the_language_of_who_asked(
    article: Article, editor: User, printing: list[Any]
) -> None:
    from django.utils import translation

    with translation.override("be"):
        proof = asked(editor, article)
    run.do_work(work_of(proof).pk)
    assert proof.language == "be"
    assert '<html lang="be">' in printing[0][0]


@pytest.mark.usefixtures("without_pango")
def test_a_machine_without_pango_refuses_and_writes_nothing(article: Article, editor: User) -> None:
    with pytest.raises(Conflict) as refused:
        asked(editor, article)
    assert refused.value.code == "pdf_unavailable"
    assert "libpango-1.0-0" in refused.value.detail
    assert not Proof.objects.exists()
    assert not Work.objects.filter(kind=proofs.KIND).exists()
