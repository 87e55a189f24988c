"""Web Annotations through the API: what is told, to whom, and what a program may change."""

from typing import Any

import pytest

from annotations.models import AnnotationOrigin, Article, Claim, HistoryEntry, Thread
from annotations.publishing import annotation_pages
from tests.annotations.api.conftest import Caller
from tests.annotations.publishing.web_annotation import (
    OA,
    expanded,
    faults_of,
    outside_faults_of,
    unknown_terms_of,
)
from tests.factories import users
from tests.factories.articles import TEXT, add_revision, make_article
from tests.factories.claims import make_claim, rated_claim
from tests.factories.evidence import link_evidence

KITS = "more than 4,000 hygiene kits"
LD = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
TWICE = "Prices rose by 5%. Then wages fell. Prices rose by 5%. Again."


def container(article: Article) -> str:
    return f"articles/{article.pk}/annotations/"


def annotation(exact: str = KITS, **more: Any) -> dict[str, Any]:
    selector = {"type": "TextQuoteSelector", "exact": exact}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "Annotation",
        "motivation": "highlighting",
        "target": {"source": "https://news.example/a", "selector": selector},
        **more,
    }


def prefer(*what: str) -> str:
    names = " ".join(f"http://www.w3.org/ns/{one}" for one in what)
    return f'return=representation;include="{names}"'


def items_of(caller: Caller, article: Article) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = caller.get_json(container(article))["first"]["items"]
    return found


def by_motivation(items: list[dict[str, Any]], motivation: str) -> list[dict[str, Any]]:
    return [one for one in items if one["motivation"] == motivation]


def test_a_claim_highlights_until_it_is_rated_and_assesses_then(
    editor: Caller, article: Article
) -> None:
    make_claim(article, editor.user, "80%")
    rated_claim(article, editor.user)
    first, second, evidence = items_of(editor, article)
    assert [one["motivation"] for one in (first, second, evidence)] == [
        "highlighting",
        "assessing",
        "linking",
    ]
    assert [(b["purpose"], b["value"]) for b in second["body"]][:2] == [
        ("describing", KITS),
        ("classifying", "True"),
    ]
    assert evidence["target"] == second["target"]
    link, *texts = evidence["body"]
    assert (link["source"], link["purpose"]) == ("https://ministry.example/register", "linking")
    assert link["selector"] == [{"type": "TextQuoteSelector", "exact": "4,120 kits"}]
    assert ("classifying", "corroborates") in [(b["purpose"], b["value"]) for b in texts]


def test_the_state_names_the_text_that_positions_count_in(editor: Caller, article: Article) -> None:
    make_claim(article, editor.user)
    add_revision(article, "One more sentence.\n\n" + TEXT)
    target = items_of(editor, article)[0]["target"][0]
    quote, position = target["selector"]
    where, name = target["state"]["cached"]
    told = editor.get_json(where.split("/api/v1/")[1])
    assert told["text"][position["start"] : position["end"]] == quote["exact"] == KITS
    assert name.startswith("ni:///sha-256;")
    assert target["state"]["sourceDate"].endswith("Z")


def test_an_orphan_has_its_words_says_so_and_names_the_text_it_stood_in(
    editor: Caller, article: Article
) -> None:
    first = article.current_revision_id
    make_claim(article, editor.user)
    add_revision(article, "Nothing of it is left here, not one word of that sentence.")
    told = items_of(editor, article)[0]
    (target,) = told["target"]
    assert [one["type"] for one in target["selector"]] == ["TextQuoteSelector"]
    assert target["selector"][0]["exact"] == KITS
    assert f"/revisions/{first}/" in target["state"]["cached"][0]
    assert ("tagging", "orphaned") in [(b["purpose"], b["value"]) for b in told["body"]]


def test_confidential_evidence_is_an_annotation_only_for_who_may_see_it(
    editor: Caller, editor2: Caller, article: Article
) -> None:
    claim = make_claim(article, editor.user)
    for visibility in ("hidden", "listed"):
        url = f"https://{visibility}.example/"
        link_evidence(claim, editor.user, "context", url=url, visibility=visibility)
    assert len(by_motivation(items_of(editor, article), "linking")) == 2
    other = editor2.get_json(container(article))
    assert (other["total"], by_motivation(other["first"]["items"], "linking")) == (1, [])
    for one in by_motivation(items_of(editor, article), "linking"):
        path = one["id"].split("/api/v1/")[1]
        assert editor.call("GET", path).status_code == 200
        assert editor2.call("GET", path).status_code == 404


def test_all_of_it_keeps_the_models_rules_and_loses_nothing_in_json_ld(
    editor: Caller, article: Article
) -> None:
    rated_claim(article, editor.user)
    claim = make_claim(article, editor.user, "80%")
    link_evidence(claim, editor.user, "context", url="", quote="So they said.", note="By phone.")
    add_revision(article, TEXT.replace("80% of voters", "eighty of a hundred voters"))
    told = editor.get_json(container(article))
    page = editor.get_json(f"{container(article)}?page=first")
    assert (faults_of(told, "collection"), faults_of(page, "page_alone")) == ([], [])
    assert unknown_terms_of([told, page]) == set()
    for one in told["first"]["items"]:
        alone = editor.get_json(one["id"].split("/api/v1/")[1])
        assert (faults_of(alone, "sent"), outside_faults_of(alone)) == ([], [])
        assert {**one, "@context": alone["@context"]} == alone
    found = expanded(told)
    assert found["@type"] == ["http://www.w3.org/ns/activitystreams#OrderedCollection"]
    first = expanded({**told["first"]["items"][0], "@context": told["@context"]})
    assert first[f"{OA}motivatedBy"] == [{"@id": f"{OA}assessing"}]
    assert first[f"{OA}hasTarget"][0][f"{OA}hasState"][0][f"{OA}cachedSource"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("id",), 7),
        (("type",), "Remark"),
        (("motivation",), "judging"),
        (("target", 0, "source"), "no address"),
        (("target", 0, "selector", 0, "exact"), ""),
        (("target", 0, "selector", 1, "start"), -1),
        (("target", 0, "state", "sourceDate"), "2024-01-01"),
        (("body", 0, "value"), None),
        (("created",), "yesterday"),
    ],
)
def test_the_rules_find_what_is_wrong(
    editor: Caller, article: Article, path: tuple[Any, ...], value: Any
) -> None:
    make_claim(article, editor.user)
    told = items_of(editor, article)[0]
    inner: Any = told
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    assert faults_of(told, "annotation") != []


def test_pages_are_cut_behind_what_they_follow_and_stay_when_more_comes(
    editor: Caller, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(annotation_pages, "SIZE", 2)
    words = ("hygiene", "official", "80%", "Around", "ministry")
    made = [make_claim(article, editor.user, one) for one in words]
    seen, starts, path = [], [], f"{container(article)}?page=first"
    while path:
        page = editor.get_json(path)
        assert faults_of(page, "page_alone") == []
        seen += [one["id"] for one in page["items"]]
        starts.append(page["startIndex"])
        last, path = page, page.get("next", "").partition("/api/v1/")[2]
    assert [one.rstrip("/").rpartition("/")[2] for one in seen] == [str(c.pk) for c in made]
    assert starts == [0, 2, 4]
    told = editor.get_json(container(article))
    assert told["last"] == last["id"]
    before = editor.get_json(last["prev"].partition("/api/v1/")[2])
    assert before["startIndex"] == 2
    make_claim(article, editor.user, "comment")
    again = editor.get_json(before["id"].partition("/api/v1/")[2])
    assert again["items"] == before["items"]


def test_the_number_of_queries_does_not_grow(
    editor: Caller, article: Article, django_assert_max_num_queries: Any
) -> None:
    for word in ("hygiene", "official", "80%", "Around"):
        claim = make_claim(article, editor.user, word)
        link_evidence(claim, editor.user, url=f"https://{len(word)}.example/{word}")
    with django_assert_max_num_queries(18):
        assert editor.get_json(container(article))["total"] == 8


def test_the_container_is_told_as_the_protocol_asks(editor: Caller, article: Article) -> None:
    make_claim(article, editor.user)
    plain = editor.call("GET", container(article))
    linked = editor.call("GET", container(article), Accept=LD)
    loosely = editor.call("GET", container(article), Accept="application/ld+json")
    assert plain["Content-Type"] == "application/json"
    assert linked["Content-Type"] == loosely["Content-Type"] == LD
    assert plain.json() == linked.json()
    assert '<http://www.w3.org/ns/ldp#BasicContainer>; rel="type"' in linked["Link"]
    assert 'rel="http://www.w3.org/ns/ldp#constrainedBy"' in linked["Link"]
    assert 'rel="http://www.w3.org/ns/json-ld#context"' in plain["Link"]
    assert {"Accept", "Prefer", "Authorization"} <= {v.strip() for v in plain["Vary"].split(",")}
    assert {"GET", "HEAD", "OPTIONS", "POST"} <= {v.strip() for v in plain["Allow"].split(",")}
    head = editor.call("HEAD", container(article))
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", plain["ETag"])
    known = editor.call("GET", container(article), **{"If-None-Match": plain["ETag"]})
    assert known.status_code == 304
    options = editor.call("OPTIONS", container(article))
    assert options.status_code == 204
    assert "application/ld+json" in options["Accept-Post"]


def test_who_prefers_less_gets_less(editor: Caller, article: Article) -> None:
    claim = make_claim(article, editor.user)
    least = editor.call("GET", container(article), Prefer=prefer("ldp#PreferMinimalContainer"))
    assert least["Preference-Applied"] == "return=representation"
    assert (least.json()["total"], type(least.json()["first"])) == (1, str)
    iris = editor.call("GET", container(article), Prefer=prefer("oa#PreferContainedIRIs"))
    (address,) = iris.json()["first"]["items"]
    assert address.endswith(f"/api/v1/annotations/{claim.pk}/")
    assert "iris=1" in iris.json()["last"]
    whole = editor.call("GET", container(article), Prefer=prefer("oa#PreferContainedDescriptions"))
    assert whole.json()["first"]["items"][0]["id"] == address
    both = prefer("oa#PreferContainedDescriptions", "oa#PreferContainedIRIs")
    assert "Preference-Applied" not in editor.call("GET", container(article), Prefer=both)


def test_a_page_that_is_none_is_refused(editor: Caller, article: Article) -> None:
    response = editor.call("GET", f"{container(article)}?page=third")
    assert (response.status_code, response.json()["code"]) == (400, "invalid_page")


def test_an_annotation_becomes_a_draft_claim(editor: Caller, article: Article) -> None:
    sent = annotation(
        id="https://annotator.example/7",
        body=[{"type": "TextualBody", "value": "Kits were given out.", "purpose": "describing"},
              {"type": "TextualBody", "value": "Who counted? @ann", "purpose": "commenting"}],
    )  # fmt: skip
    response = editor.call("POST", container(article), sent, Accept=LD)
    assert (response.status_code, response["Content-Type"]) == (201, LD), response.content
    told = response.json()
    assert response["Location"] == told["id"]
    claim = Claim.objects.get(pk=told["id"].rstrip("/").rpartition("/")[2])
    assert (claim.state, claim.statement) == ("draft", "Kits were given out.")
    highlight = claim.appearances.get().highlights.get()
    assert TEXT[highlight.start : highlight.end] == KITS
    assert told["via"] == "https://annotator.example/7"
    assert (faults_of(told, "sent"), outside_faults_of(told)) == ([], [])
    comment = Thread.objects.get(claim=claim).comments.get()
    assert "Who counted? @\u2060ann" in comment.text
    assert HistoryEntry.objects.filter(verb="annotation_received", claim_id=claim.pk).exists()
    again = editor.call("POST", container(article), sent)
    assert (again.status_code, again.json()["code"]) == (409, "annotation_known")
    assert again.json()["claim"] == str(claim.pk)


def test_words_that_stand_twice_are_refused_with_their_places_until_one_is_meant(
    editor: Caller,
) -> None:
    article = make_article(TWICE, by=editor.user)
    vague = editor.call("POST", container(article), annotation("Prices rose by 5%"))
    assert (vague.status_code, vague.json()["code"]) == (409, "quote_ambiguous")
    assert vague.json()["places"] == [{"start": 0, "end": 17}, {"start": 36, "end": 53}]
    assert not Claim.objects.exists()
    quote = {"type": "TextQuoteSelector", "exact": "Prices rose by 5%"}
    by_place = {"type": "TextPositionSelector", "start": 36, "end": 53}
    by_words = {**quote, "prefix": "wages fell. ", "suffix": ". Again"}
    hypothesis = [{"type": "RangeSelector", "startContainer": "/p[1]"}, by_place, quote]
    for selector in (by_words, hypothesis, by_place, [quote, by_place]):
        sent = annotation(target={"source": "https://a.example/", "selector": selector})
        response = editor.call("POST", container(article), sent)
        assert response.status_code == 201, response.content
        position = response.json()["target"][0]["selector"][1]
        assert (position["start"], position["end"]) == (36, 53)


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ({}, 400, "not_an_annotation"),
        ({"type": "Annotation"}, 400, "not_an_annotation"),
        (annotation("Words that stand nowhere"), 400, "quote_not_found"),
        (annotation(motivation="replying"), 400, "motivation_not_possible"),
        (annotation(motivation="linking"), 400, "motivation_not_possible"),
        (annotation(target="https://news.example/a"), 400, "selector_invalid"),
        (annotation(target={"selector": {"type": "SvgSelector"}}), 400, "selector_invalid"),
        (annotation(id="x" * 2001), 400, "too_long"),
        (annotation(target=[annotation()["target"]] * 51), 400, "too_many_targets"),
    ],
)
def test_what_is_no_claim_is_refused(
    editor: Caller, article: Article, sent: dict[str, Any], status: int, code: str
) -> None:
    response = editor.call("POST", container(article), sent)
    assert (response.status_code, response.json()["code"]) == (status, code)


def test_a_position_in_an_older_text_saves_nothing(editor: Caller, article: Article) -> None:
    old = article.current_revision_id
    add_revision(article, "One more sentence.\n\n" + TEXT)
    state = {
        "type": "TimeState",
        "cached": f"https://x/api/v1/articles/{article.pk}/revisions/{old}/",
    }
    position = {"type": "TextPositionSelector", "start": 0, "end": 10}
    sent = annotation(target={"source": "https://a/", "selector": position, "state": state})
    response = editor.call("POST", container(article), sent)
    assert (response.status_code, response.json()["code"]) == (409, "revision_changed")


def test_creating_twice_with_one_key_creates_once(editor: Caller, article: Article) -> None:
    first = editor.call("POST", container(article), annotation(), key="k")
    second = editor.call("POST", container(article), annotation(), key="k")
    assert first.json() == second.json()
    assert Claim.objects.count() == 1


def test_linked_data_is_taken_by_its_own_name_and_as_strictly(
    editor: Caller, article: Article
) -> None:
    for raw, status in (('{"type": NaN}', 400), ('{"type":"Annotation","type":"x"}', 400)):
        response = editor.generic("POST", f"/api/v1/{container(article)}", raw, LD)
        assert (response.status_code, response.json()["code"]) == (status, "invalid_json")


def test_statement_and_place_are_changed_by_putting_the_annotation(
    editor: Caller, article: Article
) -> None:
    claim = make_claim(article, editor.user)
    path = f"annotations/{claim.pk}/"
    read = editor.call("GET", path)
    told = read.json()
    assert (editor.call("PUT", path, told).status_code) == 428
    same = editor.call("PUT", path, told, match=read["ETag"])
    assert (same.status_code, same["ETag"]) == (200, read["ETag"])
    told["body"][0]["value"] = "Kits were given out."
    told["target"][0]["selector"] = [{"type": "TextQuoteSelector", "exact": "4,000 hygiene kits"}]
    changed = editor.call("PUT", path, told, match=read["ETag"])
    assert changed.status_code == 200, changed.content
    claim.refresh_from_db()
    assert claim.statement == "Kits were given out."
    assert claim.appearances.get().highlights.get().exact == "4,000 hygiene kits"
    assert editor.call("PUT", path, told, match=read["ETag"]).status_code == 412


def test_a_verdict_is_not_given_by_putting_an_annotation(editor: Caller, article: Article) -> None:
    claim = rated_claim(article, editor.user)
    told = editor.get_json(f"annotations/{claim.pk}/")
    told["body"][1]["value"] = "False"
    response = editor.call("PUT", f"annotations/{claim.pk}/", told, match="*")
    assert (response.status_code, response.json()["code"]) == (409, "not_changeable_here")
    evidence = claim.evidence.get()
    linked = editor.get_json(f"annotations/{evidence.pk}/")
    for method in ("PUT", "DELETE"):
        refused = editor.call(method, f"annotations/{evidence.pk}/", linked, match="*")
        assert (refused.status_code, refused.json()["code"]) == (409, "not_changeable_here")


def test_a_draft_is_deleted_with_its_etag(editor: Caller, article: Article) -> None:
    claim = make_claim(article, editor.user)
    path = f"annotations/{claim.pk}/"
    assert editor.call("DELETE", path).status_code == 428
    etag = editor.call("GET", path)["ETag"]
    assert editor.call("DELETE", path, match='"999"').status_code == 412
    assert editor.call("DELETE", path, match=etag).status_code == 204
    assert editor.call("GET", path).status_code == 404


def test_a_token_needs_enough_scope(article: Article) -> None:
    ann = article.created_by
    reads = Caller(ann, scope="read")
    assert reads.call("GET", container(article)).status_code == 200
    refused = reads.call("POST", container(article), annotation())
    assert (refused.status_code, refused.json()["code"]) == (403, "scope_read_only")
    marks = Caller(ann, scope="annotate")
    assert marks.call("POST", container(article), annotation()).status_code == 201
    viewer = Caller(users.make_viewer("vic"))
    assert viewer.call("POST", container(article), annotation()).status_code == 403


def test_an_origin_is_remembered_only_under_an_address(editor: Caller, article: Article) -> None:
    response = editor.call("POST", container(article), annotation())
    assert response.status_code == 201
    assert "via" not in response.json()
    assert not AnnotationOrigin.objects.exists()
