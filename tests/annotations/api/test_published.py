"""ClaimReview and Web Annotations, through the API."""

from annotations.models import Article
from tests.annotations.api.conftest import Caller
from tests.factories.articles import add_revision
from tests.factories.claims import approved_claim, make_claim, published_claim, rated_claim
from tests.factories.evidence import link_evidence


def test_a_claimreview_is_of_the_judged_bytes_not_of_what_is_edited_now(
    editor: Caller, reviewer: Caller, article: Article
) -> None:
    claim = published_claim(article, editor.user, reviewer.user)
    before = editor.get_json(f"claims/{claim.pk}/claimreview/")
    assert before["claimReviewed"] == "more than 4,000 hygiene kits"
    assert before["reviewRating"]["alternateName"] == "True"
    assert before["datePublished"]
    editor.call("POST", f"claims/{claim.pk}/correct/")
    editor.call("PATCH", f"claims/{claim.pk}/", {"statement": "Other words."}, match="*")
    assert editor.get_json(f"claims/{claim.pk}/claimreview/") == before
    reviewer.call("POST", f"claims/{claim.pk}/withdraw/")
    gone = editor.call("GET", f"claims/{claim.pk}/claimreview/")
    assert (gone.status_code, gone.json()["code"]) == (409, "not_approved")


def test_the_coming_version_is_told_once_it_is_approved(
    editor: Caller, reviewer: Caller, article: Article
) -> None:
    claim = published_claim(article, editor.user, reviewer.user)
    editor.call("POST", f"claims/{claim.pk}/correct/")
    editor.call("PATCH", f"claims/{claim.pk}/", {"statement": "Other words."}, match="*")
    editor.call("POST", f"claims/{claim.pk}/submit/")
    reviewer.call("POST", f"claims/{claim.pk}/approve/", match="*")
    assert editor.get_json(f"claims/{claim.pk}/claimreview/")["claimReviewed"] == "Other words."


def test_hidden_evidence_reaches_neither(editor: Caller, editor2: Caller, article: Article) -> None:
    claim = rated_claim(article, editor.user)
    link_evidence(claim, editor.user, "context", url="https://secret.example/", visibility="hidden")
    for path in (f"articles/{article.pk}/annotations/", f"articles/{article.pk}/claims/"):
        assert b"secret.example" not in editor2.call("GET", path).content


def test_annotations_select_the_passage_in_the_newest_text(
    editor: Caller, article: Article
) -> None:
    make_claim(article, editor.user)
    newest = add_revision(article, "One more sentence.\n\n" + article.current_revision.text)
    told = editor.get_json(f"articles/{article.pk}/annotations/")
    target = told["first"]["items"][0]["target"][0]
    quote, position = target["selector"]
    assert newest.text[position["start"] : position["end"]] == quote["exact"]


def test_linked_data_is_sent_to_those_who_ask_for_it(
    editor: Caller, reviewer: Caller, article: Article
) -> None:
    claim = approved_claim(article, editor.user, reviewer.user)
    path = f"claims/{claim.pk}/claimreview/"
    plain = editor.call("GET", path)
    linked = editor.call("GET", path, Accept="application/ld+json")
    assert plain["Content-Type"] == "application/json"
    assert linked["Content-Type"] == "application/ld+json"
    assert plain.json() == linked.json()
