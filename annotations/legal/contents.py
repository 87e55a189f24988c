"""A dossier in the making: what goes in, what is left out of it and why."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from annotations.legal.packing import Package
from annotations.models import Dossier, DossierKind, User


@dataclass
class Making:
    """A dossier that is being made: for whom, what goes in, and what did not.

    Attributes:
        person: who asked; nothing goes in that they may not see.
        keeps: what a dossier for disclosure keeps (see `dossiers.CHOICES`).
        step: called before each part, so that who makes it can say that they are still there.
        redactions: what was left out of a dossier for disclosure, `{path, what, reason}` each.
        missing: what the maker may not see, or what did not fit, in the same shape.
        copies: sha256 of the bytes that evidence and articles rest on, with their facts.
        aliases: of staff, by account.
    """

    dossier: Dossier
    person: User
    package: Package
    keeps: dict[str, bool]
    step: Callable[[], object] = bool
    redactions: list[dict[str, Any]] = field(default_factory=list)
    missing: list[dict[str, Any]] = field(default_factory=list)
    copies: dict[str, dict[str, Any]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)

    @property
    def is_redacted(self) -> bool:
        """Whether it is for disclosure."""
        return self.dossier.kind == DossierKind.DISCLOSURE

    def leaves_out(self, path: str, what: str, reason: str) -> None:
        """Note a redaction, without saying what was left out."""
        self.redactions.append({"path": path, "what": what, "reason": reason})

    def lacks(self, path: str, what: str, reason: str) -> None:
        """Note something that could not be included."""
        self.missing.append({"path": path, "what": what, "reason": reason})

    def who(self, person: dict[str, Any] | None) -> dict[str, Any] | None:
        """An account as this dossier names it: staff of a redacted one by a number, the same everywhere in it."""
        if person is None or not self.is_redacted or self.keeps["names"]:
            return person
        alias = self.aliases.setdefault(person["id"], f"Staff {len(self.aliases) + 1}")
        return {"id": person["id"], "name": alias}
