"""What is said of selected words: their place, their fellows, what a statement loses, what stands there already."""

import time
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from annotations import claims, dossier
from annotations.claims.selection import Look, look, warnings_of
from annotations.models import Article, Claim, User
from annotations.refusals import Conflict, Invalid, Missing
from tests.factories.articles import add_revision, make_article
from tests.factories.claims import make_claim, submitted_claim
from tests.factories.users import actor_of, make_editor, make_viewer

pytestmark = pytest.mark.django_db

TEXT = (
    "More than 4,000 kits were sent. The Red Cross said that more than\n4,000 kits reached Minsk.\n\n"
    "Minsk got more than 4,000 kits; Minskaya street none.\n\n"
    "About 7,000 people were arrested and hundreds were injured. Karayev did not lie."
)
WORDS = "more than 4,000 kits"


def looked(article: Article, words: str, *, nth: int = 0, stray: int = 0, **more: Any) -> Look:
    """The look at the `nth` place of `words`, with so many characters too many at each end."""
    text = article.current_revision.text  # type: ignore[union-attr]
    start = -1
    for _time in range(nth + 1):
        start = text.index(words, start + 1)
    if "person" not in more:
        more["person"] = make_viewer()
    more.setdefault("revision_id", article.current_revision_id)
    end = start + len(words) + stray
    return look(article_id=article.pk, start=start - stray, end=end, **more)


def test_stray_characters_at_the_ends_are_cut_off() -> None:
    found = looked(make_article(TEXT), WORDS, stray=1)
    assert (found.exact, TEXT[found.start : found.end]) == (WORDS, WORDS)


def test_an_end_within_a_character_is_widened_instead_of_refused() -> None:
    article = make_article("Навіны 👩‍👩‍👧‍👦 cafe\u0301 naïve.")
    start = TEXT_OF(article).index("\u200d")
    found = look(
        person=make_viewer(), article_id=article.pk, revision_id=None, start=start, end=start + 1
    )
    assert found.exact == "👩‍👩‍👧‍👦"


def TEXT_OF(article: Article) -> str:  # noqa: N802 - reads as the constant that it is of another text
    return article.current_revision.text  # type: ignore[union-attr]


def test_it_says_which_of_several_places_this_is() -> None:
    article = make_article(TEXT)
    found = looked(article, WORDS)
    places = [TEXT[start:end] for start, end in found.occurrences]
    assert places == ["more than\n4,000 kits", WORDS]
    assert (found.index, found.is_capped) == (1, False)
    assert looked(article, "Minsk", nth=1).index == 1
    assert len(looked(article, "Minsk").occurrences) == 2


def test_it_says_who_says_so() -> None:
    article = make_article(TEXT)
    found = looked(article, "kits reached Minsk").attribution
    assert found is not None
    assert (found.authority, TEXT[found.start : found.end]) == (
        "The Red Cross",
        "The Red Cross said",
    )
    assert looked(article, "Karayev did not lie").attribution is None


def test_several_statements_are_offered_apart() -> None:
    sentence = "About 7,000 people were arrested and hundreds were injured."
    found = looked(make_article(TEXT), sentence)
    assert [piece.exact for piece in found.splits] == [
        "About 7,000 people were arrested",
        "hundreds were injured",
    ]
    assert all(TEXT[piece.start : piece.end] == piece.exact for piece in found.splits)


def test_a_statement_is_compared_with_the_words() -> None:
    article, words = make_article(TEXT), "Karayev did not lie"
    assert looked(article, words).losses == []
    lost = looked(article, words, statement="Karayev lied").losses
    assert [(loss.kind, loss.words) for loss in lost] == [("negation", "not")]
    assert looked(article, words, statement="Karayev lied").risks == ["accusation", "person"]
    assert looked(article, WORDS).risks == ["figure"]


def test_only_a_claim_that_somebody_said_it_needs_the_attribution_beside_the_words() -> None:
    article, words = make_article(TEXT), "kits reached Minsk"
    given = {"statement": "Kits reached Minsk"}
    assert looked(article, words, asserts="so", **given).losses == []
    lost = looked(article, words, asserts="said", **given).losses
    assert [(loss.kind, loss.words) for loss in lost] == [("attribution", "The Red Cross said")]


def test_claims_that_stand_on_the_words_are_named_with_their_places() -> None:
    editor = make_editor()
    article = make_article(TEXT, by=editor)
    first, second = (
        make_claim(article, editor, WORDS),
        make_claim(article, editor, "Minsk got more"),
    )
    make_claim(article, editor, "hundreds were injured")
    gone = make_claim(article, editor, WORDS)
    claims.remove(actor=actor_of(editor), claim_id=gone.pk)
    standing = looked(article, WORDS).claims
    assert {one.id for one in standing} == {first.pk, second.pk}
    assert {TEXT[one.start : one.end] for one in standing} == {WORDS, "Minsk got more"}


def test_claims_of_an_older_text_are_told_where_they_stand_now() -> None:
    editor = make_editor()
    article = make_article(TEXT, by=editor)
    claim = make_claim(article, editor, "hundreds were injured")
    later = "A new first paragraph.\n\n" + TEXT
    add_revision(article, later)
    article.refresh_from_db()
    (one,) = looked(article, "hundreds were injured").claims
    assert (one.id, later[one.start : one.end]) == (claim.pk, "hundreds were injured")


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        (5, 5, "empty_selection"),
        (9, 5, "empty_selection"),
        (None, 5, "empty_selection"),
        (31, 32, "empty_selection"),
        (0, 10_000, "offset_outside"),
        (-1, 5, "offset_outside"),
        (2**80, 2**80 + 1, "offset_outside"),
    ],
)
def test_what_is_no_selection_is_refused(start: int | None, end: int | None, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        look(
            person=make_viewer(),
            article_id=make_article(TEXT).pk,
            revision_id=None,
            start=start,
            end=end,
        )
    assert refused.value.code == code


def test_offsets_of_an_older_text_and_articles_that_are_not_there_are_refused() -> None:
    article = make_article(TEXT)
    old = article.current_revision_id
    add_revision(article, "Other words.\n\n" + TEXT)
    article.refresh_from_db()
    with pytest.raises(Conflict, match="revision_changed"):
        looked(article, WORDS, revision_id=old)
    with pytest.raises(Missing, match="not_found"):
        look(person=make_viewer(), article_id=uuid4(), revision_id=None, start=0, end=4)
    for wrong in ({"statement": "x" * 5_001}, {"statement": "a\x00b"}, {"asserts": "perhaps"}):
        with pytest.raises(Invalid):
            looked(article, WORDS, **wrong)


def test_the_queries_do_not_grow_with_claims(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    editor = make_editor()
    article = make_article(TEXT, by=editor)
    with CaptureQueriesContext(connection) as few:
        looked(article, WORDS, statement="kits", asserts="said", person=editor)
    for _time in range(5):
        make_claim(article, editor, WORDS)
    with django_assert_num_queries(len(few)):
        assert len(looked(article, WORDS, person=editor).claims) == 5
    # The text; the article with the passage's surroundings; the claims.
    assert len(few) == 3


def test_a_long_text_is_looked_through_at_once() -> None:
    paragraph = "The ministry said that 44 people were held in Minsk, and nobody else was. " * 6
    text = "\n\n".join(f"{number} {paragraph}" for number in range(400))
    article, person = make_article(text), make_viewer()
    began = time.process_time()
    found = looked(article, "399 The ministry said that 44 people", person=person, statement="50")
    # A tenth of that on an idle machine.
    assert time.process_time() - began < 0.2
    assert len(found.occurrences) == 1


def told(claim: Claim, person: User) -> dict[str, Any]:
    found = dossier.claim_json(person, claim.pk)
    assert found is not None
    return found


def test_the_card_warns_in_words_when_the_statement_loses_something() -> None:
    editor = make_editor()
    claim = make_claim(make_article(TEXT, by=editor), editor, WORDS)
    assert warnings_of(told(claim, editor)) == []
    claims.amend(
        actor=actor_of(editor), claim_id=claim.pk, statement="4,000 kits were sent to Minsk"
    )
    assert warnings_of(told(claim, editor)) == [
        {
            "kind": "qualifier",
            "words": "more than",
            "sentence": "The passage says “more than”; the statement does not.",
        }
    ]
    claims.amend(actor=actor_of(editor), claim_id=claim.pk, statement="Over 4 000 kits were sent")
    assert warnings_of(told(claim, editor)) == []


def test_the_card_warns_when_a_claim_that_somebody_said_it_names_nobody() -> None:
    editor = make_editor()
    article = make_article(TEXT, by=editor)
    claim = make_claim(article, editor, "kits reached Minsk", asserts="said")
    assert warnings_of(told(claim, editor)) == []
    claims.amend(actor=actor_of(editor), claim_id=claim.pk, statement="Kits reached Minsk")
    assert [(w["kind"], w["words"]) for w in warnings_of(told(claim, editor))] == [
        ("attribution", "The Red Cross")
    ]


def test_the_card_warns_against_the_words_as_confirmed_not_as_they_changed() -> None:
    editor = make_editor()
    article = make_article(TEXT, by=editor)
    claim = make_claim(article, editor, "Karayev did not lie")
    add_revision(article, TEXT.replace("did not lie", "may not have lied at all"))
    assert warnings_of(told(claim, editor)) == []


def test_a_claim_without_passages_has_no_warnings() -> None:
    assert warnings_of({"appearances": [], "statement": "S", "asserts": "so"}) == []


def test_a_claim_keeps_its_risks_from_the_moment_it_is_marked() -> None:
    editor = make_editor()
    article = make_article(TEXT, by=editor)
    claim = make_claim(
        article, editor, "Karayev did not lie", statement="Yuri Karayev lied to 5 men"
    )
    claim.refresh_from_db()
    assert claim.risks == ["accusation", "person", "figure"]
    plain = make_claim(article, editor, "reached Minsk")
    assert Claim.objects.get(pk=plain.pk).risks == []


def test_risks_follow_the_statement_and_are_no_edit_of_their_own() -> None:
    editor, other = make_editor(), make_editor("eve")
    claim = submitted_claim(make_article(by=editor), editor)
    assert Claim.objects.get(pk=claim.pk).risks == ["figure"]
    claims.amend(actor=actor_of(other), claim_id=claim.pk, on_hold=True)
    claim.refresh_from_db()
    assert (claim.risks, claim.contributors) == (["figure"], [editor.pk])
    claims.amend(actor=actor_of(other), claim_id=claim.pk, statement="Kits were stolen")
    claim.refresh_from_db()
    assert (claim.risks, claim.state) == (["accusation"], "in_review")
    assert dossier.history_of(editor, claim.pk)[-1]["details"]["after"] == {
        "statement": "Kits were stolen"
    }


def test_claims_that_were_marked_before_are_told_by_their_words_too() -> None:
    editor = make_editor()
    article = make_article(TEXT, by=editor)
    claim = make_claim(article, editor, "Karayev did not lie", statement="Yuri Karayev lied")
    plain = make_claim(article, editor, "reached Minsk")
    changed_at = Claim.objects.get(pk=claim.pk).changed_at
    Claim.objects.update(risks=[])
    import_module("annotations.migrations.0005_workspace").tell_risks(apps, None)
    claim.refresh_from_db()
    plain.refresh_from_db()
    assert (claim.risks, plain.risks) == (["accusation", "person"], [])
    assert (claim.changed_at, claim.version) == (changed_at, 1)
