"""Origins, offline evidence, files and merged sources, through the API."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from annotations.evidence import origins_of
from annotations.models import Article, Attachment, Source
from tests.annotations.api.conftest import Caller
from tests.factories.claims import make_claim
from tests.factories.evidence import link_evidence
from tests.factories.sources import make_source

CALL = {
    "stance": "contradicts",
    "source": {"title": "Ministry press office", "kind": "contact", "contact": "+375 17 000"},
    "channel": "call",
    "obtained_at": "2024-02-01T09:30:00Z",
    "contact": "Ms Novik, +375 17 111",
    "is_primary": True,
    "quote": "We gave out 4,120.",
    "quote_original": "Мы раздали 4120.",
    "quote_language": "ru",
    "quote_translator": "Ann",
    "origin": "The ministry",
}


def test_a_call_is_evidence_and_whom_to_call_is_told_to_editors_only(
    editor: Caller, viewer: Caller, article: Article
) -> None:
    claim = make_claim(article, editor.user)
    made = editor.call("POST", f"claims/{claim.pk}/evidence/", CALL)
    assert made.status_code == 201, made.content
    told = made.json()
    for name in set(CALL) - {"source", "origin", "obtained_at"}:
        assert told[name] == CALL[name]
    assert told["origin"]["name"] == "The ministry"
    assert told["source"]["kind"] == "contact"
    source = editor.get_json(f"sources/{told['source']['id']}/")
    assert (source["contact"], source["merged_into"]) == ("+375 17 000", None)
    seen = viewer.get_json(f"claims/{claim.pk}/")["evidence"][0]
    assert (seen["contact"], seen["channel"]) == ("", "call")
    assert viewer.get_json(f"sources/{told['source']['id']}/")["contact"] == ""
    history = viewer.call("GET", f"claims/{claim.pk}/history/").content.decode()
    assert "375" not in history
    changed = editor.call("PATCH", f"evidence/{told['id']}/", {"is_primary": None, "contact": "-"})
    assert changed.json()["is_primary"] is None
    assert changed.headers["ETag"] != made.headers["ETag"]


def test_wrong_details_name_their_field(editor: Caller, article: Article) -> None:
    claim = make_claim(article, editor.user)

    def refused(**more: Any) -> tuple[str, str]:
        answer = editor.call("POST", f"claims/{claim.pk}/evidence/", {**CALL, **more})
        assert answer.status_code == 400, answer.content
        return answer.json()["code"], answer.json()["field"]

    assert refused(channel="pigeon") == ("unknown_choice", "channel")
    assert refused(obtained_at="2999-01-01") == ("in_the_future", "obtained_at")
    assert refused(is_primary="maybe") == ("not_yes_or_no", "is_primary")
    assert refused(quote_language="x" * 17) == ("too_long", "quote_language")
    assert refused(origin=["x"]) == ("not_text", "origin")
    assert not claim.evidence.exists()


def test_origins_are_counted_and_said(editor: Caller, article: Article) -> None:
    claim = make_claim(article, editor.user)
    for number in range(3):
        url = f"https://outlet{number}.example/"
        origin = "Reuters" if number else ""
        link_evidence(claim, editor.user, url=url, title=f"O{number}", origin=origin)
    told = editor.get_json(f"claims/{claim.pk}/origins/")
    assert (told["linked"]["corroborates"], told["independent"]["corroborates"]) == (3, 2)
    assert [one["name"] for one in told["origins"]["corroborates"]] == ["O0", "Reuters"]
    tag = editor.call("GET", f"claims/{claim.pk}/").headers["ETag"]
    stale = editor.call("PUT", f"claims/{claim.pk}/origin/", {"origin": "R"}, match='"1"')
    assert stale.status_code == 412
    said = editor.call("PUT", f"claims/{claim.pk}/origin/", {"origin": "reuters"}, match=tag)
    assert said.json()["origin"]["name"] == "Reuters"
    assert said.headers["ETag"] != tag
    # A body that forgets it must not take the origin away.
    lost = editor.call("PUT", f"claims/{claim.pk}/origin/", {"orign": "R"})
    assert (lost.status_code, lost.json()["code"]) == (400, "required")
    assert editor.get_json(f"claims/{claim.pk}/")["origin"] == said.json()["origin"]
    again = editor.get_json(f"claims/{claim.pk}/origins/")
    assert again["independent"]["corroborates"] == 1
    assert [one["name"] for one in editor.get_json("origins/?search=REUT")["results"]] == [
        "Reuters"
    ]


def test_records_are_merged_and_every_claim_is_found_at_the_one_that_stays(
    editor: Caller, article: Article
) -> None:
    claim = make_claim(article, editor.user)
    entry = link_evidence(claim, editor.user)
    source, into = entry.source, make_source(editor.user)
    path = f"sources/{source.pk}/merge/"
    assert editor.get_json(f"{path}?into={into.pk}")["claims"] == 1
    body = {"into": str(into.pk), "reason": "The same register."}
    assert editor.call("POST", path, body, match='"9"').status_code == 412
    merged = editor.call("POST", path, body, key="merge-1")
    assert merged.json()["id"] == str(into.pk)
    assert editor.call("POST", path, body, key="merge-1").json() == merged.json()
    assert [one["id"] for one in editor.get_json("sources/")["results"]] == [str(into.pk)]
    serving = editor.get_json(f"sources/{into.pk}/claims/")["results"]
    assert [(one["claim"], one["source"]) for one in serving] == [(str(claim.pk), str(source.pk))]
    assert editor.get_json(f"sources/{source.pk}/")["merged_into"] == str(into.pk)
    assert editor.call("DELETE", path).json()["merged_into"] is None
    assert editor.get_json(f"sources/{into.pk}/claims/")["results"] == []
    assert Source.objects.filter(merged_into__isnull=False).count() == 0


def test_a_source_list_counts_only_what_the_caller_may_see(
    editor: Caller, editor2: Caller, article: Article
) -> None:
    claim = make_claim(article, editor.user)
    entry = link_evidence(claim, editor.user, visibility="hidden")
    assert editor.get_json(f"sources/{entry.source_id}/claims/")["results"]
    assert editor2.get_json(f"sources/{entry.source_id}/claims/")["results"] == []
    assert editor2.get_json(f"claims/{claim.pk}/origins/")["linked"]["corroborates"] == 0
    assert origins_of([claim.pk], editor.user)[claim.pk].linked("corroborates") == 1


def test_files_are_sent_given_out_as_bytes_and_taken_away(
    editor: Caller, editor2: Caller, viewer: Caller, article: Article
) -> None:
    entry = link_evidence(make_claim(article, editor.user), editor.user)
    path = f"/api/v1/evidence/{entry.pk}/attachments/"

    def send(**headers: str) -> Any:
        files = [
            SimpleUploadedFile("a “letter”.html", b"<script>alert(1)</script>", "text/html"),
            SimpleUploadedFile("b.eml", b"mail"),
        ]
        return editor.post(path, {"file": files}, headers=headers)

    assert send(**{"If-Match": '"1"'}).status_code == 412
    made = send(**{"Idempotency-Key": "files-1"})
    assert made.status_code == 201, made.content
    assert send(**{"Idempotency-Key": "files-1"}).json() == made.json()
    first, second = made.json()["attachments"]
    assert (first["filename"], first["size"], second["filename"]) == (
        "a “letter”.html",
        25,
        "b.eml",
    )
    told = editor.get_json(f"claims/{entry.claim_id}/")["evidence"][0]["attachments"]
    assert told == [first, second]
    given = viewer.call("GET", f"attachments/{first['id']}/", Accept="image/png")
    assert given.content == b"<script>alert(1)</script>"
    assert given.headers["Content-Type"] == "application/octet-stream"
    assert given.headers["Content-Disposition"].startswith("attachment")
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in given.headers["Content-Security-Policy"]
    editor.call("PATCH", f"evidence/{entry.pk}/", {"visibility": "hidden"})
    assert editor2.call("GET", f"attachments/{first['id']}/").status_code == 404
    assert editor2.call("DELETE", f"attachments/{first['id']}/").status_code == 404
    gone = editor.call("DELETE", f"attachments/{first['id']}/")
    assert (gone.status_code, bool(gone.headers["ETag"])) == (204, True)
    assert editor.call("GET", f"attachments/{first['id']}/").status_code == 404
    assert Attachment.objects.count() == 2
    nothing = editor.post(path, {"x": "y"})
    assert (nothing.status_code, nothing.json()["field"]) == (400, "file")
