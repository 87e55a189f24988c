"""How many of the first ten hints are right in the demo articles, and what reading a sentence costs.

Right is what a good editor marks (`tests.annotations.reading.test_worth.RIGHT`, labelled by hand).
"""

import time

import django

django.setup()  # the sentences that count are told by a room

from annotations.claims.sentence_states import counted_of  # noqa: E402 - rooms need Django first
from annotations.imports.blocks import Laid, lay_out  # noqa: E402
from annotations.imports.readers.plain_text import read_text  # noqa: E402
from annotations.reading.worth import ranked, read_worth  # noqa: E402
from tests.annotations.reading.test_worth import RIGHT, SEEDS  # noqa: E402

FIRST = 10
ROUNDS = 5


def main() -> None:
    """Print precision in the first ten of each demo article, then the time of a sentence."""
    read: list[Laid] = []
    for name, right in RIGHT.items():
        laid = lay_out(read_text((SEEDS / f"{name}.txt").read_text(encoding="utf-8")), {})
        first = _first(laid)
        hits = sum(1 for sentence in first if any(words in sentence for words in right))
        print(f"worth checking, {name}: {hits} of the first {len(first)} right (at least 8)")
        read.append(laid)
    began = time.process_time()
    for _round in range(ROUNDS):
        for laid in read:
            _first(laid)
    sentences = ROUNDS * sum(len(laid.sentences) // 2 for laid in read)
    spent = (time.process_time() - began) / sentences
    print(f"worth checking: {spent * 1000:.2f} CPU ms a sentence, read once per text")


def _first(laid: Laid) -> list[str]:
    counted = counted_of(laid.text, laid.sentences, laid.blocks)
    found = ranked(read_worth(laid.text, laid.sentences, laid.blocks, counted))
    return [laid.text[one.start : one.end] for one in found[:FIRST]]


if __name__ == "__main__":
    main()
