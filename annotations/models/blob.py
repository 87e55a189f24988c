"""Bytes, kept once by their sha256, in the database so that workers can run on other hosts."""

import hashlib
import zlib
from collections.abc import Iterable, Iterator

from django.db import connection, models, transaction

_CHUNK = 1024 * 1024
_PARTS = (
    "CREATE TEMPORARY TABLE factcheck_parts (place bigint PRIMARY KEY, part bytea) ON COMMIT DROP"
)
_PART = "INSERT INTO factcheck_parts (place, part) VALUES (%s, %s)"
_WHOLE = """
INSERT INTO annotations_blob (sha256, size, compressed)
SELECT %s, %s, string_agg(part, ''::bytea ORDER BY place) FROM factcheck_parts
ON CONFLICT DO NOTHING
"""
_SLICE = "SELECT substring(compressed FROM %s FOR %s) FROM annotations_blob WHERE sha256 = %s"


class Blob(models.Model):
    """Immutable bytes as they arrived, compressed with zlib; the key is the sha256 of the original."""

    sha256 = models.CharField(primary_key=True, max_length=64, editable=False)
    size = models.PositiveBigIntegerField()
    compressed = models.BinaryField()

    def __str__(self) -> str:
        return self.sha256

    @property
    def content(self) -> bytes:
        """The original bytes."""
        return zlib.decompress(bytes(self.compressed))

    def chunks(self) -> Iterator[bytes]:
        """The original bytes piece by piece, each asked of the database when it is wanted."""
        inflating, place = zlib.decompressobj(), 1
        while part := self._part(place):
            place += len(part)
            while part:
                if found := inflating.decompress(part, _CHUNK):
                    yield found
                part = inflating.unconsumed_tail
        if rest := inflating.flush():
            yield rest

    def _part(self, place: int) -> bytes:
        with connection.cursor() as cursor:
            cursor.execute(_SLICE, [place, _CHUNK, self.sha256])
            row = cursor.fetchone()
        return bytes(row[0]) if row else b""

    @staticmethod
    def keep(content: bytes) -> "Blob":
        """Store bytes (or find them already stored).

        Returns:
            The row whose key is the sha256 of `content`.
        """
        digest = hashlib.sha256(content).hexdigest()
        Blob.objects.bulk_create(
            [Blob(sha256=digest, size=len(content), compressed=zlib.compress(content, 6))],
            ignore_conflicts=True,
        )
        return Blob(sha256=digest, size=len(content))

    @staticmethod
    @transaction.atomic
    def keep_pieces(pieces: Iterable[bytes]) -> "Blob":
        """Store bytes that come piece by piece and are too many to hold: only the database ever has them whole.

        Returns:
            The row whose key is the sha256 of them all.
        """
        # What comes so is a ZIP or the like: to try hard to make it smaller would take long for nothing.
        digest, deflating, size, last = hashlib.sha256(), zlib.compressobj(1), 0, 0
        with connection.cursor() as cursor:
            cursor.execute(_PARTS)
            for place, piece in enumerate(pieces):
                digest.update(piece)
                size += len(piece)
                if part := deflating.compress(piece):
                    cursor.execute(_PART, [place, part])
                last = place + 1
            cursor.execute(_PART, [last, deflating.flush()])
            cursor.execute(_WHOLE, [digest.hexdigest(), size])
            cursor.execute("DROP TABLE factcheck_parts")
        return Blob(sha256=digest.hexdigest(), size=size)
