"""What a new text does to approvals, at the level of the claim."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations import claims, evidence, publishing, review
from annotations.claims import find_passage, reanchor
from annotations.models import (
    Anchor,
    Approval,
    Article,
    ArticleRevision,
    Claim,
    Evidence,
    Highlight,
    HighlightPurpose,
    State,
    User,
)
from annotations.refusals import OutOfDate
from annotations.tasks.choose_blocks import choose_block
from annotations.workflow import etag_of
from tests.factories.articles import add_revision, make_article, make_page
from tests.factories.claims import (
    approved_claim,
    make_claim,
    publish_claim,
    rated_claim,
    submitted_claim,
)
from tests.factories.revisions import next_text
from tests.factories.users import actor_of, make_editor, make_reviewer

pytestmark = pytest.mark.django_db
WORDS = '"the highest turnout ever" and 80% of voters'
TEXT = (
    "Volunteers gave out hygiene kits in Minsk.\n\n"
    'According to official statistics, "the highest turnout ever" and 80% of voters were counted. '
    "Around 3,000 people were detained.\n\n"
    "The ministry did not coment."
)


@pytest.fixture
def ann() -> User:
    return make_editor("ann")


@pytest.fixture
def bob() -> User:
    return make_reviewer("bob")


@pytest.fixture
def article(ann: User) -> Article:
    return make_article(TEXT, by=ann)


@pytest.fixture
def claim(article: Article, ann: User, bob: User) -> Claim:
    return approved_claim(article, ann, bob, words=WORDS)


def told(claim: Claim) -> tuple[str, str, int]:
    """Its state, approval and version, as they are now."""
    claim.refresh_from_db()
    return str(claim.state), str(claim.approval), claim.version


def edited(*pairs: tuple[str, str], text: str = TEXT) -> str:
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


def anchor_of(claim: Claim) -> Anchor:
    return Anchor.objects.filter(highlight__appearance__claim=claim).latest("id")


def swapped() -> str:
    first, second, third = TEXT.split("\n\n")
    return f"{second}\n\n{first}\n\n{third}"


KEEPS = {
    "the very same text": TEXT,
    "the same words, laid out otherwise": "\n" + TEXT.replace("\n\n", "\n\n\n") + "\n",
    "curly quotes inside": edited(('"the highest turnout ever"', "“the highest turnout ever”")),
    "a no-break space in its sentence": edited(("official statistics", "official\u00a0statistics")),
    "a typo put right elsewhere": edited(("coment", "comment")),
    "a number changed in the next sentence": edited(("3,000", "5,000")),
    "a new paragraph before it": "Updated at noon.\n\n" + TEXT,
    "paragraphs swapped": swapped(),
    "the paragraph after it deleted": TEXT.rsplit("\n\n", 1)[0],
}
STALES = {
    "a number changed": (edited(("80%", "82%")), "changed", "wording"),
    "quote marks lost": (
        edited(('"the highest turnout ever"', "the highest turnout ever")),
        "changed",
        "wording",
    ),
    "a capital letter": (edited(("of voters", "of Voters")), "changed", "wording"),
    "another attribution": (edited(("official statistics", "Viasna")), "anchored", ""),
    "a word added to its sentence": (
        edited(("were counted", "were never counted")),
        "anchored",
        "",
    ),
    "the sentence deleted": (
        edited((TEXT[TEXT.index("According") : TEXT.index("Around")], "")),
        "orphaned",
        "",
    ),
}


# One of each state: the others of the table are in the long run.
_FEW = {
    STALES[name][0] for name in ("a number changed", "another attribution", "the sentence deleted")
}


@pytest.mark.parametrize("text", KEEPS.values(), ids=list(KEEPS))
def test_an_approval_outlives_a_text_that_says_the_same(
    article: Article, claim: Claim, text: str
) -> None:
    before = told(claim)
    revision = add_revision(article, text)
    assert told(claim) == before == (State.APPROVED, Approval.VALID, claim.version)
    if text != TEXT:
        anchor = anchor_of(claim)
        assert anchor.revision == revision
        assert anchor.change in {"", "typography"}
        assert anchor.context == "same"


@pytest.mark.parametrize(("text", "state", "change"), STALES.values(), ids=list(STALES))
def test_an_approval_notices_other_words_another_sentence_another_attribution(
    article: Article, claim: Claim, text: str, state: str, change: str
) -> None:
    version = claim.version
    add_revision(article, text)
    assert told(claim) == (State.APPROVED, Approval.STALE, version + 1)
    assert claim.stale_at is not None
    assert claim in Claim.objects.awaiting_review()
    anchor = anchor_of(claim)
    assert (anchor.state, anchor.change) == (state, change)
    highlight = Highlight.objects.get(appearance__claim=claim)
    assert highlight.exact == WORDS  # as confirmed, until a person says otherwise


def test_a_speaker_named_after_a_long_quotation_counts(ann: User, bob: User) -> None:
    text = "“Nobody was hurt. All went home. The square was empty,” said the {who}."
    article = make_article(text.format(who="police"), by=ann)
    claim = approved_claim(article, ann, bob, words="All went home")
    add_revision(article, text.format(who="Viasna group"))
    assert told(claim)[1] == Approval.STALE


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(case[0], id=name, marks=[] if case[0] in _FEW else [pytest.mark.long])
        for name, case in STALES.items()
    ],
)
def test_what_a_reviewer_approved_again_does_not_go_stale_twice(
    article: Article, claim: Claim, bob: User, text: str
) -> None:
    add_revision(article, text)
    review.approve(actor=actor_of(bob), claim_id=claim.pk)
    before = told(claim)
    assert before[1] == Approval.VALID
    add_revision(article, "Updated at noon.\n\n" + text)
    add_revision(article, "Updated at one.\n\n" + edited(("coment", "comment"), text=text))
    assert told(claim) == before


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("80%", "82%"), ("82%", "84%")),
        (("80%", "82%"), ("official statistics", "Viasna")),
        (("official statistics", "Viasna"), ("Viasna", "the police")),
        pytest.param(
            ("were counted", "were never counted"),
            ("were never counted", "were seldom counted"),
            marks=pytest.mark.long,
        ),
        pytest.param(
            ("official statistics", "Viasna"),
            (WORDS, WORDS.replace("80%", "82%")),
            marks=pytest.mark.long,
        ),
    ],
)
def test_a_further_change_of_the_same_passage_is_noticed_again(
    article: Article, claim: Claim, bob: User, first: tuple[str, str], second: tuple[str, str]
) -> None:
    once = edited(first)
    add_revision(article, once)
    review.approve(actor=actor_of(bob), claim_id=claim.pk)
    add_revision(article, edited(second, text=once))
    assert told(claim)[1] == Approval.STALE


def test_a_lost_passage_that_comes_back_in_other_words_is_noticed_again(
    article: Article, claim: Claim, bob: User
) -> None:
    add_revision(article, STALES["the sentence deleted"][0])
    review.approve(actor=actor_of(bob), claim_id=claim.pk)
    add_revision(article, STALES["a number changed"][0])
    assert (anchor_of(claim).state, told(claim)[1]) == ("changed", Approval.STALE)


def test_words_that_come_back_need_no_look_and_heal_no_approval(
    article: Article, claim: Claim, bob: User
) -> None:
    changed = STALES["a number changed"][0]
    add_revision(article, changed)
    add_revision(article, TEXT + "\n\nUpdated.")
    assert told(claim)[1] == Approval.STALE
    assert not claims.needs_look(anchor_of(claim))
    review.approve(actor=actor_of(bob), claim_id=claim.pk)
    add_revision(article, changed)
    review.approve(actor=actor_of(bob), claim_id=claim.pk)
    before = told(claim)
    add_revision(article, TEXT + "\n\nUpdated again.")
    assert told(claim) == before


def test_a_block_set_aside_again_is_noticed_again(ann: User, bob: User) -> None:
    article = make_page(["The square was full.", "About 3,000 came.", "Nobody spoke."], by=ann)
    claim = approved_claim(article, ann, bob, words="About 3,000 came")
    block = article.current_revision.blocks[1]["id"]

    def choose(choice: str) -> ArticleRevision:
        return choose_block(
            actor=actor_of(ann),
            article_id=article.pk,
            revision_id=None,
            block_id=block,
            choice=choice,
        )

    without = choose("aside")
    assert told(claim)[1] == Approval.STALE
    choose("story")
    review.approve(actor=actor_of(bob), claim_id=claim.pk)
    before = told(claim)
    assert choose("aside") == without  # the text that was in force before
    assert told(claim) == (before[0], Approval.STALE, before[2] + 1)
    assert Anchor.objects.filter(revision=without).count() == 1


def test_what_was_confirmed_meanwhile_is_looked_for_anew_in_an_older_text(
    ann: User, bob: User
) -> None:
    article = make_page(["It was about 3,000 who came.", "Nobody spoke."], by=ann)
    claim = make_claim(article, ann, "about 3,000")
    (highlight,) = Highlight.objects.filter(appearance__claim=claim)
    aside = {"block_id": article.current_revision.blocks[1]["id"], "choice": "aside"}
    chosen = {"actor": actor_of(ann), "article_id": article.pk, "revision_id": None, **aside}
    short = choose_block(**chosen)
    choose_block(**{**chosen, "choice": "story"})
    article.refresh_from_db()
    claims.reattach(
        actor=actor_of(ann), highlight_id=highlight.pk, revision_id=None, start=0, end=12
    )
    choose_block(**chosen)
    anchor = Anchor.objects.get(highlight=highlight, revision=short)
    assert (anchor.exact, anchor.state, anchor.context) == ("It was about", "anchored", "same")


@pytest.mark.parametrize("place", ["inside one", "over two", "whole"])
def test_the_sentence_of_an_anchor_is_that_of_a_confirmed_passage(
    article: Article, ann: User, place: str
) -> None:
    words = {
        "inside one": "80% of voters",
        "over two": "counted. Around 3,000",
        "whole": "of voters were counted.",
    }[place]
    claim = make_claim(article, ann, words)
    add_revision(article, "Updated at noon. 🕊️\n\n" + TEXT)
    anchor = anchor_of(claim)
    passage = find_passage(article.pk, revision_id=None, start=anchor.start, end=anchor.end)
    assert anchor.sentence == passage.sentence
    assert words in anchor.sentence
    add_revision(article, "Nothing of it is left.")
    assert (anchor_of(claim).state, anchor_of(claim).sentence) == ("orphaned", "")


def quoting(claim: Claim, ann: User, source: Article, kind: str) -> Evidence:
    """Evidence that quotes `source`, or in whose archived text a quote was found."""
    words = "About 7,000 people"
    if kind == "quoted":
        passage = {"article": str(source.pk), "exact": words}
        return evidence.link(
            actor=actor_of(ann), claim_id=claim.pk, stance="corroborates", passage=passage
        )
    linked = evidence.link(
        actor=actor_of(ann), claim_id=claim.pk, stance="corroborates", source={"title": "T"}
    )
    start = source.current_revision.text.index(words)
    Highlight.objects.create(
        article=source,
        revision=source.current_revision,
        start=start,
        end=start + len(words),
        exact=words,
        purpose=HighlightPurpose.QUOTE,
        evidence=linked,
    )
    return linked


def approved_on(source: Article, claim: Claim, ann: User, bob: User, kind: str) -> Evidence:
    linked = quoting(claim, ann, source, kind)
    review.submit(actor=actor_of(ann), claim_id=claim.pk)
    review.approve(actor=actor_of(bob), claim_id=claim.pk)
    return linked


@pytest.mark.parametrize("kind", ["quoted", "found"])
def test_a_quote_that_changes_in_its_source_makes_its_claim_stale(
    article: Article, ann: User, bob: User, kind: str
) -> None:
    source = make_article("About 7,000 people were arrested. It rained.", by=ann)
    claim = rated_claim(article, ann, words=WORDS)
    approved_on(source, claim, ann, bob, kind)
    before = told(claim)
    add_revision(source, "About 7,000 people were arrested. It snowed.")
    assert told(claim) == before
    add_revision(source, "About 9,000 people were arrested. It snowed.")
    assert told(claim)[:2] == (State.APPROVED, Approval.STALE)
    review.approve(actor=actor_of(bob), claim_id=claim.pk)
    before = told(claim)
    add_revision(source, "About 9,000 people were arrested. It hailed.")
    assert told(claim) == before


@pytest.mark.parametrize("kind", ["quoted", "found"])
def test_a_quote_of_evidence_that_was_removed_touches_nothing(
    article: Article, ann: User, bob: User, kind: str
) -> None:
    source = make_article("About 7,000 people were arrested. It rained.", by=ann)
    claim = rated_claim(article, ann, words=WORDS)
    linked = quoting(claim, ann, source, kind)
    evidence.unlink(actor=actor_of(ann), evidence_id=linked.pk)
    review.submit(actor=actor_of(ann), claim_id=claim.pk)
    review.approve(actor=actor_of(bob), claim_id=claim.pk)
    before = told(claim)
    add_revision(source, "Nothing is left.")
    assert told(claim) == before


def test_an_appearance_that_was_taken_away_touches_nothing(
    article: Article, ann: User, bob: User
) -> None:
    other = make_article("It says 80% of voters came.", by=ann)
    claim = rated_claim(article, ann, words=WORDS)
    more = claims.add_appearance(
        actor=actor_of(ann), claim_id=claim.pk, article_id=other.pk, exact="80% of voters"
    )
    more.removed_at = claim.created_at
    more.save(update_fields=["removed_at"])
    review.submit(actor=actor_of(ann), claim_id=claim.pk)
    review.approve(actor=actor_of(bob), claim_id=claim.pk)
    before = told(claim)
    add_revision(other, "Nothing is left.")
    assert told(claim) == before


def test_nobody_approves_words_that_changed_after_they_were_read(
    article: Article, ann: User, bob: User
) -> None:
    claim = submitted_claim(article, ann, words=WORDS)
    read = etag_of(claim, bob)
    add_revision(article, KEEPS["a typo put right elsewhere"])
    claim.refresh_from_db()
    assert etag_of(claim, bob) == read
    add_revision(article, STALES["a number changed"][0])
    with pytest.raises(OutOfDate):
        review.approve(actor=actor_of(bob), claim_id=claim.pk, expected=read)
    claim.refresh_from_db()
    approved = review.approve(actor=actor_of(bob), claim_id=claim.pk, expected=etag_of(claim, bob))
    assert approved.approval == Approval.VALID


def test_a_confidential_quote_that_changed_is_read_again_by_those_who_see_it(
    article: Article, ann: User, bob: User
) -> None:
    source = make_article("About 7,000 people were arrested. It rained.", by=ann)
    claim = rated_claim(article, ann, words=WORDS)
    linked = quoting(claim, ann, source, "quoted")
    Evidence.objects.filter(pk=linked.pk).update(visibility="hidden")
    claim.reserved_version = 1
    claim.save(update_fields=["reserved_version"])
    review.submit(actor=actor_of(ann), claim_id=claim.pk)
    claim.refresh_from_db()
    before, mine = etag_of(claim, bob), etag_of(claim, ann)
    add_revision(source, "Nothing is left.")
    claim.refresh_from_db()
    assert etag_of(claim, bob) == before
    assert etag_of(claim, ann) != mine


def test_a_published_check_stays_public_while_its_approval_is_stale(
    article: Article, claim: Claim, bob: User
) -> None:
    publish_claim(claim, bob)
    add_revision(article, edited(("80%", "82%")))
    assert told(claim)[:2] == (State.PUBLISHED, Approval.STALE)
    public = publishing.public_checks().get(claim=claim)
    assert publishing.check_of(public).content["appearances"][0]["passages"][0]["exact"] == WORDS


def test_the_number_of_statements_does_not_grow_with_the_passages(ann: User, bob: User) -> None:
    def statements(count: int, marked: int) -> int:
        text = "\n\n".join(f"In town {n} there were {n + 1},000 people." for n in range(count))
        article = make_article(text, by=ann)
        for n in range(marked):
            approved_claim(article, ann, bob, words=f"{n + 1},000 people")
        newest = next_text(article, text.replace(",000 people", ",500 people"))
        with CaptureQueriesContext(
            connection,
        ) as seen:
            found = reanchor(article, newest)
            claims.tell_stale(actor=actor_of(ann), reanchored=found, revision=newest)
        assert (len(found.stale), found.placed) == (marked, marked)
        return len(seen)

    assert statements(8, 1) == statements(8, 6) <= 16
