"""What the server says of selected words, through the API."""

from urllib.parse import urlencode

import pytest

from annotations.api.shapes.selection import Look
from annotations.models import Article
from tests.annotations.api.conftest import Caller
from tests.factories.articles import TEXT, add_revision
from tests.factories.claims import make_claim

WORDS = "more than 4,000 hygiene kits"
START = TEXT.index(WORDS)


def address(article: Article, **asked: object) -> str:
    given = {"revision": article.current_revision_id, "start": START, "end": START + len(WORDS)}
    return f"articles/{article.pk}/selection/?{urlencode(given | asked)}"


def test_a_viewer_is_told_all_of_it(viewer: Caller, editor: Caller, article: Article) -> None:
    claim = make_claim(article, editor.user, WORDS)
    told = viewer.get_json(address(article, start=START - 1, statement="40,000 hygiene kits"))
    end = START + len(WORDS)
    assert told == {
        "revision": str(article.current_revision_id),
        "start": START,
        "end": end,
        "exact": WORDS,
        "occurrences": [[START, end]],
        "index": 0,
        "is_capped": False,
        "attribution": None,
        "splits": [],
        "losses": [
            {
                "kind": "figure",
                "words": "4,000",
                "sentence": "The passage has the figure “4,000”; the statement does not.",
            }
        ],
        "risks": ["figure"],
        "claims": [{"id": str(claim.pk), "start": START, "end": end}],
    }


def test_splits_carry_their_words_and_an_attribution_its_place(
    viewer: Caller, article: Article
) -> None:
    start = TEXT.index("80%")
    told = viewer.get_json(address(article, start=start, end=TEXT.index("\n\nThe ministry")))
    assert [piece["exact"] for piece in told["splits"]] == [
        "80% of voters took part",
        "Around 3,000 people were detained",
    ]
    named = told["attribution"]
    assert named["authority"] == "official statistics"
    assert TEXT[named["start"] : named["end"]] == "According to official statistics"


def test_a_statement_too_long_for_an_address_is_sent_in_the_body(
    viewer: Caller, article: Article
) -> None:
    body = {"start": START, "end": START + len(WORDS), "statement": "Ы" * 4_900 + " 4,000"}
    told = viewer.call("POST", f"articles/{article.pk}/selection/", body)
    assert told.status_code == 200
    assert [loss["words"] for loss in told.json()["losses"]] == ["more than"]


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({"start": ""}, 400, "empty_selection"),
        ({"start": "x"}, 400, "number_invalid"),
        ({"end": 10_000}, 400, "offset_outside"),
        ({"statement": "x" * 5_001}, 400, "too_long"),
        ({"asserts": "perhaps"}, 400, "unknown_choice"),
        ({"revision": "00000000-0000-0000-0000-000000000000"}, 409, "revision_changed"),
        ({"revision": "nonsense"}, 409, "revision_changed"),
    ],
)
def test_refusals_have_a_code(
    viewer: Caller, article: Article, asked: dict[str, object], status: int, code: str
) -> None:
    answer = viewer.call("GET", address(article, **asked))
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_offsets_of_an_older_text_are_refused(viewer: Caller, article: Article) -> None:
    old = address(article)
    add_revision(article, "Other words.\n\n" + TEXT)
    assert viewer.call("GET", old).json()["code"] == "revision_changed"


def test_it_saves_nothing(viewer: Caller, editor: Caller, article: Article) -> None:
    before = editor.get_json(f"articles/{article.pk}/events/")["results"]
    viewer.get_json(address(article, statement="Other words"))
    assert editor.get_json(f"articles/{article.pk}/events/")["results"] == before
    assert not article.claims.exists()


def test_the_answer_has_the_described_fields(viewer: Caller, article: Article) -> None:
    assert set(viewer.get_json(address(article))) == set(Look().fields)
