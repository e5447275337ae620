-- Who may read the audit: panels/overview/audit.py once more, in the database. A submission is an entry of its panel's
-- chain, so that the chain is as secret as "who is in".

CREATE FUNCTION concord_audit_shows(panel bigint) RETURNS boolean
LANGUAGE sql STABLE
AS $$
    SELECT EXISTS (
        SELECT 1
        FROM seating_panel p
        JOIN seating_candidate c ON c.id = p.candidate_id
        WHERE p.id = panel
          AND c.user_id IS DISTINCT FROM concord_actor()
          AND (
              p.sent_at IS NULL
              OR NOT EXISTS (
                  SELECT 1 FROM seating_seat own
                  WHERE own.panel_id = p.id AND own.interviewer_id = concord_actor() AND own.state <> 'removed'
              )
              OR p.lead_id = concord_actor()
                 AND EXISTS (
                     SELECT 1 FROM seating_seat own
                     WHERE own.panel_id = p.id AND own.interviewer_id = concord_actor()
                       AND own.state IN ('active', 'missing')
                 )
                 AND EXISTS (
                     SELECT 1 FROM scorecards_scorecard mine
                     WHERE mine.panel_id = p.id AND mine.author_id = concord_actor() AND mine.submitted_at IS NOT NULL
                 )
              OR concord_panel_open(p.id)
          )
    )
$$;

ALTER TABLE audit_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY hr_reads ON audit_entry FOR SELECT TO concord_app USING (
    EXISTS (SELECT 1 FROM accounts_user u WHERE u.id = (SELECT concord_actor()) AND u.is_active AND u.is_hr_admin)
    AND (panel_id IS NULL OR concord_audit_shows(panel_id))
    AND NOT (
        subject = 'seating.candidate'
        AND EXISTS (
            SELECT 1 FROM seating_candidate c WHERE c.id = subject_id AND c.user_id = (SELECT concord_actor())
        )
    )
);
CREATE POLICY own_looks ON audit_entry FOR SELECT TO concord_app
    USING (actor_id = (SELECT concord_actor()) AND verb LIKE '%.seen');
CREATE POLICY as_oneself ON audit_entry FOR INSERT TO concord_app WITH CHECK (
    actor_id IS NULL OR (SELECT concord_actor()) IS NULL OR actor_id = (SELECT concord_actor())
);
CREATE POLICY jobs_write ON audit_entry FOR INSERT TO concord_worker WITH CHECK (true);
CREATE POLICY migrations ON audit_entry TO concord_owner USING (true) WITH CHECK (true);
REVOKE SELECT ON audit_entry FROM concord_worker;
REVOKE TRUNCATE ON audit_entry FROM concord_app, concord_worker;
