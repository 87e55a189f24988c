"""Advice on pages that could not be fetched; the codes of `annotations.fetching.errors`."""

from django.utils.translation import gettext_lazy as _

from annotations.imports.advice.kinds import Action, Advice

ADVICE = {
    "url_invalid": Advice(
        _("In the browser's address bar it is complete: copy it from there."), (Action.ADDRESS,)
    ),
    "scheme_refused": Advice(
        _("What lies on your own computer comes in as a file."), (Action.ADDRESS, Action.UPLOAD)
    ),
    "userinfo_refused": Advice(
        _("A page behind a password can be sent by your own browser, which is signed in."),
        (Action.ADDRESS, Action.BROWSER),
    ),
    "port_refused": Advice(
        _("Until then your own browser can send the page."), (Action.ADMINISTRATOR, Action.BROWSER)
    ),
    "address_forbidden": Advice(
        _(
            "This guards the newsroom's own machines. Your browser reaches a page of your intranet "
            "and can send it."
        ),
        (Action.BROWSER, Action.PASTE),
    ),
    "dns_failed": Advice(
        _("If your browser opens it, only your own network knows this name: send it from there."),
        (Action.ADDRESS, Action.BROWSER),
    ),
    "dns_temporary": Advice(
        _("As a rule this passes within minutes. If every import says so, the server is offline."),
        (Action.RETRY, Action.ADMINISTRATOR),
    ),
    "connect_failed": Advice(
        _("If the page opens in your browser meanwhile, the site shuts out our server only."),
        (Action.RETRY, Action.BROWSER),
    ),
    "connection_broken": Advice(
        _("If it happens each time, let your browser send the page."),
        (Action.RETRY, Action.BROWSER),
    ),
    "tls_failed": Advice(
        _("Look for the same story at another address, or tell the site about it."),
        (Action.ADDRESS, Action.UPLOAD),
    ),
    "timeout": Advice(
        _("A site that is busy with a big story often answers again within the hour."),
        (Action.RETRY, Action.BROWSER),
    ),
    "too_large": Advice(
        _("It may be a whole archive or a film: look for the address of the one story."),
        (Action.ADDRESS, Action.PASTE),
    ),
    "headers_too_large": Advice(
        _("Nothing here can mend that. If your browser shows the page, send it from there."),
        (Action.BROWSER, Action.PASTE),
    ),
    "bad_encoding": Advice(
        _("Browsers are more forgiving: what yours shows can be sent as it is."),
        (Action.BROWSER, Action.UPLOAD),
    ),
    "not_http": Advice(_("It may be a mail or file server of the same name."), (Action.ADDRESS,)),
    "too_many_redirects": Advice(
        _("Sites do this that want a cookie or a login, which your browser has."),
        (Action.ADDRESS, Action.BROWSER),
    ),
    "redirect_refused": Advice(
        _("Short links do this. The address at which your browser ends up is the one to import."),
        (Action.ADDRESS,),
    ),
    "http_404": Advice(
        _("Stories get moved: search the site for the headline. Archives have addresses too."),
        (Action.ADDRESS, Action.PASTE),
    ),
    "http_410": Advice(
        _("The archive's own address can be imported like any other. Note that it was removed."),
        (Action.ADDRESS, Action.PASTE),
    ),
    "http_blocked": Advice(
        _("The bookmarklet sends the page exactly as you see it, signed in or not."),
        (Action.BROWSER, Action.PASTE),
    ),
    "http_error": Advice(
        _("If other pages of the site open, this one is broken there: tell them, or wait."),
        (Action.RETRY, Action.BROWSER),
    ),
    "robots_refused": Advice(
        _("A person may still read it: send the page from your browser."),
        (Action.BROWSER, Action.PASTE),
    ),
}
