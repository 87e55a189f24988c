"""The terms that a text is looked for by: cleaned of a post's noise, and how rare each is."""

import math
from dataclasses import dataclass

import regex
from django.db import connection

from annotations.models import TermCount

# Of longer texts this much is read: what is claimed stands in a few sentences, and the time stays bounded.
LONGEST = 2_000
MOST_TERMS = 60
# So many rows are looked at for the first eight terms, and so many before another one follows; rare terms come first.
LEAST_BUDGET, BUDGET = 15_000, 6_000
LEAST_TERMS = 8
# What follows the words of a post tells less than they do.
SIGNATURE_SHARE = 0.6

_LINK = regex.compile(
    r"(?:https?://|www\.|pic\.twitter\.com/|t\.co/)\S+|\b[\w-]+\.(?:com|org|net|ly|co|gov|uk)/\S*",
    regex.IGNORECASE,
)
_SIGNATURE = regex.compile(
    r"\s*[—–-]\s*(?P<name>[^—–\n]{1,60}?)\s*\(@(?P<handle>\w{1,40})\)"
    r"\s*(?:\p{L}{3,12} \d{1,2}, \d{4}|\d{1,2} \p{L}{3,12} \d{4})?\s*\Z"
)
_TAG = regex.compile(r"[#@](\w{1,100})")
_JOINT = regex.compile(
    r"(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{L})(?=\d)|_", regex.V1
)
_COUNTED = """
SELECT u.lexeme, c.texts FROM unnest(factcheck_terms(%s)) u
LEFT JOIN annotations_termcount c ON c.term = u.lexeme ORDER BY c.texts NULLS FIRST LIMIT %s
"""
_COUNT_NOW = """
SELECT term, (SELECT count(*) FROM (
    SELECT 1 FROM annotations_earliercheck WHERE terms @@ asked::tsquery LIMIT 20000) few)
    + (SELECT count(*) FROM (SELECT 1 FROM annotations_claim WHERE terms @@ asked::tsquery
        AND verdict_id IS NOT NULL AND deleted_at IS NULL LIMIT 20000) few)
FROM unnest(%s::text[], %s::text[]) u (term, asked)
"""
_ALL_NOW = """
SELECT (SELECT count(*) FROM annotations_earliercheck) + (SELECT count(*) FROM annotations_claim
    WHERE verdict_id IS NOT NULL AND deleted_at IS NULL)
"""
# The row that says how many texts there are.
ALL = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A text without links and tags; of a post also whose it is, and that with the handle in words."""

    text: str
    name: str = ""
    signature: str = ""

    @property
    def whole(self) -> str:
        """As a model should read it: who says what."""
        return f"{self.name}: {self.text}" if self.name else self.text


@dataclass(frozen=True, slots=True)
class Wanted:
    """The terms that count with their weights, the rarest first, and how many texts there are.

    A row is found by one of the `sought` ones, which are rare enough to look at all that have them.
    """

    weights: dict[str, float]
    sought: tuple[str, ...]
    texts: int

    @property
    def query(self) -> str:
        """As a tsquery: any of the sought."""
        return " | ".join(map(quoted, self.sought))


def words_of(text: str) -> Words:
    """What is said in a text, of which `LONGEST` code points are read."""
    plain = _LINK.sub(" ", text[:LONGEST])
    signed = _SIGNATURE.search(plain)
    if signed and signed.start():
        plain = plain[: signed.start()]
    said = " ".join(_TAG.sub(lambda tag: f" {_parted(tag[1])} ", plain).split())
    name = signed["name"].replace("\x00", " ") if signed else ""
    signature = f"{name} {_parted(signed['handle'])}" if signed else ""
    return Words(said.replace("\x00", " "), name, signature)


def wanted(words: Words) -> Wanted:
    """The terms of a text, and those of them that can be looked for in a moment."""
    found, texts = _counted(words.text), _texts()
    signed = {term: count for term, count in _counted(words.signature).items() if term not in found}
    weights: dict[str, float] = {}
    sought: list[str] = []
    rows = 0
    for term, count in sorted({**found, **signed}.items(), key=lambda one: (one[1], one[0])):
        if not count:
            continue
        share = SIGNATURE_SHARE if term in signed else 1.0
        weights[term] = share * rarity(count, texts)
        rows += count
        if not sought or rows <= (LEAST_BUDGET if len(sought) < LEAST_TERMS else BUDGET):
            sought.append(term)
    return Wanted(weights, tuple(sought), texts)


def terms_of(text: str) -> list[str]:
    """The terms of a text, in the database's form."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tsvector_to_array(factcheck_terms(%s))", [text])
        return list(cursor.fetchone()[0])


def rarity(count: int, texts: int) -> float:
    """How much a term tells that stands in `count` of `texts` (inverse document frequency of BM25)."""
    return math.log(1 + (max(texts, count) - count + 0.5) / (count + 0.5))


def counts_of(terms: list[str]) -> dict[str, int]:
    """In how many texts each of the terms stands; what was not counted yet is counted now."""
    known = dict(TermCount.objects.filter(term__in=terms).values_list("term", "texts"))
    return {**known, **_count_now([term for term in terms if term not in known])}


def quoted(term: str) -> str:
    """A term as PostgreSQL reads it in a tsquery."""
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"


def _parted(tag: str) -> str:
    return _JOINT.sub(" ", tag)


def _counted(text: str) -> dict[str, int]:
    if not text:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, [text, MOST_TERMS])
        rows = cursor.fetchall()
    unknown = _count_now([term for term, count in rows if count is None])
    return {term: unknown.get(term, count) for term, count in rows}


def _count_now(terms: list[str]) -> dict[str, int]:
    if not terms:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_NOW, [terms, list(map(quoted, terms))])
        return dict(cursor.fetchall())


def _texts() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT texts FROM annotations_termcount WHERE term = %s", [ALL])
        row = cursor.fetchone()
        if row is None:
            cursor.execute(_ALL_NOW)
            row = cursor.fetchone()
    return max(int(row[0]), 1)
