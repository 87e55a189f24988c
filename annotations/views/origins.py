"""Where the value of a metadata field came from, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# The words of `FieldNote.origin`.
_ORIGINS = {
    "person": gettext_lazy("set by an editor"),
    "json-ld": gettext_lazy("from the page's structured data"),
    "meta": gettext_lazy("from the page's meta tags"),
    "microdata": gettext_lazy("from the page's structured data"),
    "title": gettext_lazy("from the browser title of the page"),
    "heading": gettext_lazy("from the headline on the page"),
    "page": gettext_lazy("from the page"),
    "link": gettext_lazy("from the page's canonical link"),
    "address": gettext_lazy("from the web address"),
    "byline": gettext_lazy("from the line of names"),
    "dateline": gettext_lazy("from the dateline"),
    "caption": gettext_lazy("from a photo caption"),
    "time": gettext_lazy("from a time shown on the page"),
    "beside-headline": gettext_lazy("from beside the headline"),
    "short-line": gettext_lazy("from a short line of the text"),
    "metadata-line": gettext_lazy("from a line of details in the text"),
    "first-line": gettext_lazy("from the first line"),
    "first-words": gettext_lazy("from the first words"),
    "summary": gettext_lazy("from the document's summary"),
    "text": gettext_lazy("told by the words of the text"),
    "guess": gettext_lazy("guessed from the page"),
    "ninjs": gettext_lazy("from the agency's message (ninjs)"),
    "newsml": gettext_lazy("from the agency's message (NewsML-G2)"),
    "nitf": gettext_lazy("from the agency's message (NITF)"),
    "feed": gettext_lazy("from the feed"),
    "document-info": gettext_lazy("from the file's properties"),
    "largest-text": gettext_lazy("from the largest words near the beginning"),
    "bold-line": gettext_lazy("from the first bold line"),
    "front-matter": gettext_lazy("from the details on top of the file"),
    "subject": gettext_lazy("from the message's subject"),
    "from": gettext_lazy("from the message's sender"),
    "date": gettext_lazy("from the message's date"),
    "organization": gettext_lazy("from the message's header"),
}


def origin_words(origin: str) -> str:
    """Where a value came from, in a few words."""
    if not origin or origin == "none":
        return ""
    return str(_ORIGINS.get(origin) or _("from the document (%(place)s)") % {"place": origin})
