"""The main job through the API, from a passage to the public check and back."""

from annotations.models import Article
from tests.annotations.api.conftest import Caller


def test_an_editor_and_a_reviewer_bring_a_claim_to_the_public(
    editor: Caller, reviewer: Caller, article: Article
) -> None:
    whole = editor.get_json(f"articles/{article.pk}/")
    text = whole["revision"]["text"]
    start = text.index("more than 4,000")
    marked = editor.call(
        "POST",
        f"articles/{article.pk}/claims/",
        {
            "start": start,
            "end": start + 15,
            "revision": whole["revision"]["id"],
            "claimant": "Red Cross",
        },
    )
    assert marked.status_code == 201, marked.content
    claim = marked.json()
    assert marked["Location"].endswith(f"/api/v1/claims/{claim['id']}/")
    here = f"claims/{claim['id']}/"
    linked = editor.call(
        "POST",
        f"{here}evidence/",
        {
            "stance": "corroborates",
            "source": {"url": "https://redcross.example/a", "title": "A"},
            "quote": "q",
        },
        match=claim["etag"],
    )
    assert linked.status_code == 201, linked.content
    assert linked["ETag"] != claim["etag"]
    rated = editor.call("POST", f"{here}verdict/", {"verdict": "true", "explanation": "Because."})
    assert rated.status_code == 200, rated.content
    submitted = editor.call("POST", f"{here}submit/")
    assert submitted.json()["state"] == "in_review"
    approved = reviewer.call("POST", f"{here}approve/", match=submitted["ETag"])
    assert (approved.status_code, approved.json()["state"]) == (200, "approved"), approved.content
    review = reviewer.get_json(f"{here}claimreview/")
    assert "datePublished" not in review
    lacking = reviewer.call("POST", f"{here}publish/")
    assert (lacking.status_code, lacking.json()["code"]) == (409, "reason_missing")
    asked = [item["code"] for item in lacking.json()["items"]]
    reasons = {"reasons": dict.fromkeys(asked, "The register is complete.")}
    published = reviewer.call("POST", f"{here}publish/", reasons).json()
    assert published["state"] == "published", published
    assert (
        reviewer.get_json(f"{here}claimreview/")["url"]
        == published["publication"]["url"]
        == review["url"]
    )
    assert [e["verb"] for e in editor.get_json(f"{here}history/")["results"]] == [
        "created",
        "evidence_linked",
        "rated",
        "submitted",
        "approved",
        *(["reason_given"] * len(asked)),
        "published",
    ]
    events = editor.get_json(f"articles/{article.pk}/events/?after=0")["results"]
    assert [e["verb"] for e in events][-1] == "published"
    assert editor.get_json(f"articles/{article.pk}/annotations/")["total"] == 2
    corrected = editor.call("POST", f"{here}correct/", {"reason": "A typo."}).json()
    assert (corrected["state"], corrected["publication"]["version"]) == ("draft", 1)
    assert reviewer.call("POST", f"{here}withdraw/").json()["publication"]["withdrawn_at"]
