"""The workflow as the newsroom wants it."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from annotations import workflow
from annotations.api.asked import actor_of, body_of, picked
from annotations.api.described import described
from annotations.api.door import Door
from annotations.api.shapes import desks as shapes
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


def _told(newsroom: Newsroom) -> dict[str, Any]:
    return {name: getattr(newsroom, name) for name in SETTINGS}
