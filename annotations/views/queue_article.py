"""Reviewing a whole article claim by claim, its text beside the claim, with two keys."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from annotations import dossier, review
from annotations.models import Article, Claim, ReviewDecision, User
from annotations.permissions import can_review
from annotations.review.queue_order import with_people, with_plan
from annotations.verdicts.guard import lacking
from annotations.views.doors import is_fragment, part, person_of, private
from annotations.views.queue_rows import lines_of
from annotations.views.review import judged
from annotations.views.workspace import article_for, text_of

# What one decided on so long ago still counts as this sitting's.
_SITTING = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Sitting:
    """An article's claims for one reviewer, in text order: what waits for them, what is their own, what they did."""

    ids: list[str]
    spans: dict[str, list[tuple[int, int]]]
    waiting: set[str]
    own: set[str]
    decided: set[str]

    @property
    def total(self) -> int:
        """How many are this person's to decide, those done included."""
        return len(self.waiting | self.decided)

    def after(self, claim: str) -> str:
        """The next that waits behind a claim, round the end; empty where none is left."""
        at = self.ids.index(claim) if claim in self.ids else -1
        ahead = [*self.ids[at + 1 :], *self.ids[: at + 1]]
        return next((one for one in ahead if one in self.waiting and one != claim), "")

    def beside(self, claim: str, step: int) -> str:
        """The neighbour in the text, or empty at the end."""
        at = self.ids.index(claim) + step
        return self.ids[at] if 0 <= at < len(self.ids) else ""


@require_safe
@private
def article(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """One claim at a time; `claim` in the address's query names it, else the first that waits."""
    person, found = person_of(request), article_for(request, article_id)
    if found.current_revision is None or found.merged_into_id is not None:
        return HttpResponseRedirect(reverse("workspace", args=[article_id]))
    sitting = sitting_of(person, found)
    asked = request.GET.get("claim", "")
    shown = asked if asked in sitting.ids else sitting.after("")
    context = {
        "nav": "review",
        "article": found,
        "sitting": sitting,
        "done": len(sitting.decided - sitting.waiting),
        "step": _step(person, sitting, shown) if shown else None,
        "may": {"review": can_review(person), "edit": False},
    }
    if is_fragment(request):
        return part(request, "annotations/review/_step.html", context)
    text = text_of(found.current_revision)
    return render(
        request,
        "annotations/review/article.html",
        {**context, **text, "revision": found.current_revision},
    )


def sitting_of(person: User, article: Article) -> Sitting:
    """The article's claims that wait, as far as this person's queue has them, and those that they decided on; four queries."""
    queue = review.queue_of(person).filter(article=article).order_by()
    own = _ids(queue.filter(contributors__contains=[person.pk]))
    waiting = _ids(review.waiting_for(person).filter(article=article).order_by())
    decided = ReviewDecision.objects.filter(
        claim__article=article, decided_by=person, created_at__gt=timezone.now() - _SITTING
    )
    done = {str(pk) for pk in decided.values_list("claim", flat=True)}
    told = waiting | own | done
    brief = [one for one in json.loads(dossier.brief_json(article.pk, person)) if one["id"] in told]
    return Sitting(
        ids=[one["id"] for one in brief],
        spans={
            one["id"]: [
                (p[1], p[2]) for p in one["passages"] if p[1] is not None and p[3] != "orphaned"
            ]
            for one in brief
        },
        waiting=waiting if can_review(person) else set(),
        own=own - done,
        decided=done,
    )


def _ids(rows: Any) -> set[str]:
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def _step(person: User, sitting: Sitting, shown: str) -> dict[str, Any]:
    rows = with_people(with_plan(Claim.objects.visible_to(person).filter(pk=shown)))
    row = rows.get()
    claim = judged(person, [row])[0]
    spans = " ".join(f"{start}-{end}" for start, end in sitting.spans[shown])
    others = [span for pk in sitting.ids if pk != shown for span in sitting.spans[pk]]
    return {
        "claim": claim,
        "line": lines_of(person, [row])[0],
        "place": sitting.ids.index(shown) + 1,
        "before": sitting.beside(shown, -1),
        "behind": sitting.beside(shown, 1),
        "next": sitting.after(shown),
        "spans": spans,
        "others": " ".join(f"{start}-{end}" for start, end in others),
        "cautions": cautions_of(person, row, claim) if shown in sitting.waiting else [],
    }


def cautions_of(person: User, row: Claim, claim: dict[str, Any]) -> list[str]:
    """What would refuse an approval, and what to look at before one, a sentence each; empty where nothing is wrong."""
    said: list[str] = []
    holder = review.holder_of(row)
    if holder is not None and holder != person:
        words = _("%(name)s is reviewing this. Take it over first, then decide.")
        said.append(words % {"name": holder.name})
    said += [refusal.detail for refusal in lacking([row], person).values()]
    if claim["since"] and _undecided(claim["since"]):
        said.append(
            _(
                "An editor has not confirmed the new words yet. Approving now approves the words as they were."
            )
        )
    if missing := claim["guard"]["missing"]:
        words = ngettext(
            "%(n)d warning has no reason yet.", "%(n)d warnings have no reason yet.", len(missing)
        )
        said.append(words % {"n": len(missing)})
    if threads := claim["discussion"]["open"]:
        words = ngettext("%(n)d thread is open.", "%(n)d threads are open.", len(threads))
        said.append(words % {"n": len(threads)})
    return said


def _undecided(since: Any) -> bool:
    return bool(since["undecided"] if isinstance(since, dict) else since.undecided)
