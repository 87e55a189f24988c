"""Advice on files of one format that could not be read; codes of `annotations.imports.readers.document`."""

from django.utils.translation import gettext_lazy as _

from annotations.imports.advice.kinds import Action, Advice

_CUT_OFF = Advice(
    _("Files are often cut off on the way: compare its size with the one that was sent."),
    (Action.UPLOAD, Action.PASTE),
)
_TOO_MUCH = Advice(
    _("One story is small. This looks like the whole service of a day."),
    (Action.UPLOAD, Action.PASTE),
)
_RECOGNISE = Advice(
    _(
        "Preview, Acrobat and most scanners recognise text. Read names and figures once more after it."
    ),
    (Action.UPLOAD, Action.PASTE),
)
_PROTECTED = Advice(
    _("Whoever sent it knows the password. Ask first whether you may pass the copy on."),
    (Action.UPLOAD, Action.PASTE),
)

ADVICE = {
    "damaged_file": _CUT_OFF,
    "broken_xml": _CUT_OFF,
    "broken_json": _CUT_OFF,
    "xml_too_large": _TOO_MUCH,
    "json_too_large": _TOO_MUCH,
    "scanned_pdf": _RECOGNISE,
    "pdf_without_letters": _RECOGNISE,
    "encrypted_pdf": _PROTECTED,
    "encrypted_file": _PROTECTED,
    "encrypted_message": Advice(
        _("Only the mail program that holds the key can show it; what it shows can be copied."),
        (Action.PASTE, Action.UPLOAD),
    ),
    "too_many_pages": Advice(
        _("Every PDF viewer can do it: Print, the pages you need, Save as PDF."), (Action.UPLOAD,)
    ),
    "pdf_too_complex": Advice(
        _("A text that goes with the drawing is what can be checked."),
        (Action.PASTE, Action.UPLOAD),
    ),
    "zip_bomb": Advice(
        _("Files like this are made to bring a machine down: ask where it comes from."),
        (Action.UPLOAD, Action.ADMINISTRATOR),
    ),
    "unsafe_document": Advice(
        _("Be careful with it on your own computer until you know who made it."),
        (Action.UPLOAD, Action.PASTE),
    ),
    "old_word_file": Advice(
        _("Word, LibreOffice and Google Docs open it: File, Save as."),
        (Action.UPLOAD, Action.PASTE),
    ),
    "outlook_message": Advice(
        _("Dragging the message from Outlook's web page to the desktop gives an .eml."),
        (Action.UPLOAD, Action.PASTE),
    ),
    "too_many_parts": Advice(
        _("Your mail program can save each attachment: upload the one with the story."),
        (Action.UPLOAD, Action.PASTE),
    ),
    "headers_too_long": Advice(
        _("No honest mail looks like that: look closely at who sent it."), (Action.PASTE,)
    ),
    "unknown_xml": Advice(
        _("Tell an administrator which agency sends it, so that its format can be added."),
        (Action.PASTE, Action.ADMINISTRATOR),
    ),
    "unknown_json": Advice(
        _("Tell an administrator which service sends it, so that its format can be added."),
        (Action.PASTE, Action.ADMINISTRATOR),
    ),
    "xml_entities": Advice(
        _("Agencies never send this: find out where the file comes from."),
        (Action.PASTE, Action.ADMINISTRATOR),
    ),
    "wire_canceled": Advice(
        _("Look for what was already checked or written from it, and tell whoever used it."), ()
    ),
    "no_story_found": Advice(
        _("Agencies send pictures, plans and notes to editors in the same stream."),
        (Action.ADDRESS, Action.PASTE),
    ),
    "part_missing": Advice(
        _("Feeds show their newest entries only; the story's own page has it still."),
        (Action.ADDRESS, Action.PASTE),
    ),
    "not_a_feed": Advice(
        _("A site's own page often names it at the bottom, or ends with /feed or /rss."),
        (Action.ADDRESS,),
    ),
    "no_checks_found": Advice(
        _(
            "Fact-checkers without ClaimReview cannot be matched; link their page as a source instead."
        ),
        (Action.ADDRESS,),
    ),
}
