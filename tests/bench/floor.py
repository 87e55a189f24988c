"""The floor: what a bare Django and DRF take to insert one annotation and to read many compactly.

Served by gunicorn as ``tests.bench.floor:application``; its database is FLOOR_DATABASE_URL.
"""

import os
from typing import Any

import dj_database_url
import django
from django.conf import settings

settings.configure(
    DEBUG=False,
    SECRET_KEY="floor-of-the-benchmark-and-nothing-else",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "rest_framework",
    ],
    # What `startproject` sets.
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    DATABASES={
        "default": dj_database_url.parse(
            os.environ["FLOOR_DATABASE_URL"], conn_max_age=600, conn_health_checks=True
        )
    },
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
    REST_FRAMEWORK={"DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"]},
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402 - needs the settings above
from django.db import connection, models, transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import get_object_or_404  # noqa: E402
from django.urls import path  # noqa: E402
from rest_framework import exceptions, serializers  # noqa: E402
from rest_framework.authentication import BaseAuthentication  # noqa: E402
from rest_framework.permissions import IsAuthenticated  # noqa: E402
from rest_framework.request import Request  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.views import APIView  # noqa: E402


class Account(models.Model):
    name = models.TextField()
    is_authenticated = True

    class Meta:
        app_label, managed, db_table = "floor", False, "floor_account"


class Token(models.Model):
    key = models.TextField()
    account = models.ForeignKey(Account, models.PROTECT)

    class Meta:
        app_label, managed, db_table = "floor", False, "floor_token"


class Text(models.Model):
    body = models.TextField()

    class Meta:
        app_label, managed, db_table = "floor", False, "floor_text"


class Annotation(models.Model):
    text = models.ForeignKey(Text, models.PROTECT)
    account = models.ForeignKey(Account, models.PROTECT)
    start = models.IntegerField()
    end = models.IntegerField()
    exact = models.TextField()
    label = models.TextField()

    class Meta:
        app_label, managed, db_table = "floor", False, "floor_annotation"


class TokenAuthentication(BaseAuthentication):
    """As DRF's own, on the tables of the floor."""

    def authenticate(self, request: Request) -> tuple[Any, Any]:
        secret = request.headers.get("Authorization", "").removeprefix("Token ")
        token = Token.objects.select_related("account").filter(key=secret).first()
        if token is None:
            raise exceptions.AuthenticationFailed
        return token.account, token


class AnnotationSerializer(serializers.ModelSerializer):
    class Meta:
        model = Annotation
        fields = ["id", "text", "start", "end", "exact", "label"]


class Annotations(APIView):
    authentication_classes = [TokenAuthentication]
    permission_classes = [IsAuthenticated]

    def post(self, request: Request, text: int) -> Response:
        found = get_object_or_404(Text.objects.defer("body"), pk=text)
        serializer = AnnotationSerializer(data={**request.data, "text": found.pk})
        serializer.is_valid(raise_exception=True)
        with transaction.atomic():
            serializer.save(account=request.user)
        return Response(serializer.data, status=201)

    def get(self, request: Request, text: int) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute("SELECT body FROM floor_text WHERE id = %s", [text])
            cursor.execute(
                "SELECT json_agg(json_build_object('id', id, 'start', start, 'end', \"end\","
                " 'exact', exact, 'label', label) ORDER BY start)::text"
                " FROM floor_annotation WHERE text_id = %s",
                [text],
            )
            row = cursor.fetchone()
        return HttpResponse(row[0] if row else "[]", content_type="application/json")


def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [
    path("alive", alive),
    path("texts/<int:text>/annotations/", Annotations.as_view()),
]
application = get_wsgi_application()
