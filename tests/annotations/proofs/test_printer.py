"""The PDF: what it says, its fonts, its bookmarks; what it may not reach, and what happens where none can be made."""

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from annotations import proofs
from annotations.proofs import printer
from annotations.proofs.faces import FACES, font_rules
from annotations.proofs.printer import FOLDER
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, make_claim
from tests.factories.users import make_editor, make_reviewer

RUSSIAN = "По официальной статистике, в выборах приняли участие 80% избирателей."
ARABIC = "قال المتطوعون إنهم وزعوا أكثر من 4000 مجموعة نظافة."
LONG = "https://example.org/" + "unbroken" * 20


def document_of(pdf: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(io.BytesIO(pdf))


@pytest.fixture
def closed() -> Iterator[list[pypdfium2.PdfDocument]]:
    """Documents to be closed afterwards: an open one warns."""
    opened: list[pypdfium2.PdfDocument] = []
    yield opened
    for one in opened:
        one.close()


@pytest.mark.django_db
@pytest.mark.usefixtures("pango")
def test_it_says_the_whole_text_and_the_claims_with_our_own_fonts_bookmarks_and_facts(
    closed: list[pypdfium2.PdfDocument],
) -> None:
    nina, ruth = make_editor(), make_reviewer()
    text = f"Volunteers gave out more than 4,000 hygiene kits.\n\n{RUSSIAN}\n\n{ARABIC}\n\n{LONG}"
    article = make_article(text, by=nina, title="Наборы: hygiene kits")
    approved_claim(article, nina, ruth)
    # Passages that begin and end inside words, and over each other.
    for words in ("астие 80% изб", "ирателей", "unbrokenunbroken", "إنهم وزعوا"):
        make_claim(article, nina, words)
    contents = proofs.proof_of(nina, article)
    html, rules = proofs.page_alone(contents, is_printed=True), proofs.print_rules(contents)
    steps: list[int] = []
    pdf = proofs.printed(html, rules, lambda: steps.append(1))
    assert steps
    document = document_of(pdf)
    closed.append(document)
    said = "".join(page.get_textpage().get_text_bounded() for page in document)
    plain = "".join(sign for sign in said if not sign.isspace() and not sign.isdigit())
    for words in (RUSSIAN, LONG, "Volunteersgaveoutmorethan"):
        wanted = "".join(sign for sign in words if not sign.isspace() and not sign.isdigit())
        assert wanted in plain
    assert "Revision 1" in said
    assert f"Page 1 of {len(document)}" in said
    titles = [mark.get_title() for mark in document.get_toc()]
    assert titles[:2] == ["Наборы: hygiene kits", "The text"]
    assert "1. more than 4,000 hygiene kits" in titles
    facts = document.get_metadata_dict()
    assert (facts["Title"], facts["Creator"]) == ("Наборы: hygiene kits", "Factcheck")
    assert facts["Author"] == contents.newsroom
    fonts = {
        thing.get_font().get_base_name()
        for page in document
        for thing in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
    }
    families = {name.partition("+")[2] for name in fonts}
    assert {name for name in families if not name.startswith("Proof-")} == set()
    for ours in ("Proof-Serif", "Proof-Serif-Cyrillic", "Proof-Sans", "Proof-Arabic"):
        assert any(name.startswith(ours) for name in families), fonts
    assert document.is_tagged()


@pytest.mark.usefixtures("pango")
def test_nothing_but_our_own_files_is_read(
    closed: list[pypdfium2.PdfDocument], tmp_path: Path
) -> None:
    other = tmp_path / "secret.css"
    other.write_text('body::before { content: "SECRET" }')
    html = (
        '<!doctype html><html lang="en"><head><title>T</title>'
        f'<link rel="stylesheet" href="{other.as_uri()}">'
        '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">'
        f'</head><body><p>Words</p><img src="{other.as_uri()}" alt="x">'
        f'<img src="file://{FOLDER}/../../../../etc/passwd" alt="y"></body></html>'
    )
    document = document_of(proofs.printed(html, ""))
    closed.append(document)
    said = document[0].get_textpage().get_text_bounded()
    assert "Words" in said
    assert "SECRET" not in said
    assert "root:" not in said


@pytest.mark.usefixtures("without_pango")
def test_a_machine_without_pango_says_so() -> None:
    with pytest.raises(proofs.PrinterError) as failed:
        proofs.printed("<p>", "")
    assert failed.value.code == "pdf_unavailable"
    assert "libpango-1.0-0" in str(proofs.UNAVAILABLE)


@pytest.mark.usefixtures("pango")
@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("import os; os.abort()", "pdf_failed"),
        ("print('no PDF')", "pdf_failed"),
        ("import time; time.sleep(60)", "pdf_too_slow"),
    ],
)
def test_a_printer_that_crashes_or_never_ends_harms_nobody(
    program: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "printing.py"
    file.write_text(program)
    monkeypatch.setattr(printer, "PROGRAM", file)
    monkeypatch.setattr(printer, "PULSE", 0.2)
    monkeypatch.setattr(printer, "LONGEST", 0.5 if code == "pdf_too_slow" else 60.0)
    with pytest.raises(proofs.PrinterError) as failed:
        proofs.printed("<p>", "")
    assert failed.value.code == code


@pytest.mark.usefixtures("pango")
def test_who_may_not_go_on_ends_the_printer_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "printing.py"
    file.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(printer, "PROGRAM", file)
    monkeypatch.setattr(printer, "PULSE", 0.1)
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def start(*args: object, **kwargs: object) -> "subprocess.Popen[bytes]":
        started.append(popen(*args, **kwargs))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(printer.subprocess, "Popen", start)
    steps = iter([None])

    def step() -> None:
        if next(steps, 1) is not None:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        proofs.printed("<p>", "", step)
    assert started[0].poll() is not None


def test_only_the_alphabets_that_a_document_has_are_named_and_every_file_is_there() -> None:
    rules = font_rules("Words", FOLDER / "fonts")
    assert "Proof Serif" in rules
    assert "Cyrillic" not in rules
    both = font_rules("Words Слова", FOLDER / "fonts")
    assert '"Proof Serif Cyrillic"' in both
    for face in FACES:
        assert (FOLDER / "fonts" / f"{face.file}.woff2").is_file()
