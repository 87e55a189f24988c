"""Which passages a person has to look at in a new text, and which of them are no news."""

from annotations.anchoring.context import has_same_context
from annotations.anchoring.typography import is_typography
from annotations.models import Anchor, Article, ArticleRevision


def needs_look(anchor: Anchor) -> bool:
    """Whether a person must look at it: no place, other words, or another sentence or attribution around them."""
    return anchor.state == "orphaned" or anchor.change == "wording" or anchor.context == "changed"


class Before:
    """How passages stood in the text before a new one."""

    def __init__(self, article: Article, revision: ArticleRevision) -> None:
        """Compare with the article's standing text, which `revision` is about to replace."""
        self.article, self.revision = article, revision

    def news_among(self, looks: list[Anchor]) -> list[Anchor]:
        """Those of the anchors in the new text that tell something which was not so in the text before."""
        ids = [anchor.highlight_id for anchor in looks]
        known = Anchor.objects.filter(revision=self.article.current_revision_id, highlight__in=ids)
        before = {anchor.highlight_id: anchor for anchor in known}
        return [one for one in looks if self._is_news(before.get(one.highlight_id), one)]

    def _is_news(self, old: Anchor | None, new: Anchor) -> bool:
        if new.start is None and new.highlight.gone_at is not None:
            return False  # a person said so before
        if old is None or not needs_look(old) or (old.start is None) != (new.start is None):
            return True
        return new.start is not None and not self._says_the_same(old, new)

    def _says_the_same(self, old: Anchor, new: Anchor) -> bool:
        standing = self.article.current_revision  # its text is read here, where it has to be
        if standing is None or old.start is None or new.start is None:
            return False
        if not is_typography(old.exact, new.exact):
            return False
        return has_same_context(
            standing.text,
            standing.sentences,
            (old.start, old.start + len(old.exact)),
            self.revision.text,
            self.revision.sentences,
            (new.start, new.start + len(new.exact)),
        )
