"""Why a page could not be fetched: one code per refusal, one sentence that says what to do."""

from django.utils.translation import gettext_lazy as _

# Every code of this room with its sentence. A code keeps its meaning: imports store it.
SENTENCES = {
    "url_invalid": _("This is not a web address. Check it for missing or extra characters."),
    "scheme_refused": _("Only addresses that begin with http:// or https:// can be imported."),
    "userinfo_refused": _(
        "The address contains a user name or password. Remove the part before the @ sign."
    ),
    "port_refused": _(
        "The address names an unusual port. Ask an administrator to allow it if it is right."
    ),
    "address_forbidden": _(
        "The address leads into a private or reserved network and is not fetched. "
        "Paste the text or upload the page instead."
    ),
    "dns_failed": _("No site was found under this name. Check the spelling of the address."),
    "dns_temporary": _("The name of the site could not be looked up just now. Try again later."),
    "connect_failed": _("The site did not accept a connection. Try again later."),
    "connection_broken": _(
        "The site broke off before the whole page had arrived. Try again later."
    ),
    "tls_failed": _(
        "The site's certificate is not valid, so nobody can tell whether this is the right site. "
        "Open the page in your browser and upload or paste it if you trust it."
    ),
    "timeout": _(
        "The site took too long to answer. Try again later, or upload the page from your browser."
    ),
    "too_large": _(
        "The page is larger than the limit of %(limit)s MB. Upload or paste the part you need."
    ),
    "headers_too_large": _("The site's answer is malformed: its headers never end."),
    "bad_encoding": _(
        "The site sent a page that cannot be unpacked. Upload the page from your browser instead."
    ),
    "not_http": _("What answered at this address is not a web site. Check the address."),
    "too_many_redirects": _(
        "The address forwards in a circle or too often. Open it in your browser and import the "
        "address it ends at."
    ),
    "redirect_refused": _(
        "The address forwards to something that is not a web page. Check it in your browser."
    ),
    "http_404": _(
        "There is no page at this address (404). Check it, or look for an archived copy."
    ),
    "http_410": _("The page has been removed (410). Look for an archived copy."),
    "http_blocked": _(
        "The site refused to give the page to Factcheck (%(status)s). Open it in your browser and "
        "upload or paste it."
    ),
    "http_error": _("The site answered with an error (%(status)s). Try again later."),
}

TEMPORARY = frozenset({"dns_temporary", "connect_failed", "connection_broken", "timeout"})


class FetchError(Exception):
    """A page was not fetched.

    Attributes:
        code: stable name of the reason, a key of `SENTENCES`.
        detail: a translatable sentence for the editor that says what to do.
        is_temporary: whether the same fetch may succeed later without anybody changing anything.
        retry_after: seconds that the site asked to wait, if it did.
        status: the HTTP status of `http_blocked` and `http_error`.
    """

    def __init__(
        self,
        code: str,
        *,
        is_temporary: bool | None = None,
        retry_after: int | None = None,
        **facts: object,
    ) -> None:
        super().__init__(code)
        self.code = code
        sentence = SENTENCES[code]
        self.detail: object = sentence % facts if facts else sentence
        self.is_temporary = code in TEMPORARY if is_temporary is None else is_temporary
        self.retry_after = retry_after
        self.status = facts.get("status")

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}"
