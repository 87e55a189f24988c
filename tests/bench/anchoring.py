"""How well, and how fast, the passages of an article find their places when it comes in a new version.

How well: claims on edited texts whose right place, state and context are known (`anchoring_edits`, `anchoring_layouts`); and
the spans of a folder that the environment variable FACTCHECK_ANCHORING names (texts.json.gz, spans.jsonl).
"""

import os
import random
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from annotations.anchoring.reanchor import Mapper
from tests.bench.anchoring_layouts import Pair, pairs
from tests.bench.anchoring_score import Score, outcome_of
from tests.bench.anchoring_stories import given, split_as_pasted, stories
from tests.bench.texts import article, edited

CLAIMS = 3000
PASSAGES = 1000
# Code points, and the CPU seconds to beat.
SIZES = ((10_000, 0.5), (100_000, 2.0), (1_000_000, 15.0))


def main() -> None:
    """Print quality per kind of edit, then one line per size of text: both prepared once, then every passage placed."""
    chance = random.Random(5)  # noqa: S311 - the same edits each time, no secret
    _print_quality("re-anchoring, claims on edited texts", pairs(stories(chance), chance, CLAIMS))
    if folder := os.environ.get("FACTCHECK_ANCHORING"):
        _print_quality(f"re-anchoring, spans of {Path(folder).name}", given(Path(folder)))
    print(
        f"\n{f're-anchor {PASSAGES:,} passages':44}{'CPU s':>9}{'at most':>9}{'ms each':>9}  what became of them"
    )
    for code_points, most in SIZES:
        seconds, states = spent(code_points)
        told = ", ".join(f"{number} {state}" for state, number in states.most_common())
        each = 1000 * seconds / PASSAGES
        print(
            f"{f'text of {code_points:,} code points':44}{seconds:9.2f}{most:9.2f}{each:9.3f}  {told}"
        )


def score(edits: Iterable[Pair]) -> Score:
    """Re-anchor all claims of all pairs of texts, and judge each."""
    found = Score()
    for pair in edits:
        mapper = Mapper(pair.old, pair.new, split_as_pasted(pair.old), split_as_pasted(pair.new))
        for case in pair.cases:
            found.add(case.kind, outcome_of(case, mapper.place(*case.old), pair))
    return found


def _print_quality(title: str, edits: Iterable[Pair]) -> None:
    print(f"\n{title}")
    for line in score(edits).lines():
        print(line, flush=True)


def spent(code_points: int) -> tuple[float, Counter[str]]:
    """CPU seconds for all passages, with how many ended in each state."""
    chance = random.Random(code_points)  # noqa: S311 - the same texts each time, no secret
    sentences = article(code_points, chance)
    old, new = "".join(sentences), "".join(edited(sentences, chance))
    # Stored with each revision, so no part of re-anchoring.
    old_sentences, new_sentences = split_as_pasted(old), split_as_pasted(new)
    starts = [chance.randrange(len(old) - 210) for _ in range(PASSAGES)]
    passages = [(start, start + chance.randint(20, 200)) for start in starts]
    began = time.process_time()
    mapper = Mapper(old, new, old_sentences, new_sentences)
    states = Counter(mapper.place(start, end).state for start, end in passages)
    return time.process_time() - began, states
