"""Claims as W3C Web Annotations."""

from typing import Any

from annotations.publishing.annotation import annotation_collection

ARTICLE = {"id": "A", "title": "Kits", "url": "https://news.example/a", "language": "en"}


def passage(**more: Any) -> dict[str, Any]:
    return {
        "exact": "4,000 kits",
        "prefix": "over ",
        "suffix": " went",
        "start": 5,
        "end": 15,
        **more,
    }


def claim(**more: Any) -> dict[str, Any]:
    return {
        "id": "C", "statement": "4,000 kits went out", "verdict": None, "explanation": "",
        "created_at": "2024-01-01T00:00:00+00:00", "changed_at": "2024-01-02T00:00:00+00:00",
        "created_by": {"id": "U", "username": "ann", "name": "Ann"},
        "appearances": [{"article": "A", "passages": [passage()]}],
        **more,
    }  # fmt: skip


def collection(*claims: dict[str, Any], **article: Any) -> dict[str, Any]:
    return annotation_collection(
        claims, article={**ARTICLE, **article}, public_url="https://desk.example"
    )


def test_an_article_without_claims_is_an_empty_collection() -> None:
    told = collection()
    assert (told["type"], told["total"], told["first"]["items"]) == ("AnnotationCollection", 0, [])
    assert told["@context"] == "http://www.w3.org/ns/anno.jsonld"


def test_a_passage_is_selected_by_its_words_and_its_place() -> None:
    annotation = collection(claim())["first"]["items"][0]
    assert annotation["id"] == "https://desk.example/api/v1/claims/C/"
    assert annotation["motivation"] == "highlighting"
    target = annotation["target"][0]
    assert target["source"] == "https://news.example/a"
    assert target["selector"] == [
        {"type": "TextQuoteSelector", "exact": "4,000 kits", "prefix": "over ", "suffix": " went"},
        {"type": "TextPositionSelector", "start": 5, "end": 15},
    ]
    assert target["state"]["cached"] == "https://desk.example/api/v1/articles/A/"


def test_an_orphaned_passage_keeps_its_words_only() -> None:
    lost = {"article": "A", "passages": [passage(start=None, end=None)]}
    target = collection(claim(appearances=[lost]))["first"]["items"][0]["target"][0]
    assert [s["type"] for s in target["selector"]] == ["TextQuoteSelector"]


def test_passages_of_other_articles_are_left_out() -> None:
    elsewhere = {"article": "B", "passages": [passage()]}
    here = {"article": "A", "passages": [passage(), passage(start=50, end=60)]}
    annotation = collection(claim(appearances=[elsewhere, here]))["first"]["items"][0]
    assert len(annotation["target"]) == 2


def test_a_verdict_classifies_and_its_explanation_assesses() -> None:
    told = collection(claim(verdict={"label": "True"}, explanation="The register says so."))
    annotation = told["first"]["items"][0]
    assert annotation["motivation"] == "assessing"
    assert [(b["purpose"], b["value"]) for b in annotation["body"]] == [
        ("describing", "4,000 kits went out"),
        ("classifying", "True"),
        ("assessing", "The register says so."),
    ]


def test_pasted_text_is_its_own_source() -> None:
    target = collection(claim(), url="")["first"]["items"][0]["target"][0]
    assert target["source"] == "https://desk.example/api/v1/articles/A/"
