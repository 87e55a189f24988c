"""How two claims stand to each other: said by somebody, shown on both, and no edit of either."""

import pytest

from annotations import relations
from annotations.claims.amend import remove as delete_claim
from annotations.models import Claim, ClaimRelation, HistoryEntry, User
from annotations.refusals import Conflict, Forbidden, Invalid, Missing, OutOfDate
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, make_claim
from tests.factories.users import actor_of, make_editor, make_reviewer, make_viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(db: None) -> User:
    return make_editor("ann")


@pytest.fixture
def two(ann: User) -> tuple[Claim, Claim]:
    article = make_article(by=ann)
    return make_claim(article, ann), make_claim(article, ann, "80% of voters")


def say(by: User, claim: Claim, kind: str, other: Claim, **more: str) -> ClaimRelation:
    return relations.relate(
        actor=actor_of(by), claim_id=claim.pk, kind=kind, other_id=str(other.pk), **more
    )[0]


@pytest.mark.parametrize("kind", ["same_as", "contradicts", "different_scope"])
def test_what_holds_both_ways_is_kept_once_whoever_says_it_from_which_side(
    kind: str, ann: User, two: tuple[Claim, Claim]
) -> None:
    first, second = two
    one = say(ann, second, kind, first, reason="The same night.")
    assert say(make_editor("ben"), first, kind, second).pk == one.pk
    assert (one.a_id, one.b_id) == (first.pk, second.pk)
    seen = relations.relations_of(ann, {first.pk, second.pk})
    assert [(r.other.pk, r.relation.reason) for r in seen[first.pk]] == [
        (second.pk, "The same night.")
    ]
    assert [r.other.pk for r in seen[second.pk]] == [first.pk]


def test_what_follows_from_another_has_a_direction(ann: User, two: tuple[Claim, Claim]) -> None:
    first, second = two
    relation = say(ann, second, "follows_from", first)
    assert (relation.a_id, relation.b_id) == (second.pk, first.pk)
    seen = relations.relations_of(ann, {first.pk, second.pk})
    assert [r.is_back for r in (*seen[first.pk], *seen[second.pk])] == [True, False]
    with pytest.raises(Conflict) as refused:
        say(ann, first, "follows_from", second)
    assert refused.value.code == "already_related"


def test_two_claims_stand_to_each_other_in_one_way_at_a_time(
    ann: User, two: tuple[Claim, Claim]
) -> None:
    first, second = two
    relation = say(ann, first, "contradicts", second)
    with pytest.raises(Conflict) as refused:
        say(ann, second, "same_as", first)
    assert (refused.value.code, refused.value.extra["relation"]) == (
        "already_related",
        str(relation.pk),
    )
    relations.remove(actor=actor_of(ann), relation_id=relation.pk)
    assert say(ann, second, "same_as", first).kind == "same_as"


def test_both_claims_tell_who_said_so_and_who_took_it_back(
    ann: User, two: tuple[Claim, Claim]
) -> None:
    first, second = two
    ben = make_editor("ben")
    relation = say(ann, first, "contradicts", second)
    relations.remove(actor=actor_of(ben), relation_id=relation.pk)
    for claim in two:
        told = HistoryEntry.objects.filter(claim_id=claim.pk, object_type="claimrelation")
        entries = list(told.order_by("seq").values_list("verb", "actor_id"))
        assert entries == [("related", ann.pk), ("relation_removed", ben.pk)]
    assert not relations.relations_of(ann, {first.pk, second.pk})
    with pytest.raises(Missing):
        relations.remove(actor=actor_of(ben), relation_id=relation.pk)


def test_no_version_no_approval_and_no_authorship_changes(ann: User) -> None:
    article = make_article(by=ann)
    approved = approved_claim(article, ann, make_reviewer())
    other = make_claim(article, ann, "80% of voters")
    before = Claim.objects.filter(pk__in=[approved.pk, other.pk]).order_by("pk")
    kept = list(before.values("version", "approval", "state", "contributors", "changed_at"))
    say(make_editor("ben"), approved, "different_scope", other)
    assert (
        list(before.all().values("version", "approval", "state", "contributors", "changed_at"))
        == kept
    )


def test_it_is_refused_with_a_sentence(ann: User, two: tuple[Claim, Claim]) -> None:
    first, second = two
    with pytest.raises(Invalid) as itself:
        say(ann, first, "same_as", first)
    with pytest.raises(Invalid) as unknown:
        say(ann, first, "likes", second)
    with pytest.raises(OutOfDate):
        say(ann, first, "same_as", second, expected='"99"')
    with pytest.raises(Forbidden):
        say(make_viewer(), first, "same_as", second)
    delete_claim(actor=actor_of(ann), claim_id=second.pk)
    with pytest.raises(Missing):
        say(ann, first, "same_as", second)
    assert (itself.value.code, unknown.value.code) == ("same_claim", "unknown_choice")


def test_a_relation_to_a_deleted_claim_is_not_shown(ann: User, two: tuple[Claim, Claim]) -> None:
    first, second = two
    say(ann, first, "same_as", second)
    delete_claim(actor=actor_of(ann), claim_id=second.pk)
    assert not relations.relations_of(ann, {first.pk})
