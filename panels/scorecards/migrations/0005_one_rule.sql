-- "Who may know who is in", once instead of twice: panel_progress and the audit's policy ask the same function.
-- And the right to call what crosses the fence, given and taken by its owner: 0002 did so after it had given the
-- functions away, which PostgreSQL answers with a warning and nothing else.

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
    )
$$;

CREATE OR REPLACE FUNCTION concord_audit_shows(panel bigint) RETURNS boolean
LANGUAGE sql STABLE
AS $$
    SELECT concord_progress_shows(panel) OR EXISTS (
        SELECT 1
        FROM seating_panel p
        JOIN seating_candidate c ON c.id = p.candidate_id
        WHERE p.id = panel AND p.sent_at IS NULL AND c.user_id IS DISTINCT FROM concord_actor()
    )
$$;

GRANT CREATE ON SCHEMA public TO concord_fence;
SET LOCAL ROLE concord_fence;
CREATE OR REPLACE FUNCTION panel_progress(panels bigint[])
RETURNS TABLE (seat_id bigint, begun boolean, submitted boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT t.id, s.saved_at IS NOT NULL, s.submitted_at IS NOT NULL
    FROM seating_panel p
    JOIN seating_seat t ON t.panel_id = p.id
    JOIN scorecards_scorecard s ON s.seat_id = t.id
    WHERE p.id = ANY (panels) AND concord_progress_shows(p.id)
$$;
REVOKE ALL ON FUNCTION panel_progress(bigint[]), reveal_if_complete(bigint), audit_join_chain() FROM public;
GRANT EXECUTE ON FUNCTION panel_progress(bigint[]), reveal_if_complete(bigint)
    TO concord_owner, concord_app, concord_worker;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM concord_fence;
