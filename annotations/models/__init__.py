"""Nouns: fields, constraints, one-row facts, QuerySets."""

from annotations.models.annotation_origin import AnnotationOrigin
from annotations.models.article import Article, ArticleRole, Purpose, Stage
from annotations.models.batch import Batch
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
    Risk,
    State,
)
from annotations.models.clearing import BackingNote, SignOff, SignOffKind
from annotations.models.coverage import Coverage, CoverageKind
from annotations.models.decision import DecisionKind, Publication, PublicationKind, ReviewDecision
from annotations.models.desk import Desk, DeskKind, Priority
from annotations.models.discussion import Comment, Mention, Thread
from annotations.models.earlier import EarlierCheck
from annotations.models.feed import EntryState, Feed, FeedEntry, FeedKind, SiteRules
from annotations.models.figure import (
    Figure,
    FigureQualifier,
    FigureRelation,
    FigureRelationKind,
    Quantity,
)
from annotations.models.history import (
    APPEND_ONLY_TABLES,
    HistoryEntry,
    HistoryHead,
    HistoryPayload,
)
from annotations.models.inquiry import (
    Attempt,
    AttemptKind,
    AttemptOutcome,
    Checked,
    CommentOutcome,
    GuardReason,
    Note,
    QuoteCheck,
    RequestForComment,
)
from annotations.models.invitation import Invitation
from annotations.models.kinship import AlsoPublished, KinDecision, Kinship, Likeness, TextSketch
from annotations.models.legal import Dossier, DossierKind, Erasure, HeadNote, HeadWay, LegalMatter
from annotations.models.matching import (
    Embedding,
    HintAnswer,
    HintChoice,
    MatchAnswer,
    MatchChoice,
    TermCount,
)
from annotations.models.newsroom import Language, Newsroom, PublicText
from annotations.models.notice import (
    Digest,
    Notice,
    NoticeChoice,
    NoticeHead,
    NoticeKind,
    NoticeWay,
)
from annotations.models.presence import Presence
from annotations.models.proof import Proof
from annotations.models.rating import Needed, Rating
from annotations.models.relation import ClaimRelation, ClaimRelationKind, Reuse
from annotations.models.revision import ArticleRevision, Exchange, Origin, Snapshot
from annotations.models.source import (
    Attachment,
    Channel,
    Evidence,
    SoughtQuote,
    Source,
    SourceKind,
    SourceOrigin,
    Stance,
)
from annotations.models.suggestion import SecondVerdict, Suggestion, SuggestionState
from annotations.models.token import ApiToken, ApiUse, IdempotencyKey, Scope
from annotations.models.user import Role, User
from annotations.models.verdict import Verdict
from annotations.models.visibility import Visibility
from annotations.models.watch import Alert, AlertKind, AlertTouch, Resolution, Seen, Watch
from annotations.models.webhook import (
    DeliveryState,
    Webhook,
    WebhookDelivery,
    WebhookEvent,
    WebhookHead,
)
from annotations.models.work import (
    Heartbeat,
    Import,
    ImportKind,
    ImportStage,
    ImportStatus,
    Work,
)

__all__ = [
    "ANCHOR_STATES_BY_HARM",
    "APPEND_ONLY_TABLES",
    "Alert",
    "AlertKind",
    "AlertTouch",
    "AlsoPublished",
    "Anchor",
    "AnchorState",
    "AnnotationOrigin",
    "ApiToken",
    "ApiUse",
    "Appearance",
    "Approval",
    "Article",
    "ArticleRevision",
    "ArticleRole",
    "Asserts",
    "Attachment",
    "Attempt",
    "AttemptKind",
    "AttemptOutcome",
    "BackingNote",
    "Batch",
    "Blob",
    "Channel",
    "Checked",
    "Claim",
    "ClaimRelation",
    "ClaimRelationKind",
    "ClaimantKind",
    "Comment",
    "CommentOutcome",
    "Coverage",
    "CoverageKind",
    "DecisionKind",
    "DeliveryState",
    "Desk",
    "DeskKind",
    "Digest",
    "Dossier",
    "DossierKind",
    "EarlierCheck",
    "Embedding",
    "EntryState",
    "Erasure",
    "Evidence",
    "Exchange",
    "Feed",
    "FeedEntry",
    "FeedKind",
    "Figure",
    "FigureQualifier",
    "FigureRelation",
    "FigureRelationKind",
    "GuardReason",
    "HeadNote",
    "HeadWay",
    "Heartbeat",
    "Highlight",
    "HighlightPurpose",
    "HintAnswer",
    "HintChoice",
    "HistoryEntry",
    "HistoryHead",
    "HistoryPayload",
    "IdempotencyKey",
    "Import",
    "ImportKind",
    "ImportStage",
    "ImportStatus",
    "Invitation",
    "KinDecision",
    "Kinship",
    "Language",
    "LegalMatter",
    "Likeness",
    "MatchAnswer",
    "MatchChoice",
    "Mention",
    "Needed",
    "Newsroom",
    "Note",
    "Notice",
    "NoticeChoice",
    "NoticeHead",
    "NoticeKind",
    "NoticeWay",
    "Origin",
    "Presence",
    "Priority",
    "Proof",
    "PublicText",
    "Publication",
    "PublicationKind",
    "Purpose",
    "Quantity",
    "QuoteCheck",
    "Rating",
    "RequestForComment",
    "Resolution",
    "Reuse",
    "ReviewDecision",
    "Risk",
    "Role",
    "Scope",
    "SecondVerdict",
    "Seen",
    "SignOff",
    "SignOffKind",
    "SiteRules",
    "Snapshot",
    "SoughtQuote",
    "Source",
    "SourceKind",
    "SourceOrigin",
    "Stage",
    "Stance",
    "State",
    "Suggestion",
    "SuggestionState",
    "TermCount",
    "TextSketch",
    "Thread",
    "User",
    "Verdict",
    "Visibility",
    "Watch",
    "Webhook",
    "WebhookDelivery",
    "WebhookEvent",
    "WebhookHead",
    "Work",
]
