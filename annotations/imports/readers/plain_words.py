"""One line of plain words from a value that may hold markup: a headline, a name, a claim."""

import re
from html import unescape
from typing import Any

import nh3

from annotations.imports.readers.block_markup import BLOCKS, only_blocks
from annotations.imports.readers.cleaning import clean, one_line
from annotations.imports.readers.document import ReaderError

MARKUP = re.compile(r"<[A-Za-z/!]|&#?\w{1,31};")
SPACED = set(BLOCKS - {"span"})
ANY_TAG = re.compile(r"<[^<>]*>")


def words_of(value: Any) -> str:
    """Tags stripped and entities read, whatever the value; "" for what is no string or number.

    Time grows with the length only, so that it may be asked of many values from outside.
    """
    text = one_line(value)
    if not MARKUP.search(text):
        return text
    try:
        # Between two blocks there is a space, between two words of a line there need be none.
        spaced = ANY_TAG.sub(" ", nh3.clean(only_blocks(text).html, tags=SPACED))
    except ReaderError:
        spaced = ANY_TAG.sub(" ", text)
    return " ".join(clean(unescape(spaced)).split())
