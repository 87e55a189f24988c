"""The workflow as the newsroom wants it, and what its public pages say of it."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from annotations import publishing, workflow
from annotations.api.asked import actor_of, body_of, match_of, picked
from annotations.api.described import described
from annotations.api.door import Door
from annotations.api.shapes import desks as shapes
from annotations.api.shapes.about import About as AboutShape
from annotations.api.shapes.about import AboutChanged
from annotations.models import Newsroom
from annotations.workflow.configure import SETTINGS


class Workflow(Door):
    """`newsroom/workflow/`."""

    @described("workflow_get", "How this newsroom reviews.", answer=shapes.Workflow)
    def get(self, request: Request) -> Response:  # noqa: ARG002 - DRF passes it
        """Everybody may know."""
        return Response(_told(Newsroom.current()))

    @described(
        "workflow_change",
        "Change how this newsroom reviews.",
        body=shapes.WorkflowChanged,
        answer=shapes.Workflow,
    )
    def put(self, request: Request) -> Response:
        """By an administrator; what is left out stays, and approvals stay as valid as they were."""
        given = picked(body_of(request), *SETTINGS)
        return Response(_told(workflow.configure(actor=actor_of(request), **given)))


class About(Door):
    """`newsroom/about/`."""

    @described("about_get", "What the public pages say of this newsroom.", answer=AboutShape)
    def get(self, request: Request) -> Response:  # noqa: ARG002 - DRF passes it
        """Everybody may know: readers do."""
        return _about(Newsroom.current())

    @described(
        "about_change",
        "Change what the public pages say of this newsroom.",
        body=AboutChanged,
        answer=AboutShape,
        match="optional",
    )
    def put(self, request: Request) -> Response:
        """By an administrator; what is left out stays."""
        given = picked(body_of(request), *publishing.ABOUT)
        newsroom = publishing.tell_about(
            actor=actor_of(request), expected=match_of(request), **given
        )
        return _about(newsroom)


def _about(newsroom: Newsroom) -> Response:
    told = publishing.about_told(newsroom)
    return Response(told, headers={"ETag": publishing.about_etag(newsroom)})


def _told(newsroom: Newsroom) -> dict[str, Any]:
    return {name: getattr(newsroom, name) for name in SETTINGS}
