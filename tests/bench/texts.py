"""Made-up articles, their later versions, and pages, all from a seeded source of chance."""

import random

_SYLLABLES = ("ba", "de", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "vy", "ze")
# In each hundred sentences of a new version so many are gone, new, reworded or elsewhere.
_EDITS = {"gone": 1, "new": 1, "figure": 2, "word": 2, "elsewhere": 1}
_PARAGRAPH = 5
_MENU = "".join(f'<li><a href="/{name}">{name.title()}</a></li>' for name in _SYLLABLES)


def article(code_points: int, chance: random.Random) -> list[str]:
    """Sentences of at least `code_points` in all, each with the blank space behind it."""
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(4000)]
    sentences: list[str] = []
    length = 0
    while length < code_points:
        end = ".\n\n" if len(sentences) % _PARAGRAPH == _PARAGRAPH - 1 else ". "
        sentences.append(_sentence(words, chance) + end)
        length += len(sentences[-1])
    return sentences


def edited(sentences: list[str], chance: random.Random) -> list[str]:
    """The same article as its publisher has it later."""
    kinds = [*_EDITS, "same"]
    weights = [*_EDITS.values(), 100 - sum(_EDITS.values())]
    later: list[str] = []
    for sentence in sentences:
        kind = chance.choices(kinds, weights)[0]
        if kind == "new":
            later.append(f"Editors added {chance.randint(2, 999)} words here. ")
        if kind == "elsewhere":
            later.insert(chance.randint(0, len(later)), sentence)
        elif kind != "gone":
            later.append(_reworded(sentence, kind, chance))
    return later


def page(chance: random.Random) -> bytes:
    """An HTML page with a story of some 8,000 characters between a menu and a list of others."""
    paragraphs = "".join(article(8_000, chance)).split("\n\n")
    title = paragraphs[0].partition(".")[0]
    story = "".join(f"<p>{words}</p>" for words in paragraphs if words)
    others = "".join(
        f'<li><a href="/{n}">{words[:60]}</a></li>' for n, words in enumerate(paragraphs)
    )
    return (
        f'<!doctype html><html lang="en"><head><title>{title} | News</title>'
        '<meta property="article:published_time" content="2024-04-26T06:58:01+00:00">'
        f'<meta property="og:site_name" content="News"></head><body><nav><ul>{_MENU}</ul></nav>'
        f"<article><h1>{title}</h1><p class=byline>By Ann Example</p>{story}</article>"
        f"<aside><h2>Read also</h2><ul>{others}</ul></aside><footer>All rights reserved.</footer>"
        "</body></html>"
    ).encode()


def _sentence(words: list[str], chance: random.Random) -> str:
    chosen = chance.choices(words, k=chance.randint(6, 24))
    if chance.random() < 0.3:
        chosen[len(chosen) // 2] = f"{chance.randint(2, 9999):,}"
    return " ".join(chosen).capitalize()


def _reworded(sentence: str, kind: str, chance: random.Random) -> str:
    words = sentence.split(" ")
    middle = len(words) // 2
    if kind == "figure":
        words[middle] = f"{chance.randint(2, 9999):,}"
    elif kind == "word":
        words[middle:middle] = ["reportedly"]
    return " ".join(words)
