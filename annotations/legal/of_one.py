"""A dossier of one claim or one article, without a matter having been opened for it before."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.legal.dossiers import ask_for_dossier
from annotations.legal.matters import open_matter
from annotations.models import Article, Claim, Dossier, LegalMatter, User
from annotations.permissions import Actor, require_editor
from annotations.refusals import Missing

KINDS = ("claims", "articles")


@transaction.atomic
def dossier_of_one(
    *, actor: Actor, what: str, thing_id: UUID, kind: Any, choices: Mapping[str, Any] | None = None
) -> Dossier:
    """Have a dossier made of one claim (with its article) or one article (with its claims).

    It belongs to a matter like every dossier: the one that this person opened in the same way for the same thing
    before, while it is open, else a new one. That matter holds nothing: nobody has complained.

    Args:
        actor: an editor or above.
        what: of `KINDS`.
        thing_id: which one.
        kind: `counsel` or `disclosure`.
        choices: see `dossiers.CHOICES`.

    Raises:
        Missing: `not_found`. And those of `ask_for_dossier`.
    """
    person = require_editor(actor)
    named = _named(person, what, thing_id)
    reference = f"{what}/{thing_id}"
    mine = LegalMatter.objects.visible_to(person).open().filter(created_by=person, holds=False)
    matter = mine.filter(reference=reference, **{what: thing_id}).order_by("-created_at").first()
    if matter is None:
        given: dict[str, Any] = {what: [str(thing_id)]}
        matter = open_matter(
            actor=actor,
            title=_("Dossier: %(name)s") % {"name": named[:280]},
            requester=person.name,
            received_on=timezone.now().date().isoformat(),
            reference=reference,
            holds=False,
            **given,
        )
    return ask_for_dossier(actor=actor, matter_id=matter.pk, kind=kind, choices=choices)


def _named(person: User, what: str, thing_id: UUID) -> str:
    rows: Any = (Claim if what == "claims" else Article).objects
    found = rows.visible_to(person).defer("search").filter(pk=thing_id).first()
    if found is None:
        raise Missing("not_found", _("There is no such claim or article."))
    return str(found)
