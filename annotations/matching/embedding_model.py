"""MiniLM (sentence-transformers/all-MiniLM-L6-v2) computed with numpy, from the data files of an optional package.

The package's own code is never imported: it would ask for torch. The weights are mapped from the file, so that several
processes share the pages, and nothing is read before the first text.
"""

import json
import struct
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotations.reading.wordpieces import numbers_of, pieces_in

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float32]]

NAME = "all-MiniLM-L6-v2"
WIDTH = 384
HEADS = 12
LAYERS = 6
# As the model was trained; more of a text is not read.
MOST_PIECES = 128
TINY = 1e-12
BATCH = 32
SLICE = 32_768
_ERF = (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)


class MiniLM:
    """The model in a folder; made without reading anything."""

    def __init__(self, folder: Path) -> None:
        """Remember where `model.safetensors` and `vocab.txt` lie."""
        self.folder = folder

    def vectors(self, texts: Sequence[str]) -> "Array":
        """One row of length 1 for each text; texts of like length are computed together."""
        import numpy as np  # noqa: PLC0415 - 30 MB that a process without matching does not need

        pieces = pieces_in(self.folder / "vocab.txt")
        numbered = [numbers_of(text, pieces, MOST_PIECES) for text in texts]
        found = np.zeros((len(texts), WIDTH), dtype=np.float32)
        for places in _alike([len(numbers) for numbers in numbered]):
            found[places] = self._of_batch([numbered[place] for place in places])
        return found

    @cached_property
    def weights(self) -> "dict[str, Array]":
        """The tensors of the file, mapped (safetensors: a length, a JSON table, then the numbers)."""
        import numpy as np  # noqa: PLC0415

        path = self.folder / "model.safetensors"
        with path.open("rb") as file:
            (size,) = struct.unpack("<Q", file.read(8))
            table = json.loads(file.read(size))
        mapped = np.memmap(path, dtype=np.uint8, mode="r", offset=8 + size)
        return {
            name: mapped[slice(*entry["data_offsets"])].view("<f4").reshape(entry["shape"])
            for name, entry in table.items()
            if name != "__metadata__" and entry["dtype"] == "F32"
        }

    def _of_batch(self, numbered: list[list[int]]) -> "Array":
        import numpy as np  # noqa: PLC0415

        longest = max(map(len, numbered))
        ids = np.array([numbers + [0] * (longest - len(numbers)) for numbers in numbered])
        is_text = np.array([[n < len(numbers) for n in range(longest)] for numbers in numbered])
        at = self.weights
        state = at["embeddings.word_embeddings.weight"][ids]
        state = state + at["embeddings.position_embeddings.weight"][:longest]
        state = state + at["embeddings.token_type_embeddings.weight"][0]
        state = self._normed(state, "embeddings.LayerNorm")
        hidden = np.where(is_text, np.float32(0), np.float32(-1e9))[:, None, None, :]
        for layer in range(LAYERS):
            state = self._layer(state, hidden, f"encoder.layer.{layer}")
        kept = state * is_text[:, :, None]
        mean = kept.sum(axis=1) / is_text.sum(axis=1, keepdims=True)
        found: Array = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return found

    def _layer(self, state: "Array", hidden: "Array", name: str) -> "Array":
        attention = self._dense(
            self._attended(state, hidden, name), f"{name}.attention.output.dense"
        )
        state = self._normed(state + attention, f"{name}.attention.output.LayerNorm")
        inner = _gelu(self._dense(state, f"{name}.intermediate.dense"))
        return self._normed(
            state + self._dense(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm"
        )

    def _attended(self, state: "Array", hidden: "Array", name: str) -> "Array":
        import numpy as np  # noqa: PLC0415

        texts, longest, _ = state.shape
        shape = (texts, longest, HEADS, WIDTH // HEADS)
        query, key, value = (
            self._dense(state, f"{name}.attention.self.{part}").reshape(shape).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / np.float32((WIDTH // HEADS) ** 0.5) + hidden
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        mixed: Array = (shares @ value).transpose(0, 2, 1, 3).reshape(texts, longest, WIDTH)
        return mixed

    def _dense(self, state: "Array", name: str) -> "Array":
        at = self.weights
        flat = state.reshape(-1, state.shape[-1]) @ at[f"{name}.weight"].T + at[f"{name}.bias"]
        return flat.reshape(*state.shape[:-1], -1)

    def _normed(self, state: "Array", name: str) -> "Array":
        import numpy as np  # noqa: PLC0415

        centred = state - state.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(TINY))
        normed: Array = (
            centred / spread * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]
        )
        return normed


def _alike(lengths: list[int]) -> Iterator[list[int]]:
    """Places of texts, `BATCH` at a time, the shortest first: little is padded."""
    order = sorted(range(len(lengths)), key=lengths.__getitem__)
    for start in range(0, len(order), BATCH):
        yield order[start : start + BATCH]


def _gelu(state: "Array") -> "Array":
    """Gaussian error linear units, in place; erf after Abramowitz and Stegun 7.1.26 (error below 2e-7).

    In slices that fit a processor's cache: in one piece it takes longer than the products around it.
    """
    import numpy as np  # noqa: PLC0415

    flat = state.reshape(-1)
    room = np.empty((3, min(SLICE, flat.size)), dtype=np.float32)
    for start in range(0, flat.size, SLICE):
        given = flat[start : start + SLICE]
        size, step, total = room[:, : given.size]
        np.abs(given, out=size)
        np.reciprocal(1 + np.float32(0.3275911 * 0.5**0.5) * size, out=step)
        np.multiply(step, np.float32(_ERF[-1]), out=total)
        for power in _ERF[-2::-1]:
            total += np.float32(power)
            total *= step
        # What the error function lacks to 1, then what the unit lacks to its input.
        total *= np.exp(np.float32(-0.5) * size * size)
        total *= np.float32(0.5) * size
        np.maximum(given, 0, out=given)
        given -= total
    return state
