"""What holds whatever door is used: clearing our own copy, signing articles off."""

from django.db import migrations

FORWARD = r"""
-- Who may not sign an article off: whoever wrote it or checked it ----------------------------------
CREATE FUNCTION factcheck_claims_in(article uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT DISTINCT c.id FROM annotations_claim c
    JOIN annotations_appearance x ON x.claim_id = c.id AND x.removed_at IS NULL
    WHERE x.article_id = article AND c.deleted_at IS NULL
$$;

CREATE FUNCTION factcheck_checkers_of(article uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH claims AS MATERIALIZED (SELECT factcheck_claims_in(article) AS id)
    SELECT unnest(c.contributors) FROM annotations_claim c JOIN claims USING (id)
    UNION SELECT c.created_by_id FROM annotations_claim c JOIN claims USING (id)
    UNION SELECT unnest(d.authors) FROM annotations_reviewdecision d JOIN claims ON claims.id = d.claim_id
    UNION SELECT v.person_id FROM annotations_verdict v JOIN claims ON claims.id = v.claim_id
    UNION SELECT e.created_by_id FROM annotations_evidence e JOIN claims ON claims.id = e.claim_id
        WHERE e.removed_at IS NULL
    UNION SELECT k.decided_by_id FROM annotations_coverage k
        JOIN annotations_highlight h ON h.id = k.highlight_id
        WHERE h.article_id = article AND h.retired_at IS NULL
$$;

CREATE FUNCTION factcheck_writers_of(article uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT w.user_id FROM annotations_article_writers w WHERE w.article_id = article
    UNION SELECT a.created_by_id FROM annotations_article a
        WHERE a.id = article AND a.created_by_id IS NOT NULL
    UNION SELECT u.id FROM annotations_article a
        CROSS JOIN unnest(a.writer_names) AS name
        JOIN annotations_user u ON lower(name) IN (lower(u.full_name), lower(u.username))
        WHERE a.id = article
$$;

-- A sign-off: by another person, of the newest text, of nothing unfinished --------------------------
CREATE FUNCTION factcheck_sign_off_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE article record; reviewer record;
BEGIN
    SELECT * INTO article FROM annotations_article WHERE id = NEW.article_id FOR UPDATE;
    PERFORM 1 FROM annotations_claim WHERE id IN (SELECT factcheck_claims_in(NEW.article_id))
        ORDER BY id FOR UPDATE;
    SELECT * INTO reviewer FROM annotations_user WHERE id = NEW.by_id;
    IF reviewer.role NOT IN ('reviewer', 'admin') OR NOT reviewer.is_active THEN
        RAISE EXCEPTION 'only reviewers sign an article off' USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.kind = 'cleared') <> (article.purpose = 'own') THEN
        RAISE EXCEPTION 'our own copy is cleared, other articles are signed off'
            USING ERRCODE = 'check_violation';
    END IF;
    IF article.current_revision_id IS DISTINCT FROM NEW.revision_id THEN
        RAISE EXCEPTION 'only the newest text is signed off' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.by_id IN (SELECT factcheck_checkers_of(NEW.article_id)) THEN
        RAISE EXCEPTION 'nobody signs off what they checked' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.kind = 'cleared' AND NEW.by_id IN (SELECT factcheck_writers_of(NEW.article_id)) THEN
        RAISE EXCEPTION 'nobody clears what they wrote' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM annotations_claim WHERE approval <> 'valid'
               AND id IN (SELECT factcheck_claims_in(NEW.article_id))) THEN
        RAISE EXCEPTION 'a claim of the article is not approved' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.content_sha256 <> encode(sha256(convert_to(NEW.content, 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'the hash is not that of the content' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'a sign-off begins in force' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER factcheck_sign_off_guard BEFORE INSERT ON annotations_signoff
    FOR EACH ROW EXECUTE FUNCTION factcheck_sign_off_guard();

CREATE FUNCTION factcheck_sign_off_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (to_jsonb(NEW) - ARRAY['ended_at', 'ended_why', 'ended_by_id'])
       IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['ended_at', 'ended_why', 'ended_by_id']) THEN
        RAISE EXCEPTION 'a sign-off is kept as it was given' USING ERRCODE = 'restrict_violation';
    END IF;
    -- In the transaction that ends it the reason may still be told better, and by whom.
    IF OLD.ended_at IS NOT NULL AND (NEW.ended_at IS DISTINCT FROM OLD.ended_at
                                     OR OLD.ended_at <> transaction_timestamp()) THEN
        RAISE EXCEPTION 'a sign-off that ended stays so' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.ended_at IS NULL) <> (NEW.ended_why = '') THEN
        RAISE EXCEPTION 'why a sign-off ended is told' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER factcheck_kept BEFORE UPDATE ON annotations_signoff
    FOR EACH ROW EXECUTE FUNCTION factcheck_sign_off_kept();

-- What ends it, in the transaction of what ends it ---------------------------------------------------
CREATE FUNCTION factcheck_end_sign_off(article uuid, why text) RETURNS void LANGUAGE sql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    UPDATE annotations_signoff SET ended_at = transaction_timestamp(), ended_why = why
    WHERE article_id = article AND ended_at IS NULL
$$;

CREATE FUNCTION factcheck_text_ends_sign_off() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    -- Re-anchoring comes first in that transaction and gave a lesser reason.
    UPDATE annotations_signoff SET ended_at = transaction_timestamp(), ended_why = 'new_revision'
        WHERE article_id = NEW.id AND (ended_at IS NULL OR ended_at = transaction_timestamp());
    RETURN NULL;
END $$;
CREATE TRIGGER factcheck_text_ends_sign_off AFTER UPDATE OF current_revision_id ON annotations_article
    FOR EACH ROW WHEN (OLD.current_revision_id IS DISTINCT FROM NEW.current_revision_id)
    EXECUTE FUNCTION factcheck_text_ends_sign_off();

CREATE FUNCTION factcheck_claim_ends_sign_off() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF OLD.deleted_at IS NOT NULL THEN
        -- Brought back: a sign-off under way does not see it yet, and holds the article.
        PERFORM 1 FROM annotations_article WHERE id IN (
            SELECT article_id FROM annotations_appearance WHERE claim_id = NEW.id AND removed_at IS NULL
        ) ORDER BY id FOR KEY SHARE;
    END IF;
    PERFORM factcheck_end_sign_off(found.article_id, 'claim_changed')
        FROM (SELECT DISTINCT article_id FROM annotations_appearance
              WHERE claim_id = NEW.id AND removed_at IS NULL) AS found;
    RETURN NULL;
END $$;
-- Whatever is judged of a claim changes only by giving up its approval (factcheck_claim_guard).
CREATE TRIGGER factcheck_claim_ends_sign_off AFTER UPDATE OF approval, deleted_at ON annotations_claim
    FOR EACH ROW WHEN ((OLD.approval = 'valid' AND NEW.approval <> 'valid')
                       OR OLD.deleted_at IS DISTINCT FROM NEW.deleted_at)
    EXECUTE FUNCTION factcheck_claim_ends_sign_off();

CREATE FUNCTION factcheck_place_ends_sign_off() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        -- A sign-off under way holds the article: what it does not see yet waits for it, and ends it then.
        PERFORM 1 FROM annotations_article WHERE id = NEW.article_id FOR KEY SHARE;
    END IF;
    PERFORM factcheck_end_sign_off(NEW.article_id, 'claim_changed');
    RETURN NULL;
END $$;
CREATE TRIGGER factcheck_place_ends_sign_off AFTER INSERT ON annotations_appearance
    FOR EACH ROW EXECUTE FUNCTION factcheck_place_ends_sign_off();
CREATE TRIGGER factcheck_lost_place_ends_sign_off AFTER UPDATE OF removed_at ON annotations_appearance
    FOR EACH ROW WHEN (OLD.removed_at IS DISTINCT FROM NEW.removed_at)
    EXECUTE FUNCTION factcheck_place_ends_sign_off();

CREATE FUNCTION factcheck_unread_ends_sign_off() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    PERFORM 1 FROM annotations_article WHERE id = NEW.article_id FOR KEY SHARE;
    PERFORM factcheck_end_sign_off(NEW.article_id, 'unread');
    RETURN NULL;
END $$;
CREATE TRIGGER factcheck_unread_ends_sign_off AFTER UPDATE OF retired_at ON annotations_highlight
    FOR EACH ROW WHEN (NEW.purpose = 'coverage' AND OLD.retired_at IS NULL AND NEW.retired_at IS NOT NULL)
    EXECUTE FUNCTION factcheck_unread_ends_sign_off();

CREATE FUNCTION factcheck_writer_ends_sign_off() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE changed uuid;
BEGIN
    IF TG_TABLE_NAME = 'annotations_article' THEN
        changed := NEW.id;
    ELSE
        changed := NEW.article_id;
        PERFORM 1 FROM annotations_article WHERE id = changed FOR KEY SHARE;
    END IF;
    UPDATE annotations_signoff SET ended_at = transaction_timestamp(), ended_why = 'writer_named'
        WHERE article_id = changed AND ended_at IS NULL AND kind = 'cleared'
        AND by_id IN (SELECT factcheck_writers_of(changed));
    RETURN NULL;
END $$;
CREATE TRIGGER factcheck_writer_ends_sign_off AFTER INSERT ON annotations_article_writers
    FOR EACH ROW EXECUTE FUNCTION factcheck_writer_ends_sign_off();
CREATE TRIGGER factcheck_writer_ends_sign_off AFTER UPDATE OF writer_names ON annotations_article
    FOR EACH ROW WHEN (OLD.writer_names IS DISTINCT FROM NEW.writer_names)
    EXECUTE FUNCTION factcheck_writer_ends_sign_off();

-- The record of it, at commit: its number is the last lock of the transaction ------------------------
CREATE FUNCTION factcheck_tell_sign_off_ended() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE cause record; sign_off record;
BEGIN
    SELECT * INTO sign_off FROM annotations_signoff WHERE id = NEW.id;
    IF sign_off.ended_why = 'reopened' THEN
        RETURN NULL;  -- the room told it
    END IF;
    -- The newest entry is this transaction's own where it wrote any: whoever writes one holds the chain's head.
    -- A row that is seen although its transaction has not ended is one's own.
    SELECT actor_id, door, pg_xact_status((
            (pg_current_xact_id()::text::bigint >> 32 << 32) + xmin::text::bigint)::text::xid8) AS status
        INTO cause FROM annotations_historyentry ORDER BY seq DESC LIMIT 1;
    IF cause.status IS DISTINCT FROM 'in progress' THEN
        cause.actor_id := NULL;
        cause.door := 'task';
    END IF;
    UPDATE annotations_signoff SET ended_by_id = cause.actor_id
        WHERE id = NEW.id AND ended_by_id IS NULL AND cause.actor_id IS NOT NULL;
    PERFORM factcheck_record(cause.actor_id, cause.door, 'sign_off_ended', 'signoff', NEW.id::text,
        NEW.article_id, NULL, sha256(convert_to(gen_random_uuid()::text, 'UTF8')),
        format('{"kind":"%s","revision":"%s","why":"%s"}', NEW.kind, NEW.revision_id, sign_off.ended_why));
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER factcheck_tell_sign_off_ended AFTER UPDATE ON annotations_signoff
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL)
    EXECUTE FUNCTION factcheck_tell_sign_off_ended();

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['signoff', 'backingnote'] LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER factcheck_never_deleted BEFORE DELETE ON annotations_%s
            FOR EACH ROW EXECUTE FUNCTION factcheck_refuse_change()', name);
        EXECUTE format('CREATE OR REPLACE TRIGGER factcheck_never_emptied BEFORE TRUNCATE ON annotations_%s
            FOR EACH STATEMENT EXECUTE FUNCTION factcheck_refuse_change()', name);
    END LOOP;
END $$;
"""
REVERSE = r"""
DROP TRIGGER factcheck_never_deleted ON annotations_signoff;
DROP TRIGGER factcheck_never_emptied ON annotations_signoff;
DROP TRIGGER factcheck_never_deleted ON annotations_backingnote;
DROP TRIGGER factcheck_never_emptied ON annotations_backingnote;
DROP FUNCTION factcheck_tell_sign_off_ended, factcheck_writer_ends_sign_off, factcheck_unread_ends_sign_off,
    factcheck_place_ends_sign_off, factcheck_claim_ends_sign_off, factcheck_text_ends_sign_off,
    factcheck_sign_off_kept, factcheck_sign_off_guard CASCADE;
DROP FUNCTION factcheck_end_sign_off, factcheck_writers_of, factcheck_checkers_of, factcheck_claims_in;
"""


class Migration(migrations.Migration):
    dependencies = [("annotations", "0011_publishing_rules")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
