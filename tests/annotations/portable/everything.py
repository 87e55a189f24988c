"""A newsroom in which there is at least one row of every noun, made through the rooms where one makes it."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.utils import timezone

from annotations import clearing, history, legal, publishing, review
from annotations.models import (
    AlertTouch,
    AlsoPublished,
    AnnotationOrigin,
    Article,
    Attachment,
    BackingNote,
    Blob,
    Claim,
    ClaimRelation,
    Coverage,
    Digest,
    Dossier,
    EarlierCheck,
    Exchange,
    FigureRelation,
    HeadNote,
    Highlight,
    HintChoice,
    Invitation,
    Kinship,
    MatchChoice,
    Mention,
    Newsroom,
    Notice,
    NoticeChoice,
    Proof,
    Rating,
    Reuse,
    ReviewDecision,
    SecondVerdict,
    Snapshot,
    SoughtQuote,
    SourceOrigin,
    User,
    Webhook,
    WebhookDelivery,
)
from tests.factories import (
    articles,
    batches,
    claims,
    desks,
    earlier,
    evidence,
    feeds,
    figures,
    imports,
    inquiry,
    own_copy,
    pins,
    sources,
    threads,
    users,
    watch,
)
from tests.factories.users import actor_of

WORDS = "80% of voters took part"
EMOJI = "Первая строка 👩‍👩‍👧‍👦 says: “4,120” \u2028 and 💧."


def make_everything() -> None:
    """Fill the newsroom that Django is connected to; every row is committed."""
    editor, reviewer, admin = (
        users.make_editor("ed"),
        users.make_reviewer("rev"),
        users.make_admin(),
    )
    second = users.make_reviewer("rev2")
    EmailAddress.objects.create(user=editor, email="ed@desk.example", verified=True, primary=True)
    story = articles.make_article(
        f"{articles.TEXT}\n\n{EMOJI}", by=editor, url="https://n.example/1"
    )
    claims_in(story, editor, reviewer)
    draft = claims.make_claim(story, editor, WORDS)
    things_of(draft, editor, reviewer)
    second_verdict(story, editor, reviewer, second)
    what_arrives(story, editor)
    relations(story, draft, editor)
    own_copy_cleared()
    for_lawyers(story, draft, editor, admin)
    for_people(story, draft, editor, admin)
    two_steps_wanted(story, editor, reviewer, second)
    # Who decided long ago need not be a reviewer now.
    User.objects.filter(pk=reviewer.pk).update(role="viewer", is_active=False)


def claims_in(story: Article, editor: User, reviewer: User) -> None:
    """In every state, and one that was corrected."""
    for nth, make in enumerate((claims.published_claim, claims.withdrawn_claim)):
        make(articles.make_article(by=editor, title=f"Story {nth}"), editor, reviewer)
    claims.submitted_claim(articles.make_article(by=editor), editor)
    claims.returned_claim(articles.make_article(by=editor), editor, reviewer)
    corrected = claims.published_claim(story, editor, reviewer)
    publishing.correct(
        actor=actor_of(editor), claim_id=corrected.pk, kind="correction", note="It was 4,120."
    )
    stale = articles.make_article(by=editor, title="A text that changes")
    claims.approved_claim(stale, editor, reviewer)
    articles.add_revision(
        stale, articles.TEXT.replace("more than 4,000", "nearly 4,000"), by=editor
    )


def things_of(claim: Claim, editor: User, reviewer: User) -> None:
    """What a claim has beside its evidence."""
    linked = evidence.link_evidence(claim, editor, visibility="hidden")
    linked.shared_with.add(reviewer)
    linked.source.shared_with.add(reviewer)
    scan = Blob.keep(bytes(range(256)) * 40)
    Attachment.objects.create(evidence=linked, blob=scan, filename="scan.png", created_by=editor)
    revision = claim.article.current_revision
    SoughtQuote.objects.create(evidence=linked, revision=revision, quote="4,120", places=0)
    SourceOrigin.objects.create(name="A ministry", name_key="a ministry", created_by=editor)
    inquiry.make_attempt(claim, editor, visibility="listed").shared_with.add(reviewer)
    inquiry.make_request(claim, editor)
    inquiry.make_quote_check(claim, editor)
    inquiry.make_note(claim, editor, EMOJI, visibility="hidden").shared_with.add(reviewer)
    quantity = figures.make_quantity(editor)
    a, b = sorted(
        (figures.make_figure(claim, editor, low, quantity=quantity) for low in ("3000.50", "7000")),
        key=lambda figure: figure.pk,
    )
    FigureRelation.objects.create(
        a=a, b=b, relation="conflict", reason="Said so.", created_by=editor
    )
    threads.make_comment(claim, editor, f"@rev {EMOJI}")
    assert Mention.objects.exists()
    claims.rate(claim, editor)
    pins.suggested(claim, reviewer, "register", "ledger")
    claim.article.writers.add(editor)
    claim.article.assignees.add(editor)
    claim.article.reviewers.add(reviewer)


def second_verdict(story: Article, editor: User, reviewer: User, second: User) -> None:
    """An independent one."""
    claim = claims.submitted_claim(story, editor, words="Around 3,000 people were detained")
    SecondVerdict.objects.create(
        claim=claim,
        person=second,
        rank=2,
        rating=Rating.objects.get(slug="false", purpose="others"),
        explanation="By its sources.",
        taken_at=timezone.now(),
        given_at=timezone.now(),
    )


def what_arrives(story: Article, editor: User) -> None:
    """Imports under way and ended, feeds, checks of others, watched pages, desks."""
    batches.fail_some(batches.make_batch(editor), 1)
    imports.make_import(editor)
    imports.arrived_import(editor, story)
    feeds.polled(feeds.make_feed(editor), [feeds.part(1)])
    earlier.make_check(editor, original={"n": 1e-7, "big": 12345678901234567890, "words": EMOJI})
    snapshot = Snapshot.objects.filter(article=story).order_by("pk")[0]
    Exchange.objects.create(
        snapshot=snapshot,
        position=0,
        at=timezone.now(),
        url="https://n.example/1",
        address="2001:db8::1",
        status_code=200,
        response_headers=[["Content-Type", "text/html"], ["X", "1"]],
    )
    other = articles.make_article(by=editor, title="The same elsewhere")
    Kinship.objects.create(article=other, other=story, likeness="syndicated", score=0.1 + 0.2)
    AlsoPublished.objects.create(article=story, snapshot=snapshot, added_by=editor)
    watch.make_watch(other)
    alert = watch.make_alert(other, blob=snapshot.blob, fetched={"status": 410})
    passage = Highlight.objects.order_by("pk")[0]
    AlertTouch.objects.create(alert=alert, highlight=passage, state="orphaned")
    desk = desks.make_desk(reviewers=[users.make_reviewer()])
    other.topics.add(desk)
    Article.objects.filter(pk=other.pk).update(desk=desk)
    sources.make_source(editor, kind="data")


def relations(story: Article, draft: Claim, editor: User) -> None:
    """Claims among themselves, what was said of suggestions, where annotations came from."""
    later = claims.make_claim(story, editor, "The ministry did not comment")
    a, b = sorted((draft, later), key=lambda claim: claim.pk)
    ClaimRelation.objects.create(a=a, b=b, kind="contradicts", created_by=editor)
    check = EarlierCheck.objects.get()
    Reuse.objects.create(claim=later, check_of_others=check, created_by=editor)
    approved = ReviewDecision.objects.filter(kind="approve").order_by("pk")[0]
    Reuse.objects.create(claim=draft, original=approved.claim, decision=approved, created_by=editor)
    MatchChoice.objects.create(
        claim=later, text=EMOJI, found_check=check, answer="rejected", level="same", score=0.7,
        created_by=editor,
    )  # fmt: skip
    HintChoice.objects.create(
        article=story, claim=later, answer="accepted", reasons=["figure"], features={"n": 0.25},
        score=1 / 3, created_by=editor,
    )  # fmt: skip
    AnnotationOrigin.objects.create(
        claim=later, article=story, iri="https://hypothes.is/a/1", received_by=editor
    )


def own_copy_cleared() -> None:
    """Our own copy, cleared once and again after a change."""
    desk = own_copy.make_desk()
    article, claim = own_copy.ready_copy(desk)
    BackingNote.objects.create(claim=claim, body="By phone.", created_by=desk.writer)
    clearing.sign_off(
        actor=actor_of(desk.chief),
        article_id=article.pk,
        kind="cleared",
        revision=str(article.current_revision_id),
    )
    articles.add_revision(article, f"{own_copy.COPY}\n\nOne more.", by=desk.writer)
    assert Coverage.objects.exists()


def for_lawyers(story: Article, draft: Claim, editor: User, admin: User) -> None:
    """A matter with a dossier, an erasure, a noted head, a proof."""
    told = Claim.objects.exclude(article=story).order_by("pk")[0]
    matter = legal.open_matter(
        actor=actor_of(editor),
        title="A letter",
        requester="Their lawyers",
        received_on=timezone.localdate(),
        holds=False,
        claims=[str(told.pk)],
        articles=[str(story.pk)],
        people=[str(admin.pk)],
    )
    blob = Blob.keep(b"PK a dossier")
    Dossier.objects.create(
        matter=matter, kind="counsel", made_by=editor, blob=blob, finished_at=timezone.now()
    )
    history.erase(
        actor=actor_of(admin),
        entries=history.entries_of("note", str(draft.notes.get().pk)),
        about="a reader",
        reason="asked for it",
    )
    seq, digest = history.head()
    HeadNote.objects.create(seq=seq, hash=digest, way="timestamp", address="x", token=b"\x00\xff")
    Proof.objects.create(
        article=story, revision=story.current_revision, made_by=editor, blob=Blob.keep(b"%PDF-1.7")
    )


def for_people(story: Article, draft: Claim, editor: User, admin: User) -> None:
    """What people are told, who is invited, which programs are."""
    Notice.objects.create(person=editor, kind="assigned", key="one", claim=draft, actor=admin)
    NoticeChoice.objects.create(person=editor, kind="assigned", way="digest")
    Digest.objects.create(person=editor, hour=7, time_zone="Europe/Minsk")
    Invitation.objects.create(
        email="new@desk.example",
        digest="d" * 64,
        invited_by=admin,
        expires_at=timezone.now() + timedelta(days=3),
    )
    hook = Webhook.objects.create(
        name="CMS", url="https://cms.example/in", secret="whsec_c2VjcmV0", events=["claim.published"],
        created_by=admin,
    )  # fmt: skip
    WebhookDelivery.objects.create(webhook=hook, event="ping", body="{}")
    Newsroom.objects.filter(pk=1).update(name="Таямніца", setup_digest="e" * 64)


def two_steps_wanted(story: Article, editor: User, reviewer: User, second: User) -> None:
    """Approved by two people, one after the other."""
    Newsroom.objects.filter(pk=1).update(review_steps=2)
    article = articles.make_article(by=editor, title="Two pairs of eyes")
    claim = claims.submitted_claim(article, editor)
    claims.give_reasons(claim, editor)
    for person in (reviewer, second):
        review.approve(actor=actor_of(person), claim_id=claim.pk)
    waiting = claims.submitted_claim(
        articles.make_article(by=editor, title="One pair of eyes so far"), editor
    )
    claims.give_reasons(waiting, editor)
    review.approve(actor=actor_of(reviewer), claim_id=waiting.pk)
