"""Annotations that others made elsewhere, or make through the Web Annotation Protocol: read in as draft claims."""

from annotations.elsewhere.accept import import_annotations, import_asked, import_pasted
from annotations.elsewhere.annotate import annotate, change
from annotations.elsewhere.became import Became, became_of
from annotations.elsewhere.bring import bring
from annotations.elsewhere.find import NewestText, newest_text
from annotations.elsewhere.place import place

__all__ = [
    "Became",
    "NewestText",
    "annotate",
    "became_of",
    "bring",
    "change",
    "import_annotations",
    "import_asked",
    "import_pasted",
    "newest_text",
    "place",
]
