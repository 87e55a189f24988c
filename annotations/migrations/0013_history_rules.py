"""What holds whatever door is used: erasing from the record, legal holds."""

from django.db import migrations

FORWARD = r"""
-- What a legal hold covers -------------------------------------------------------------------------
CREATE FUNCTION factcheck_held_claims() RETURNS TABLE (claim uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH matter AS (
        SELECT id FROM annotations_legalmatter WHERE holds AND closed_at IS NULL
    ), article AS (
        SELECT a.article_id FROM annotations_legalmatter_articles a
        JOIN matter ON matter.id = a.legalmatter_id
    )
    SELECT c.claim_id FROM annotations_legalmatter_claims c
        JOIN matter ON matter.id = c.legalmatter_id
    UNION SELECT c.id FROM annotations_claim c JOIN article ON article.article_id = c.article_id
    UNION SELECT x.claim_id FROM annotations_appearance x
        JOIN article ON article.article_id = x.article_id
$$;

-- Those of the entries that a hold covers: of a held claim or article, of an article in which a held claim appears, of a
-- source (and its archived copy) that evidence of a held claim rests on, and of the evidence itself.
CREATE FUNCTION factcheck_held_entries(seqs bigint[]) RETURNS TABLE (seq bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH held AS MATERIALIZED (SELECT claim FROM factcheck_held_claims()),
    evidence AS MATERIALIZED (
        SELECT e.id, e.source_id, e.origin_id FROM annotations_evidence e
        JOIN held ON held.claim = e.claim_id
    ), source AS MATERIALIZED (
        SELECT s.id, s.article_id, s.merged_into_id, s.origin_id FROM annotations_source s
        WHERE s.id IN (SELECT source_id FROM evidence)
           OR s.id IN (SELECT m.merged_into_id FROM annotations_source m
                       WHERE m.id IN (SELECT source_id FROM evidence))
    ), article AS MATERIALIZED (
        SELECT a.article_id AS id FROM annotations_legalmatter_articles a
            JOIN annotations_legalmatter m ON m.id = a.legalmatter_id
            WHERE m.holds AND m.closed_at IS NULL
        UNION SELECT c.article_id FROM annotations_claim c JOIN held ON held.claim = c.id
        UNION SELECT x.article_id FROM annotations_appearance x JOIN held ON held.claim = x.claim_id
        UNION SELECT s.article_id FROM source s WHERE s.article_id IS NOT NULL
    )
    SELECT h.seq FROM annotations_historyentry h
    WHERE h.seq = ANY (seqs) AND (
        h.claim_id IN (SELECT claim FROM held)
        OR h.article_id IN (SELECT id FROM article)
        OR h.object_type = 'claim' AND h.object_id IN (SELECT claim::text FROM held)
        OR h.object_type = 'article' AND h.object_id IN (SELECT id::text FROM article)
        OR h.object_type = 'evidence' AND h.object_id IN (SELECT id::text FROM evidence)
        OR h.object_type = 'source' AND h.object_id IN (SELECT id::text FROM source)
        OR h.object_type = 'sourceorigin' AND h.object_id IN (
            SELECT origin_id::text FROM evidence UNION SELECT origin_id::text FROM source)
        -- A matter's own record is held as long as it holds.
        OR h.object_type = 'legalmatter' AND h.object_id IN (
            SELECT m.id::text FROM annotations_legalmatter m WHERE m.holds AND m.closed_at IS NULL)
    )
$$;

-- A payload is only ever emptied, and only where the chain itself names who did it and why -------------
DROP TRIGGER factcheck_immutable ON annotations_historypayload;
CREATE FUNCTION factcheck_payload_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.seq <> OLD.seq OR NEW.salt IS NOT NULL OR NEW.body IS NOT NULL THEN
        RAISE EXCEPTION '% of % is refused: its rows are kept as they were written', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM annotations_erasure e
        JOIN annotations_historyentry h ON h.object_type = 'erasure' AND h.object_id = e.id::text
            AND h.verb = 'erased' AND h.seq > NEW.seq
        WHERE e.seqs @> to_jsonb(NEW.seq)
    ) THEN
        RAISE EXCEPTION 'entry % is erased only by an entry that says so', NEW.seq
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM annotations_historyentry h WHERE h.seq = NEW.seq AND h.verb = 'erased') THEN
        RAISE EXCEPTION 'entry % tells of an erasure and stays', NEW.seq
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM factcheck_held_entries(ARRAY[NEW.seq])) THEN
        RAISE EXCEPTION 'entry % is under a legal hold', NEW.seq USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER factcheck_immutable BEFORE UPDATE OR DELETE ON annotations_historypayload
    FOR EACH ROW EXECUTE FUNCTION factcheck_payload_guard();

CREATE FUNCTION factcheck_erase(
    erasure uuid, actor uuid, door text, about text, reason text, object_type text, object_id text,
    entries bigint[], salt bytea, body text
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
-- The only way to empty a payload: writes who and why into the chain first.
DECLARE number bigint;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM annotations_user u
                   WHERE u.id = actor AND u.is_active AND u.role = 'admin') THEN
        RAISE EXCEPTION 'only administrators erase' USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO annotations_erasure
        (id, about, reason, object_type, object_id, seqs, done_by_id, created_at)
    VALUES (erasure, about, reason, object_type, object_id, to_jsonb(entries), actor, now());
    number := factcheck_record(actor, door, 'erased', 'erasure', erasure::text, NULL, NULL, salt, body);
    UPDATE annotations_historypayload SET salt = NULL, body = NULL
        WHERE annotations_historypayload.seq = ANY (entries)
          AND annotations_historypayload.body IS NOT NULL;
    RETURN number;
END $$;

-- A source is merged into another or kept to oneself, never deleted ---------------------------------------
CREATE TRIGGER factcheck_never_deleted BEFORE DELETE ON annotations_source
    FOR EACH ROW EXECUTE FUNCTION factcheck_refuse_change();
CREATE TRIGGER factcheck_never_emptied BEFORE TRUNCATE ON annotations_source
    FOR EACH STATEMENT EXECUTE FUNCTION factcheck_refuse_change();
CREATE TRIGGER factcheck_never_deleted BEFORE DELETE ON annotations_sourceorigin
    FOR EACH ROW EXECUTE FUNCTION factcheck_refuse_change();
CREATE TRIGGER factcheck_never_emptied BEFORE TRUNCATE ON annotations_sourceorigin
    FOR EACH STATEMENT EXECUTE FUNCTION factcheck_refuse_change();

-- What was once closed stays as it was; who opened a matter stays its opener -----------------------------
CREATE FUNCTION factcheck_matter_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.closed_at IS NOT NULL THEN
        RAISE EXCEPTION 'a closed matter stays as it is' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.created_by_id, NEW.created_at) IS DISTINCT FROM (OLD.created_by_id, OLD.created_at) THEN
        RAISE EXCEPTION 'who opened a matter stays' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER factcheck_matter_guard BEFORE UPDATE ON annotations_legalmatter
    FOR EACH ROW EXECUTE FUNCTION factcheck_matter_guard();

-- A dossier is made once.
CREATE FUNCTION factcheck_dossier_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.finished_at IS NOT NULL THEN
        RAISE EXCEPTION 'a dossier stays as it was made' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER factcheck_dossier_guard BEFORE UPDATE ON annotations_dossier
    FOR EACH ROW EXECUTE FUNCTION factcheck_dossier_guard();
"""

REVERSE = r"""
DROP TRIGGER factcheck_never_deleted ON annotations_source;
DROP TRIGGER factcheck_never_emptied ON annotations_source;
DROP TRIGGER factcheck_never_deleted ON annotations_sourceorigin;
DROP TRIGGER factcheck_never_emptied ON annotations_sourceorigin;
DROP FUNCTION factcheck_dossier_guard, factcheck_matter_guard, factcheck_erase, factcheck_payload_guard CASCADE;
DROP FUNCTION factcheck_held_entries, factcheck_held_claims;
CREATE TRIGGER factcheck_immutable BEFORE UPDATE OR DELETE ON annotations_historypayload
    FOR EACH ROW EXECUTE FUNCTION factcheck_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("annotations", "0012_own_copy_rules")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
