import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from annotations.models import Article, Claim, State, User
from tests.annotations.views.conftest import HTMX
from tests.factories.articles import make_article
from tests.factories.claims import (
    approved_claim,
    make_claim,
    published_claim,
    rate,
    rated_claim,
    returned_claim,
    submitted_claim,
    withdrawn_claim,
)
from tests.factories.evidence import link_evidence
from tests.factories.users import make_editor, make_reviewer, make_superuser

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def etag(claim: Claim) -> str:
    claim.refresh_from_db()
    return f'"{claim.version}"'


def step(client: Client, claim: Claim, verb: str, **data: str) -> Any:
    data.setdefault("etag", etag(claim))
    return client.post(f"/claims/{claim.pk}/{verb}/", data, headers=HTMX)


def state_of(claim: Claim) -> str:
    claim.refresh_from_db()
    return claim.state


def test_marking_gives_the_open_card_and_tells_the_page(
    article: Article, editor: User, as_user: SignIn
) -> None:
    revision = article.current_revision
    data = {"start": "20", "end": "48", "revision": str(revision.pk)}
    answer = as_user(editor).post(f"/articles/{article.pk}/claims/", data, headers=HTMX)
    claim = Claim.objects.get()
    assert answer.status_code == 201
    assert claim.statement == revision.text[20:48]
    assert "claims-changed" in answer.headers["HX-Trigger"]
    assert str(claim.pk) in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({}, "empty_selection"),
        ({"start": "5", "end": "5"}, "empty_selection"),
        ({"start": "0", "end": "9999"}, "offset_outside"),
        ({"start": "x", "end": "5"}, "number_invalid"),
        ({"start": "0", "end": "10", "revision": "another"}, "revision_changed"),
        ({"start": "0", "end": "10", "claimed_on": "yesterday"}, "date_invalid"),
    ],
)
def test_a_passage_that_cannot_be_marked_says_why_and_nothing_is_saved(
    data: dict[str, str], code: str, article: Article, editor: User, as_user: SignIn
) -> None:
    answer = as_user(editor).post(f"/articles/{article.pk}/claims/", data, headers=HTMX)
    assert answer.status_code in {400, 409}
    assert f'data-refusal="{code}"' in answer.content.decode()
    assert not Claim.objects.exists()


def test_a_viewer_marks_nothing(article: Article, viewer: User, as_user: SignIn) -> None:
    data = {"start": "0", "end": "10"}
    answer = as_user(viewer).post(f"/articles/{article.pk}/claims/", data, headers=HTMX)
    assert answer.status_code == 403
    assert not Claim.objects.exists()


def test_the_card_offers_only_what_role_and_state_allow(
    article: Article, editor: User, reviewer: User, viewer: User, as_user: SignIn
) -> None:
    claim = submitted_claim(article, editor)

    def may(user: User) -> set[str]:
        context = as_user(user).get(f"/claims/{claim.pk}/card/", headers=HTMX).context
        return {verb for verb, is_allowed in context["claim"]["may"].items() if is_allowed}

    assert may(viewer) == set()
    assert may(editor) == {"edit", "recall", "hold", "accept"}
    assert {"approve", "request_changes"} <= may(reviewer)
    assert "publish" not in may(reviewer)


@pytest.mark.parametrize("make", [make_reviewer, make_superuser])
def test_nobody_gets_a_button_to_approve_their_own_work(
    make: Callable[[], User], article: Article, as_user: SignIn
) -> None:
    author = make()
    claim = submitted_claim(article, author)
    client = as_user(author)
    shown = client.get(f"/claims/{claim.pk}/card/", headers=HTMX).context["claim"]
    assert not shown["may"]["approve"]
    assert "somebody else" in shown["why_not"]
    answer = step(client, claim, "approve")
    assert answer.status_code == 403
    assert 'data-refusal="own_work"' in answer.content.decode()
    assert state_of(claim) == State.IN_REVIEW


def test_who_worked_on_it_does_not_publish_it_either(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    author = make_reviewer()
    claim = approved_claim(article, author, reviewer)
    client = as_user(author)
    shown = client.get(f"/claims/{claim.pk}/card/", headers=HTMX).context["claim"]
    assert not shown["may"]["publish"]
    assert step(client, claim, "publish").status_code == 403
    assert state_of(claim) == State.APPROVED


def test_our_own_copy_offers_no_publishing(editor: User, reviewer: User, as_user: SignIn) -> None:
    article = make_article(by=editor, purpose="own")
    claim = make_claim(article, editor)
    link_evidence(claim, editor)
    rate(claim, editor, "confirmed")
    assert step(as_user(editor), claim, "submit").status_code == 200
    client = as_user(reviewer)
    assert step(client, claim, "approve").status_code == 200
    shown = client.get(f"/claims/{claim.pk}/card/", headers=HTMX).context["claim"]
    assert not shown["may"]["publish"]
    assert "our own copy" in shown["why_not"]
    assert step(client, claim, "publish").status_code == 409


def test_the_whole_way_from_draft_to_published(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim = rated_claim(article, editor)
    writer, judge = as_user(editor), as_user(reviewer)
    assert step(writer, claim, "submit").status_code == 200
    assert step(judge, claim, "request-changes", comment="Name the month.").status_code == 200
    assert step(writer, claim, "submit").status_code == 200
    assert step(writer, claim, "recall").status_code == 200
    assert step(writer, claim, "submit").status_code == 200
    assert step(judge, claim, "approve").status_code == 200
    why = {"reason-one_origin": "It is the register.", "reason-archive_pending": "Paper is kept."}
    assert step(judge, claim, "publish", **why).status_code == 200
    assert state_of(claim) == State.PUBLISHED
    assert step(writer, claim, "correct", reason="A new figure.").status_code == 200
    assert state_of(claim) == State.DRAFT
    assert step(judge, claim, "withdraw", reason="It was wrong.").status_code == 200


def test_a_refused_step_keeps_the_comment_and_shows_the_card(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    answer = step(as_user(editor), claim, "submit")
    assert answer.status_code == 409
    assert 'data-refusal="verdict_missing"' in answer.content.decode()
    returned = submitted_claim(article, editor)
    answer = step(as_user(reviewer), returned, "request-changes", comment="  ")
    assert answer.status_code == 400
    assert answer.context["refusal"].code == "comment_missing"


def test_approving_needs_the_version_that_was_read(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim = submitted_claim(article, editor)
    client = as_user(reviewer)
    assert client.post(f"/claims/{claim.pk}/approve/", headers=HTMX).status_code == 428
    old = etag(claim)
    rate(claim, editor, explanation="Another explanation.")
    answer = step(client, claim, "approve", etag=old, comment="fine")
    assert answer.status_code == 412
    assert answer.context["typed"]["comment"] == "fine"
    assert answer.context["claim"]["etag"] == etag(claim)
    assert state_of(claim) == State.IN_REVIEW


def test_a_verdict_is_saved_and_the_card_comes_back(
    article: Article, editor: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    data = {"etag": etag(claim), "verdict": "false", "explanation": "The register says 400."}
    answer = as_user(editor).post(f"/claims/{claim.pk}/verdict/", data, headers=HTMX)
    assert answer.status_code == 200
    assert answer.context["claim"]["look"] == "false"
    assert "The register says 400." in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"verdict": "", "explanation": "Because."}, "verdict"),
        ({"verdict": "perhaps", "explanation": "Because."}, "verdict"),
        ({"verdict": "true", "explanation": ""}, "explanation"),
        ({"verdict": "true", "explanation": "a\x00b"}, "explanation"),
    ],
)
def test_a_refused_verdict_keeps_what_was_typed(
    data: dict[str, str], field: str, article: Article, editor: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    answer = as_user(editor).post(f"/claims/{claim.pk}/verdict/", data, headers=HTMX)
    assert answer.status_code == 400
    form = answer.context["form"]
    assert field in form.errors
    assert form.values["explanation"] == data["explanation"]
    assert "data-refusal" in answer.content.decode()


def test_two_people_at_once_see_both_versions_and_nothing_is_overwritten(
    article: Article, editor: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    old = etag(claim)
    other = as_user(make_editor())
    first = {"etag": old, "statement": "Theirs.", "asserts": "so"}
    assert other.post(f"/claims/{claim.pk}/edit/", first, headers=HTMX).status_code == 200
    second = {"etag": old, "statement": "Mine.", "asserts": "so"}
    answer = as_user(editor).post(f"/claims/{claim.pk}/edit/", second, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 412
    assert "Mine." in page
    assert "Theirs." in page
    assert answer.context["form"].etag == etag(claim)
    again = {**second, "etag": answer.context["form"].etag}
    assert as_user(editor).post(f"/claims/{claim.pk}/edit/", again, headers=HTMX).status_code == 200
    claim.refresh_from_db()
    assert claim.statement == "Mine."


def test_a_claimant_that_was_typed_is_not_lost_to_the_list_beside_it(
    article: Article, editor: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    data = {"statement": "It is.", "claimant": "Red Cross", "claimant_kind": "not_named"}
    as_user(editor).post(f"/claims/{claim.pk}/edit/", data, headers=HTMX)
    claim.refresh_from_db()
    assert (claim.claimant, claim.claimant_kind) == ("Red Cross", "organisation")


def test_choosing_that_they_said_it_brings_the_words_that_say_who(
    article: Article, editor: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor, words="80% of voters took part")
    assert not claim.asserts_chosen
    as_user(editor).post(f"/claims/{claim.pk}/edit/", {"asserts": "said"}, headers=HTMX)
    claim.refresh_from_db()
    assert claim.asserts == "said"
    assert claim.statement == "According to official statistics, 80% of voters took part."


def test_a_statement_that_was_worded_stays_as_it_is(
    article: Article, editor: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor, words="80% of voters took part", statement="My words.")
    as_user(editor).post(f"/claims/{claim.pk}/edit/", {"asserts": "said"}, headers=HTMX)
    claim.refresh_from_db()
    assert (claim.asserts, claim.statement) == ("said", "My words.")


def test_what_is_published_is_not_edited(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim = published_claim(article, editor, reviewer)
    data = {"statement": "Something else."}
    answer = as_user(editor).post(f"/claims/{claim.pk}/edit/", data, headers=HTMX)
    assert answer.status_code == 409
    assert 'data-refusal="correct_first"' in answer.content.decode()


def test_a_draft_can_be_deleted_and_a_published_one_not(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    draft = make_claim(article, editor)
    public = published_claim(article, editor, reviewer)
    client = as_user(editor)
    assert client.post(f"/claims/{draft.pk}/delete/", {"etag": etag(draft)}).status_code == 302
    assert client.get(f"/claims/{draft.pk}/").status_code == 404
    assert client.post(f"/claims/{public.pk}/delete/", {}).status_code == 409


def test_without_scripts_every_form_is_a_page_that_leads_on(
    article: Article, editor: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    client = as_user(editor)
    for path in ("edit", "verdict", "evidence"):
        answer = client.get(f"/claims/{claim.pk}/{path}/")
        assert answer.status_code == 200
        assert "<title>" in answer.content.decode()
    refused = client.post(f"/claims/{claim.pk}/verdict/", {"verdict": "true", "explanation": ""})
    assert refused.status_code == 400
    assert "<title>" in refused.content.decode()
    done = client.post(f"/claims/{claim.pk}/verdict/", {"verdict": "true", "explanation": "Yes."})
    assert done.headers["Location"] == f"/claims/{claim.pk}/"


def test_the_claim_page_tells_who_did_what(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    claim = published_claim(article, editor, reviewer)
    answer = as_user(editor).get(f"/claims/{claim.pk}/")
    verbs = [entry["verb"] for entry in answer.context["history"]]
    assert verbs == ["created", "evidence_linked", "rated", "submitted", "approved", "published"]
    for path in ("", "history/"):
        page = as_user(editor).get(f"/claims/{claim.pk}/{path}").content.decode()
        assert reviewer.name in page
        assert "linked a source: <bdi>Register of aid" in page
        assert "gave a verdict: <bdi>True" in page


@pytest.mark.parametrize("kind", ["listed", "hidden"])
def test_confidential_evidence_is_shown_to_its_owner_only(
    kind: str, article: Article, editor: User, as_user: SignIn
) -> None:
    claim = make_claim(article, editor)
    link_evidence(claim, editor, title="Whistle", quote="secret words", visibility=kind)
    assert "secret words" in as_user(editor).get(f"/claims/{claim.pk}/").content.decode()
    other = as_user(make_superuser())
    for path in ("", "card/", "evidence/", "verdict/"):
        page = other.get(f"/claims/{claim.pk}/{path}").content.decode()
        assert "secret words" not in page
        assert "Whistle" not in page
        assert ("confidential" in page) is (kind == "listed" and path in {"", "card/"})


def test_every_state_has_a_card_and_a_page(
    article: Article, editor: User, reviewer: User, as_user: SignIn
) -> None:
    makers: list[Callable[[], Claim]] = [
        lambda: make_claim(article, editor),
        lambda: submitted_claim(article, editor),
        lambda: returned_claim(article, editor, reviewer),
        lambda: approved_claim(article, editor, reviewer),
        lambda: published_claim(article, editor, reviewer),
        lambda: withdrawn_claim(article, editor, reviewer),
    ]
    clients = [as_user(editor), as_user(reviewer)]
    for make in makers:
        claim = make()
        for client in clients:
            card = client.get(f"/claims/{claim.pk}/card/", headers=HTMX)
            assert card.status_code == 200
            # An answer is put where its id stands: of two, in the wrong place.
            ids = re.findall(r'\sid="([^"]+)"', card.content.decode())
            assert [one for one, times in Counter(ids).items() if times > 1] == []
            assert client.get(f"/claims/{claim.pk}/").status_code == 200


def test_the_list_is_narrowed_by_words_state_verdict_and_whose(
    article: Article, editor: User, as_user: SignIn
) -> None:
    rated = rated_claim(article, editor, statement="Kits arrived in August.")
    draft = make_claim(article, make_editor(), statement="Nobody came.")
    client = as_user(editor)

    def found(query: str) -> set[Any]:
        return {claim.pk for claim in client.get(f"/claims/?{query}").context["claims"]}

    assert found("") == {rated.pk, draft.pk}
    assert found("search=kits") == {rated.pk}
    assert found("verdict=true") == {rated.pk}
    assert found("verdict=none") == {draft.pk}
    assert found("mine=1") == {rated.pk}
    assert found("state=in_review") == set()


def test_twenty_rows_take_as_many_queries_as_one(
    article: Article, editor: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    client = as_user(editor)
    rated_claim(article, editor)
    one = queries_of(client, "/claims/")
    for _ in range(19):
        rated_claim(article, editor)
    assert queries_of(client, "/claims/") == one


def test_a_card_with_many_sources_takes_as_many_queries_as_one_with_one(
    article: Article, editor: User, as_user: SignIn, queries_of: Callable[..., int]
) -> None:
    client, claim = as_user(editor), make_claim(article, editor)
    link_evidence(claim, editor)
    path = f"/claims/{claim.pk}/card/"
    one = queries_of(client, path, headers=HTMX)
    for number in range(10):
        link_evidence(claim, editor, url=f"https://source.example/{number}")
    assert queries_of(client, path, headers=HTMX) == one


@pytest.mark.parametrize("path", ["/claims/", "/sources/", "/articles/"])
def test_an_empty_list_tells_a_viewer_nothing_that_they_may_not_do(
    path: str, viewer: User, as_user: Callable[[User], Client]
) -> None:
    page = as_user(viewer).get(path).content.decode().partition("<main")[2]
    assert "/imports/" not in page


def test_an_empty_list_of_claims_says_how_a_claim_comes_to_be(
    article: Article, editor: User, as_user: Callable[[User], Client]
) -> None:
    page = as_user(editor).get("/claims/").content.decode().partition("<main")[2]
    assert "select words" in page
    assert "Import an article first" not in page
