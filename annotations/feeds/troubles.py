"""Why a feed gives nothing, in words about feeds; each says what to do."""

from django.utils.translation import gettext_lazy as _

# Codes of fetching and reading whose own sentences speak of pages. What is not here keeps its own.
SENTENCES = {
    "not_a_feed": _(
        "There is no feed at this address, and the page names none. Look for the words RSS, Atom or "
        "feed on the site and subscribe to that address."
    ),
    "no_checks_found": _(
        "There is neither a feed nor a fact-check (ClaimReview) at this address. Look for the words RSS, "
        "Atom or feed on the site and subscribe to that address."
    ),
    "broken_xml": _(
        "The feed breaks off or is damaged. It is asked again by itself; if this goes on, tell the "
        "publisher, or look for another feed of the site."
    ),
    "xml_entities": _(
        "The feed brings a document type of its own, which can be used for attacks, so it was not read. "
        "Look for another feed of the site."
    ),
    "xml_too_large": _(
        "The feed is larger than 10 MB. Look for a shorter one on the site, with its newest stories only."
    ),
    "too_many_tags": _(
        "The feed has too many parts to be read. Look for a shorter one on the site, with its newest "
        "stories only."
    ),
    "too_deep": _("The feed is nested too deeply to be read. Look for another feed of the site."),
    "http_404": _(
        "There is nothing at this address (404). Open it in your browser; if the feed has moved, "
        "subscribe to its new address and unsubscribe from this one."
    ),
    "http_410": _(
        "The site says that this feed is gone for good (410), so it is not asked any more. Look for "
        "its new address and subscribe to that. What was imported stays."
    ),
    "already_subscribed": _(
        "This feed has moved to an address that is subscribed to already, so it is not asked any "
        "more. Unsubscribe from this one. What was imported stays."
    ),
    "http_blocked": _(
        "The site refused to give the feed to Factcheck. It is asked again by itself; if this goes on, "
        "ask the publisher to let “Factcheck” read it."
    ),
    "http_error": _("The site answered with an error. It is asked again by itself."),
    "connect_failed": _("The site did not accept a connection. It is asked again by itself."),
    "connection_broken": _(
        "The site broke off before the whole feed had arrived. It is asked again by itself."
    ),
    "timeout": _("The site took too long to answer. It is asked again by itself."),
    "dns_temporary": _(
        "The name of the site could not be looked up just now. It is asked again by itself."
    ),
    "too_large": _(
        "The feed is larger than 25 MB. Look for a shorter one on the site, with its newest stories only."
    ),
    "empty_text": _("The site sent an empty answer. It is asked again by itself."),
    "reader_timeout": _(
        "Reading the feed took too long and was stopped. It is tried again by itself; if this goes on, "
        "look for another feed of the site."
    ),
    "reader_died": _(
        "Reading the feed used too much memory and was stopped. Look for another feed of the site."
    ),
    "reader_failed": _(
        "This feed could not be read. It is tried again by itself; if this goes on, look for another "
        "feed of the site."
    ),
    "internal": _(
        "Reading this feed failed for a reason of ours. It is in the log and is tried again by itself."
    ),
}


def in_words(code: str, detail: object) -> str:
    """The sentence for the editor: this room's, else the one that came with the code."""
    return str(SENTENCES.get(code, detail))
