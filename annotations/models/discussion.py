"""What people say to each other about a claim."""

from django.db import models

from annotations.models.claim import Claim
from annotations.models.ids import Identified
from annotations.models.user import User


class Pinned(Identified):
    """That something is about one judged value of a claim, or about words of it.

    `field` names the value (`statement`, `explanation`, `claimant`, `quote` or `note` of `evidence`; empty: the claim as
    a whole); `start` and `end` are code points in its text as it stood then, end exclusive, null for all of it;
    `exact` are those words, `prefix` and `suffix` what stood right before and after them (at most 32 characters), so
    that they are found again where the text around them moves.
    """

    field = models.CharField(max_length=24, blank=True)
    evidence = models.ForeignKey(
        "annotations.Evidence", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    exact = models.TextField(blank=True)
    prefix = models.CharField(max_length=32, blank=True)
    suffix = models.CharField(max_length=32, blank=True)

    class Meta:
        abstract = True


class Thread(Pinned):
    """One question about a claim and its answers; open until somebody resolves it. `decision` is the return that began it."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="threads")
    decision = models.ForeignKey(
        "ReviewDecision", null=True, on_delete=models.PROTECT, related_name="threads"
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    resolved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(resolved_by__isnull=True, resolved_at__isnull=True)
                | models.Q(resolved_by__isnull=False, resolved_at__isnull=False),
                name="thread_resolved_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["claim", "id"], name="thread_of_claim"),
            models.Index(
                fields=["claim"],
                name="thread_open",
                condition=models.Q(resolved_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"thread on {self.claim_id}"


class Comment(Identified):
    """One contribution to a thread. Taken back, it keeps its place and the record its words."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="comments")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text="") | models.Q(removed_at__isnull=False),
                name="comment_says_something",
            ),
        ]
        indexes = [models.Index(fields=["thread", "id"], name="comment_of_thread")]

    def __str__(self) -> str:
        return self.text


class Mention(Identified):
    """That a comment calls somebody; `seen_at` when they looked."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="mentions")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="mentions")
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "person"], name="mention_once"),
        ]
        indexes = [
            models.Index(
                fields=["person", "-id"],
                name="mention_unseen",
                condition=models.Q(seen_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.comment_id}"
