"""Independent origins, not links: what belongs together, what is the claim's own, what each person may count."""

from typing import Any

import pytest

from annotations import evidence
from annotations.evidence import Origins, origins_of
from annotations.evidence.merge import merge
from annotations.evidence.origins import set_claim_origin
from annotations.models import Article, Claim, Evidence, Kinship, Source, SourceOrigin, User
from tests.factories.articles import make_article
from tests.factories.claims import make_claim
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of, make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_editor()


@pytest.fixture
def claim(editor: User) -> Claim:
    return make_claim(make_article(), editor)


def counted(claim: Claim, by: User) -> Origins:
    return origins_of([claim.pk], by)[claim.pk]


def numbers(claim: Claim, by: User, stance: str = "corroborates") -> tuple[int, int]:
    found = counted(claim, by)
    return found.linked(stance), len(found.independent(stance))


def link(claim: Claim, by: User, number: int, **more: Any) -> Evidence:
    url = f"https://outlet{number}.example/story"
    return link_evidence(claim, by, url=url, title=f"Outlet {number}", **more)


def source_says(entry: Evidence, by: User, origin: str) -> None:
    evidence.change_source(actor=actor_of(by), source_id=entry.source_id, origin=origin)


def passage_of(article: Article, claim: Claim, by: User) -> Evidence:
    return evidence.link(
        actor=actor_of(by),
        claim_id=claim.pk,
        stance="corroborates",
        passage={"article": str(article.pk), "start": 0, "end": 20},
    )


def test_each_source_is_an_origin_of_its_own_until_somebody_says_more(
    claim: Claim, editor: User
) -> None:
    one, two = link(claim, editor, 1), link(claim, editor, 2)
    assert numbers(claim, editor) == (2, 2)
    groups = counted(claim, editor).by_stance["corroborates"]
    assert [(one_.name, one_.evidence) for one_ in groups] == [
        ("Outlet 1", (one.pk,)),
        ("Outlet 2", (two.pk,)),
    ]


def test_outlets_that_carry_one_agency_are_one_origin(claim: Claim, editor: User) -> None:
    three = [link(claim, editor, number) for number in range(3)]
    source_says(three[0], editor, "Reuters")
    source_says(three[1], editor, " “REUTERS” ")
    assert SourceOrigin.objects.count() == 1
    assert numbers(claim, editor) == (3, 2)
    assert counted(claim, editor).by_stance["corroborates"][0].name == "Reuters"


def test_whose_information_a_passage_is_goes_before_its_source(claim: Claim, editor: User) -> None:
    one = link(claim, editor, 1)
    link(claim, editor, 2, origin="The Interior Ministry")
    source_says(one, editor, "Reuters")
    assert numbers(claim, editor) == (2, 2)
    evidence.change(actor=actor_of(editor), evidence_id=one.pk, origin="interior ministry")
    assert numbers(claim, editor) == (2, 1)


def test_stances_are_counted_apart(claim: Claim, editor: User) -> None:
    link(claim, editor, 1)
    link(claim, editor, 2, stance="contradicts")
    assert numbers(claim, editor) == numbers(claim, editor, "contradicts") == (1, 1)


def test_merged_records_are_one_source(claim: Claim, editor: User) -> None:
    one, two = link(claim, editor, 1), link(claim, editor, 2)
    merge(actor=actor_of(editor), source_id=one.source_id, into_id=two.source_id, reason="One.")
    assert numbers(claim, editor) == (2, 1)


def test_the_same_words_at_two_addresses_are_one_origin(claim: Claim, editor: User) -> None:
    words = "The ministry counted 4,120 kits by the end of November, it said on Monday."
    one = make_article(words, url="https://one.example/a")
    two = make_article(words, url="https://two.example/b")
    other = make_article(words.replace("4,120", "4,000"), url="https://three.example/c")
    for article in (one, two, other):
        passage_of(article, claim, editor)
    assert numbers(claim, editor) == (3, 2)
    Kinship.objects.create(article=other, other=one, likeness="syndicated", score=0.9)
    assert numbers(claim, editor) == (3, 1)
    source_says(Evidence.objects.latest("created_at"), editor, "A ministry")
    assert counted(claim, editor).by_stance["corroborates"][0].name == "A ministry"


def test_two_that_somebody_parted_stay_apart(claim: Claim, editor: User) -> None:
    one = make_article("Words of the first story here.", url="https://one.example/a")
    two = make_article("Quite different words of another.", url="https://two.example/b")
    for article in (one, two):
        passage_of(article, claim, editor)
    Kinship.objects.create(
        article=two,
        other=one,
        likeness="syndicated",
        score=0.8,
        decision="apart",
        decided_by=editor,
    )
    assert numbers(claim, editor) == (2, 2)


def test_the_claims_own_article_does_not_count(editor: User) -> None:
    article = make_article(url="https://paper.example/story")
    claim = make_claim(article, editor)
    own = link_evidence(claim, editor, url="http://paper.example/story?utm_source=x", title="Own")
    found = counted(claim, editor)
    assert found.only_own
    assert found.by_stance["corroborates"][0].is_own_article
    link(claim, editor, 2)
    assert numbers(claim, editor) == (2, 1)
    assert not counted(claim, editor).only_own
    assert own.pk in found.by_stance["corroborates"][0].evidence


def test_a_copy_of_the_claims_own_article_does_not_count_either(editor: User) -> None:
    article = make_article(url="https://paper.example/story")
    assert article.current_revision is not None
    claim = make_claim(article, editor)
    copy = make_article(article.current_revision.text, url="https://copy.example/again")
    passage_of(copy, claim, editor)
    assert counted(claim, editor).only_own


def test_another_carrier_of_the_claims_authority_never_supports_that_it_is_so(
    claim: Claim, editor: User
) -> None:
    link(claim, editor, 1, origin="Official results")
    set_claim_origin(actor=actor_of(editor), claim_id=claim.pk, origin="the official results")
    assert counted(claim, editor).only_own
    assert numbers(claim, editor) == (1, 0)
    # That they said it, they show themselves.
    Claim.objects.filter(pk=claim.pk).update(asserts="said")
    assert numbers(claim, editor) == (1, 1)


def test_what_is_hidden_is_in_no_number_and_no_name(claim: Claim, editor: User) -> None:
    other = make_editor()
    link(claim, editor, 1)
    link(claim, editor, 2, visibility="hidden", origin="A secret service")
    link(claim, editor, 3, visibility="listed")
    assert numbers(claim, editor) == (3, 3)
    assert numbers(claim, other) == (1, 1)
    assert "secret" not in repr(counted(claim, other))
    # Who does not know of the name makes one of their own, and learns nothing by it.
    mine = link(claim, other, 4, origin="a secret service")
    assert mine.origin is not None
    assert mine.origin.created_by == other
    # Whoever sees both counts one.
    assert numbers(claim, editor) == (4, 3)


def test_many_claims_cost_as_many_queries_as_one(
    editor: User, django_assert_max_num_queries: Any
) -> None:
    words = ("more than 4,000 hygiene kits", "Around 3,000 people were detained")
    article = make_article()
    claims = [make_claim(article, editor, one) for one in words]
    for nth, claim in enumerate(claims):
        for number in range(4):
            link(claim, editor, 10 * nth + number, origin=f"Origin {number}")
    with django_assert_max_num_queries(8):
        found = origins_of([claim.pk for claim in claims], editor)
    assert {len(one.independent("corroborates")) for one in found.values()} == {4}
    assert Source.objects.count() == 8
