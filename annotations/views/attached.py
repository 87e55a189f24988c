"""Files of an evidence on pages: adding, taking away, downloading."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations.evidence import attachments as room
from annotations.evidence.giving import OCTETS, headers_of
from annotations.views.cards import changed
from annotations.views.doors import actor_of, expected, person_of, private
from annotations.views.linking import sent_files


@require_safe
@private
def attachment(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """The bytes, to be saved; never shown by the browser."""
    file = room.attachment_for(person_of(request), attachment_id)
    headers = headers_of(file.filename)
    return HttpResponse(file.blob.content, content_type=OCTETS, headers=headers)


@require_POST
@private
def attach(request: HttpRequest, evidence_id: UUID) -> HttpResponse:
    """Add files to an evidence."""
    _made, claim = room.attach(
        actor=actor_of(request),
        evidence_id=evidence_id,
        files=sent_files(request),
        expected=expected(request),
    )
    return changed(request, claim.pk, _("The files are attached."))


@require_POST
@private
def detach(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """Take a file away from its evidence."""
    claim = room.detach(
        actor=actor_of(request), attachment_id=attachment_id, expected=expected(request)
    )
    return changed(request, claim.pk, _("Removed; the record keeps it."))
