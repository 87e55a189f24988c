"""Several imports in one go."""

from collections.abc import Mapping
from typing import IO, Any
from uuid import UUID

from django.core.exceptions import TooManyFilesSent
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.parsers import DataAndFiles
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from annotations.api.asked import actor_of, body_of, person_of, picked
from annotations.api.described import PAGE, described
from annotations.api.door import Door
from annotations.api.filtering import (
    CREATED,
    choice,
    identifier,
    narrowed,
    parameters,
    whole_words,
)
from annotations.api.idempotency import once
from annotations.api.imports import listed
from annotations.api.pagination import page_of
from annotations.api.parsers import FormParser, StrictJSONParser
from annotations.api.shapes import batches as shapes
from annotations.api.shapes.articles import Imports
from annotations.imports import batches
from annotations.imports.sent_files import TOGETHER
from annotations.models import Batch, Import, ImportKind, ImportStatus
from annotations.refusals import Invalid, Missing, TooLarge

_FILTERS = (
    identifier("requested_by", "requested_by", "Those that one account asked for."),
    whole_words("label", "label", "What it is called, whole."),
    *CREATED,
)
_OF_IMPORTS = (choice("status", ImportStatus.values), choice("kind", ImportKind.values), *CREATED)


class FilesParser(FormParser):
    """A form with several files."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> "DataAndFiles[Any, Any]":
        """Read the form.

        Raises:
            TooLarge: `too_many_files`.
        """
        try:
            return super().parse(stream, media_type, parser_context)
        except TooManyFilesSent as error:
            raise TooLarge(
                "too_many_files", _("At most 100 files are possible in one go."), field="files"
            ) from error


class Batches(Door):
    """`batches/`."""

    parser_classes = (StrictJSONParser, FilesParser)
    form_limit = TOGETHER

    @described(
        "batches_list",
        "Batches, newest first.",
        answer=shapes.Batches,
        query=(*PAGE, *parameters(_FILTERS)),
    )
    def get(self, request: Request) -> Response:
        """Every batch, and how it stands."""
        rows = Batch.objects.visible_to(person_of(request))
        page = page_of(request, narrowed(request, rows, _FILTERS))
        stand = batches.progress_of_each(page.rows)
        return Response(page.told([told(request, b, stand[b.pk]) for b in page.rows]))

    @described(
        "batches_create",
        "Bring in a list of addresses or several files, all of them or none.",
        body={"application/json": shapes.BatchAsked, "multipart/form-data": shapes.BatchFiles},
        answer=shapes.Batch,
        status=202,
        creates=True,
    )
    @once
    def post(self, request: Request) -> HttpResponseBase:
        """Accepted; each import runs afterwards."""
        batch = batches.import_many(
            actor=actor_of(request),
            files=[sent_file(file) for file in request.FILES.getlist("files")],
            **picked(body_of(request), "urls", "purpose", "label"),
        )
        where = reverse("api:batch", args=[batch.pk], request=request)
        told_now = told(request, batch, batches.progress_of(batch))
        return Response(told_now, status=202, headers={"Location": where})


class BatchOne(Door):
    """`batches/{id}/`."""

    @described("batches_get", "One batch.", answer=shapes.Batch, errors=(404,))
    def get(self, request: Request, batch_id: UUID) -> Response:
        """How many are done, running and failed, and the time left."""
        batch = batch_asked(request, batch_id)
        return Response(told(request, batch, batches.progress_of(batch)))


class BatchImports(Door):
    """`batches/{id}/imports/`."""

    @described(
        "batches_imports",
        "The imports of a batch, newest first.",
        answer=Imports,
        query=(*PAGE, *parameters(_OF_IMPORTS)),
        errors=(404,),
    )
    def get(self, request: Request, batch_id: UUID) -> Response:
        """Each with its status."""
        batch = batch_asked(request, batch_id)
        rows = Import.objects.visible_to(person_of(request)).filter(batch=batch)
        return listed(request, narrowed(request, rows, _OF_IMPORTS))


class BatchCancel(Door):
    """`batches/{id}/cancel/`."""

    @described(
        "batches_cancel",
        "End whatever of a batch has not finished.",
        answer=shapes.BatchChanged,
        errors=(404,),
    )
    def post(self, request: Request, batch_id: UUID) -> Response:
        """Each counts as failed, code `cancelled`."""
        changed = batches.cancel_all(actor=actor_of(request), batch_id=batch_id)
        return _changed(request, batch_id, changed, status=200)


class BatchRetry(Door):
    """`batches/{id}/retry/`."""

    @described(
        "batches_retry",
        "Try the failed imports of a batch again.",
        body=shapes.BatchRetryAsked,
        answer=shapes.BatchChanged,
        status=202,
        errors=(404,),
        creates=True,
    )
    @once
    def post(self, request: Request, batch_id: UUID) -> HttpResponseBase:
        """Queued again; what somebody cancelled only where asked."""
        cancelled = body_of(request).get("cancelled", False)
        if not isinstance(cancelled, bool):
            raise Invalid("not_boolean", _("Give true or false."), field="cancelled")
        changed = batches.retry_failed(
            actor=actor_of(request), batch_id=batch_id, cancelled=cancelled
        )
        return _changed(request, batch_id, changed, status=202)


def batch_asked(request: Request, batch_id: UUID) -> Batch:
    """The batch that the request is about.

    Raises:
        Missing: `not_found`.
    """
    batch = Batch.objects.visible_to(person_of(request)).filter(pk=batch_id).first()
    if batch is None:
        raise Missing("not_found", _("There is no such batch."))
    return batch


def sent_file(file: Any) -> batches.SentFile:
    """An uploaded file as the room takes it, not read yet."""
    return batches.SentFile(
        filename=file.name or "",
        media_type=file.content_type or "",
        size=file.size or 0,
        read=file.read,
    )


def told(request: Request, batch: Batch, progress: batches.Progress) -> dict[str, Any]:
    """A batch as JSON."""
    left = progress.seconds_left
    return {
        "id": str(batch.pk),
        "label": batch.label,
        "merged": batch.merged,
        "counts": {
            name: getattr(progress, name)
            for name in ("total", "queued", "running", "succeeded", "failed", "cancelled")
        },
        "progress": round(progress.share, 4),
        "seconds_left": None if left is None else round(left),
        "imports_url": reverse("api:batch_imports", args=[batch.pk], request=request),
        "requested_by": str(batch.requested_by_id) if batch.requested_by_id else None,
        "created_at": batch.created_at,
        "finished_at": progress.finished_at,
    }


def _changed(request: Request, batch_id: UUID, changed: int, *, status: int) -> Response:
    batch = batch_asked(request, batch_id)
    stands = told(request, batch, batches.progress_of(batch))
    return Response({**stands, "changed": changed}, status=status)
