"""Ratings in further languages: what is missing is added, what was given with a verdict is not changed."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation

from annotations.models import HistoryEntry, Rating, User, Verdict
from annotations.refusals import Forbidden, Invalid, Missing
from annotations.verdicts.scale import word_rating
from annotations.verdicts.translate import translate_rating
from tests.factories.articles import make_article
from tests.factories.claims import rated_claim
from tests.factories.users import actor_of, make_admin, make_editor, make_reviewer


@pytest.fixture
def admin(db: None) -> User:
    return make_admin()


def in_force(slug: str) -> Rating:
    return Rating.objects.get(slug=slug, purpose="others", retired_at__isnull=True)


def translate(admin: User, slug: str = "true", **given: Any) -> Rating:
    return translate_rating(actor=actor_of(admin), slug=slug, **given)


def give(rating: str) -> Verdict:
    nina = make_editor()
    claim = rated_claim(make_article(by=nina), nina)
    verdict = claim.verdict
    assert verdict is not None
    assert verdict.rating.slug == rating
    return verdict


@pytest.mark.parametrize("rating", ["true", "half-true", "misleading"])
def test_the_built_in_scale_speaks_russian_and_belarusian(db: None, rating: str) -> None:
    row = in_force(rating)
    assert set(row.labels) == set(row.definitions) == {"ru", "be"}
    with translation.override("ru"):
        assert row.words == row.labels["ru"]
        assert row.definition_words == row.definitions["ru"]
    with translation.override("en"):
        assert row.words == row.label


def test_where_a_language_has_no_words_the_label_stands(admin: User) -> None:
    translate(admin, labels={"ru": ""})
    with translation.override("ru"):
        assert in_force("true").words == "True"


def test_a_missing_translation_is_added_in_place_also_where_verdicts_were_given(
    admin: User,
) -> None:
    translate(admin, labels={"ru": ""}, definitions={"ru": ""})
    given = give("true")
    rating = translate(admin, labels={"ru": "Верно"})
    assert rating.pk == given.rating_id
    assert rating.labels["ru"] == "Верно"
    assert HistoryEntry.objects.filter(verb="rating_translated").count() == 2


def test_another_translation_of_a_rating_that_was_given_is_its_next_version(admin: User) -> None:
    given = give("true")
    rating = translate(admin, labels={"ru": "Верно"})
    assert (rating.version, rating.labels["ru"]) == (2, "Верно")
    assert rating.labels["be"] == given.rating.labels["be"]
    assert (rating.label, rating.number, rating.position) == ("True", 5, given.rating.position)
    given.refresh_from_db()
    assert given.rating.version == 1
    assert given.rating.labels["ru"] == "Правда"
    assert in_force("true") == rating


def test_a_rating_that_was_never_given_is_translated_anew_in_place(admin: User) -> None:
    rating = translate(admin, labels={"ru": "Верно"}, definitions={"be": ""})
    assert (rating.version, rating.labels["ru"]) == (1, "Верно")
    assert "be" not in rating.definitions


def test_the_same_again_changes_nothing_and_is_not_recorded(admin: User) -> None:
    row = in_force("true")
    translate(admin, labels=dict(row.labels), definitions=dict(row.definitions))
    assert not HistoryEntry.objects.filter(verb__startswith="rating_").exists()


def test_a_new_label_drops_the_translations_of_the_old_one_and_keeps_those_of_its_definition(
    admin: User,
) -> None:
    row = in_force("true")
    names = ("definition", "number", "needs_evidence", "look", "position")
    kept: dict[str, Any] = {name: getattr(row, name) for name in names}
    new = word_rating(actor=actor_of(admin), slug="true", label="Correct", **kept)
    assert new.labels == {}
    assert new.definitions == row.definitions


def test_the_database_keeps_a_translation_that_was_given(admin: User) -> None:
    given = give("true")
    rows = Rating.objects.filter(pk=given.rating_id)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(labels={"ru": "Верно"})
    rows.update(labels={**given.rating.labels, "en": "Right"})


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"labels": {"xx": "?"}}, "labels"),
        ({"labels": {"ru": "x" * 81}}, "labels.ru"),
        ({"labels": ["ru"]}, "labels"),
        ({"definitions": {"be": 7}}, "definitions.be"),
    ],
)
def test_what_is_wrong_is_refused_with_its_field(
    admin: User, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        translate(admin, **given)
    assert refused.value.field == field


def test_only_administrators_translate_and_only_what_is_in_force(admin: User) -> None:
    with pytest.raises(Forbidden):
        translate(make_reviewer(), labels={"ru": "Верно"})
    with pytest.raises(Missing):
        translate(admin, slug="nonsense", labels={"ru": "Верно"})
