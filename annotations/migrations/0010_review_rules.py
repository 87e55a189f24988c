"""What holds whatever door is used: two pairs of eyes where the newsroom asks for two, and each desk's own reviewers."""

from django.db import migrations

# Beside the guards of 0002 and 0007, which hold for every decision; these add to them.
FORWARD = r"""
-- Where an article's desk or one of its topics names reviewers, each of them must name this one ----------
CREATE FUNCTION factcheck_may_review(article uuid, person uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
    SELECT NOT EXISTS (
        SELECT 1 FROM (
            SELECT a.desk_id AS id FROM annotations_article a WHERE a.id = article
            UNION ALL
            SELECT t.desk_id FROM annotations_article_topics t WHERE t.article_id = article
        ) AS d
        WHERE EXISTS (SELECT 1 FROM annotations_desk_reviewers r WHERE r.desk_id = d.id)
          AND NOT EXISTS (SELECT 1 FROM annotations_desk_reviewers r
                          WHERE r.desk_id = d.id AND r.user_id = person)
    )
$$;

-- A decision: by who may review there, as many steps as the newsroom asks for at this time ------------------------
CREATE FUNCTION factcheck_decision_steps() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE claim record; first record; asked integer;
BEGIN
    SELECT * INTO claim FROM annotations_claim WHERE id = NEW.claim_id FOR UPDATE;
    IF NOT factcheck_may_review(claim.article_id, NEW.decided_by_id) THEN
        RAISE EXCEPTION 'another desk reviews this claim' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.kind <> 'approve' THEN
        RETURN NEW;
    END IF;
    SELECT review_steps INTO asked FROM annotations_newsroom WHERE id = 1 FOR SHARE;
    IF NEW.steps <> asked THEN
        RAISE EXCEPTION 'the newsroom asks for % approvals', asked USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.claim_version <> claim.version THEN
        RAISE EXCEPTION 'an approval is of the version that stands' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.step = 2 THEN
        SELECT * INTO first FROM annotations_reviewdecision WHERE id = claim.first_approval_id;
        IF first.id IS NULL OR first.content_sha256 <> NEW.content_sha256 THEN
            RAISE EXCEPTION 'a second approval is of what the first one judged'
                USING ERRCODE = 'check_violation';
        END IF;
        IF first.decided_by_id = NEW.decided_by_id OR first.decided_by_id = ANY (claim.contributors) THEN
            RAISE EXCEPTION 'two approvals are of two other people' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER factcheck_decision_steps BEFORE INSERT ON annotations_reviewdecision
    FOR EACH ROW EXECUTE FUNCTION factcheck_decision_steps();

-- A claim: approved by the last of its steps; a first approval only while it waits -----------------------
CREATE FUNCTION factcheck_claim_steps() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE decision record; first record;
BEGIN
    IF NEW.approval_decision_id IS DISTINCT FROM OLD.approval_decision_id
       AND NEW.approval_decision_id IS NOT NULL THEN
        SELECT * INTO decision FROM annotations_reviewdecision WHERE id = NEW.approval_decision_id;
        IF decision.step <> decision.steps THEN
            RAISE EXCEPTION 'one more person must approve this claim' USING ERRCODE = 'check_violation';
        END IF;
        IF decision.claim_version <> OLD.version THEN
            RAISE EXCEPTION 'the approval judged another version' USING ERRCODE = 'check_violation';
        END IF;
        IF decision.steps = 2 THEN
            SELECT * INTO first FROM annotations_reviewdecision WHERE id = OLD.first_approval_id;
            IF first.id IS NULL OR first.content_sha256 <> decision.content_sha256
               OR first.decided_by_id = decision.decided_by_id
               OR first.decided_by_id = ANY (OLD.contributors) THEN
                RAISE EXCEPTION 'two approvals are of the same content, by two other people'
                    USING ERRCODE = 'check_violation';
            END IF;
        END IF;
        NEW.first_approval_id := NULL;
    ELSIF NEW.first_approval_id IS NOT NULL
          AND NEW.first_approval_id IS DISTINCT FROM OLD.first_approval_id THEN
        SELECT * INTO first FROM annotations_reviewdecision WHERE id = NEW.first_approval_id;
        IF first.claim_id <> NEW.id OR first.kind <> 'approve' OR first.step <> 1 OR first.steps <> 2
           OR first.claim_version <> OLD.version OR first.decided_by_id = ANY (OLD.contributors) THEN
            RAISE EXCEPTION 'this is no first approval of what stands' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    -- Whoever forgets to give it up: it is given up here.
    IF NEW.first_approval_id IS NOT NULL AND (
        NOT (NEW.state = 'in_review' OR NEW.approval = 'stale') OR NEW.state <> OLD.state
        OR NEW.deleted_at IS NOT NULL
        OR (NEW.first_approval_id IS NOT DISTINCT FROM OLD.first_approval_id AND (
            NEW.contributors <> OLD.contributors
            OR (NEW.statement, NEW.asserts, NEW.claimant, NEW.claimant_kind, NEW.claimed_on, NEW.verdict_id)
               IS DISTINCT FROM
               (OLD.statement, OLD.asserts, OLD.claimant, OLD.claimant_kind, OLD.claimed_on, OLD.verdict_id)))
    ) THEN
        NEW.first_approval_id := NULL;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER factcheck_claim_steps BEFORE UPDATE ON annotations_claim
    FOR EACH ROW EXECUTE FUNCTION factcheck_claim_steps();
"""
REVERSE = r"""
DROP FUNCTION factcheck_claim_steps, factcheck_decision_steps CASCADE;
DROP FUNCTION factcheck_may_review;
"""


class Migration(migrations.Migration):
    dependencies = [("annotations", "0009_review")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
