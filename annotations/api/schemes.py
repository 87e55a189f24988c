"""How OpenAPI names our two ways of signing in. Importing it registers them."""

from drf_spectacular.authentication import SessionScheme


class OurSessionScheme(SessionScheme):  # type: ignore[no-untyped-call]  # drf-spectacular is partly typed
    """The session of the pages; writing calls send X-CSRFToken too."""

    target_class = "annotations.api.authentication.SessionAuthentication"
    name = "session"


__all__ = ["OurSessionScheme"]
