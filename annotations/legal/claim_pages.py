"""A claim in a dossier: the judged bytes of each decision, who judged them, on which evidence, as data and as a page."""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from annotations import dossier as claims_told
from annotations.dossier.threads import discussion_of
from annotations.legal.contents import Making
from annotations.legal.copies import copies_of_evidence
from annotations.legal.judged import (
    Judged,
    decision_facts,
    evidence_ids,
    evidence_with_copies,
    judged,
    open_evidence,
    publication_facts,
)
from annotations.models import Attachment, Claim, Evidence, Note, Visibility

_PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
    "<body><h1>{title}</h1>{body}</body></html>\n"
)


def add_claim(making: Making, claim: Claim, path: str) -> None:
    """Write all of one claim below `path`."""
    making.step()
    decisions = claim.decisions.select_related("decided_by").order_by("created_at", "id")
    found = judged(making.person, decisions, is_public_only=making.is_redacted)
    copies = copies_of_evidence(making.person, evidence_ids([one.content for one in found]))
    told = [_decision(making, one, number, path, copies) for number, one in enumerate(found, 1)]
    making.package.add_json(f"{path}/decisions.json", told)
    publications = claim.publications.select_related("published_by", "withdrawn_by")
    making.package.add_json(
        f"{path}/publications.json",
        [_named(making, publication_facts(one)) for one in publications.order_by("version")],
    )
    making.package.add(f"{path}/page.html", _page(claim, told))
    if making.is_redacted:
        making.leaves_out(f"{path}/", "the claim as it stands now", "not judged yet")
    else:
        _add_whole(making, claim, path)
    if not making.is_redacted or making.keeps["discussion"]:
        _add_talk(making, claim, path)
    else:
        making.leaves_out(f"{path}/", "discussion and notes", "internal deliberation")


def _decision(
    making: Making, one: Judged, number: int, path: str, copies: dict[str, Any]
) -> dict[str, Any]:
    """One decision; its exact bytes go into a file of their own, whose sha256 is the one that was approved."""
    told = _named(making, decision_facts(one.decision))
    file = f"{path}/judged-{number:02}-{one.decision.kind}.json"
    if making.is_redacted and not making.keeps["authors"]:
        told.pop("authors")
        making.leaves_out(file, "who wrote what was judged", "names of staff")
    if making.is_redacted and one.decision.comment:
        told["comment"] = ""
        making.leaves_out(file, "the reviewer's comment", "internal deliberation")
    told["evidence"] = evidence_with_copies(one.content, copies, one.decision.created_at)
    for evidence in told["evidence"]:
        making.copies.update({copy["sha256"]: copy for copy in evidence["copies"]})
    if one.is_exact:
        making.package.add(file, one.decision.content)
        told["file"] = file
    elif making.is_redacted:
        making.package.add_json(file, one.content)
        told["file"] = file
        making.leaves_out(file, "entries among evidence or attempts", "confidential source")
    else:
        # Like a claim that is reserved for another reviewer: nothing tells which of both it is.
        making.lacks(file, "the exact bytes that were judged", "reserved")
        told.pop("evidence")
    return {**told, "content": one.content if "evidence" in told else None}


def _named(making: Making, facts: dict[str, Any]) -> dict[str, Any]:
    """Facts with their accounts named as this dossier names them."""
    names = ("by", "published_by", "withdrawn_by")
    return {**facts, **{name: making.who(facts[name]) for name in names if name in facts}}


def _add_whole(making: Making, claim: Claim, path: str) -> None:
    """The claim and its evidence as they stand, and the files that belong to it."""
    now = claims_told.claim_json(making.person, claim.pk)
    making.package.add_json(f"{path}/claim.json", now)
    for evidence in Evidence.objects.listed_to(making.person).filter(
        claim=claim, removed_at__isnull=True
    ):
        making.lacks(
            f"{path}/claim.json", f"evidence {evidence.pk}", "kept confidential by a colleague"
        )
    seen = Evidence.objects.visible_to(making.person).filter(claim=claim)
    files = Attachment.objects.filter(evidence__in=seen, removed_at__isnull=True)
    for file in files.select_related("blob").defer("blob__compressed").order_by("pk"):
        making.copies.setdefault(
            file.blob_id,
            {
                "sha256": file.blob_id,
                "size": file.blob.size,
                "url": "",
                "filename": file.filename,
                "media_type": file.media_type,
                "fetched_at": file.created_at.isoformat(),
            },
        )


def _add_talk(making: Making, claim: Claim, path: str) -> None:
    pinned = claim.threads.filter(evidence__isnull=False)
    if making.is_redacted and pinned.exclude(evidence__in=open_evidence()).exists():
        making.leaves_out(f"{path}/discussion.json", "discussion", "confidential source")
    else:
        making.package.add_json(f"{path}/discussion.json", discussion_of(making.person, claim.pk))
    notes = Note.objects.visible_to(making.person).filter(claim=claim, removed_at__isnull=True)
    if making.is_redacted:
        notes = notes.filter(visibility=Visibility.EVERYONE)
    making.package.add_json(
        f"{path}/notes.json", list(notes.order_by("pk").values("id", "body", "created_at"))
    )


def _page(claim: Claim, told: list[dict[str, Any]]) -> str:
    body = format_html_join("", "{}", ((_section(one),) for one in told))
    title = next((one["content"]["statement"] for one in reversed(told) if one["content"]), "")
    return format_html(_PAGE, title=title or f"Claim {claim.pk}", body=body)


def _section(one: dict[str, Any]) -> SafeString:
    by = one["by"]["name"] if one["by"] else ""
    head = format_html(
        "<h2>{} · {} · {}</h2><p>sha256 {}</p>", one["kind"], one["at"], by, one["content_sha256"]
    )
    content = one["content"]
    if content is None:
        return format_html("{}<p>{}</p>", head, "Its content is not included.")
    rating = (content["rating"] or {}).get("label", "")
    evidence = format_html_join(
        "",
        "<li>{} {} {} <q>{}</q><ul>{}</ul></li>",
        (_evidence(entry) for entry in one["evidence"]),
    )
    return format_html(
        "{}<blockquote>{}</blockquote><p>{}</p><p>{}</p><ul>{}</ul>",
        head,
        content["statement"],
        rating,
        content["explanation"],
        evidence,
    )


def _evidence(entry: dict[str, Any]) -> tuple[Any, ...]:
    copies = format_html_join(
        "",
        "<li>copy of {}, sha256 {}</li>",
        ((copy["fetched_at"], copy["sha256"]) for copy in entry["copies"]),
    )
    return entry["stance"], entry["title"], entry["url"], entry["quote"], copies
