"""Every address of the product."""

from django.urls import URLPattern, URLResolver, include, path, register_converter
from django.urls.converters import StringConverter

from annotations.views import (
    articles,
    attached,
    batches,
    bearing,
    blocks,
    bookmarklet,
    claim_figures,
    claims,
    comment_requests,
    desk,
    discussion,
    earlier,
    evidence,
    feeds,
    figures,
    forms,
    guard,
    hints,
    imports,
    independence,
    inquiry,
    kinship,
    matches,
    merging_sources,
    passages,
    public,
    relations,
    review,
    revisions,
    setup,
    sharing,
    sources,
    steps,
    subscriptions,
    tray,
    watch,
    watching,
    workspace,
)


class StepConverter(StringConverter):
    """A step of the workflow."""

    regex = "submit|recall|approve|request-changes|publish|withdraw|correct"


class DecisionConverter(StringConverter):
    """A decision on where a passage stands."""

    regex = "confirm|reattach|retire"


register_converter(StepConverter, "step")
register_converter(DecisionConverter, "decision")

public_pages: list[URLPattern | URLResolver] = [
    path("factchecks/", public.factchecks, name="factchecks"),
    path("factchecks/feed.atom", feeds.feed, name="feed"),
    path("factchecks/sitemap.xml", public.sitemap, name="sitemap"),
    path("factchecks/<slug:slug>/", public.factcheck, name="factcheck"),
    path("corrections/", public.corrections, name="corrections"),
    path("methodology/", public.methodology, name="methodology"),
    path("setup/<str:secret>/", setup.setup, name="setup"),
]

article_pages: list[URLPattern | URLResolver] = [
    path("articles/", articles.articles, name="articles"),
    path("articles/<uuid:article_id>/", workspace.workspace, name="workspace"),
    path("articles/<uuid:article_id>/cards/", workspace.cards, name="workspace_cards"),
    path("articles/<uuid:article_id>/tray/", tray.tray, name="article_tray"),
    path("articles/<uuid:article_id>/hints/", hints.hints, name="article_hints"),
    path("articles/<uuid:article_id>/hints/dismiss/", hints.dismiss, name="article_hint_dismiss"),
    path("articles/<uuid:article_id>/progress/", workspace.progress, name="workspace_progress"),
    path("articles/<uuid:article_id>/about/", workspace.correct, name="article_correct"),
    path("articles/<uuid:article_id>/blocks/", blocks.choose, name="article_block"),
    path(
        "articles/<uuid:article_id>/blocks/<str:block_id>/",
        blocks.block,
        name="article_one_block",
    ),
    path("articles/<uuid:article_id>/delete/", workspace.remove, name="article_delete"),
    path("articles/<uuid:article_id>/restore/", workspace.restore, name="article_restore"),
    path("articles/<uuid:article_id>/again/", workspace.again, name="article_again"),
    path("articles/<uuid:article_id>/revisions/", revisions.revisions, name="revisions"),
    path(
        "articles/<uuid:article_id>/revisions/<int:number>/",
        revisions.since,
        name="revision_since",
    ),
    path(
        "articles/<uuid:article_id>/revisions/<int:old>/<int:new>/",
        revisions.differences,
        name="revision_differences",
    ),
    path("articles/<uuid:article_id>/claims/", passages.mark, name="claim_mark"),
    path("articles/<uuid:article_id>/claims/same/", claims.same, name="claims_same"),
    path("articles/<uuid:article_id>/submit-rated/", steps.submit_rated, name="submit_rated"),
    path("kinships/<uuid:kinship_id>/", kinship.decide, name="kinship"),
    path("imports/", imports.imports, name="imports"),
    path("imports/bookmarklet/", bookmarklet.bookmarklet, name="bookmarklet"),
    path("imports/bookmarklet/receive/", bookmarklet.receive, name="bookmarklet_receive"),
    path("imports/bookmarklet/take/", bookmarklet.take, name="bookmarklet_take"),
    path("imports/live/", watching.live, name="imports_live"),
    path("imports/batches/<uuid:batch_id>/", batches.batch, name="batch"),
    path("imports/batches/<uuid:batch_id>/cancel/", batches.cancel, name="batch_cancel"),
    path("imports/batches/<uuid:batch_id>/retry/", batches.retry, name="batch_retry"),
    path("imports/<uuid:import_id>/retry/", imports.retry, name="import_retry"),
    path("imports/<uuid:import_id>/cancel/", imports.cancel, name="import_cancel"),
]

watch_pages: list[URLPattern | URLResolver] = [
    path("watch/", watch.watch, name="watch"),
    path("articles/<uuid:article_id>/watch/", watch.page, name="watch_page"),
    path("articles/<uuid:article_id>/watch/pause/", watch.pause, name="watch_pause"),
    path("articles/<uuid:article_id>/watch/look/", watch.look, name="watch_look"),
    path("alerts/<uuid:alert_id>/resolve/", watch.resolve, name="alert_resolve"),
    path("alerts/<uuid:alert_id>/take/", watch.take, name="alert_take"),
]

claim_pages: list[URLPattern | URLResolver] = [
    path("claims/", claims.claims, name="claims"),
    path("claims/<uuid:claim_id>/", claims.claim, name="claim"),
    path("claims/<uuid:claim_id>/card/", claims.card, name="claim_card"),
    path("claims/<uuid:claim_id>/history/", claims.history, name="claim_history"),
    path("claims/<uuid:claim_id>/edit/", forms.edit, name="claim_edit"),
    path("claims/<uuid:claim_id>/verdict/", forms.verdict, name="claim_verdict"),
    path("claims/<uuid:claim_id>/hold/", steps.hold, name="claim_hold"),
    path("claims/<uuid:claim_id>/assign/", claims.assign, name="claim_assign"),
    path("claims/<uuid:claim_id>/delete/", claims.remove, name="claim_delete"),
    path("claims/<uuid:claim_id>/passages/", passages.add_passage, name="claim_passage"),
    path("claims/<uuid:claim_id>/everywhere/", passages.everywhere, name="claim_everywhere"),
    path("claims/<uuid:claim_id>/bearing/", bearing.passages, name="claim_bearing"),
    path("claims/<uuid:claim_id>/bearing/link/", bearing.link, name="bearing_link"),
    path("claims/<uuid:claim_id>/evidence/", evidence.add, name="evidence_add"),
    path("claims/<uuid:claim_id>/relations/", relations.relate, name="claim_relate"),
    path("claims/<uuid:claim_id>/relations/others/", relations.others, name="relation_others"),
    path("relations/<uuid:relation_id>/remove/", relations.remove, name="relation_remove"),
    path("claims/<uuid:claim_id>/seen/", matches.similar, name="claim_seen"),
    path("matches/seen/", matches.seen, name="matches_seen"),
    path("matches/answer/", matches.answer, name="match_answer"),
    path("claims/<uuid:claim_id>/reuse/", relations.reuse, name="claim_reuse"),
    path("claims/<uuid:claim_id>/reuse/let-go/", relations.let_go, name="claim_let_go"),
    path("claims/<uuid:claim_id>/figures/", claim_figures.add, name="claim_figure_add"),
    path("claims/<uuid:claim_id>/figures/take/", claim_figures.take, name="claim_figure_take"),
    path("figures/<uuid:figure_id>/edit/", claim_figures.edit, name="claim_figure_edit"),
    path("figures/<uuid:figure_id>/confirm/", claim_figures.confirm, name="claim_figure_confirm"),
    path("figures/<uuid:figure_id>/remove/", claim_figures.remove, name="claim_figure_remove"),
    path("claims/<uuid:claim_id>/attempts/", inquiry.attempt_add, name="attempt_add"),
    path("attempts/<uuid:attempt_id>/edit/", inquiry.attempt_edit, name="attempt_edit"),
    path("attempts/<uuid:attempt_id>/remove/", inquiry.attempt_remove, name="attempt_remove"),
    path("claims/<uuid:claim_id>/notes/", inquiry.note_add, name="note_add"),
    path("notes/<uuid:note_id>/edit/", inquiry.note_edit, name="note_edit"),
    path("notes/<uuid:note_id>/remove/", inquiry.note_remove, name="note_remove"),
    path("appearances/<uuid:appearance_id>/quote/", inquiry.quote_check, name="quote_check"),
    path(
        "claims/<uuid:claim_id>/requests-for-comment/",
        comment_requests.add,
        name="comment_request_add",
    ),
    path(
        "requests-for-comment/<uuid:request_id>/edit/",
        comment_requests.edit,
        name="comment_request_edit",
    ),
    path(
        "requests-for-comment/<uuid:request_id>/remove/",
        comment_requests.remove,
        name="comment_request_remove",
    ),
    path("claims/<uuid:claim_id>/reasons/", guard.reason, name="guard_reason"),
    path("claims/<uuid:claim_id>/evidence/sources/", evidence.sources, name="evidence_sources"),
    path("claims/<uuid:claim_id>/evidence/passages/", evidence.passages, name="evidence_passages"),
    path("claims/<uuid:claim_id>/discussion/", discussion.discussion, name="discussion"),
    path("claims/<uuid:claim_id>/discussion/seen/", discussion.seen, name="discussion_seen"),
    path("threads/<uuid:thread_id>/reply/", discussion.reply, name="thread_reply"),
    path("threads/<uuid:thread_id>/resolve/", discussion.resolve, name="thread_resolve"),
    path("threads/<uuid:thread_id>/reopen/", discussion.reopen, name="thread_reopen"),
    path("comments/<uuid:comment_id>/", discussion.edit, name="comment_edit"),
    path("comments/<uuid:comment_id>/remove/", discussion.remove, name="comment_remove"),
    path("claims/<uuid:claim_id>/<step:verb>/", steps.step, name="claim_step"),
    path("evidence/<uuid:evidence_id>/", evidence.edit, name="evidence_edit"),
    path("evidence/<uuid:evidence_id>/remove/", evidence.remove, name="evidence_remove"),
    path("evidence/<uuid:evidence_id>/attach/", attached.attach, name="evidence_attach"),
    path("attachments/<uuid:attachment_id>/", attached.attachment, name="attachment"),
    path("attachments/<uuid:attachment_id>/remove/", attached.detach, name="attachment_remove"),
    path("claims/<uuid:claim_id>/origins/", independence.origins, name="claim_origins"),
    path("highlights/<uuid:highlight_id>/<decision:decision>/", passages.passage, name="highlight"),
]

feed_pages: list[URLPattern | URLResolver] = [
    path("feeds/", subscriptions.subscriptions, name="feeds"),
    path("feeds/<uuid:feed_id>/", subscriptions.subscription, name="subscription"),
    path("feeds/<uuid:feed_id>/row/", subscriptions.row, name="subscription_row"),
    path("feeds/<uuid:feed_id>/change/", subscriptions.change, name="subscription_change"),
    path("feeds/<uuid:feed_id>/poll/", subscriptions.poll, name="subscription_poll"),
    path("feeds/<uuid:feed_id>/unsubscribe/", subscriptions.unsubscribe, name="subscription_end"),
    path(
        "feeds/<uuid:feed_id>/entries/<uuid:entry_id>/import/",
        subscriptions.bring_in,
        name="entry_import",
    ),
    path("earlier-checks/", earlier.earlier, name="earlier_checks"),
    path("earlier-checks/arrivals/", earlier.arrivals, name="earlier_arrivals"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", desk.desk, name="desk"),
    *article_pages,
    *feed_pages,
    *watch_pages,
    *claim_pages,
    path("figures/", figures.figures, name="figures"),
    path("figures/relations/", figures.relate, name="figures_relate"),
    path("figures/<uuid:quantity_id>/table/", figures.table, name="figures_table"),
    path("review/", review.review, name="review"),
    path("claims/<uuid:claim_id>/reserve/", review.reserve, name="claim_reserve"),
    path("sharing/<str:kind>/<uuid:thing_id>/", sharing.sharing, name="sharing"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<uuid:source_id>/", sources.source, name="source"),
    path("sources/<uuid:source_id>/edit/", sources.edit, name="source_edit"),
    path("sources/<uuid:source_id>/merge/", merging_sources.merge, name="source_merge"),
    path("sources/<uuid:source_id>/unmerge/", merging_sources.unmerge, name="source_unmerge"),
    *public_pages,
    path("api/v1/", include("annotations.api.urls")),
]
