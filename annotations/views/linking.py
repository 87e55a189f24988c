"""What the form "Add a source" says: one of three ways, and files. Also the edit form's fields."""

from datetime import UTC
from typing import Any

from django.http import HttpRequest

from annotations.evidence.details import DETAILS
from annotations.evidence.files import SentFile, refuse_heavy
from annotations.models import Channel, Evidence, SourceKind
from annotations.views.filled import typed_in

WEB, KNOWN, OFFLINE = "web", "known", "offline"
OF_SOURCE = ("url", "title", "publisher", "author", "published_at", "kind")
OF_PASSAGE = ("article", "revision", "start", "end", "exact", "prefix", "suffix")
OF_LINK = ("stance", "quote", "note", "visibility")
MORE = ("is_primary", "quote_original", "quote_language", "quote_translator", "origin")
OBTAINED = ("channel", "obtained_at", "contact")
IN_EDIT = (*OF_LINK, *DETAILS, "origin")
_OFFLINE_KINDS = (
    *(SourceKind.CONTACT, SourceKind.EYEWITNESS, SourceKind.EXPERT, SourceKind.DOCUMENT),
    *(SourceKind.STATEMENT, SourceKind.MEDIA, SourceKind.OTHER),
)
# A field of the form that stands for another name of the room, where a person or paper is the source.
OFFLINE_FIELDS = {"title": "who", "kind": "offline_kind"}


def choices() -> dict[str, Any]:
    """What the evidence forms offer."""
    return {
        "channels": Channel.choices,
        "offline_kinds": [(kind.value, kind.label) for kind in _OFFLINE_KINDS],
    }


def way_of(request: HttpRequest) -> str:
    """The way that the form says; of one that says none, what its fields mean."""
    said = request.POST.get("way", "")
    if said in {WEB, KNOWN, OFFLINE}:
        return said
    return KNOWN if request.POST.get("source") else WEB


def linked(request: HttpRequest) -> dict[str, Any]:
    """What `evidence.link` is asked for."""
    given: dict[str, Any] = typed_in(request, *OF_LINK, *MORE)
    passage = {name: value for name, value in typed_in(request, *OF_PASSAGE).items() if value}
    way = way_of(request)
    if way != WEB:
        given |= typed_in(request, *OBTAINED)
    return {
        **given,
        "stance": given.get("stance", ""),
        "visibility": given.get("visibility") or None,
        "source": _source(request, way),
        "passage": passage if passage.get("article") else None,
        "files": sent_files(request),
    }


def _source(request: HttpRequest, way: str) -> Any:
    secrecy = request.POST.get("source_visibility") or request.POST.get("visibility")
    if way == KNOWN:
        return request.POST.get("source") or None
    if way == OFFLINE:
        return {
            "title": request.POST.get("who", ""),
            "kind": request.POST.get("offline_kind", ""),
            "contact": request.POST.get("contact", ""),
            "visibility": secrecy,
        }
    details: dict[str, Any] = typed_in(request, *OF_SOURCE)
    details["visibility"] = secrecy
    return details if details.get("url") or details.get("title") else None


def sent_files(request: HttpRequest) -> list[SentFile]:
    """The files of the form; a chooser left empty sends none.

    Raises:
        TooLarge: `file_too_large`, before anything is read.
    """
    sent = request.FILES.getlist("files")
    refuse_heavy((file.name or "", file.size or 0) for file in sent)
    return [SentFile(file.name or "", file.read(), file.content_type or "") for file in sent]


def names_of(request: HttpRequest) -> list[str]:
    """What the chosen files are called: a browser does not choose them again by itself."""
    return [file.name or "" for file in request.FILES.getlist("files")]


def kept_of(entry: Evidence) -> dict[str, Any]:
    """The edit form's fields as they are kept."""
    kept = {name: getattr(entry, name) for name in IN_EDIT}
    when = entry.obtained_at
    return {
        **kept,
        "is_primary": {True: "yes", False: "no", None: ""}[entry.is_primary],
        "obtained_at": when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M") if when else "",
        "origin": entry.origin.name if entry.origin else "",
    }


def changed_of(said: dict[str, str], kept: dict[str, Any]) -> dict[str, str]:
    """What the edit form says, less what it only shows: it shows no seconds, and an origin by its name."""
    shown = ("obtained_at", "origin")
    return {k: v for k, v in said.items() if k not in shown or v.strip() != kept[k]}
