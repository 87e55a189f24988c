"""A page of a source as its publisher serves it, and an import that a worker brings to its end."""

from datetime import timedelta

from django.utils import timezone

from annotations.models import Import, Source, Work
from annotations.tasks import run
from tests.annotations.feeds.publisher import Publisher

KITS = "Volunteers gave out 4,120 hygiene kits in the first half of the year."
REST = (
    "The register lists every delivery by town and by day, and is open to anybody who asks for it.",
    "The ministry publishes it each January, and corrects it when a town reports a mistake.",
    "It said “the figures are final” when it was asked about them in the spring.",
)


def put_page(site: Publisher, path: str, *paragraphs: str, title: str = "Register of aid") -> str:
    """Serve a page with these paragraphs (the register's by default); its address."""
    words = "".join(f"<p>{one}</p>" for one in paragraphs or (KITS, *REST))
    page = f"<!doctype html><html lang=en><head><title>{title}</title></head><body><main><article><h1>{title}</h1>{words}</article></main></body></html>"
    return site.put(path, page)


def run_imports() -> None:
    """Do all work of imports that waits, as a worker would."""
    for work in Work.objects.filter(kind="import", done_at__isnull=True).order_by("pk"):
        run.do_work(work.pk)


def fail_archive(source: Source, code: str = "http_error", *, hours_ago: float = 0) -> None:
    """Let the source's last import have failed that long ago, without a worker."""
    source.refresh_from_db()
    ago = timezone.now() - timedelta(hours=hours_ago)
    Import.objects.filter(pk=source.archiving_id).update(
        status="failed", error_code=code, error_detail="No.", finished_at=ago
    )
