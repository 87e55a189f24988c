"""The record: who did what, through which door, before and after; filtered, compared, erased."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from annotations import history as room
from annotations import typed
from annotations.dossier.timeline_compared import compared
from annotations.dossier.timeline_found import Sought, entries_found, entries_named
from annotations.dossier.timeline_values import changes_in, facts_in
from annotations.history.noting import problems, ways
from annotations.models import Article, Claim, Comment, HeadNote, Note, User
from annotations.permissions import can_administer, require_admin
from annotations.refusals import Invalid, Missing, Refused
from annotations.views.doors import actor_of, asked, person_of, private
from annotations.views.recorded import DOORS, nouns_for, shown_entry, shown_part, verbs_for

SIZE = 40
_TITLES = {
    "claim": gettext_lazy("History of a claim"),
    "article": gettext_lazy("History of an article"),
    "source": gettext_lazy("History of a source"),
    "user": gettext_lazy("History of an account"),
}


@require_safe
@private
def history(request: HttpRequest) -> HttpResponse:
    """Newest first, each with what it changed, and boxes to compare two."""
    person = person_of(request)
    picked = {name: asked(request, name) for name in FILTERS}
    problem, sought = "", Sought()
    try:
        sought = sought_from(picked)
    except Invalid as refusal:
        problem = refusal.detail
    found = entries_found(person, sought, before=_before(request), size=SIZE)
    entries = dressed(person, [] if problem else found.entries)
    context = {
        "nav": "history",
        "title": _title(picked),
        "entries": entries,
        "page": _pages(request, None if problem else found.older),
        "picked": picked,
        "is_filtered": any(picked.values()),
        "problem": problem,
        "people": _people(),
        "doors": list(DOORS.items()),
        "verbs": verbs_for(person),
        "nouns": nouns_for(person),
        "is_admin": can_administer(person),
        **_heads(person),
    }
    return render(request, "annotations/history/history.html", context)


@require_safe
@private
def compare(request: HttpRequest) -> HttpResponse:
    """Two entries, or two versions of a claim, side by side; of one entry alone, before and after it.

    Raises:
        Invalid: `two_entries`.
        Missing: `not_found`.
    """
    person = person_of(request)
    seqs = sorted({_seq(one) for one in request.GET.getlist("entry")[:3]})
    if len(seqs) not in {1, 2}:
        raise Invalid("two_entries", _("Choose two entries to compare."), field="entry")
    named = entries_named(person, seqs)
    if len(named) != len(seqs):
        raise Missing("not_found", _("There is no such entry, or you may not read it."))
    found = compared(person, named)
    context = {
        "nav": "history",
        "entries": dressed(person, named),
        "is_one": len(seqs) == 1,
        "by": found.by,
        "parts": [shown_part(part) for part in found.parts],
    }
    return render(request, "annotations/history/compare.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def erase(request: HttpRequest) -> HttpResponse:
    """For administrators: empty what entries say, and black out words in comments and notes."""
    require_admin(actor_of(request))
    if request.method == "POST":
        try:
            return _erased(request)
        except Refused as refusal:
            return _erasing(request, refusal, status=refusal.status)
    return _erasing(request)


def _erased(request: HttpRequest) -> HttpResponse:
    given = request.POST
    done = room.erase(
        actor=actor_of(request),
        entries=given.get("entries", ""),
        about=given.get("about"),
        reason=given.get("reason"),
        words=given.get("words", ""),
        texts=_texts(person_of(request), given.get("texts", "")),
    )
    context = {"nav": "history", "done": done, "typed": {}, "is_admin": True}
    return render(request, "annotations/history/erase.html", context)


def _erasing(
    request: HttpRequest, refusal: Refused | None = None, *, status: int = 200
) -> HttpResponse:
    given = request.POST or request.GET
    names = ("entries", "about", "reason", "words", "texts")
    context = {
        "nav": "history",
        "refusal": refusal,
        "typed": {name: given.get(name, "") for name in names},
        "is_admin": True,
    }
    return render(request, "annotations/history/erase.html", context, status=status)


def _texts(person: User, given: str) -> list[Comment | Note]:
    """The comments and notes named by their ids, one a line, of those that this person may read."""
    ids = [typed.id_of(one, "texts") for one in given.replace(",", " ").split()]
    comments = Comment.objects.filter(pk__in=ids, thread__claim__deleted_at__isnull=True)
    notes = Note.objects.visible_to(person).filter(pk__in=ids)
    found: list[Comment | Note] = [*comments, *notes]
    if len(found) != len(set(ids)):
        raise Invalid(
            "no_such_text",
            _("One of these is no comment or note, or one that you may not read."),
            field="texts",
        )
    return found


def sought_from(picked: Mapping[str, str]) -> Sought:
    """The filters that were given, checked.

    Raises:
        Invalid: `id_invalid`, `date_invalid`.
    """
    actor = picked["person"]
    if actor and actor != "system":
        actor = str(typed.id_of(actor, "person"))
    since, until = (typed.date_of(picked[name], name) for name in ("since", "until"))
    start = typed.moment_of(since.isoformat(), "since") if since else None
    end = typed.moment_of(until.isoformat(), "until") if until else None
    return Sought(
        actor=actor,
        door=picked["door"],
        verb=picked["verb"],
        noun=picked["kind"],
        thing=picked["id"],
        article=typed.id_of(picked["article"], "article") if picked["article"] else None,
        claim=typed.id_of(picked["claim"], "claim") if picked["claim"] else None,
        since=start,
        until=end + timedelta(days=1) if end and end.year < _LAST_YEAR else None,
    )


FILTERS = ("person", "door", "verb", "kind", "id", "article", "claim", "since", "until")
_LAST_YEAR = 9999


def dressed(person: User, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entries in words, with the article and claim that they belong to; two queries."""
    articles = (
        Article.objects.visible_to(person)
        .only("id", "title", "url")
        .in_bulk({entry["article"] for entry in entries if entry["article"]})
    )
    claims = (
        Claim.objects.visible_to(person)
        .only("id", "statement")
        .in_bulk({entry["claim"] for entry in entries if entry["claim"]})
    )
    by_id: dict[str, Any] = {str(pk): row for pk, row in [*articles.items(), *claims.items()]}
    for entry in entries:
        entry["in_article"] = by_id.get(entry["article"] or "")
        entry["of_claim"] = by_id.get(entry["claim"] or "")
        entry["changes"] = changes_in(entry["details"])
        entry["facts"] = facts_in(entry["details"])
        shown_entry(entry)
    return entries


def _heads(person: User) -> dict[str, Any]:
    """What administrators see of the heads that were sent out."""
    if not can_administer(person):
        return {}
    sent = HeadNote.objects.filter(error="").order_by("-created_at").first()
    return {"head_problems": problems(), "head_sent": sent, "head_ways": ways()}


def _people() -> list[tuple[str, str]]:
    people = User.objects.order_by("full_name", "username").only("id", "full_name", "username")
    return [("system", _("Factcheck itself")), *((str(one.pk), one.name) for one in people[:500])]


def _title(picked: Mapping[str, str]) -> str:
    if picked["claim"]:
        return str(_TITLES["claim"])
    if picked["article"]:
        return str(_TITLES["article"])
    if picked["id"] and picked["kind"] in _TITLES:
        return str(_TITLES[picked["kind"]])
    return _("History")


def _before(request: HttpRequest) -> int | None:
    given = request.GET.get("before", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else None  # noqa: PLR2004 - of a bigint


def _seq(given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) < 19):  # noqa: PLR2004 - of a bigint
        raise Invalid("number_invalid", _("Give the number of an entry."), field="entry")
    return int(given)


def _pages(request: HttpRequest, older: int | None) -> dict[str, str]:
    """As the template of pages takes it."""
    kept = request.GET.copy()
    kept.pop("before", None)
    for name in [name for name, value in kept.items() if not value]:
        del kept[name]
    first = f"{reverse('history')}?{kept.urlencode()}" if request.GET.get("before") else ""
    if older is None:
        return {"next_url": "", "first_url": first}
    kept["before"] = str(older)
    return {"next_url": f"?{kept.urlencode()}", "first_url": first}
