"""A claim's card: what it shows, its record in words, and how it answers after a change."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from annotations import dossier
from annotations.claims import places_of, warnings_of
from annotations.dossier.threads import discussion_of
from annotations.figures.board_card import beside
from annotations.models import (
    Article,
    Asserts,
    Claim,
    ClaimantKind,
    Rating,
    SourceKind,
    Stance,
    Visibility,
)
from annotations.refusals import Missing
from annotations.views import linking
from annotations.views.assigning import add_plan
from annotations.views.backed import backing_of
from annotations.views.counted import add_counted
from annotations.views.decided import add_deciding
from annotations.views.doors import (
    is_fragment,
    onward,
    part,
    person_of,
)
from annotations.views.figured import add_figures
from annotations.views.gated import add_gate
from annotations.views.shown import claim_for


def card_context(request: HttpRequest, claim_id: UUID) -> dict[str, Any]:
    """What the card, the claim page and every form around them show.

    Raises:
        Missing: `not_found`.
    """
    shown = claim_for(person_of(request), claim_id)
    if shown is None:
        raise Missing("not_found", _("There is no such claim. It may have been deleted."))
    shown["discussion"] = discussion_of(person_of(request), claim_id)
    add_figures(shown)
    add_counted(person_of(request), [shown])
    add_plan(person_of(request), [shown])
    add_deciding(person_of(request), [shown])
    article = (
        Article.objects.filter(pk=shown["article"])
        .only("id", "title", "site_name", "url", "purpose", "language", "current_revision")
        .get()
    )
    add_gate(person_of(request), shown, article)
    return {
        "claim": shown,
        "places": places_of(shown),
        "beside": beside(person_of(request), shown),
        "warnings": warnings_of(shown),
        "backing": backing_of(person_of(request), article, claim_id),
        "article": article,
        "ratings": list(Rating.objects.offered(article.purpose)),
        "asserts": Asserts.choices,
        "claimant_kinds": ClaimantKind.choices,
        "stances": Stance.choices,
        "source_kinds": SourceKind.choices,
        "visibilities": Visibility.choices,
        **linking.choices(),
    }


def claim_row(request: HttpRequest, claim_id: UUID) -> Claim:
    """The row of a claim that this person may read.

    Raises:
        Missing: `not_found`.
    """
    found = Claim.objects.visible_to(person_of(request)).filter(pk=claim_id).first()
    if found is None:
        raise Missing("not_found", _("There is no such claim. It may have been deleted."))
    return found


def changed(request: HttpRequest, claim_id: UUID, said: str) -> HttpResponse:
    """The fresh card after a change, or the way on."""
    if not is_fragment(request):
        return onward(request, reverse("claim", args=[claim_id]), said)
    context = card_context(request, claim_id)
    return part(request, "annotations/claims/_card.html", context, changed=str(claim_id), said=said)


def history_for(request: HttpRequest, claim_id: UUID) -> list[dict[str, Any]]:
    """The timeline, oldest first, with each verb in words."""
    entries = dossier.history_of(person_of(request), claim_id)
    labels = {one.slug: one.words for one in Rating.objects.order_by("version")}
    for entry in entries:
        entry["words"] = said_in_history(entry["verb"])
        entry["note"] = _note(entry["details"] or {}, labels)
        actor = entry["actor"]
        entry["actor_name"] = actor["name"] if isinstance(actor, dict) else _("Factcheck")
    return entries


def _note(details: dict[str, Any], labels: dict[str, str]) -> str:
    """What an entry was about, in a few words: the verdict given, the source linked."""
    after = details.get("after")
    if isinstance(after, dict) and "verdict" in after:
        return labels.get(after["verdict"]) or str(after["verdict"])
    return str(details.get("cited_title") or details.get("cited_url") or details.get("title") or "")


def said_in_history(verb: str) -> str:
    """A verb of the record, in words."""
    return verbs_in_words().get(verb, verb.replace("_", " "))


def verbs_in_words() -> dict[str, str]:
    """The verbs that have words of their own: all that are said of what may be confidential, and the most common others."""
    return {
        "created": _("marked the claim"),
        "amended": _("changed the wording"),
        "scheduled": _("changed hold or publication time"),
        "deleted": _("deleted the claim"),
        "restored": _("brought the claim back"),
        "rated": _("gave a verdict"),
        "verdict_taken_back": _("took their verdict back"),
        "evidence_linked": _("linked a source"),
        "evidence_changed": _("changed a source's entry"),
        "evidence_removed": _("removed a source"),
        "attempt_added": _("told what was tried"),
        "attempt_changed": _("changed what was tried"),
        "attempt_removed": _("removed what was tried"),
        "comment_asked": _("told who was asked for comment"),
        "comment_request_changed": _("changed a request for comment"),
        "comment_request_removed": _("removed a request for comment"),
        "quote_checked": _("checked the quotation"),
        "match_accepted": _("said that an earlier check says the same"),
        "match_rejected": _("said that an earlier check is something else"),
        "note_added": _("wrote a note"),
        "note_changed": _("changed their note"),
        "note_removed": _("removed their note"),
        "reason_given": _("said why it may stand despite a warning"),
        "figure_added": _("added a figure"),
        "figure_changed": _("changed a figure"),
        "figure_removed": _("removed a figure"),
        "submitted": _("submitted for review"),
        "recalled": _("took it back from review"),
        "approved": _("approved"),
        "erased": _("erased personal data from the record"),
        "matter_opened": _("opened a legal matter"),
        "matter_changed": _("changed a legal matter"),
        "matter_added_to": _("added to a legal matter"),
        "matter_taken_from": _("took something out of a legal matter"),
        "matter_closed": _("closed a legal matter"),
        "dossier_asked": _("asked for a dossier"),
        "dossier_made": _("a dossier was made"),
        "dossier_failed": _("a dossier could not be made"),
        "dossier_taken": _("took a dossier"),
        "approved_first": _("approved, as the first of two"),
        "desk_set": _("put the article on a desk or under topics"),
        "public_text_set": _("said what readers see of the article"),
        "changes_requested": _("requested changes"),
        "published": _("published"),
        "publish_blocked": _("could not be published at its hour"),
        "unscheduled": _("gave the planned publication up with that"),
        "withdrawn": _("withdrew the publication"),
        "correction_opened": _("opened the next version"),
        "approval_stale": _("what was approved changed: the approval went stale"),
        "quote_changed": _("a quoted passage changed in its source"),
        "thread_opened": _("started a thread"),
        "commented": _("replied in a thread"),
        "comment_edited": _("changed their words in a thread"),
        "comment_removed": _("took their words in a thread back"),
        "thread_resolved": _("resolved a thread"),
        "thread_reopened": _("reopened a thread"),
        "suggested": _("suggested other words"),
        "suggestion_accepted": _("accepted the suggested words"),
        "suggestion_declined": _("declined the suggested words"),
        "suggestion_taken_back": _("took their suggestion back"),
        "second_verdict_taken": _("took it to rate it independently"),
        "second_verdict_given": _("rated it independently"),
        "second_verdict_handed_back": _("handed the independent rating back"),
        "passage_added": _("added a passage"),
        "annotation_received": _("brought it in from elsewhere"),
        "passages_added": _("added every other place of the words"),
        "assigned": _("said who works on it"),
        "reviewer_assigned": _("asked somebody to review it"),
        "deadline_set": _("set the deadline"),
        "priority_set": _("set the priority"),
        "review_taken": _("began to review it"),
        "review_handed_back": _("handed the review back"),
        "review_taken_over": _("took the review over"),
        "review_reminded": _("asked for the review"),
        "passage_confirmed": _("confirmed a passage"),
        "passage_reattached": _("set a passage's place"),
        "passage_retired": _("retired a passage"),
        "covered": _("said that a sentence is done"),
        "uncovered": _("took back that a sentence is done"),
        "coverage_confirmed": _("confirmed that there is nothing to check in a sentence"),
        "passage_restored": _("brought a passage back"),
        "quote_found": _("found the quote in the archived copy"),
        "quote_place_dropped": _("let go of the quote's place in the archived copy"),
        "archive_changed": _("the archived page changed"),
        "backing_added": _("said what it rests on"),
        "backing_changed": _("changed what it rests on"),
        "backing_removed": _("took back what it rests on"),
        "change_list_sent": _("sent the change list to the writer"),
        "cleared": _("cleared it for publication"),
        "signed_off": _("signed it off"),
        "reopened": _("took a sign-off back"),
        "sign_off_ended": _("its sign-off ended"),
        "writers_named": _("said who wrote it"),
        "related": _("related it to another claim"),
        "relation_removed": _("took back a relation to another claim"),
        "reused": _("took over the verdict and sources of another check"),
        "check_of_others_reused": _("linked another fact-checker's check"),
        "reuse_let_go": _("let it stand on its own"),
        "reuse_ended": _("the check it was taken over from is no longer what it was"),
        "files_attached": _("attached files"),
        "file_removed": _("took a file away"),
        "figures_related": _("said how two figures stand to each other"),
        "figures_relation_taken_back": _("took back what they said of two figures"),
        "claim_origin_set": _("said whose word the claim rests on"),
        "rating_translated": _("translated a rating"),
        "source_added": _("added a source"),
        "source_changed": _("changed a source"),
        "source_merged": _("merged a source into another"),
        "source_unmerged": _("took a source out of another"),
        "archived": _("a source was archived"),
        "archived_elsewhere": _("a source was archived by another's copy"),
        "sharing_changed": _("changed who may read it"),
        "confidential_read": _("read something confidential"),
        "account_made": _("made an account"),
        "account_changed": _("changed an account"),
        "password_changed": _("changed the password"),
        "password_set": _("set somebody's password"),
        "token_issued": _("made an access token"),
        "token_revoked": _("ended an access token"),
        "locked_out": _("was locked out after failed sign-ins"),
        "invited": _("invited somebody"),
        "invitation_renewed": _("renewed an invitation"),
        "invitation_revoked": _("took an invitation back"),
        "invitation_accepted": _("accepted an invitation"),
    }
