"""The description of the API, and a page to read it."""

from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView


class Schema(SpectacularAPIView):
    """OpenAPI 3, as YAML or JSON."""


class Docs(SpectacularSwaggerSplitView):
    """Swagger UI from our own files; no inline script or style, so that the strict CSP holds."""

    url_name = "api:schema"
    template_name = "annotations/api/docs.html"
