"""Clearing our own copy: by whom, of which text, of nothing unfinished, and what ends it."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from annotations import clearing, discussion, evidence, publishing, review, verdicts
from annotations.claims import amend, cover, mark, restore, uncover
from annotations.claims.amend import remove
from annotations.models import (
    Approval,
    Article,
    Claim,
    Coverage,
    HistoryEntry,
    Newsroom,
    SignOff,
    User,
)
from annotations.refusals import Conflict, Forbidden, Invalid, Refused
from tests.factories import users
from tests.factories.articles import add_revision, make_article
from tests.factories.claims import approved_claim, make_claim
from tests.factories.own_copy import (
    COPY,
    WORDING,
    WORDS,
    Desk,
    approve,
    found,
    make_copy,
    make_desk,
    read_all,
    ready_copy,
)
from tests.factories.users import actor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def clear(article: Article, by: User, **more: Any) -> SignOff:
    article.refresh_from_db()
    given = {"revision": str(article.current_revision_id), **more}
    return clearing.sign_off(actor=actor_of(by), article_id=article.pk, kind="cleared", **given)


def codes(article: Article) -> list[str]:
    article.refresh_from_db()
    return [item.code for item in clearing.items_of(article)]


def why_ended(sign_off: SignOff) -> str:
    sign_off.refresh_from_db()
    return sign_off.ended_why if sign_off.ended_at else ""


def test_a_reviewer_who_neither_wrote_nor_checked_it_clears_the_newest_text(desk: Desk) -> None:
    article, claim = ready_copy(desk)
    made = clear(article, desk.chief, comment="Ready for page 3.")
    assert made.revision_id == article.current_revision_id
    assert str(claim.pk) in made.content
    assert made.revision.text_sha256 in made.content
    entry = HistoryEntry.objects.filter(article=article.pk, verb="cleared").get()
    assert entry.actor == desk.chief


def test_who_approved_the_findings_may_clear_too(desk: Desk) -> None:
    article, _claim = ready_copy(desk)
    assert clear(article, desk.approver).by == desk.approver


def some_of(table: dict[str, Any], *every_run: str) -> list[Any]:
    """The keys of a table: those named in every run, the others in the long one."""
    return [key if key in every_run else pytest.param(key, marks=pytest.mark.long) for key in table]


Involve = Callable[[Article, Claim, Desk, User], object]
INVOLVED: dict[str, Involve] = {
    "an account among its writers": lambda article, _c, _d, who: article.writers.add(who),
    "a name like one of its writers": lambda article, _c, d, who: clearing.name_writers(
        actor=actor_of(d.checker), article_id=article.pk, writer_names=[who.full_name.upper()]
    ),
    "who brought it in": lambda article, _c, _d, who: Article.objects.filter(pk=article.pk).update(
        created_by=who
    ),
}


@pytest.mark.parametrize("how", INVOLVED)
@pytest.mark.parametrize("role", [pytest.param("reviewer", marks=pytest.mark.long), "superuser"])
def test_who_wrote_it_never_clears_it_by_room_or_by_database(
    how: str, role: str, desk: Desk
) -> None:
    article, claim = ready_copy(desk)
    who = users.make_superuser("sue") if role == "superuser" else desk.chief
    INVOLVED[how](article, claim, desk, who)
    with pytest.raises(Forbidden) as refused:
        clear(article, who)
    assert (refused.value.code, refused.value.extra["involvement"]) == ("own_work", "wrote")
    refuses_row(article, who, "nobody clears what they wrote")


CHECKED: dict[str, Involve] = {
    "gave a verdict once": lambda _a, claim, _d, who: verdicts.rate(
        actor=actor_of(who), claim_id=claim.pk, verdict="cut", explanation="No."
    ),
    "linked a source": lambda _a, claim, _d, who: evidence.link(
        actor=actor_of(who),
        claim_id=claim.pk,
        source={"url": "https://other.example/", "title": "Other"},
        stance="context",
    ),
    "worded the claim": lambda _a, claim, _d, who: amend(
        actor=actor_of(who), claim_id=claim.pk, statement="Volunteers gave out kits."
    ),
}


@pytest.mark.parametrize("how", some_of(CHECKED, "gave a verdict once"))
def test_who_checked_it_never_clears_it_though_others_approved_since(how: str, desk: Desk) -> None:
    article = make_copy(desk)
    claim = found(article, desk)
    CHECKED[how](article, claim, desk, desk.chief)
    verdicts.rate(
        actor=actor_of(desk.checker), claim_id=claim.pk, verdict="confirmed", explanation="Yes."
    )
    claim.refresh_from_db()
    approve(claim, desk)
    read_all(article, desk)
    with pytest.raises(Forbidden) as refused:
        clear(article, desk.chief)
    assert (refused.value.code, refused.value.extra["involvement"]) == ("own_work", "checked")
    refuses_row(article, desk.chief, "nobody signs off what they checked")


def test_who_called_a_sentence_done_checked_it(desk: Desk) -> None:
    article, _claim = ready_copy(desk)
    row = Coverage.objects.filter(highlight__article=article).order_by("pk").first()
    assert row
    uncover(actor=actor_of(desk.checker), coverage_ids=[str(row.pk)])
    place = row.highlight
    cover(
        actor=actor_of(desk.chief),
        article_id=article.pk,
        revision_id=place.revision_id,
        start=place.start,
        end=place.end,
        kind="opinion",
    )
    with pytest.raises(Forbidden):
        clear(article, desk.chief)


@pytest.mark.parametrize("role", ["viewer", "editor"])
def test_only_reviewers_clear(role: str, desk: Desk) -> None:
    article, _claim = ready_copy(desk)
    who = users.make_user("olga", role)
    with pytest.raises(Forbidden) as refused:
        clear(article, who)
    assert refused.value.code == "role_required"
    refuses_row(article, who, "only reviewers sign an article off")


def refuses_row(article: Article, who: User, why: str, **more: Any) -> None:
    given = {
        "revision_id": article.current_revision_id,
        "kind": "cleared",
        "content": "{}",
        "content_sha256": hashlib.sha256(b"{}").hexdigest(),
    }
    with pytest.raises(DatabaseError, match=why), transaction.atomic():
        SignOff.objects.create(article=article, by=who, **{**given, **more})


def test_the_database_refuses_other_texts_open_claims_and_false_hashes(desk: Desk) -> None:
    article, claim = ready_copy(desk)
    old = article.current_revision_id
    refuses_row(article, desk.chief, "hash is not that of", content_sha256="0" * 64)
    refuses_row(article, desk.chief, "our own copy is cleared", kind="signed_off")
    add_revision(article, COPY + "\n\nMore.")
    refuses_row(article, desk.chief, "only the newest text", revision_id=old)
    verdicts.rate(actor=actor_of(desk.checker), claim_id=claim.pk, verdict="cut", explanation="No.")
    article.refresh_from_db()
    refuses_row(article, desk.chief, "is not approved")


def test_what_is_unfinished_is_named_in_text_order(desk: Desk) -> None:
    article = make_copy(desk)
    assert codes(article) == ["sentences_unread"]
    second = make_claim(article, desk.checker, "The ministry did not comment")
    first = found(article, desk)
    discussion.open_thread(actor=actor_of(desk.checker), claim_id=first.pk, text="Which May?")
    items = clearing.items_of(article)
    told = [(item.code, item.claim) for item in items if item.claim]
    assert told == [
        ("unapproved", first.pk),
        ("thread_open", first.pk),
        ("claims_unrated", second.pk),
    ]
    with pytest.raises(Conflict) as refused:
        clear(article, desk.chief)
    assert refused.value.code == "not_ready"
    assert [item["code"] for item in refused.value.extra["items"]] == [i.code for i in items]


def test_an_older_text_is_not_cleared(desk: Desk) -> None:
    article, _claim = ready_copy(desk)
    old = article.current_revision_id
    new = add_revision(article, COPY + " It never does.")
    with pytest.raises(Conflict) as refused:
        clear(article, desk.chief, revision=str(old))
    assert refused.value.code == "revision_changed"
    assert refused.value.extra["revision"] == str(new.pk)


@pytest.mark.parametrize("finding", ["change", "attribute", "cut"])
def test_an_approved_finding_that_asks_for_a_change_blocks_until_the_text_has_it(
    finding: str, desk: Desk
) -> None:
    article = make_copy(desk)
    claim = approve(found(article, desk, finding), desk)
    read_all(article, desk)
    assert codes(article) == ["change_open"]
    changed = {
        "change": COPY.replace(WORDS, WORDING),
        "attribute": COPY.replace(" in May.", " in May, the ministry says."),
        "cut": COPY.replace(f"Volunteers {WORDS} in May.\n\n", ""),
    }[finding]
    add_revision(article, changed)
    read_all(article, desk)
    assert codes(article) == ["unapproved"]
    claim.refresh_from_db()
    assert claim.approval == Approval.STALE
    approve(claim, desk)
    assert codes(article) == []
    assert clear(article, desk.chief).ended_at is None


def test_a_change_elsewhere_leaves_the_finding_open_and_so_does_typography(desk: Desk) -> None:
    article = make_copy(desk, COPY + " “Never.”")
    approve(found(article, desk, "cut"), desk)
    read_all(article, desk)
    add_revision(article, COPY.replace("did not comment", "declined") + " “Never.”")
    read_all(article, desk)
    assert codes(article) == ["change_open"]
    # One glyph for another of its kind in the very sentence keeps the approval, and the finding open.
    add_revision(article, COPY.replace("hygiene kits in", "hygiene\u00a0kits in"))
    read_all(article, desk)
    assert codes(article) == ["change_open"]


def test_a_finding_given_on_the_new_words_is_open_again(desk: Desk) -> None:
    article = make_copy(desk)
    claim = approve(found(article, desk, "change"), desk)
    add_revision(article, COPY.replace(WORDS, "gave out nearly 4,000 hygiene kits"))
    read_all(article, desk)
    verdicts.rate(
        actor=actor_of(desk.checker),
        claim_id=claim.pk,
        verdict="change",
        explanation="Still too many.",
        proposed_wording=WORDING,
    )
    claim.refresh_from_db()
    approve(claim, desk)
    assert codes(article) == ["change_open"]


def test_what_could_not_be_settled_runs_only_with_a_written_reason(desk: Desk) -> None:
    article = make_copy(desk)
    approve(found(article, desk, "unresolved"), desk)
    read_all(article, desk)
    assert [(item.code, item.blocks) for item in clearing.items_of(article)] == [
        ("unresolved", False)
    ]
    with pytest.raises(Invalid) as refused:
        clear(article, desk.chief)
    assert refused.value.code == "comment_missing"
    assert clear(article, desk.chief, comment="On the author.").comment == "On the author."


def test_a_new_text_reopens_only_the_touched_claims_and_ends_the_clearing(desk: Desk) -> None:
    text = COPY + "\n\nAround 3,000 people came."
    article = make_copy(desk, text)
    touched = approve(found(article, desk), desk)
    other = approve(found(article, desk, words="Around 3,000 people came"), desk)
    read_all(article, desk)
    made = clear(article, desk.chief)
    add_revision(article, text.replace("4,000", "4,100"), by=desk.writer)
    assert why_ended(made) == "new_revision"
    for claim in (touched, other):
        claim.refresh_from_db()
    assert (touched.state, touched.approval) == ("approved", "stale")
    assert (other.state, other.approval) == ("approved", "valid")
    read_all(article, desk)
    assert [(i.code, i.claim) for i in clearing.items_of(article)] == [("unapproved", touched.pk)]
    approve(touched, desk)
    assert clear(article, desk.chief).pk != made.pk


def _add_claim(article: Article, _claim: Claim, desk: Desk) -> None:
    revision = article.current_revision
    assert revision
    start = revision.text.index("The ministry")
    mark(
        actor=actor_of(desk.checker),
        article_id=article.pk,
        revision_id=revision.pk,
        start=start,
        end=start + 12,
    )


ENDS: dict[str, tuple[str, Callable[[Article, Claim, Desk], object]]] = {
    "another verdict": (
        "claim_changed",
        lambda _a, claim, d: verdicts.rate(
            actor=actor_of(d.checker), claim_id=claim.pk, verdict="cut", explanation="No."
        ),
    ),
    "sent back": (
        "claim_changed",
        lambda _a, claim, d: review.request_changes(
            actor=actor_of(d.approver), claim_id=claim.pk, comment="Which May?"
        ),
    ),
    "another source": (
        "claim_changed",
        lambda _a, claim, d: evidence.link(
            actor=actor_of(d.checker),
            claim_id=claim.pk,
            source={"url": "https://other.example/", "title": "Other"},
            stance="context",
        ),
    ),
    "a further claim": ("claim_changed", _add_claim),
    "a sentence taken back": (
        "unread",
        lambda article, _c, d: uncover(
            actor=actor_of(d.checker),
            coverage_ids=[
                str(pk)
                for pk in Coverage.objects.filter(highlight__article=article).values_list(
                    "pk", flat=True
                )
            ],
        ),
    ),
    "the clearer named as a writer": (
        "writer_named",
        lambda article, _c, d: clearing.name_writers(
            actor=actor_of(d.checker), article_id=article.pk, writers=[d.chief.username]
        ),
    ),
    "the clearer's name among the writers": (
        "writer_named",
        lambda article, _c, d: clearing.name_writers(
            actor=actor_of(d.checker), article_id=article.pk, writer_names=[d.chief.full_name]
        ),
    ),
    "taken back": (
        "reopened",
        lambda article, _c, d: clearing.reopen(
            actor=actor_of(d.writer), article_id=article.pk, reason="A reader called."
        ),
    ),
}


@pytest.mark.parametrize(
    "what", some_of(ENDS, "another verdict", "a further claim", "a sentence taken back")
)
def test_what_changes_ends_the_clearing_in_the_same_transaction_and_the_record_says_who(
    what: str, desk: Desk
) -> None:
    why, change = ENDS[what]
    article, claim = ready_copy(desk)
    made = clear(article, desk.chief)
    change(article, claim, desk)
    assert why_ended(made) == why
    connection.check_constraints()  # what a commit runs
    entries = HistoryEntry.objects.filter(article=article.pk, object_id=str(made.pk))
    ended = entries.exclude(verb="cleared").get()
    assert ended.verb == ("reopened" if why == "reopened" else "sign_off_ended")
    made.refresh_from_db()
    assert ended.actor_id == made.ended_by_id
    assert made.ended_by_id in {desk.checker.pk, desk.approver.pk, desk.writer.pk}


def test_a_deleted_claim_that_is_brought_back_ends_the_clearing(desk: Desk) -> None:
    article, _claim = ready_copy(desk)
    draft = make_claim(article, desk.checker, "The ministry did not comment")
    remove(actor=actor_of(desk.checker), claim_id=draft.pk)
    made = clear(article, desk.chief)
    restore(actor=actor_of(desk.checker), claim_id=draft.pk)
    assert why_ended(made) == "claim_changed"


def test_a_comment_and_a_backing_note_end_nothing(desk: Desk) -> None:
    article, claim = ready_copy(desk)
    made = clear(article, desk.chief)
    discussion.open_thread(actor=actor_of(desk.checker), claim_id=claim.pk, text="Nice.")
    clearing.add_backing(actor=actor_of(desk.writer), claim_id=claim.pk, body="My notebook.")
    assert why_ended(made) == ""


def test_a_sign_off_is_never_changed_taken_up_again_or_deleted(desk: Desk) -> None:
    article, _claim = ready_copy(desk)
    made = clear(article, desk.chief)
    for change in ({"comment": "x"}, {"by": desk.approver}, {"ended_why": "x"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            SignOff.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        made.delete()
    with pytest.raises(Conflict) as twice:
        clear(article, desk.chief)
    assert twice.value.code == "signed_off_already"


def test_others_articles_are_signed_off_where_the_newsroom_wants_it(desk: Desk) -> None:
    article = make_article(COPY, by=desk.chief)
    claim = approved_claim(article, desk.checker, desk.approver, words=WORDS)

    def sign(kind: str = "signed_off") -> SignOff:
        article.refresh_from_db()
        return clearing.sign_off(
            actor=actor_of(desk.chief),
            article_id=article.pk,
            kind=kind,
            revision=str(article.current_revision_id),
        )

    def refusal(kind: str = "signed_off") -> str:
        with pytest.raises(Refused) as refused:
            sign(kind)
        return refused.value.code

    assert refusal("cleared") == "not_own_copy"
    assert refusal() == "sign_off_not_wanted"
    Newsroom.objects.update(wants_sign_off=True)
    assert refusal() == "not_ready"  # sentences are unread
    read_all(article, desk)
    made = sign()  # who only brought it in may
    assert made.kind == "signed_off"
    publishing.publish(actor=actor_of(desk.approver), claim_id=claim.pk)
    assert why_ended(made) == ""
    publishing.correct(actor=actor_of(desk.checker), claim_id=claim.pk)
    assert why_ended(made) == "claim_changed"
