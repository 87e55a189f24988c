"""Clearing our own copy, signing articles off, and the change list for the writer."""

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from annotations import clearing
from annotations.api.asked import actor_of, body_of, person_of, picked
from annotations.api.described import described
from annotations.api.door import Door
from annotations.api.idempotency import once
from annotations.api.shapes import clearing as shapes
from annotations.api.told import person_told, sign_off_told
from annotations.imports.remove import refuse_absent
from annotations.models import Article, Purpose, SignOffKind, User
from annotations.permissions import can_review
from annotations.refusals import Conflict


class Clear(Door):
    """`articles/{id}/clear/`."""

    kind = SignOffKind.CLEARED

    @described(
        "articles_clearing",
        "What keeps our own copy from being cleared, and by whom it was.",
        answer=shapes.SigningOff,
        errors=(404, 409),
    )
    def get(self, request: Request, article_id: UUID) -> Response:
        """`not_own_copy` (409) of others' articles."""
        return _where_it_stands(request, article_id, self.kind)

    @described(
        "articles_clear",
        "Clear our own copy for publication, at the named revision.",
        body=shapes.SignedOff,
        answer=shapes.SignOff,
        status=201,
        creates=True,
        errors=(404, 409),
    )
    @once
    def post(self, request: Request, article_id: UUID) -> HttpResponseBase:
        """By a reviewer who neither wrote nor checked it. `not_ready` (409) has `items`."""
        return _signed_off(request, article_id, self.kind)


class SignOff(Door):
    """`articles/{id}/sign-off/`."""

    kind = SignOffKind.SIGNED_OFF

    @described(
        "articles_signing_off",
        "What keeps a checked article from being signed off, and by whom it was.",
        answer=shapes.SigningOff,
        errors=(404, 409),
    )
    def get(self, request: Request, article_id: UUID) -> Response:
        """`own_copy` (409) of our own copy: that is cleared."""
        return _where_it_stands(request, article_id, self.kind)

    @described(
        "articles_sign_off",
        "Sign a checked article off as a whole, at the named revision.",
        body=shapes.SignedOff,
        answer=shapes.SignOff,
        status=201,
        creates=True,
        errors=(404, 409),
    )
    @once
    def post(self, request: Request, article_id: UUID) -> HttpResponseBase:
        """Where the newsroom wants it. It keeps no claim from being published."""
        return _signed_off(request, article_id, self.kind)


class Reopen(Door):
    """`articles/{id}/reopen/`."""

    @described(
        "articles_reopen",
        "Take back that an article is cleared or signed off.",
        body=shapes.Reopened,
        answer=shapes.SignOff,
        errors=(404, 409),
    )
    def post(self, request: Request, article_id: UUID) -> Response:
        """By any editor, with the reason."""
        reason = body_of(request).get("reason")
        ended = clearing.reopen(actor=actor_of(request), article_id=article_id, reason=reason)
        return Response(sign_off_told(ended))


class ChangeList(Door):
    """`articles/{id}/change-list/`."""

    @described(
        "articles_change_list",
        "What the writer of our own copy should change, in text order.",
        answer=shapes.ChangeList,
        errors=(404, 409),
    )
    def get(self, request: Request, article_id: UUID) -> Response:
        """Sources that are not for everyone are not in it, for nobody."""
        article = _article(request, article_id)
        if article.purpose != Purpose.OWN:
            raise Conflict("not_own_copy", _("Only our own copy has a change list."))
        changes = [_change_told(change) for change in clearing.changes_in(article)]
        return Response({"revision": _revision(article), "changes": changes})

    @described(
        "articles_send_change_list",
        "Send the change list to the writer.",
        body=shapes.ChangesSent,
        answer=shapes.SentTo,
        creates=True,
        errors=(404, 409),
    )
    @once
    def post(self, request: Request, article_id: UUID) -> HttpResponseBase:
        """It is in the record whom it named; who has an account is told."""
        body = body_of(request)
        actor = actor_of(request)
        given = {"revision": body.get("revision"), **picked(body, "note")}
        ids = clearing.send_changes(actor=actor, article_id=article_id, **given)
        people = [person_told(person) for person in User.objects.filter(pk__in=ids).order_by("pk")]
        return Response(
            {"people": people, "names": _article(request, article_id).writer_names}, status=200
        )


class ChangeAnswer(Door):
    """`claims/{id}/change-answer/`."""

    @described(
        "claims_answer_change",
        "Answer a line of the change list: done, or disputed and why.",
        body=shapes.ChangeAnswered,
        answer=shapes.AnswerKept,
        status=201,
        creates=True,
        errors=(404, 409),
    )
    @once
    def post(self, request: Request, claim_id: UUID) -> HttpResponseBase:
        """A thread on the claim, open until a checker resolves it."""
        body = body_of(request)
        given = {"answer": body.get("answer"), **picked(body, "why")}
        thread = clearing.answer_change(actor=actor_of(request), claim_id=claim_id, **given)
        told = {"thread": str(thread.pk), "claim": str(claim_id)}
        return Response(told, status=201)


def _signed_off(request: Request, article_id: UUID, kind: str) -> Response:
    body = body_of(request)
    given = {"revision": body.get("revision"), **picked(body, "comment")}
    made = clearing.sign_off(actor=actor_of(request), article_id=article_id, kind=kind, **given)
    return Response(sign_off_told(made), status=201)


def _where_it_stands(request: Request, article_id: UUID, kind: str) -> Response:
    article = _article(request, article_id)
    clearing.refuse_other_purpose(article, kind)
    person = person_of(request)
    told = [sign_off_told(one) for one in clearing.sign_offs_of(article)]
    why = clearing.involvement_of(person, article) if can_review(person) else "role_required"
    body: dict[str, Any] = {
        "in_force": next((one for one in told if one["ended_at"] is None), None),
        "revision": _revision(article),
        "items": [item.as_json() for item in clearing.items_of(article)],
        "why_not": why,
        "sign_offs": told,
    }
    return Response(body)


def _article(request: Request, article_id: UUID) -> Article:
    rows = Article.objects.visible_to(person_of(request)).select_related("current_revision")
    article = rows.defer("search").filter(pk=article_id).first()
    if article is None:
        refuse_absent(article_id)
    return article


def _revision(article: Article) -> dict[str, Any] | None:
    revision = article.current_revision
    return {"id": str(revision.pk), "number": revision.number} if revision else None


def _change_told(change: clearing.Change) -> dict[str, Any]:
    return {
        "claim": str(change.claim),
        "statement": change.statement,
        "finding": change.finding,
        "label": change.label,
        "exact": change.exact,
        "sentence": change.sentence,
        "start": change.start,
        "proposed_wording": change.proposed,
        "explanation": change.explanation,
        "is_done": change.is_done,
        "sources": [{"title": title, "url": url} for title, url in change.sources],
    }
