"""The last step of an import: one transaction makes snapshot and revision, and ends the import."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from annotations import kinship
from annotations.claims import Reanchored, reanchor, tell_stale
from annotations.evidence import url_key
from annotations.evidence.archive import keep_archive
from annotations.evidence.whole_page import stale_by_page
from annotations.history import record
from annotations.imports.accept import siblings_of
from annotations.imports.exchanges import keep_exchanges
from annotations.imports.readers.document import Document
from annotations.imports.revise import describe_article, put_in_force, revise
from annotations.models import (
    Article,
    ArticleRole,
    Import,
    Origin,
    Snapshot,
    Work,
)
from annotations.permissions import SYSTEM
from annotations.refusals import Conflict
from annotations.tasks import leases, steps
from annotations.watch.arrived import note_arrival
from annotations.watch.guard import SENTENCE, has_passages, in_place_of

# What the pipeline notes beside what a person said of the article.
_NOTED = frozenset({"fetched", "feed", "archive", "watch", "confirmed"})


@transaction.atomic
def arrive(work: Work, item: Import, document: Document) -> None:
    """Make the article's snapshot and revision, and end the import.

    Raises:
        Conflict: `older_version` where its agency sent a newer one before; `stand_in` where something else
        stands in the article's place (`stand_in` says what). TooLarge, Invalid: as
        `annotations.imports.revise.revise`.
    """
    held = steps.hold(work)
    if held is None:
        return
    item = held
    if item.is_finished:
        leases.finish(work)
        return
    article = _article(item, document)
    _guard(article, item, document)
    describe_article(article, document, _said(item))
    _hear_feed(article, item.given.get("feed", {}))
    # A new article is written once, with its text in force: keys are checked when all is committed.
    snapshot = _snapshot(item, article, document)
    choices = article.current_revision.choices if article.current_revision else {}
    revised = revise(article, snapshot, document, choices=choices, by_id=item.requested_by_id)
    reanchored, before, parted, kin = Reanchored(), article.current_revision, False, []
    if revised.revision.pk == article.current_revision_id:
        article.save()
    else:
        if article.current_revision_id:  # a new article has no passages yet
            reanchored = reanchor(article, revised.revision)
        sketch = put_in_force(article, revised.revision)
        if parted := kinship.part_again(article):
            article.save(update_fields=["merged_into"])
        kin = kinship.recognise(article, revised.revision, sketch)
    if document.parts and not item.part:
        item.part = document.parts[0].key[:200]
        siblings_of(item, document.parts[1:])
    item.article, item.snapshot, item.revision = article, snapshot, revised.revision
    steps.end(work, item)
    resting = stale_by_page(article=article, old=before, new=revised.revision)
    archived = keep_archive(item=item, article=article, revision=revised.revision)
    tidings = note_arrival(
        article=article, old=before, item=item, reanchored=reanchored, pages=resting.evidence
    )
    tell_stale(actor=SYSTEM, reanchored=reanchored, revision=revised.revision)
    resting.tell(SYSTEM)
    if archived is not None:
        archived.tell()
    tidings.tell()
    record(
        SYSTEM,
        "imported",
        item,
        article=article,
        revision=str(revised.revision.pk),
        number=revised.revision.number,
        is_new=revised.is_new,
        text_sha256=revised.revision.text_sha256,
    )
    if kin or parted:
        noted = kinship.summary_of(kin)
        record(SYSTEM, "kinship_noted", article, article=article, kin=noted, parted=parted)


def _guard(article: Article, item: Import, document: Document) -> None:
    """Keep a page that is not the article from its passages, unless a person has looked at it and takes it."""
    standing = article.current_revision
    if item.origin != Origin.FETCH or standing is None or item.given.get("confirmed"):
        return
    url = item.given.get("fetched", {}).get("url") or item.url
    if not has_passages(article):
        return
    if code := in_place_of(article, standing, document, url):
        raise Conflict("stand_in", SENTENCE, stand_in=code, article=str(article.pk))


def _said(item: Import) -> dict[str, Any]:
    return {name: value for name, value in item.given.items() if name not in _NOTED}


def _hear_feed(article: Article, told: dict[str, Any]) -> None:
    """What the feed says of an entry, where its page is silent or unsure."""
    if told.get("title") and not article.title:
        article.title = told["title"][:1000]
        article.field_notes["title"] = {"origin": "feed", "confidence": "high"}
    if told.get("published_at") and article.sure_of("published_at") is None:
        article.published_at = datetime.fromisoformat(told["published_at"])
        article.field_notes["published_at"] = {"origin": "feed", "confidence": "high"}


def _article(item: Import, document: Document) -> Article:
    """The article that this import is of, locked: the named one, the same story's, or a new one."""
    articles = Article.objects.select_for_update(of=("self",)).select_related("current_revision")
    articles = articles.defer("search")  # as long as the text, and made anew
    if item.article_id:
        return articles.get(pk=item.article_id)
    url = item.given.get("fetched", {}).get("url") or item.url
    same = articles.filter(role=item.article_role, purpose=item.purpose)
    addresses = _addresses(item, document, url)
    identifier = document.identifier if item.origin == Origin.FILE else ""
    _hold([*(url_key(address) for address in addresses), identifier])
    known = kinship.known_article(articles=same, addresses=addresses, identifier=identifier)
    if known is None:
        return Article(
            role=ArticleRole(item.article_role),
            purpose=item.purpose,
            url=url,
            created_by_id=item.requested_by_id,
        )
    if identifier and known.identifier == identifier and _is_older(document, known):
        raise Conflict(
            "older_version",
            _("The agency sent a newer version of this story before. Nothing was changed."),
        )
    return known


def _addresses(item: Import, document: Document, url: str) -> list[str]:
    """Where the story stands for certain: what a person typed or another site's page says is no proof."""
    if item.origin in {Origin.PASTE, Origin.FILE} or not url:
        return []
    canonical = document.canonical_url
    return [canonical, url] if kinship.is_same_site(canonical, url) else [url]


def _hold(names: list[str]) -> None:
    """Let two imports of one story at the same time become one article."""
    with connection.cursor() as cursor:
        for name in sorted({name for name in names if name}):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", [name])


def _is_older(document: Document, known: Article) -> bool:
    """Whether an agency's version comes before the one that is here: by number, else by time."""
    ours, theirs = known.wire.get("version", ""), document.wire.get("version", "")
    if ours.isdecimal() and theirs.isdecimal() and ours != theirs:
        return int(theirs) < int(ours)
    if known.updated_at is None or document.updated_at is None:
        return False
    return document.updated_at < known.updated_at


def _snapshot(item: Import, article: Article, document: Document) -> Snapshot:
    assert item.blob_id is not None  # noqa: S101 - nothing was read without bytes
    fetched: dict[str, Any] = item.given.get("fetched", {})
    snapshot = Snapshot.objects.create(
        article=article,
        blob_id=item.blob_id,
        origin=item.origin,
        requested_url=item.url,
        url=fetched.get("url", item.url),
        filename=item.filename,
        media_type=item.media_type,
        charset=document.charset[:60],
        status_code=fetched.get("status"),
        headers=fetched.get("headers", {}),
        fetched_at=fetched.get("at") or item.created_at,
    )
    keep_exchanges(snapshot, fetched.get("exchanges", []))
    return snapshot
