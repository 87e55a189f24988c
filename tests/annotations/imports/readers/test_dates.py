"""Dates as people and machines write them."""

import pytest

from annotations.imports.readers.dates import address_date, machine_date, written_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GENOA (UrduPoint News / Sputnik - 18th August, 2020) The", "2020-08-18T00:00:00+00:00"),
        ("in Minsk, Belarus, on August 14, 2020. (AP)", "2020-08-14T00:00:00+00:00"),
        ("Aug. 14, 2020 at 3:05 pm", "2020-08-14T15:05:00+00:00"),
        ("26 апреля 2024, 09:58", "2024-04-26T09:58:00+00:00"),
        ("6 верасня 2020", "2020-09-06T00:00:00+00:00"),
        ("5 травня 2021", "2021-05-05T00:00:00+00:00"),
        ("3. März 2021", "2021-03-03T00:00:00+00:00"),
        ("1er août 2022", "2022-08-01T00:00:00+00:00"),
        ("5 de mayo de 2021", "2021-05-05T00:00:00+00:00"),
        ("14.08.2020 10:30", "2020-08-14T10:30:00+00:00"),
        ("12/31/2023", "2023-12-31T00:00:00+00:00"),
        ("31/12/2023", "2023-12-31T00:00:00+00:00"),
    ],
)
def test_it_reads_written_dates(text: str, expected: str) -> None:
    found = written_date(text)
    assert found is not None
    assert found.isoformat() == expected


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2020",
        "31 February 2020",
        "987 people in 2024",
        "1 May 1720",
        "5 May 2999",
        "Room 12, 2020",
    ],
)
def test_it_does_not_guess_where_a_date_may_mean_two_days_or_none(text: str) -> None:
    assert written_date(text) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-04-26T09:58:01+0300", "2024-04-26T09:58:01+03:00"),
        ("2024-04-26T09:58:01.250Z", "2024-04-26T09:58:01.250000+00:00"),
        ("2024-04-26", "2024-04-26T00:00:00+00:00"),
        ("Fri, 26 Apr 2024 09:58:01 +0300", "2024-04-26T09:58:01+03:00"),
        ("2024-04-26 09:58:01 UTC", "2024-04-26T09:58:01+00:00"),
    ],
)
def test_it_reads_machine_dates_with_their_zone(value: str, expected: str) -> None:
    found = machine_date(value)
    assert found is not None
    assert found.isoformat() == expected


@pytest.mark.parametrize(
    "value", ["", "today", "0001-01-01", "9999-12-31", "x" * 100, "2024-13-01"]
)
def test_what_is_no_date_is_none(value: str) -> None:
    assert machine_date(value) is None


def test_it_reads_the_date_of_an_address() -> None:
    found = address_date("https://example.org/2020/08/14/story")
    assert found is not None
    assert found.date().isoformat() == "2020-08-14"
    assert address_date("https://example.org/12345/2020") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("26 Nisan 2024", "2024-04-26"),
        ("26. huhtikuuta 2024", "2024-04-26"),
        ("26. dubna 2024", "2024-04-26"),
        ("den 26 april 2024 kl. 09.58", "2024-04-26"),
        ("26 أبريل 2024", "2024-04-26"),
        ("٢٦ أبريل ٢٠٢٤", "2024-04-26"),
        ("2024年4月26日 9:58", "2024-04-26"),
        ("2024년 4월 26일", "2024-04-26"),
        ("26 de abril de 2024 às 9h58", "2024-04-26"),
        ("26 апреля 2024 года", "2024-04-26"),
    ],
)
def test_it_reads_written_dates_of_many_languages(text: str, expected: str) -> None:
    found = written_date(text)
    assert found is not None
    assert found.date().isoformat() == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1714111081", "2024-04-26T05:58:01+00:00"),
        ("1714111081000", "2024-04-26T05:58:01+00:00"),
        ("2024-04-26T09:58:01+03:00[Europe/Minsk]", "2024-04-26T09:58:01+03:00"),
        ("Fri Apr 26 2024 09:58:01 GMT+0300 (MSK)", "2024-04-26T09:58:01+03:00"),
        ("April 26, 2024 9:58 pm", "2024-04-26T21:58:00+00:00"),
        ("20240426", "2024-04-26T00:00:00+00:00"),
    ],
)
def test_it_reads_what_scripts_and_content_systems_print(value: str, expected: str) -> None:
    found = machine_date(value)
    assert found is not None
    assert found.isoformat() == expected
