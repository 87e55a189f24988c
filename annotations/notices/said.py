"""The sentence of each notice: what happened, without a word of what it happened to."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from annotations.models import AlertKind


def words_of(body: Mapping[str, Any], who: str, alert_kind: str = "") -> str:
    """The sentence.

    Args:
        body: the notice's ids and codes.
        who: the name of whoever did it.
        alert_kind: of an alert, what happened at the publisher.
    """
    verb = str(body.get("verb", ""))
    if verb == "alert_raised":
        return _alert(alert_kind)
    if verb == "import_failed" and body.get("batch"):
        verb = "batch_failed"
    if verb.startswith("deadline_"):
        verb += "_of_request" if body.get("type") == "requestforcomment" else ""
    return _sentences(who).get(verb) or verb.replace("_", " ")


def _sentences(who: str) -> dict[str, str]:
    said = {
        "assigned": _("%(who)s asks you to work on this"),
        "reviewer_assigned": _("%(who)s asks you to review this"),
        "reserved": _("%(who)s names you as the one who decides on this claim"),
        "review_taken_over": _("%(who)s reviews this claim in your place"),
        "change_list_sent": _("%(who)s sends you a list of changes to your copy"),
        "thread_opened": _("%(who)s mentions you"),
        "commented": _("%(who)s mentions you"),
        "comment_edited": _("%(who)s mentions you"),
        "changes_requested": _("%(who)s sends a claim back that you worked on"),
        "approved": _("%(who)s approves a claim that you worked on"),
        "approved_first": _(
            "%(who)s gives the first of two approvals to a claim that you worked on"
        ),
        "cleared": _("%(who)s clears an article for publication"),
        "signed_off": _("%(who)s signs off an article"),
        "reopened": _("%(who)s takes back that an article is cleared or signed off"),
        "published": _("%(who)s publishes a claim that you worked on"),
        "withdrawn": _("%(who)s withdraws a published claim that you worked on"),
        "publish_blocked": _("A claim could not be published at its hour"),
        "approval_stale": _("The approval of a claim went out of date: what it rests on changed"),
        "review_reminded": _("%(who)s reminds you that this waits for a decision"),
        "suggested": _("%(who)s suggests another wording"),
        "suggestion_accepted": _("%(who)s takes your wording"),
        "suggestion_declined": _("%(who)s declines your wording"),
        "import_failed": _("An import that you asked for failed"),
        "batch_failed": _("Imports of a batch of yours failed"),
        "webhook_paused": _(
            "A program could not be told what happens for five days and is told nothing more until you resume it"
        ),
        "webhook_ended": _("A program says that its address is gone, and is told nothing more"),
        "deadline_near": _("A deadline comes near"),
        "deadline_passed": _("A deadline has passed"),
        "deadline_near_of_request": _("The time to answer a request for comment is nearly over"),
        "deadline_passed_of_request": _("The time to answer a request for comment is over"),
    }
    return {verb: words % {"who": who} for verb, words in said.items()}


def _alert(kind: str) -> str:
    said: dict[str, str] = {
        AlertKind.EDITED: _("A page that a claim of yours rests on was edited without a word"),
        AlertKind.REMOVED: _("A page that a claim of yours rests on was removed"),
        AlertKind.REDIRECTED: _("A page that a claim of yours rests on leads elsewhere"),
        AlertKind.STAND_IN: _("Something else stands in place of a page that a claim rests on"),
    }
    return said.get(kind) or _("Something happened to a page")
