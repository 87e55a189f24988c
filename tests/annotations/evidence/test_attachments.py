"""Files of an evidence: judged with it, seen with it, kept when they are taken away."""

import hashlib

import pytest
from django.db import DatabaseError, transaction

from annotations.evidence.attachments import attach, attachment_for, attachments_for, detach
from annotations.evidence.files import FILE_LIMIT, MOST_FILES, SentFile
from annotations.models import Attachment, Blob, Claim, HistoryEntry, User
from annotations.refusals import Conflict, Forbidden, Invalid, Missing, OutOfDate, Refused
from annotations.workflow import content_of
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, make_claim, published_claim
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of, make_editor, make_reviewer, make_viewer

pytestmark = pytest.mark.django_db
LETTER = SentFile("C:\\scans\\letter.pdf", b"%PDF of a letter", "application/pdf")


@pytest.fixture
def editor() -> User:
    return make_editor()


@pytest.fixture
def claim(editor: User) -> Claim:
    return make_claim(make_article(), editor)


def test_a_file_comes_with_the_link_and_keeps_name_and_bytes(claim: Claim, editor: User) -> None:
    entry = link_evidence(claim, editor, files=[LETTER, SentFile("b.eml", b"mail")])
    first, second = entry.attachments.order_by("id")
    assert (first.filename, first.media_type, second.filename) == (
        "letter.pdf",
        "application/pdf",
        "b.eml",
    )
    found = attachment_for(editor, first.pk)
    assert found.blob.content == LETTER.content
    assert found.blob_id == hashlib.sha256(LETTER.content).hexdigest()
    assert found.blob_id in content_of(claim)


def test_attaching_and_taking_away_are_edits_and_in_the_record(editor: User) -> None:
    claim = approved_claim(make_article(), editor, make_reviewer())
    claim.refresh_from_db(fields=["version"])
    entry = claim.evidence.get()
    made, after = attach(actor=actor_of(editor), evidence_id=entry.pk, files=[LETTER])
    assert after.state == "draft"
    assert after.version > claim.version
    later = detach(actor=actor_of(editor), attachment_id=made[0].pk)
    assert later.version == after.version + 1
    assert Attachment.objects.get().removed_at is not None
    assert Blob.objects.filter(sha256=made[0].blob_id).exists()
    assert "letter.pdf" not in content_of(later)
    verbs = (
        HistoryEntry.objects.filter(claim_id=claim.pk)
        .order_by("seq")
        .values_list("verb", flat=True)
    )
    assert list(verbs)[-2:] == ["files_attached", "file_removed"]
    for refused in (detach, lambda **_: attachment_for(editor, made[0].pk)):
        with pytest.raises(Missing):
            refused(actor=actor_of(editor), attachment_id=made[0].pk)


def test_what_is_published_is_corrected_first_also_for_the_database(editor: User) -> None:
    claim = published_claim(make_article(), editor, make_reviewer())
    entry = claim.evidence.get()
    with pytest.raises(Conflict) as refusal:
        attach(actor=actor_of(editor), evidence_id=entry.pk, files=[LETTER])
    assert refusal.value.code == "correct_first"
    with pytest.raises(DatabaseError), transaction.atomic():
        Attachment.objects.create(
            evidence=entry, blob=Blob.keep(b"x"), filename="x", created_by=editor
        )


def test_who_does_not_see_the_evidence_does_not_see_its_files(claim: Claim, editor: User) -> None:
    entry = link_evidence(claim, editor, files=[LETTER], visibility="listed")
    file, other = entry.attachments.get(), make_editor()
    assert list(attachments_for(editor)) == [file]
    assert not attachments_for(other).exists()
    for refused in (
        lambda: attachment_for(other, file.pk),
        lambda: attach(actor=actor_of(other), evidence_id=entry.pk, files=[LETTER]),
        lambda: detach(actor=actor_of(other), attachment_id=file.pk),
    ):
        with pytest.raises(Missing):
            refused()


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ([], "required"),
        ([SentFile("a", b"")], "file_empty"),
        ([SentFile("a", b"x" * (FILE_LIMIT + 1))], "file_too_large"),
        ([SentFile("a", b"x")] * (MOST_FILES + 1), "too_many_files"),
        ([SentFile("a\x00", b"x")], "bad_characters"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is(
    claim: Claim, editor: User, files: list[SentFile], code: str
) -> None:
    entry = link_evidence(claim, editor)
    with pytest.raises(Refused) as refusal:
        attach(actor=actor_of(editor), evidence_id=entry.pk, files=files)
    assert (refusal.value.code, refusal.value.field) == (code, "file")
    assert not Attachment.objects.exists()


def test_readers_attach_nothing_and_an_old_version_is_refused(claim: Claim, editor: User) -> None:
    entry = link_evidence(claim, editor)
    with pytest.raises(Forbidden):
        attach(actor=actor_of(make_viewer()), evidence_id=entry.pk, files=[LETTER])
    with pytest.raises(OutOfDate):
        attach(actor=actor_of(editor), evidence_id=entry.pk, files=[LETTER], expected='"1"')
    with pytest.raises(Invalid):
        link_evidence(claim, editor, files=[SentFile("a", b"")])
    assert claim.evidence.count() == 1
