-- Who stepped back from a candidate meets unknown panels, as the candidate herself does: in the database too.

CREATE OR REPLACE FUNCTION concord_stands_apart(candidate bigint) RETURNS boolean
LANGUAGE sql STABLE
AS $$
    SELECT EXISTS (SELECT 1 FROM seating_candidate c WHERE c.id = candidate AND c.user_id = concord_actor())
        OR EXISTS (SELECT 1 FROM seating_recusal r WHERE r.candidate_id = candidate AND r.user_id = concord_actor())
$$;

CREATE OR REPLACE FUNCTION concord_panel_open(panel bigint) RETURNS boolean
LANGUAGE sql STABLE
AS $$
    SELECT EXISTS (
        SELECT 1
        FROM seating_panel p
        JOIN seating_candidate c ON c.id = p.candidate_id
        JOIN roles_role r ON r.id = p.role_id
        JOIN accounts_user u ON u.id = concord_actor() AND u.is_active
        WHERE p.id = panel
          AND p.revealed_at IS NOT NULL
          AND NOT concord_stands_apart(c.id)
          AND CASE
                WHEN NOT EXISTS (
                    SELECT 1 FROM seating_seat t
                    WHERE t.panel_id = p.id AND t.interviewer_id = u.id AND t.state <> 'removed'
                )
                THEN p.lead_id = u.id OR u.is_recruiter OR u.is_hr_admin OR u.is_superuser
                ELSE
                    NOT EXISTS (
                        SELECT 1 FROM seating_seat t
                        WHERE t.panel_id = p.id AND t.interviewer_id = u.id AND t.state IN ('excused', 'replaced')
                    )
                    AND EXISTS (
                        SELECT 1 FROM seating_seat t
                        WHERE t.panel_id = p.id AND t.interviewer_id = u.id
                          AND t.state IN ('active', 'missing') AND NOT t.external
                          AND (
                              t.kind = 'informed'
                              OR EXISTS (
                                  SELECT 1 FROM scorecards_scorecard s
                                  WHERE s.panel_id = p.id AND s.author_id = u.id AND s.submitted_at IS NOT NULL
                              )
                          )
                    )
                    AND (
                        p.lead_id = u.id
                        OR NOT r.own_card_only
                           AND (p.decided_at IS NULL OR p.decided_at > now() - interval '14 days')
                    )
              END
    )
$$;

CREATE OR REPLACE FUNCTION concord_progress_shows(panel bigint) RETURNS boolean
LANGUAGE sql STABLE
AS $$
    SELECT EXISTS (
        SELECT 1
        FROM seating_panel p
        JOIN seating_candidate c ON c.id = p.candidate_id
        JOIN accounts_user u ON u.id = concord_actor() AND u.is_active
        WHERE p.id = panel
          AND p.sent_at IS NOT NULL
          AND NOT concord_stands_apart(c.id)
          AND (
              NOT EXISTS (
                  SELECT 1 FROM seating_seat own
                  WHERE own.panel_id = p.id AND own.interviewer_id = u.id AND own.state <> 'removed'
              )
              AND (p.lead_id = u.id OR u.is_recruiter OR u.is_hr_admin OR u.is_superuser)
              OR p.lead_id = u.id
                 AND EXISTS (
                     SELECT 1 FROM seating_seat own
                     WHERE own.panel_id = p.id AND own.interviewer_id = u.id AND own.state IN ('active', 'missing')
                 )
                 AND EXISTS (
                     SELECT 1 FROM scorecards_scorecard mine
                     WHERE mine.panel_id = p.id AND mine.author_id = u.id AND mine.submitted_at IS NOT NULL
                 )
              OR concord_panel_open(p.id)
          )
    )
$$;

CREATE OR REPLACE FUNCTION concord_audit_shows(panel bigint) RETURNS boolean
LANGUAGE sql STABLE
AS $$
    SELECT concord_progress_shows(panel) OR EXISTS (
        SELECT 1
        FROM seating_panel p
        JOIN seating_candidate c ON c.id = p.candidate_id
        WHERE p.id = panel AND p.sent_at IS NULL AND NOT concord_stands_apart(c.id)
    )
$$;

-- The panels to leave out are few and found once a query; asking the rule anew for every entry made the page six times
-- slower (600 panels). An HR admin without a seat reads all others.
ALTER POLICY hr_reads ON audit_entry USING (
    EXISTS (SELECT 1 FROM accounts_user u WHERE u.id = (SELECT concord_actor()) AND u.is_active AND u.is_hr_admin)
    AND (
        panel_id IS NULL
        OR panel_id NOT IN (
            SELECT t.panel_id FROM seating_seat t
            WHERE t.interviewer_id = (SELECT concord_actor()) AND t.state <> 'removed'
              AND NOT concord_audit_shows(t.panel_id)
            UNION
            SELECT p.id FROM seating_panel p JOIN seating_candidate c ON c.id = p.candidate_id
            WHERE c.user_id = (SELECT concord_actor())
            UNION
            SELECT p.id FROM seating_panel p JOIN seating_recusal r ON r.candidate_id = p.candidate_id
            WHERE r.user_id = (SELECT concord_actor())
        )
    )
    AND NOT (
        subject = 'seating.candidate'
        AND subject_id IN (
            SELECT c.id FROM seating_candidate c WHERE c.user_id = (SELECT concord_actor())
            UNION
            SELECT r.candidate_id FROM seating_recusal r WHERE r.user_id = (SELECT concord_actor())
        )
    )
);

GRANT SELECT ON seating_recusal TO concord_fence;
