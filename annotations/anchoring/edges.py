"""Where the ends of a passage fall, between words that are known in both texts.

All offsets are Unicode code points; `old_text[low:high]` is the piece whose place `new_text[begin:finish]` took.
"""

from rapidfuzz.distance import Levenshtein

_longest = (
    1500  # code points compared on either side; what lies further away says nothing about an end
)


def start_within(was: str, now: str, place: int) -> int:
    """Return where in `now` a passage starts that started at `place` of `was`; both end before a word they share."""
    cut_was, cut_now = max(0, len(was) - _longest), max(0, len(now) - _longest)
    if place <= cut_was and cut_was:
        return cut_now
    tail = was[place:]
    if now.endswith(tail):
        return len(now) - len(tail)
    for step in Levenshtein.opcodes(was[cut_was:], now[cut_now:]):
        if step.src_start <= place - cut_was < step.src_end:
            return cut_now + min(step.dest_end, step.dest_start + place - cut_was - step.src_start)
    return len(now)


def end_within(was: str, now: str, place: int) -> int:
    """Return where in `now` a passage ends that ended at `place` of `was`; both begin behind a word they share."""
    if now.startswith(was[:place]):
        return place
    if place > _longest:
        return min(len(now), _longest)
    for step in reversed(list(Levenshtein.opcodes(was[:_longest], now[:_longest]))):
        if step.src_start < place <= step.src_end:
            if place == step.src_end:
                return step.dest_end
            return min(step.dest_end, step.dest_start + place - step.src_start)
    return 0
