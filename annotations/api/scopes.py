"""What a token may do of what its person may do: one place for every door."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.permissions import SAFE_METHODS

from annotations.models import Scope
from annotations.refusals import Forbidden

# Each scope may do what those before it may.
_RANK = {Scope.READ: 0, Scope.ANNOTATE: 1, Scope.WRITE: 2}


def scope_needed(view: Any, method: str) -> Scope:
    """The scope that a call needs: what is said beside it (`described(scope=…)`), else `read` for what only reads and `write` for the rest."""
    name = "get" if method == "HEAD" else method.lower()
    said: Scope | None = getattr(getattr(view, name, None), "scope", None)
    if said is not None:
        return said
    return Scope.READ if method in SAFE_METHODS else Scope.WRITE


def refuse_beyond(scope: str, view: Any, method: str) -> None:
    """Refuse a call that the token's scope does not reach.

    Raises:
        Forbidden: `scope_read_only` for a token of scope `read`, `scope_too_narrow` for one of `annotate`.
    """
    _refuse(scope, scope_needed(view, method))


def refuse_deciding(scope: str, names: Collection[str], body: Mapping[str, Any]) -> None:
    """Refuse fields that decide where the token's scope does not.

    Raises:
        Forbidden: `scope_too_narrow`, naming the field.
    """
    for name in names:
        if name in body:
            _refuse(scope, Scope.WRITE, field=name)


def _refuse(scope: str, needed: Scope, field: str | None = None) -> None:
    if _RANK[Scope(scope)] >= _RANK[needed]:
        return
    if scope == Scope.READ:
        raise Forbidden(
            "scope_read_only",
            _("This token may only read. Get one with the scope “%(scope)s”.") % {"scope": needed},
            scope=needed,
        )
    raise Forbidden(
        "scope_too_narrow",
        _(
            "This token may mark claims and link evidence, but not do this. Get one with the scope “%(scope)s”."
        )
        % {"scope": needed},
        field=field,
        scope=needed,
    )
