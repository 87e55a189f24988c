"""Which texts are near a vector: all that are kept, where they are few enough to be held in memory."""

import threading
import time
from typing import TYPE_CHECKING, Any

from django.db import connection

from annotations.matching.embedding_model import NAME, WIDTH
from annotations.models import Embedding

if TYPE_CHECKING:
    import numpy as np

    from annotations.matching.embedding_model import Array

# 768 bytes each: at most 31 MB in a process. With more, the candidates by words are re-ranked, and no others found.
MOST_HELD = 40_000
# For so many seconds a process does not look whether others have kept more.
FRESH_SECONDS = 2.0
_SLICE = 4_096
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM annotations_embedding WHERE model = %s LIMIT %s) few"


class Held:
    """The vectors that this process holds; it notices what others keep."""

    def __init__(self) -> None:
        """Hold nothing until the first question."""
        self._lock = threading.Lock()
        self._empty()

    def near(self, vector: "Array", most: int) -> dict[str, float]:
        """The sha256 of the nearest texts with their cosines; none where there are too many vectors to hold."""
        import numpy as np  # noqa: PLC0415 - 30 MB that a process without matching does not need

        with self._lock:
            self._refresh()
            keys, vectors = self._keys, self._vectors
        if not keys or vectors is None:
            return {}
        cosines = np.concatenate(
            [
                vectors[start : start + _SLICE].astype(np.float32) @ vector
                for start in range(0, len(keys), _SLICE)
            ]
        )
        best = np.argpartition(-cosines, min(most, len(keys)) - 1)[:most]
        return {keys[place]: float(cosines[place]) for place in best}

    def _empty(self) -> None:
        self._keys: list[str] = []
        self._vectors: np.ndarray[Any, np.dtype[np.float16]] | None = None
        self._last = 0
        self._looked_at = -FRESH_SECONDS

    def _refresh(self) -> None:
        """Fetch what was kept since; all anew where rows came in another order than their numbers."""
        if time.monotonic() - self._looked_at < FRESH_SECONDS:
            return
        self._looked_at = time.monotonic()
        count = _count()
        if count > MOST_HELD:
            self._keys, self._vectors = [], None
            return
        if count != len(self._keys):
            self._fetch()
        if count > len(self._keys):
            self._keys, self._vectors, self._last = [], None, 0
            self._fetch()

    def _fetch(self) -> None:
        import numpy as np  # noqa: PLC0415

        rows = Embedding.objects.filter(model=NAME, pk__gt=self._last).order_by("pk")
        found = list(rows.values_list("pk", "text_sha256", "vector"))
        if not found:
            return
        vectors = np.frombuffer(b"".join(bytes(row[2]) for row in found), dtype="<f2")
        vectors = vectors.reshape(-1, WIDTH)
        held = self._vectors
        self._vectors = vectors if held is None else np.concatenate([held, vectors])
        self._keys = [*self._keys, *(row[1] for row in found)]
        self._last = found[-1][0]


HELD = Held()


def cosines_of(keys: list[str], vector: "Array") -> dict[str, float]:
    """The cosines of the named texts, as far as their vectors are kept."""
    import numpy as np  # noqa: PLC0415

    rows = Embedding.objects.filter(model=NAME, text_sha256__in=keys)
    found = dict(rows.values_list("text_sha256", "vector"))
    return {
        key: float(np.frombuffer(bytes(kept), dtype="<f2").astype(np.float32) @ vector)
        for key, kept in found.items()
    }


def _count() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [NAME, MOST_HELD + 1])
        return int(cursor.fetchone()[0])
