"""Fact-checks of others."""

from collections.abc import Mapping
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from annotations import typed
from annotations.api.asked import actor_of, body_of, person_of, words_asked
from annotations.api.described import PAGE, asked, described
from annotations.api.door import Door
from annotations.api.filtering import CHANGED, CREATED, narrowed, parameters
from annotations.api.idempotency import once
from annotations.api.imports import accepted
from annotations.api.pagination import page_of
from annotations.api.parsers import StrictJSONParser, read_object
from annotations.api.shapes import earlier as shapes
from annotations.api.shapes.articles import ImportShape
from annotations.earlier import import_list
from annotations.evidence import url_key
from annotations.models import EarlierCheck
from annotations.refusals import Invalid, Missing, TooLarge

_FILTERS = ("search", "publisher", "language")
_SPANS = (*CREATED, *CHANGED)


class ChecksParser(StrictJSONParser):
    """`{"checks": […]}`, or the bare list."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,  # noqa: ARG002 - DRF's signature
        parser_context: Mapping[str, Any] | None = None,  # noqa: ARG002
    ) -> dict[str, Any]:
        """Read the body as strictly as any other.

        Raises:
            Invalid: `invalid_json`, `bad_characters`. TooLarge: `body_too_large`.
        """
        raw: bytes = stream.read(settings.JSON_LIMIT + 1)
        if len(raw) > settings.JSON_LIMIT:
            raise TooLarge("body_too_large", _("The request is larger than 10 MB."))
        is_list = raw.lstrip().startswith(b"[")
        found = read_object(b'{"checks":' + raw + b"}" if is_list else raw)
        if is_list and set(found) != {"checks"}:
            raise Invalid("invalid_json", _("The list is followed by something else."))
        return found


class EarlierChecks(Door):
    """`earlier-checks/`."""

    parser_classes = (ChecksParser,)

    @described(
        "earlier_checks_list",
        "Fact-checks of others, newest first.",
        answer=shapes.EarlierChecks,
        query=(
            *PAGE,
            asked("search", "Words of the claim, the title, the publisher or the claimant."),
            asked("publisher", "The publisher's whole name."),
            asked("language", "Its code, such as `en`."),
            asked("url", "The whole address, which is its identity."),
            *parameters(_SPANS),
        ),
    )
    def get(self, request: Request) -> Response:
        """With their publishers' own ratings."""
        picked = {name: words_asked(request, name) for name in _FILTERS}
        rows = EarlierCheck.objects.visible_to(person_of(request)).asked_for(**picked)
        if url := words_asked(request, "url", 4000):
            rows = rows.filter(url_key=url_key(typed.url_of(url, "url")))
        rows = narrowed(request, rows, _SPANS)
        page = page_of(request, rows.defer("original", "search"))
        return Response(page.told([told(check) for check in page.rows]))

    @described(
        "earlier_checks_create",
        "Bring in ClaimReview objects of other fact-checkers, at most 1,000 at once.",
        body=shapes.ChecksAsked,
        answer=ImportShape,
        status=202,
        creates=True,
    )
    @once
    def post(self, request: Request) -> HttpResponseBase:
        """Accepted; the import's `outcome` counts what was new, changed, the same and refused."""
        checks = body_of(request).get("checks")
        return accepted(request, import_list(actor=actor_of(request), checks=checks))


class EarlierCheckOne(Door):
    """`earlier-checks/{id}/`."""

    @described(
        "earlier_checks_get",
        "One fact-check of others.",
        answer=shapes.EarlierCheckWhole,
        errors=(404,),
    )
    def get(self, request: Request, check_id: UUID) -> Response:
        """With the object as it was received."""
        seen = EarlierCheck.objects.visible_to(person_of(request)).defer("search")
        check = seen.filter(pk=check_id).first()
        if check is None:
            raise Missing("not_found", _("There is no such check."))
        return Response({**told(check), "original": check.original})


def told(check: EarlierCheck) -> dict[str, Any]:
    """A check as JSON, without the object that it came as."""
    return {
        "id": str(check.pk),
        "url": check.url,
        "claim_reviewed": check.claim_reviewed,
        "title": check.title,
        "publisher": check.publisher,
        "publisher_url": check.publisher_url,
        "rating": {
            "label": check.rating_label,
            "value": check.rating_value,
            "best": check.rating_best,
            "worst": check.rating_worst,
        },
        "claimant": check.claimant,
        "claimed_on": check.claimed_on,
        "reviewed_on": check.reviewed_on,
        "language": check.language,
        "appearances": check.appearances,
        "received_in": str(check.received_in_id),
        "created_at": check.created_at,
        "changed_at": check.changed_at,
    }
