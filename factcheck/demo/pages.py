"""The three articles as news pages: every word of the text, in its order, in a site's usual dress.

What the pages say about themselves (title, date, publisher) is what the texts give and no more.
"""

import re
from collections.abc import Callable
from html import escape

VIASNA = "The Human Rights Center “Viasna”"


def page(slug: str, text: str) -> str:
    """Return the HTML page of the article `slug` whose words are `text`.

    Raises:
        KeyError: there is no such article.
    """
    return _BUILDERS[slug]([part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()])


def headline(slug: str, text: str) -> str:
    """Return what a feed calls the article: its headline, else how its text begins."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
    return parts[0] if slug == "red-cross-hygiene-kits" else parts[1]


def published(slug: str, text: str) -> str | None:
    """Return the date that the text gives for itself (RFC 3339), if it gives one."""
    if slug == "red-cross-hygiene-kits":
        return "2020-08-18T00:00:00Z"
    stamp = re.search(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+\d\d)(\d\d)", text)
    return f"{stamp[1]}:{stamp[2]}" if stamp else None


def _red_cross(parts: list[str]) -> str:
    # The text has no headline; the site's name alone stands in the title.
    lede, *story = parts
    body = (
        _site_header("UrduPoint", ["Pakistan", "World", "Business", "Sports", "Weather"])
        + "<main><article>\n"
        + f'<p class="standfirst"><strong>{escape(lede)}</strong></p>\n'
        + _share()
        + '<div class="story">\n'
        + _paragraphs(story)
        + "</div>\n</article></main>\n"
        + _site_footer("UrduPoint", ["About us", "Contact", "Privacy policy"])
    )
    head = _meta("og:site_name", "UrduPoint") + _meta("article:published_time", "2020-08-18")
    return _document("UrduPoint", head, body)


def _belarus(parts: list[str]) -> str:
    # Only the photo's caption holds a date, so no tag gives one.
    slogan, title, caption, *story = parts
    body = (
        f'<header class="site"><p class="slogan">{escape(slogan)}</p>\n'
        + _navigation(["Home", "World", "Politics", "Culture"])
        + "</header>\n<main><article>\n"
        + f"<h1>{escape(title)}</h1>\n"
        + _figure([caption])
        + '<div class="story">\n'
        + _paragraphs(story)
        + "</div>\n</article></main>\n"
        + _site_footer(slogan, ["Contact", "Terms of use"])
    )
    head = _meta("og:site_name", slogan) + _meta("og:title", title)
    return _document(title, head, body)


def _viasna(parts: list[str]) -> str:
    banner, title, about, intro, captions, *rest = parts
    story, furniture = rest[:-3], rest[-3:]
    meta_line, _, byline = about.partition("\n")
    year, made, changed, language, image, publishers = meta_line.split(" ", 5)
    body = (
        '<header class="site">'
        f'<nav><ul><li><a href="/support">{escape(banner)}</a></li></ul></nav></header>\n'
        '<main><article itemscope itemtype="https://schema.org/NewsArticle">\n'
        f'<h1 itemprop="headline">{escape(title)}</h1>\n<p class="meta">'
        f'<span itemprop="copyrightYear">{escape(year)}</span> '
        f'<time itemprop="datePublished" datetime="{escape(made)}">{escape(made)}</time> '
        f'<time itemprop="dateModified" datetime="{escape(changed)}">{escape(changed)}</time> '
        f'<span itemprop="inLanguage">{escape(language)}</span> '
        f'<span itemprop="image">{escape(image)}</span> '
        f'<span itemprop="publisher">{escape(publishers)}</span></p>\n'
        f'<p class="byline" itemprop="author">{escape(byline)}</p>\n<div class="story">\n'
        + _paragraphs([intro])
        + _figure(captions.split("\n"))
        + _viasna_story(story)
        + "</div>\n</article></main>\n"
        + f'<aside class="latest"><h2>{escape(furniture[0])}</h2></aside>\n'
        + f'<footer class="site"><nav><ul><li><a href="/partners">{escape(furniture[1])}</a></li>'
        + f'<li><a href="/join">{escape(furniture[2])}</a></li></ul></nav></footer>\n'
    )
    head = (
        _meta("og:site_name", VIASNA)
        + _meta("og:title", title)
        + _meta("og:image", image)
        + _meta("article:published_time", made)
        + _meta("article:modified_time", changed)
        + f'<meta name="author" content="{escape(byline)}">\n'
    )
    return _document(title, head, body)


def _viasna_story(parts: list[str]) -> str:
    """The third article's paragraphs; the one in quotation marks and the next tease another."""
    teaser = next(number for number, part in enumerate(parts) if part.startswith('"'))
    title, summary = parts[teaser : teaser + 2]
    return (
        _paragraphs(parts[:teaser])
        + f'<aside class="related"><h3><a href="/">{escape(title)}</a></h3>\n'
        + _paragraphs([summary])
        + "</aside>\n"
        + _paragraphs(parts[teaser + 2 :])
    )


_BUILDERS: dict[str, Callable[[list[str]], str]] = {
    "red-cross-hygiene-kits": _red_cross,
    "belarus-frees-detainees": _belarus,
    "viasna-first-quarter-2024": _viasna,
}


def _document(title: str, head: str, body: str) -> str:
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n{head}"
        '<meta property="og:type" content="article">\n'
        '<link rel="alternate" type="application/atom+xml" href="/feed.atom">\n'
        '<link rel="stylesheet" href="/site.css">\n'
        f"</head>\n<body>\n{body}</body>\n</html>\n"
    )


def _meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{escape(content)}">\n'


def _site_header(name: str, sections: list[str]) -> str:
    return (
        f'<header class="site"><a class="brand" href="/">{escape(name)}</a>\n'
        + _navigation(sections)
        + "</header>\n"
    )


def _site_footer(name: str, links: list[str]) -> str:
    return f'<footer class="site">\n{_navigation(links)}<p>© {escape(name)}</p></footer>\n'


def _navigation(names: list[str]) -> str:
    items = "".join(f'<li><a href="/">{escape(name)}</a></li>' for name in names)
    return f"<nav><ul>{items}</ul></nav>\n"


def _share() -> str:
    return '<ul class="share"><li><a href="/">Share</a></li><li><a href="/">Print</a></li></ul>\n'


def _figure(captions: list[str]) -> str:
    lines = "<br>\n".join(escape(caption) for caption in captions)
    return (
        '<figure><img src="/photo.svg" alt="" width="640" height="360">\n'
        f"<figcaption>{lines}</figcaption></figure>\n"
    )


def _paragraphs(parts: list[str]) -> str:
    return "".join(f"<p>{escape(part)}</p>\n" for part in parts)
