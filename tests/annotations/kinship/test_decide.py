"""A person's word on whether two articles are one story."""

import pytest

from annotations import kinship
from annotations.claims import mark
from annotations.imports import accept
from annotations.models import AlsoPublished, Article, HistoryEntry, Kinship
from annotations.refusals import Conflict, Forbidden, Invalid, Missing
from tests.factories.articles import make_article
from tests.factories.claims import make_claim
from tests.factories.users import actor_of, make_editor, make_viewer

pytestmark = pytest.mark.django_db

STORY = "Volunteers gave out kits.\n\nAround 3,000 people were detained in the first night alone."
NEWER = "Volunteers gave out kits.\n\nAround 4,000 people were detained in the first night alone."


def pair(later_text: str = NEWER, **of_later: str) -> tuple[Article, Article, Kinship]:
    earlier = make_article(STORY, title="First", url="https://news.example/a")
    later = make_article(later_text, title="Second", url="https://news.example/a", **of_later)
    assert later.current_revision is not None
    (kin,) = kinship.recognise(later, later.current_revision)
    return earlier, later, kin


def decide(kin: Kinship, decision: str) -> Kinship:
    return kinship.decide(actor=actor_of(make_editor()), kinship_id=kin.pk, decision=decision)


def test_a_newer_version_becomes_the_earlier_articles_newest_revision() -> None:
    earlier, later, kin = pair()
    claim = make_claim(earlier, make_editor(), "Around 3,000 people were detained")
    decide(kin, "new_version")
    earlier.refresh_from_db()
    later.refresh_from_db()
    assert earlier.current_revision is not None
    assert earlier.current_revision.text == NEWER
    assert earlier.current_revision.number == 2
    assert later.merged_into == earlier
    assert list(Article.objects.listed()) == [earlier]
    highlight = claim.appearances.get().highlights.get()
    assert highlight.anchors.get(revision=earlier.current_revision).change == "wording"
    assert earlier.revisions.get(number=1).text == STORY


def test_an_unchanged_version_makes_no_second_revision() -> None:
    earlier, later, kin = pair(STORY)
    decide(kin, "new_version")
    earlier.refresh_from_db()
    assert earlier.revisions.count() == 1
    assert Article.objects.get(pk=later.pk).merged_into_id == earlier.pk


def test_what_an_editor_corrected_survives_the_newer_version() -> None:
    earlier, _later, kin = pair()
    earlier.title, earlier.field_notes = "As we say", {"title": {"origin": "person"}}
    earlier.save()
    decide(kin, "new_version")
    earlier.refresh_from_db()
    assert earlier.title == "As we say"


def test_also_published_names_the_other_place_and_leaves_one_article() -> None:
    earlier, later, kin = pair(STORY, site_name="Two")
    decide(kin, "also_published")
    place = AlsoPublished.objects.get(article=earlier)
    assert (place.url, place.site_name) == (later.url, "Two")
    assert place.snapshot == later.current_revision.snapshot  # type: ignore[union-attr]
    assert list(Article.objects.listed()) == [earlier]


def test_a_copy_with_passages_stays_an_article_and_is_no_version_of_another() -> None:
    earlier, later, kin = pair()
    make_claim(later, make_editor(), "Around 4,000 people were detained")
    with pytest.raises(Conflict, match="has_passages"):
        decide(kin, "new_version")
    assert Kinship.objects.get(pk=kin.pk).decision == "open"
    decide(kin, "also_published")
    assert AlsoPublished.objects.filter(article=earlier).count() == 1
    assert set(Article.objects.listed()) == {earlier, later}


def test_two_articles_stay_two() -> None:
    earlier, later, kin = pair()
    decide(kin, "apart")
    assert set(Article.objects.listed()) == {earlier, later}
    assert kinship.relatives_of([earlier.pk, later.pk]) == {}


def test_saying_the_same_again_changes_nothing_and_a_merged_pair_is_decided() -> None:
    _earlier, _later, kin = pair()
    decide(kin, "new_version")
    entries = HistoryEntry.objects.filter(verb="kinship_decided").count()
    decide(kin, "new_version")
    assert HistoryEntry.objects.filter(verb="kinship_decided").count() == entries == 2
    with pytest.raises(Conflict, match="already_merged"):
        decide(kin, "apart")


def test_nothing_can_be_marked_in_a_merged_article() -> None:
    _earlier, later, kin = pair()
    decide(kin, "new_version")
    with pytest.raises(Conflict, match="merged"):
        mark(actor=actor_of(make_editor()), article_id=later.pk, start=0, end=10)


def test_no_new_text_comes_into_a_merged_article() -> None:
    _earlier, later, kin = pair()
    decide(kin, "new_version")
    with pytest.raises(Conflict, match="merged"):
        accept.import_again(actor=actor_of(make_editor()), article_id=later.pk, text="More.")


def test_a_viewer_may_not_decide_and_an_unknown_word_or_pair_is_refused() -> None:
    _earlier, _later, kin = pair()
    with pytest.raises(Forbidden):
        kinship.decide(actor=actor_of(make_viewer()), kinship_id=kin.pk, decision="apart")
    for word in ("open", "perhaps", None):
        with pytest.raises(Invalid):
            decide(kin, word)  # type: ignore[arg-type]
    with pytest.raises(Missing):
        kinship.decide(actor=actor_of(make_editor()), kinship_id=kin.article_id, decision="apart")
