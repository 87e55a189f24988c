"""Accepting imports: the verbs of this room under one address.

Each writes the import and its work in one transaction; fetching and reading happen elsewhere.
"""

from annotations.imports.asked import (
    import_again,
    import_checks,
    import_file,
    import_page,
    import_text,
    import_url,
)
from annotations.imports.ending import cancel, fail, retry, take
from annotations.imports.found import import_entry, import_part, siblings_of
from annotations.imports.queued import KIND
from annotations.imports.said import checked_text

__all__ = [
    "KIND",
    "cancel",
    "checked_text",
    "fail",
    "import_again",
    "import_checks",
    "import_entry",
    "import_file",
    "import_page",
    "import_part",
    "import_text",
    "import_url",
    "retry",
    "siblings_of",
    "take",
]
