"""The claims of an article from judged bytes alone, as a dossier for disclosure may show them."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from annotations.models import Article, Asserts, ReviewDecision, Stance
from annotations.proofs.contents import Contents, assembled, revision_of
from annotations.proofs.entries import Cited, Entry, claimant_said, day, minute
from annotations.proofs.live import decided_words

Told = dict[str, Any]
Found = tuple[ReviewDecision, Told, dict[str, list[Told]]]


def proof_of_judged(
    article: Article, found: list[Found], named: Callable[[ReviewDecision], str]
) -> Contents:
    """The proof of an article that shows of each claim what was judged last, and nothing of any other.

    Args:
        article: with `current_revision`.
        found: the last decision on each claim with its content, less what is not for everyone, and the archived copies
            of its evidence by the evidence's id (`{sha256, fetched_at}` each, the one that was here then first).
        named: how the decision's reviewer is called in it.
    """
    entries = [_entry(*one, named(one[0])) for one in found]
    return assembled(article, revision_of(article, None), entries, "", is_judged=True)


def _entry(
    decision: ReviewDecision, content: Told, copies: dict[str, list[Told]], name: str
) -> Entry:
    rating = content["rating"] or {}
    facts = {"name": name, "at": minute(decision.created_at)}
    return Entry(
        id=str(decision.claim_id),
        statement=content["statement"],
        look=rating.get("look") or rating.get("slug") or "not-checked",
        label=rating.get("label") or _("Not checked"),
        state=str(decision.get_kind_display()),
        claimant=claimant_said(content["claimant"]["name"], content["claimed_on"]),
        asserts=str(Asserts(content["asserts"]).label),
        explanation=content["explanation"],
        deeds=[
            decided_words(decision) % facts,
            _("SHA-256 of the bytes that were judged: %(sha256)s")
            % {"sha256": decision.content_sha256},
        ],
        sources=[_cited(one, copies.get(one["id"], [])) for one in content["evidence"]],
    )


def _cited(one: Told, copies: list[Told]) -> Cited:
    copy = one.get("copy") or next(iter(copies), None)
    return Cited(
        stance=one["stance"],
        stance_label=Stance(one["stance"]).label,
        title=one["title"] or one["url"] or str(_("Untitled source")),
        publisher=one["publisher"],
        url=one["url"],
        published=day(one["published_at"]),
        quote=one["quote"] or (one["passage"] or {}).get("exact", ""),
        note=one.get("note", ""),
        copy=(copy["sha256"], minute(copy["fetched_at"])) if copy else None,
    )
