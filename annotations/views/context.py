"""What every page's frame shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from annotations.models import Role
from annotations.notices import unseen_count
from annotations.permissions import Actor
from annotations.review import waiting_for


def shell(request: HttpRequest) -> dict[str, Any]:
    """The build id, and lazily the numbers of claims that wait for review and of unseen notices.

    Nothing here touches the session unless a template asks, so that public pages stay cookie-free.
    """

    def review_count() -> int:
        user = request.user
        if not user.is_authenticated or not user.has_role(Role.REVIEWER):
            return 0
        return waiting_for(user).order_by()[:100].count()

    def notice_count() -> int:
        user = request.user
        if not user.is_authenticated:
            return 0
        return unseen_count(Actor(user=user, door="page"))

    return {
        "build_id": settings.BUILD_ID,
        "review_count": review_count,
        "notice_count": notice_count,
    }
