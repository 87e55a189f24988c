"""The annotated proof in dossiers; dossiers of one claim or article; bytes kept without being held whole."""

import io
import json
import tracemalloc
import zipfile
from collections.abc import Iterator

import pypdfium2
import pytest

from annotations import legal
from annotations.models import Blob, Dossier, LegalMatter, User, Work
from annotations.refusals import Conflict, Forbidden, Missing
from annotations.tasks import run
from tests.factories.articles import make_article, make_page
from tests.factories.claims import make_claim, published_claim
from tests.factories.evidence import link_evidence
from tests.factories.users import (
    actor_of,
    make_editor,
    make_reviewer,
    make_user,
    make_viewer,
)

pytestmark = pytest.mark.django_db


def made(by: User, dossier: Dossier) -> zipfile.ZipFile:
    run.do_work(Work.objects.get(kind=legal.KIND, subject=dossier.pk).pk)
    taken = legal.take_dossier(actor=actor_of(by), dossier_id=dossier.pk)
    raw = b"".join(legal.chunks_of(taken))
    assert taken.blob is not None
    assert len(raw) == taken.blob.size
    return zipfile.ZipFile(io.BytesIO(raw))


@pytest.mark.usefixtures("pango")
def test_counsels_has_the_proof_as_page_and_pdf_with_the_archived_copy() -> None:
    editor, reviewer = make_editor(), make_reviewer()
    page = make_page(["The register lists 4,120 kits."], url="https://ministry.example/register")
    article = make_article(by=editor)
    claim = make_claim(article, editor, "80% of voters took part")
    entry = link_evidence(claim, editor)
    entry.source.article = page
    entry.source.save()
    published_claim(article, editor, reviewer)
    dossier = legal.dossier_of_one(
        actor=actor_of(editor), what="articles", thing_id=article.pk, kind="counsel"
    )
    file = made(editor, dossier)
    html = file.read("articles/001/proof.html").decode()
    assert "hygiene kits" in html
    assert page.current_revision is not None
    assert page.current_revision.snapshot.blob_id in html
    document = pypdfium2.PdfDocument(file.read("articles/001/proof.pdf"))
    assert "80% of voters" in document[0].get_textpage().get_text_bounded()
    document.close()
    listed = {one["path"] for one in json.loads(file.read("MANIFEST.json"))["files"]}
    assert {"articles/001/proof.html", "articles/001/proof.pdf"} <= listed
    for name in ("history/chain.txt", "history/entries.jsonl", "copies.json", "verify.py"):
        assert name in listed
    assert any(name.startswith("copies/") for name in listed)


@pytest.mark.usefixtures("without_pango")
def test_one_for_disclosure_proves_what_was_judged_and_names_nobody() -> None:
    editor, reviewer = make_user("ann.staffer", "editor"), make_user("bob.staffer", "reviewer")
    article = make_article(by=editor)
    published_claim(article, editor, reviewer)
    draft = make_claim(article, editor, "80% of voters took part", statement="NOT JUDGED")
    link_evidence(draft, editor, url="https://leak.example/1", title="LEAKED", visibility="hidden")
    dossier = legal.dossier_of_one(
        actor=actor_of(editor), what="articles", thing_id=article.pk, kind="disclosure"
    )
    file = made(editor, dossier)
    html = file.read("articles/001/proof.html").decode()
    assert "hygiene kits" in html
    assert "Staff " in html
    for word in ("NOT JUDGED", "LEAKED", "staffer"):
        assert word not in html
    missing = json.loads(file.read("NOT-INCLUDED.json"))
    assert {one["reason"] for one in missing} >= {"pdf_unavailable"}


@pytest.mark.usefixtures("without_pango")
def test_one_of_a_single_claim_opens_a_matter_that_holds_nothing_once() -> None:
    editor = make_editor()
    claim = published_claim(make_article(by=editor), editor, make_reviewer())
    asked = {"what": "claims", "thing_id": claim.pk}
    first = legal.dossier_of_one(actor=actor_of(editor), kind="counsel", **asked)
    matter = LegalMatter.objects.get()
    assert (matter.holds, list(matter.claims.all())) == (False, [claim])
    with pytest.raises(Conflict):
        legal.dossier_of_one(actor=actor_of(editor), kind="counsel", **asked)
    assert made(editor, first).read("claims/001/page.html")
    second = legal.dossier_of_one(actor=actor_of(editor), kind="disclosure", **asked)
    assert second.matter == matter
    assert legal.held_claims() == set()
    with pytest.raises(Missing):
        legal.take_dossier(actor=actor_of(make_editor()), dossier_id=first.pk)


def test_viewers_ask_for_none_and_of_what_is_not_there_there_is_none() -> None:
    editor = make_editor()
    article = make_article(by=editor)
    asked = {"what": "articles", "kind": "counsel"}
    with pytest.raises(Forbidden):
        legal.dossier_of_one(actor=actor_of(make_viewer()), thing_id=article.pk, **asked)
    with pytest.raises(Missing):
        legal.dossier_of_one(actor=actor_of(editor), thing_id=editor.pk, **asked)
    assert not LegalMatter.objects.exists()


def test_bytes_that_come_in_pieces_are_kept_and_given_out_without_being_held_whole() -> None:
    piece, many = bytes(range(256)) * 4096, 32  # 32 MB, which deflate makes small

    def pieces() -> Iterator[bytes]:
        for number in range(many):
            yield number.to_bytes(4, "big") + piece[4:]

    tracemalloc.start()
    kept = Blob.keep_pieces(pieces())
    digest = kept.sha256
    size = sum(len(chunk) for chunk in Blob(sha256=digest).chunks())
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (kept.size, size) == (many * len(piece), many * len(piece))
    assert peak < 12 * len(piece)
    assert Blob.keep(b"".join(pieces())).sha256 == digest
    assert Blob.objects.filter(pk=digest).count() == 1


def test_nothing_and_little_come_back_as_they_went_in() -> None:
    for raw in (b"", b"x", b"words " * 1000):
        kept = Blob.keep_pieces(iter([raw[:3], raw[3:]]))
        assert b"".join(Blob.objects.get(pk=kept.sha256).chunks()) == raw
        assert Blob.objects.get(pk=kept.sha256).content == raw
