"""What every page's frame shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from annotations.models import Role
from annotations.review import waiting_for


def shell(request: HttpRequest) -> dict[str, Any]:
    """The build id, and lazily the number of claims that wait for review.

    Nothing here touches the session unless a template asks, so that public pages stay cookie-free.
    """

    def review_count() -> int:
        user = request.user
        if not user.is_authenticated or not user.has_role(Role.REVIEWER):
            return 0
        return waiting_for(user).order_by()[:100].count()

    return {"build_id": settings.BUILD_ID, "review_count": review_count}
