"""Who has how much to do: per person, and per desk."""

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.dashboard.tables import Cell, Row, Table
from annotations.models import Claim, Desk, State, User

CHECK, REVIEW, TAKEN, BACK = "check", "review", "taken", "back"
OPEN, WAITING, LATE = "open", "waiting", "late"
NO_DESK = "none"
_OPEN = [State.DRAFT, State.CHANGES_REQUESTED]


def per_person(person: User) -> Table:
    """For everyone who may work on claims: what is assigned to them and open, to be reviewed, taken, sent back."""
    rows = []
    counts = {key: _counts(person, key) for key in (CHECK, REVIEW, TAKEN)}
    back = _sent_back(person)
    for one in User.objects.filter(is_active=True).exclude(role="viewer").order_by("username"):
        numbers = {key: counts[key].get(one.pk, 0) for key in counts}
        numbers[BACK] = back.get(one.pk, 0)
        cells = [Cell(n, str(n), key, has_list=n > 0) for key, n in numbers.items()]
        rows.append(Row(str(one.pk), one.name, cells))
    columns = [_("to check"), _("to review"), _("reviewing now"), _("sent back")]
    return Table("people", _("Load per person"), columns, rows)


def claims_of(person: User, whom: User, key: str) -> QuerySet[Claim]:
    """The claims that `per_person` counts."""
    claims = _of(person, key)
    if key == BACK:
        return claims.filter(contributors__contains=[whom.pk])
    return claims.filter(**{_FIELD[key]: whom})


def per_desk(person: User) -> Table:
    """For each desk the claims that are open, that wait for review, and that are late."""
    claims = Claim.objects.visible_to(person).order_by()
    counted = claims.values_list("article__desk").annotate(
        open=Count("pk", filter=_is_open()),
        waiting=Count("pk", filter=_is_waiting()),
        late=Count("pk", filter=_is_late()),
    )
    numbers = {desk: counts for desk, *counts in counted}
    rows = [
        _desk_row(str(desk.pk), desk.name, numbers.get(desk.pk, [0, 0, 0]))
        for desk in Desk.objects.offered()
    ]
    rows.append(_desk_row(NO_DESK, _("No desk"), numbers.get(None, [0, 0, 0])))
    return Table("desks", _("Load per desk"), [_("open"), _("waiting for review"), _("late")], rows)


def claims_at(person: User, desk: Desk | None, key: str) -> QuerySet[Claim]:
    """The claims that `per_desk` counts."""
    kind = {OPEN: _is_open, WAITING: _is_waiting, LATE: _is_late}[key]
    return Claim.objects.visible_to(person).filter(kind(), article__desk=desk)


_FIELD = {CHECK: "assignee", REVIEW: "reviewer", TAKEN: "taken_by"}


def _of(person: User, key: str) -> QuerySet[Claim]:
    claims = Claim.objects.visible_to(person).order_by()
    if key == CHECK:
        return claims.filter(state__in=_OPEN)
    if key == BACK:
        return claims.filter(state=State.CHANGES_REQUESTED)
    return claims.filter(_is_waiting())


def _counts(person: User, key: str) -> dict[object, int]:
    name = _FIELD[key]
    rows = _of(person, key).filter(**{f"{name}__isnull": False})
    return dict(rows.values_list(name).annotate(many=Count("pk")))


def _sent_back(person: User) -> dict[object, int]:
    found: dict[object, int] = {}
    for who in _of(person, BACK).values_list("contributors", flat=True):
        for one in who:
            found[one] = found.get(one, 0) + 1
    return found


def _desk_row(key: str, label: str, counts: list[int]) -> Row:
    cells = [
        Cell(n, str(n), name, has_list=n > 0)
        for name, n in zip((OPEN, WAITING, LATE), counts, strict=True)
    ]
    return Row(key, label, cells)


def _is_open() -> Q:
    return Q(state__in=_OPEN)


def _is_waiting() -> Q:
    return Q(state=State.IN_REVIEW) | Q(approval="stale")


def _is_late() -> Q:
    over = Q(pk__in=Claim.objects.annotate(due=_DUE).filter(due__lt=timezone.now()).values("pk"))
    return over & Q(state__in=[*_OPEN, State.IN_REVIEW])


_DUE = Coalesce(F("deadline_at"), F("article__deadline_at"))
