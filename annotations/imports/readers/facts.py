"""What files say of themselves: title and author. Much of it is left over from a template."""

import re

from annotations.imports.readers.drafts import on_one_line
from annotations.imports.readers.pages.names import tidy_name

NO_TITLE = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel)\b.*|(?:untitled|unbenannt|document|dokument|документ|без названия|"
    r"doc|layout|template|slide|presentation|print|title|scan\w*|img\w*|print job|презентация)[\s_\-]*\d*|.*\.(?:docx?|"
    r"pdf|indd|odt|rtf|qxd|tex|dvi|pptx?|xlsx?|pages|html?|txt|cdr|ai|pub)|about:blank|https?:.*|\W*\d*\W*)$",
    re.IGNORECASE,
)
NO_PERSON = re.compile(
    r"^(?:microsoft\b.*|office\b.*|owner|user\b.*|pc|hp|dell|asus|acer|lenovo|windows\b.*|home|press|press office|"
    r"пользователь.*|админ.*|author|автор|normal|default|\S+@\S+|[a-z]+\d+)$",
    re.IGNORECASE,
)
# What the top of a release says of itself is not its headline.
LABEL = re.compile(
    r"^(?:(?:for\s+)?immediate\s+release|(?:press|news|media)\s*(?:release|statement|note|information)|"
    r"press|news|newsletter|statement|report|communiqu[eé](?:\s+de\s+presse)?|presse\s*-?\s*(?:mitteilung|"
    r"information)|comunicado(?:\s+de\s+prensa)?|comunicato\s+stampa|komunikat(?:\s+prasowy)?|"
    r"пресс?\s*-?\s*рел[иі]з|заявление|заява|заява для прэсы|сообщение|информация|пресс-служба)[\s:.!]*$",
    re.IGNORECASE,
)
FEWEST_LETTERS = 8


def plausible_title(value: str) -> str:
    """A declared title that a person may have meant as one, else ""."""
    title = re.sub(
        r"^microsoft (?:word|powerpoint) - ", "", on_one_line(value), flags=re.IGNORECASE
    )
    letters = sum(map(str.isalpha, title))
    if NO_TITLE.match(title) or letters < FEWEST_LETTERS or "_" in title or "\\" in title:
        return ""
    return title if " " in title else ""


def plausible_author(value: str) -> str:
    """A declared author who may be a person or an institution, else ""."""
    name = tidy_name(on_one_line(value, 200))
    return "" if NO_PERSON.match(name) else name
