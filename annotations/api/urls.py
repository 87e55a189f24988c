"""Every address of the JSON door, below `/api/v1/`."""

from django.urls import URLPattern, path, re_path, register_converter
from django.urls.converters import StringConverter

from annotations.api import (
    account,
    alerts,
    annotations,
    archives,
    articles,
    attachments,
    backing,
    batches,
    bearing,
    board,
    bulk,
    claims,
    claims_found,
    clearing,
    coverage,
    desks,
    discussion,
    docs,
    earlier,
    everywhere,
    evidence,
    exports,
    feeds,
    figures,
    gate,
    guard,
    highlights,
    history,
    imports,
    inquiry,
    kinship,
    legal,
    matches,
    merging,
    notes,
    notices,
    origins,
    presence,
    proofs,
    published,
    queue,
    ratings,
    relations,
    reuse,
    review,
    revisions,
    second,
    selection,
    settings,
    sharing,
    since,
    sources,
    suggestions,
    tray,
    watch,
    webhooks,
    wordings,
)
from annotations.api.door import NothingHere

app_name = "api"


class TableConverter(StringConverter):
    """How an export is written."""

    regex = "csv|jsonl"


register_converter(TableConverter, "table")

_account: list[URLPattern] = [
    path("auth/token/", account.Tokens.as_view(), name="token"),
    path("auth/tokens/", account.TokenList.as_view(), name="tokens"),
    path("auth/tokens/<uuid:token_id>/", account.TokenOne.as_view(), name="token_one"),
    path("auth/me/", account.Me.as_view(), name="me"),
]
_imports: list[URLPattern] = [
    path("imports/", imports.Imports.as_view(), name="imports"),
    path("imports/<uuid:import_id>/", imports.ImportOne.as_view(), name="import"),
    path("imports/<uuid:import_id>/retry/", imports.ImportRetry.as_view(), name="import_retry"),
    path("imports/<uuid:import_id>/cancel/", imports.ImportCancel.as_view(), name="import_cancel"),
    path("batches/", batches.Batches.as_view(), name="batches"),
    path("batches/<uuid:batch_id>/", batches.BatchOne.as_view(), name="batch"),
    path("batches/<uuid:batch_id>/imports/", batches.BatchImports.as_view(), name="batch_imports"),
    path("batches/<uuid:batch_id>/cancel/", batches.BatchCancel.as_view(), name="batch_cancel"),
    path("batches/<uuid:batch_id>/retry/", batches.BatchRetry.as_view(), name="batch_retry"),
]
_articles: list[URLPattern] = [
    path("articles/", articles.Articles.as_view(), name="articles"),
    path("articles/<uuid:article_id>/", articles.ArticleOne.as_view(), name="article"),
    path(
        "articles/<uuid:article_id>/restore/",
        articles.ArticleRestore.as_view(),
        name="article_restore",
    ),
    path(
        "articles/<uuid:article_id>/presence/",
        presence.ArticlePresence.as_view(),
        name="presence",
    ),
    path("articles/<uuid:article_id>/revisions/", articles.Revisions.as_view(), name="revisions"),
    path(
        "articles/<uuid:article_id>/revisions/<uuid:revision_id>/",
        revisions.RevisionOne.as_view(),
        name="revision",
    ),
    path(
        "articles/<uuid:article_id>/revisions/<uuid:revision_id>/differences/<uuid:other_id>/",
        revisions.RevisionDifferences.as_view(),
        name="differences",
    ),
    path(
        "articles/<uuid:article_id>/corrections/<str:field>/",
        revisions.Correction.as_view(),
        name="correction",
    ),
    path(
        "articles/<uuid:article_id>/blocks/<str:block_id>/", articles.Block.as_view(), name="block"
    ),
    path(
        "articles/<uuid:article_id>/kinships/", kinship.ArticleKinships.as_view(), name="kinships"
    ),
    path("kinships/<uuid:kinship_id>/", kinship.KinshipOne.as_view(), name="kinship"),
    path(
        "articles/<uuid:article_id>/coverage/", coverage.ArticleCoverage.as_view(), name="coverage"
    ),
    path(
        "articles/<uuid:article_id>/coverage/remove/",
        coverage.CoverageRemove.as_view(),
        name="coverage_remove",
    ),
    path(
        "articles/<uuid:article_id>/coverage/confirm/",
        coverage.CoverageConfirm.as_view(),
        name="coverage_confirm",
    ),
    path(
        "articles/<uuid:article_id>/archive.warc.gz",
        archives.ArticleArchive.as_view(),
        name="article_archive",
    ),
    path(
        "articles/<uuid:article_id>/revisions/<uuid:revision_id>/archive.warc.gz",
        archives.RevisionArchive.as_view(),
        name="revision_archive",
    ),
    path("articles/<uuid:article_id>/tray/", tray.ArticleTray.as_view(), name="tray"),
    path(
        "articles/<uuid:article_id>/tray/confirm/", tray.TrayConfirm.as_view(), name="tray_confirm"
    ),
    path("articles/<uuid:article_id>/claims/", claims.ArticleClaims.as_view(), name="marking"),
    path(
        "articles/<uuid:article_id>/claims/bulk/",
        bulk.ArticleClaimsBulk.as_view(),
        name="marking_many",
    ),
    path(
        "articles/<uuid:article_id>/suggestions/",
        suggestions.Suggestions.as_view(),
        name="suggestions",
    ),
    path(
        "articles/<uuid:article_id>/suggestions/<uuid:choice_id>/take-back/",
        suggestions.SuggestionTakeBack.as_view(),
        name="suggestion_take_back",
    ),
    path("articles/<uuid:article_id>/selection/", selection.Selection.as_view(), name="selection"),
    path(
        "articles/<uuid:article_id>/submit-rated/",
        review.SubmitRated.as_view(),
        name="submit_rated",
    ),
    path("articles/<uuid:article_id>/events/", history.ArticleEvents.as_view(), name="events"),
    path("articles/<uuid:article_id>/clear/", clearing.Clear.as_view(), name="clear"),
    path("articles/<uuid:article_id>/sign-off/", clearing.SignOff.as_view(), name="sign_off"),
    path("articles/<uuid:article_id>/reopen/", clearing.Reopen.as_view(), name="reopen"),
    path(
        "articles/<uuid:article_id>/change-list/",
        clearing.ChangeList.as_view(),
        name="change_list",
    ),
    path(
        "articles/<uuid:article_id>/annotations/",
        annotations.Annotations.as_view(),
        name="annotations",
    ),
    path(
        "articles/<uuid:article_id>/annotations/import/",
        annotations.AnnotationImport.as_view(),
        name="annotations_import",
    ),
    path(
        "articles/<uuid:article_id>/annotations/import/<uuid:import_id>/",
        annotations.AnnotationImportOne.as_view(),
        name="annotations_import_one",
    ),
    path(
        "annotations/<uuid:annotation_id>/",
        annotations.AnnotationOne.as_view(),
        name="annotation",
    ),
]
_claims: list[URLPattern] = [
    path("claims/", claims_found.Claims.as_view(), name="claims"),
    path("claims/<uuid:claim_id>/", claims.ClaimOne.as_view(), name="claim"),
    path(
        "claims/<uuid:claim_id>/appearances/everywhere/",
        everywhere.Everywhere.as_view(),
        name="everywhere",
    ),
    path("claims/<uuid:claim_id>/restore/", claims.Restore.as_view(), name="restore"),
    path("claims/<uuid:claim_id>/assignee/", claims.Assignee.as_view(), name="assignee"),
    path("claims/<uuid:claim_id>/appearances/", claims.Appearances.as_view(), name="appearances"),
    path("claims/<uuid:claim_id>/passages/", bearing.ClaimPassages.as_view(), name="bearing"),
    path("claims/<uuid:claim_id>/evidence/", evidence.ClaimEvidence.as_view(), name="linking"),
    path("claims/<uuid:claim_id>/figures/", figures.ClaimFigures.as_view(), name="claim_figures"),
    path("figures/<uuid:figure_id>/", figures.FigureOne.as_view(), name="figure"),
    path("claims/<uuid:claim_id>/origins/", origins.ClaimOrigins.as_view(), name="claim_origins"),
    path("claims/<uuid:claim_id>/origin/", origins.ClaimOrigin.as_view(), name="claim_origin"),
    path("claims/<uuid:claim_id>/verdict/", review.Verdict.as_view(), name="verdict"),
    path("claims/<uuid:claim_id>/submit/", review.Submit.as_view(), name="submit"),
    path("claims/<uuid:claim_id>/reserve/", review.Reserve.as_view(), name="reserve"),
    path("claims/<uuid:claim_id>/take/", queue.Take.as_view(), name="take"),
    path("claims/<uuid:claim_id>/hand-back/", queue.HandBack.as_view(), name="hand_back"),
    path("claims/<uuid:claim_id>/remind/", queue.Remind.as_view(), name="remind"),
    path("claims/<uuid:claim_id>/recall/", review.Recall.as_view(), name="recall"),
    path("claims/<uuid:claim_id>/approve/", review.Approve.as_view(), name="approve"),
    path(
        "claims/<uuid:claim_id>/request-changes/",
        review.RequestChanges.as_view(),
        name="request_changes",
    ),
    path("claims/<uuid:claim_id>/publish/", review.Publish.as_view(), name="publish"),
    path("claims/<uuid:claim_id>/gate/", gate.ClaimGate.as_view(), name="claim_gate"),
    path("articles/<uuid:article_id>/gate/", gate.ArticleGate.as_view(), name="article_gate"),
    path("claims/<uuid:claim_id>/withdraw/", review.Withdraw.as_view(), name="withdraw"),
    path("claims/<uuid:claim_id>/correct/", review.Correct.as_view(), name="correct"),
    path("claims/<uuid:claim_id>/attempts/", inquiry.ClaimAttempts.as_view(), name="attempts"),
    path("attempts/<uuid:attempt_id>/", inquiry.AttemptOne.as_view(), name="attempt"),
    path(
        "claims/<uuid:claim_id>/requests-for-comment/",
        inquiry.ClaimRequests.as_view(),
        name="requests_for_comment",
    ),
    path(
        "requests-for-comment/<uuid:request_id>/",
        inquiry.RequestOne.as_view(),
        name="request_for_comment",
    ),
    path("claims/<uuid:claim_id>/backing/", backing.ClaimBacking.as_view(), name="backing"),
    path("backing/<uuid:note_id>/", backing.BackingOne.as_view(), name="backing_note"),
    path(
        "claims/<uuid:claim_id>/change-answer/",
        clearing.ChangeAnswer.as_view(),
        name="change_answer",
    ),
    path("claims/<uuid:claim_id>/notes/", notes.ClaimNotes.as_view(), name="notes"),
    path("notes/<uuid:note_id>/", notes.NoteOne.as_view(), name="note"),
    path(
        "appearances/<uuid:appearance_id>/quote-check/",
        notes.QuoteCheck.as_view(),
        name="quote_check",
    ),
    path("claims/<uuid:claim_id>/warnings/", guard.ClaimWarnings.as_view(), name="warnings"),
    path("claims/<uuid:claim_id>/reasons/", guard.ClaimReasons.as_view(), name="reasons"),
    path("claims/<uuid:claim_id>/threads/", discussion.ClaimThreads.as_view(), name="threads"),
    path("threads/<uuid:thread_id>/comments/", discussion.ThreadComments.as_view(), name="reply"),
    path("threads/<uuid:thread_id>/resolve/", discussion.ThreadResolve.as_view(), name="resolve"),
    path("threads/<uuid:thread_id>/reopen/", discussion.ThreadReopen.as_view(), name="reopen"),
    path("comments/<uuid:comment_id>/", discussion.CommentOne.as_view(), name="comment"),
    path("people/", discussion.People.as_view(), name="people"),
    path(
        "claims/<uuid:claim_id>/suggestions/",
        wordings.ClaimWordings.as_view(),
        name="claim_suggestions",
    ),
    path(
        "suggestions/<uuid:suggestion_id>/accept/",
        wordings.WordingAccept.as_view(),
        name="wording_accept",
    ),
    path(
        "suggestions/<uuid:suggestion_id>/decline/",
        wordings.WordingDecline.as_view(),
        name="wording_decline",
    ),
    path(
        "suggestions/<uuid:suggestion_id>/take-back/",
        wordings.WordingTakeBack.as_view(),
        name="wording_take_back",
    ),
    path("claims/<uuid:claim_id>/second/", second.ClaimSecond.as_view(), name="claim_second"),
    path("second/", second.SecondOffered.as_view(), name="second"),
    path("second/<uuid:second_id>/", second.SecondGive.as_view(), name="second_give"),
    path(
        "second/<uuid:second_id>/hand-back/",
        second.SecondHandBack.as_view(),
        name="second_hand_back",
    ),
    path("review/agreement/", second.AgreementOf.as_view(), name="agreement"),
    path("claims/<uuid:claim_id>/since/", since.ClaimSince.as_view(), name="since"),
    path("claims/<uuid:claim_id>/relations/", relations.ClaimRelations.as_view(), name="relations"),
    path("relations/<uuid:relation_id>/", relations.RelationOne.as_view(), name="relation"),
    path("claims/<uuid:claim_id>/reuse/", reuse.ClaimReuse.as_view(), name="reuse"),
    path("claims/<uuid:claim_id>/history/", history.ClaimHistory.as_view(), name="history"),
    path("history/", history.Record.as_view(), name="history_list"),
    path("history/compare/", history.RecordCompare.as_view(), name="history_compare"),
    path("articles/<uuid:article_id>/proofs/", proofs.ArticleProofs.as_view(), name="proofs"),
    path("proofs/<uuid:proof_id>/", proofs.ProofOne.as_view(), name="proof"),
    path("proofs/<uuid:proof_id>/pdf/", proofs.ProofFile.as_view(), name="proof_pdf"),
    path(
        "articles/<uuid:article_id>/dossier/",
        legal.ArticleDossier.as_view(),
        name="article_dossier",
    ),
    path("claims/<uuid:claim_id>/dossier/", legal.ClaimDossier.as_view(), name="claim_dossier"),
    path("exports/claims.<table:ending>", exports.ClaimsExport.as_view(), name="export_claims"),
    path("exports/sources.<table:ending>", exports.SourcesExport.as_view(), name="export_sources"),
    path("exports/history.<table:ending>", exports.HistoryExport.as_view(), name="export_history"),
    path("legal/", legal.Matters.as_view(), name="legal"),
    path("legal/said/", legal.Said.as_view(), name="legal_said"),
    path(
        "legal/dossiers/<uuid:dossier_id>/", legal.DossierFile.as_view(), name="legal_dossier_file"
    ),
    path("legal/<uuid:matter_id>/", legal.MatterOne.as_view(), name="legal_matter"),
    path("legal/<uuid:matter_id>/add/", legal.MatterAdd.as_view(), name="legal_add"),
    path("legal/<uuid:matter_id>/remove/", legal.MatterRemove.as_view(), name="legal_remove"),
    path("legal/<uuid:matter_id>/close/", legal.MatterClose.as_view(), name="legal_close"),
    path("legal/<uuid:matter_id>/dossiers/", legal.MatterDossiers.as_view(), name="legal_dossiers"),
    path(
        "claims/<uuid:claim_id>/claimreview/", published.ClaimReview.as_view(), name="claimreview"
    ),
    path("evidence/<uuid:evidence_id>/", evidence.EvidenceOne.as_view(), name="evidence"),
    path(
        "evidence/<uuid:evidence_id>/attachments/",
        attachments.EvidenceAttachments.as_view(),
        name="attachments",
    ),
    path(
        "attachments/<uuid:attachment_id>/",
        attachments.AttachmentOne.as_view(),
        name="attachment",
    ),
    path("highlights/<uuid:highlight_id>/", highlights.HighlightOne.as_view(), name="highlight"),
    path("highlights/<uuid:highlight_id>/confirm/", highlights.Confirm.as_view(), name="confirm"),
    path(
        "highlights/<uuid:highlight_id>/reattach/", highlights.Reattach.as_view(), name="reattach"
    ),
    path("highlights/<uuid:highlight_id>/retire/", highlights.Retire.as_view(), name="retire"),
    path(
        "highlights/<uuid:highlight_id>/restore/",
        highlights.Restore.as_view(),
        name="restore_passage",
    ),
]
_feeds: list[URLPattern] = [
    path("articles/<uuid:article_id>/watch/", watch.ArticleWatch.as_view(), name="watch"),
    path("articles/<uuid:article_id>/watch/look/", watch.WatchLook.as_view(), name="watch_look"),
    path("alerts/", alerts.Alerts.as_view(), name="alerts"),
    path("alerts/<uuid:alert_id>/resolve/", alerts.AlertResolve.as_view(), name="alert_resolve"),
    path("alerts/<uuid:alert_id>/take/", alerts.AlertTake.as_view(), name="alert_take"),
    path("feeds/", feeds.Feeds.as_view(), name="feeds"),
    path("feeds/<uuid:feed_id>/", feeds.FeedOne.as_view(), name="feed"),
    path("feeds/<uuid:feed_id>/poll/", feeds.FeedPoll.as_view(), name="feed_poll"),
    path("feeds/<uuid:feed_id>/entries/", feeds.FeedEntries.as_view(), name="feed_entries"),
    path(
        "feeds/<uuid:feed_id>/entries/<uuid:entry_id>/import/",
        feeds.FeedEntryImport.as_view(),
        name="feed_entry_import",
    ),
    path("notices/", notices.Notices.as_view(), name="notices"),
    path("notices/unseen/", notices.NoticesUnseen.as_view(), name="notices_unseen"),
    path("notices/seen/", notices.NoticesSeen.as_view(), name="notices_see"),
    path("notices/choices/", notices.NoticeChoices.as_view(), name="notices_choices"),
    path("notices/<uuid:notice_id>/seen/", notices.NoticeSeen.as_view(), name="notice_see"),
    path("matches/", matches.Matches.as_view(), name="matches"),
    path("matches/choices/", matches.MatchChoices.as_view(), name="match_choices"),
    path("claims/<uuid:claim_id>/similar/", matches.SimilarClaims.as_view(), name="claim_similar"),
    path("earlier-checks/", earlier.EarlierChecks.as_view(), name="earlier_checks"),
    path(
        "earlier-checks/<uuid:check_id>/", earlier.EarlierCheckOne.as_view(), name="earlier_check"
    ),
]
_sharing: list[URLPattern] = [
    path(
        "sources/<uuid:source_id>/sharing/",
        sharing.SourceSharing.as_view(),
        name="source_sharing",
    ),
    path(
        "evidence/<uuid:evidence_id>/sharing/",
        sharing.EvidenceSharing.as_view(),
        name="evidence_sharing",
    ),
    path(
        "attempts/<uuid:attempt_id>/sharing/",
        sharing.AttemptSharing.as_view(),
        name="attempt_sharing",
    ),
    path("notes/<uuid:note_id>/sharing/", sharing.NoteSharing.as_view(), name="note_sharing"),
]
_rest: list[URLPattern] = [
    path("queue/", queue.Queue.as_view(), name="queue"),
    path("ratings/", ratings.Ratings.as_view(), name="ratings"),
    path(
        "ratings/<slug:slug>/translations/",
        ratings.RatingWords.as_view(),
        name="rating_translations",
    ),
    path("desks/", desks.Desks.as_view(), name="desks"),
    path("desks/<uuid:desk_id>/", desks.DeskOne.as_view(), name="desk"),
    path("newsroom/workflow/", settings.Workflow.as_view(), name="workflow"),
    path("newsroom/about/", settings.About.as_view(), name="about"),
    path("figures/", board.Figures.as_view(), name="figures"),
    path("figures/relations/", board.FigureRelations.as_view(), name="figures_relations"),
    path("sources/", sources.Sources.as_view(), name="sources"),
    path("sources/<uuid:source_id>/", sources.SourceOne.as_view(), name="source"),
    path("sources/<uuid:source_id>/claims/", sources.SourceClaims.as_view(), name="source_claims"),
    path("sources/<uuid:source_id>/merge/", merging.SourceMerge.as_view(), name="source_merge"),
    path("origins/", origins.SourceOrigins.as_view(), name="origins"),
    path(
        "sources/<uuid:source_id>/archive.warc.gz",
        archives.SourceArchive.as_view(),
        name="source_archive",
    ),
    path("webhooks/", webhooks.Webhooks.as_view(), name="webhooks"),
    path("webhooks/<uuid:webhook_id>/", webhooks.WebhookOne.as_view(), name="webhook"),
    path(
        "webhooks/<uuid:webhook_id>/secret/", webhooks.WebhookRoll.as_view(), name="webhook_secret"
    ),
    path("webhooks/<uuid:webhook_id>/ping/", webhooks.WebhookPing.as_view(), name="webhook_ping"),
    path(
        "webhooks/<uuid:webhook_id>/deliveries/",
        webhooks.WebhookDeliveries.as_view(),
        name="webhook_deliveries",
    ),
    path(
        "webhooks/<uuid:webhook_id>/deliveries/<uuid:delivery_id>/",
        webhooks.WebhookDeliveryOne.as_view(),
        name="webhook_delivery",
    ),
    path(
        "webhooks/<uuid:webhook_id>/deliveries/<uuid:delivery_id>/retry/",
        webhooks.WebhookRetry.as_view(),
        name="webhook_retry",
    ),
    path("schema/", docs.Schema.as_view(), name="schema"),
    path("docs/", docs.Docs.as_view(), name="docs"),
    re_path(r"^[\s\S]*$", NothingHere.as_view(), name="nothing"),
]
urlpatterns = [*_account, *_imports, *_articles, *_claims, *_feeds, *_sharing, *_rest]
