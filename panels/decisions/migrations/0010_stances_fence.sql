-- Where panellists stand is for those who may read the scorecards; each says it for herself alone.

ALTER TABLE decisions_stance ENABLE ROW LEVEL SECURITY;
ALTER TABLE decisions_stance FORCE ROW LEVEL SECURITY;
CREATE POLICY open_panels ON decisions_stance FOR SELECT TO concord_app, concord_owner
    USING (concord_panel_open(panel_id));
CREATE POLICY own_is_said ON decisions_stance FOR INSERT TO concord_app, concord_owner
    WITH CHECK (concord_panel_open(panel_id) AND person_id = (SELECT concord_actor()));
CREATE POLICY own_is_said_again ON decisions_stance FOR UPDATE TO concord_app, concord_owner
    USING (concord_panel_open(panel_id) AND person_id = (SELECT concord_actor()));
CREATE POLICY backup_reads ON decisions_stance FOR SELECT TO concord_backup USING (true);
CREATE POLICY eraser_finds ON decisions_stance FOR SELECT TO concord_eraser USING (true);
CREATE POLICY eraser_clears ON decisions_stance FOR UPDATE TO concord_eraser USING (true);

REVOKE ALL ON decisions_stance FROM concord_worker;
REVOKE DELETE, TRUNCATE ON decisions_stance FROM concord_app;
GRANT SELECT ON decisions_stance TO concord_eraser;
GRANT UPDATE (reason) ON decisions_stance TO concord_eraser;

-- The eraser clears why somebody disagreed, and what is on paper, as well; the rest of the function is 0008's.

GRANT CREATE ON SCHEMA public TO concord_eraser;
SET LOCAL ROLE concord_eraser;

CREATE OR REPLACE FUNCTION erase_words_about(candidate bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    panels bigint[] := ARRAY(SELECT id FROM seating_panel WHERE candidate_id = candidate);
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM seating_candidate c WHERE c.id = candidate AND c.erased_at IS NULL AND c.erase_at <= now()
    ) THEN
        RAISE EXCEPTION 'candidate % is not due to be erased', candidate USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO audit_entry (panel_id, actor_id, verb, subject, subject_id, details)
        SELECT p.panel_id, NULL, 'scorecard.erased', 'scorecards.submittedversion', p.version_id, '{}'
        FROM scorecards_submittedpayload p WHERE p.panel_id = ANY (panels) ORDER BY p.version_id;
    INSERT INTO audit_entry (panel_id, actor_id, verb, subject, subject_id, details)
        SELECT d.panel_id, NULL, 'decision.erased', 'decisions.decision', d.id, '{}'
        FROM decisions_decision d WHERE d.panel_id = ANY (panels) ORDER BY d.id;
    DELETE FROM scorecards_submittedpayload WHERE panel_id = ANY (panels);
    UPDATE scorecards_submittedversion SET reason = 'erased' WHERE panel_id = ANY (panels) AND reason <> '';
    DELETE FROM scorecards_keptdraft
        WHERE scorecard_id IN (SELECT id FROM scorecards_scorecard WHERE panel_id = ANY (panels));
    UPDATE scorecards_rating SET question = '', evidence = ''
        WHERE scorecard_id IN (SELECT id FROM scorecards_scorecard WHERE panel_id = ANY (panels));
    UPDATE scorecards_scorecard SET notes = '', recommendation_reason = '', at_level = ''
        WHERE panel_id = ANY (panels);
    UPDATE decisions_decision
       SET reasons = 'erased', outcome_detail = '',
           against_reason = CASE WHEN against_reason = '' THEN '' ELSE 'erased' END,
           superseding_reason = CASE WHEN superseding_reason = '' THEN '' ELSE 'erased' END
     WHERE panel_id = ANY (panels);
    UPDATE decisions_debriefitem SET note = 'erased'
     WHERE note <> '' AND debrief_id IN (SELECT id FROM decisions_debrief WHERE panel_id = ANY (panels));
    DELETE FROM consensus_printout WHERE panel_id = ANY (panels);
    UPDATE decisions_stance SET reason = 'erased' WHERE panel_id = ANY (panels) AND reason <> '';
END
$$;

RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM concord_eraser;
