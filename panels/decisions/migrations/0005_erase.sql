-- What people wrote about a candidate who is to be erased: gone from every fenced table at once, with an entry in the
-- panel's chain for each text that had a receipt or a seal. Answers nothing; refuses whoever was not asked for, or not
-- yet. Levels, recommendations, receipts and digests stay: they name nobody.

CREATE FUNCTION erase_words_about(candidate bigint) RETURNS void
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
END
$$;

CREATE POLICY eraser_writes ON audit_entry FOR INSERT TO concord_eraser
    WITH CHECK (verb IN ('scorecard.erased', 'decision.erased'));
CREATE POLICY eraser_finds ON scorecards_scorecard FOR SELECT TO concord_eraser USING (true);
CREATE POLICY eraser_clears ON scorecards_scorecard FOR UPDATE TO concord_eraser USING (true);
CREATE POLICY eraser_finds ON scorecards_rating FOR SELECT TO concord_eraser USING (true);
CREATE POLICY eraser_clears ON scorecards_rating FOR UPDATE TO concord_eraser USING (true);
CREATE POLICY eraser_finds ON scorecards_keptdraft FOR SELECT TO concord_eraser USING (true);
CREATE POLICY eraser_deletes ON scorecards_keptdraft FOR DELETE TO concord_eraser USING (true);
CREATE POLICY eraser_finds ON scorecards_submittedversion FOR SELECT TO concord_eraser USING (true);
CREATE POLICY eraser_clears ON scorecards_submittedversion FOR UPDATE TO concord_eraser USING (true);
CREATE POLICY eraser_finds ON decisions_decision FOR SELECT TO concord_eraser USING (true);
CREATE POLICY eraser_clears ON decisions_decision FOR UPDATE TO concord_eraser USING (true);

GRANT USAGE ON SCHEMA public TO concord_eraser;
GRANT SELECT ON seating_candidate, seating_panel TO concord_eraser;
GRANT INSERT ON audit_entry TO concord_eraser;
GRANT SELECT ON scorecards_scorecard, scorecards_rating, scorecards_submittedversion, decisions_decision TO concord_eraser;
GRANT SELECT, DELETE ON scorecards_keptdraft TO concord_eraser;
GRANT UPDATE (notes, recommendation_reason, at_level) ON scorecards_scorecard TO concord_eraser;
GRANT UPDATE (question, evidence) ON scorecards_rating TO concord_eraser;
GRANT UPDATE (reason) ON scorecards_submittedversion TO concord_eraser;
GRANT UPDATE (reasons, outcome_detail, against_reason, superseding_reason) ON decisions_decision TO concord_eraser;

-- While it is still ours: whoever owns it gives and takes the right to call it, and the owner's role inherits nothing.
REVOKE ALL ON FUNCTION erase_words_about(bigint) FROM public;
GRANT EXECUTE ON FUNCTION erase_words_about(bigint) TO concord_worker;
GRANT CREATE ON SCHEMA public TO concord_eraser;
ALTER FUNCTION erase_words_about(bigint) OWNER TO concord_eraser;
REVOKE CREATE ON SCHEMA public FROM concord_eraser;
