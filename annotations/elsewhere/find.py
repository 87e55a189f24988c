"""Where in an article's newest text an annotation's passages stand."""

from dataclasses import dataclass
from uuid import UUID

from annotations.anchoring.loose import LooseText
from annotations.anchoring.selectors import Span
from annotations.claims.passage import LONGEST
from annotations.elsewhere.told import Selected
from annotations.models import Article, ArticleRevision

MOST_PLACES = 100


@dataclass(frozen=True, slots=True)
class Found:
    """Where one passage stands: one place, several, or none. `counts` is whether only its offsets name it."""

    places: tuple[Span, ...]
    has_words: bool = True

    @property
    def place(self) -> Span | None:
        """The place, where there is exactly one."""
        return self.places[0] if len(self.places) == 1 else None


class NewestText:
    """The newest text of an article, to find passages in."""

    def __init__(self, revision: ArticleRevision) -> None:
        self.revision_id: UUID = revision.pk
        self.length = revision.length
        self._loose = LooseText(revision.text)

    @property
    def text(self) -> str:
        """The text itself."""
        return self._loose.text

    def find(self, selected: Selected) -> Found:
        """Where the passage stands.

        Words decide, and offsets only among several places of exactly these words. Offsets alone count where they are
        said to count in this very text: in another one they name something else.
        """
        if selected.exact.strip():
            places = self._loose.places(
                selected.exact, selected.prefix, selected.suffix, selected.start, selected.end
            )
            fitting = [span for span in places if span[1] - span[0] <= LONGEST]
            return Found(tuple(fitting[:MOST_PLACES]))
        start, end = selected.start, selected.end
        is_ours = selected.revision == str(self.revision_id)
        if start is not None and end is not None and is_ours and start < end <= self.length:
            return Found(((start, end),))
        return Found((), has_words=False)

    def around(self, place: Span, reach: int = 60) -> tuple[str, str, str]:
        """What stands before a place, its words, and what stands behind, in one line each."""
        start, end = place
        before = self.text[max(0, start - reach) : start]
        after = self.text[end : end + reach]
        return before.rpartition("\n")[2], self.text[start:end], after.partition("\n")[0]


def newest_text(article: Article) -> NewestText | None:
    """The article's newest text; None where it has none."""
    if article.current_revision_id is None:
        return None
    revisions = ArticleRevision.objects.only("text", "length")
    return NewestText(revisions.get(pk=article.current_revision_id))
