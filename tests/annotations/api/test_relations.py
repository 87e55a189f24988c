"""Relations and reuse at the JSON door."""

from uuid import uuid4

import pytest

from annotations.models import Article, Claim, User
from tests.annotations.api.conftest import Caller
from tests.factories import users
from tests.factories.articles import make_article
from tests.factories.claims import make_claim, published_claim
from tests.factories.earlier import make_check
from tests.factories.figures import make_figure, make_quantity

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(article: Article, editor: Caller) -> Claim:
    return make_claim(article, user_of(editor), "80% of voters")


@pytest.fixture
def claim(article: Article, editor: Caller) -> Claim:
    return make_claim(article, user_of(editor))


def user_of(caller: Caller) -> User:
    assert caller.user is not None
    return caller.user


def test_a_relation_is_told_from_either_side(editor: Caller, claim: Claim, other: Claim) -> None:
    body = {"kind": "follows_from", "claim": str(other.pk), "reason": "Half of it."}
    made = editor.call("POST", f"claims/{claim.pk}/relations/", body, key="k1")
    assert made.status_code == 201
    told = made.json()
    assert (told["kind"], told["a"], told["b"]) == ("follows_from", str(claim.pk), str(other.pk))
    assert told["other"]["statement"] == other.statement
    assert told["created_by"]["username"] == "ann"
    [back] = editor.get_json(f"claims/{other.pk}/relations/")["results"]
    assert (back["id"], back["is_back"], back["reason"]) == (told["id"], True, "Half of it.")
    assert editor.call("POST", f"claims/{claim.pk}/relations/", body).status_code == 200
    assert editor.call("DELETE", f"relations/{told['id']}/").status_code == 204
    assert editor.get_json(f"claims/{claim.pk}/relations/")["results"] == []
    assert editor.call("DELETE", f"relations/{told['id']}/").status_code == 404


def test_it_leaves_the_etag_and_honours_if_match(
    editor: Caller, claim: Claim, other: Claim
) -> None:
    before = editor.call("GET", f"claims/{claim.pk}/")["ETag"]
    body = {"kind": "same_as", "claim": str(other.pk)}
    path = f"claims/{claim.pk}/relations/"
    assert editor.call("POST", path, body, match='"99"').status_code == 412
    assert editor.call("POST", path, body, match=before).status_code == 201
    assert editor.call("GET", f"claims/{claim.pk}/")["ETag"] == before


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "unknown_choice"),
        ({"kind": "same_as"}, "id_invalid"),
        ({"kind": "same_as", "claim": "x"}, "id_invalid"),
        ({"kind": "same_as", "claim": str(uuid4())}, "not_found"),
        ({"kind": "same_as", "claim": "SELF"}, "same_claim"),
    ],
)
def test_what_is_wrong_is_named(
    body: dict[str, str], code: str, editor: Caller, claim: Claim
) -> None:
    sent = {name: str(claim.pk) if value == "SELF" else value for name, value in body.items()}
    refused = editor.call("POST", f"claims/{claim.pk}/relations/", sent)
    assert refused.json()["code"] == code


def test_a_check_is_taken_over_and_let_go(
    editor: Caller, editor2: Caller, reviewer: Caller, article: Article, claim: Claim
) -> None:
    elsewhere = make_article(by=user_of(editor2), url="https://other.example/1")
    original = published_claim(elsewhere, user_of(editor2), user_of(reviewer))
    path = f"claims/{claim.pk}/reuse/"
    assert editor.call("GET", path).json()["code"] == "not_reused"
    made = editor.call("POST", path, {"claim": str(original.pk)}, key="k2")
    assert made.status_code == 201
    told = made.json()
    assert (told["original"], told["earlier_check"], told["ended_why"]) == (
        str(original.pk),
        None,
        "",
    )
    assert told["content_sha256"] == original.content_sha256
    shown = editor.call("GET", f"claims/{claim.pk}/")
    assert shown["ETag"] == made["ETag"]
    assert (shown.json()["verdict"]["slug"], len(shown.json()["evidence"])) == ("true", 1)
    assert editor.call("POST", path, {"claim": str(original.pk)}).status_code == 200
    assert editor.get_json(path)["id"] == told["id"]
    [related] = editor.get_json(f"claims/{original.pk}/relations/")["results"]
    assert (related["kind"], related["offers_reuse"]) == ("same_as", False)
    assert editor.call("DELETE", path, match='"1"').status_code == 412
    assert editor.call("DELETE", path).status_code == 428
    assert editor.call("DELETE", path, match="*").status_code == 204
    assert editor.call("DELETE", path, match="*").json()["code"] == "not_reused"


def test_one_of_the_two_is_named(editor: Caller, claim: Claim) -> None:
    check = make_check(user_of(editor))
    path = f"claims/{claim.pk}/reuse/"
    both = {"claim": str(claim.pk), "earlier_check": str(check.pk)}
    codes = [
        editor.call("POST", path, body).json()["code"]
        for body in ({}, both, {"earlier_check": str(uuid4())}, {"claim": str(claim.pk)})
    ]
    assert codes == ["required", "required", "not_found", "same_claim"]
    made = editor.call("POST", path, {"earlier_check": str(check.pk)})
    assert (made.status_code, made.json()["content_sha256"]) == (201, None)


def test_the_figure_board_says_the_same_here(editor: Caller, claim: Claim, other: Claim) -> None:
    quantity = make_quantity(user_of(editor))
    for one, low in ((claim, 3000), (other, 4000)):
        make_figure(one, user_of(editor), low, quantity=quantity)
    body = {"kind": "contradicts", "claim": str(other.pk)}
    told = editor.call("POST", f"claims/{claim.pk}/relations/", body).json()
    assert (told["board"]["relation"], told["board"]["quantity"]) == ("conflict", str(quantity.pk))
    assert "3,000" in told["board"]["reason"]


def test_a_list_takes_as_many_queries_however_many_relations(
    article: Article, claim: Claim, django_assert_max_num_queries: object
) -> None:
    ann = users.make_editor("cleo")
    caller = Caller(ann)
    for words in ("80% of voters", "Around 3,000 people", "did not comment"):
        body = {"kind": "contradicts", "claim": str(make_claim(article, ann, words).pk)}
        caller.call("POST", f"claims/{claim.pk}/relations/", body)
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        assert len(caller.get_json(f"claims/{claim.pk}/relations/")["results"]) == 3
