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


LANGUAGES = {
    "koi8-r": RUSSIAN,
    "cp866": RUSSIAN,
    "iso8859-5": RUSSIAN,
    "windows-1250": "Według organizacji zatrzymano około tysiąca osób, choć władze milczą o świcie.",
    "iso8859-2": "Podle organizace bylo zadrženo přibližně tisíc lidí, řekl mluvčí úřadu.",
    "windows-1252": "El presidente señaló que la reforma será presentada mañana; habrá más información.",
    "windows-1254": "Örgüte göre yaklaşık bin kişi gözaltına alındı, dedi sözcü şöyle.",
    "windows-1256": "قالت المنظمة إن نحو ألف شخص اعتقلوا، ولم تؤكد السلطات هذه المعلومات.",
    "euc-jp": "東京で大きな地震があり、数千人が避難した。気象庁によると津波の心配はない。",
    "big5": "據當地媒體報導，數千人在首都集會抗議。警方表示，已有約一千人被拘留。",
    "gb18030": "据当地媒体报道，数千人在首都集会抗议。警方表示，已有约一千人被拘留。",
    "euc-kr": "현지 언론에 따르면 수천 명이 수도에서 집회를 열었다고 경찰은 밝혔다.",
}


def page(text: str, declared: str = "") -> str:
    meta = f'<meta charset="{declared}">' if declared else ""
    return (
        f"<!doctype html><html><head>{meta}<title>{text[:30]}</title></head><body><div class='story'>"
        f"<p>{text}</p><p>{text}</p></div><a href='/about'>About</a></body></html>"
    )


@pytest.mark.parametrize("declared", ["", "utf-8", "iso-8859-1"])
@pytest.mark.parametrize("charset", LANGUAGES)
def test_each_language_is_recognised_where_another_charset_or_none_is_declared(
    charset: str, declared: str
) -> None:
    expected = page(LANGUAGES[charset], declared)
    assert decode(expected.encode(charset))[0] == expected


@pytest.mark.parametrize("charset", ["koi8-r", "cp866", "iso8859-5"])
def test_cyrillic_under_the_name_of_another_cyrillic_charset_is_recognised(charset: str) -> None:
    expected = page(RUSSIAN, "windows-1251")
    assert decode(expected.encode(charset))[0] == expected


@pytest.mark.parametrize("charset", ["big5", "euc-kr", "euc-jp"])
def test_other_east_asian_text_under_the_name_of_gb2312_is_recognised(charset: str) -> None:
    expected = page(LANGUAGES[charset], "gb2312")
    assert decode(expected.encode(charset))[0] == expected


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_recognised(charset: str) -> None:
    expected = page(RUSSIAN)
    assert decode(expected.encode(charset)) == (expected, charset)


def test_a_declaration_far_down_the_page_is_found() -> None:
    start = "<html><head>" + "<!-- header of the content system -->" * 200
    expected = f'{start}<meta charset="koi8-r"></head><p>{RUSSIAN}</p>'
    assert decode(expected.encode("koi8-r")) == (expected, "koi8_r")


def western(raw: bytes) -> str:
    """As browsers read Western bytes: cp1252, and the five bytes that it lacks as they are."""
    lacking = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
    return "".join(chr(n) if n in lacking else bytes([n]).decode("cp1252") for n in raw)


@pytest.mark.parametrize(
    "text", [RUSSIAN, PAGES["gbk"], "Müller „überrascht“ – ‚schön‘: süß, größer, Öl " * 3]
)
def test_text_that_was_encoded_twice_is_read_rightly(text: str) -> None:
    expected = page(text)
    assert decode(western(expected.encode()).encode()) == (expected, "utf-8")


def test_a_few_odd_pairs_in_good_text_are_left_alone() -> None:
    expected = page("Le sigle Ã© est faux ; l’été « à » Paris, où ça ? Été, été, été. " * 9)
    assert decode(expected.encode())[0] == expected
