"""Every address of the product."""

from django.urls import URLPattern, URLResolver, include, path, register_converter
from django.urls.converters import StringConverter

from annotations.views import (
    articles,
    claims,
    desk,
    evidence,
    feeds,
    forms,
    imports,
    passages,
    public,
    review,
    setup,
    sources,
    steps,
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
    path("articles/<uuid:article_id>/progress/", workspace.progress, name="workspace_progress"),
    path("articles/<uuid:article_id>/about/", workspace.correct, name="article_correct"),
    path("articles/<uuid:article_id>/blocks/", workspace.choose, name="article_block"),
    path("articles/<uuid:article_id>/again/", workspace.again, name="article_again"),
    path("articles/<uuid:article_id>/claims/", passages.mark, name="claim_mark"),
    path("imports/", imports.imports, name="imports"),
    path("imports/<uuid:import_id>/row/", imports.row, name="import_row"),
    path("imports/<uuid:import_id>/retry/", imports.retry, name="import_retry"),
    path("imports/<uuid:import_id>/cancel/", imports.cancel, name="import_cancel"),
]

claim_pages: list[URLPattern | URLResolver] = [
    path("claims/", claims.claims, name="claims"),
    path("claims/<uuid:claim_id>/", claims.claim, name="claim"),
    path("claims/<uuid:claim_id>/card/", claims.card, name="claim_card"),
    path("claims/<uuid:claim_id>/history/", claims.history, name="claim_history"),
    path("claims/<uuid:claim_id>/edit/", forms.edit, name="claim_edit"),
    path("claims/<uuid:claim_id>/verdict/", forms.verdict, name="claim_verdict"),
    path("claims/<uuid:claim_id>/hold/", steps.hold, name="claim_hold"),
    path("claims/<uuid:claim_id>/delete/", claims.remove, name="claim_delete"),
    path("claims/<uuid:claim_id>/passages/", passages.add_passage, name="claim_passage"),
    path("claims/<uuid:claim_id>/evidence/", evidence.add, name="evidence_add"),
    path("claims/<uuid:claim_id>/evidence/sources/", evidence.sources, name="evidence_sources"),
    path("claims/<uuid:claim_id>/evidence/passages/", evidence.passages, name="evidence_passages"),
    path("claims/<uuid:claim_id>/<step:verb>/", steps.step, name="claim_step"),
    path("evidence/<uuid:evidence_id>/", evidence.edit, name="evidence_edit"),
    path("evidence/<uuid:evidence_id>/remove/", evidence.remove, name="evidence_remove"),
    path("highlights/<uuid:highlight_id>/<decision:decision>/", passages.passage, name="highlight"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", desk.desk, name="desk"),
    *article_pages,
    *claim_pages,
    path("review/", review.review, name="review"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<uuid:source_id>/", sources.source, name="source"),
    *public_pages,
    path("api/v1/", include("annotations.api.urls")),
]
