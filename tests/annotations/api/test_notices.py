"""What one is told, for programs."""

import pytest

from annotations import notices
from annotations.models import Article, Claim, Notice
from tests.annotations.api.conftest import Caller
from tests.factories.claims import returned_claim
from tests.factories.threads import make_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(article: Article, editor: Caller, reviewer: Caller) -> Claim:
    assert editor.user
    assert reviewer.user
    made = returned_claim(article, editor.user, reviewer.user)
    make_comment(made, reviewer.user, "@ann, which month?")
    notices.tell_news()
    return made


def test_the_list_has_ones_own_notices_newest_first(
    claim: Claim, editor: Caller, viewer: Caller
) -> None:
    newest, oldest = editor.get_json("notices/")["results"]
    assert (newest["kind"], newest["detail"]) == ("mentioned", "@ann, which month?")
    assert oldest["words"] == "Bob sends a claim back that you worked on"
    assert (oldest["claim"], oldest["article"]) == (str(claim.pk), str(claim.article_id))
    assert oldest["about"] == claim.statement
    assert oldest["actor"]["username"] == "bob"
    assert viewer.get_json("notices/")["results"] == []
    first = editor.get_json("notices/?limit=1")
    assert first["results"] == [newest]
    rest = editor.get_json(first["next"].split("/api/v1/")[1])
    assert rest["results"] == [oldest]
    assert editor.get_json("notices/?kind=sent_back")["results"] == [oldest]


def test_notices_are_marked_as_seen_one_by_one_or_all(
    claim: Claim, editor: Caller, viewer: Caller
) -> None:
    newest, oldest = editor.get_json("notices/")["results"]
    assert editor.get_json("notices/unseen/") == {"unseen": 2}
    assert viewer.call("POST", f"notices/{newest['id']}/seen/").status_code == 404
    for _time in range(2):
        answer = editor.call("POST", f"notices/{newest['id']}/seen/")
        assert answer.json()["seen_at"] is not None
    assert editor.get_json("notices/?seen=false")["results"] == [oldest]
    assert editor.call("POST", "notices/seen/", {"kind": "stale"}).json() == {"seen": 0}
    assert editor.call("POST", "notices/seen/", {}).json() == {"seen": 1}
    assert editor.get_json("notices/unseen/") == {"unseen": 0}
    assert Notice.objects.filter(seen_at__isnull=True).count() == 0


def test_choices_are_read_and_changed_and_what_is_left_out_stays(editor: Caller) -> None:
    before = editor.get_json("notices/choices/")
    assert before["digest"] == {"hour": 8, "time_zone": "UTC"}
    assert before["has_address"] is False
    body = {"ways": {"stale": "none"}, "digest": {"time_zone": "Europe/Minsk"}}
    after = editor.call("PUT", "notices/choices/", body).json()
    assert after["ways"] == {**before["ways"], "stale": "none"}
    assert after["digest"] == {"hour": 8, "time_zone": "Europe/Minsk"}
    assert editor.call("PUT", "notices/choices/", {}).json() == after


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({"ways": []}, "not_an_object", "ways"),
        ({"ways": {"x": "app"}}, "unknown_choice", "ways"),
        ({"ways": {"stale": 7}}, "unknown_choice", "ways.stale"),
        ({"digest": "soon"}, "not_an_object", "digest"),
        ({"digest": {"hour": True}}, "number_invalid", "hour"),
        ({"digest": {"hour": 24}}, "number_invalid", "hour"),
        ({"digest": {"time_zone": "../etc/passwd"}}, "unknown_time_zone", "time_zone"),
    ],
)
def test_a_wrong_choice_names_its_field(
    body: object, code: str, field: str, editor: Caller
) -> None:
    answer = editor.call("PUT", "notices/choices/", body)
    assert answer.status_code == 400
    assert (answer.json()["code"], answer.json()["field"]) == (code, field)


@pytest.mark.parametrize("digest", [0, False, "", []])
def test_hours_are_an_object_or_left_out(digest: object, editor: Caller) -> None:
    answer = editor.call("PUT", "notices/choices/", {"digest": digest})
    assert (answer.status_code, answer.json()["code"]) == (400, "not_an_object")


def test_an_unknown_kind_is_refused(editor: Caller) -> None:
    assert editor.call("GET", "notices/?kind=x").json()["code"] == "unknown_choice"
    assert editor.call("POST", "notices/seen/", {"kind": "x"}).json()["code"] == "unknown_choice"
    for wrong in (3, 0, None, False, {}, []):
        answer = editor.call("POST", "notices/seen/", {"kind": wrong})
        assert answer.json()["code"] == "unknown_choice", wrong
