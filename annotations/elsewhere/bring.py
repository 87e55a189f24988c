"""Bringing the annotations of an accepted file in, each in a transaction of its own."""

from collections import Counter
from collections.abc import Callable
from uuid import UUID

from django.utils.translation import gettext as _

from annotations.elsewhere.became import (
    CLAIM,
    COMMENT,
    READY,
    READY_REPLY,
    Became,
    known_in,
    read_again,
    tell,
)
from annotations.elsewhere.create import answer, create
from annotations.elsewhere.files import Entry
from annotations.elsewhere.find import newest_text
from annotations.elsewhere.pages import strangers
from annotations.elsewhere.told import Told
from annotations.models import Article, Claim, Import
from annotations.permissions import Actor
from annotations.refusals import Conflict, Forbidden, Invalid

STEP = 25
"""So many between two looks at whether this is still ours to do."""


def bring(item: Import, between: Callable[[], None]) -> dict[str, int]:
    """Make draft claims of the annotations whose words stand in one place, and comments of the replies to them.

    Done again it does what is left: what is here already is known by its address. The one transaction for each keeps
    the newsroom's history free for others meanwhile.

    Args:
        item: an import of annotations, in nobody else's hands.
        between: called now and then; it raises where the work is no longer ours.

    Returns:
        How many are `claims` and `comments` here now, and how many are `left`.
    """
    article = item.article
    assert article is not None  # noqa: S101 - an import of annotations has one
    entries = read_again(item)
    known, others = known_in(article.pk, entries), strangers(entries, article)
    bringing = _Bringing(Actor(user=item.requested_by, door="task"), article, known, others)
    counts: Counter[str] = Counter()
    # Marks first: a reply may stand in a file before what it answers.
    marks = [entry for entry in entries if not _is_reply(entry)]
    for number, entry in enumerate([*marks, *filter(_is_reply, entries)]):
        if number % STEP == 0:
            between()
        counts[bringing.settle(entry)] += 1
    return {"claims": counts[CLAIM], "comments": counts[COMMENT], "left": counts[""]}


def _is_reply(entry: Entry) -> bool:
    return entry.told is not None and entry.told.kind == "reply"


class _Bringing:
    """One run: who brings what into which article, and what is known to be here by now."""

    def __init__(
        self, actor: Actor, article: Article, known: dict[str, tuple[UUID, bool]], others: set[str]
    ) -> None:
        self.actor, self.article, self.known, self.others = actor, article, known, others
        self.text = newest_text(article)

    def settle(self, entry: Entry) -> str:
        """Make of it what it becomes: `claim`, `comment`, or empty where it is left for a person.

        Raises:
            Refused: of what stands in the way of all.
        """
        try:
            return self._settled(entry)
        except Conflict as refusal:
            if refusal.code != "revision_changed":
                return ""
        except Invalid:
            return ""
        except Forbidden as refusal:
            if refusal.code == "rating_blind":  # they must not see what is said of it yet
                return ""
            raise
        self.article.refresh_from_db(fields=["current_revision"])
        self.text = newest_text(self.article)
        return self._settled(entry)

    def _settled(self, entry: Entry) -> str:
        found = tell(entry, self.text, self.known, self.others)
        if found.code in {CLAIM, COMMENT}:
            return found.code
        if entry.told is None or found.code not in {READY, READY_REPLY}:
            return ""
        is_reply = found.code == READY_REPLY
        claim = self._answered(found, entry.told) if is_reply else self._made(found, entry.told)
        self.known[entry.told.iri] = (claim.pk, False)
        return COMMENT if is_reply else CLAIM

    def _made(self, found: Became, told: Told) -> Claim:
        return create(
            actor=self.actor,
            article_id=self.article.pk,
            told=told,
            places=found.places,
            revision_id=self.text.revision_id if self.text else None,
        )

    def _answered(self, found: Became, told: Told) -> Claim:
        seen = Claim.objects.visible_to(self.actor.person).select_related("article")
        claim = seen.filter(pk=found.claim).first() if found.claim else None
        if claim is None:
            raise Conflict("not_found", _("The claim was deleted meanwhile."))
        answer(actor=self.actor, article=self.article, claim=claim, told=told)
        return claim
