"""Two people in one form of a claim: nothing is overwritten in silence, nothing typed is lost."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from annotations.claims import amend
from annotations.evidence import change
from annotations.models import Article, Claim, User
from tests.annotations.views.conftest import HTMX, text
from tests.factories.claims import make_claim, rate
from tests.factories.evidence import link_evidence
from tests.factories.users import actor_of, make_editor

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def claim(article: Article, editor: User) -> Claim:
    return make_claim(article, editor)


@pytest.fixture
def oleg() -> User:
    person = make_editor("oleg")
    person.full_name = "Oleg Orlov"
    person.save()
    return person


def fields_of(page: str, form: str) -> dict[str, str | list[str]]:
    """What a browser would send of a form: its hidden fields, texts, checked and selected choices."""
    words = page.split(f'<form id="{form}"', 1)[1].split("</form>", 1)[0]
    sent: dict[str, str | list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", words):
        name = re.search(r'name="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        is_radio = 'type="radio"' in tag
        if not name or (is_radio and "checked" not in tag):
            continue
        given = unescape(value[1]) if value else ""
        if name[1] == "choose":
            chosen = sent.setdefault("choose", [])
            assert isinstance(chosen, list)
            chosen.append(given)
        else:
            sent[name[1]] = given
    for name_, value_ in re.findall(
        r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', words, re.DOTALL
    ):
        sent[name_] = unescape(value_)
    for name_, options in re.findall(
        r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', words, re.DOTALL
    ):
        sent[name_] = re.findall(r'value="([^"]*)" selected', options)[0]
    del sent["csrfmiddlewaretoken"]
    return sent


def card(client: Client, claim: Claim) -> str:
    return text(client.get(f"/claims/{claim.pk}/card/", headers=HTMX))


def test_what_only_one_of_two_changed_is_merged_and_said(
    claim: Claim, editor: User, oleg: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    form = fields_of(card(client, claim), f"edit-{claim.pk}")
    amend(actor=actor_of(oleg), claim_id=claim.pk, statement="Exactly 4,120 kits.")
    form |= {"claimant": "The ministry", "claimant_kind": "organisation"}
    answer = client.post(f"/claims/{claim.pk}/edit/", form, headers=HTMX)
    assert answer.status_code == 412
    page = text(answer)
    assert "Oleg Orlov" in page
    assert "Taken over below from the newest version: Statement to check" in page
    again = fields_of(page, f"edit-{claim.pk}")
    assert (again["statement"], again["claimant"]) == ("Exactly 4,120 kits.", "The ministry")
    assert client.post(f"/claims/{claim.pk}/edit/", again, headers=HTMX).status_code == 200
    claim.refresh_from_db()
    assert (claim.statement, claim.claimant) == ("Exactly 4,120 kits.", "The ministry")


@pytest.mark.parametrize(
    ("keep", "kept"), [("theirs", "Exactly 4,120 kits."), ("mine", "About 4,000 kits.")]
)
def test_what_both_changed_stands_side_by_side_and_is_chosen(
    claim: Claim, editor: User, oleg: User, as_user: SignIn, keep: str, kept: str
) -> None:
    client = as_user(editor)
    form = fields_of(card(client, claim), f"edit-{claim.pk}")
    amend(actor=actor_of(oleg), claim_id=claim.pk, statement="Exactly 4,120 kits.", claimant="A")
    form["statement"] = "About 4,000 kits."
    answer = client.post(f"/claims/{claim.pk}/edit/", form, headers=HTMX)
    page = text(answer)
    assert answer.status_code == 412
    assert "<mark>Exactly 4,120</mark> kits." in page
    assert "<mark>About 4,000</mark> kits." in page
    assert "Changed by them only, kept as they have it: Who claims it." in page
    both = fields_of(page, f"edit-{claim.pk}")
    assert "keep-statement" not in both
    refused = client.post(f"/claims/{claim.pk}/edit/", both, headers=HTMX)
    assert refused.status_code == 400
    assert "Choose which version to keep: Statement to check." in text(refused)
    claim.refresh_from_db()
    assert claim.statement == "Exactly 4,120 kits."
    both = fields_of(text(refused), f"edit-{claim.pk}") | {"keep-statement": keep}
    assert client.post(f"/claims/{claim.pk}/edit/", both, headers=HTMX).status_code == 200
    claim.refresh_from_db()
    assert (claim.statement, claim.claimant) == (kept, "A")


def test_a_third_version_is_laid_beside_the_choice_too(
    claim: Claim, editor: User, oleg: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    form = fields_of(card(client, claim), f"edit-{claim.pk}")
    amend(actor=actor_of(oleg), claim_id=claim.pk, statement="Second.")
    form["statement"] = "Mine."
    page = text(client.post(f"/claims/{claim.pk}/edit/", form, headers=HTMX))
    both = fields_of(page, f"edit-{claim.pk}")
    amend(actor=actor_of(oleg), claim_id=claim.pk, statement="Third.")
    answer = client.post(
        f"/claims/{claim.pk}/edit/", both | {"keep-statement": "mine"}, headers=HTMX
    )
    assert answer.status_code == 412
    assert "<mark>Third</mark>" in text(answer)
    both = fields_of(text(answer), f"edit-{claim.pk}")
    assert (both["statement"], both.get("keep-statement")) == ("Mine.", None)
    theirs = client.post(
        f"/claims/{claim.pk}/edit/", both | {"keep-statement": "theirs"}, headers=HTMX
    )
    assert theirs.status_code == 200
    claim.refresh_from_db()
    assert claim.statement == "Third."


def test_a_verdict_and_its_explanation_are_never_mixed(
    claim: Claim, editor: User, oleg: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    rate(claim, editor, "true", "The register says so.")
    form = fields_of(card(client, claim), f"verdict-{claim.pk}")
    rate(claim, oleg, "false", "The register says the opposite.")
    form["explanation"] = "The register of May says so."
    page = text(client.post(f"/claims/{claim.pk}/verdict/", form, headers=HTMX))
    assert "Keep theirs" in page
    both = fields_of(page, f"verdict-{claim.pk}")
    assert (both["verdict"], both["explanation"]) == ("true", "The register of May says so.")
    sent = both | {"keep-verdict": "mine"}
    assert client.post(f"/claims/{claim.pk}/verdict/", sent, headers=HTMX).status_code == 200
    claim.refresh_from_db()
    assert claim.verdict is not None
    assert claim.verdict.rating.slug == "true"
    assert claim.verdict.explanation == "The register of May says so."


def test_something_else_changed_meanwhile_is_said_before_the_verdict_is_saved(
    claim: Claim, editor: User, oleg: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    form = fields_of(card(client, claim), f"verdict-{claim.pk}")
    link_evidence(claim, oleg)
    form |= {"verdict": "true", "explanation": "So it is."}
    answer = client.post(f"/claims/{claim.pk}/verdict/", form, headers=HTMX)
    page = text(answer)
    assert answer.status_code == 412
    assert "linked a source" in page
    assert "Nothing in this form was changed by anybody else." in page
    again = fields_of(page, f"verdict-{claim.pk}")
    assert again["verdict"] == "true"
    assert client.post(f"/claims/{claim.pk}/verdict/", again, headers=HTMX).status_code == 200


def test_hidden_evidence_is_not_told_by_who_changed_the_claim(
    claim: Claim, editor: User, oleg: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    form = fields_of(card(client, claim), f"edit-{claim.pk}")
    link_evidence(claim, oleg, "context", title="Secret", visibility="hidden")
    form["claimant"] = "The ministry"
    answer = client.post(f"/claims/{claim.pk}/edit/", form, headers=HTMX)
    assert answer.status_code == 200
    assert "Secret" not in text(answer)


def test_without_scripts_the_choice_is_a_page(
    claim: Claim, editor: User, oleg: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    form = fields_of(card(client, claim), f"edit-{claim.pk}")
    amend(actor=actor_of(oleg), claim_id=claim.pk, statement="Second.")
    page = client.post(f"/claims/{claim.pk}/edit/", form | {"statement": "Mine."})
    assert page.status_code == 412
    assert "<html" in text(page)
    both = fields_of(text(page), f"edit-{claim.pk}") | {"keep-statement": "mine"}
    done = client.post(f"/claims/{claim.pk}/edit/", both)
    assert done.status_code == 302
    claim.refresh_from_db()
    assert claim.statement == "Mine."


def test_the_same_words_typed_by_both_are_no_conflict(
    claim: Claim, editor: User, oleg: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    form = fields_of(card(client, claim), f"edit-{claim.pk}")
    amend(actor=actor_of(oleg), claim_id=claim.pk, statement="The same.\nTwice.")
    form["statement"] = "The same.\r\nTwice. "
    page = text(client.post(f"/claims/{claim.pk}/edit/", form, headers=HTMX))
    assert "Keep theirs" not in page


def test_two_people_in_one_evidence_choose_too(
    claim: Claim, editor: User, oleg: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    entry = link_evidence(claim, editor, quote="4,120 kits")
    url = f"/evidence/{entry.pk}/"
    form = fields_of(text(client.get(url, headers=HTMX)), f"evidence-form-{entry.pk}")
    change(actor=actor_of(oleg), evidence_id=entry.pk, quote="4,121 kits", note="Counted anew.")
    form["quote"] = "about 4,120 kits"
    answer = client.post(url, form, headers=HTMX)
    page = text(answer)
    assert answer.status_code == 412
    assert "<mark>4,121</mark> kits" in page
    assert "Oleg Orlov" in page
    assert "Changed by them only, kept as they have it: Note." in page
    both = fields_of(page, f"evidence-form-{entry.pk}") | {"keep-quote": "mine"}
    assert client.post(url, both, headers=HTMX).status_code == 200
    entry.refresh_from_db()
    assert (entry.quote, entry.note) == ("about 4,120 kits", "Counted anew.")
