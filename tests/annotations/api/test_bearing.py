"""Passages that bear on a claim at the JSON door: where, why, never a stance; and nothing that is confidential."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations import evidence
from annotations.imports.readers.document import ReadBlock
from annotations.models import Article, Claim, User
from tests.annotations.api.conftest import Caller
from tests.factories.articles import make_article, make_page
from tests.factories.claims import make_claim
from tests.factories.sources import make_source
from tests.factories.users import actor_of

SAYS = "The Ministry of Health counted more than 4,000 hygiene kits in Brest on 14 August."
OTHER = f"Trains were late on Monday.\n\n{SAYS} Nobody was hurt."


def person_behind(caller: Caller) -> User:
    """The account whose token the caller sends."""
    assert caller.user is not None
    return caller.user


@pytest.fixture
def claim(editor: Caller, article: Article) -> Claim:
    return make_claim(
        article,
        person_behind(editor),
        statement="Volunteers gave out more than 4,000 hygiene kits in Brest on 14 August",
    )


def _found(caller: Caller, claim: Claim, query: str = "") -> list[dict[str, object]]:
    found: list[dict[str, object]] = caller.get_json(f"claims/{claim.pk}/passages/{query}")[
        "results"
    ]
    return found


def test_a_passage_tells_where_it_stands_and_why_it_is_suggested(
    viewer: Caller, claim: Claim
) -> None:
    other = make_article(OTHER, title="Kits counted")
    (one,) = _found(viewer, claim)
    assert one["article"]["id"] == str(other.pk)  # type: ignore[index]
    assert (one["revision"], one["exact"]) == (str(other.current_revision_id), SAYS)
    assert OTHER[int(str(one["start"])) : int(str(one["end"]))] == SAYS
    assert one["linked"] is None
    reasons = one["reasons"]
    assert {"kind": "number", "words": "4,000"} in reasons  # type: ignore[operator]
    assert {"kind": "name", "words": "Brest"} in reasons  # type: ignore[operator]
    assert {"kind": "date", "words": "14 August"} in reasons  # type: ignore[operator]
    assert {"kind": "wording", "words": ""} in reasons  # type: ignore[operator]
    assert not {"stance", "verdict"} & set(one)


def test_the_best_comes_first_and_own_words_can_be_looked_for(viewer: Caller, claim: Claim) -> None:
    make_article("Kits are made in Brest.", title="Weak")
    make_article(OTHER, title="Strong")
    make_article("Zebras were seen near Vitebsk.", title="Zebras")
    titles = [one["article"]["title"] for one in _found(viewer, claim)]  # type: ignore[index]
    assert titles == ["Strong", "Weak"]
    (one,) = _found(viewer, claim, "?search=zebras+vitebsk")
    assert one["article"]["title"] == "Zebras"  # type: ignore[index]


def test_russian_forms_of_the_words_are_found(viewer: Caller, editor: Caller) -> None:
    article = make_article("Волонтёры раздали 4000 гигиенических наборов в Бресте.", language="ru")
    claim = make_claim(article, person_behind(editor), "4000 гигиенических наборов в Бресте")
    make_article(
        "В Брест привезли гигиенические наборы, всего 4 000.", language="ru", title="Брест"
    )
    (one,) = _found(viewer, claim)
    assert one["article"]["title"] == "Брест"  # type: ignore[index]
    assert {"kind": "number", "words": "4 000"} in one["reasons"]  # type: ignore[operator]


def test_what_is_linked_is_told_to_those_who_may_see_it(
    editor: Caller, viewer: Caller, claim: Claim
) -> None:
    other = make_article(OTHER)
    (one,) = _found(editor, claim)
    passage = {name: one[name] for name in ("revision", "start", "end")}
    evidence.link(
        actor=actor_of(person_behind(editor)),
        claim_id=claim.pk,
        stance="contradicts",
        passage={"article": str(other.pk), **passage},
        visibility="hidden",
    )
    assert _found(editor, claim)[0]["linked"] == "contradicts"
    assert _found(viewer, claim)[0]["linked"] is None


def test_nothing_is_shown_of_the_claims_own_articles_of_set_aside_blocks_or_of_our_own_copy(
    viewer: Caller, claim: Claim
) -> None:
    make_article(OTHER, purpose="own")
    make_page(
        [
            ReadBlock("paragraph", "A story of something else."),
            ReadBlock("paragraph", SAYS, furniture=True),
        ]
    )
    gone = make_article(OTHER)
    Article.objects.filter(pk=gone.pk).update(deleted_at="2026-01-01T00:00:00Z")
    assert _found(viewer, claim) == []


def test_an_archived_source_shows_only_to_those_who_may_see_its_record(
    editor: Caller, viewer: Caller, claim: Claim
) -> None:
    hidden = make_article(OTHER, role="source", title="Hidden")
    source = make_source(person_behind(editor), visibility="hidden")
    source.article = hidden
    source.save(update_fields=["article"])
    shown = make_article(OTHER.replace("Brest", "Brest,"), role="source", title="Open")
    open_source = make_source(person_behind(editor))
    open_source.article = shown
    open_source.save(update_fields=["article"])
    make_article(OTHER, role="source", title="Without a record")
    titles = {one["article"]["title"] for one in _found(viewer, claim)}  # type: ignore[index]
    assert titles == {"Open"}
    assert {one["article"]["title"] for one in _found(editor, claim)} == {"Open", "Hidden"}  # type: ignore[index]


def test_queries_do_not_grow_with_articles(viewer: Caller, claim: Claim) -> None:
    counts = []
    for size in (1, 12):
        for number in range(size):
            make_article(f"{OTHER} Number {number}.", title=f"Copy {size} {number}")
        with CaptureQueriesContext(connection) as queries:
            assert _found(viewer, claim)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("statement", "elsewhere"),
    [
        (
            "around 3,000 people were detained during just the first night",
            "About 7,000 were arrested.",
        ),
        ("за первую ночь задержали около 3 000 человек", "Арестовано около 7 000 человек."),
    ],
)
def test_another_figure_of_the_same_thing_is_found_in_other_words(
    viewer: Caller, editor: Caller, article: Article, statement: str, elsewhere: str
) -> None:
    claim = make_claim(article, person_behind(editor), statement=statement)
    make_article(f"Trains were late.\n\n{elsewhere}\n\nAbout 7,000 cars were sold.")
    (one,) = _found(viewer, claim)
    assert one["exact"] == elsewhere
    assert {"kind": "counted", "words": "Detentions"} in one["reasons"]  # type: ignore[operator]
