"""Roles and four eyes, at this door as at every other."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from annotations import claims, elsewhere, history, kinship, legal, relations
from annotations.claims import cover
from annotations.evidence.files import SentFile
from annotations.evidence.merge import merge
from annotations.imports.correct import correct_article
from annotations.matching import hints
from annotations.models import Article, Blob, Claim, Highlight, Kinship, Proof, State, User
from tests.annotations.api.conftest import Caller
from tests.factories import users
from tests.factories.articles import TEXT, add_revision, make_article, make_page
from tests.factories.batches import make_batch
from tests.factories.claims import (
    approved_claim,
    make_claim,
    published_claim,
    rated_claim,
    submitted_claim,
)
from tests.factories.desks import make_desk
from tests.factories.earlier import make_check
from tests.factories.evidence import link_evidence
from tests.factories.feeds import make_feed
from tests.factories.figures import make_figure, make_quantity
from tests.factories.imports import failed_import, make_import
from tests.factories.inquiry import make_attempt, make_request
from tests.factories.pins import suggested
from tests.factories.sources import make_source
from tests.factories.threads import make_thread
from tests.factories.watch import make_alert, make_watch
from tests.factories.webhooks import make_delivery, make_webhook

ROLES = ("anonymous", "viewer", "editor", "reviewer", "admin")
READ = (401, 200, 200, 200, 200)
EDIT = (401, 403, 200, 200, 200)
MAKE = (401, 403, 201, 201, 201)
DECIDE = (401, 403, 403, 200, 200)
NOBODY_ELSE = (401, 404, 404, 404, 404)
_MATTER: dict[str, Any] = {"title": "M", "requester": "R", "received_on": "2026-11-01"}
KEEP = (401, 403, 403, 403, 200)
_WEBHOOK = {"name": "Bot", "url": "https://bot.example/", "events": ["claim.published"]}
SET_UP = (401, 403, 403, 403, 201)
Prepare = Callable[[Article, Any], tuple[str, Any]]


def _claim(make: Callable[..., Claim], verb: str, body: Any = None) -> Prepare:
    """A claim that Ann made in some state, and a call on it."""

    def prepare(article: Article, ann: User) -> tuple[str, Any]:
        args = [users.make_reviewer()] if make in (approved_claim, published_claim) else []
        return f"claims/{make(article, ann, *args).pk}/{verb}", body

    return prepare


def _merge(method: str) -> Any:
    def path(_article: Article, ann: User) -> tuple[str, Any]:
        source, into = make_source(ann), make_source(ann)
        if method == "DELETE":
            merge(actor=users.actor_of(ann), source_id=source.pk, into_id=into.pk, reason="One.")
        body = {"into": str(into.pk), "reason": "One."} if method == "POST" else None
        return f"sources/{source.pk}/merge/?into={into.pk}", body

    return path


def _attaching(article: Article, ann: User) -> tuple[str, Any]:
    return f"evidence/{link_evidence(make_claim(article, ann), ann).pk}/attachments/", {"file": "x"}


def _attachment(article: Article, ann: User) -> tuple[str, Any]:
    entry = link_evidence(make_claim(article, ann), ann, files=[SentFile("a.txt", b"words")])
    return f"attachments/{entry.attachments.get().pk}/", None


def _figure(article: Article, ann: User) -> tuple[str, Any]:
    return f"figures/{make_figure(make_claim(article, ann), ann).pk}/", {"place": "Minsk"}


def _evidence(article: Article, ann: User) -> tuple[str, Any]:
    return f"evidence/{link_evidence(make_claim(article, ann), ann).pk}/", {"note": "n"}


def _inquired(make: Callable[..., Any], name: str, body: Any = None) -> Prepare:
    """Something that Ann told of a claim, and a call on it."""
    return lambda a, ann: (f"{name}/{make(make_claim(a, ann), ann).pk}/", body)


def _quoted(article: Article, ann: User) -> tuple[str, Any]:
    appearance = make_claim(article, ann).appearances.get()
    return f"appearances/{appearance.pk}/quote-check/", {"said": "right"}


def _shared_evidence(article: Article, ann: User) -> tuple[str, Any]:
    return f"evidence/{link_evidence(make_claim(article, ann), ann).pk}/sharing/", None


def _own(name: str, verb: str, body: Any = None) -> Prepare:
    """A call on our own copy, or on a claim of it."""

    def path(_article: Article, ann: User) -> tuple[str, Any]:
        copy = make_article(by=ann, purpose="own")
        of = make_claim(copy, ann) if name == "claims" else copy
        return f"{name}/{of.pk}/{verb}", body

    return path


def _highlight(article: Article, ann: User) -> tuple[str, Any]:
    claim = make_claim(article, ann)
    return f"highlights/{claim.appearances.get().highlights.get().pk}/", {"start": 0, "end": 10}


def _deleted(article: Article, ann: User) -> tuple[str, Any]:
    claim = make_claim(article, ann)
    claims.remove(actor=users.actor_of(ann), claim_id=claim.pk)
    return f"claims/{claim.pk}/restore/", None


def _retired(article: Article, ann: User) -> tuple[str, Any]:
    claim, actor = make_claim(article, ann), users.actor_of(ann)
    more = claims.add_appearance(
        actor=actor, claim_id=claim.pk, article_id=article.pk, exact="80% of voters"
    )
    passage = more.highlights.get(exact="80% of voters")
    claims.retire(actor=actor, highlight_id=passage.pk)
    return f"highlights/{passage.pk}/restore/", None


def _match_choice(_article: Article, ann: User) -> tuple[str, Any]:
    found = str(make_check(ann).pk)
    return "matches/choices/", {"answer": "accepted", "text": "kits", "found_check": found}


def _thread(verb: str, body: Any = None) -> Prepare:
    return lambda a, ann: (f"threads/{make_thread(make_claim(a, ann), ann).pk}/{verb}", body)


def _block(article: Article, ann: User) -> tuple[str, Any]:
    page = make_page(["One.", "Two."], by=ann)
    block = page.current_revision.blocks[1]["id"]
    return f"articles/{page.pk}/blocks/{block}/", {"choice": "aside"}


def _revision(article: Article, more: str = "") -> str:
    return f"articles/{article.pk}/revisions/{article.current_revision_id}/{more}"


def _differences(article: Article, _ann: User) -> tuple[str, Any]:
    return _revision(article, f"differences/{article.current_revision_id}/"), None


def _corrected(article: Article, ann: User) -> tuple[str, Any]:
    correct_article(actor=users.actor_of(ann), article_id=article.pk, byline="Jane Doe")
    return f"articles/{article.pk}/corrections/byline/", None


def _kinship(article: Article, ann: User) -> tuple[str, Any]:
    later = make_article(by=ann)
    assert later.current_revision is not None
    kinship.recognise(later, later.current_revision)
    pair = Kinship.objects.filter(article=later).latest("created_at")
    return f"kinships/{pair.pk}/", {"decision": "apart"}


def _two_figures(article: Article, ann: User) -> tuple[str, Any]:
    claim, quantity = make_claim(article, ann), make_quantity(ann)
    a, b = (make_figure(claim, ann, low, quantity=quantity).pk for low in (1, 2))
    return "figures/relations/", {"a": str(a), "b": str(b), "relation": "agree", "reason": "r"}


def _coverage(verb: str) -> Prepare:
    """A sentence that Ann called an opinion, and a call on it."""

    def prepare(article: Article, ann: User) -> tuple[str, Any]:
        given = {"revision_id": None, "start": 0, "end": 10, "kind": "opinion"}
        (row,) = cover(actor=users.actor_of(ann), article_id=article.pk, **given)
        return f"articles/{article.pk}/coverage/{verb}", {"ids": [str(row.pk)]}

    return prepare


def _tray(article: Article, ann: User) -> tuple[str, Any]:
    claim = make_claim(article, ann)
    changed = TEXT.replace("more than 4,000 hygiene kits", "more than 5,000 hygiene kits")
    newest = add_revision(article, changed)
    (highlight,) = Highlight.objects.filter(appearance__claim=claim)
    body = {"highlights": [str(highlight.pk)], "revision": str(newest.pk)}
    return f"articles/{article.pk}/tray/confirm/", body


def _reminded(article: Article, ann: User) -> tuple[str, Any]:
    users.make_reviewer()
    return f"claims/{submitted_claim(article, ann).pk}/remind/", None


def _cover(article: Article, _ann: User) -> tuple[str, Any]:
    return f"articles/{article.pk}/coverage/", {"start": 0, "end": 10, "kind": "opinion"}


def _feed(verb: str = "", body: Any = None) -> Prepare:
    return lambda _article, ann: (f"feeds/{make_feed(ann).pk}/{verb}", body)


def _watch(verb: str, body: Any = None) -> Prepare:
    return lambda _article, _ann: (f"articles/{make_watch().article_id}/watch/{verb}", body)


def _stand_in(article: Article, _ann: User) -> tuple[str, Any]:
    return f"alerts/{make_alert(article, 'stand_in', blob=Blob.keep(b'Words.')).pk}/take/", None


def _subscription(_article: Article, _ann: User) -> tuple[str, Any]:
    return "feeds/", {"url": f"https://feeds.example/{uuid4()}"}


def _checks(_article: Article, _ann: User) -> tuple[str, Any]:
    check = {"url": "https://checks.example/1", "claimReviewed": "C", "author": {"name": "N"}}
    return "earlier-checks/", {"checks": [check]}


_ANNOTATION: dict[str, Any] = {
    "type": "Annotation",
    "target": {"selector": {"type": "TextPositionSelector", "start": 0, "end": 10}},
}


def _annotation(article: Article, ann: User) -> tuple[str, Any]:
    claim = make_claim(article, ann)
    quote = {"type": "TextQuoteSelector", "exact": "4,000 hygiene kits"}
    return f"annotations/{claim.pk}/", {"type": "Annotation", "target": {"selector": quote}}


def _annotations_brought(article: Article, ann: User) -> tuple[str, Any]:
    item = elsewhere.import_annotations(
        actor=users.actor_of(ann), article_id=article.pk, content=b"quote\nkits\n"
    )
    return f"articles/{article.pk}/annotations/import/{item.pk}/", None


def _proof(article: Article, ann: User) -> tuple[str, Any]:
    revision = article.current_revision
    proof = Proof.objects.create(article=article, revision=revision, made_by=ann)
    return f"proofs/{proof.pk}/", None


def _webhook(verb: str, body: Any = None) -> Prepare:
    """A webhook that an administrator made."""
    return lambda _a, _ann: (f"webhooks/{make_webhook(users.make_admin()).pk}/{verb}", body)


def _delivery(verb: str) -> Prepare:
    def prepare(_article: Article, _ann: User) -> tuple[str, Any]:
        made = make_delivery(make_webhook(users.make_admin()))
        return f"webhooks/{made.webhook_id}/deliveries/{made.pk}/{verb}", None

    return prepare


def _matter(verb: str, body: Any) -> Prepare:
    """Ann's legal matter, of which no role of others knows."""

    def prepare(_article: Article, ann: User) -> tuple[str, Any]:
        matter = legal.open_matter(actor=users.actor_of(ann), **_MATTER)
        return f"legal/{matter.pk}/{verb}", body

    return prepare


def _compared(article: Article, ann: User) -> tuple[str, Any]:
    make_claim(article, ann)
    return f"history/compare/?a={history.head()[0]}", None


def _batch(verb: str) -> Prepare:
    return lambda _article, ann: (f"batches/{make_batch(ann).pk}/{verb}", None)


def _relate(article: Article, ann: User) -> tuple[str, Any]:
    claim, other = make_claim(article, ann), make_claim(article, ann, "80% of voters")
    return f"claims/{claim.pk}/relations/", {"kind": "same_as", "claim": str(other.pk)}


def _relation(article: Article, ann: User) -> tuple[str, Any]:
    claim, other = make_claim(article, ann), make_claim(article, ann, "80% of voters")
    relation, _is_new = relations.relate(
        actor=users.actor_of(ann), claim_id=claim.pk, kind="contradicts", other_id=other.pk
    )
    return f"relations/{relation.pk}/", None


def _reuse(article: Article, ann: User) -> tuple[str, Any]:
    body = {"earlier_check": str(make_check(ann).pk)}
    return f"claims/{make_claim(article, ann).pk}/reuse/", body


def _reused(article: Article, ann: User) -> tuple[str, Any]:
    claim, check = make_claim(article, ann), make_check(ann)
    relations.reuse_check(actor=users.actor_of(ann), claim_id=claim.pk, check_id=check.pk)
    return f"claims/{claim.pk}/reuse/", None


def _warc(article: Article, ann: User) -> tuple[str, Any]:
    page = make_page(["Words."], by=ann)
    return f"articles/{page.pk}/revisions/{page.current_revision_id}/archive.warc.gz", None


def _suggestion(article: Article, _ann: User) -> tuple[str, Any]:
    return f"articles/{article.pk}/suggestions/", {"start": 0, "end": 5, "answer": "dismissed"}


def _taken_back(article: Article, ann: User) -> tuple[str, Any]:
    choice = hints.dismiss(
        actor=users.actor_of(ann), article_id=article.pk, revision_id=None, start=0, end=5
    )
    return f"articles/{article.pk}/suggestions/{choice.pk}/take-back/", None


def _wording(verb: str, body: Any = None) -> Prepare:
    """Ann suggested other words for a claim of her own, and a call on that."""

    def prepare(article: Article, ann: User) -> tuple[str, Any]:
        claim = make_claim(article, ann)
        made = suggested(claim, ann, "", "Other words", field="statement")
        return f"suggestions/{made.pk}/{verb}/", body

    return prepare


ACCEPT = (401, 403, 202, 202, 202)
CALLS: list[tuple[str, str, Prepare, tuple[int, ...]]] = [
    ("imports", "GET", lambda _a, _u: ("imports/", None), READ),
    ("import", "POST", lambda _a, _u: ("imports/", {"text": "W."}), (401, 403, 202, 202, 202)),
    ("import one", "GET", lambda _a, u: (f"imports/{make_import(u).pk}/", None), READ),
    ("retry", "POST", lambda _a, u: (f"imports/{failed_import(u).pk}/retry/", None), (401, 403, 202, 202, 202)),
    ("cancel", "POST", lambda _a, u: (f"imports/{make_import(u).pk}/cancel/", None), EDIT),
    ("batches", "GET", lambda _a, _u: ("batches/", None), READ),
    ("make batch", "POST", lambda _a, _u: ("batches/", {"urls": ["https://a.example/"]}), ACCEPT),
    ("batch", "GET", _batch(""), READ),
    ("imports of batch", "GET", _batch("imports/"), READ),
    ("cancel batch", "POST", _batch("cancel/"), EDIT),
    ("retry batch", "POST", _batch("retry/"), ACCEPT),
    ("notices", "GET", lambda _a, _u: ("notices/", None), READ),
    ("unseen notices", "GET", lambda _a, _u: ("notices/unseen/", None), READ),
    ("see notices", "POST", lambda _a, _u: ("notices/seen/", {}), READ),
    ("notice choices", "GET", lambda _a, _u: ("notices/choices/", None), READ),
    ("choose notices", "PUT", lambda _a, _u: ("notices/choices/", {}), READ),
    ("alerts", "GET", lambda _a, _u: ("alerts/", None), READ),
    ("resolve alert", "POST", lambda a, _u: (f"alerts/{make_alert(a).pk}/resolve/", None), EDIT),
    ("take", "POST", _stand_in, ACCEPT),
    ("watch", "GET", lambda a, _u: (f"articles/{a.pk}/watch/", None), READ),
    ("pause", "PATCH", _watch("", {"is_paused": True}), EDIT),
    ("look", "POST", _watch("look/"), ACCEPT),
    ("feeds", "GET", lambda _a, _u: ("feeds/", None), READ),
    ("subscribe", "POST", _subscription, MAKE),
    ("feed", "GET", _feed(), READ),
    ("change feed", "PATCH", _feed(body={"interval_minutes": 60}), EDIT),
    ("unsubscribe", "DELETE", _feed(), (401, 403, 204, 204, 204)),
    ("entries", "GET", _feed("entries/"), READ),
    ("earlier checks", "GET", lambda _a, _u: ("earlier-checks/", None), READ),
    ("bring checks", "POST", _checks, ACCEPT),
    ("matches", "POST", lambda _a, _u: ("matches/", {"text": "hygiene kits"}), READ),
    ("match choice", "POST", _match_choice, MAKE),
    ("similar", "GET", lambda a, u: (f"claims/{make_claim(a, u).pk}/similar/", None), READ),
    ("earlier check", "GET", lambda _a, u: (f"earlier-checks/{make_check(u).pk}/", None), READ),
    ("kinships", "GET", lambda a, _u: (f"articles/{a.pk}/kinships/", None), READ),
    ("kinship", "POST", _kinship, EDIT),
    ("figure board", "GET", lambda _a, _u: ("figures/", None), READ),
    ("relate figures", "PUT", _two_figures, EDIT),
    ("articles", "GET", lambda _a, _u: ("articles/", None), READ),
    ("article", "GET", lambda a, _u: (f"articles/{a.pk}/", None), READ),
    ("correct article", "PATCH", lambda a, _u: (f"articles/{a.pk}/", {"title": "T"}), EDIT),
    ("delete article", "DELETE", lambda a, _u: (f"articles/{a.pk}/", None), (401, 403, 204, 204, 204)),
    ("restore article", "POST", lambda a, _u: (f"articles/{a.pk}/restore/", None), EDIT),
    ("be seen", "POST", lambda a, _u: (f"articles/{a.pk}/presence/", {}), READ),
    ("leave", "DELETE", lambda a, _u: (f"articles/{a.pk}/presence/", None), (401, 204, 204, 204, 204)),
    ("revisions", "GET", lambda a, _u: (f"articles/{a.pk}/revisions/", None), READ),
    ("revision", "GET", lambda a, _u: (_revision(a), None), READ),
    ("compare", "GET", _differences, READ),
    ("take back", "DELETE", _corrected, (401, 403, 204, 204, 204)),
    ("revise", "POST", lambda a, _u: (f"articles/{a.pk}/revisions/", {"text": "W."}), (401, 403, 202, 202, 202)),
    ("block", "POST", _block, EDIT),
    ("selection", "GET", lambda a, _u: (f"articles/{a.pk}/selection/?start=0&end=9", None), READ),
    ("long selection", "POST", lambda a, _u: (f"articles/{a.pk}/selection/", {"start": 0, "end": 9}), READ),
    ("claims of article", "GET", lambda a, _u: (f"articles/{a.pk}/claims/", None), READ),
    ("tray", "GET", lambda a, _u: (f"articles/{a.pk}/tray/", None), READ),
    ("confirm from the tray", "POST", _tray, EDIT),
    ("suggestions", "GET", lambda a, _u: (f"articles/{a.pk}/suggestions/", None), READ),
    ("dismiss a suggestion", "POST", _suggestion, MAKE),
    ("take a dismissal back", "POST", _taken_back, EDIT),
    ("passages elsewhere", "GET", lambda a, u: (f"claims/{make_claim(a, u).pk}/passages/", None), READ),
    ("coverage", "GET", lambda a, _u: (f"articles/{a.pk}/coverage/", None), READ),
    ("cover", "POST", _cover, MAKE),
    ("uncover", "POST", _coverage("remove/"), EDIT),
    ("confirm coverage", "POST", _coverage("confirm/"), DECIDE),
    ("mark", "POST", lambda a, _u: (f"articles/{a.pk}/claims/", {"start": 0, "end": 10}), MAKE),
    ("mark many", "POST", lambda a, _u: (f"articles/{a.pk}/claims/bulk/", {"claims": [{"start": 0, "end": 10}]}), MAKE),
    ("tokens", "GET", lambda _a, _u: ("auth/tokens/", None), READ),
    ("tokens of everybody", "GET", lambda _a, _u: ("auth/tokens/?whose=everyone", None), KEEP),
    ("events", "GET", lambda a, _u: (f"articles/{a.pk}/events/", None), READ),
    ("annotations", "GET", lambda a, _u: (f"articles/{a.pk}/annotations/", None), READ),
    ("annotate", "POST", lambda a, _u: (f"articles/{a.pk}/annotations/", _ANNOTATION), MAKE),
    ("an annotation", "GET", lambda a, u: (f"annotations/{make_claim(a, u).pk}/", None), READ),
    ("put an annotation", "PUT", _annotation, EDIT),
    ("delete an annotation", "DELETE", lambda a, u: (f"annotations/{make_claim(a, u).pk}/", None), (401, 403, 204, 204, 204)),
    ("bring annotations in", "POST", lambda a, _u: (f"articles/{a.pk}/annotations/import/", {"items": [_ANNOTATION]}), (401, 403, 202, 202, 202)),
    ("what became of annotations", "GET", _annotations_brought, READ),
    ("claims", "GET", lambda _a, _u: ("claims/", None), READ),
    ("claim", "GET", _claim(make_claim, ""), READ),
    ("amend", "PATCH", _claim(make_claim, "", {"statement": "S"}), EDIT),
    ("everywhere", "POST", _claim(make_claim, "appearances/everywhere/"), EDIT),
    ("queue", "GET", lambda _a, _u: ("queue/", None), READ),
    ("plan", "PATCH", _claim(make_claim, "", {"priority": 1}), EDIT),
    ("plan article", "PATCH", lambda a, _u: (f"articles/{a.pk}/", {"reviewers": []}), EDIT),
    ("take review", "POST", _claim(submitted_claim, "take/"), DECIDE),
    ("hand back", "POST", _claim(submitted_claim, "hand-back/"), DECIDE),
    ("remind", "POST", _reminded, EDIT),
    ("publish_at", "PATCH", _claim(make_claim, "", {"publish_at": "2030-01-01T00:00:00Z"}), DECIDE),
    ("gate", "GET", _claim(make_claim, "gate/"), READ),
    ("article gate", "GET", lambda a, _u: (f"articles/{a.pk}/gate/", None), READ),
    ("publish later", "POST", _claim(approved_claim, "publish/", {"at": "2099-01-01T00:00:00Z"}), DECIDE),
    ("delete", "DELETE", _claim(make_claim, ""), (401, 403, 204, 204, 204)),
    ("restore", "POST", _deleted, EDIT),
    ("history", "GET", _claim(make_claim, "history/"), READ),
    ("record", "GET", lambda _a, _u: ("history/", None), READ),
    ("compare entries", "GET", _compared, READ),
    ("export claims", "GET", lambda _a, _u: ("exports/claims.csv", None), READ),
    ("export sources", "GET", lambda _a, _u: ("exports/sources.jsonl", None), READ),
    ("export the record", "GET", lambda _a, _u: ("exports/history.jsonl", None), READ),
    ("proofs", "GET", lambda a, _u: (f"articles/{a.pk}/proofs/", None), READ),
    ("make a proof", "POST", lambda a, _u: (f"articles/{a.pk}/proofs/", {}), (401, 202, 202, 202, 202)),
    ("a proof of another", "GET", _proof, NOBODY_ELSE),
    ("dossier of an article", "POST", lambda a, _u: (f"articles/{a.pk}/dossier/", {"kind": "counsel"}), (401, 403, 202, 202, 202)),
    ("dossier of a claim", "POST", _claim(make_claim, "dossier/", {"kind": "disclosure"}), (401, 403, 202, 202, 202)),
    ("matters", "GET", lambda _a, _u: ("legal/", None), READ),
    ("open matter", "POST", lambda _a, _u: ("legal/", _MATTER), MAKE),
    ("said", "GET", lambda _a, _u: ("legal/said/?url=/factchecks/x/&on=2026-11-26", None), READ),
    *[
        (f"matter {verb or 'itself'}", method, _matter(verb, body), (401, 404 if method == "GET" else 403, 404, 404, 404))
        for method, verb, body in (
            ("GET", "", None),
            ("PATCH", "", {"title": "T"}),
            ("POST", "add/", {"claims": []}),
            ("POST", "remove/", {"claims": []}),
            ("POST", "close/", {}),
            ("GET", "dossiers/", None),
            ("POST", "dossiers/", {"kind": "counsel"}),
        )
    ],
    ("since", "GET", _claim(approved_claim, "since/"), READ),
    ("threads", "GET", _claim(make_claim, "threads/"), READ),
    ("open thread", "POST", _claim(make_claim, "threads/", {"text": "W?"}), MAKE),
    ("reply", "POST", _thread("comments/", {"text": "W."}), MAKE),
    ("resolve", "POST", _thread("resolve/"), EDIT),
    ("reopen", "POST", _thread("reopen/"), EDIT),
    ("people", "GET", lambda _a, _u: ("people/?search=a", None), READ),
    ("wordings", "GET", _claim(make_claim, "suggestions/"), READ),
    ("suggest words", "POST", _claim(make_claim, "suggestions/", {"field": "statement", "replacement": "O."}), MAKE),
    ("accept words", "POST", _wording("accept"), EDIT),
    ("decline words", "POST", _wording("decline", {"reason": "No."}), EDIT),
    ("second verdicts", "GET", lambda _a, _u: ("second/", None), READ),
    ("second verdict", "GET", _claim(make_claim, "second/"), READ),
    ("agreement", "GET", lambda _a, _u: ("review/agreement/", None), READ),
    ("link", "POST", _claim(make_claim, "evidence/", {"stance": "context", "source": {"title": "T"}}), MAKE),
    ("evidence", "PATCH", _evidence, EDIT),
    ("figures", "GET", _claim(make_claim, "figures/"), READ),
    ("add figure", "POST", _claim(make_claim, "figures/", {"low": 3}), MAKE),
    ("figure", "PATCH", _figure, EDIT),
    ("remove figure", "DELETE", _figure, (401, 403, 204, 204, 204)),
    ("unlink", "DELETE", _evidence, (401, 403, 204, 204, 204)),
    ("attempts", "GET", _claim(make_claim, "attempts/"), READ),
    ("tell attempt", "POST", _claim(make_claim, "attempts/", {"kind": "called", "where": "W", "outcome": "nothing"}), MAKE),
    ("attempt", "PATCH", _inquired(make_attempt, "attempts", {"note": "N"}), EDIT),
    ("drop attempt", "DELETE", _inquired(make_attempt, "attempts"), (401, 403, 204, 204, 204)),
    ("asked for comment", "GET", _claim(make_claim, "requests-for-comment/"), READ),
    ("ask for comment", "POST", _claim(make_claim, "requests-for-comment/", {"whom": "W"}), MAKE),
    ("answer", "PATCH", _inquired(make_request, "requests-for-comment", {"answer": "N", "outcome": "answered"}), EDIT),
    ("drop request", "DELETE", _inquired(make_request, "requests-for-comment"), (401, 403, 204, 204, 204)),
    ("notes", "GET", _claim(make_claim, "notes/"), READ),
    ("backing", "GET", _claim(make_claim, "backing/"), READ),
    ("say backing", "POST", _own("claims", "backing/", {"body": "N"}), MAKE),
    ("change list", "GET", _own("articles", "change-list/"), READ),
    ("send changes", "POST", _own("articles", "change-list/", {}), (401, 403, 400, 400, 400)),
    ("answer change", "POST", _own("claims", "change-answer/", {"answer": "done"}), MAKE),
    ("clearing", "GET", _own("articles", "clear/"), READ),
    ("clear", "POST", _own("articles", "clear/", {}), (401, 403, 403, 400, 400)),
    ("reopen", "POST", _own("articles", "reopen/", {"reason": "R"}), (401, 403, 409, 409, 409)),
    ("sign off", "POST", lambda a, _u: (f"articles/{a.pk}/sign-off/", {}), (401, 403, 403, 409, 409)),
    ("write note", "POST", _claim(make_claim, "notes/", {"body": "N"}), MAKE),
    ("quote check", "GET", _quoted, READ),
    ("check quote", "PATCH", _quoted, EDIT),
    ("warnings", "GET", _claim(rated_claim, "warnings/"), READ),
    ("give reason", "POST", _claim(rated_claim, "reasons/", {"warning": "one_origin", "reason": "R"}), MAKE),
    ("who sees source", "GET", lambda _a, u: (f"sources/{make_source(u).pk}/sharing/", None), READ),
    ("who sees evidence", "GET", _shared_evidence, READ),
    ("adjust", "PATCH", _highlight, EDIT),
    ("restore passage", "POST", _retired, EDIT),
    ("rate", "POST", _claim(make_claim, "verdict/", {"verdict": "misleading", "explanation": "E"}), EDIT),
    ("unrate", "DELETE", _claim(rated_claim, "verdict/"), EDIT),
    ("submit", "POST", _claim(rated_claim, "submit/"), EDIT),
    ("recall", "POST", _claim(submitted_claim, "recall/"), EDIT),
    ("assign", "PUT", _claim(make_claim, "assignee/", {"person": None}), EDIT),
    ("look at rated", "GET", lambda a, _u: (f"articles/{a.pk}/submit-rated/", None), EDIT),
    ("submit rated", "POST", lambda a, _u: (f"articles/{a.pk}/submit-rated/", None), EDIT),
    ("approve", "POST", _claim(submitted_claim, "approve/"), DECIDE),
    ("request changes", "POST", _claim(submitted_claim, "request-changes/", {"comment": "C"}), DECIDE),
    ("publish", "POST", _claim(approved_claim, "publish/"), DECIDE),
    ("withdraw", "POST", _claim(published_claim, "withdraw/"), DECIDE),
    ("correct", "POST", _claim(published_claim, "correct/"), EDIT),
    ("relations", "GET", _claim(make_claim, "relations/"), READ),
    ("relate", "POST", _relate, MAKE),
    ("unrelate", "DELETE", _relation, (401, 403, 204, 204, 204)),
    ("reuse", "POST", _reuse, MAKE),
    ("what is reused", "GET", _reused, READ),
    ("let go", "DELETE", _reused, (401, 403, 204, 204, 204)),
    ("warc", "GET", _warc, READ),
    ("claimreview", "GET", _claim(published_claim, "claimreview/"), READ),
    ("ratings", "GET", lambda _a, _u: ("ratings/", None), READ),
    ("desks", "GET", lambda _a, _u: ("desks/", None), READ),
    ("webhooks", "GET", lambda _a, _u: ("webhooks/", None), KEEP),
    ("make webhook", "POST", lambda _a, _u: ("webhooks/", _WEBHOOK), SET_UP),
    ("webhook", "GET", _webhook(""), KEEP),
    ("change webhook", "PATCH", _webhook("", {"name": "X"}), KEEP),
    ("end webhook", "DELETE", _webhook(""), (401, 403, 403, 403, 204)),
    ("roll webhook", "POST", _webhook("secret/"), KEEP),
    ("try webhook", "POST", _webhook("ping/"), (401, 403, 403, 403, 202)),
    ("deliveries", "GET", _webhook("deliveries/"), KEEP),
    ("delivery", "GET", _delivery(""), KEEP),
    ("retry delivery", "POST", _delivery("retry/"), (401, 403, 403, 403, 202)),
    ("make desk", "POST", lambda _a, _u: ("desks/", {"kind": "desk", "name": "City"}), SET_UP),
    ("change desk", "PATCH", lambda _a, _u: (f"desks/{make_desk().pk}/", {"name": "X"}), KEEP),
    ("workflow", "GET", lambda _a, _u: ("newsroom/workflow/", None), READ),
    ("change workflow", "PUT", lambda _a, _u: ("newsroom/workflow/", {"review_steps": 2}), KEEP),
    ("about", "GET", lambda _a, _u: ("newsroom/about/", None), READ),
    ("change about", "PUT", lambda _a, _u: ("newsroom/about/", {"funding": "Readers."}), KEEP),
    ("publicly", "PATCH", lambda a, _u: (f"articles/{a.pk}/", {"publicly": "text"}), EDIT),
    ("place", "PATCH", lambda a, _u: (f"articles/{a.pk}/", {"desk": make_desk().slug}), EDIT),
    ("sources", "GET", lambda _a, _u: ("sources/", None), READ),
    ("source", "GET", lambda _a, u: (f"sources/{make_source(u).pk}/", None), READ),
    ("change source", "PATCH", lambda _a, u: (f"sources/{make_source(u).pk}/", {"title": "T"}), EDIT),
    ("keep source", "POST", lambda _a, _u: ("sources/", {"title": "T"}), MAKE),
    ("claims of source", "GET", lambda _a, u: (f"sources/{make_source(u).pk}/claims/", None), READ),
    ("look at merging", "GET", _merge("GET"), READ),
    ("merge sources", "POST", _merge("POST"), EDIT),
    ("unmerge source", "DELETE", _merge("DELETE"), EDIT),
    ("source origins", "GET", lambda _a, _u: ("origins/", None), READ),
    ("origins of claim", "GET", _claim(make_claim, "origins/"), READ),
    ("origin of claim", "PUT", _claim(make_claim, "origin/", {"origin": "Reuters"}), EDIT),
    ("attach", "POST", _attaching, (401, 415, 415, 415, 415)),
    ("attachment", "GET", _attachment, READ),
    ("detach", "DELETE", _attachment, (401, 403, 204, 204, 204)),
]  # fmt: skip


EACH_CALL = pytest.mark.parametrize(
    ("method", "prepare", "expected"), [c[1:] for c in CALLS], ids=[c[0] for c in CALLS]
)


@pytest.mark.django_db
@EACH_CALL
def test_the_line_between_the_roles_is_where_the_table_draws_it(
    method: str, prepare: Prepare, expected: tuple[int, ...]
) -> None:
    """The last role that is refused and the first that is let in."""
    last = max((at for at, status in enumerate(expected) if status in {401, 403}), default=0)
    assert_statuses(method, prepare, list(zip(ROLES, expected, strict=True))[last : last + 2])


@pytest.mark.long
@pytest.mark.django_db
@EACH_CALL
def test_each_role_may_do_what_the_table_says(
    method: str, prepare: Prepare, expected: tuple[int, ...]
) -> None:
    assert_statuses(method, prepare, list(zip(ROLES, expected, strict=True)))


def assert_statuses(method: str, prepare: Prepare, expected: list[tuple[str, int]]) -> None:
    ann = users.make_editor("ann")
    path, body = prepare(make_article(by=ann), ann)
    for role, status in expected:
        caller = Caller(None if role == "anonymous" else users.make_user(f"{role}x", role))
        response = caller.call(method, path, body, match="*")
        assert response.status_code == status, (role, path, response.content)
        if status == 403:
            assert response.json()["code"] == "role_required"
        if status < 300 and method != "GET":
            path, body = prepare(make_article(by=ann), ann)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "make_person", [users.make_reviewer, users.make_admin, users.make_superuser]
)
def test_nobody_approves_or_returns_what_they_worked_on_whoever_they_are(
    make_person: Callable[[str], User],
) -> None:
    person = make_person("sam")
    claim = submitted_claim(make_article(by=person), person)
    caller = Caller(person)
    for verb, body in (("approve", {}), ("request-changes", {"comment": "C"})):
        response = caller.call("POST", f"claims/{claim.pk}/{verb}/", body, match="*")
        assert (response.status_code, response.json()["code"]) == (403, "own_work")
    claim.refresh_from_db()
    assert claim.state == State.IN_REVIEW


def test_whoever_edited_in_between_is_an_author_too(
    editor: Caller, reviewer: Caller, admin: Caller, article: Article
) -> None:
    claim = submitted_claim(article, editor.user)
    edited = reviewer.call("PATCH", f"claims/{claim.pk}/", {"statement": "Other words."}, match="*")
    assert edited.status_code == 200
    refused = reviewer.call("POST", f"claims/{claim.pk}/approve/", match="*")
    assert refused.json()["code"] == "own_work"
    assert admin.call("POST", f"claims/{claim.pk}/approve/", match="*").status_code == 200
    mine = reviewer.call("POST", f"claims/{claim.pk}/publish/")
    assert (mine.status_code, mine.json()["code"]) == (403, "own_work")


def test_evidence_that_a_reviewer_may_not_see_reserves_the_claim(
    editor: Caller, reviewer: Caller, article: Article
) -> None:
    claim = rated_claim(article, editor.user)
    link_evidence(claim, editor.user, "context", url="https://secret.example/", visibility="hidden")
    editor.call("POST", f"claims/{claim.pk}/submit/")
    seen = reviewer.call("GET", f"claims/{claim.pk}/")
    assert len(seen.json()["evidence"]) == 1
    refused = reviewer.call("POST", f"claims/{claim.pk}/approve/", match=seen["ETag"])
    assert (refused.status_code, refused.json()["code"]) == (403, "reserved")


def test_a_hidden_evidence_leaves_no_trace_for_others(
    editor: Caller, editor2: Caller, article: Article
) -> None:
    claim = rated_claim(article, editor.user)
    before = editor2.call("GET", f"claims/{claim.pk}/")
    seq = editor2.get_json(f"articles/{article.pk}/events/")["results"][-1]["seq"]
    hidden = link_evidence(
        claim, editor.user, "context", url="https://secret.example/", visibility="hidden"
    )
    after = editor2.call("GET", f"claims/{claim.pk}/")
    assert after["ETag"] == before["ETag"]
    assert b"secret.example" not in after.content
    assert editor2.get_json(f"articles/{article.pk}/events/?after={seq}")["results"] == []
    assert str(hidden.pk) not in str(editor2.get_json(f"claims/{claim.pk}/history/"))
    assert str(hidden.pk) in str(editor.get_json(f"claims/{claim.pk}/history/"))
    for method in ("PATCH", "DELETE"):
        assert editor2.call(method, f"evidence/{hidden.pk}/", {"note": "n"}).status_code == 404
    assert editor2.call("GET", f"sources/{hidden.source_id}/").status_code in {200, 404}
