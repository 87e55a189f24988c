"""Articles that may be one story, at the JSON door."""

import pytest

from annotations import kinship
from annotations.models import Article
from tests.annotations.api.conftest import Caller
from tests.factories.articles import make_article
from tests.factories.imports import arrived_import
from tests.factories.users import make_editor, make_viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def both() -> tuple[Article, Article]:
    earlier = make_article(title="First", url="https://one.example/a", site_name="One")
    later = make_article(title="Second", url="https://two.example/b", site_name="Two")
    assert later.current_revision is not None
    kinship.recognise(later, later.current_revision)
    return earlier, later


def test_an_article_tells_whose_story_it_may_be_and_a_person_decides(
    both: tuple[Article, Article],
) -> None:
    earlier, later = both
    caller = Caller(make_editor())
    (told,) = caller.get_json(f"articles/{later.pk}/")["kinships"]
    assert told["article"] == str(earlier.pk)
    assert (told["likeness"], told["score"], told["decision"]) == ("same_text", 1.0, "open")
    assert told["is_earlier"] is True
    (mirrored,) = caller.get_json(f"articles/{earlier.pk}/kinships/")["results"]
    assert (mirrored["id"], mirrored["is_earlier"]) == (told["id"], False)

    answer = caller.call("POST", f"kinships/{told['id']}/", {"decision": "also_published"})
    assert answer.status_code == 200, answer.content
    assert answer.json()["decision"] == "also_published"
    whole = caller.get_json(f"articles/{earlier.pk}/")
    assert [place["url"] for place in whole["also_published"]] == ["https://two.example/b"]
    assert caller.get_json(f"articles/{later.pk}/")["merged_into"] == str(earlier.pk)
    listed = caller.get_json("articles/")["results"]
    assert [article["id"] for article in listed] == [str(earlier.pk)]


def test_a_wrong_word_and_a_viewer_are_refused_with_a_code(both: tuple[Article, Article]) -> None:
    (told,) = Caller(make_editor()).get_json(f"articles/{both[1].pk}/kinships/")["results"]
    wrong = Caller(make_editor()).call("POST", f"kinships/{told['id']}/", {"decision": "maybe"})
    assert (wrong.status_code, wrong.json()["code"]) == (400, "unknown_choice")
    viewer = Caller(make_viewer()).call("POST", f"kinships/{told['id']}/", {"decision": "apart"})
    assert (viewer.status_code, viewer.json()["code"]) == (403, "role_required")


def test_an_import_tells_that_what_it_brought_may_be_here_already(
    both: tuple[Article, Article],
) -> None:
    earlier, later = both
    item = arrived_import(make_editor(), later)
    caller = Caller(make_editor())
    (told,) = caller.get_json(f"imports/{item.pk}/")["kinships"]
    assert told["article"] == str(earlier.pk)
    (listed,) = caller.get_json("imports/")["results"]
    assert listed["kinships"] == [told]
