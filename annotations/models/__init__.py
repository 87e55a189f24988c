"""Nouns: fields, constraints, one-row facts, QuerySets."""

from annotations.models.article import Article, ArticleRole, Purpose, Stage
from annotations.models.blob import Blob
from annotations.models.claim import (
    ANCHOR_STATES_BY_HARM,
    Anchor,
    AnchorState,
    Appearance,
    Approval,
    Asserts,
    Claim,
    ClaimantKind,
    Highlight,
    HighlightPurpose,
    State,
)
from annotations.models.decision import DecisionKind, Publication, ReviewDecision
from annotations.models.history import (
    APPEND_ONLY_TABLES,
    HistoryEntry,
    HistoryHead,
    HistoryPayload,
)
from annotations.models.newsroom import Newsroom
from annotations.models.rating import Needed, Rating
from annotations.models.revision import ArticleRevision, Origin, Snapshot
from annotations.models.source import Evidence, Source, SourceKind, Stance, Visibility
from annotations.models.token import ApiToken, IdempotencyKey, Scope
from annotations.models.user import Role, User
from annotations.models.verdict import Verdict
from annotations.models.work import Heartbeat, Import, ImportStage, ImportStatus, Work

__all__ = [
    "ANCHOR_STATES_BY_HARM",
    "APPEND_ONLY_TABLES",
    "Anchor",
    "AnchorState",
    "ApiToken",
    "Appearance",
    "Approval",
    "Article",
    "ArticleRevision",
    "ArticleRole",
    "Asserts",
    "Blob",
    "Claim",
    "ClaimantKind",
    "DecisionKind",
    "Evidence",
    "Heartbeat",
    "Highlight",
    "HighlightPurpose",
    "HistoryEntry",
    "HistoryHead",
    "HistoryPayload",
    "IdempotencyKey",
    "Import",
    "ImportStage",
    "ImportStatus",
    "Needed",
    "Newsroom",
    "Origin",
    "Publication",
    "Purpose",
    "Rating",
    "ReviewDecision",
    "Role",
    "Scope",
    "Snapshot",
    "Source",
    "SourceKind",
    "Stage",
    "Stance",
    "State",
    "User",
    "Verdict",
    "Visibility",
    "Work",
]
