"""What a proof says: of which text, of which claims, and to whom."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from annotations import proofs, review
from annotations.evidence.sharing import change_sharing
from annotations.proofs.document import quoted
from annotations.refusals import Missing
from tests.factories.articles import TEXT, add_revision, make_article
from tests.factories.claims import (
    approved_claim,
    make_claim,
    published_claim,
    rated_claim,
    withdrawn_claim,
)
from tests.factories.evidence import link_evidence
from tests.factories.inquiry import make_attempt, make_request
from tests.factories.pins import taken_second, want_second_verdicts
from tests.factories.users import actor_of, make_editor, make_reviewer, make_user, make_viewer

pytestmark = pytest.mark.django_db


def test_claims_are_numbered_in_the_order_of_the_text_with_who_did_what() -> None:
    nina, ruth = make_user("nina", "editor"), make_user("ruth", "reviewer")
    article = make_article(by=nina)
    make_claim(article, nina, "80% of voters took part")
    approved_claim(article, nina, ruth, claimant="Volunteers", claimed_on="2020-08-18")
    first, second = proofs.proof_of(nina, article).entries
    assert (first.number, first.label, first.state) == (1, "True", "Approved")
    assert first.claimant == "Volunteers, on 18 August 2020"
    assert [said.split(" by ")[0] for said in first.deeds] == ["Claim stated", "Rated", "Approved"]
    assert "by Ruth," in first.deeds[-1]
    assert first.deeds[-1].endswith(" UTC.")
    assert first.sources[0].quote == "4,120 kits"
    assert (second.number, second.look, second.sources) == (2, "not-checked", [])


def test_the_text_is_that_of_the_named_revision_and_each_claim_stands_where_it_stood_there() -> (
    None
):
    nina = make_editor()
    article = make_article(by=nina)
    make_claim(article, nina)
    make_claim(article, nina, "80% of voters took part")
    add_revision(article, f"A new beginning.\n\n{TEXT.partition(chr(10))[0]}", by=nina)
    article.refresh_from_db()
    for number, starts in ((1, 20), (2, 38)):
        found = proofs.proof_of(nina, article, number)
        assert found.revision.number == number
        words = "".join(piece.text for block in found.blocks for piece in block.pieces)
        assert words == found.revision.text.replace("\n\n", "")
        (mark,) = [
            one
            for block in found.blocks
            for piece in block.pieces
            for one in piece.begins
            if one.number == 1
        ]
        assert mark.start == starts
    gone = found.entries[-1]
    assert gone.elsewhere == ["80% of voters took part"]
    assert "Not in this text any more" in proofs.page_alone(found)
    for number in (0, 3, 2**40):
        with pytest.raises(Missing):
            proofs.proof_of(nina, article, number)


def test_confidential_evidence_is_marked_for_who_may_see_it_and_not_even_counted_for_others() -> (
    None
):
    nina, otto, vera = make_editor(), make_editor(), make_viewer()
    article = make_article(by=nina)
    claim = make_claim(article, nina)
    for visibility in ("hidden", "listed"):
        entry = link_evidence(
            claim, nina, url="", title="LEAK", visibility=visibility, quote="LEAK"
        )
    make_attempt(claim, nina, where="LEAK", visibility="hidden")
    change_sharing(
        actor=actor_of(nina),
        kind="evidence",
        thing_id=entry.pk,
        shared_with=[str(vera.pk)],
        with_source=True,
    )
    pages = {
        person: proofs.page_alone(proofs.proof_of(person, article)) for person in (nina, otto, vera)
    }
    assert pages[nina].count('class="proof-kept"') == 2
    assert pages[vera].count('class="proof-kept"') == 1
    assert "LEAK" not in pages[otto]
    assert "proof-kept" not in pages[otto].partition("<body>")[2]
    assert "No source that may be shown here." in pages[otto]


def test_who_rates_independently_reads_no_verdict_and_not_who_gave_it() -> None:
    want_second_verdicts()
    nina, otto = make_editor(), make_reviewer()
    article = make_article(by=nina)
    claim = review.submit(actor=actor_of(nina), claim_id=rated_claim(article, nina).pk)
    taken_second(claim, otto)
    (entry,) = proofs.proof_of(otto, article).entries
    assert (entry.label, entry.explanation) == ("Not checked", "")
    assert not [said for said in entry.deeds if "Rated" in said]


def test_what_was_asked_published_and_withdrawn_stands_in_it() -> None:
    nina, ruth = make_editor(), make_reviewer()
    article = make_article(by=nina)
    claim = make_claim(article, nina, "80% of voters took part")
    make_request(claim, nina)
    withdrawn_claim(article, nina, ruth)
    first, second = proofs.proof_of(nina, article).entries
    assert [said.split(" by ")[0] for said in first.deeds][-2:] == ["Published", "Withdrawn"]
    assert "for comment on" in second.inquiry[0]


def test_as_many_queries_however_many_claims() -> None:
    nina, ruth = make_editor(), make_reviewer()
    article = make_article("One is here. " * 30, by=nina)
    counts = []
    for many in (2, 12):
        for nth in range(many - 2 if counts else 0, many):
            approved_claim(article, nina, ruth, words="One is here", nth=nth)
        with CaptureQueriesContext(connection) as found:
            proofs.page_alone(proofs.proof_of(nina, article))
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_right_to_left_words_have_their_direction_and_nothing_is_markup() -> None:
    nina = make_editor()
    arabic = "قال المتطوعون إنهم وزعوا أكثر من 4000 مجموعة"
    article = make_article(f"{arabic}\n\n<script>alert(1)</script> & more", by=nina, title="<b>&")
    make_claim(article, nina, "وزعوا أكثر", statement="</style><script>")
    make_claim(article, nina, "<script>alert(1)</script>")
    page = proofs.page_alone(proofs.proof_of(nina, article))
    assert 'class="kind-paragraph" dir="rtl"' in page
    assert "<script" not in page
    assert "&lt;/style&gt;&lt;script&gt;" in page
    assert page.count("</style>") == 1


def test_a_long_word_may_end_its_line_and_keeps_its_characters() -> None:
    nina = make_editor()
    word = "x" * 100
    article = make_article(f"A {word} here.", by=nina)
    page = proofs.page_alone(proofs.proof_of(nina, article), is_printed=True)
    assert "xxxxxxxx<wbr>xxxxxxxx" in page
    assert word in page.replace("<wbr>", "")


def test_what_runs_above_each_page_cannot_end_its_rule() -> None:
    nina = make_editor()
    article = make_article(by=nina, title='"; } body { content: url(http://x) } \\ </style> \n End')
    rules = proofs.print_rules(proofs.proof_of(nina, article))
    assert rules.count("{") == rules.count("}") == 5
    assert "</style" not in rules
    assert quoted('a"\n\\') == '"a\\22 \\5c "'


def test_it_speaks_the_readers_language_around_the_authors_words() -> None:
    nina = make_editor()
    article = make_article(by=nina)
    make_claim(article, nina)
    with translation.override("ru"):
        page = proofs.page_alone(proofs.proof_of(nina, article))
    assert '<html lang="ru">' in page
    assert "hygiene kits" in page


def test_of_judged_bytes_only_what_is_for_everyone_and_named_as_asked() -> None:
    nina, ruth = make_editor(), make_user("ruth", "reviewer")
    article = make_article(by=nina)
    claim = published_claim(article, nina, ruth)
    make_claim(article, nina, "80% of voters took part")
    decision = claim.approval_decision
    assert decision is not None
    content = json.loads(decision.content)
    found = proofs.proof_of_judged(article, [(decision, content, {})], lambda _one: "Staff 1")
    (entry,) = found.entries
    assert entry.deeds[0].startswith("Approved by Staff 1,")
    assert decision.content_sha256 in entry.deeds[1]
    page = proofs.page_alone(found)
    assert "ruth" not in page.lower()
    assert "what was judged last" in page
