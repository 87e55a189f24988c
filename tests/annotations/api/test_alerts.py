"""Alerts at the JSON door."""

from annotations.models import Blob
from tests.annotations.api.conftest import Caller
from tests.factories.articles import make_article, make_page
from tests.factories.claims import make_claim
from tests.factories.watch import make_alert


def test_alerts_are_listed_by_cursor_with_their_claims(editor: Caller) -> None:
    assert editor.user is not None
    article = make_page(["Volunteers gave out more than 4,000 hygiene kits."])
    claim = make_claim(article, editor.user)
    removed = make_alert(article, "removed", code="http_404")
    make_alert(make_article(), "redirected", url="https://b.example/")
    page = editor.get_json("alerts/?limit=1")
    assert [told["kind"] for told in page["results"]] == ["redirected"]
    rest = editor.get_json(page["next"].partition("/api/v1/")[2])
    assert [told["kind"] for told in rest["results"]] == ["removed"]
    told = editor.get_json(f"alerts/?article={article.pk}&open=true&kind=removed")["results"]
    assert [one["id"] for one in told] == [str(removed.pk)]
    assert told[0]["claims"][0] == {
        "id": str(claim.pk), "statement": claim.statement, "claim_state": "draft", "by": "in",
        "state": "", "change": "", "context": "same", "is_decided": False,
    }  # fmt: skip
    assert (told[0]["claims_count"], told[0]["resolution"], told[0]["can_take"]) == (1, None, False)


def test_an_alert_is_resolved(editor: Caller) -> None:
    alert = make_alert(make_article())
    told = editor.call("POST", f"alerts/{alert.pk}/resolve/").json()
    assert editor.user is not None
    assert (told["resolution"], told["resolved_by"]["id"]) == ("seen", str(editor.user.pk))
    assert editor.get_json("alerts/?open=true")["results"] == []
    assert len(editor.get_json("alerts/?open=false")["results"]) == 1


def test_a_stand_in_is_taken_once(editor: Caller) -> None:
    article = make_page(["One."])
    fetched = {"url": article.url, "media_type": "text/html", "status": 200}
    alert = make_alert(
        article, "stand_in", code="other_page", blob=Blob.keep(b"<p>Two."), fetched=fetched
    )
    assert editor.get_json("alerts/")["results"][0]["can_take"] is True
    first = editor.call("POST", f"alerts/{alert.pk}/take/", key="k")
    again = editor.call("POST", f"alerts/{alert.pk}/take/", key="k")
    assert (first.status_code, again.json() == first.json()) == (202, True)
    assert first.json()["article"] == str(article.pk)
    refused = editor.call("POST", f"alerts/{alert.pk}/take/")
    assert (refused.status_code, refused.json()["code"]) == (409, "already_resolved")
