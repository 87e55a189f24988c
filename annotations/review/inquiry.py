"""What was tried, asked and checked: as judged beside as it stands, a few lines each."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from annotations.models import (
    Attempt,
    AttemptKind,
    AttemptOutcome,
    Channel,
    Checked,
    CommentOutcome,
    QuoteCheck,
    RequestForComment,
    User,
    Visibility,
)
from annotations.review.changes import Change, day

Judged = Mapping[str, Any]
_CHECKS = ("said", "wording", "content")


@dataclass(slots=True)
class Inquiry:
    """What stands of a claim, removed things too; no attempt that may not be seen."""

    attempts: list[Attempt] = field(default_factory=list)
    requests: list[RequestForComment] = field(default_factory=list)
    checks: dict[UUID, QuoteCheck] = field(default_factory=dict)


def inquiries_standing(claims: Sequence[UUID], person: User | None) -> dict[UUID, Inquiry]:
    """Load what stands now, in three queries.

    Args:
        claims: ids.
        person: who asks; None for what everyone may see.
    """
    found: dict[UUID, Inquiry] = defaultdict(Inquiry)
    attempts = Attempt.objects.filter(claim__in=claims)
    is_open = attempts.filter(visibility=Visibility.EVERYONE)
    for attempt in (attempts.visible_to(person) if person else is_open).order_by(
        "created_at", "id"
    ):
        found[attempt.claim_id].attempts.append(attempt)
    for request in RequestForComment.objects.filter(claim__in=claims).order_by("created_at", "id"):
        found[request.claim_id].requests.append(request)
    checks = QuoteCheck.objects.filter(appearance__claim__in=claims, superseded_at__isnull=True)
    for check in checks.select_related("appearance"):
        found[check.appearance.claim_id].checks[check.appearance_id] = check
    return found


def inquiry_changes(judged: Judged, now: Inquiry, appearances: Sequence[UUID]) -> Iterator[Change]:
    """Attempts, requests for comment and checks of quotations that were added, taken away or changed.

    Judged bytes hold confidential attempts too: what is not among `now` is passed over; so is what an older recipe
    did not know.

    Args:
        judged: the content of the decision.
        now: what stands.
        appearances: ids of the claim's appearances that stand, in the order of the recipe.
    """
    if "attempts" not in judged:
        return
    tried = {one["id"]: _attempt(one) for one in judged["attempts"]}
    asked = {one["id"]: _request(one) for one in judged["requests_for_comment"]}
    yield from _each("attempt", _("What was tried"), tried, now.attempts, _attempt_now)
    yield from _each("request", _("Request for comment"), asked, now.requests, _request_now)
    was = [_check(one.get("quote_check")) for one in judged["appearances"]]
    if len(was) != len(appearances):
        return  # which was whose is told by the passages
    for old, place in zip(was, appearances, strict=True):
        check = now.checks.get(place)
        new = _check({name: getattr(check, name) for name in _names()}) if check else ""
        if old != new:
            subject = check.pk if check else None
            yield Change("quote_check", _("Check of the quotation"), old, new, subject=subject)


def _each(
    name: str, label: str, was: dict[str, str], rows: Sequence[Any], tell: Any
) -> Iterator[Change]:
    for row in rows:
        old = was.get(str(row.pk), "")
        new = "" if row.removed_at else tell(row)
        if old != new:
            yield Change(name, label, old, new, subject=row.pk)


def _attempt(one: Judged) -> str:
    kind, outcome = AttemptKind(one["kind"]).label, AttemptOutcome(one["outcome"]).label
    head = f"{kind} {one['where']} – {outcome}, {day(one['tried_on'])}"
    return "\n".join(part for part in (head, one["note"]) if part)


def _attempt_now(row: Attempt) -> str:
    names = ("kind", "where", "outcome", "note")
    told = {name: getattr(row, name) for name in names}
    return _attempt({**told, "tried_on": row.tried_on.isoformat()})


def _request(one: Judged) -> str:
    channel, outcome = Channel(one["channel"]).label, CommentOutcome(one["outcome"]).label
    sent, by, answered = (day(one[f"{name}_at"]) for name in ("sent", "deadline", "answered"))
    days = " / ".join(part for part in (sent, by, answered) if part)
    head = f"{one['whom']} ({channel}): {outcome}, {days}"
    return "\n".join(part for part in (head, one["answer"]) if part)


def _request_now(row: RequestForComment) -> str:
    names = ("whom", "channel", "outcome", "answer")
    told = {name: getattr(row, name) for name in names}
    moments = {name: getattr(row, name) for name in ("sent_at", "deadline_at", "answered_at")}
    return _request({**told, **{k: v.isoformat() if v else None for k, v in moments.items()}})


def _check(one: Judged | None) -> str:
    if one is None or not any(one.values()):
        return ""
    labels = {
        "said": _("It was said"),
        "wording": _("The words are right"),
        "content": _("What it says is so"),
    }
    lines = [
        f"{labels[name]}: {Checked(one[name]).label} {one[f'{name}_note']}".rstrip()
        for name in _CHECKS
    ]
    return "\n".join([*lines, one["translator"]]).rstrip()


def _names() -> tuple[str, ...]:
    return (*_CHECKS, *(f"{name}_note" for name in _CHECKS), "translator")
