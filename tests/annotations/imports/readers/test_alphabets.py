"""Text that people wrote, told from bytes read with the wrong charset."""

import pytest

from annotations.imports.readers.alphabets import strangeness

GOOD = [
    "plain ASCII, nothing else",
    "Zürich: Über tausend Menschen – „verhaftet“.",
    "Podle organizace bylo zadrženo přibližně tisíc lidí.",
    "По словам представителя организации, задержаны около тысячи человек.",
    "据当地媒体报道，数千人在首都集会抗议，警方表示已有人被拘留。",
    "東京で大きな地震があり、数千人が避難した。",
    "قالت المنظمة إن نحو ألف شخص اعتقلوا.",
    "3 000 km², 25 °C, 5 €, ½ Liter, “naïve” café",
]
BAD = [
    ("Тысячи людей вышли на улицы столицы", "cp1251", "koi8-r"),
    ("Тысячи людей вышли на улицы столицы", "koi8-r", "cp1251"),
    ("Tysiące ludzi wyszło na ulice, zatrzymano około stu osób", "cp1250", "cp1252"),
    (
        "Örgüte göre yaklaşık bin kişi gözaltına alındı; üç gün önce başlayan süreç sürüyor, dedi sözcü",
        "cp1254",
        "cp1252",
    ),
    ("據當地媒體報導，數千人在首都集會抗議，警方表示已有約一千人被拘留", "big5", "gb18030"),
]


@pytest.mark.parametrize("text", GOOD)
def test_what_people_write_is_not_strange(text: str) -> None:
    assert strangeness(text) <= 0.02


@pytest.mark.parametrize(("text", "written", "read"), BAD)
def test_what_was_read_wrongly_is_strange(text: str, written: str, read: str) -> None:
    assert strangeness(text.encode(written).decode(read, "ignore")) > 0.12
