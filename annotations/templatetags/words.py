"""The words that the pages' scripts say, as a JSON catalogue in the page."""

from datetime import date

from django import template
from django.utils import dateformat
from django.utils.formats import get_format
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from annotations.told_again import told_again

register = template.Library()
# A number of each kind that a language tells apart, by the names of its kinds in every browser (CLDR).
_ONE_OF_EACH = {"en": {"one": 1, "other": 2}}
_SLAVIC = {"one": 1, "few": 2, "many": 5, "other": 5}


def counted(one: str, many: str) -> dict[str, str]:
    """The forms of a sentence that counts `n`, for the browser to choose from; `one` and `many` are msgids."""
    numbers = _ONE_OF_EACH.get(get_language() or "en", _SLAVIC)
    return {kind: ngettext(one, many, n) for kind, n in numbers.items()}


register.filter("told_again", told_again)


def _month(number: int) -> str:
    """How a month is written in a short date."""
    sign = next(one for one in get_format("SHORT_DATE_FORMAT") if one in "Mb")
    return dateformat.format(date(2001, number, 1), sign)


@register.simple_tag
def script_words() -> SafeString:
    """Key -> sentence; `%(name)s` is filled in by the script."""
    return json_script(
        {
            "decimal-sign": get_format("DECIMAL_SEPARATOR"),
            "thousands-sign": get_format("THOUSAND_SEPARATOR"),
            **{f"month-{number}": _month(number) for number in range(1, 13)},
            "close": _("Close"),
            "hour-utc": _("%(time)s UTC."),
            "yes-do": _("Yes, do it"),
            "no-leave": _("No, leave it"),
            "judge-not-yours": _("This is not yours to decide, or nothing of it waits."),
            "server-error": _(
                "Something broke on our side. What you typed is still here; try again."
            ),
            "refused": _("That did not go through. What you typed is still here."),
            "no-connection": _("No connection to the newsroom. What you typed is kept; try again."),
            "select-first": _("Select the words first, or press n to choose a sentence."),
            "is-copy": _(
                "This is an archived source: claims are marked in articles. Press e to keep the words as evidence."
            ),
            "passage-kept": _(
                "Passage kept. Open a claim, here or in another article, and add it as evidence."
            ),
            "stands-nth": counted(
                "These words stand once in the text.",
                "These words stand %(n)s times in the text. You marked number %(nth)s.",
            ),
            "stands-often": _("These words stand more than %(n)s times in the text."),
            "mark-others": counted(
                "The other place says the same claim: mark it too",
                "The other %(n)s say the same claim: mark them too",
            ),
            "mark-apart": counted("Mark it as a claim", "Mark them as %(n)s claims"),
            "open-claim-first": _("Open a claim first: choose its line, or press j."),
            "tray-waiting": counted("1 passage to look at", "%(n)s passages to look at"),
            "tray-unread-again": _("Sentences unread again: %(n)s"),
            "tray-of": _("%(n)s of %(all)s"),
            "tray-none": _("No passage waits for a look."),
            "tray-changed": _("The words or the sentence of a passage changed"),
            "tray-changed-short": _("changed"),
            "tray-lost": _("Words of this claim are no longer in the text"),
            "tray-lost-short": _("not found"),
            "tray-not-there": _(
                "These words are no longer in the text. Select where they stand now and press h, or press q: gone for good."
            ),
            "tray-select-first": _("Select the words in the text first, then press h."),
            "tray-confirmed": _("Confirmed."),
            "tray-confirmed-all": _("Confirmed: %(n)s."),
            "tray-set": _("It is “%(words)s” now."),
            "tray-retired": _("Gone for good. Undo brings it back."),
            "tray-left": _("Left: %(n)s."),
            "tray-elsewhere": _("A passage was decided on elsewhere. Left: %(n)s."),
            "tray-done": _("Nothing is left to look at."),
            "threads-open": counted("1 open thread", "Open threads: %(n)s"),
            "people-offered": _("People to call: %(n)s. The arrows choose, Enter takes."),
            "people-none": _("Nobody here has this name."),
            "people": _("People"),
            "claim-saved": _("Claim saved."),
            "undo": _("Undo"),
            "redo": _("Redo"),
            "undo-what": _("Undo: %(words)s"),
            "redo-what": _("Redo: %(words)s"),
            "undone": _("Undone: %(words)s"),
            "redone": _("Done again: %(words)s"),
            "nothing-to-undo": _("Nothing to undo"),
            "nothing-to-redo": _("Nothing to redo"),
            "undo-dropped": _("This can no longer be undone: %(words)s. %(reason)s"),
            "redo-dropped": _("This can no longer be done again: %(words)s. %(reason)s"),
            "overtaken": _("It was changed since then."),
            "worked-on": _(
                "The claim was worked on since then. Delete it on its card if you mean to."
            ),
            "did-marked": _("marked “%(words)s”"),
            "did-deleted": _("deleted the claim “%(words)s”"),
            "did-added": _("added the passage “%(words)s”"),
            "did-retired": _("retired the passage “%(words)s”"),
            "did-adjusted": _("adjusted the passage to “%(words)s”"),
            "did-rated": _("rated “%(words)s” as “%(verdict)s”"),
            "did-reworded": _("changed the wording to “%(words)s”"),
            "hint-at": _("Worth checking, number %(n)s of %(all)s: %(because)s."),
            "hint-nth": _("number %(n)s of %(all)s:"),
            "hint-none": _("No sentence is left to propose."),
            "hint-not-here": _("No hint stands here. Press i for the next one."),
            "hint-dismissed": _("Dismissed."),
            "did-hint-dismissed": _("dismissed the hint “%(words)s”"),
            "edge-says": counted(
                "%(n)s word, from “%(first)s” to “%(last)s”.",
                "%(n)s words, from “%(first)s” to “%(last)s”.",
            ),
            "edge-added": _("Added “%(words)s”."),
            "edge-left-out": _("Left out “%(words)s”."),
            "adjusted": _("The passage is now “%(words)s”."),
            "adjust-open-first": _("Open a claim first; then w adjusts the ends of its passage."),
            "adjust-nowhere": _(
                "This claim's passage has no place in the text. Select the words, then choose “It is what I selected” on its card."
            ),
            "adjust-correct-first": _(
                "This check was published. Choose “Correct it” on its card first; readers keep seeing the published version meanwhile."
            ),
            "adjust-in-review": _(
                "This claim is in review. Change its passage? Whoever reviews it sees the new passage, and you count as one of its authors, so you cannot approve it."
            ),
            "adjust-approved": _(
                "This claim is approved. Change its passage? The approval goes out of date until somebody approves again, and you count as one of its authors, so it must be another person."
            ),
            "adjust-put-back": _("The ends are back where they were."),
            "adjust-moved": _("Somebody else changed this passage. It is shown as it stands now."),
            "n-here": _("%(n)s here"),
            "claims-on-words": _("Claims on these words: %(n)s"),
            "no-overlap": _("No other claim shares these words."),
            "here-now": _("Here now: %(people)s"),
            "here-claim": _("on a claim"),
            "here-claim-n": _("on claim %(n)s"),
            "here-typing": _("typing"),
            "here-open": _("%(name)s has this claim open."),
            "here-open-typing": _("%(name)s is typing in this claim."),
            "here-name": _("%(name)s is here"),
            "here-name-typing": _("%(name)s, typing"),
            "gone": _("This article was deleted. Nothing of the record is lost."),
            "gone-by": _("%(name)s deleted this article at %(at)s. Nothing of the record is lost."),
            "article-back": _("The article is back."),
            "was-marking": _("You were marking “%(words)s” and did not save it."),
            "was-marking-gone": _(
                "The words that you were marking are not in this text any more, or stand in it several times. Your statement was: “%(words)s”"
            ),
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
            "find-place": _("%(n)s of %(all)s"),
            "find-none": _("Not in this text"),
            "filter-said": counted("%(shown)s of %(n)s claim", "%(shown)s of %(n)s claims"),
            "nobody-fits": _("No claim fits these filters"),
            "another-person": _("somebody else"),
            "order-by-risk": _("Claims by risk: accusations, persons, figures, quotes first."),
            "order-by-text": _("Claims in the order of the text."),
            "risk-accusation": _("Accusation"),
            "risk-person": _("Person"),
            "risk-figure": _("Figure"),
            "risk-quote": _("Quote"),
            "nothing-unfinished": _("Nothing of yours is unfinished here."),
            "open-first": _("Open a claim first: press j, or choose it in the list."),
            "cannot-submit": _(
                "This claim cannot be submitted now: it is on its way already, or not yours to change."
            ),
            "same-added": _("The passage is added to the claim “%(claim)s”."),
            "same-had": _("The claim has this passage already."),
            "link-gone": _(
                "The linked claim or passage is not in this article. It may have been deleted, or the link is damaged."
            ),
            "link-copied": _("Link copied."),
            "list-copied": _("The list is copied as text."),
            "list-not-copied": _(
                "The browser does not let the page copy. Choose “Text” to take the list away."
            ),
            "link-by-hand": _("The browser does not let the page copy. Copy this link:"),
            "link-claim": _("Copy link to the claim"),
            "link-passage": _("Copy link to this passage"),
            "link-publisher": _("Open at the publisher"),
            "sentence-at": _("Sentence %(n)s of %(all)s, %(state)s"),
            "sentence--": _("Not counted"),
            "sentence-u": _("unread"),
            "sentence-p": _("claimed in part"),
            "sentence-c": _("claimed"),
            "sentence-d": _("nothing left beside its claims"),
            "sentence-n": _("nothing to check"),
            "sentence-r": _("Repeats an earlier sentence"),
            "claims-here": _("Claims: %(n)s, %(verdicts)s."),
            "no-claim-in-it": _("There is no claim in this sentence."),
            "choose-sentence": _("Choose a sentence first: press n or u, or select its words."),
            "none-unread": _("No sentence is left: all are read."),
            "from-the-top": _("From the top again."),
            "change-of": _("Change %(n)s of %(all)s that touch claims"),
            "no-later-change": _("No later change touches a claim."),
            "no-earlier-change": _("No earlier change touches a claim."),
            "sentences-left": counted(
                "%(left)s of %(n)s sentence left", "%(left)s of %(n)s sentences left"
            ),
            "sentences-none-left": counted("The sentence is read", "All %(n)s sentences are read"),
            "called-not-checkable": _("Called not checkable: %(n)s"),
            "wait-second-look": counted(
                "%(n)s waits for a second look", "%(n)s wait for a second look"
            ),
            "waits-second-look": _("waits for a second look"),
            "called-by": _("%(kind)s, said %(who)s"),
            "confirmed-by": _("confirmed by %(who)s"),
            "called": _("Called %(kind)s."),
            "did-cover": _("Called %(kind)s: “%(words)s”"),
            "did-uncover": _("Marked as unread again: “%(words)s”"),
            "kind-nothing_left": _("nothing left"),
            "kind-opinion": _("opinion"),
            "kind-question": _("question"),
            "kind-prediction": _("prediction"),
            "kind-characterisation": _("characterisation"),
            "kind-furniture": _("furniture"),
            "notices-none": _("Notices: none new"),
            "notices-new": counted("Notices: %(n)s new", "Notices: %(n)s new"),
            "more-wait": counted(
                "%(n)s more began to wait: show it", "%(n)s more began to wait: show them"
            ),
            "imports-new": counted("%(n)s new: show", "%(n)s new: show"),
            "imports-failed": counted("%(n)s more failed: show", "%(n)s more failed: show"),
            "files-too-many": counted(
                "At most 100 files are possible in one go; this is %(n)s.",
                "At most 100 files are possible in one go; these are %(n)s.",
            ),
            "file-too-large": _("%(name)s has more than 25 MB."),
            "files-too-heavy": _(
                "These files have %(size)s MB together; 200 MB are possible in one go."
            ),
            "files-chosen": counted(
                "%(n)s file, %(size)s MB together", "%(n)s files, %(size)s MB together"
            ),
            "state-draft": _("Draft"),
            "state-in_review": _("In review"),
            "state-changes_requested": _("Changes requested"),
            "state-approved": _("Approved"),
            "state-published": _("Published"),
            "state-withdrawn": _("Withdrawn"),
        },
        "script-words",
    )
