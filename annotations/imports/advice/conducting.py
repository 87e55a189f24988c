"""Advice on imports that the pipeline itself refused or ended."""

from django.utils.translation import gettext_lazy as _

from annotations.imports.advice.kinds import Action, Advice

ADVICE = {
    "is_feed": Advice(
        _("A subscription brings its entries in by themselves, each once, from now on."),
        (Action.SUBSCRIBE, Action.ADDRESS),
    ),
    "too_many_stories": Advice(
        _("Have the file cut by the day, or by the desk, and send the pieces."), (Action.UPLOAD,)
    ),
    "older_version": Advice(
        _("Look at the article: it stands at the newest version that the agency sent."), ()
    ),
    "stand_in": Advice(
        _("What came was kept for you to look at. Trying again fetches the page anew."),
        (Action.PASTE, Action.RETRY),
    ),
    "internal": Advice(
        _("Tell an administrator when it happened if it happens again."),
        (Action.RETRY, Action.ADMINISTRATOR),
    ),
    "gave_up": Advice(
        _("It may have brought the worker down each time: an administrator finds it in the log."),
        (Action.PASTE, Action.ADMINISTRATOR),
    ),
    "cancelled": Advice(_("If it was a mistake, let it run once more."), (Action.RETRY,)),
}
