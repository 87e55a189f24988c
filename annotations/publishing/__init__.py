"""What the public sees, rendered from the judged bytes and never from live rows."""

from annotations.publishing.about import (
    ABOUT,
    TEXTS,
    about_etag,
    about_told,
    tell_about,
)
from annotations.publishing.claimreview import claim_review, review_of
from annotations.publishing.corrections import Changed, Correction, correct, corrections_of
from annotations.publishing.data_feed import data_feed, feed_page
from annotations.publishing.embedded import Embed, embed_of
from annotations.publishing.freshness import Fresh, fresh_article, fresh_check, fresh_list
from annotations.publishing.gate import (
    Item,
    Kind,
    article_items,
    gate_of,
    gates_of,
    left_of,
    on_the_way,
    unmet,
)
from annotations.publishing.public_articles import pages_of, public_article, public_articles
from annotations.publishing.public_copies import copy_named, open_copies, text_of_copy
from annotations.publishing.publicly import (
    Check,
    approved_since,
    check_of,
    first_published,
    modified_on,
    public_checks,
    reexamined_since,
)
from annotations.publishing.publish import publish, withdraw
from annotations.publishing.rating_words import Step, rating_label, scale_of, worded
from annotations.publishing.scheduled import (
    publish_due_later,
    publish_scheduled,
    schedule,
    time_of,
)
from annotations.publishing.shown_text import show_text, shown_of

__all__ = [
    "ABOUT",
    "TEXTS",
    "Changed",
    "Check",
    "Correction",
    "Embed",
    "Fresh",
    "Item",
    "Kind",
    "Step",
    "about_etag",
    "about_told",
    "approved_since",
    "article_items",
    "check_of",
    "claim_review",
    "copy_named",
    "correct",
    "corrections_of",
    "data_feed",
    "embed_of",
    "feed_page",
    "first_published",
    "fresh_article",
    "fresh_check",
    "fresh_list",
    "gate_of",
    "gates_of",
    "left_of",
    "modified_on",
    "on_the_way",
    "open_copies",
    "pages_of",
    "public_article",
    "public_articles",
    "public_checks",
    "publish",
    "publish_due_later",
    "publish_scheduled",
    "rating_label",
    "reexamined_since",
    "review_of",
    "scale_of",
    "schedule",
    "show_text",
    "shown_of",
    "tell_about",
    "text_of_copy",
    "time_of",
    "unmet",
    "withdraw",
    "worded",
]
