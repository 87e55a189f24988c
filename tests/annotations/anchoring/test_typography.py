import pytest

from annotations.anchoring.typography import is_typography


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the same", "the same"),
        ("he said “so”", 'he said "so"'),
        ("Minsk’s prisons", "Minsk's prisons"),
        ("some\u00a0people", "some people"),
        ("cafe\u0301", "caf\u00e9"),
        ("Дзя\u02bcржынск", "Дзя'ржынск"),
        ("\u212bngström", "A\u030angström"),
    ],
)
def test_one_glyph_for_another_of_its_kind_is_typography(old: str, new: str) -> None:
    assert is_typography(old, new)
    assert is_typography(new, old)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("he said so", "he said “so”"),
        ("'so'", '"so"'),
        ("Red", "red"),
        ("a – b", "a - b"),
        ("a  b", "a b"),
        ("a\nb", "a b"),
        ("4,000 kits", "4.000 kits"),
        ("4\u00a0000 kits", "4 000 kits"),
        ("5\u00a0people", "5 people"),
        ("in “2020”", 'in "2020"'),
        ("½", "1/2"),
        ("10²", "102"),
        ("ﬁnal", "final"),
        ("so\u00adft", "soft"),
        ("Minsk", "Мinsk"),
        ("", "x"),
    ],
)
def test_all_else_is_wording(old: str, new: str) -> None:
    assert not is_typography(old, new)
    assert not is_typography(new, old)
