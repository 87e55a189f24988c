"""A claim on a PDF tells its page, through the real reader, worker and anchor."""

import time

import pytest

from annotations import dossier
from annotations.imports import accept
from annotations.models import Article
from tests.factories.claims import make_claim
from tests.factories.users import actor_of, make_editor
from tests.harness.processes import Processes

pytestmark = pytest.mark.live
PAGES = (
    "The council met for the whole year and counted 120 people in May.",
    "On the second page it says that 240 people came in June of that year.",
    "The last page closes with 360 people who were counted in July.",
)


def pdf_of(pages: tuple[str, ...]) -> bytes:
    """A PDF with one line on each page."""
    kids = [f"{4 + 2 * number} 0 R" for number in range(len(pages))]
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, words in enumerate(pages):
        drawn = f"BT /F1 12 Tf 60 700 Td ({words}) Tj ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    ).encode()


def test_a_claim_on_a_pdf_cites_its_page(live_stack: Processes) -> None:
    editor = make_editor()
    item = accept.import_file(
        actor=actor_of(editor), content=pdf_of(PAGES), filename="report.pdf", title="Report"
    )
    deadline = time.monotonic() + 40
    while not item.is_finished and time.monotonic() < deadline:
        time.sleep(0.1)
        item.refresh_from_db()
    assert item.status == "succeeded", item.error
    article = Article.objects.select_related("current_revision").get(pk=item.article_id)
    claim = make_claim(article, editor, "240 people came in June")
    shown = dossier.claim_json(editor, claim.pk)
    assert shown is not None
    assert shown["anchor"]["page"] == 2
