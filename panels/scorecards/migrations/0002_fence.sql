-- The second fence: the rule of panels/scorecards/blinding.py once more, in the database.
-- Fail closed: without an actor every policy below finds nothing.

CREATE FUNCTION concord_actor() RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(current_setting('concord.actor', true), '')::bigint $$;

CREATE FUNCTION concord_panel_open(panel bigint) RETURNS boolean
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
          AND c.user_id IS DISTINCT FROM u.id
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

ALTER TABLE scorecards_scorecard ENABLE ROW LEVEL SECURITY;
ALTER TABLE scorecards_scorecard FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON scorecards_scorecard TO concord_app, concord_owner
    USING (author_id = (SELECT concord_actor())) WITH CHECK (author_id = (SELECT concord_actor()));
CREATE POLICY fence_counts ON scorecards_scorecard FOR SELECT TO concord_fence USING (true);

ALTER TABLE scorecards_rating ENABLE ROW LEVEL SECURITY;
ALTER TABLE scorecards_rating FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON scorecards_rating TO concord_app, concord_owner USING (
    EXISTS (SELECT 1 FROM scorecards_scorecard s WHERE s.id = scorecard_id AND s.author_id = (SELECT concord_actor()))
);

ALTER TABLE scorecards_keptdraft ENABLE ROW LEVEL SECURITY;
ALTER TABLE scorecards_keptdraft FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON scorecards_keptdraft TO concord_app, concord_owner USING (
    EXISTS (SELECT 1 FROM scorecards_scorecard s WHERE s.id = scorecard_id AND s.author_id = (SELECT concord_actor()))
);

ALTER TABLE scorecards_submittedversion ENABLE ROW LEVEL SECURITY;
ALTER TABLE scorecards_submittedversion FORCE ROW LEVEL SECURITY;
CREATE POLICY own_or_open ON scorecards_submittedversion FOR SELECT TO concord_app, concord_owner
    USING (author_id = (SELECT concord_actor()) OR concord_panel_open(panel_id));
CREATE POLICY submit_own ON scorecards_submittedversion FOR INSERT TO concord_app, concord_owner
    WITH CHECK (author_id = (SELECT concord_actor()));
CREATE POLICY worker_reads_revealed ON scorecards_submittedversion FOR SELECT TO concord_worker
    USING (EXISTS (SELECT 1 FROM seating_panel p WHERE p.id = panel_id AND p.revealed_at IS NOT NULL));

ALTER TABLE scorecards_submittedpayload ENABLE ROW LEVEL SECURITY;
ALTER TABLE scorecards_submittedpayload FORCE ROW LEVEL SECURITY;
CREATE POLICY own_or_open ON scorecards_submittedpayload FOR SELECT TO concord_app, concord_owner
    USING (author_id = (SELECT concord_actor()) OR concord_panel_open(panel_id));
CREATE POLICY submit_own ON scorecards_submittedpayload FOR INSERT TO concord_app, concord_owner
    WITH CHECK (author_id = (SELECT concord_actor()));
CREATE POLICY worker_reads_revealed ON scorecards_submittedpayload FOR SELECT TO concord_worker
    USING (EXISTS (SELECT 1 FROM seating_panel p WHERE p.id = panel_id AND p.revealed_at IS NOT NULL));
CREATE POLICY eraser_finds ON scorecards_submittedpayload FOR SELECT TO concord_eraser USING (true);
CREATE POLICY eraser_deletes ON scorecards_submittedpayload FOR DELETE TO concord_eraser USING (true);

REVOKE ALL ON scorecards_scorecard, scorecards_rating, scorecards_keptdraft FROM concord_worker;
REVOKE UPDATE, DELETE, TRUNCATE ON scorecards_submittedversion, scorecards_submittedpayload, audit_entry
    FROM concord_app, concord_worker;
REVOKE INSERT ON scorecards_submittedversion, scorecards_submittedpayload FROM concord_worker;
REVOKE DELETE, TRUNCATE ON scorecards_scorecard FROM concord_app;
GRANT SELECT, DELETE ON scorecards_submittedpayload TO concord_eraser;

-- Two functions cross the fence, and no third.

CREATE FUNCTION panel_progress(panels bigint[]) RETURNS TABLE (seat_id bigint, begun boolean, submitted boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT t.id, s.saved_at IS NOT NULL, s.submitted_at IS NOT NULL
    FROM seating_panel p
    JOIN seating_candidate c ON c.id = p.candidate_id
    JOIN accounts_user u ON u.id = concord_actor() AND u.is_active
    JOIN seating_seat t ON t.panel_id = p.id
    JOIN scorecards_scorecard s ON s.seat_id = t.id
    WHERE p.id = ANY (panels)
      AND p.sent_at IS NOT NULL
      AND c.user_id IS DISTINCT FROM u.id
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
$$;

CREATE FUNCTION reveal_if_complete(panel bigint) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    p seating_panel%ROWTYPE;
    done integer;
    waiting integer;
BEGIN
    SELECT * INTO p FROM seating_panel WHERE id = panel FOR UPDATE;
    IF NOT FOUND OR p.sent_at IS NULL OR p.ended_at IS NOT NULL OR p.revealed_at IS NOT NULL THEN
        RETURN 'not_open';
    END IF;
    SELECT count(*) FILTER (WHERE s.submitted_at IS NOT NULL), count(*) FILTER (WHERE s.submitted_at IS NULL)
      INTO done, waiting
      FROM seating_seat t LEFT JOIN scorecards_scorecard s ON s.seat_id = t.id
     WHERE t.panel_id = p.id AND t.kind = 'independent' AND t.state = 'active';
    IF p.closed_at IS NULL AND (waiting > 0 OR done = 0) THEN
        RETURN 'waiting';
    ELSIF p.closed_at IS NOT NULL AND done < 2 THEN
        RETURN 'too_few';
    END IF;
    UPDATE seating_seat t
       SET state = 'missing', state_reason = coalesce(nullif(p.closing_reason, ''), 'scorecards opened'),
           state_at = clock_timestamp(), state_by_id = p.closed_by_id
     WHERE t.panel_id = p.id AND t.kind IN ('independent', 'shadow') AND t.state = 'active'
       AND NOT EXISTS (
           SELECT 1 FROM scorecards_scorecard s WHERE s.seat_id = t.id AND s.submitted_at IS NOT NULL
       );
    UPDATE seating_panel SET revealed_at = clock_timestamp() WHERE id = p.id;
    RETURN 'revealed';
END
$$;

GRANT USAGE ON SCHEMA public TO concord_fence;
GRANT SELECT ON seating_candidate, roles_role, accounts_user, scorecards_scorecard TO concord_fence;
GRANT SELECT, UPDATE ON seating_panel, seating_seat TO concord_fence;
GRANT CREATE ON SCHEMA public TO concord_fence;
ALTER FUNCTION panel_progress(bigint[]) OWNER TO concord_fence;
ALTER FUNCTION reveal_if_complete(bigint) OWNER TO concord_fence;
REVOKE CREATE ON SCHEMA public FROM concord_fence;
REVOKE ALL ON FUNCTION panel_progress(bigint[]), reveal_if_complete(bigint) FROM public;
GRANT EXECUTE ON FUNCTION panel_progress(bigint[]), reveal_if_complete(bigint)
    TO concord_owner, concord_app, concord_worker;
