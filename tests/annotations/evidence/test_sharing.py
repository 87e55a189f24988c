"""Who sees a confidential thing is said by its owner only, and what that does to claims."""

from typing import Any

import pytest

from annotations import workflow
from annotations.dossier import claim_json
from annotations.evidence.sharing import Sharing, change_sharing, sharing_of
from annotations.models import Evidence, HistoryEntry, Source, State, User
from annotations.refusals import Conflict, Forbidden, Invalid, Missing
from tests.factories.articles import make_article
from tests.factories.claims import approved_claim, make_claim, published_claim
from tests.factories.evidence import link_evidence
from tests.factories.sources import make_source
from tests.factories.users import actor_of, make_admin, make_editor, make_reviewer, make_superuser

pytestmark = pytest.mark.django_db


def hidden_evidence(owner: User, **more: Any) -> Evidence:
    claim = make_claim(make_article(), owner)
    return link_evidence(claim, owner, visibility="hidden", **more)


def share(owner: User, thing: Any, *people: User, kind: str = "evidence", **more: Any) -> Sharing:
    ids = [str(one.pk) for one in people]
    return change_sharing(
        actor=actor_of(owner), kind=kind, thing_id=thing.pk, shared_with=ids, **more
    )


def test_the_owner_shares_it_with_named_people_and_takes_it_back() -> None:
    owner, ann, eve = make_editor(), make_editor(), make_editor()
    made = hidden_evidence(owner)
    assert [one.pk for one in share(owner, made, ann).shared_with] == [ann.pk]
    assert made in Evidence.objects.visible_to(ann)
    assert made not in Evidence.objects.visible_to(eve)
    share(owner, made)
    assert made not in Evidence.objects.visible_to(ann)


def test_nobody_else_says_who_sees_it_whatever_their_role() -> None:
    owner = make_editor()
    made = hidden_evidence(owner)
    for other in (make_editor(), make_admin(), make_superuser()):
        with pytest.raises(Missing):
            share(other, made, other)
        share(owner, made, other)
        with pytest.raises(Forbidden, match="not_yours"):
            share(other, made)
        assert sharing_of(other, "evidence", made.pk).shared_with == ()
        share(owner, made)


def test_hidden_evidence_of_a_hidden_source_needs_both_and_does_both_when_asked() -> None:
    owner, ann = make_editor(), make_editor()
    source = make_source(owner, visibility="hidden")
    made = hidden_evidence(owner)
    Evidence.objects.filter(pk=made.pk).update(source=source)
    with pytest.raises(Conflict, match="source_confidential"):
        share(owner, made, ann)
    assert made not in Evidence.objects.visible_to(ann)
    share(owner, made, ann, with_source=True)
    assert made in Evidence.objects.visible_to(ann)
    assert source in Source.objects.visible_to(ann)


def test_an_evidence_of_somebody_elses_hidden_source_is_theirs_to_share() -> None:
    owner, ann, eve = make_editor(), make_editor(), make_editor()
    source = make_source(ann, visibility="hidden")
    share(ann, source, owner, kind="source")
    made = hidden_evidence(owner)
    Evidence.objects.filter(pk=made.pk).update(source=source)
    with pytest.raises(Conflict, match="source_not_yours"):
        share(owner, made, eve, with_source=True)


def test_opening_is_the_owners_and_everybody_sees_the_claim_change() -> None:
    owner, ann = make_editor(), make_editor()
    made = hidden_evidence(owner)
    before = workflow.etag_of(made.claim, ann)
    change_sharing(actor=actor_of(owner), kind="evidence", thing_id=made.pk, visibility="everyone")
    made.claim.refresh_from_db()
    assert workflow.etag_of(made.claim, ann) != before
    assert made in Evidence.objects.visible_to(ann)


def test_what_was_hidden_is_hidden_for_its_owner_to_open_again_but_not_once_published() -> None:
    owner, reviewer = make_editor(), make_reviewer()
    claim = approved_claim(make_article(), owner, reviewer)
    made = claim.evidence.get()
    change_sharing(actor=actor_of(owner), kind="evidence", thing_id=made.pk, visibility="hidden")
    claim.refresh_from_db()
    assert claim.state == State.DRAFT
    public = published_claim(make_article(), owner, reviewer)
    with pytest.raises(Conflict, match="correct_first"):
        change_sharing(
            actor=actor_of(owner),
            kind="evidence",
            thing_id=public.evidence.get().pk,
            visibility="hidden",
        )


def test_a_source_that_everyone_saw_stays_open_and_a_hidden_one_may_be_opened() -> None:
    owner = make_editor()
    with pytest.raises(Conflict, match="stays_open"):
        change_sharing(
            actor=actor_of(owner),
            kind="source",
            thing_id=make_source(owner).pk,
            visibility="hidden",
        )
    source = make_source(owner, visibility="hidden")
    change_sharing(actor=actor_of(owner), kind="source", thing_id=source.pk, visibility="everyone")
    assert source in Source.objects.visible_to(make_editor())


def test_opening_a_source_whose_address_an_open_one_has_names_that_one() -> None:
    owner = make_editor()
    known = make_source(make_editor(), url="https://one.example/a")
    mine = make_source(owner, url="https://one.example/a", visibility="hidden")
    with pytest.raises(Conflict, match="already_known") as refused:
        change_sharing(
            actor=actor_of(owner), kind="source", thing_id=mine.pk, visibility="everyone"
        )
    assert refused.value.extra["source"] == str(known.pk)


def test_it_is_shared_with_accounts_that_are_open_only() -> None:
    owner = make_editor()
    gone = make_editor()
    gone.is_active = False
    gone.save()
    with pytest.raises(Invalid, match="unknown_person"):
        share(owner, hidden_evidence(owner), gone)
    with pytest.raises(Invalid, match="not_list"):
        change_sharing(
            actor=actor_of(owner),
            kind="evidence",
            thing_id=hidden_evidence(owner).pk,
            shared_with="ann",
        )


def test_who_sees_one_hidden_thing_does_not_notice_that_another_one_changed() -> None:
    owner, other, ann = make_editor(), make_editor(), make_editor()
    made = hidden_evidence(owner)
    share(owner, made, ann)
    claim = made.claim
    before = workflow.etag_of(claim, ann)
    link_evidence(claim, other, visibility="hidden", url="https://second.example/")
    claim.refresh_from_db()
    assert workflow.etag_of(claim, ann) == before == (claim_json(ann, claim.pk) or {})["etag"]
    assert (
        claim.changed_at.isoformat()[:19]
        == str((claim_json(ann, claim.pk) or {})["changed_at"])[:19]
    )


def test_sharing_is_told_in_the_history_of_the_thing_and_changes_no_version() -> None:
    owner, ann = make_editor(), make_editor()
    made = hidden_evidence(owner)
    before = made.claim.version
    share(owner, made, ann)
    made.claim.refresh_from_db()
    assert made.claim.version == before
    entry = HistoryEntry.objects.latest("seq")
    assert (entry.verb, entry.object_type, entry.object_id) == (
        "sharing_changed",
        "evidence",
        str(made.pk),
    )
