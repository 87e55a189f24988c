"""A rating's label and definition in further languages: a missing one is added, one that was used is never changed."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from annotations import typed
from annotations.history import record
from annotations.models import Language, Purpose, Rating, Role, SecondVerdict, Verdict
from annotations.permissions import Actor, can_administer
from annotations.refusals import Forbidden, Invalid, Missing
from annotations.verdicts.scale import next_version

LIMITS = {"labels": 80, "definitions": 5_000}
"""Longest text of each, in code points."""


@transaction.atomic
def translate_rating(
    *, actor: Actor, slug: str, purpose: str = Purpose.OTHERS, **given: Any
) -> Rating:
    """Say a rating in force in further languages; what is not given stays, an empty text takes one away.

    A translation that is added stands in place. Where a verdict was given with the rating, changing or taking away
    what readers saw makes its next version, as another label does, and verdicts keep the version they were given.

    Args:
        actor: an administrator.
        slug: the rating's lasting name.
        purpose: which scale.
        given: `labels` and `definitions`, each ``{"ru": "Правда"}``.

    Returns:
        The rating in force, which may be a new version.

    Raises:
        Forbidden: `role_required`. Missing: `not_found`. Invalid: `not_an_object`, `unknown_choice`, `too_long`.
    """
    if not can_administer(actor.person):
        raise Forbidden(
            "role_required", _("Only administrators change the rating scale."), role=Role.ADMIN
        )
    rows = Rating.objects.select_for_update().filter(retired_at__isnull=True)
    rating = rows.filter(purpose=purpose, slug=slug).first()
    if rating is None:
        raise Missing("not_found", _("There is no such rating in force."))
    before = {name: dict(getattr(rating, name)) for name in LIMITS}
    after = {name: _merged(name, before[name], given.get(name)) for name in LIMITS}
    if after == before:
        return rating
    if _takes_away(before, after) and _is_used(rating):
        return next_version(actor=actor, standing=rating, **after)
    rating.labels, rating.definitions = after["labels"], after["definitions"]
    rating.save(update_fields=["labels", "definitions"])
    record(
        actor,
        "rating_translated",
        rating,
        slug=rating.slug,
        version=rating.version,
        purpose=rating.purpose,
        before=before,
        after=after,
    )
    return rating


def _merged(name: str, standing: Mapping[str, str], given: Any) -> dict[str, str]:
    if given is None:
        return dict(standing)
    if not isinstance(given, Mapping):
        raise Invalid("not_an_object", _("Give an object of texts by their language."), field=name)
    merged = dict(standing)
    for language, text in given.items():
        typed.choice_of(language, name, Language.values)
        merged[language] = typed.text_of(text, f"{name}.{language}", LIMITS[name])
    return {language: text for language, text in sorted(merged.items()) if text}


def _takes_away(
    before: Mapping[str, Mapping[str, str]], after: Mapping[str, Mapping[str, str]]
) -> bool:
    """Whether any text that stood is no longer the same."""
    return any(
        after[name].get(language) != text
        for name, texts in before.items()
        for language, text in texts.items()
    )


def _is_used(rating: Rating) -> bool:
    given = Verdict.objects.filter(rating=rating)
    return given.exists() or SecondVerdict.objects.filter(rating=rating).exists()
