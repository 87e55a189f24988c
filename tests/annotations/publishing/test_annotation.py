"""Claims and evidence as W3C Web Annotations, from what one person may see of them."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from annotations.publishing.annotation import Annotated, claim_annotation, evidence_annotation
from annotations.publishing.annotation_targets import Copy, moment, named_by_hash

ARTICLE, REVISION = UUID(int=1), UUID(int=2)
PUBLIC = "https://desk.example"
# The SHA-256 of "Hello World!", which RFC 6920 gives as its example.
HELLO = "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069"


def within(**more: Any) -> Annotated:
    copy = Copy(ARTICLE, REVISION, HELLO, datetime(2024, 1, 1, tzinfo=UTC))
    given = {
        "article": str(ARTICLE), "title": "Kits", "url": "https://news.example/a",
        "public_url": PUBLIC, "copies": {str(REVISION): copy}, "stood": {}, "origins": {},
    }  # fmt: skip
    return Annotated(**{**given, **more})


def passage(**more: Any) -> dict[str, Any]:
    return {
        "id": "H", "revision": str(REVISION), "exact": "4,000 kits", "prefix": "over ",
        "suffix": " went", "start": 5, "end": 15, **more,
    }  # fmt: skip


def claim(**more: Any) -> dict[str, Any]:
    return {
        "id": "C", "statement": "4,000 kits went out", "verdict": None, "explanation": "",
        "created_at": "2024-01-01T02:00:00+02:00", "changed_at": "2024-01-02T00:00:00.5+00:00",
        "created_by": {"id": "U", "username": "ann", "name": "Ann"},
        "appearances": [{"article": str(ARTICLE), "passages": [passage()]}],
        **more,
    }  # fmt: skip


def evidence(**more: Any) -> dict[str, Any]:
    source = {"url": "https://ministry.example/", "title": "Register", "publisher": "Ministry"}
    return {
        "id": "E", "stance": "contradicts", "quote": "3,800 kits", "note": "", "passage": None,
        "created_at": "2024-01-03T00:00:00+00:00", "created_by": claim()["created_by"],
        "source": source, **more,
    }  # fmt: skip


def test_moments_are_told_in_utc() -> None:
    told = claim_annotation(claim(), within())
    assert (told["created"], told["modified"]) == (
        "2024-01-01T00:00:00Z",
        "2024-01-02T00:00:00.500000Z",
    )
    assert moment(datetime(2024, 1, 1, tzinfo=UTC)) == "2024-01-01T00:00:00Z"


def test_a_text_is_named_by_its_hash_as_rfc_6920_says() -> None:
    name = named_by_hash(HELLO)
    assert name == "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk?ct=text/plain"


def test_a_passage_is_selected_by_its_words_and_its_place_in_a_named_text() -> None:
    (target,) = claim_annotation(claim(), within())["target"]
    assert target["source"] == "https://news.example/a"
    assert target["selector"] == [
        {"type": "TextQuoteSelector", "exact": "4,000 kits", "prefix": "over ", "suffix": " went"},
        {"type": "TextPositionSelector", "start": 5, "end": 15},
    ]
    where, name = target["state"]["cached"]
    assert where == f"{PUBLIC}/api/v1/articles/{ARTICLE}/revisions/{REVISION}/"
    assert name == named_by_hash(HELLO)


def test_only_passages_of_the_article_are_targets_and_without_any_the_article_is() -> None:
    elsewhere = {"article": "B", "passages": [passage()]}
    both = claim(appearances=[elsewhere, *claim()["appearances"]])
    assert len(claim_annotation(both, within())["target"]) == 1
    gone = claim(appearances=[elsewhere])
    assert claim_annotation(gone, within(url=""))["target"] == [
        f"{PUBLIC}/api/v1/articles/{ARTICLE}/"
    ]


def test_an_orphan_has_the_text_in_which_it_was_confirmed() -> None:
    lost = passage(start=None, end=None, revision="another")
    told = claim_annotation(
        claim(appearances=[{"article": str(ARTICLE), "passages": [lost, passage()]}]),
        within(stood={"H": str(REVISION)}),
    )
    first, second = told["target"]
    assert len(first["selector"]) == 1
    assert first["state"] == second["state"]
    assert told["body"][-1]["value"] == "orphaned"


def test_an_imported_one_says_whence_it_came() -> None:
    told = claim_annotation(claim(), within(origins={"C": "https://hypothes.is/a/1"}))
    assert told["via"] == "https://hypothes.is/a/1"


def test_a_source_without_address_is_linked_by_its_name() -> None:
    nameless = evidence(source={"url": "", "title": "A nurse", "publisher": ""}, note="By phone.")
    told = evidence_annotation(nameless, claim(), within())
    assert [(b["purpose"], b["value"]) for b in told["body"]] == [
        ("identifying", "A nurse"),
        ("describing", "3,800 kits"),
        ("classifying", "contradicts"),
        ("commenting", "By phone."),
    ]


def test_a_passage_of_an_archived_source_is_selected_in_its_archived_text() -> None:
    told = evidence_annotation(evidence(passage=passage()), claim(), within())
    link = told["body"][0]
    assert (link["source"], link["selector"][1]["start"]) == ("https://ministry.example/", 5)
    assert link["state"]["cached"][1] == named_by_hash(HELLO)
