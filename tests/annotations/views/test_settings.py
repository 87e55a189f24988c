"""The page on which administrators say how the newsroom reviews, and where an article belongs."""

from collections.abc import Callable

from django.test import Client

from annotations.models import Article, Desk, Newsroom, User
from annotations.workflow import configure
from tests.annotations.views.conftest import text
from tests.factories.claims import submitted_claim
from tests.factories.desks import make_desk
from tests.factories.users import actor_of, make_admin, make_reviewer

SignIn = Callable[[User], Client]


def test_only_administrators_come_in(as_user: SignIn, reviewer: User) -> None:
    assert as_user(reviewer).get("/settings/").status_code == 403
    assert as_user(reviewer).post("/settings/", {"review_steps": "2"}).status_code == 403
    assert as_user(make_admin()).get("/settings/").status_code == 200
    assert Newsroom.current().review_steps == 1


def test_the_workflow_is_set_and_what_is_wrong_keeps_what_was_typed(
    as_user: SignIn, db: None
) -> None:
    client = as_user(make_admin())
    sent = {"review_steps": "2", "warns_hours_before": "12", "wants_sign_off": "1"}
    assert client.post("/settings/", sent).status_code == 302
    newsroom = Newsroom.current()
    assert (newsroom.review_steps, newsroom.warns_hours_before) == (2, 12)
    assert newsroom.wants_sign_off
    assert not newsroom.wants_second_verdict
    refused = client.post("/settings/", {**sent, "warns_hours_before": "999"})
    assert refused.status_code == 400
    assert 'value="999"' in text(refused)


def test_desks_are_made_changed_and_retired(as_user: SignIn, reviewer: User) -> None:
    client = as_user(make_admin())
    client.post(
        "/settings/desks/", {"kind": "desk", "name": "Politics", "reviewers": [reviewer.pk]}
    )
    desk = Desk.objects.get(name="Politics")
    assert list(desk.reviewers.all()) == [reviewer]
    taken = client.post("/settings/desks/", {"kind": "desk", "name": "politics"})
    assert taken.status_code == 409
    assert "There is one of this name already" in text(taken)
    client.post(f"/settings/desks/{desk.pk}/", {"name": "State"})
    client.post(f"/settings/desks/{desk.pk}/", {"is_retired": "1"})
    desk.refresh_from_db()
    assert (desk.name, desk.retired_at is None) == ("State", False)
    assert "State" in text(client.get("/settings/"))


def test_a_desk_whose_reviewers_are_gone_is_pointed_out(as_user: SignIn, reviewer: User) -> None:
    make_desk("Politics", reviewers=[reviewer])
    User.objects.filter(pk=reviewer.pk).update(role="editor")
    assert "Nobody named here is a reviewer any more" in text(
        as_user(make_admin()).get("/settings/")
    )


def test_an_article_is_put_on_a_desk_on_its_page(
    as_user: SignIn, editor: User, viewer: User, article: Article
) -> None:
    desk, topic = make_desk("Politics"), make_desk("Health", "topic")
    client, path = as_user(editor), f"/articles/{article.pk}/desk/"
    assert "Politics" in text(client.get(path))
    assert client.post(path, {"desk": desk.pk, "topics": [topic.pk]}).status_code == 302
    article.refresh_from_db()
    assert (article.desk, list(article.topics.all())) == (desk, [topic])
    assert as_user(viewer).post(path, {"desk": ""}).status_code == 403


def test_the_card_says_who_approved_first_and_what_no_longer_counts(
    as_user: SignIn, editor: User, reviewer: User, article: Article
) -> None:
    configure(actor=actor_of(make_admin()), review_steps=2)
    claim = submitted_claim(article, editor)
    answer = as_user(reviewer).post(
        f"/claims/{claim.pk}/approve/", {"etag": "*"}, headers={"HX-Request": "true"}
    )
    assert "Approved by Ruth, one more person to approve" in text(answer)
    assert "You approved it. One more person must approve it." in text(answer)
    assert f"/claims/{claim.pk}/approve/" not in text(answer)
    other = as_user(make_reviewer())
    assert f"/claims/{claim.pk}/approve/" in text(other.get(f"/claims/{claim.pk}/card/"))
    as_user(editor).post(f"/claims/{claim.pk}/recall/", {"etag": "*"})
    as_user(editor).post(f"/claims/{claim.pk}/submit/", {"etag": "*"})
    assert "Ruth approved it before it was changed" in text(other.get(f"/claims/{claim.pk}/card/"))


def test_the_page_asks_no_more_the_more_desks_there_are(
    as_user: SignIn, queries_of: Callable[..., int], reviewer: User
) -> None:
    client = as_user(make_admin())
    make_desk(reviewers=[reviewer])
    few = queries_of(client, "/settings/")
    for _time in range(4):
        make_desk(reviewers=[reviewer])
    assert queries_of(client, "/settings/") == few
