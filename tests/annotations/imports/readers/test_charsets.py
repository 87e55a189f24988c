"""Every charset that real pages use, rightly or wrongly declared."""

import pytest

from annotations.imports.readers.charsets import decode

RUSSIAN = (
    "По словам представителя организации, задержаны около тысячи человек, сообщает агентство. "
)
PAGES = {
    "windows-1251": RUSSIAN,
    "koi8-r": RUSSIAN,
    "shift_jis": "東京で大きな地震があり、数千人が避難した。",
    "euc-jp": "東京で大きな地震があり、数千人が避難した。",
    "gbk": "据当地媒体报道，数千人在首都集会抗议。",
    "big5": "據當地媒體報導，數千人在首都集會抗議。",
    "euc-kr": "서울에서 수천 명이 집회를 열었다.",
    "iso-8859-2": "Tysiące ludzi protestowało w Łodzi, Gdańsku i Poznaniu.",
    "iso-8859-1": "Zürich: Über tausend Menschen wurden verhaftet.",
    "utf-8": RUSSIAN,
    "iso-2022-jp": "東京で大きな地震があった。",
}


@pytest.mark.parametrize("charset", PAGES)
def test_it_believes_the_header(charset: str) -> None:
    assert decode(PAGES[charset].encode(charset), charset)[0] == PAGES[charset]


@pytest.mark.parametrize("charset", PAGES)
def test_it_believes_the_page_itself(charset: str) -> None:
    page = f'<html><head><meta charset="{charset}"></head><p>{PAGES[charset]}</p>'
    assert decode(page.encode(charset))[0] == page


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", None, "no-such-charset"])
def test_cyrillic_is_recognised_whatever_is_declared(declared: str | None) -> None:
    page = f"<html><body><div class='a'>{RUSSIAN * 8}</div></body></html>"
    text, charset = decode(page.encode("cp1251"), declared)
    assert (text, charset) == (page, "cp1251")


def test_utf8_wins_over_a_wrong_declaration() -> None:
    assert decode(RUSSIAN.encode(), "windows-1251") == (RUSSIAN, "utf-8")


def test_utf8_with_a_broken_byte_stays_utf8() -> None:
    body = RUSSIAN.encode() * 5
    text, charset = decode(body + b"\xd0" + body)
    assert charset == "utf-8"
    assert text.count("\ufffd") == 1


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-32"])
def test_it_reads_byte_order_marks(charset: str) -> None:
    assert decode(RUSSIAN.encode(charset), "iso-8859-1")[0] == RUSSIAN


def test_plain_ascii_needs_no_declaration() -> None:
    assert decode(b"plain") == ("plain", "utf-8")


def test_western_text_keeps_its_typographic_signs() -> None:
    assert decode("“Café” – 5 €".encode("cp1252"), "iso-8859-1")[0] == "“Café” – 5 €"
