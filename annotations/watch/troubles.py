"""Why a page could not be looked at, in words about watching; each says what to do."""

from django.utils.translation import gettext_lazy as _

# Codes of fetching and reading whose own sentences speak of imports. What is not here keeps its own.
SENTENCES = {
    "http_404": _(
        "There is no page at this address any more (404). The text is kept here; look for an archived copy."
    ),
    "http_410": _(
        "The publisher has removed this page (410). The text is kept here; look for an archived copy."
    ),
    "http_blocked": _(
        "The site refused to show the page to Factcheck. It is asked again by itself; if this goes on, open "
        "the page yourself now and then, and ask the publisher to let “Factcheck” read it."
    ),
    "http_error": _("The site answered with an error. It is asked again by itself."),
    "robots_refused": _(
        "The site's robots.txt does not allow programs to read this page, so it is not watched. Open it "
        "yourself now and then, or ask the publisher to allow “Factcheck”."
    ),
    "robots_unreachable": _(
        "The site's robots.txt could not be read, so nobody can tell whether the page may be watched. It is "
        "tried again by itself."
    ),
    "connect_failed": _("The site did not accept a connection. It is asked again by itself."),
    "connection_broken": _(
        "The site broke off before the whole page had arrived. It is asked again by itself."
    ),
    "timeout": _("The site took too long to answer. It is asked again by itself."),
    "dns_temporary": _(
        "The name of the site could not be looked up just now. It is asked again by itself."
    ),
    "too_large": _(
        "What stands at this address now is larger than 25 MB. Open it in your browser to see what became of "
        "the article."
    ),
    "reader_timeout": _(
        "Reading the page took too long and was stopped. It is tried again by itself."
    ),
    "reader_died": _(
        "Reading the page used too much memory and was stopped. Open it in your browser to see whether it "
        "changed."
    ),
    "reader_failed": _("The page could not be read. It is tried again by itself."),
    "empty": _("There is no text on the page. Open it in your browser to see what became of it."),
    "sign_in": _("The site asks for a login instead of showing the article."),
    "paywall": _("The site asks for a subscription instead of showing the whole article."),
    "other_page": _("Another page stands in the place of the article."),
    "cut_short": _("Only the beginning of the article is left on the page."),
    "internal": _(
        "Looking at this page failed for a reason of ours. It is in the log and is tried again by itself."
    ),
}


def in_words(code: str, detail: object = "") -> str:
    """The sentence for the editor: this room's, else the one that came with the code."""
    return str(SENTENCES.get(code, detail))
