"""The rules that hold whatever door is used: history, immutability, four eyes, transitions."""

from django.db import migrations

FORWARD = r"""
CREATE TABLE factcheck_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX factcheck_cache_expires ON factcheck_cache (expires);

-- Waiting work tells the dispatcher at commit ------------------------------------------------------
CREATE FUNCTION factcheck_work_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NOTIFY factcheck_work;
    RETURN NULL;
END $$;
CREATE TRIGGER factcheck_work_notify AFTER INSERT ON annotations_work
    FOR EACH STATEMENT EXECUTE FUNCTION factcheck_work_notify();

-- History: one chain, gap-free numbers in commit order -------------------------------------------
INSERT INTO annotations_historyhead (id, seq, hash) VALUES (1, 0, '\x');

CREATE FUNCTION factcheck_history_hash(
    seq bigint, at timestamptz, actor uuid, door text, verb text, object_type text, object_id text,
    article uuid, claim uuid, digest bytea, previous bytea
) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(convert_to(
        array_to_string(ARRAY[
            seq::text, ((extract(epoch FROM at) * 1000000)::bigint)::text, actor::text, door, verb,
            object_type, object_id, article::text, claim::text
        ], E'\x1f', '-'), 'UTF8') || '\x1e'::bytea || digest || previous)
$$;

CREATE FUNCTION factcheck_history_seal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE head record;
BEGIN
    UPDATE annotations_historyhead SET seq = annotations_historyhead.seq + 1 WHERE id = 1
        RETURNING seq, hash INTO head;
    NEW.seq := head.seq;
    NEW.at := clock_timestamp();
    NEW.previous_hash := head.hash;
    NEW.hash := factcheck_history_hash(NEW.seq, NEW.at, NEW.actor_id, NEW.door, NEW.verb,
        NEW.object_type, NEW.object_id, NEW.article_id, NEW.claim_id, NEW.digest, NEW.previous_hash);
    UPDATE annotations_historyhead SET hash = NEW.hash WHERE id = 1;
    RETURN NEW;
END $$;
CREATE TRIGGER factcheck_history_seal BEFORE INSERT ON annotations_historyentry
    FOR EACH ROW EXECUTE FUNCTION factcheck_history_seal();

CREATE FUNCTION factcheck_record(
    actor uuid, door text, verb text, object_type text, object_id text, article uuid, claim uuid,
    salt bytea, body text
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE number bigint;
BEGIN
    INSERT INTO annotations_historyentry
        (seq, at, actor_id, door, verb, object_type, object_id, article_id, claim_id, digest,
         previous_hash, hash)
    VALUES (0, now(), actor, door, verb, object_type, object_id, article, claim,
            sha256(salt || convert_to(body, 'UTF8')), '\x', '\x')
    RETURNING seq INTO number;
    INSERT INTO annotations_historypayload (seq, salt, body) VALUES (number, salt, body);
    RETURN number;
END $$;

-- What is never changed ---------------------------------------------------------------------------
CREATE FUNCTION factcheck_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: its rows are kept as they were written', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['historyentry', 'historypayload', 'articlerevision', 'snapshot',
                                'blob', 'reviewdecision'] LOOP
        EXECUTE format('CREATE TRIGGER factcheck_immutable BEFORE UPDATE OR DELETE ON annotations_%s
            FOR EACH ROW EXECUTE FUNCTION factcheck_refuse_change()', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['historyentry', 'historypayload', 'historyhead', 'articlerevision',
                                'snapshot', 'blob', 'reviewdecision', 'verdict', 'publication',
                                'claim', 'evidence', 'highlight', 'article'] LOOP
        EXECUTE format('CREATE TRIGGER factcheck_never_emptied BEFORE TRUNCATE ON annotations_%s
            FOR EACH STATEMENT EXECUTE FUNCTION factcheck_refuse_change()', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['verdict', 'publication', 'claim', 'evidence', 'highlight',
                                'appearance', 'article', 'rating', 'historyhead'] LOOP
        EXECUTE format('CREATE TRIGGER factcheck_never_deleted BEFORE DELETE ON annotations_%s
            FOR EACH ROW EXECUTE FUNCTION factcheck_refuse_change()', name);
    END LOOP;
END $$;

CREATE FUNCTION factcheck_only_these_change() RETURNS trigger LANGUAGE plpgsql AS $$
-- Arguments: the columns that may still change.
BEGIN
    IF (to_jsonb(NEW) - TG_ARGV) IS DISTINCT FROM (to_jsonb(OLD) - TG_ARGV) THEN
        RAISE EXCEPTION 'only % of % may change', TG_ARGV, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER factcheck_kept BEFORE UPDATE ON annotations_verdict
    FOR EACH ROW EXECUTE FUNCTION factcheck_only_these_change('superseded_at');
CREATE TRIGGER factcheck_kept BEFORE UPDATE ON annotations_publication
    FOR EACH ROW EXECUTE FUNCTION factcheck_only_these_change(
        'superseded_at', 'withdrawn_at', 'withdrawn_by_id', 'withdrawn_reason');
CREATE TRIGGER factcheck_kept BEFORE UPDATE ON annotations_rating
    FOR EACH ROW EXECUTE FUNCTION factcheck_only_these_change('retired_at', 'position');

-- Claims: transitions, approval of exact bytes, four eyes -------------------------------------------
CREATE FUNCTION factcheck_claim_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE decision record;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' OR NEW.approval <> 'none' THEN
            RAISE EXCEPTION 'a claim begins as a draft' USING ERRCODE = 'check_violation';
        END IF;
        IF NOT NEW.created_by_id = ANY (NEW.contributors) THEN
            RAISE EXCEPTION 'who makes a claim is its first contributor'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.state <> OLD.state AND NOT (OLD.state, NEW.state) IN (
        ('draft', 'in_review'), ('changes_requested', 'in_review'), ('in_review', 'draft'),
        ('in_review', 'changes_requested'), ('approved', 'changes_requested'),
        ('in_review', 'approved'), ('approved', 'published'), ('approved', 'draft'),
        ('published', 'draft'), ('withdrawn', 'draft'), ('published', 'withdrawn')
    ) THEN
        RAISE EXCEPTION 'a claim cannot go from % to %', OLD.state, NEW.state
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state IN ('draft', 'in_review', 'changes_requested') AND NEW.approval <> 'none' THEN
        RAISE EXCEPTION 'a claim in state % has no approval', NEW.state
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.approval_decision_id IS NOT NULL THEN
        SELECT * INTO decision FROM annotations_reviewdecision WHERE id = NEW.approval_decision_id;
        IF decision.claim_id <> NEW.id OR decision.kind <> 'approve'
           OR decision.content_sha256 <> NEW.content_sha256 THEN
            RAISE EXCEPTION 'the approval judged other content' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF NEW.approval_decision_id IS DISTINCT FROM OLD.approval_decision_id
       AND NEW.approval_decision_id IS NOT NULL THEN
        IF decision.decided_by_id = ANY (OLD.contributors) THEN
            RAISE EXCEPTION 'nobody approves their own work' USING ERRCODE = 'check_violation';
        END IF;
    ELSE
        IF NOT NEW.contributors @> OLD.contributors THEN
            RAISE EXCEPTION 'contributors are forgotten only by a new approval'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.approval = 'valid' AND OLD.approval <> 'valid' THEN
            RAISE EXCEPTION 'an approval becomes valid only by a decision'
                USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF NEW.approval = 'valid' AND OLD.approval = 'valid'
       AND NEW.approval_decision_id IS NOT DISTINCT FROM OLD.approval_decision_id
       AND (NEW.statement, NEW.asserts, NEW.claimant, NEW.claimant_kind, NEW.claimed_on,
            NEW.verdict_id, NEW.article_id)
           IS DISTINCT FROM
           (OLD.statement, OLD.asserts, OLD.claimant, OLD.claimant_kind, OLD.claimed_on,
            OLD.verdict_id, OLD.article_id) THEN
        RAISE EXCEPTION 'an approved claim changes only by giving up its approval'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER factcheck_claim_guard BEFORE INSERT OR UPDATE ON annotations_claim
    FOR EACH ROW EXECUTE FUNCTION factcheck_claim_guard();

CREATE FUNCTION factcheck_decision_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE claim record; reviewer record;
BEGIN
    SELECT * INTO claim FROM annotations_claim WHERE id = NEW.claim_id FOR UPDATE;
    SELECT * INTO reviewer FROM annotations_user WHERE id = NEW.decided_by_id;
    IF reviewer.role NOT IN ('reviewer', 'admin') OR NOT reviewer.is_active THEN
        RAISE EXCEPTION 'only reviewers decide' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.kind = 'approve' THEN
        IF NEW.decided_by_id = ANY (claim.contributors) THEN
            RAISE EXCEPTION 'nobody approves their own work' USING ERRCODE = 'check_violation';
        END IF;
        IF NOT NEW.authors @> claim.contributors THEN
            RAISE EXCEPTION 'a decision names the authors it judged'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NOT (claim.state = 'in_review' OR claim.approval = 'stale') THEN
            RAISE EXCEPTION 'only what is in review is approved' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF NEW.content_sha256 <> encode(sha256(convert_to(NEW.content, 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'the hash is not that of the content' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER factcheck_decision_guard BEFORE INSERT ON annotations_reviewdecision
    FOR EACH ROW EXECUTE FUNCTION factcheck_decision_guard();

CREATE FUNCTION factcheck_publication_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE decision record; claim record; publisher record;
BEGIN
    SELECT * INTO decision FROM annotations_reviewdecision WHERE id = NEW.decision_id;
    SELECT c.approval, c.approval_decision_id, a.purpose INTO claim
        FROM annotations_claim c JOIN annotations_article a ON a.id = c.article_id
        WHERE c.id = NEW.claim_id;
    SELECT * INTO publisher FROM annotations_user WHERE id = NEW.published_by_id;
    IF claim.purpose <> 'others' THEN
        RAISE EXCEPTION 'our own copy is never published as a check' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM annotations_appearance x JOIN annotations_article a ON a.id = x.article_id
        WHERE x.claim_id = NEW.claim_id AND x.removed_at IS NULL AND a.purpose <> 'others'
    ) OR EXISTS (
        SELECT 1 FROM annotations_evidence e JOIN annotations_source s ON s.id = e.source_id
        JOIN annotations_article a ON a.id = s.article_id
        WHERE e.claim_id = NEW.claim_id AND e.removed_at IS NULL AND a.purpose <> 'others'
    ) THEN
        RAISE EXCEPTION 'our own copy is never published within a check'
            USING ERRCODE = 'check_violation';
    END IF;
    IF decision.claim_id <> NEW.claim_id OR decision.kind <> 'approve'
       OR claim.approval <> 'valid' OR claim.approval_decision_id <> NEW.decision_id THEN
        RAISE EXCEPTION 'only what is validly approved is published'
            USING ERRCODE = 'check_violation';
    END IF;
    IF publisher.role NOT IN ('reviewer', 'admin') OR NOT publisher.is_active
       OR NEW.published_by_id = ANY (decision.authors) THEN
        RAISE EXCEPTION 'reviewers publish other people''s work' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER factcheck_publication_guard BEFORE INSERT ON annotations_publication
    FOR EACH ROW EXECUTE FUNCTION factcheck_publication_guard();

CREATE FUNCTION factcheck_judged_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE found text;
BEGIN
    SELECT state INTO found FROM annotations_claim WHERE id = NEW.claim_id FOR UPDATE;
    IF found IN ('approved', 'published', 'withdrawn') THEN
        RAISE EXCEPTION 'a claim in state % keeps its %', found, TG_TABLE_NAME
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['evidence', 'verdict', 'appearance'] LOOP
        EXECUTE format('CREATE TRIGGER factcheck_judged_guard BEFORE INSERT OR UPDATE
            ON annotations_%s FOR EACH ROW EXECUTE FUNCTION factcheck_judged_guard()', name);
    END LOOP;
END $$;
"""

REVERSE = r"""
DROP TABLE factcheck_cache;
DROP FUNCTION factcheck_work_notify, factcheck_judged_guard, factcheck_publication_guard, factcheck_decision_guard,
    factcheck_claim_guard, factcheck_only_these_change, factcheck_refuse_change, factcheck_record,
    factcheck_history_seal, factcheck_history_hash CASCADE;
DELETE FROM annotations_historyhead;
"""


class Migration(migrations.Migration):
    dependencies = [("annotations", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
