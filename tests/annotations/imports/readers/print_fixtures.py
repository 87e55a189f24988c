"""Make the fixtures of files again: `python -m tests.annotations.imports.readers.print_fixtures`.

Needs Chromium, which prints the PDFs from the HTML beside them. What the tests read is committed;
running this is only needed to change it. `encrypted.pdf` is the ministry's statement with a password.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Letter
from playwright.sync_api import Browser, sync_playwright

from tests.harness.chromium import find_chromium, launch_flags

FILES = Path(__file__).parent / "fixtures" / "files"
HEAD = '<div style="font-size:7pt;width:100%;text-align:center">Institute for Open Ledgers · Reports</div>'
FOOT = (
    '<div style="font-size:7pt;width:100%;text-align:center"><span class="pageNumber"></span></div>'
)
RUNNING = {"display_header_footer": True, "header_template": HEAD, "footer_template": FOOT}
PRINTED: dict[str, dict[str, Any]] = {
    "press-release": {},
    "ministry-statement": {},
    "arabic-statement": {},
    "two-column-report": RUNNING,
}


def print_one(browser: Browser, name: str) -> None:
    page = browser.new_page()
    page.set_content((FILES / f"{name}.html").read_text(encoding="utf-8"))
    page.pdf(path=FILES / f"{name}.pdf", prefer_css_page_size=True, tagged=False, **PRINTED[name])
    page.close()


def print_scan(browser: Browser) -> None:
    """A page that is only a picture of the press release."""
    page = browser.new_page(viewport={"width": 620, "height": 877})
    page.set_content((FILES / "press-release.html").read_text(encoding="utf-8"))
    picture = page.screenshot(type="jpeg", quality=12)
    page.set_content("<style>@page{size:A4;margin:0}img{width:210mm}</style><img>")
    page.evaluate(
        "bytes => new Promise(done => {const i = document.querySelector('img'); i.onload = done; "
        "i.src = URL.createObjectURL(new Blob([new Uint8Array(bytes)], {type: 'image/jpeg'}))})",
        list(picture),
    )
    page.pdf(path=FILES / "scanned-page.pdf", prefer_css_page_size=True, tagged=False)
    page.close()


def write_letter() -> None:
    """A letter as an office writes it with Word."""
    letter = Document()
    told = letter.core_properties
    told.author, told.title = "Maren Holt", ""
    told.created = told.modified = datetime(2021, 2, 24, 9, 30, tzinfo=UTC)
    letter.sections[0].header.paragraphs[0].text = "Port Authority of Ellworth"
    letter.sections[0].footer.paragraphs[0].text = "4 Customs Quay, Ellworth"
    letter.add_heading("Answers to the council's questions on berths 5 and 6", 0)
    letter.add_paragraph("Ellworth, 24 February 2021")
    _answers(letter)
    letter.save(str(FILES / "council-letter.docx"))


def _answers(letter: Letter) -> None:
    letter.add_heading("When were the cracks found?", 1)
    letter.add_paragraph(
        "Divers found them on 9 February in nine of forty-two piles. A second inspection on "
        "16 February confirmed the finding."
    )
    letter.add_paragraph("“The quay cannot wait for the summer.”", style="Quote")
    letter.add_heading("What will it cost?", 1)
    table = letter.add_table(rows=0, cols=3)
    for row in (
        ("Work", "Weeks", "Estimate"),
        ("Replacing nine piles", "6", "2,900,000"),
        ("Strengthening the deck", "4", "1,150,000"),
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    letter.add_paragraph("Table 1: Estimate of 23 February", style="Caption")
    letter.add_heading("What happens to the ferries?", 1)
    letter.add_paragraph("Ferries to Brandsund leave from berth 2.", style="List Bullet")
    letter.add_paragraph("The last evening ferry is cancelled.", style="List Bullet")
    letter.add_paragraph("From Monday to Thursday only.", style="List Bullet 2")


def main() -> None:
    write_letter()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(driver), args=launch_flags())
        for name in PRINTED:
            print_one(browser, name)
        print_scan(browser)
        browser.close()


if __name__ == "__main__":
    main()
