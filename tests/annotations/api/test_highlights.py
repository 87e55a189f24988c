"""Passages in a new text, decided through the API."""

from annotations.models import Article, Claim
from tests.annotations.api.conftest import Caller
from tests.factories.articles import TEXT, add_revision, make_article
from tests.factories.claims import approved_claim, make_claim

WORDS = "more than 4,000 hygiene kits"


def anchor_of(caller: Caller, claim: Claim) -> dict:
    return caller.get_json(f"claims/{claim.pk}/")["anchor"]


def test_a_passage_that_moved_is_told_where_it_stands_and_can_be_confirmed(
    editor: Caller, article: Article
) -> None:
    claim = make_claim(article, editor.user)
    newest = add_revision(article, "A new first sentence.\n\n" + TEXT)
    anchor = anchor_of(editor, claim)
    assert anchor["revision"] == str(newest.pk)
    assert newest.text[anchor["start"] : anchor["end"]] == anchor["exact"] == WORDS
    confirmed = editor.call("POST", f"highlights/{anchor['id']}/confirm/", match='"1"')
    assert confirmed.status_code == 200, confirmed.content
    assert (confirmed.json()["claim"], confirmed.json()["start"]) == (
        str(claim.pk),
        anchor["start"],
    )
    assert confirmed["ETag"] == '"2"'
    again = editor.call("POST", f"highlights/{anchor['id']}/confirm/")
    assert (again.status_code, again.json()["code"]) == (409, "nothing_to_confirm")


def test_a_lost_passage_is_told_as_orphaned_and_can_be_attached_again(editor: Caller) -> None:
    article = make_article("One sentence about storks.", by=editor.user)
    claim = make_claim(article, editor.user, "storks")
    newest = add_revision(article, "Nothing is left of it but herons.")
    anchor = anchor_of(editor, claim)
    assert (anchor["state"], anchor["start"]) == ("orphaned", None)
    orphan = editor.call("POST", f"highlights/{anchor['id']}/confirm/")
    assert (orphan.status_code, orphan.json()["code"]) == (409, "orphaned")
    start = newest.text.index("herons")
    body = {"start": start, "end": start + 6, "revision": str(newest.pk)}
    attached = editor.call("POST", f"highlights/{anchor['id']}/reattach/", body)
    assert (attached.json()["state"], attached.json()["exact"]) == ("anchored", "herons")
    old = {**body, "revision": str(claim.appearances.get().highlights.get().pk)}
    refused = editor.call("PATCH", f"highlights/{anchor['id']}/", old)
    assert (refused.status_code, refused.json()["code"]) == (409, "revision_changed")


def test_adjusting_ends_makes_an_approval_stale_and_the_adjuster_an_author(
    editor: Caller, reviewer: Caller, article: Article
) -> None:
    claim = approved_claim(article, editor.user, reviewer.user)
    anchor = anchor_of(editor, claim)
    body = {"selector": [{"type": "TextQuoteSelector", "exact": "4,000 hygiene kits"}]}
    adjusted = reviewer.call("PATCH", f"highlights/{anchor['id']}/", body)
    assert adjusted.json()["exact"] == "4,000 hygiene kits", adjusted.content
    told = reviewer.get_json(f"claims/{claim.pk}/")
    assert (told["state"], told["approval"], told["is_author"]) == ("approved", "stale", True)


def test_the_only_passage_cannot_be_retired_and_a_second_one_can(
    editor: Caller, article: Article
) -> None:
    claim = make_claim(article, editor.user)
    first = anchor_of(editor, claim)
    refused = editor.call("POST", f"highlights/{first['id']}/retire/")
    assert (refused.status_code, refused.json()["code"]) == (409, "last_passage")
    editor.call(
        "POST",
        f"claims/{claim.pk}/appearances/",
        {"article": str(article.pk), "exact": "80% of voters"},
    )
    retired = editor.call("POST", f"highlights/{first['id']}/retire/")
    assert retired.json()["retired_at"]
    assert anchor_of(editor, claim)["exact"] == "80% of voters"
    assert editor.call("POST", f"highlights/{first['id']}/retire/").status_code == 404


def test_moving_a_quoted_passage_changes_the_claim_that_quotes_it(
    editor: Caller, editor2: Caller, article: Article
) -> None:
    claim = make_claim(article, editor.user)
    other = make_article("About 7,000 people were arrested.", by=editor.user)
    passage = {"article": str(other.pk), "exact": "About 7,000 people"}
    linked = editor.call(
        "POST", f"claims/{claim.pk}/evidence/", {"stance": "context", "passage": passage}
    )
    quoted = linked.json()["passage"]["id"]
    moved = editor2.call("PATCH", f"highlights/{quoted}/", {"exact": "7,000 people"})
    assert (moved.json()["claim"], moved.json()["exact"]) == (str(claim.pk), "7,000 people")
    assert moved["ETag"] != linked["ETag"]
    assert editor2.get_json(f"claims/{claim.pk}/")["is_author"]


def test_a_retired_passage_and_a_deleted_claim_come_back(editor: Caller, article: Article) -> None:
    claim = make_claim(article, editor.user)
    path = f"claims/{claim.pk}/"
    body = {"article": str(article.pk), "exact": "80% of voters"}
    added = editor.call("POST", f"{path}appearances/", body).json()
    passage = next(p for p in added["passages"] if p["exact"] == "80% of voters")
    editor.call("POST", f"highlights/{passage['id']}/retire/")
    stale = editor.call("POST", f"highlights/{passage['id']}/restore/", match='"1"')
    assert (stale.status_code, stale.json()["code"]) == (412, "changed_meanwhile")
    restored = editor.call("POST", f"highlights/{passage['id']}/restore/")
    assert (restored.json()["exact"], restored.json()["retired_at"]) == ("80% of voters", None)
    assert restored["ETag"] == editor.get_json(path)["etag"]
    editor.call("DELETE", path, match="*")
    assert editor.call("POST", f"highlights/{passage['id']}/restore/").status_code == 404
    back = editor.call("POST", f"{path}restore/")
    assert back.status_code == 200, back.content
    assert back["ETag"] == back.json()["etag"] == editor.call("GET", path)["ETag"]
    assert len(back.json()["appearances"][0]["passages"]) == 2


def test_the_only_passage_is_let_go_and_brought_back(editor: Caller, article: Article) -> None:
    claim = make_claim(article, editor.user)
    first = anchor_of(editor, claim)
    assert first["is_gone"] is False
    add_revision(article, TEXT.split("\n\n", 1)[1])
    gone = editor.call("POST", f"highlights/{first['id']}/retire/")
    assert gone.status_code == 200, gone.content
    assert (gone.json()["state"], gone.json()["is_gone"], gone.json()["retired_at"]) == (
        "orphaned",
        True,
        None,
    )
    assert anchor_of(editor, claim)["is_gone"] is True
    back = editor.call("POST", f"highlights/{first['id']}/restore/", match=gone["ETag"])
    assert (back.json()["state"], back.json()["is_gone"]) == ("orphaned", False)


def test_a_quoted_passage_is_told_as_it_stands_now(editor: Caller, article: Article) -> None:
    claim = make_claim(article, editor.user)
    other = make_article("About 7,000 people were arrested.", by=editor.user)
    passage = {"article": str(other.pk), "exact": "About 7,000 people"}
    linked = editor.call(
        "POST", f"claims/{claim.pk}/evidence/", {"stance": "context", "passage": passage}
    )
    newest = add_revision(other, "Some 7,000 people were arrested.")
    quoted = linked.json()["passage"]["id"]
    told = editor.get_json(f"claims/{claim.pk}/")["evidence"][0]["passage"]
    assert (told["revision"], told["change"], told["exact"], told["confirmed"]) == (
        str(newest.pk),
        "wording",
        "Some 7,000 people",
        "About 7,000 people",
    )
    confirmed = editor.call("POST", f"highlights/{quoted}/confirm/")
    assert confirmed.status_code == 200, confirmed.content
    assert (confirmed.json()["exact"], confirmed.json()["confirmed"]) == ("Some 7,000 people", None)
    assert "article" not in confirmed.json()
    gone = editor.call("POST", f"highlights/{quoted}/retire/")
    assert gone.status_code == 200, gone.content
