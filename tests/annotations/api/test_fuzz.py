"""No input ever yields 500."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations import kinship
from annotations.models import Article
from tests.annotations.api.conftest import Caller
from tests.factories.articles import make_article
from tests.factories.batches import make_batch
from tests.factories.claims import approved_claim, published_claim, rated_claim
from tests.factories.desks import make_desk
from tests.factories.earlier import make_check
from tests.factories.feeds import make_feed
from tests.factories.figures import make_figure
from tests.factories.imports import failed_import
from tests.factories.inquiry import make_attempt, make_note, make_request
from tests.factories.pins import suggested
from tests.factories.threads import make_comment, make_thread
from tests.factories.users import make_admin
from tests.factories.watch import make_alert
from tests.factories.webhooks import make_webhook

NASTY = st.sampled_from([
    None, True, False, 0, -1, 5, 17, 2**31, 2**63, 10**400, 0.5, 1e300, -0.0,
    "", " ", "x", "x" * 20_001, "\u00a0", "a\x00b", "\ud83d", "🕊️", "e\u0301", "٣", "1_0", "9" * 5000,
    [], {}, [[]], [None], {"a": 1}, {"url": 5}, {"url": "https://a.example/", "title": []},
    "javascript:alert(1)", "http://[::1", "http://a:99999/", "https://u:p@a.example/",
    "https://a.example/\x7f", "//a.example", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59",
    "2024-13-45", "0000-00-00", "so", "said", "true", "corroborates", "everyone", "story", "person", "own",
    {"selector": []}, {"selector": {"type": "TextQuoteSelector"}}, "00000000-0000-0000-0000-000000000000",
    {"type": "TextQuoteSelector", "exact": "  "}, [{"type": "TextQuoteSelector", "exact": "kits"}],
    {"article": None}, {"article": "x", "start": 0, "end": 3}, "more than 4,000", "None", "Infinity",
    "ID:article", "ID:claim", "ID:source", "ID:revision", {"article": "ID:article", "start": 0, "end": 4},
])  # fmt: skip
FIELDS = [
    "url", "text", "title", "purpose", "published_at", "start", "end", "revision", "exact", "prefix", "suffix",
    "selector", "target", "statement", "asserts", "claimant", "claimant_kind", "claimed_on", "linked", "on_hold",
    "at", "reasons", "correction_kind", "correction_note", "claimant_corrected_on", "claimant_corrected_url",
    "publish_at", "article", "speaker", "said_on", "stance", "source", "passage", "quote", "note", "visibility",
    "verdict", "explanation", "comment", "reason", "choice", "assignees", "language", "kind", "username",
    "urls", "label", "cancelled", "interval_minutes", "backlog", "is_paused", "checks", "decision", "byline", "earlier_check", "answer", "found_claim", "found_check", "level", "score", "limit",
    "password", "typing", "highlights", "etags", "claim", "expires_in", "scope", "name", "ids", "actor", "article_id", "claim_id", "canonical_url", "updated_at", "person",
    "quantity", "low", "high", "qualifier", "unit", "period", "place", "authority", "share_of", "inferred", "highlight", "confirmed",
    "where", "outcome", "tried_on", "whom",
    "channel", "contact", "asked", "sent_at", "deadline_at", "answer", "answered_at", "said", "said_note", "wording", "content",
    "shared_with", "with_source", "reviewer", "share", "reviewers", "priority", "over", "held_by",
    "translator", "original_words", "body", "warning", "reasons", "proposed_wording", "writers", "writer_names", "why",
    "requester", "received_on", "deadline_on", "holds", "claims", "articles", "people", "choices",
    "desk", "topics", "position", "is_retired", "review_steps", "wants_sign_off", "warns_hours_before",
    "type", "body", "motivation", "rows", "items", "creator", "created",
    "events", "field", "evidence", "replacement", "thread", "unread", "hold_reason",
]  # fmt: skip
QUERIES = [
    "cursor", "limit", "search", "stage", "purpose", "language", "assignee", "ordering", "state", "verdict",
    "batch", "feed", "origin", "publisher", "article", "mine", "after", "kind", "status", "format", "lang", "version", "open",
    "desk", "topic", "due", "priority", "whose",
    "fields", "created_since", "changed_until", "claimant", "on_hold", "created_by", "url",
]  # fmt: skip
CALLS = [
    ("POST", "imports/"), ("GET", "imports/"), ("GET", "imports/I/"), ("POST", "imports/I/retry/"),
    ("POST", "imports/I/cancel/"), ("GET", "articles/"), ("GET", "articles/A/"), ("PATCH", "articles/A/"),
    ("DELETE", "articles/A/"), ("POST", "articles/A/restore/"), ("POST", "articles/A/presence/"),
    ("GET", "articles/A/revisions/"), ("POST", "articles/A/revisions/"), ("POST", "articles/A/blocks/B/"),
    ("GET", "articles/A/claims/"), ("POST", "articles/A/claims/"), ("POST", "articles/A/claims/bulk/"), ("GET", "auth/tokens/"), ("GET", "articles/A/events/"),
    ("GET", "articles/A/annotations/"), ("POST", "articles/A/annotations/"), ("POST", "articles/A/annotations/import/"),
    ("GET", "annotations/C/"), ("PUT", "annotations/C/"), ("DELETE", "annotations/C/"), ("GET", "claims/"), ("GET", "claims/C/"), ("PATCH", "claims/C/"),
    ("DELETE", "claims/C/"), ("POST", "claims/C/appearances/"), ("POST", "claims/C/appearances/everywhere/"), ("POST", "claims/C/evidence/"),
    ("POST", "claims/C/verdict/"), ("POST", "claims/C/submit/"), ("POST", "claims/C/recall/"),
    ("POST", "claims/C/approve/"), ("POST", "claims/C/request-changes/"), ("POST", "claims/C/publish/"),
    ("GET", "claims/C/gate/"), ("GET", "articles/A/gate/"),
    ("POST", "claims/C/withdraw/"), ("POST", "claims/C/correct/"), ("GET", "claims/C/history/"), ("GET", "claims/C/since/"),
    ("GET", "claims/C/threads/"), ("POST", "claims/C/threads/"), ("POST", "threads/D/comments/"), ("GET", "people/"),
    ("POST", "threads/D/resolve/"), ("POST", "threads/D/reopen/"), ("PATCH", "comments/N/"), ("DELETE", "comments/N/"),
    ("GET", "claims/C/claimreview/"), ("PATCH", "evidence/E/"), ("DELETE", "evidence/E/"),
    ("PATCH", "highlights/H/"), ("POST", "highlights/H/confirm/"), ("POST", "highlights/H/reattach/"),
    ("POST", "highlights/H/restore/"), ("POST", "claims/C/restore/"), ("DELETE", "claims/C/verdict/"),
    ("POST", "highlights/H/retire/"), ("GET", "ratings/"), ("GET", "desks/"), ("POST", "desks/"), ("PATCH", "desks/Y/"), ("PUT", "newsroom/workflow/"), ("GET", "newsroom/about/"), ("PUT", "newsroom/about/"), ("GET", "sources/"), ("POST", "sources/"),
    ("GET", "sources/S/"), ("PATCH", "sources/S/"), ("GET", "auth/me/"), ("PUT", "claims/C/"), ("OPTIONS", "claims/"),
    ("POST", "batches/"), ("GET", "batches/"), ("GET", "batches/T/"), ("GET", "batches/T/imports/"),
    ("POST", "batches/T/cancel/"), ("POST", "batches/T/retry/"), ("POST", "feeds/"), ("GET", "feeds/"),
    ("PATCH", "feeds/F/"), ("DELETE", "feeds/F/"), ("POST", "feeds/F/poll/"), ("GET", "feeds/F/entries/"),
    ("POST", "matches/"), ("POST", "matches/choices/"), ("GET", "claims/C/similar/"), ("POST", "earlier-checks/"), ("GET", "earlier-checks/"), ("GET", "earlier-checks/K/"),
    ("GET", "notices/"), ("GET", "notices/unseen/"), ("POST", "notices/seen/"), ("POST", "notices/L/seen/"),
    ("GET", "notices/choices/"), ("PUT", "notices/choices/"),
    ("GET", "alerts/"), ("POST", "alerts/L/resolve/"), ("POST", "alerts/L/take/"), ("GET", "articles/A/watch/"),
    ("PATCH", "articles/A/watch/"), ("POST", "articles/A/watch/look/"),
    ("GET", "articles/A/selection/"), ("POST", "articles/A/selection/"), ("GET", "articles/A/selection/?start=0&end=30"),
    ("GET", "figures/"), ("PUT", "figures/relations/"),
    ("POST", "kinships/P/"), ("GET", "articles/A/kinships/"), ("GET", "articles/A/coverage/"), ("GET", "articles/A/tray/"), ("POST", "articles/A/tray/confirm/"), ("POST", "articles/A/coverage/"),
    ("POST", "articles/A/coverage/remove/"), ("POST", "articles/A/coverage/confirm/"), ("GET", "articles/A/revisions/R/"),
    ("GET", "articles/A/revisions/R/differences/R/"), ("DELETE", "articles/A/corrections/title/"),
    ("GET", "queue/"), ("POST", "claims/C/take/"), ("POST", "claims/C/hand-back/"), ("POST", "claims/C/remind/"),
    ("PUT", "claims/C/assignee/"), ("GET", "articles/A/submit-rated/"), ("POST", "articles/A/submit-rated/"),
    ("GET", "claims/C/relations/"), ("POST", "claims/C/relations/"), ("DELETE", "relations/C/"), ("GET", "claims/C/reuse/"),
    ("POST", "claims/C/reuse/"), ("DELETE", "claims/C/reuse/"), ("GET", "sources/S/archive.warc.gz"),
    ("GET", "articles/A/archive.warc.gz"), ("GET", "articles/A/revisions/R/archive.warc.gz"),
    ("GET", "claims/C/attempts/"), ("POST", "claims/C/attempts/"), ("POST", "claims/C/requests-for-comment/"),
    ("PATCH", "attempts/Q/"), ("DELETE", "attempts/Q/"), ("PATCH", "requests-for-comment/U/"), ("DELETE", "requests-for-comment/U/"),
    ("GET", "articles/A/clear/"), ("POST", "articles/A/clear/"), ("GET", "articles/A/sign-off/"), ("POST", "articles/A/sign-off/"),
    ("POST", "articles/A/reopen/"), ("GET", "articles/A/change-list/"), ("POST", "articles/A/change-list/"),
    ("GET", "claims/C/backing/"), ("POST", "claims/C/backing/"), ("PATCH", "backing/O/"), ("DELETE", "backing/O/"), ("POST", "claims/C/change-answer/"),
    ("POST", "claims/C/notes/"), ("PATCH", "notes/O/"), ("DELETE", "notes/O/"), ("PATCH", "appearances/V/quote-check/"),
    ("GET", "claims/C/warnings/"), ("POST", "claims/C/reasons/"),
    ("GET", "sources/S/claims/"), ("GET", "sources/S/merge/"), ("POST", "sources/S/merge/"), ("DELETE", "sources/S/merge/"),
    ("GET", "origins/"), ("GET", "claims/C/origins/"), ("PUT", "claims/C/origin/"), ("POST", "evidence/E/attachments/"),
    ("GET", "attachments/E/"), ("DELETE", "attachments/E/"),
    ("GET", "claims/C/figures/"), ("POST", "claims/C/figures/"), ("PATCH", "figures/G/"), ("DELETE", "figures/G/"),
    ("PUT", "evidence/E/sharing/"), ("PUT", "sources/S/sharing/"), ("PUT", "attempts/Q/sharing/"), ("PUT", "notes/O/sharing/"),
    ("GET", "evidence/E/sharing/"), ("POST", "claims/C/reserve/"), ("DELETE", "claims/C/reserve/"),
    ("GET", "articles/A/suggestions/"), ("POST", "articles/A/suggestions/"), ("POST", "articles/A/suggestions/C/take-back/"), ("GET", "claims/C/passages/"),
    ("GET", "claims/C/suggestions/"), ("POST", "claims/C/suggestions/"), ("POST", "suggestions/W/accept/"), ("POST", "suggestions/W/decline/"),
    ("POST", "suggestions/W/take-back/"), ("GET", "claims/C/second/"), ("POST", "claims/C/second/"), ("GET", "second/"), ("POST", "second/W/"),
    ("POST", "second/W/hand-back/"), ("GET", "review/agreement/"),
    ("GET", "history/"), ("GET", "history/compare/"), ("GET", "legal/"), ("POST", "legal/"), ("GET", "legal/said/"),
    ("GET", "legal/I/"), ("PATCH", "legal/I/"), ("POST", "legal/I/add/"), ("POST", "legal/I/remove/"), ("POST", "legal/I/close/"),
    ("GET", "legal/I/dossiers/"), ("POST", "legal/I/dossiers/"), ("GET", "legal/dossiers/I/"), ("POST", "claims/C/dossier/"),
    ("POST", "articles/A/dossier/"), ("GET", "articles/A/proofs/"), ("POST", "articles/A/proofs/"), ("GET", "proofs/I/"), ("GET", "proofs/I/pdf/"),
    ("GET", "exports/claims.csv"), ("GET", "exports/sources.jsonl"), ("GET", "exports/history.csv"),
    ("GET", "webhooks/"), ("POST", "webhooks/"), ("GET", "webhooks/Z/"), ("PATCH", "webhooks/Z/"), ("POST", "webhooks/Z/secret/"), ("POST", "webhooks/Z/ping/"),
    ("GET", "webhooks/Z/deliveries/"), ("GET", "webhooks/Z/deliveries/I/"), ("POST", "webhooks/Z/deliveries/I/retry/"),
    ("HEAD", "claims/C/"), ("DELETE", "nothing/"), ("GET", "articles/%00/"), ("POST", "articles/x/claims/"),
]  # fmt: skip
# Of a body, most fields are those that some call reads.
VALUES = st.one_of(NASTY, st.text(max_size=20), st.integers(), st.floats(allow_nan=False))
BODIES = st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=6)
RAW = st.one_of(
    st.binary(max_size=50),
    st.sampled_from([b"[1]", b"{", b'{"a":NaN}', b"[" * 5000, b'{"a":1e999}']),
)


@pytest.fixture
def ids(editor: Caller, reviewer: Caller, article: Article) -> Iterator[list[dict[str, str]]]:
    """What the letters in PATHS stand for, with a claim in three states."""
    found = []
    later = make_article()
    assert later.current_revision is not None
    kinship.recognise(later, later.current_revision)
    others = {
        "T": str(make_batch(editor.user).pk), "F": str(make_feed(editor.user).pk),
        "L": str(make_alert(article).pk), "K": str(make_check(editor.user).pk), "P": str(later.kin.latest("created_at").pk), "Y": str(make_desk().pk),
        "Z": str(make_webhook(make_admin()).pk),
    }  # fmt: skip
    told = rated_claim(article, editor.user)
    others |= {
        "Q": str(make_attempt(told, editor.user).pk), "U": str(make_request(told, editor.user).pk),
        "G": str(make_figure(told, editor.user).pk), "O": str(make_note(told, editor.user).pk), "V": str(told.appearances.get().pk),
    }  # fmt: skip
    for make in (rated_claim, approved_claim, published_claim):
        claim = make(article, editor.user, *([] if make is rated_claim else [reviewer.user]))
        evidence = claim.evidence.get()
        highlight = claim.appearances.get().highlights.get()
        found.append({
            "A": str(article.pk), "C": str(claim.pk), "E": str(evidence.pk), "H": str(highlight.pk),
            "S": str(evidence.source_id), "I": str(failed_import(editor.user).pk),
            "B": article.current_revision.blocks[0]["id"], "R": str(article.current_revision_id),
            "D": str(make_thread(claim, editor.user).pk), "N": str(make_comment(claim, editor.user).pk), "W": str(suggested(claim, editor.user, "", "O.", field="statement").pk), **others,
        })  # fmt: skip
    return found


def _filled(value: Any, ids: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {k: _filled(v, ids) for k, v in value.items()}
    names = {"ID:article": "A", "ID:claim": "C", "ID:source": "S", "ID:revision": "R"}
    return ids[names[value]] if isinstance(value, str) and value in names else value


def fuzzed(examples: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """That many calls, the same ones every time."""

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        given_calls = given(
            call=st.sampled_from(CALLS), body=st.one_of(BODIES, BODIES, RAW),
            query=st.dictionaries(st.sampled_from(QUERIES), VALUES, max_size=2), which=st.integers(0, 2),
            role=st.sampled_from(["editor", "reviewer"]), match=st.sampled_from(["", "*", '"1"', 'W/"1"', "é", ","]),
            key=st.sampled_from(["", "k", " ", "x" * 201]),
        )  # fmt: skip
        bounds = settings(
            max_examples=examples, deadline=None, derandomize=True,
            suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
        )  # fmt: skip
        return bounds(given_calls(test))

    return decorate


@fuzzed(120)
def test_no_call_ever_yields_500(
    editor: Caller, reviewer: Caller, ids: list[dict[str, str]], **call: Any
) -> None:
    assert_no_500(editor, reviewer, ids, **call)


@pytest.mark.long
@fuzzed(1500)
def test_of_many_more_calls_none_yields_500(
    editor: Caller, reviewer: Caller, ids: list[dict[str, str]], **call: Any
) -> None:
    assert_no_500(editor, reviewer, ids, **call)


def assert_no_500(
    editor: Caller, reviewer: Caller, ids: list[dict[str, str]], call: tuple[str, str], body: Any,
    query: dict[str, Any], which: int, role: str, match: str, key: str,
) -> None:  # fmt: skip
    method, path = call
    for letter, value in ids[which].items():
        path = path.replace(f"/{letter}/", f"/{value}/")
    if query:
        path += "?" + urlencode({k: str(v).encode("utf-8", "replace") for k, v in query.items()})
    sent = body if isinstance(body, bytes) else json.dumps(_filled(body, ids[which])).encode()
    caller = reviewer if role == "reviewer" else editor
    with transaction.atomic():
        response = caller.call(method, path, sent, match=match.encode().decode("latin-1"), key=key)
        transaction.set_rollback(True)
    assert response.status_code < 500, (method, path, sent, response.content)
    if (
        response.status_code >= 400
        and method != "HEAD"
        and "docs/" not in path
        and "schema/" not in path
    ):
        problem = response.json()
        assert problem["code"], problem
        assert problem["detail"], problem
