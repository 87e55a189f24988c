"""Putting the shared record of a source right. Evidence keeps the copy that was judged."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from annotations import workflow
from annotations.evidence.naming import origin_named
from annotations.evidence.sources import cleaned, url_key
from annotations.history import record
from annotations.models import Source, SourceOrigin, Visibility
from annotations.permissions import Actor, require_editor
from annotations.refusals import Conflict, Invalid, Missing, OutOfDate

CHANGING = (
    *("url", "title", "publisher", "author", "published_at", "language", "kind"),
    *("origin", "contact", "copy_is_public"),
)


def source_etag(source: Source) -> str:
    """The source's ETag, quotes included."""
    return f'"{source.version}"'


@transaction.atomic
def change_source(
    *, actor: Actor, source_id: UUID, expected: str | None = None, **given: Any
) -> Source:
    """Put a source's shared record right; equal values change nothing.

    No evidence, claim or approval changes: each evidence carries its own copy of what is printed.

    Args:
        actor: an editor or above who may see the source.
        source_id: which.
        expected: the ETag that was read (If-Match), or None.
        given: those of `CHANGING` that are wrong; the others stay. `origin` as in `origin_named`. `copy_is_public`
            opens the archived copy to readers of checks that are approved from now on; taken back it shuts all at once.

    Returns:
        The source; its version has risen where something changed.

    Raises:
        Missing: `not_found`. OutOfDate: `changed_meanwhile`. Invalid: naming the field. Conflict:
        `confidential` where the copy of a confidential source would be opened,
        `merged` where it was merged into another one, `already_known` where the address is another open source's, `has_text` where the text of another
        address is kept as this source's. Forbidden: `role_required`.
    """
    person = require_editor(actor)
    source = take_source(actor, source_id, expected)
    if source.merged_into_id is not None:
        raise _merged(source)
    present = {name: getattr(source, name) for name in CHANGING}
    clean = cleaned({**present, **{k: v for k, v in given.items() if k in present}})
    clean["origin"] = origin_named(person, given["origin"]) if "origin" in given else source.origin
    clean["copy_is_public"] = _opened(source, given.get("copy_is_public", source.copy_is_public))
    changes = {name: clean[name] for name in CHANGING if clean[name] != present[name]}
    if not changes:
        return source
    for name, value in changes.items():
        setattr(source, name, value)
    moved = _move(source) if "url" in changes else []
    source.version += 1
    _save(source, [*changes, *moved, "version"])
    record(
        actor,
        "source_changed",
        source,
        before={name: _plain(name, present[name]) for name in changes},
        after={name: _plain(name, value) for name, value in changes.items()},
    )
    return source


def take_source(actor: Actor, source_id: UUID, expected: str | None) -> Source:
    """Lock a source that the actor may see, in the version that they read.

    Raises:
        Missing: `not_found`. OutOfDate: `changed_meanwhile`.
    """
    seen = Source.objects.visible_to(actor.person).filter(pk=source_id)
    source = (
        Source.objects.select_for_update(of=("self",))
        .select_related("origin")
        .filter(pk__in=seen.values("pk"))
        .first()
    )
    if source is None:
        raise Missing("not_found", _("There is no such source."))
    if not workflow.is_read(expected, source_etag(source)):
        raise OutOfDate(
            "changed_meanwhile",
            _(
                "Somebody changed this source while you had it open. Look at the new version, then decide again."
            ),
            version=source.version,
        )
    return source


def _opened(source: Source, wanted: Any) -> bool:
    """Whether readers may read the archived copy."""
    if not isinstance(wanted, bool):
        raise Invalid("not_a_boolean", _("Give true or false."), field="copy_is_public")
    if wanted and source.visibility != Visibility.EVERYONE:
        raise Conflict(
            "confidential",
            _("This source is confidential: no copy of it is made public."),
            field="copy_is_public",
        )
    return wanted


def _move(source: Source) -> list[str]:
    """Let it be known by its new address. Returns the names of the fields set."""
    key = url_key(source.url)
    if key == source.url_key:
        return []
    if source.article_id is not None:
        raise Conflict(
            "has_text",
            _("The text at this source's address is kept here. Add the other address as a source."),
            field="url",
        )
    # What was tried at the old address says nothing about the new one.
    source.url_key, source.archive_tries, source.archiving = key, 0, None
    return ["url_key", "archive_tries", "archiving"]


def _save(source: Source, fields: list[str]) -> None:
    try:
        with transaction.atomic():
            source.save(update_fields=fields)
    except IntegrityError as error:
        same = Source.objects.filter(visibility=Visibility.EVERYONE, url_key=source.url_key)
        known = same.exclude(pk=source.pk).first()
        if known is None:
            raise
        raise Conflict(
            "already_known",
            _("Another source has this address. Use that one instead."),
            field="url",
            source=str(known.pk),
        ) from error


def _merged(source: Source) -> Conflict:
    return Conflict(
        "merged",
        _("This record was merged into another one. Change that one, or take the merging back."),
        source=str(source.merged_into_id),
    )


def _plain(name: str, value: Any) -> Any:
    if name == "contact":  # how a person is reached is in no record
        return bool(value)
    if isinstance(value, SourceOrigin):
        return value.name
    return value.isoformat() if isinstance(value, date) else value
