"""What the form of the imports page sends: an address, a text, a file, or many at once."""

from django.http import HttpRequest, QueryDict

from annotations.imports import accept, batches
from annotations.models import Batch, Import
from annotations.views.doors import actor_of
from annotations.views.filled import typed_in

GIVEN = ("title", "byline", "site_name", "language", "published_at")
Files = list[batches.SentFile]


def accept_form(request: HttpRequest) -> Import | Batch:
    """Accept what was sent; more than one file is a batch, whichever form they came with.

    Raises:
        Refused: as the rooms do, naming the field.
    """
    actor, files = actor_of(request), _sent_files(request)
    way = request.POST.get("way") or _way(request.POST, files)
    purpose = request.POST.get("purpose") or None
    if way == "many" or len(files) > 1:
        return batches.import_many(
            actor=actor,
            urls=request.POST.get("urls"),
            files=files,
            purpose=purpose,
            label=request.POST.get("label"),
        )
    given = typed_in(request, *GIVEN)
    url = request.POST.get("url", "")
    if way == "file":
        file = files[0] if files else None
        return accept.import_file(
            actor=actor,
            content=file.read() if file else b"",
            filename=file.filename if file else "",
            media_type=file.media_type if file else "",
            purpose=purpose,
            url=url,
            **given,
        )
    if way == "text":
        text = request.POST.get("text", "")
        return accept.import_text(actor=actor, text=text, purpose=purpose, url=url, **given)
    return accept.import_url(actor=actor, url=url, purpose=purpose, **given)


def _way(sent: QueryDict, files: Files) -> str:
    if files:
        return "file"
    return next(
        (way for way, name in (("text", "text"), ("many", "urls")) if sent.get(name)), "url"
    )


def _sent_files(request: HttpRequest) -> Files:
    """The files of the form, not read yet; a chooser left empty sends none."""
    return [
        batches.SentFile(
            filename=file.name or "",
            media_type=file.content_type or "",
            size=file.size or 0,
            read=file.read,
        )
        for name in ("file", "files")
        for file in request.FILES.getlist(name)
    ]
