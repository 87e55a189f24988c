"""Claims, sources and the record as CSV and JSON Lines, of any size, as one person may see them."""

from annotations.exports.claims import claims_exported
from annotations.exports.columns import CLAIMS, COLUMNS, HISTORY, SOURCES, Column
from annotations.exports.history import history_exported
from annotations.exports.sources import sources_exported
from annotations.exports.writing import END, ENDINGS, TYPES, headers_of, written

__all__ = [
    "CLAIMS",
    "COLUMNS",
    "END",
    "ENDINGS",
    "HISTORY",
    "SOURCES",
    "TYPES",
    "Column",
    "claims_exported",
    "headers_of",
    "history_exported",
    "sources_exported",
    "written",
]
