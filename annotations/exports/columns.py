"""The columns of every export: their names are part of the public interface, so they are added to and never renamed."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

CLAIMS, SOURCES, HISTORY = "claims", "sources", "history"


class Column(NamedTuple):
    """One column of a table, one member of a line of JSON."""

    name: str
    about: Any


_TIME = _("Time, RFC 3339, UTC.")
_DAY = _("Day, as 2026-11-26.")

COLUMNS: dict[str, tuple[Column, ...]] = {
    CLAIMS: (
        Column("id", _("Of the claim; it never changes.")),
        Column("article", _("Id of the article that it was made in.")),
        Column("article_title", ""),
        Column("article_url", ""),
        Column("purpose", _("“others”, or “own” for our own copy.")),
        Column("statement", _("What is under check.")),
        Column("passage", _("The first passage, as a person last confirmed it.")),
        Column("asserts", _("“so”: that it is so; “said”: that somebody said it.")),
        Column("attribution", _("The authority named in or beside the passage.")),
        Column("claimant", ""),
        Column("claimant_kind", ""),
        Column("claimed_on", _DAY),
        Column("verdict", _("Slug of the rating; empty where not checked.")),
        Column("verdict_version", _("Of the rating’s wording.")),
        Column("verdict_label", ""),
        Column("verdict_number", _("1 (false) to 5 (true), where the rating has one.")),
        Column("explanation", ""),
        Column("state", _("Where it is in the workflow.")),
        Column("approval", _("“none”, “valid” or “stale”.")),
        Column("on_hold", _("True or false.")),
        Column("corroborates", _("How many corroborating sources you may see.")),
        Column("contradicts", _("How many contradicting sources you may see.")),
        Column("context", _("How many sources for context you may see.")),
        Column(
            "evidence",
            _(
                "In JSON a list; in a table one line each: stance, title, publisher, address, quote."
            ),
        ),
        Column("published_version", _("Of the public check; empty where there is none.")),
        Column("published_url", ""),
        Column("published_at", _TIME),
        Column("withdrawn_at", _TIME),
        Column("created_by", _("User name.")),
        Column("created_at", _TIME),
        Column("changed_at", _TIME),
        Column("version", _("Rises with every change that everyone may see.")),
    ),
    SOURCES: (
        Column("id", _("Of the source; it never changes.")),
        Column("url", ""),
        Column("title", ""),
        Column("publisher", ""),
        Column("author", ""),
        Column("published_at", _TIME),
        Column("language", ""),
        Column("kind", ""),
        Column(
            "origin", _("Where its information comes from, where that is not the source itself.")
        ),
        Column("visibility", _("“everyone”, “listed” or “hidden”.")),
        Column("claims", _("How many claims it serves, of the evidence that you may see.")),
        Column("archived_at", _("When our newest copy of its page was made.")),
        Column("archived_sha256", _("Of the bytes of that copy.")),
        Column("created_by", _("User name.")),
        Column("created_at", _TIME),
    ),
    HISTORY: (
        Column("seq", _("Number of the entry in the newsroom’s record.")),
        Column("at", _TIME),
        Column("actor", _("Id of the account; empty for Factcheck itself.")),
        Column("actor_name", ""),
        Column("door", _("“page”, “api”, “admin”, “command” or “task”.")),
        Column("verb", _("What was done.")),
        Column("object", _("Kind of object.")),
        Column("object_id", ""),
        Column("article", _("Id, where it belongs to one.")),
        Column("claim", _("Id, where it belongs to one.")),
        Column("details", _("In JSON an object; in a table its text; empty where it was erased.")),
        Column("erased_by", _("Number of the entry that tells of its erasure.")),
        Column("hash", _("Of the entry, as chained.")),
    ),
}
"""By what is exported, its columns in their order."""
