"""Bytes, kept once by their sha256, in the database so that workers can run on other hosts."""

import hashlib
import zlib

from django.db import models


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
