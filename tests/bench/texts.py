"""Made-up articles, their later versions, and pages, all from a seeded source of chance."""

import json
import random

_SYLLABLES = ("ba", "de", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "vy", "ze")
# In each hundred sentences of a new version so many are gone, new, reworded or elsewhere.
_EDITS = {"gone": 1, "new": 1, "figure": 2, "word": 2, "elsewhere": 1}
_PARAGRAPH = 5


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
    """An HTML page with a story of some 8,000 characters among all that a news site puts around it.

    Near the middle one of 150 real pages: 136 kB (real: 120), 530 elements (690), 144 blocks of text
    (162).
    """
    paragraphs = [words for words in "".join(article(8_000, chance)).split("\n\n") if words]
    title = paragraphs[0].partition(".")[0]
    described = json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": title,
            "datePublished": "2024-04-26T06:58:01+00:00",
            "author": {"@type": "Person", "name": "Ann Example"},
            "publisher": {"@type": "Organization", "name": "News"},
        }
    )
    story = "".join(f'<p class="article__paragraph">{_linked(words)}</p>' for words in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | News</title>'
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="News">'
        f'<link rel="canonical" href="https://news.example/a">{_metas(chance)}{_scripts(chance, 14)}'
        f'<script type="application/ld+json">{described}</script></head><body class="page">'
        f'<header class="site-header"><div class="site-header__inner">{_menu("site-nav", 3)}</div></header>'
        f'<main class="layout"><article class="article"><h1 class="article__title">{title}</h1>'
        '<p class="article__byline">By <a rel="author" href="/author/ann">Ann Example</a></p>'
        f'{_menu("share-tools", 1)}<figure><img src="/i.jpg" alt=""><figcaption>{paragraphs[-1][:90]}'
        f'</figcaption></figure><div class="article__body">{story}</div>{_menu("article__tags", 1)}'
        f"</article><aside class='sidebar'>{_teasers(paragraphs, 'most-read')}</aside></main>"
        f"<section class='related'>{_teasers(paragraphs, 'related')}</section>"
        f'<footer class="site-footer">{_menu("footer-nav", 1)}<p>All rights reserved.</p></footer>'
        f"{_scripts(chance, 14)}</body></html>"
    ).encode()


def _linked(words: str) -> str:
    first, _, rest = words.partition(". ")
    return f'{first}. <a class="link" href="/x">{rest[:20]}</a>{rest[20:]}'


def _menu(name: str, columns: int) -> str:
    items = "".join(
        f'<li class="{name}__item"><a class="{name}__link" href="/{word}"><span>{word.title()}</span></a></li>'
        for word in _SYLLABLES
    )
    return f'<nav class="{name}">' + f'<ul class="{name}__list">{items}</ul>' * columns + "</nav>"


def _teasers(paragraphs: list[str], name: str) -> str:
    cards = "".join(
        f'<div class="{name}__card card"><div class="card__body"><a class="card__link" href="/{n}"><div class="card__media">'
        f'<img class="card__image" src="/{n}.jpg" alt="" loading="lazy"></div><h3 class="card__title">'
        f'{words[:60]}</h3></a><p class="card__text">{words[60:160]}</p></div></div>'
        for n, words in enumerate(paragraphs[:12])
    )
    return (
        f'<div class="{name}__outer"><div class="{name}__inner"><h2 class="{name}__heading">More stories</h2>'
        f'<div class="{name}__grid">{cards}</div></div></div>'
    )


def _metas(chance: random.Random) -> str:
    words = ["".join(chance.choices(_SYLLABLES, k=3)) for _ in range(20)]
    return "".join(
        f'<meta name="{word}" content="{word} {word}"><link rel="preload" href="/{word}.css" as="style">'
        for word in words
    )


def _scripts(chance: random.Random, number: int) -> str:
    made = []
    for _ in range(number):
        words = "".join(chance.choices(_SYLLABLES, k=20))
        line = f'window["{words}"]={{"id":1,"list":["{words}"],"more":function(){{return 1}}}};'
        made.append(f"<script>{line * 27}</script>")
    return "".join(made)


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
