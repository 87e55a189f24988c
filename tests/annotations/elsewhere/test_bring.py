"""Bringing a file of annotations in: each becomes a claim, a comment, or a reason."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from annotations import elsewhere
from annotations.dossier.annotated import annotations_listed, annotations_of
from annotations.models import (
    AnnotationOrigin,
    Article,
    Claim,
    Comment,
    Highlight,
    Import,
    User,
    Work,
)
from annotations.refusals import Conflict, Forbidden, Invalid, Missing
from annotations.tasks import importing, leases
from tests.annotations.elsewhere.test_files import PLAIN, ROW
from tests.factories.articles import TEXT, add_revision, make_article
from tests.factories.claims import make_claim, rate
from tests.factories.users import actor_of, make_editor, make_viewer

SCRIPTS = (
    "«Больш за 4 000 набораў» раздалі 👩🏽‍🤝‍👩🏻 дабраахвотнікі.\n\n"
    "Поезд опоздал на 5 мин. Кафе\u0301 закрыто. Поезд опоздал на 5 мин. 👨‍👩‍👧\n\n"
    "שלום עולם 80% מהמצביעים. Naïve cafe\u0301 — fin."
)


@pytest.fixture
def nina(db: None) -> User:
    return make_editor("nina")


@pytest.fixture
def article(nina: User) -> Article:
    return make_article(by=nina, url="https://news.example/a")


def row(exact: str = "80% of voters", name: str = "A", **more: Any) -> dict[str, Any]:
    quote = {"type": "TextQuoteSelector", "exact": exact}
    target = [{"source": ROW["uri"], "selector": [quote]}]
    return {**ROW, "id": name, "target": target, **more}


def bring(article: Article, by: User, *things: Any) -> Import:
    """Accept and bring in, as a worker would."""
    item = elsewhere.import_annotations(
        actor=actor_of(by), article_id=article.pk, content=json.dumps(things).encode()
    )
    work = leases.lease(Work.objects.get(subject=item.pk).pk)
    assert work is not None
    importing.run(work)
    item.refresh_from_db()
    assert item.status == "succeeded", item.error
    return item


def codes(item: Import) -> list[str]:
    return [one.code for one in elsewhere.became_of(item)]


def test_each_is_a_draft_claim_with_its_comment_and_its_origin(
    article: Article, nina: User
) -> None:
    item = bring(article, nina, row())
    assert (item.outcome, codes(item)) == ({"claims": 1, "comments": 0, "left": 0}, ["claim"])
    claim = Claim.objects.get()
    highlight = Highlight.objects.get()
    assert (claim.state, claim.statement) == ("draft", "80% of voters")
    assert TEXT[highlight.start : highlight.end] == "80% of voters"
    origin = AnnotationOrigin.objects.get()
    assert (origin.iri, origin.creator, origin.claim) == (
        "https://hypothes.is/a/A",
        "Jane Doe",
        claim,
    )
    comment = Comment.objects.get()
    assert comment.text.startswith("Jane Doe wrote elsewhere on 3 May 2024:\nWho says so?")


def test_the_same_file_twice_changes_nothing(article: Article, nina: User) -> None:
    first = bring(article, nina, row(), row("official statistics", "B"))
    second = bring(article, nina, row(), row("official statistics", "B"))
    assert first.outcome == second.outcome
    assert (Claim.objects.count(), Comment.objects.count()) == (2, 2)


def test_what_was_deleted_here_does_not_come_back(article: Article, nina: User) -> None:
    bring(article, nina, row())
    Claim.objects.update(deleted_at="2024-06-01T00:00:00Z")
    assert codes(bring(article, nina, row())) == ["deleted"]
    assert Claim.objects.count() == 1


def test_nothing_is_lost_each_that_is_left_says_why(article: Article, nina: User) -> None:
    item = bring(
        article,
        nina,
        row("Words of another text"),
        row("of", "several"),
        {**PLAIN, "target": {"source": "https://news.example/a", "selector": {"type": "TextPositionSelector", "start": 0, "end": 9}}},
        row("", "note", target=[{"source": "https://news.example/a"}]),
        row("", "lonely", references=["gone"], target=[{"source": "https://news.example/a"}]),
        {**PLAIN, "id": "https://x/link", "motivation": "linking"},
        row("80% of voters", "kept"),
        row("80% of voters", "kept"),
        7,
    )  # fmt: skip
    assert codes(item) == [
        *("not_found", "repeated", "no_words", "page_note", "reply_alone", "evidence"),
        *("claim", "twice", "unreadable"),
    ]
    assert all(one.reason for one in elsewhere.became_of(item))
    assert Claim.objects.count() == 1


def test_replies_become_comments_wherever_they_stand_in_the_file(
    article: Article, nina: User
) -> None:
    answer = row("", "R", references=["A"], text="The ministry.", target=[{"source": "https://a/"}])
    further = row("", "S", references=["A", "R"], text="Which?", target=[{"source": "https://a/"}])
    item = bring(article, nina, further, answer, row())
    assert codes(item) == ["comment", "comment", "claim"]
    assert item.outcome == {"claims": 1, "comments": 2, "left": 0}
    bring(article, nina, further, answer, row())
    texts = [c.text for c in Comment.objects.order_by("created_at")]
    assert [len(texts), sum("Which?" in text for text in texts)] == [3, 1]


def test_a_comment_from_elsewhere_calls_nobody_here(article: Article, nina: User) -> None:
    make_editor("eve")
    bring(article, nina, row(text="Ask @eve, or eve@news.example."))
    comment = Comment.objects.get()
    assert comment.mentions.count() == 0
    assert "eve@news.example" in comment.text


def test_a_long_comment_goes_on_in_answers(article: Article, nina: User) -> None:
    bring(article, nina, row(text="word " * 2_500))
    assert Comment.objects.count() == 3
    assert sum(c.text.count("word") for c in Comment.objects.all()) >= 2_498


def test_of_a_mixed_file_only_this_page_is_brought_in(article: Article, nina: User) -> None:
    other = row("official statistics", "B", uri="https://elsewhere.example/b")
    other["target"][0]["source"] = other["uri"]
    item = bring(article, nina, row(uri="http://www.news.example/a/?utm=1#x"), other)
    assert codes(item) == ["claim", "other_page"]


def test_an_export_of_ours_gives_claims_at_the_same_code_points(nina: User) -> None:
    ours = make_article(SCRIPTS, by=nina, title="One")
    for words, nth in (("4 000 набораў", 0), ("👩🏽‍🤝‍👩🏻", 0), ("опоздал на 5 мин", 1),
                       ("Кафе\u0301", 0), ("80% מהמצביעים", 0), ("cafe\u0301 — fin", 0)):  # fmt: skip
        make_claim(ours, nina, words, nth=nth, statement=f"It says {words}.")
    rate(make_claim(ours, nina, "раздалі"), nina, "false")
    told = annotations_of(nina, ours, annotations_listed(nina, ours))
    copy = make_article(SCRIPTS, by=nina, title="Another of the same text")
    bring(copy, nina, *told)

    def facts(of: Article) -> list[Any]:
        rows = Highlight.objects.filter(article=of).order_by("start")
        return list(rows.values_list("start", "end", "exact", "appearance__claim__statement"))

    assert facts(copy) == facts(ours)
    assert len(facts(copy)) == 7
    assert Claim.objects.filter(article=copy).exclude(verdict=None).count() == 0


def test_an_article_that_gets_a_new_text_meanwhile_is_marked_in_the_new_one(
    article: Article, nina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrived: list[Callable[[], object]] = [lambda: add_revision(article, "Before it.\n\n" + TEXT)]
    plain = elsewhere.bring

    def meanwhile(item: Import, between: Callable[[], None]) -> dict[str, int]:
        return plain(item, lambda: (between(), arrived and arrived.pop()())[0])

    monkeypatch.setattr("annotations.tasks.annotating.elsewhere.bring", meanwhile)
    bring(article, nina, row())
    highlight = Highlight.objects.get()
    article.refresh_from_db()
    assert highlight.revision_id == article.current_revision_id
    assert highlight.start == TEXT.index("80% of voters") + len("Before it.\n\n")


def test_a_person_places_what_stands_in_several_places_or_nowhere(
    article: Article, nina: User
) -> None:
    item = bring(article, nina, row("of", "A"), row("Wrong words", "B"))
    add_revision(article, TEXT + "\n\nThey took part. A part.")
    assert codes(item)[:2] == ["repeated", "not_found"]
    first = elsewhere.became_of(item)[0]
    start, end = first.places[-1]
    given: dict[str, Any] = {
        "actor": actor_of(nina),
        "article_id": article.pk,
        "import_id": item.pk,
    }
    article.refresh_from_db()
    claim = elsewhere.place(
        **given, number=1, revision_id=article.current_revision_id, start=start, end=end
    )
    assert AnnotationOrigin.objects.get(claim=claim).iri == "https://hypothes.is/a/A"
    nowhere: dict[str, Any] = {
        **given,
        "number": 2,
        "revision_id": None,
        "start": None,
        "end": None,
    }
    for exact, code in (("", "empty_selection"), ("Not there", "quote_not_found")):
        with pytest.raises(Invalid) as wrong:
            elsewhere.place(**nowhere, exact=exact)
        assert wrong.value.code == code
    with pytest.raises(Conflict) as vague:
        elsewhere.place(**nowhere, exact="part")
    assert len(vague.value.extra["places"]) > 1
    elsewhere.place(**nowhere, exact="The ministry")
    assert codes(item)[:2] == ["claim", "claim"]
    with pytest.raises(Conflict) as again:
        elsewhere.place(**nowhere, exact="The ministry")
    assert again.value.code == "not_to_place"
    with pytest.raises(Missing):
        elsewhere.place(**{**nowhere, "number": 9}, exact="The ministry")


def test_answers_to_what_is_placed_by_hand_come_with_it(article: Article, nina: User) -> None:
    answer = row("", "R", references=["A"], text="The ministry.", target=[{"source": "https://a/"}])
    item = bring(article, nina, row("of", "A"), answer)
    assert codes(item) == ["repeated", "reply_alone"]
    start, end = elsewhere.became_of(item)[0].places[0]
    elsewhere.place(
        actor=actor_of(nina), article_id=article.pk, import_id=item.pk, number=1,
        revision_id=None, start=start, end=end,
    )  # fmt: skip
    assert codes(item) == ["claim", "comment"]
    assert Comment.objects.count() == 2


def test_only_editors_bring_in_and_only_where_claims_are_marked(nina: User) -> None:
    content = json.dumps([row()]).encode()
    source = make_article(by=nina, role="source")
    for by, of, kind, code in (
        (make_viewer("vic"), make_article(by=nina), Forbidden, "role_required"),
        (nina, source, Conflict, "is_source"),
    ):
        with pytest.raises(kind) as caught:
            elsewhere.import_annotations(actor=actor_of(by), article_id=of.pk, content=content)
        assert caught.value.code == code
    assert not Import.objects.exists()


def test_a_full_file_is_brought_in(nina: User) -> None:
    sentences = [f"Sentence number {number} says {number * 7} things." for number in range(60)]
    article = make_article(" ".join(sentences), by=nina)
    item = bring(article, nina, *(row(s, f"N{n}", text="") for n, s in enumerate(sentences)))
    assert item.outcome == {"claims": 60, "comments": 0, "left": 0}
