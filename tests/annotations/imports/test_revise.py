"""What a new document tells about an article that is known."""

from datetime import UTC, datetime
from typing import Any

from annotations.imports.readers.document import Document, FieldNote
from annotations.imports.revise import describe_article
from annotations.models import Article

DECLARED = datetime(2024, 4, 26, 6, 58, tzinfo=UTC)
IN_A_CAPTION = datetime(2020, 9, 6, tzinfo=UTC)


def described(article: Article, origin: str, confidence: Any, moment: datetime) -> Article:
    fields = {"published_at": FieldNote(origin, confidence)}
    document = Document("test-1", [], published_at=moment, fields=fields)
    describe_article(article, document, {})
    return article


def test_a_proposal_does_not_replace_what_an_earlier_document_declared() -> None:
    article = described(Article(), "json-ld", "high", DECLARED)
    assert described(article, "caption", "low", IN_A_CAPTION).published_at == DECLARED
    assert article.note_of("published_at") == {"origin": "json-ld", "confidence": "high"}


def test_a_declaration_replaces_a_proposal_and_an_earlier_declaration() -> None:
    article = described(Article(), "caption", "low", IN_A_CAPTION)
    assert described(article, "json-ld", "high", DECLARED).published_at == DECLARED
    later = datetime(2024, 4, 27, tzinfo=UTC)
    assert described(article, "meta", "high", later).published_at == later


def test_a_proposal_replaces_an_earlier_proposal() -> None:
    article = described(Article(), "caption", "low", DECLARED)
    assert described(article, "short-line", "low", IN_A_CAPTION).published_at == IN_A_CAPTION


def test_a_document_that_says_nothing_leaves_what_is_known() -> None:
    article = described(Article(), "json-ld", "high", DECLARED)
    describe_article(article, Document("test-1", []), {})
    assert article.published_at == DECLARED


def test_a_persons_word_stands_above_every_document() -> None:
    article = Article(published_at=DECLARED)
    article.field_notes = {"published_at": {"origin": "person", "confidence": "high"}}
    assert described(article, "json-ld", "high", IN_A_CAPTION).published_at == DECLARED


def test_agency_notes_and_its_number_are_taken_over() -> None:
    article = Article()
    wire = {"pubstatus": "usable", "version": "2"}
    describe_article(article, Document("ninjs-1", [], identifier="urn:x:1", wire=wire), {})
    assert (article.identifier, article.wire) == ("urn:x:1", wire)
