"""One text of an article, and what parts two of them, through the API."""

from uuid import uuid4

import pytest

from annotations.imports.readers.document import ReadBlock
from annotations.models import Article, Highlight
from tests.annotations.api.conftest import Caller
from tests.factories.articles import TEXT, add_revision, make_article, make_page
from tests.factories.claims import make_claim


def ids(caller: Caller, article: Article) -> list[str]:
    """Of its texts, oldest first."""
    told = caller.get_json(f"articles/{article.pk}/revisions/")["results"]
    return [revision["id"] for revision in told[::-1]]


def test_an_older_text_is_still_told_whole(viewer: Caller, article: Article) -> None:
    add_revision(article, "Other words.")
    first, second = ids(viewer, article)
    told = viewer.get_json(f"articles/{article.pk}/revisions/{first}/")
    assert (told["text"], told["is_current"], told["number"]) == (TEXT, False, 1)
    assert viewer.get_json(f"articles/{article.pk}/revisions/{second}/")["is_current"]


def test_two_texts_are_compared_word_by_word(viewer: Caller, article: Article) -> None:
    later = TEXT.replace("more than 4,000", "about 3,500") + "\n\nA new paragraph."
    add_revision(article, later)
    first, second = ids(viewer, article)
    told = viewer.get_json(f"articles/{article.pk}/revisions/{first}/differences/{second}/")
    assert [d["kind"] for d in told["differences"]] == ["changed", "same", "added"]
    changed = told["differences"][0]["pieces"]
    assert [p["text"] for p in changed if not (p["old"] and p["new"])] == [
        "more than 4,000",
        "about 3,500",
    ]
    assert [TEXT[s:e] for s, e in changed[1]["figures"]] == ["4,000"]
    assert [later[s:e] for s, e in changed[2]["figures"]] == ["3,500"]
    assert (told["old"]["number"], told["new"]["number"]) == (1, 2)
    back = viewer.get_json(f"articles/{article.pk}/revisions/{second}/differences/{first}/")
    assert [d["kind"] for d in back["differences"]] == ["changed", "same", "removed"]
    same = viewer.get_json(f"articles/{article.pk}/revisions/{first}/differences/{first}/")
    assert [d["kind"] for d in same["differences"]] == ["same"]


def test_what_became_of_each_passage_is_told_in_code_points_of_both_texts(
    editor: Caller, viewer: Caller, article: Article
) -> None:
    assert editor.user is not None
    claim = make_claim(article, editor.user, "80% of voters")
    make_claim(article, editor.user, "The ministry did not comment")
    add_revision(article, "New. " + TEXT.replace("80%", "81%").replace("The ministry", "It"))
    first, second = ids(viewer, article)
    told = viewer.get_json(f"articles/{article.pk}/revisions/{first}/differences/{second}/")
    passage = Highlight.objects.get(appearance__claim=claim)
    start = TEXT.index("80%")
    assert told["claims"][0] == {
        "highlight": str(passage.pk),
        "claim": str(claim.pk),
        "purpose": "claim",
        "old": {"start": start, "end": start + 13},
        "new": {"start": start + 5, "end": start + 18},
        "state": "changed",
        "change": "wording",
        "context": "same",
        "gone": False,
    }
    assert told["claims"][1]["old"] is not None
    assert told["claims"][1]["change"] == "wording"
    back = viewer.get_json(f"articles/{article.pk}/revisions/{second}/differences/{first}/")
    assert back["claims"][0]["new"] == {"start": start, "end": start + 13}


def test_what_was_set_aside_is_told_apart_from_what_the_publisher_removed(editor: Caller) -> None:
    menu = ReadBlock("paragraph", "Read our newsletter.", furniture=True, reason="promotion")
    page = make_page(["The story.", menu, "Its end."], by=editor.user)
    block = page.current_revision.blocks[1]["id"]  # type: ignore[union-attr]
    editor.call("POST", f"articles/{page.pk}/blocks/{block}/", {"choice": "aside"})
    first, second = ids(editor, page)
    told = editor.get_json(f"articles/{page.pk}/revisions/{first}/differences/{second}/")
    assert [d["kind"] for d in told["differences"]] == ["same", "removed"]
    assert told["set_aside"] == [{"kind": "set_aside", "block": block, "text": "Its end."}]


def test_a_text_of_another_article_is_not_found(viewer: Caller, article: Article) -> None:
    other = make_article("Other.")
    mine, theirs = ids(viewer, article)[0], ids(viewer, other)[0]
    for path in (
        f"revisions/{theirs}/",
        f"revisions/{mine}/differences/{theirs}/",
        f"revisions/{uuid4()}/differences/{mine}/",
    ):
        answer = viewer.call("GET", f"articles/{article.pk}/{path}")
        assert (answer.status_code, answer.json()["code"]) == (404, "revision_not_found")


def test_a_correction_is_taken_back(editor: Caller, viewer: Caller, article: Article) -> None:
    editor.call("PATCH", f"articles/{article.pk}/", {"byline": "Jane Doe"})
    path = f"articles/{article.pk}/corrections/byline/"
    assert viewer.call("DELETE", path).status_code == 403
    assert editor.call("DELETE", path).status_code == 204
    told = editor.get_json(f"articles/{article.pk}/")
    assert (told["byline"], told["field_notes"]) == ("", {})
    again = editor.call("DELETE", path)
    assert (again.status_code, again.json()["code"]) == (409, "not_corrected")


@pytest.mark.parametrize("field", ["purpose", "url", "x", "%00"])
def test_only_what_can_be_corrected_can_be_taken_back(
    editor: Caller, article: Article, field: str
) -> None:
    answer = editor.call("DELETE", f"articles/{article.pk}/corrections/{field}/")
    assert answer.status_code == 400, answer.content
