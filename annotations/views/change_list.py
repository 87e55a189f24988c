"""The change list of our own copy: to read, print, copy, take away and send to the writer, who answers it."""

import csv
import io
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations import clearing
from annotations.clearing import Change
from annotations.figures.board_table import defused
from annotations.models import Article, HistoryEntry, Purpose
from annotations.permissions import can_edit
from annotations.refusals import Conflict, Refused
from annotations.review import Run
from annotations.views.cards import claim_row
from annotations.views.doors import actor_of, onward, person_of, private
from annotations.views.workspace import article_for


@require_safe
@private
def change_list(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """What the writer should do, passage by passage, in text order."""
    return _page(request, _own_copy(request, article_id))


@require_safe
@private
def as_text(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """The list as plain text."""
    article = _own_copy(request, article_id)
    return _file(article, text_of(article, clearing.changes_in(article)), "txt", "text/plain")


@require_safe
@private
def as_csv(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """The list for a spreadsheet."""
    article = _own_copy(request, article_id)
    return _file(article, table_of(clearing.changes_in(article)), "csv", "text/csv")


@require_POST
@private
def send(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Send it to the writer."""
    article = _own_copy(request, article_id)
    note, revision = request.POST.get("note", ""), request.POST.get("revision", "")
    try:
        clearing.send_changes(
            actor=actor_of(request), article_id=article_id, revision=revision, note=note
        )
    except Refused as refusal:
        return _page(request, article, refusal=refusal, note=note)
    said = _("The change list goes to the writer. The record keeps it.")
    return onward(request, reverse("change_list", args=[article_id]), said)


@require_POST
@private
def answer(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """The writer's answer to one line."""
    why, chosen = request.POST.get("why", ""), request.POST.get("answer", "")
    try:
        thread = clearing.answer_change(
            actor=actor_of(request), claim_id=claim_id, answer=chosen, why=why
        )
    except Refused as refusal:
        article = _article_of(request, claim_id)
        return _page(request, article, refusal=refusal, answered=str(claim_id), why=why)
    back = reverse("change_list", args=[thread.claim.article_id])
    return onward(request, f"{back}#change-{claim_id}", _("Answered: a checker looks at it."))


def text_of(article: Article, changes: list[Change]) -> str:
    """The list as a person reads it in a mail."""
    number = article.current_revision.number if article.current_revision else 0
    lines = [
        _("Changes: %(title)s, revision %(n)d") % {"title": article.title, "n": number},
        "",
    ]
    for nth, change in enumerate(changes, start=1):
        done = f" ({_('done')})" if change.is_done else ""
        lines += [f"{nth}. {change.label}{done}", f"   {_('Now:')} {_flat(change.sentence)}"]
        if change.sentence != change.exact:
            lines.append(f"   {_('Passage:')} {_flat(change.exact)}")
        if change.proposed:
            lines.append(f"   {_('Proposed:')} {_flat(change.proposed)}")
        lines.append(f"   {_('Why:')} {_flat(change.explanation)}")
        lines += [f"   {_('Source:')} {' '.join(source)}".rstrip() for source in change.sources]
        lines.append("")
    return "\n".join(lines)


def table_of(changes: list[Change]) -> str:
    """The list as CSV with a header; cells that a spreadsheet would compute are defused."""
    out = io.StringIO()
    writer = csv.writer(out)
    names = (_("Finding"), _("Done"), _("Passage"), _("Sentence"), _("Proposed wording"))
    writer.writerow([*names, _("Why"), _("Sources")])
    for change in changes:
        sources = "\n".join(" ".join(source) for source in change.sources)
        done = _("yes") if change.is_done else _("no")
        cells = (change.label, done, change.exact, change.sentence, change.proposed)
        writer.writerow([defused(cell) for cell in (*cells, change.explanation, sources)])
    return out.getvalue()


def _flat(words: str) -> str:
    return " ".join(words.split())


def _page(
    request: HttpRequest, article: Article, *, refusal: Refused | None = None, **typed: str
) -> HttpResponse:
    changes = clearing.changes_in(article)
    status = refusal.status if refusal else 200
    context: dict[str, Any] = {
        "nav": "articles",
        "article": article,
        "changes": [(change, _block(change.runs)) for change in changes],
        "waiting": sum(not change.is_done for change in changes),
        "text": text_of(article, changes),
        "writers": [person.name for person in article.writers.order_by("pk")],
        "sent": _sent(article),
        "refusal": refusal,
        "typed": typed,
        "may": {"edit": can_edit(person_of(request))},
    }
    return render(request, "annotations/change_list/change_list.html", context, status=status)


def _sent(article: Article) -> HistoryEntry | None:
    """When the list went to the writer last, and by whom."""
    entries = HistoryEntry.objects.filter(article=article.pk, verb="change_list_sent")
    return entries.select_related("actor").order_by("-seq").first()


def _own_copy(request: HttpRequest, article_id: UUID) -> Article:
    article = article_for(request, article_id)
    if article.purpose != Purpose.OWN:
        raise Conflict("not_own_copy", _("Only our own copy has a change list."))
    return article


def _article_of(request: HttpRequest, claim_id: UUID) -> Article:
    return _own_copy(request, claim_row(request, claim_id).article_id)


def _block(runs: list[Run]) -> dict[str, Any] | None:
    """As the template tag `compared_block` takes it."""
    parts = [{"mark": r.mark, "parts": [{"text": r.text, "is_figure": False}]} for r in runs]
    return {"kind": "paragraph", "runs": parts} if parts else None


def _file(article: Article, content: str, ending: str, kind: str) -> HttpResponse:
    name = slugify(article.title)[:60] or "article"
    return HttpResponse(
        content,
        content_type=f"{kind}; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="changes-{name}.{ending}"',
            "X-Content-Type-Options": "nosniff",
        },
    )
