"""What files say of themselves, and when to believe it."""

from datetime import datetime

import pytest

from annotations.imports.readers.facts import LABEL, plausible_author, plausible_title
from annotations.imports.readers.pdf.stamps import moment_of


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("A promise of shade", "A promise of shade"),
        ("Microsoft Word - A promise of shade", "A promise of shade"),
        ("Microsoft Word - final_2.docx", ""),
        ("report.indd", ""),
        ("untitled 3", ""),
        ("Документ 1", ""),
        ("https://x.example/a b", ""),
        ("Слайд", ""),
        ("2021-02-24 1", ""),
        ("", ""),
    ],
)
def test_a_title_is_believed_where_a_person_wrote_it(said: str, title: str) -> None:
    assert plausible_title(said) == title


@pytest.mark.parametrize(
    ("said", "author"),
    [
        ("Maren Holt", "Maren Holt"),
        ("Ministry of Water", "Ministry of Water"),
        ("user", ""),
        ("Microsoft Office User", ""),
        ("Пользователь Windows", ""),
        ("mholt2", ""),
        ("m@x.example", ""),
        ("admin", ""),
    ],
)
def test_an_author_is_believed_where_it_may_be_one(said: str, author: str) -> None:
    assert plausible_author(said) == author


@pytest.mark.parametrize(
    "text", ["PRESS RELEASE", "Пресс-релиз", "For immediate release:", "Заявление"]
)
def test_a_label_is_no_title(text: str) -> None:
    assert LABEL.match(text)
    assert not LABEL.match(f"{text} of the port on its two berths")


@pytest.mark.parametrize(
    ("stamp", "moment"),
    [
        ("D:20210224093000+03'00'", "2021-02-24T09:30:00+03:00"),
        ("D:20210224093000Z", "2021-02-24T09:30:00+00:00"),
        ("20210224", "2021-02-24T00:00:00+00:00"),
        ("D:20210224093000-0430", "2021-02-24T09:30:00-04:30"),
    ],
)
def test_the_dates_of_a_pdf_are_read(stamp: str, moment: str) -> None:
    assert moment_of(stamp) == datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    "stamp", ["", "D:", "yesterday", "D:20211399", "D:20990101", "D:20210224+99'99'"]
)
def test_what_is_no_date_is_none(stamp: str) -> None:
    assert moment_of(stamp) is None
