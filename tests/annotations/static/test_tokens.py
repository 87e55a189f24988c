"""The colours of the design system: readable in both schemes, and the same verdicts in both."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[3] / "annotations/static/annotations/css/tokens.css"
LOOKS = [
    "true",
    "mostly-true",
    "half-true",
    "mostly-false",
    "false",
    "misleading",
    "conflicting-evidence",
    "not-enough-evidence",
    "not-checked",
]
READABLE = 4.5


def schemes() -> dict[str, dict[str, str]]:
    """The colours of the light and of the dark scheme."""
    light, dark = TOKENS.read_text().split("@media (prefers-color-scheme: dark)")
    found = re.compile(r"--([\w-]+): (#[0-9a-f]{3,6});")
    of_light = dict(found.findall(light))
    return {"light": of_light, "dark": {**of_light, **dict(found.findall(dark.split("@media")[0]))}}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("words", ["ink", "soft", "accent", *(f"v-{look}" for look in LOOKS)])
def test_words_are_readable_on_every_ground(scheme: str, words: str) -> None:
    colours = schemes()[scheme]
    for ground in ("paper", "surface", "sunk", "accent-wash"):
        assert contrast(colours[words], colours[ground]) >= READABLE, ground


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("look", LOOKS)
def test_a_verdict_is_readable_on_its_wash_and_so_is_the_text(scheme: str, look: str) -> None:
    colours = schemes()[scheme]
    wash = colours[f"v-{look}-wash"]
    assert contrast(colours[f"v-{look}"], wash) >= READABLE
    assert contrast(colours["ink"], wash) >= READABLE
    assert contrast(colours["soft"], wash) >= READABLE


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_buttons_and_selected_words_are_readable(scheme: str) -> None:
    colours = schemes()[scheme]
    assert contrast(colours["accent-ink"], colours["accent"]) >= READABLE
    assert contrast(colours["accent-ink"], colours["accent-hover"]) >= READABLE
    assert contrast(colours["ink"], colours["select"]) >= READABLE


def test_every_verdict_has_a_look_and_an_icon() -> None:
    sprite = (TOKENS.parents[1] / "icons" / "sprite.svg").read_text()
    css = TOKENS.read_text()
    for look in LOOKS:
        assert f'id="v-{look}"' in sprite
        assert f".v-{look} {{" in css
