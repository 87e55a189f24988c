"""What happened."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from annotations import dossier, typed
from annotations.api.articles import article_asked
from annotations.api.asked import number_asked, person_of, words_asked
from annotations.api.described import asked, described
from annotations.api.door import Door, claim_asked
from annotations.api.pagination import whole
from annotations.api.shapes import articles as shapes
from annotations.api.shapes import history as record_shapes
from annotations.dossier.timeline_compared import Part, compared
from annotations.dossier.timeline_found import Sought, entries_found, entries_named
from annotations.refusals import Invalid, Missing

_MOST = 2**63 - 1
_PAGE, _LARGEST_PAGE = 50, 200
FOUND_BY = (
    asked("actor", "Id of an account, or `system`."),
    asked("door", "page, api, admin, command or task."),
    asked("verb"),
    asked("type", "Kind of object."),
    asked("id", "The object's id; with `type`."),
    asked("article", "Its id."),
    asked("claim", "Its id."),
    asked("since", "From this moment on (RFC 3339)."),
    asked("until", "Before this moment."),
)
"""What the record, and an export of it, may be narrowed by."""
_FILTERS = (
    *FOUND_BY,
    asked("before", "Entries older than this number.", int),
    asked("limit", "1 to 200, 50 by default.", int),
)


class ClaimHistory(Door):
    """`claims/{id}/history/`."""

    @described(
        "claims_history",
        "Who did what when, through which door, oldest first.",
        answer=shapes.History,
        errors=(404,),
    )
    def get(self, request: Request, claim_id: UUID) -> Response:
        """Complete, less what is about evidence that the caller may not see."""
        claim = claim_asked(request, claim_id)
        entries = dossier.history_of(person_of(request), claim_id)
        return Response(whole(entries), headers={"ETag": claim["etag"]})


class ArticleEvents(Door):
    """`articles/{id}/events/`."""

    @described(
        "articles_events",
        "What happened since, as ids only.",
        answer=shapes.Events,
        query=(asked("after", "The `seq` of the last event that is known.", int),),
    )
    def get(self, request: Request, article_id: UUID) -> Response:
        """At most 500 at once; ask again after the last."""
        after = number_asked(request, "after", 0, _MOST)
        article_asked(request, article_id)
        return Response(whole(dossier.events_after(person_of(request), article_id, after)))


class Record(Door):
    """`history/`."""

    @described(
        "history_list",
        "The record of the newsroom, newest first, as far as the caller may read it.",
        answer=record_shapes.Record,
        query=_FILTERS,
    )
    def get(self, request: Request) -> Response:
        """A page may be shorter than `limit`; `next` is null only at the end."""
        before = number_asked(request, "before", 0, _MOST) or None
        size = number_asked(request, "limit", _PAGE, _LARGEST_PAGE) or _PAGE
        found = entries_found(person_of(request), sought_in(request), before=before, size=size)
        here = request.build_absolute_uri()
        older = replace_query_param(here, "before", found.older) if found.older else None
        return Response({"next": older, "previous": None, "results": found.entries})


class RecordCompare(Door):
    """`history/compare/`."""

    @described(
        "history_compare",
        "Two entries compared word by word; of one claim, the claim as it stood at each.",
        answer=record_shapes.ComparedEntries,
        query=(
            asked("a", "Number of an entry.", int),
            asked("b", "Of another; without it, before and after `a`.", int),
        ),
        errors=(404,),
    )
    def get(self, request: Request) -> Response:
        """The older one is always the left one."""
        seqs = sorted({number_asked(request, name, 0, _MOST) for name in ("a", "b")} - {0})
        if not seqs:
            raise Invalid("required", _("Name an entry by its number."), field="a")
        named = entries_named(person_of(request), seqs)
        if len(named) != len(seqs):
            raise Missing("not_found", _("There is no such entry, or you may not read it."))
        found = compared(person_of(request), named)
        return Response({"by": found.by, "parts": [_part(part) for part in found.parts]})


def sought_in(request: Request) -> Sought:
    """What of the record is asked for with the filters of `FOUND_BY`."""
    words = {name: words_asked(request, name) for name in ("actor", "door", "verb", "type", "id")}
    if words["actor"] and words["actor"] != "system":
        words["actor"] = str(typed.id_of(words["actor"], "actor"))
    ids = {name: words_asked(request, name) for name in ("article", "claim")}
    return Sought(
        actor=words["actor"],
        door=words["door"],
        verb=words["verb"],
        noun=words["type"],
        thing=words["id"],
        article=typed.id_of(ids["article"], "article") if ids["article"] else None,
        claim=typed.id_of(ids["claim"], "claim") if ids["claim"] else None,
        since=typed.moment_of(words_asked(request, "since"), "since"),
        until=typed.moment_of(words_asked(request, "until"), "until"),
    )


def _part(part: Part) -> dict[str, Any]:
    return {
        "name": part.name,
        "differences": [
            {
                "name": one.name,
                "old": one.old,
                "new": one.new,
                "runs": [[run.mark, run.text] for run in one.runs],
            }
            for one in part.differences
        ],
    }
