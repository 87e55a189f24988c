"""Claims as JSON, built by PostgreSQL in one query however many there are.

The shapes are the contract's. Evidence is shown by its own and its source's visibility: `everyone`
or allowed to this person in full, `listed` as existing only, `hidden` not at all.
"""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from annotations.dossier.figures import FIGURES
from annotations.dossier.sparse import thinned
from annotations.evidence.reading import Read, saw
from annotations.models import User
from annotations.permissions import can_edit

_CLAIMS = r"""
WITH c AS MATERIALIZED (
    SELECT * FROM annotations_claim WHERE {where} AND deleted_at IS NULL
), p AS (
    SELECT ap.claim_id, ap.id AS appearance_id, h.id AS highlight_id,
           coalesce(an.start, CASE WHEN an.id IS NULL THEN h.start END) AS start,
           json_build_object(
               'id', h.id,
               {placed},
               'page', h.page,
               'is_gone', {gone}
           ) AS anchor,
           CASE coalesce(an.state, 'anchored') WHEN 'anchored' THEN 0 WHEN 'moved' THEN 1
                WHEN 'changed' THEN 2 ELSE 3 END AS harm
    FROM c JOIN annotations_appearance ap ON ap.claim_id = c.id AND ap.removed_at IS NULL
    JOIN annotations_highlight h ON h.appearance_id = ap.id AND h.retired_at IS NULL
         AND h.purpose = 'claim'
    JOIN annotations_article a ON a.id = h.article_id
    LEFT JOIN annotations_anchor an ON an.highlight_id = h.id AND an.revision_id = a.current_revision_id
), ap AS (
    SELECT ap.claim_id, ap.id, ap.article_id,
           json_build_object('id', ap.id, 'article', ap.article_id, 'speaker', ap.speaker,
               'carried_by', ap.carried_by, 'said_on', ap.said_on,
               'original_words', ap.original_words, 'language', ap.language,
               'passages', json_agg(p.anchor ORDER BY p.start, p.highlight_id)) AS body
    FROM p JOIN annotations_appearance ap ON ap.id = p.appearance_id
    GROUP BY ap.id
), places AS (
    SELECT ap.claim_id, json_agg(ap.body ORDER BY ap.article_id <> c.article_id, ap.id) AS bodies
    FROM ap JOIN c ON c.id = ap.claim_id GROUP BY ap.claim_id
), first AS (
    SELECT DISTINCT ON (p.claim_id) p.claim_id, p.anchor, p.start,
           max(p.harm) OVER (PARTITION BY p.claim_id) AS worst
    FROM p ORDER BY p.claim_id, p.appearance_id, p.start, p.highlight_id
), e AS (
    SELECT e.*, s.visibility AS source_visibility, s.article_id AS source_article, s.kind,
           ((e.visibility = 'everyone' OR e.created_by_id = %(user)s OR EXISTS (
               SELECT 1 FROM annotations_evidence_shared_with w
               WHERE w.evidence_id = e.id AND w.user_id = %(user)s))
            AND (s.visibility = 'everyone' OR s.created_by_id = %(user)s OR EXISTS (
               SELECT 1 FROM annotations_source_shared_with w
               WHERE w.source_id = s.id AND w.user_id = %(user)s))) AS is_visible,
           (e.visibility = 'everyone' AND s.visibility = 'everyone') AS is_open
    FROM c JOIN annotations_evidence e ON e.claim_id = c.id AND e.removed_at IS NULL
    JOIN annotations_source s ON s.id = e.source_id
), ev AS (
    SELECT e.claim_id,
           json_agg(e.id) FILTER (
               WHERE e.is_visible AND NOT e.is_open AND e.created_by_id <> %(user)s) AS read,
           json_agg(CASE WHEN e.is_visible THEN json_build_object(
               'id', e.id, 'stance', e.stance, 'quote', e.quote, 'note', e.note,
               'visibility', e.visibility, {details},
               'source', json_build_object('id', e.source_id, 'url', e.cited_url,
                   'title', e.cited_title, 'publisher', e.cited_publisher, 'author', e.cited_author,
                   'published_at', e.cited_published_at, 'kind', e.cited_kind,
                   'visibility', e.source_visibility, 'article', e.source_article),
               'passage', CASE WHEN h.id IS NULL THEN NULL ELSE json_build_object(
                   'id', h.id, 'article', h.article_id,
                   {placed},
                   'page', h.page, 'is_gone', {gone}) END,
               'created_by', json_build_object('id', u.id, 'username', u.username, 'name', {name}),
               'created_at', e.created_at
           ) ELSE json_build_object('id', e.id, 'visibility', 'listed', 'reserved', true) END
           ORDER BY e.created_at, e.id) AS bodies
    FROM e JOIN annotations_user u ON u.id = e.created_by_id
    LEFT JOIN annotations_sourceorigin o ON o.id = e.origin_id
    LEFT JOIN annotations_highlight h ON h.id = e.passage_id
    LEFT JOIN annotations_article a ON a.id = h.article_id
    LEFT JOIN annotations_anchor an ON an.highlight_id = h.id AND an.revision_id = a.current_revision_id
    WHERE e.is_visible OR NOT (e.visibility = 'hidden' OR e.source_visibility = 'hidden')
    GROUP BY e.claim_id
), blind AS (
    SELECT DISTINCT claim_id FROM annotations_secondverdict
    WHERE person_id = %(user)s AND given_at IS NULL AND handed_back_at IS NULL
), barred AS (
    SELECT article_id FROM (SELECT DISTINCT article_id FROM c) AS found
    WHERE NOT factcheck_may_review(article_id, %(user)s)
)
SELECT coalesce(json_agg(json_build_object(
    'id', c.id, 'article', c.article_id, 'statement', c.statement, 'asserts', c.asserts,
    'asserts_chosen', c.asserts_chosen, 'attribution', c.attribution,
    'claimant', c.claimant, 'claimant_kind', c.claimant_kind, 'claimed_on', c.claimed_on,
    'linked', c.linked_id,
    'origin', CASE WHEN co.id IS NULL THEN NULL ELSE json_build_object('id', co.id, 'name', co.name) END,
    'anchor', first.anchor,
    'anchor_state', (ARRAY['anchored', 'moved', 'changed', 'orphaned'])[first.worst + 1],
    'appearances', coalesce(places.bodies, '[]'),
    'verdict', CASE WHEN r.id IS NULL THEN NULL ELSE json_build_object('slug', r.slug,
        'version', r.version, 'label', r.label, 'labels', r.labels, 'number', r.number, 'look', r.look) END,
    'explanation', coalesce(v.explanation, ''), 'proposed_wording', coalesce(v.proposed_wording, ''),
    'state', c.state, 'approval', c.approval, 'on_hold', c.on_hold, 'hold_reason', c.hold_reason, 'publish_at', c.publish_at,
    'publication', CASE WHEN pub.id IS NULL THEN NULL ELSE json_build_object(
        'version', pub.version, 'url', %(public_url)s || '/factchecks/' || pub.slug || '/',
        'at', pub.published_at, 'withdrawn_at', pub.withdrawn_at) END,
    'evidence', coalesce(ev.bodies, '[]'), 'figures', coalesce(({figures}), '[]'),
    'publish_problem', c.publish_problem,
    'correction', CASE WHEN c.correction_kind <> '' THEN json_build_object(
        'kind', c.correction_kind, 'note', c.correction_note) END,
    'claimant_corrected', CASE WHEN c.claimant_corrected_on IS NOT NULL THEN json_build_object(
        'on', c.claimant_corrected_on, 'url', c.claimant_corrected_url,
        'note', c.claimant_corrected_note) END,
    'returned', CASE WHEN c.state = 'changes_requested' AND blind.claim_id IS NULL THEN (
        SELECT json_build_object('comment', d.comment, 'by', coalesce(nullif(du.full_name, ''), du.username), 'at', d.created_at)
        FROM annotations_reviewdecision d JOIN annotations_user du ON du.id = d.decided_by_id
        WHERE d.claim_id = c.id AND d.kind = 'request_changes'
        ORDER BY d.created_at DESC LIMIT 1) END,
    'first_approval', CASE WHEN fd.id IS NOT NULL THEN json_build_object('by', json_build_object('id', fu.id,
        'username', fu.username, 'name', coalesce(nullif(fu.full_name, ''), fu.username)), 'at', fd.created_at) END,
    'first_approval_lapsed', CASE WHEN fd.id IS NULL AND room.review_steps > 1
            AND (c.state = 'in_review' OR c.approval = 'stale') THEN (
        SELECT json_build_object('by', json_build_object('id', du.id, 'username', du.username,
            'name', coalesce(nullif(du.full_name, ''), du.username)), 'at', d.created_at)
        FROM (SELECT * FROM annotations_reviewdecision WHERE claim_id = c.id ORDER BY created_at DESC LIMIT 1) AS d
        JOIN annotations_user du ON du.id = d.decided_by_id WHERE d.kind = 'approve' AND d.step < d.steps) END,
    'other_desk', barred.article_id IS NOT NULL
        AND (c.state IN ('in_review', 'approved') OR c.approval = 'stale'),
    'rating_blind', blind.claim_id IS NOT NULL,
    'is_author', %(user)s::uuid = ANY (c.contributors),
    'created_by', json_build_object('id', u.id, 'username', u.username, 'name', {name}),
    'assignee', CASE WHEN au.id IS NULL THEN NULL ELSE json_build_object('id', au.id,
        'username', au.username, 'name', coalesce(nullif(au.full_name, ''), au.username)) END,
    'reviewer', CASE WHEN wu.id IS NULL THEN NULL ELSE json_build_object('id', wu.id,
        'username', wu.username, 'name', coalesce(nullif(wu.full_name, ''), wu.username)) END,
    'reviewing', CASE WHEN tu.id IS NULL THEN NULL ELSE json_build_object('by', json_build_object('id', tu.id,
        'username', tu.username, 'name', coalesce(nullif(tu.full_name, ''), tu.username)), 'since', c.taken_at) END,
    'deadline_at', c.deadline_at, 'priority', c.priority,
    'created_at', c.created_at, 'changed_at', c.changed_at, 'submitted_at', c.submitted_at,
    'version', c.version,
    'reserved_for', CASE WHEN ru.id IS NOT NULL AND (ru.id = %(user)s
            OR %(user)s = c.created_by_id OR %(user)s = ANY (c.contributors)) THEN json_build_object('id', ru.id,
        'username', ru.username, 'name', coalesce(nullif(ru.full_name, ''), ru.username)) END,
    'reserved', (c.state = 'in_review' OR c.approval = 'stale')
        AND NOT %(user)s = ANY (c.contributors)
        AND (coalesce(c.reserved_for_id <> %(user)s, false)
             OR c.reserved_version > 0 AND NOT factcheck_sees_all(c.id, %(user)s)),
    'etag', '"' || c.version || coalesce('-' || CASE WHEN c.reserved_version > 0
        THEN factcheck_reserved_tag(c.id, %(user)s) END, '') || '"'
) ORDER BY first.start NULLS LAST, c.id), '[]')::text,
json_agg(json_build_array(c.id, ev.read)) FILTER (WHERE ev.read IS NOT NULL)
FROM c
LEFT JOIN first ON first.claim_id = c.id
LEFT JOIN places ON places.claim_id = c.id
LEFT JOIN ev ON ev.claim_id = c.id
LEFT JOIN blind ON blind.claim_id = c.id
LEFT JOIN barred ON barred.article_id = c.article_id
CROSS JOIN annotations_newsroom room
LEFT JOIN annotations_reviewdecision fd ON fd.id = c.first_approval_id AND room.review_steps > 1
LEFT JOIN annotations_user fu ON fu.id = fd.decided_by_id
LEFT JOIN annotations_verdict v ON v.id = c.verdict_id AND blind.claim_id IS NULL
LEFT JOIN annotations_rating r ON r.id = v.rating_id
LEFT JOIN annotations_publication pub ON pub.id = c.publication_id
LEFT JOIN annotations_user ru ON ru.id = c.reserved_for_id
LEFT JOIN annotations_user au ON au.id = c.assignee_id
LEFT JOIN annotations_user wu ON wu.id = c.reviewer_id
LEFT JOIN annotations_user tu ON tu.id = c.taken_by_id
    -- As `annotations.review.taking.taken_now` says.
    AND c.taken_seen_at > now() - interval '30 minutes' AND c.taken_at >= c.waiting_since
    AND (c.state = 'in_review' OR c.approval = 'stale')
    AND NOT EXISTS (SELECT 1 FROM annotations_reviewdecision fx
                    WHERE fx.id = c.first_approval_id AND fx.decided_by_id = c.taken_by_id)
LEFT JOIN annotations_sourceorigin co ON co.id = c.origin_id
JOIN annotations_user u ON u.id = c.created_by_id
"""

# A passage `h` as its anchor `an` in the newest text says; without one it stands where it was confirmed.
_PLACED = """
'revision', coalesce(an.revision_id, h.revision_id),
'state', coalesce(an.state, 'anchored'),
'change', nullif(an.change, ''),
'context', coalesce(an.context, 'same'),
'start', CASE WHEN an.id IS NULL THEN h.start ELSE an.start END,
'end', CASE WHEN an.id IS NULL THEN h."end" ELSE an."end" END,
'exact', CASE WHEN an.id IS NULL OR an.state = 'orphaned' THEN h.exact ELSE an.exact END,
'prefix', CASE WHEN an.id IS NULL OR an.state = 'orphaned' THEN h.prefix ELSE an.prefix END,
'suffix', CASE WHEN an.id IS NULL OR an.state = 'orphaned' THEN h.suffix ELSE an.suffix END,
'confirmed', CASE WHEN an.id IS NULL THEN NULL ELSE h.exact END
"""
# What an evidence says of how it was obtained; whom to call only those who do the calling are told.
_DETAILS = """
'is_primary', e.is_primary, 'quote_original', e.quote_original,
'quote_language', e.quote_language, 'quote_translator', e.quote_translator,
'channel', e.channel, 'obtained_at', e.obtained_at,
'contact', CASE WHEN %(edits)s THEN e.contact ELSE '' END,
'origin', CASE WHEN o.id IS NULL THEN NULL ELSE json_build_object('id', o.id, 'name', o.name) END,
'attachments', (
    SELECT coalesce(json_agg(json_build_object('id', t.id, 'filename', t.filename,
        'media_type', t.media_type, 'size', b.size, 'sha256', b.sha256) ORDER BY t.id), '[]')
    FROM annotations_attachment t JOIN annotations_blob b ON b.sha256 = t.blob_id
    WHERE t.evidence_id = e.id AND t.removed_at IS NULL)
"""
# Let go, and its words do not stand in the newest text (they may have come back).
_GONE = (
    "(h.gone_at IS NOT NULL AND coalesce(an.state = 'orphaned' OR an.change = 'wording', false))"
)
_NAME = "coalesce(nullif(u.full_name, ''), u.username)"
_WHERE = {
    "article": (
        "(article_id = %(id)s OR id IN (SELECT x.claim_id FROM annotations_appearance x"
        " WHERE x.article_id = %(id)s AND x.removed_at IS NULL))"
    ),
    "claims": "id = ANY (%(ids)s)",
}


def claims_json(user: User, article_id: UUID, names: frozenset[str] | None = None) -> str:
    """Every claim that appears in an article, in text order, as a JSON array.

    Args:
        user: who reads.
        article_id: the article.
        names: only these fields of each; None: all.

    Returns:
        JSON text, ready to send: nothing of it is parsed in Python.
    """
    return _query("article", {"id": article_id}, user, names)


def claims_of(
    user: User, ids: list[UUID], names: frozenset[str] | None = None
) -> list[dict[str, Any]]:
    """The named claims as dicts, in the order of `ids`; unknown ones are left out.

    With `names`, only these fields of each, and the id.
    """
    if not ids:
        return []
    wanted = names | {"id"} if names is not None else None
    found = json.loads(_query("claims", {"ids": ids}, user, wanted))
    by_id = {claim["id"]: claim for claim in found}
    return [by_id[str(claim_id)] for claim_id in ids if str(claim_id) in by_id]


def claim_json(user: User, claim_id: UUID) -> dict[str, Any] | None:
    """One claim as a dict (see `claims_of`), or None."""
    return next(iter(claims_of(user, [claim_id])), None)


def _query(
    which: str, arguments: dict[str, Any], user: User, names: frozenset[str] | None = None
) -> str:
    sql = _CLAIMS.format(
        where=_WHERE[which],
        name=_NAME,
        placed=_PLACED,
        gone=_GONE,
        details=_DETAILS,
        figures=FIGURES,
    )
    if names is not None:
        sql = thinned(sql, names)
    with connection.cursor() as cursor:
        told_to: dict[str, Any] = {
            "user": user.pk,
            "edits": can_edit(user),
            "public_url": settings.PUBLIC_URL,
        }
        cursor.execute(sql, arguments | told_to)
        row = cursor.fetchone()
    if row and row[1]:
        saw(user, list(_read(row[1])))
    return str(row[0]) if row else "[]"


def _read(rows: Any) -> Iterator[Read]:
    """What others keep confidential and this query shows (see `evidence.reading`)."""
    for claim, things in json.loads(rows) if isinstance(rows, str) else rows:
        for thing in things:
            yield Read("evidence", UUID(thing), UUID(claim))
