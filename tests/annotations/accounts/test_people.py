"""Accounts leave and come back; nobody is shut out by accident."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils import timezone

from annotations.accounts.factors import owes_second_factor, take_factors_away
from annotations.accounts.leaving import left_by
from annotations.accounts.people import change_role, close_account, keep_account, open_account
from annotations.models import ApiToken, HistoryEntry, Newsroom, User
from annotations.refusals import Refused
from tests.factories.articles import make_article
from tests.factories.claims import make_claim
from tests.factories.users import actor_of, make_admin, make_editor, make_reviewer

pytestmark = pytest.mark.django_db


def token_of(person: User) -> ApiToken:
    return ApiToken.objects.create(
        person=person, digest=person.username, expires_at=timezone.now() + timedelta(days=1)
    )


def test_closing_an_account_revokes_its_tokens_for_good_and_keeps_its_name_in_history() -> None:
    admin, leaver = make_admin(), make_editor("lena")
    token = token_of(leaver)
    close_account(actor=actor_of(admin), person=leaver)
    open_account(actor=actor_of(admin), person=leaver)
    token.refresh_from_db()
    assert token.revoked_at is not None
    verbs = HistoryEntry.objects.filter(object_id=str(leaver.pk)).values_list("verb", flat=True)
    assert list(verbs.order_by("seq")) == ["account_changed", "account_changed"]
    assert User.objects.get(pk=leaver.pk).name == "Lena"


@pytest.mark.parametrize("maker", [make_editor, make_reviewer])
def test_only_administrators_change_accounts(maker: type) -> None:
    somebody, other = maker(), make_editor()
    with pytest.raises(Refused) as refused:
        change_role(actor=actor_of(somebody), person=other, role="admin")
    assert refused.value.code == "role_required"


def test_the_last_administrator_stays() -> None:
    admin = make_admin()
    with pytest.raises(Refused) as refused:
        close_account(actor=actor_of(admin), person=admin)
    assert refused.value.code == "last_administrator"


def test_an_address_that_an_administrator_types_is_not_confirmed() -> None:
    admin, person = make_admin(), make_editor()
    person.email = "old@news.example"
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    person.email = "new@news.example"
    keep_account(actor=actor_of(admin), account=person)
    assert not EmailAddress.objects.filter(user=person).exists()


def test_what_waits_in_the_name_of_who_leaves_is_listed() -> None:
    admin, leaver = make_admin(), make_reviewer()
    article = make_article(by=admin)
    article.assignees.add(leaver)
    claim = make_claim(article, admin)
    claim.assignee = claim.reserved_for = leaver
    claim.save()
    left = left_by(leaver, reader=admin)
    assert (left.articles, left.claims, left.reserved) == ([article], [claim], [claim])
    assert left_by(admin, reader=admin).is_empty


def test_only_a_role_that_needs_a_second_factor_owes_one_until_it_has_one() -> None:
    reviewer, editor = make_reviewer(), make_editor()
    assert not owes_second_factor(reviewer)
    Newsroom.objects.update(second_factor_roles=["reviewer"])
    assert owes_second_factor(reviewer)
    assert not owes_second_factor(editor)
    Authenticator.objects.create(user=reviewer, type="recovery_codes", data={})
    assert owes_second_factor(reviewer), "recovery codes are the way back to a factor"
    Authenticator.objects.create(user=reviewer, type="totp", data={})
    assert not owes_second_factor(reviewer)


def test_an_administrator_removes_lost_second_factors_of_others_only() -> None:
    admin, person = make_admin(), make_editor()
    Authenticator.objects.create(user=person, type="totp", data={"secret": "A"})
    assert take_factors_away(actor=actor_of(admin), person=person) == 1
    assert HistoryEntry.objects.filter(verb="second_factors_taken_away", actor=admin).exists()
    for who, whom, code in (
        (admin, admin, "own_factors"),
        (admin, person, "no_second_factor"),
        (person, admin, "role_required"),
    ):
        with pytest.raises(Refused) as refused:
            take_factors_away(actor=actor_of(who), person=whom)
        assert refused.value.code == code
