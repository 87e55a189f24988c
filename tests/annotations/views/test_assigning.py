"""Assigning a claim on its card, finding claims by it, and finding the claim that a passage says again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from annotations.claims import assign
from annotations.models import Article, Claim, User
from tests.annotations.views.conftest import HTMX, text
from tests.factories.articles import make_article
from tests.factories.claims import make_claim, submitted_claim
from tests.factories.inquiry import make_request
from tests.factories.users import actor_of, make_editor

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def test_the_card_offers_everybody_who_may_work_on_it_and_says_who_does(
    article: Article, editor: User, viewer: User, as_user: SignIn
) -> None:
    claim, eve = make_claim(article, editor), make_editor("eve")
    assign(actor=actor_of(editor), claim_id=claim.pk, person_id=eve.pk)
    card = text(as_user(editor).get(f"/claims/{claim.pk}/card/", headers=HTMX))
    assert f'<option value="{eve.pk}" selected>Eve</option>' in card
    assert f'<option value="{editor.pk}" >me</option>' in card
    assert str(viewer.pk) not in card
    read = text(as_user(viewer).get(f"/claims/{claim.pk}/card/", headers=HTMX))
    assert "Assigned to Eve" in read
    assert 'name="person"' not in read


def test_who_left_is_still_named(article: Article, editor: User, as_user: SignIn) -> None:
    claim, eve = make_claim(article, editor), make_editor("eve")
    assign(actor=actor_of(editor), claim_id=claim.pk, person_id=eve.pk)
    User.objects.filter(pk=eve.pk).update(is_active=False)
    card = text(as_user(editor).get(f"/claims/{claim.pk}/card/", headers=HTMX))
    assert "Eve (no longer an editor)" in card


def test_choosing_answers_with_that_part_of_the_card_alone(
    article: Article, editor: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    path = f"/claims/{claim.pk}/assign/"
    answer = as_user(editor).post(path, {"person": str(editor.pk)}, headers=HTMX)
    assert f'id="who-{claim.pk}"' in text(answer)
    assert "data-card-title" not in text(answer)
    assert "claims-changed" in answer.headers["HX-Trigger"]
    claim.refresh_from_db()
    assert claim.assignee == editor
    as_user(editor).post(path, {"person": ""}, headers=HTMX)
    claim.refresh_from_db()
    assert claim.assignee is None


def test_without_scripts_it_leads_back_to_the_claim(
    article: Article, editor: User, viewer: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    path = f"/claims/{claim.pk}/assign/"
    answer = as_user(editor).post(path, {"person": str(editor.pk)})
    assert answer.headers["Location"] == f"/claims/{claim.pk}/"
    assert as_user(editor).post(path, {"person": "x"}).status_code == 400
    assert as_user(viewer).post(path, {"person": ""}).status_code == 403


def test_the_list_is_filtered_by_who_is_assigned(
    article: Article, editor: User, as_user: SignIn
) -> None:
    eve, client = make_editor("eve"), as_user(editor)
    mine, hers = make_claim(article, editor, "4,000"), make_claim(article, editor, "3,000 people")
    free = make_claim(article, editor, "The ministry")
    assign(actor=actor_of(editor), claim_id=mine.pk, person_id=editor.pk)
    assign(actor=actor_of(editor), claim_id=hers.pk, person_id=eve.pk)
    for wanted, found in (("me", mine), (str(eve.pk), hers), ("none", free)):
        shown = text(client.get("/claims/", {"assignee": wanted}))
        listed = {c for c in (mine, hers, free) if f"/claims/{c.pk}/" in shown}
        assert listed == {found}
    assert "Nothing fits these filters" in text(client.get("/claims/?assignee=x"))
    assert "assigned to Eve" in text(client.get("/claims/"))


def test_pages_with_many_cards_ask_once_who_works_here(
    article: Article, editor: User, reviewer: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    client = as_user(reviewer)
    submitted_claim(article, editor)
    one = queries_of(client, "/review/")
    submitted_claim(article, editor)
    assert queries_of(client, "/review/") == one


def same(client: Client, article: Article, words: str = "") -> str:
    answer = client.get(f"/articles/{article.pk}/claims/same/", {"search": words}, headers=HTMX)
    assert answer.status_code == 200
    return text(answer)


def test_the_same_claim_is_looked_for_here_first_and_then_among_the_newest(
    article: Article, editor: User, as_user: SignIn
) -> None:
    other = make_article(by=editor, title="Another paper")
    here = make_claim(article, editor)
    there = make_claim(other, editor)
    shown = same(as_user(editor), article)
    assert shown.index(str(here.pk)) < shown.index(str(there.pk))
    assert "This article" in shown
    assert "Another paper" in shown


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("hyg kit", True),
        ("4,000", True),
        ("4 000", True),
        ("KITS", True),
        ("shoes", False),
        ("kits shoes", False),
        ("' | & ! ( : * \\", False),
        ("💥", False),
    ],
)
def test_beginnings_of_words_are_enough(
    words: str, article: Article, editor: User, as_user: SignIn, *, is_found: bool
) -> None:
    claim = make_claim(article, editor)
    shown = same(as_user(editor), article, words)
    assert (str(claim.pk) in shown) is is_found
    assert ("No claim has these words." in shown) is not is_found


def test_looking_takes_the_same_queries_however_many(
    article: Article, editor: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    client, path = as_user(editor), f"/articles/{article.pk}/claims/same/"
    make_claim(article, editor)
    few = queries_of(client, path, headers=HTMX)
    for _time in range(4):
        make_claim(make_article(by=editor), editor)
    assert queries_of(client, path, headers=HTMX) == few


def test_a_claims_plan_is_set_on_its_card(
    article: Article, editor: User, reviewer: User, viewer: User, as_user: SignIn
) -> None:
    claim, client = make_claim(article, editor), as_user(editor)
    path = f"/claims/{claim.pk}/plan/"
    sent = {"reviewer": str(reviewer.pk), "deadline_local": "2020-01-01T10:00", "priority": "2"}
    answer = client.post(path, sent, headers=HTMX)
    assert "Ruth is asked to review it" in text(answer)
    assert "days over" in text(answer)
    assert "urgent" in text(answer)
    assert str(claim.pk) in answer.headers["HX-Trigger"]
    claim.refresh_from_db()
    assert claim.deadline_at is not None
    assert claim.deadline_at.isoformat() == "2020-01-01T10:00:00+00:00"
    # With scripts the moment comes as the person's own clock has it.
    moment = {"deadline_local": "2026-12-01T12:00", "deadline_at": "2026-12-01T09:00:00.000Z"}
    client.post(path, {**moment, "deadline_read": "1"}, headers=HTMX)
    claim.refresh_from_db()
    assert (claim.deadline_at.hour, claim.reviewer, claim.priority) == (9, None, None)
    wrong = client.post(path, {"reviewer": str(editor.pk)}, headers=HTMX)
    assert wrong.status_code == 400
    assert as_user(viewer).post(path, sent, headers=HTMX).status_code == 403
    card = text(as_user(viewer).get(f"/claims/{claim.pk}/card/", headers=HTMX))
    assert "Reviewer, deadline, priority" not in card


def test_an_articles_plan_is_set_above_its_text_and_shown_in_the_list(
    article: Article, editor: User, reviewer: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    client = as_user(editor)
    few = queries_of(client, "/articles/")
    sent = {
        "assignees": [str(editor.pk), str(reviewer.pk)],
        "reviewers": [str(reviewer.pk)],
        "deadline_local": "2020-01-01T10:00",
        "priority": "1",
    }
    answer = text(client.post(f"/articles/{article.pk}/plan/", sent, headers=HTMX))
    assert "days over" in answer
    assert "high priority" in answer
    assert set(article.assignees.all()) == {editor, reviewer}
    assert list(article.reviewers.all()) == [reviewer]
    shown = text(client.get(f"/articles/{article.pk}/"))
    assert "Editors: Nina, Ruth" in " ".join(shown.split())
    assert "reviewed by Ruth" in " ".join(text(client.get("/articles/")).split())
    assert queries_of(client, "/articles/") <= few + 1  # how long before a deadline is warned
    plain = client.post(f"/articles/{article.pk}/plan/", {"priority": "0"})
    assert plain.headers["Location"] == f"/articles/{article.pk}/"
    assert not article.assignees.exists()


def test_what_is_due_and_who_did_not_answer_stand_on_the_desk(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    over = timezone.now() - timedelta(hours=2, minutes=5)
    claim = make_claim(article, editor)
    asked = make_request(claim, editor, whom="The Ministry")
    type(asked).objects.filter(pk=asked.pk).update(sent_at=over, deadline_at=over)
    Claim.objects.filter(pk=claim.pk).update(deadline_at=over, assignee=editor)
    Article.objects.filter(pk=article.pk).update(deadline_at=over)
    article.reviewers.add(reviewer)
    page = " ".join(text(as_user(editor).get("/")).split())
    assert "No answer to your request for comment" in page
    assert "The Ministry" in page
    assert page.count("2 h over") == 2
    theirs = text(as_user(reviewer).get("/"))
    assert "The Ministry" not in theirs
    assert "Due soon, or over" in theirs
