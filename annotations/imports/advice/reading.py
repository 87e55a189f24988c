"""Advice on what could not be read; the codes of `annotations.imports.readers.document`."""

from django.utils.translation import gettext_lazy as _

from annotations.imports.advice.kinds import Action, Advice

ADVICE = {
    "not_text": Advice(
        _("Web pages, PDF, Word, e-mail, Markdown, plain text and agency formats can be read."),
        (Action.UPLOAD, Action.PASTE),
    ),
    "unsupported_format": Advice(
        _("What it is is told by its content: another ending of its name does not help."),
        (Action.PASTE, Action.UPLOAD),
    ),
    "empty_text": Advice(
        _("Of a picture or a scan, somebody must type the words first."),
        (Action.PASTE, Action.BROWSER),
    ),
    "text_too_long": Advice(
        _("That is more than three thick books: the one chapter or page is enough."),
        (Action.PASTE,),
    ),
    "nul_in_text": Advice(
        _("Most editors can do it: Save as, encoding UTF-8."), (Action.UPLOAD, Action.PASTE)
    ),
    "lone_surrogates": Advice(
        _("The program it was copied from has cut an emoji in half; another browser may not."),
        (Action.PASTE,),
    ),
    "too_deep": Advice(
        _("The site's own print view, where it has one, is simpler and can be imported."),
        (Action.PASTE, Action.ADDRESS),
    ),
    "too_many_tags": Advice(
        _("The site's own print view, where it has one, is simpler and can be imported."),
        (Action.PASTE, Action.ADDRESS),
    ),
    "no_article_found": Advice(
        _("Quicker than pasting: the bookmarklet sends what your browser shows after the login."),
        (Action.BROWSER, Action.PASTE),
    ),
    "reader_timeout": Advice(
        _("Once more may be enough where the server was busy with something else."),
        (Action.PASTE, Action.RETRY),
    ),
    "reader_died": Advice(
        _("Large files do this, and files made to do harm. Be careful with it on your computer."),
        (Action.PASTE, Action.RETRY),
    ),
    "reader_failed": Advice(
        _("The reason is in the log: tell an administrator when it was, so that it gets mended."),
        (Action.PASTE, Action.ADMINISTRATOR),
    ),
}
