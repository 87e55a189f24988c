"""The words that the pages' scripts say, as a JSON catalogue in the page."""

from django import template
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def script_words() -> SafeString:
    """Key -> sentence; `%(name)s` is filled in by the script."""
    return json_script(
        {
            "close": _("Close"),
            "server-error": _(
                "Something broke on our side. What you typed is still here; try again."
            ),
            "refused": _("That did not go through. What you typed is still here."),
            "no-connection": _("No connection to the newsroom. What you typed is kept; try again."),
            "select-first": _("Select the words first, or press ] to choose a sentence."),
            "passage-kept": _(
                "Passage kept. Open a claim, here or in another article, and add it as evidence."
            ),
            "claim-saved": _("Claim saved."),
            "no-title": _("Without a title"),
            "page-size": _("%(size)s, %(characters)s characters of text"),
            "no-sender": _(
                "No page came with this window: either you opened it yourself, or the page's site keeps other windows out. Go back to the page: it offers to save itself as a file, which you can upload under Imports. If you have just signed in, click the bookmark again."
            ),
            "nothing-came": _(
                "The page did not hand itself over. Go back to it and click the bookmark again, or save it as a file and upload that under Imports."
            ),
            "page-too-large": _("This page is larger than 10 MB. Paste the part that you need."),
            "leave-new-claim": _("The new claim is not saved. Leave it?"),
            "claim-n": _("Claim %(n)s"),
            "claim-of": _("Claim %(n)s of %(all)s"),
            "new-claim": _("New claim"),
            "n-claims": _("Claims: %(n)s"),
            "no-claims": _("No claims yet"),
            "not-checked": _("Not checked"),
            "stale": _("Approval out of date"),
            "state-draft": _("Draft"),
            "state-in_review": _("In review"),
            "state-changes_requested": _("Changes requested"),
            "state-approved": _("Approved"),
            "state-published": _("Published"),
            "state-withdrawn": _("Withdrawn"),
        },
        "script-words",
    )
