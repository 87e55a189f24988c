"""What it takes to re-anchor the passages of an article when it comes in a new version."""

import random
import time
from collections import Counter

from annotations.anchoring.reanchor import Mapper
from annotations.reading.sentences import flat_sentences
from tests.bench.texts import article, edited

PASSAGES = 1000
# Code points, and the CPU seconds to beat.
SIZES = ((10_000, 0.16), (100_000, 0.56), (1_000_000, 6.7))


def main() -> None:
    """One line per size of text: both prepared once, then every passage placed."""
    print(
        f"\n{f're-anchor {PASSAGES:,} passages':44}{'CPU s':>9}{'to beat':>9}  what became of them"
    )
    for code_points, most in SIZES:
        seconds, states = spent(code_points)
        told = ", ".join(f"{number} {state}" for state, number in states.most_common())
        print(f"{f'text of {code_points:,} code points':44}{seconds:9.2f}{most:9.2f}  {told}")


def spent(code_points: int) -> tuple[float, Counter[str]]:
    """CPU seconds for all passages, with how many ended in each state."""
    chance = random.Random(code_points)  # noqa: S311 - the same texts each time, no secret
    sentences = article(code_points, chance)
    old, new = "".join(sentences), "".join(edited(sentences, chance))
    # Stored with each revision, so no part of re-anchoring.
    old_sentences, new_sentences = _split(old), _split(new)
    starts = [chance.randrange(len(old) - 210) for _ in range(PASSAGES)]
    passages = [(start, start + chance.randint(20, 200)) for start in starts]
    began = time.process_time()
    mapper = Mapper(old, new, old_sentences, new_sentences)
    states = Counter(mapper.place(start, end).state for start, end in passages)
    return time.process_time() - began, states


def _split(text: str) -> list[int]:
    """The sentences of a text whose blocks are its paragraphs, as a revision stores them."""
    blocks, start = [], 0
    for paragraph in text.split("\n\n"):
        end = start + len(paragraph)
        blocks.append({"kind": "paragraph", "start": start, "end": end})
        start = end + 2
    return flat_sentences(text, blocks, "en")
