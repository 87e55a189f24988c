"""What holds whatever door is used: planned publications, and what readers are told of a correction."""

from django.db import migrations

FORWARD = r"""
-- Every version but the first is something to readers; those of before nobody said more of.
ALTER TABLE annotations_publication DISABLE TRIGGER factcheck_kept;
UPDATE annotations_publication SET kind = 'update' WHERE version > 1 AND kind = 'first';
ALTER TABLE annotations_publication ENABLE TRIGGER factcheck_kept;

-- Times that were set before anything was published at its hour name nobody who may publish then.
UPDATE annotations_claim SET publish_at = NULL WHERE publish_at IS NOT NULL AND publish_by_id IS NULL;
ALTER TABLE annotations_claim ADD CONSTRAINT claim_planned_by_somebody
    CHECK (publish_at IS NULL OR publish_by_id IS NOT NULL);
ALTER TABLE annotations_claim ADD CONSTRAINT claim_correction_known
    CHECK (correction_kind IN ('', 'update', 'correction', 'rating'));
ALTER TABLE annotations_claim ADD CONSTRAINT claim_claimant_corrected_on_a_day
    CHECK (claimant_corrected_on IS NOT NULL
           OR (claimant_corrected_url = '' AND claimant_corrected_note = ''));

CREATE FUNCTION factcheck_plan_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE planner record;
BEGIN
    -- An edit after the approval, or a return: what was to be published is not what was approved.
    IF OLD.state = 'approved' AND NEW.state IN ('draft', 'changes_requested')
       AND NEW.publish_at IS NOT NULL THEN
        NEW.publish_at := NULL;
        NEW.publish_by_id := NULL;
    END IF;
    IF NEW.publish_at IS NOT NULL AND NEW.publish_at IS DISTINCT FROM OLD.publish_at THEN
        SELECT u.role, u.is_active, a.purpose INTO planner
            FROM annotations_article a LEFT JOIN annotations_user u ON u.id = NEW.publish_by_id
            WHERE a.id = NEW.article_id;
        IF planner.purpose <> 'others' THEN
            RAISE EXCEPTION 'our own copy is never published as a check'
                USING ERRCODE = 'check_violation';
        END IF;
        IF planner.role IS NULL OR planner.role NOT IN ('reviewer', 'admin')
           OR NOT planner.is_active OR NEW.publish_by_id = ANY (NEW.contributors) THEN
            RAISE EXCEPTION 'reviewers plan to publish other people''s work'
                USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF (NEW.correction_kind, NEW.correction_note, NEW.claimant_corrected_on,
        NEW.claimant_corrected_url, NEW.claimant_corrected_note)
       IS DISTINCT FROM
       (OLD.correction_kind, OLD.correction_note, OLD.claimant_corrected_on,
        OLD.claimant_corrected_url, OLD.claimant_corrected_note)
       AND NEW.state IN ('approved', 'published', 'withdrawn') THEN
        RAISE EXCEPTION 'a claim in state % keeps what readers are told of its correction', NEW.state
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER factcheck_plan_guard BEFORE UPDATE ON annotations_claim
    FOR EACH ROW EXECUTE FUNCTION factcheck_plan_guard();

-- That a plan was given up with an edit is history too: told at commit, after the edit itself, as by its actor.
CREATE FUNCTION factcheck_plan_given_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last record;
BEGIN
    SELECT actor_id, door INTO last FROM annotations_historyentry
        WHERE claim_id = NEW.id ORDER BY seq DESC LIMIT 1;
    PERFORM factcheck_record(last.actor_id, coalesce(last.door, 'task'), 'unscheduled', 'claim',
        NEW.id::text, NEW.article_id, NEW.id, uuid_send(gen_random_uuid()),
        format('{"planned":"%s"}', to_char(OLD.publish_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')));
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER factcheck_plan_given_up AFTER UPDATE ON annotations_claim
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.publish_at IS NOT NULL AND NEW.publish_at IS NULL
          AND OLD.state = 'approved' AND NEW.state IN ('draft', 'changes_requested'))
    EXECUTE FUNCTION factcheck_plan_given_up();

CREATE FUNCTION factcheck_publication_told() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE told jsonb;
BEGIN
    SELECT content::jsonb -> 'correction' INTO told FROM annotations_reviewdecision
        WHERE id = NEW.decision_id;
    IF (NEW.kind = 'first') <> (NEW.version = 1) THEN
        RAISE EXCEPTION 'the first version, and no other, is the first'
            USING ERRCODE = 'check_violation';
    END IF;
    IF told IS NOT NULL AND (NEW.kind <> told ->> 'kind' OR NEW.note <> told ->> 'note')
       OR told IS NULL AND (NEW.kind NOT IN ('first', 'update') OR NEW.note <> '') THEN
        RAISE EXCEPTION 'readers are told of a correction what was judged'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.kind = 'correction' AND NEW.note = '' THEN
        RAISE EXCEPTION 'a correction says what was wrong' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER factcheck_publication_told BEFORE INSERT ON annotations_publication
    FOR EACH ROW EXECUTE FUNCTION factcheck_publication_told();
"""
REVERSE = r"""
DROP FUNCTION factcheck_publication_told, factcheck_plan_given_up, factcheck_plan_guard CASCADE;
ALTER TABLE annotations_claim DROP CONSTRAINT claim_claimant_corrected_on_a_day,
    DROP CONSTRAINT claim_correction_known, DROP CONSTRAINT claim_planned_by_somebody;
"""


class Migration(migrations.Migration):
    dependencies = [("annotations", "0010_review_rules")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
