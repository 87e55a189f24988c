"""The conductor of making the PDF of a proof."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation

from annotations import proofs
from annotations.evidence.reading import watched
from annotations.history import record
from annotations.models import Article, Blob, Proof, Work
from annotations.permissions import Actor
from annotations.tasks import leases

KIND = proofs.KIND
# A proof that broke three workers breaks the fourth.
MOST_ATTEMPTS = 3


def run(work: Work) -> None:
    """Make it, keep its bytes, and say so; a worker that is killed leaves it to the next."""
    proof = Proof.objects.select_related("made_by", "revision").get(pk=work.subject)
    if proof.finished_at is not None:
        with transaction.atomic():
            if leases.is_held(work):
                leases.finish(work)
        return
    if work.attempts > MOST_ATTEMPTS:
        _end(work, proof.pk, error="pdf_failed")
        return
    seen = Article.objects.visible_to(proof.made_by).defer("search")
    article = seen.filter(pk=proof.article_id).first()
    if article is None:
        _end(work, proof.pk, error="article_gone")
        return
    _make(work, proof, article)


def _make(work: Work, proof: Proof, article: Article) -> None:
    leases.renew(work)
    with translation.override(proof.language), watched() as readings:
        contents = proofs.proof_of(proof.made_by, article, proof.revision.number)
        html, rules = proofs.page_alone(contents, is_printed=True), proofs.print_rules(contents)
        readings.keep("task")
    try:
        pdf = proofs.printed(html, rules, lambda: leases.renew(work))
    except proofs.PrinterError as failed:
        if failed.code == "pdf_failed":  # a crash may have been the machine's fault: try again
            raise
        _end(work, proof.pk, error=failed.code)
        return
    _end(work, proof.pk, content=pdf, seq=contents.seq)


@transaction.atomic
def _end(
    work: Work, proof_id: UUID, *, content: bytes = b"", seq: int | None = None, error: str = ""
) -> None:
    if not leases.is_held(work):
        return
    leases.finish(work)
    proof = Proof.objects.select_for_update().get(pk=proof_id)
    proof.finished_at, proof.error, proof.history_seq = timezone.now(), error, seq
    if content:
        proof.blob = Blob.keep(content)
    proof.save()
    verb = "proof_made" if content else "proof_failed"
    facts = {"sha256": proof.blob_id} if content else {"error": error}
    actor = Actor(proof.made_by, "task")
    record(actor, verb, proof, article=Article(pk=proof.article_id), **facts)
