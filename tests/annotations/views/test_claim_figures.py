"""The figures of a claim on its card and on its public page."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from annotations.figures.propose import propose
from annotations.figures.record import change_figure
from annotations.models import Article, Claim, Figure, User
from annotations.review import approve, changes_since, submit
from annotations.views.figured import line_of
from tests.annotations.views.conftest import HTMX
from tests.factories.articles import add_revision, make_article
from tests.factories.claims import make_claim, publish_claim, rated_claim
from tests.factories.figures import make_figure, make_quantity
from tests.factories.users import actor_of, make_reviewer

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
FORM = {
    "quantity": "Hygiene kits", "low": "4,000", "high": "", "qualifier": "more than", "unit": "kits", "period_from": "2020-08-14",
    "period_to": "2020-08-17", "period_words": "", "place": "Belarus", "population": "", "authority": "Red Cross",
    "asks_confirmed": "1", "confirmed": "on",
}  # fmt: skip


@pytest.fixture
def kits(editor: User) -> Claim:
    day = datetime(2020, 8, 18, tzinfo=UTC)
    return make_claim(make_article(by=editor, published_at=day), editor)


def test_a_figure_in_the_words_is_taken_in_one_step(
    kits: Claim, editor: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    card = client.get(f"/claims/{kits.pk}/").content.decode()
    assert "more than 4,000 kits" in card
    assert not Figure.objects.exists()
    (one,) = propose(kits)
    answer = client.post(f"/claims/{kits.pk}/figures/take/", {"key": one.key}, headers=HTMX)
    figure = Figure.objects.get()
    assert (figure.low, figure.qualifier, figure.unit, figure.confirmed) == (4000, "more than", "kits", False)  # fmt: skip
    text = answer.content.decode()
    assert "inferred, not stated" in text
    assert 'name="key"' not in text
    again = client.post(f"/claims/{kits.pk}/figures/take/", {"key": one.key}, headers=HTMX)
    assert (again.status_code, Figure.objects.count()) == (409, 1)


def test_a_figure_is_typed_edited_confirmed_and_removed(
    kits: Claim, editor: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    assert "Hygiene kits" not in client.get(f"/claims/{kits.pk}/figures/", headers=HTMX).content.decode()  # fmt: skip
    client.post(f"/claims/{kits.pk}/figures/", FORM, headers=HTMX)
    figure = Figure.objects.get()
    assert (figure.low, figure.high, str(figure.period_to), figure.confirmed) == (4000, 4000, "2020-08-17", True)  # fmt: skip
    form = client.get(f"/figures/{figure.pk}/edit/", headers=HTMX).content.decode()
    assert 'value="4000"' in form
    assert '<option value="Hygiene kits">' in form
    edited = {name: value for name, value in FORM.items() if name != "confirmed"} | {"low": "80-85"}
    edited.pop("high")
    client.post(f"/figures/{figure.pk}/edit/", edited, headers=HTMX)
    figure.refresh_from_db()
    assert (figure.low, figure.high, figure.confirmed) == (80, 85, False)
    said = client.post(f"/figures/{figure.pk}/confirm/", {}, headers=HTMX).content.decode()
    assert "confirmed" in said
    assert f"/figures/#q-{figure.quantity_id}" in said
    client.post(f"/figures/{figure.pk}/remove/", {}, headers=HTMX)
    figure.refresh_from_db()
    assert figure.removed_at is not None


def test_what_is_unticked_is_not_inferred_any_more(
    kits: Claim, editor: User, as_user: SignIn
) -> None:
    figure = make_figure(kits, editor, 4000, place="Belarus", inferred=["period", "place"])
    body = {"asks_confirmed": "1", "inferred": ["place"]}
    as_user(editor).post(f"/figures/{figure.pk}/edit/", body, headers=HTMX)
    figure.refresh_from_db()
    assert figure.inferred == ["place"]


def test_a_refused_form_keeps_what_was_typed_and_names_the_field(
    kits: Claim, editor: User, as_user: SignIn
) -> None:
    client = as_user(editor)
    for wrong, field in ({"low": "many"}, "low"), ({"period_to": "2020-08-01"}, "period_to"):
        answer = client.post(f"/claims/{kits.pk}/figures/", FORM | wrong, headers=HTMX)
        text = answer.content.decode()
        assert answer.status_code == 400
        assert f'value="{wrong[field]}"' in text
        assert 'value="Red Cross"' in text
        assert "field-error" in text
    client.post(f"/claims/{kits.pk}/figures/", FORM, headers=HTMX)
    figure = Figure.objects.get()
    stale = client.post(f"/figures/{figure.pk}/edit/", FORM | {"place": "Brest", "etag": '"1"'}, headers=HTMX)  # fmt: skip
    assert stale.status_code == 412
    assert "Kept now:" in stale.content.decode()
    assert 'value="Brest"' in stale.content.decode()


def test_words_that_left_the_text_are_told_quietly(
    kits: Claim, editor: User, as_user: SignIn
) -> None:
    make_figure(kits, editor, 4000, "more than", "kits")
    client = as_user(editor)
    gone = "This value is not in the statement or its passages."
    assert gone not in client.get(f"/claims/{kits.pk}/").content.decode()
    Claim.objects.filter(pk=kits.pk).update(statement="Thousands of kits")
    add_revision(kits.article, "Volunteers gave out more than 5,000 hygiene kits.", by=editor)
    assert gone in client.get(f"/claims/{kits.pk}/").content.decode()


def test_who_may_not_edit_sees_figures_and_no_proposals(
    kits: Claim, editor: User, viewer: User, as_user: SignIn
) -> None:
    client = as_user(viewer)
    assert 'name="key"' not in client.get(f"/claims/{kits.pk}/").content.decode()
    figure = make_figure(kits, editor, 17, unit="buses")
    assert "17 buses" in client.get(f"/claims/{kits.pk}/").content.decode()
    for path in (f"/figures/{figure.pk}/remove/", f"/claims/{kits.pk}/figures/"):
        assert client.post(path, FORM, headers=HTMX).status_code == 403


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "about 3,000 people"), ({"low": 80, "high": 85, "unit": "%", "qualifier": "none"}, "80–85%"),
        ({"low": None, "high": None, "unit": "hundreds", "qualifier": "vague"}, "hundreds"),
        ({"low": 0.333333333, "high": 0.333333333, "unit": "", "qualifier": "none"}, "a third"),
    ],
)  # fmt: skip
def test_values_in_words(changed: dict[str, object], said: str) -> None:
    figure = {
        "quantity": {"label": "Detentions"}, "low": 3000, "high": 3000, "qualifier": "about", "unit": "people", "share_of": None,
        "period": {"from": "2020-08-09", "to": date(2020, 8, 10)}, "period_words": "", "place": "", "population": "",
        "authority": "", "inferred": ["period"], "confirmed": False,
    }  # fmt: skip
    line = line_of(figure | changed)
    assert line["value"] == said
    assert line["parts"][-1] == {"name": "period", "words": "9–10 Aug 2020", "is_inferred": True}


def test_the_public_page_prints_the_judged_figures(
    article: Article, editor: User, as_user: SignIn
) -> None:
    reviewer = make_reviewer("rob")
    claim = rated_claim(article, editor)
    figure = make_figure(
        claim, editor, 4000, "more than", "kits", quantity=make_quantity(editor, "Kits given away"),
        period=("2020-08-14", "2020-08-17"), place="Belarus", authority="Red Cross", inferred=["place"],
    )  # fmt: skip
    submit(actor=actor_of(editor), claim_id=claim.pk)
    approve(actor=actor_of(reviewer), claim_id=claim.pk)
    claim = publish_claim(claim, reviewer)
    figure.quantity.label = "Something else"
    figure.quantity.save()
    page = Client().get(f"/factchecks/{claim.slug}/").content.decode()
    for words in (
        "In figures",
        "Kits given away",
        "more than 4,000 kits",
        "14–17 Aug 2020",
        "Red Cross",
        "inferred by us",
    ):
        assert words in page
    assert "Something else" not in page
    assert (
        "Kits given away" not in page[page.index("application/ld+json") : page.index("</script>")]
    )


def test_a_reviewer_sees_which_figure_changed_since_they_judged(
    article: Article, editor: User
) -> None:
    reviewer = make_reviewer("rob")
    claim = rated_claim(article, editor)
    figure = make_figure(claim, editor, 4000, "more than", "kits", place="Belarus")
    submit(actor=actor_of(editor), claim_id=claim.pk)
    approve(actor=actor_of(reviewer), claim_id=claim.pk)
    assert changes_since(reviewer, [claim])[claim.pk].changes == []
    change_figure(actor=actor_of(editor), figure_id=figure.pk, low=5000)
    (change,) = changes_since(reviewer, [claim])[claim.pk].changes
    assert (change.field, change.old, change.new, change.by) == (
        "figure",
        "more than 4,000 kits · Belarus",
        "more than 5,000 kits · Belarus",
        editor,
    )
