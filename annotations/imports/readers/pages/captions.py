"""Which captions belong to a story, told from photo credits, labels and galleries."""

import re
from collections.abc import Iterable, Mapping

from annotations.imports.readers.document import Kind
from annotations.imports.readers.pages.elements import is_apart
from annotations.imports.readers.pages.runs import Run
from annotations.imports.readers.pages.surroundings import Surroundings
from annotations.imports.readers.pages.words import count_words

LONGEST = 1000
CREDIT_WORDS = 14
NAME_WORDS = 9
LABEL_WORDS = 2
ELSEWHERE = {"navigation", "related", "footer", "comments", "sidebar", "signup"}
CREDIT = re.compile(
    r"^\W*(?:(?:photo(?:graph)?s?|image|picture|pic|illustration|file photo|screenshot|graphic|video|foto(?:graf\w*)?|"
    r"bild(?:quelle)?|imagen|imagem|immagine|grafik|фото|фота|иллюстрация|снимок|skärmdump|kuva)"
    r"(?: (?:credit|source|courtesy|by|via|from|de|von|di|av|van|archiv))*\s*(?:[:/©|(–—]|\bby\b|\bcourtesy\b|\bvia\b)|"
    r"credits?\b\s*:?|cr[ée]dit(?:o|os|s)?\b|quelle\s*:|sources?\s*:|fuente\s*:|fonte\s*:|źródło\s*:|fot\.|zdj\.|"
    r"источник\s*:|крыніца\s*:|джерело\s*:|copyright\b|©|\(c\)|写真\s*[:：＝=]|图源|圖[:：／/]|사진\s*[:=])",
    re.IGNORECASE,
)
AGENCY = re.compile(
    r"\b(?:getty(?: images)?|shutterstock|istock(?:photo)?|picture[- ]alliance|imago(?: images)?|unsplash|pixabay|"
    r"pexels|alamy|associated press|ap photo|reuters|afp|epa|efe|ansa|dpa|apa|pap|tass|тасс|риа новости|"
    r"zuma(?: press)?|bloomberg|adobe stock|keystone|tt nyhetsbyrån|anadolu|xinhua|sipa|abaca|belga|anp)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[.!?。！？]\W*$")


class Captions:
    """Sorts the captions of a page, in reading order."""

    def __init__(self, around: Surroundings, seen: Iterable[str], *, is_long: bool) -> None:
        self.around = around
        self.seen = set(seen)
        self.is_long = is_long

    def reason_against(self, run: Run) -> str | None:
        """Why a caption is set aside, a stable word; None where it is kept."""
        names = self.around.names(run)
        if len(run.text) > LONGEST or names & ELSEWHERE:
            return next(iter(sorted(names & ELSEWHERE)), "unlikely")
        innermost = run.place.ancestors[-1]
        if is_apart(innermost, innermost.tag, "caption") or is_credit(run.text):
            return "credit"
        if run.text in self.seen:
            return "repeated"
        if count_words(run.text) <= LABEL_WORDS and not SENTENCE.search(run.text):
            return "label"
        if self.is_long and "media" in names:
            return "gallery"
        self.seen.add(run.text)
        return None


def is_credit(text: str) -> bool:
    """Whether it only says who made a picture."""
    words = count_words(text)
    if words <= CREDIT_WORDS and CREDIT.match(text) and not SENTENCE.search(text):
        return True
    return words <= NAME_WORDS and bool(AGENCY.search(text)) and not SENTENCE.search(text)


def kept_captions(
    runs: Iterable[Run], captions: Captions, kinds: dict[int, Kind], reasons: Mapping[int, str]
) -> dict[int, str]:
    """Add the captions that are kept to `kinds`; the others with their reasons."""
    against: dict[int, str] = {}
    for run in runs:
        if run.kind != "caption" or run.index in reasons:
            continue
        reason = captions.reason_against(run)
        if reason is None:
            kinds[run.index] = "caption"
        else:
            against[run.index] = reason
    return against
