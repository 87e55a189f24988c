"""Sources are reusable; evidence carries its own copy; confidential evidence stays so."""

import pytest

from annotations import dossier, evidence, review
from annotations.models import Claim, Highlight, Source
from annotations.refusals import Conflict, Invalid, Missing
from annotations.workflow import etag_of
from tests.factories.articles import make_article
from tests.factories.claims import make_claim, rate
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of, make_admin, make_editor, make_reviewer

pytestmark = pytest.mark.django_db


def test_the_same_address_is_the_same_source() -> None:
    editor, article = make_editor(), make_article()
    one = link_evidence(
        make_claim(article, editor), editor, url="https://Example.org/a?utm_source=x#top"
    )
    two = link_evidence(make_claim(article, editor), editor, url="http://example.org/a")
    assert one.source_id == two.source_id
    assert Source.objects.count() == 1


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("javascript:alert(1)", "url_scheme_refused"),
        ("data:text/html,x", "url_scheme_refused"),
        ("JaVaScRiPt:alert(1)", "url_scheme_refused"),
        ("//example.org", "url_invalid"),
        ("https://user@example.org/", "url_invalid"),
        ("https://exa mple.org/", "url_invalid"),
    ],
)
def test_an_address_that_is_no_web_address_is_refused(url: str, code: str) -> None:
    editor = make_editor()
    claim = make_claim(make_article(), editor)
    with pytest.raises(Invalid) as refusal:
        link_evidence(claim, editor, url=url)
    assert (refusal.value.code, refusal.value.field) == (code, "url")
    assert not Source.objects.exists()


def test_a_passage_of_another_article_is_quoted_word_for_word() -> None:
    editor = make_editor()
    ours, other = (
        make_article(),
        make_article("Around 3,000 people were detained.", url="https://b.example/"),
    )
    claim = make_claim(ours, editor)
    made = evidence.link(
        actor=actor_of(editor),
        claim_id=claim.pk,
        stance="context",
        passage={"article": str(other.pk), "start": 0, "end": 19},
        note="Another scope.",
    )
    assert made.quote == "Around 3,000 people"
    assert made.source.article == other
    assert made.source.url == "https://b.example/"
    assert Highlight.objects.get(pk=made.passage_id).purpose == "quote"


def test_evidence_keeps_its_own_copy_of_what_is_printed() -> None:
    editor = make_editor()
    made = link_evidence(make_claim(make_article(), editor), editor, title="Old titel")
    Source.objects.filter(pk=made.source_id).update(title="Old title")
    shown = dossier.claim_json(editor, made.claim_id)
    assert shown is not None
    assert shown["evidence"][0]["source"]["title"] == "Old titel"


@pytest.mark.parametrize(
    ("verdict", "stance"), [("true", "corroborates"), ("false", "contradicts")]
)
def test_a_rating_that_needs_evidence_is_not_submitted_without_it(
    verdict: str, stance: str
) -> None:
    editor, article = make_editor(), make_article(url="https://paper.example/story")
    claim = make_claim(article, editor)
    rate(claim, editor, verdict)
    link_evidence(claim, editor, "context")
    link_evidence(claim, editor, stance, url="https://paper.example/story")
    with pytest.raises(Conflict) as refusal:
        review.submit(actor=actor_of(editor), claim_id=claim.pk)
    assert refusal.value.code == "evidence_missing"
    link_evidence(claim, editor, stance, url="https://ministry.example/")
    assert review.submit(actor=actor_of(editor), claim_id=claim.pk).state == "in_review"


@pytest.mark.parametrize("verdict", ["half-true", "misleading"])
def test_other_ratings_need_none(verdict: str) -> None:
    editor = make_editor()
    claim = make_claim(make_article(), editor)
    rate(claim, editor, verdict)
    assert review.submit(actor=actor_of(editor), claim_id=claim.pk).state == "in_review"


@pytest.mark.parametrize(
    ("verdict", "explanation", "code"),
    [
        ("nonsense", "Because.", "unknown_verdict"),
        ("confirmed", "A finding for our own copy.", "unknown_verdict"),
        ("true", "   ", "explanation_missing"),
        ("true", "half an emoji \ud83d", "bad_characters"),
    ],
)
def test_a_verdict_needs_a_known_rating_and_an_explanation(
    verdict: str, explanation: str, code: str
) -> None:
    editor = make_editor()
    claim = make_claim(make_article(), editor)
    with pytest.raises(Invalid) as refusal:
        rate(claim, editor, verdict, explanation)
    assert refusal.value.code == code


def test_hidden_evidence_is_seen_by_its_owner_only_not_even_by_administrators() -> None:
    owner = make_editor()
    claim = make_claim(make_article(), owner)
    hidden = link_evidence(claim, owner, url="", title="A letter", visibility="hidden")
    listed = link_evidence(claim, owner, url="", title="A call", visibility="listed")
    seen = {e["id"] for e in (dossier.claim_json(owner, claim.pk) or {})["evidence"]}
    assert seen == {str(hidden.pk), str(listed.pk)}
    for other in (make_editor(), make_reviewer(), make_admin()):
        shown = (dossier.claim_json(other, claim.pk) or {})["evidence"]
        assert shown == [{"id": str(listed.pk), "visibility": "listed", "reserved": True}]
        with pytest.raises(Missing):
            evidence.change(actor=actor_of(other), evidence_id=hidden.pk, note="x")
        told = dossier.history_of(other, claim.pk)
        assert "A letter" not in str(told)
        assert "A call" not in str(told)


def test_the_etag_tells_nothing_of_hidden_evidence() -> None:
    owner, other = make_editor(), make_editor()
    claim = make_claim(make_article(), owner)
    before_owner, before_other = etag_of(claim, owner), etag_of(claim, other)
    link_evidence(claim, owner, url="", title="A letter", visibility="hidden")
    claim = Claim.objects.get(pk=claim.pk)
    assert etag_of(claim, owner) != before_owner
    assert etag_of(claim, other) == before_other
    shown = dossier.claim_json(other, claim.pk) or {}
    assert shown["etag"] == before_other
    assert (dossier.claim_json(owner, claim.pk) or {})["etag"] == etag_of(claim, owner)


def test_linking_to_something_published_asks_for_a_correction_first() -> None:
    from tests.factories.claims import published_claim

    editor = make_editor()
    claim = published_claim(make_article(), editor, make_reviewer())
    with pytest.raises(Conflict) as refusal:
        link_evidence(claim, editor)
    assert refusal.value.code == "correct_first"


@pytest.mark.parametrize("secrecy", ["hidden", "listed"])
def test_a_new_source_of_confidential_evidence_is_confidential_unless_it_says_otherwise(
    secrecy: str,
) -> None:
    editor = make_editor()
    claim = make_claim(make_article(), editor)
    given = {"stance": "context", "visibility": secrecy, "actor": actor_of(editor)}
    source = {"url": "https://secret.example/", "title": "Leak"}
    made = evidence.link(claim_id=claim.pk, source=source, **given)
    assert made.source.visibility == secrecy
    named = evidence.link(claim_id=claim.pk, source={**source, "visibility": "everyone"}, **given)
    assert named.source.visibility == "everyone"
