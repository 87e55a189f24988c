"""Claims, where they appear, and the passages that carry them."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from annotations.models.article import MOST_MATCHES, Article
from annotations.models.desk import Priority
from annotations.models.ids import Identified
from annotations.models.revision import ArticleRevision
from annotations.models.user import User


class Asserts(models.TextChoices):
    """Whether a claim asserts that something is so, or that somebody said it."""

    SO = "so", _("that it is so")
    SAID = "said", _("that somebody said it")


class ClaimantKind(models.TextChoices):
    """Who makes the claim."""

    PERSON = "person", _("a person")
    ORGANISATION = "organisation", _("an organisation")
    NOT_NAMED = "not_named", _("not named")


class State(models.TextChoices):
    """Where a claim is in the workflow; never mixed with its verdict."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Approval(models.TextChoices):
    """Whether an approval of exactly this content stands."""

    NONE = "none", _("none")
    VALID = "valid", _("valid")
    STALE = "stale", _("stale")


class Risk(models.TextChoices):
    """What makes a claim dear to get wrong; the first is the dearest."""

    ACCUSATION = "accusation", _("accusation")
    PERSON = "person", _("named person")
    FIGURE = "figure", _("figure")
    QUOTE = "quote", _("quote")


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Questions about many claims."""

    def visible_to(self, user: User) -> "ClaimQuerySet":
        """Every signed-in account sees every claim that was not deleted."""
        return self.filter(deleted_at__isnull=True) if user.is_active else self.none()

    def awaiting_review(self) -> "ClaimQuerySet":
        """Submitted, or approved with an approval that went stale; the longest waiting first."""
        return self.filter(
            models.Q(state=State.IN_REVIEW)
            | models.Q(state__in=[State.APPROVED, State.PUBLISHED], approval=Approval.STALE),
            deleted_at__isnull=True,
        ).order_by("waiting_since", "id")

    def sent_back_to(self, user: User) -> "ClaimQuerySet":
        """Those with requested changes that this person wrote in."""
        return self.filter(
            state=State.CHANGES_REQUESTED, deleted_at__isnull=True, contributors__contains=[user.pk]
        )

    def saying(self, words: str) -> "ClaimQuerySet":
        """The newest of those whose statement has all of `words` (see `ArticleQuerySet.matching`)."""
        query = SearchQuery(words, config="simple", search_type="websearch")
        found = Claim.objects.filter(search=query).order_by("-created_at", "-id")
        return self.filter(pk__in=found.values("pk")[:MOST_MATCHES])


class Claim(Identified):
    """A statement under check (schema.org ``claimReviewed``), with its claimant.

    `attribution` is the authority found in or beside the passage; while `asserts_chosen` is false the
    card asks whether the claim is that it is so or that the authority said so.
    `contributors` are the accounts that authored any judged value since the last valid approval:
    none of them may approve (a trigger refuses it too). `version` rises with every change that
    everyone may see, `reserved_version` with those of confidential evidence; together they are the
    ETag, each shown only to those who may see what it counts. `assignee` is who works on it next, `risks` what
    its words hold (see `annotations.reading.risks`), in the order of Risk. `content_sha256` is the hash of the bytes that the standing approval judged.
    `first_approval` is the first of two approvals, of the same bytes, where the newsroom asks for two. `reviewer` is who
    was asked to review it, `taken_by` who is reviewing it since `taken_at`, with a last sign of life at `taken_seen_at`. `deadline_at` and `priority` are the article's
    where null. `publish_at` is when it is to be published, by `publish_by`'s wish; `publish_problem` why it was not.
    `correction_kind` and `correction_note` tell readers what the next version corrects; `claimant_corrected_…` that
    the claimant put it right themselves: all of them are judged.
    `reserved_for` is the one reviewer who may decide on it, where somebody named one. `origin` is whose word it
    rests on ("official results"): evidence of the same origin says nothing new.
    `stale_at` is when a valid approval last went stale; `waiting_since` is since when the claim waits for a
    decision, where it waits: since it was submitted or its approval went stale, whichever came last.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="claims")
    statement = models.TextField()
    asserts = models.CharField(max_length=4, choices=Asserts, default=Asserts.SO)
    asserts_chosen = models.BooleanField(default=True)
    attribution = models.CharField(max_length=300, blank=True)
    claimant = models.CharField(max_length=300, blank=True)
    claimant_kind = models.CharField(
        max_length=12, choices=ClaimantKind, default=ClaimantKind.NOT_NAMED
    )
    claimed_on = models.DateField(null=True, blank=True)
    linked = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    verdict = models.ForeignKey(
        "Verdict", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    approval = models.CharField(max_length=8, choices=Approval, default=Approval.NONE)
    approval_decision = models.ForeignKey(
        "ReviewDecision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    content_sha256 = models.CharField(max_length=64, blank=True)
    contributors: "ArrayField[Any, Any]" = ArrayField(models.UUIDField(), default=list)
    first_approval = models.ForeignKey(
        "ReviewDecision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    on_hold = models.BooleanField(default=False)
    hold_reason = models.TextField(blank=True)
    publish_at = models.DateTimeField(null=True, blank=True)
    publish_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    publish_problem = models.JSONField(default=list, blank=True)
    correction_kind = models.CharField(max_length=12, blank=True)
    correction_note = models.TextField(blank=True)
    claimant_corrected_on = models.DateField(null=True, blank=True)
    claimant_corrected_url = models.URLField(max_length=4000, blank=True)
    claimant_corrected_note = models.TextField(blank=True)
    publication = models.ForeignKey(
        "Publication", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    assignee = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="assigned_claims"
    )
    reviewer = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="claims_to_review"
    )
    taken_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="claims_taken"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_seen_at = models.DateTimeField(null=True, blank=True)
    deadline_at = models.DateTimeField(null=True, blank=True)
    priority = models.SmallIntegerField(null=True, blank=True, choices=Priority)
    reserved_for = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="reserved_claims"
    )
    origin = models.ForeignKey(
        "SourceOrigin", null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )
    risks: "ArrayField[Any, Any]" = ArrayField(
        models.CharField(max_length=16, choices=Risk), default=list, blank=True
    )
    slug = models.SlugField(max_length=100, null=True, blank=True, unique=True)
    version = models.PositiveIntegerField(default=1)
    reserved_version = models.PositiveIntegerField(default=0)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    stale_at = models.DateTimeField(null=True)
    waiting_since = models.GeneratedField(
        expression=Greatest("submitted_at", "stale_at"),
        output_field=models.DateTimeField(null=True),
        db_persist=True,
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True)
    search = models.GeneratedField(
        expression=SearchVector("statement", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(statement=""), name="claim_states_something"
            ),
            models.CheckConstraint(
                condition=models.Q(asserts__in=Asserts.values), name="claim_asserts_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="claim_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(approval__in=Approval.values), name="claim_approval_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["approved", "published"])
                | models.Q(approval_decision__isnull=False, approval__in=["valid", "stale"]),
                name="claim_approved_by_a_decision",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="published") | models.Q(publication__isnull=False),
                name="claim_published_has_publication",
            ),
            models.CheckConstraint(
                condition=~models.Q(approval="stale") | models.Q(stale_at__isnull=False),
                name="claim_stale_since_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["article", "id"], name="claim_of_article"),
            models.Index(fields=["-created_at", "-id"], name="claim_newest"),
            models.Index(fields=["state", "-created_at", "-id"], name="claim_by_state"),
            models.Index(fields=["-changed_at", "-id"], name="claim_changed"),
            models.Index(
                fields=["claimant", "-created_at", "-id"],
                name="claim_by_claimant",
                condition=~models.Q(claimant=""),
            ),
            models.Index(
                fields=["-created_at", "-id"],
                name="claim_on_hold",
                condition=models.Q(on_hold=True),
            ),
            models.Index(
                fields=["waiting_since", "id"],
                name="claim_awaiting",
                condition=models.Q(state="in_review") | models.Q(approval="stale"),
            ),
            models.Index(
                fields=["assignee", "-changed_at", "-id"],
                name="claim_assigned",
                condition=models.Q(assignee__isnull=False),
            ),
            models.Index(
                fields=["reviewer", "waiting_since", "id"],
                name="claim_to_review",
                condition=models.Q(reviewer__isnull=False),
            ),
            models.Index(
                fields=["publish_at", "id"],
                name="claim_publish_due",
                condition=models.Q(publish_at__isnull=False),
            ),
            models.Index(
                fields=["deadline_at", "id"],
                name="claim_deadline",
                condition=models.Q(deadline_at__isnull=False),
            ),
            GinIndex(fields=["contributors"], name="claim_contributors"),
            GinIndex(fields=["search"], name="claim_search"),
        ]

    def __str__(self) -> str:
        return self.statement


class Appearance(Identified):
    """Where a claim appears: one article, one or more passages."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="appearances")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="appearances")
    speaker = models.CharField(max_length=300, blank=True)
    carried_by = models.CharField(max_length=300, blank=True)
    said_on = models.DateField(null=True, blank=True)
    original_words = models.TextField(blank=True)
    language = models.CharField(max_length=16, blank=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["claim"], name="appearance_of_claim")]

    def __str__(self) -> str:
        return f"{self.claim_id} in {self.article_id}"


class AnchorState(models.TextChoices):
    """How a passage stands in the newest text (the contract's ``anchor.state``)."""

    ANCHORED = "anchored", _("in place")
    MOVED = "moved", _("moved")
    CHANGED = "changed", _("words changed")
    ORPHANED = "orphaned", _("not found")


# From best to worst, for `anchor_state`: the worst of all passages.
ANCHOR_STATES_BY_HARM = ("anchored", "moved", "changed", "orphaned")


class HighlightPurpose(models.TextChoices):
    """What a highlight is for; every kind is re-anchored."""

    CLAIM = "claim", _("claim")
    COVERAGE = "coverage", _("coverage")
    QUOTE = "quote", _("quote")
    COMMENT = "comment", _("comment")
    DISMISSAL = "dismissal", _("dismissal")


class Highlight(Identified):
    """A passage as a person last confirmed it: W3C TextPositionSelector and TextQuoteSelector.

    `start` and `end` are code points in `revision.text`, end exclusive. `sentence` is the text of the
    sentences that the passage touches, as confirmed; `page` the page of a paged document (counted from
    1) on which it begins. Where the passage stands in later revisions is
    told by Anchor rows.

    `gone_at` is set where a person said that the words have left the text for good and the passage is the
    claim's only one: it stays, as it once stood, and nobody is asked about it any more. `evidence` is set on a
    quote that was found in the archived text of that evidence's source; it is no part of what is judged.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="highlights")
    revision = models.ForeignKey(
        ArticleRevision, on_delete=models.PROTECT, related_name="highlights"
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    sentence = models.TextField(blank=True)
    page = models.PositiveIntegerField(null=True)
    purpose = models.CharField(max_length=10, choices=HighlightPurpose)
    appearance = models.ForeignKey(
        Appearance, null=True, on_delete=models.PROTECT, related_name="highlights"
    )
    created_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)
    evidence = models.ForeignKey(
        "Evidence", null=True, on_delete=models.PROTECT, related_name="found_passages"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="highlight_not_empty"
            ),
            models.CheckConstraint(
                condition=models.Q(evidence__isnull=True) | models.Q(purpose="quote"),
                name="highlight_found_is_a_quote",
            ),
            models.CheckConstraint(
                condition=models.Q(purpose__in=HighlightPurpose.values),
                name="highlight_purpose_known",
            ),
            models.CheckConstraint(
                condition=models.Q(purpose="claim", appearance__isnull=False)
                | ~models.Q(purpose="claim"),
                name="highlight_of_claim_appears",
            ),
        ]
        indexes = [
            models.Index(fields=["article", "purpose", "start"], name="highlight_of_article"),
            models.Index(fields=["appearance"], name="highlight_of_appearance"),
        ]

    def __str__(self) -> str:
        return self.exact


class Anchor(Identified):
    """Where a highlight stands in a revision other than the one it was confirmed in.

    `sentence` is the text of the sentences that it touches there; empty for an orphan.
    """

    highlight = models.ForeignKey(Highlight, on_delete=models.PROTECT, related_name="anchors")
    revision = models.ForeignKey(ArticleRevision, on_delete=models.PROTECT, related_name="anchors")
    state = models.CharField(max_length=10, choices=AnchorState)
    change = models.CharField(max_length=10, blank=True)
    context = models.CharField(max_length=8, default="same")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    exact = models.TextField(blank=True)
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    sentence = models.TextField(blank=True)
    candidates = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["highlight", "revision"], name="anchor_once_per_revision"
            ),
            models.CheckConstraint(
                condition=models.Q(state="orphaned", start__isnull=True, end__isnull=True)
                | models.Q(~models.Q(state="orphaned"), end__gt=models.F("start")),
                name="anchor_has_place_unless_orphaned",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=AnchorState.values), name="anchor_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(change__in=["", "typography", "wording"]),
                name="anchor_change_known",
            ),
            models.CheckConstraint(
                condition=models.Q(context__in=["same", "changed"]), name="anchor_context_known"
            ),
        ]
        indexes = [models.Index(fields=["revision"], name="anchor_of_revision")]

    def __str__(self) -> str:
        return f"{self.state} {self.start}-{self.end}"
