"""The rating scale in the languages of the newsroom's readers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from annotations.models import Language, Purpose, Rating
from annotations.permissions import require_admin
from annotations.refusals import Refused
from annotations.verdicts.translate import LIMITS, translate_rating
from annotations.views.doors import actor_of, onward, private
from annotations.views.filled import Filled

_SCALES = (
    (Purpose.OTHERS, gettext_lazy("Checks of what others published")),
    (Purpose.OWN, gettext_lazy("Findings in our own copy")),
)


@require_safe
@private
def ratings(request: HttpRequest) -> HttpResponse:
    """Every rating in force with its words in each language; administrators change them here."""
    require_admin(actor_of(request))
    return _page(request)


@require_POST
@private
def translate(request: HttpRequest, purpose: str, slug: str) -> HttpResponse:
    """A rating's words in further languages."""
    actor = actor_of(request)
    require_admin(actor)
    given = _given(request)
    try:
        rating = translate_rating(actor=actor, slug=slug, purpose=purpose, **given)
    except Refused as refusal:
        return _page(request, form=Filled(values=given, refusal=refusal), about=(purpose, slug))
    words = _("“%(name)s” is saved.") % {"name": rating.label}
    return onward(request, f"{reverse('settings_ratings')}#{purpose}-{slug}", words)


def _given(request: HttpRequest) -> dict[str, dict[str, str]]:
    """What was sent, by kind and language; what was not sent stays as it is."""
    return {
        name: {
            code: request.POST[f"{name}-{code}"]
            for code in Language.values
            if f"{name}-{code}" in request.POST
        }
        for name in LIMITS
    }


def _page(
    request: HttpRequest, *, form: Filled | None = None, about: tuple[str, str] = ("", "")
) -> HttpResponse:
    rows = list(Rating.objects.filter(retired_at__isnull=True).order_by("purpose", "position"))
    context = {
        "nav": "settings",
        "refusal": form.refusal if form else None,
        "scales": [
            {
                "name": name,
                "rows": [
                    _row(rating, form if about == (rating.purpose, rating.slug) else None)
                    for rating in rows
                    if rating.purpose == purpose
                ],
            }
            for purpose, name in _SCALES
        ],
    }
    return render(
        request, "annotations/ratings/ratings.html", context, status=form.status if form else 200
    )


def _row(rating: Rating, form: Filled | None) -> dict[str, Any]:
    """A rating with a field for each language, as it stands or as it was typed."""
    texts = {
        name: {**getattr(rating, name), **(form.values[name] if form else {})} for name in LIMITS
    }
    errors = form.errors if form else {}
    return {
        "rating": rating,
        "is_open": form is not None,
        "missing": [label for code, label in Language.choices if not _has(rating, code)],
        "languages": [
            {
                "code": code,
                "name": name,
                "label": texts["labels"].get(code, ""),
                "definition": texts["definitions"].get(code, ""),
                "error": errors.get(f"labels.{code}") or errors.get(f"definitions.{code}"),
            }
            for code, name in Language.choices
        ],
    }


def _has(rating: Rating, code: str) -> bool:
    """Whether readers of a language see it in that language; English is what it is worded in at first."""
    return code in rating.labels or code == Language.ENGLISH
