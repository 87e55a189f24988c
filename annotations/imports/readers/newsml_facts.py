"""What the metadata of a NewsML-G2 item say; `itemMeta` is of the item, `contentMeta` of its content."""

from collections.abc import Sequence

from lxml.etree import _Element

from annotations.imports.readers.cleaning import address_of
from annotations.imports.readers.stories import status_of
from annotations.imports.readers.xml_elements import attribute, child, children, inside, text_in

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
NOT_WRITERS = ("photo", "camera", "video", "graphic", "illustrat")
LAST = 99  # the rank of a headline that names none

MOST_DIGITS = 9


def code_of(element: _Element | None) -> str:
    """The code of a QCode (`ninat:text`) or of the full address of a concept."""
    said = attribute(element, "qcode") or attribute(element, "uri") or attribute(element, "literal")
    return said.rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1]


def class_of(item: _Element) -> str:
    """`text`, `picture` and so on; "" where the item does not say."""
    return code_of(child(item, "itemMeta", "itemClass"))


def version_of(item: _Element) -> int:
    """The number of the version, 0 where it is none."""
    return _number(attribute(item, "version"), otherwise=0)


def headline_of(item: _Element) -> str:
    """The headline of the first rank, else the item's title."""
    main = [h for h in children(child(item, "contentMeta"), "headline") if not _is_below(h)]
    found = [text_in(headline) for headline in sorted(main, key=_rank)]
    return next(filter(None, [*found, text_in(child(item, "itemMeta", "title"))]), "")


def subtitles_of(item: _Element) -> list[str]:
    """Headlines whose role says that they stand below another."""
    found = [h for h in children(child(item, "contentMeta"), "headline") if _is_below(h)]
    return [text for headline in found if (text := text_in(headline))]


def creators_of(item: _Element) -> str:
    """Names of creators; one that is a single word may be an account name and is left out."""
    found = [
        text_in(child(creator, "name"))
        for creator in children(child(item, "contentMeta"), "creator")
        if not any(word in attribute(creator, "role").lower() for word in NOT_WRITERS)
    ]
    return ", ".join(dict.fromkeys(name for name in found if " " in name))


def provider_of(item: _Element) -> str:
    """Who sends it, by name where there is one."""
    content, provider = child(item, "contentMeta"), child(item, "itemMeta", "provider")
    return (
        text_in(child(provider, "name"))
        or code_of(provider)
        or text_in(child(content, "creditline"))
        or text_in(child(content, "infoSource", "name"))
        or text_in(child(item, "rightsInfo", "copyrightHolder", "name"))
    )


def language_of_item(item: _Element) -> str:
    """The language of the content as it is declared."""
    return attribute(child(item, "contentMeta", "language"), "tag") or attribute(item, LANGUAGE)


def descriptions_of(item: _Element) -> list[str]:
    """What is said of the content, captions first."""
    found = sorted(
        children(child(item, "contentMeta"), "description"),
        key=lambda d: "caption" not in attribute(d, "role").lower(),
    )
    return [text for description in found if (text := text_in(description))]


def caption_of(picture: _Element) -> str:
    """The caption of a picture item."""
    return next(iter(descriptions_of(picture)), "") or headline_of(picture)


def image_of(picture: _Element) -> str:
    """The web address of the widest rendition of a picture item, or ""."""
    found = sorted(inside(picture, "remoteContent"), key=_width, reverse=True)
    return next(filter(None, (address_of(attribute(e, "href")) for e in found)), "")


def wire_of(item: _Element, notes: Sequence[str]) -> dict[str, str]:
    """See `Document.wire`; an embargo without an end is `indefinite`."""
    meta, content = child(item, "itemMeta"), child(item, "contentMeta")
    embargo = child(meta, "embargoed")
    return {
        "version": attribute(item, "version"),
        "pubstatus": status_of(code_of(child(meta, "pubStatus"))),
        "ednote": "\n".join(notes),
        "embargoed": "" if embargo is None else text_in(embargo) or "indefinite",
        "located": text_in(child(content, "located", "name")),
        "urgency": text_in(child(content, "urgency")),
        "slugline": text_in(child(content, "slugline")),
        "usageterms": text_in(child(item, "rightsInfo", "usageTerms")),
        "copyright": text_in(child(item, "rightsInfo", "copyrightNotice")),
    }


def _is_below(headline: _Element) -> bool:
    return "sub" in attribute(headline, "role").lower()


def _rank(headline: _Element) -> int:
    return _number(attribute(headline, "rank"), otherwise=LAST)


def _width(content: _Element) -> int:
    return _number(attribute(content, "width"), otherwise=0)


def _number(said: str, *, otherwise: int) -> int:
    is_number = said.isascii() and said.isdecimal() and len(said) <= MOST_DIGITS
    return int(said) if is_number else otherwise
