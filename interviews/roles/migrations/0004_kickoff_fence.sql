-- The rule of interviews/roles/blinding.py once more, in the database. Without an actor nothing is found.

CREATE FUNCTION concord_kickoff_open(kickoff bigint) RETURNS boolean
LANGUAGE sql STABLE
AS $$
    SELECT EXISTS (
        SELECT 1
        FROM roles_kickoff k
        JOIN roles_rubric b ON b.id = k.rubric_id
        JOIN roles_role r ON r.id = b.role_id
        JOIN accounts_user u ON u.id = nullif(current_setting('concord.actor', true), '')::bigint AND u.is_active
        WHERE k.id = kickoff
          AND k.revealed_at IS NOT NULL
          AND (
              u.is_recruiter OR u.is_hr_admin OR r.lead_id = u.id
              OR EXISTS (SELECT 1 FROM roles_participant p WHERE p.kickoff_id = k.id AND p.user_id = u.id)
          )
    )
$$;

ALTER TABLE roles_kickoffvote ENABLE ROW LEVEL SECURITY;
ALTER TABLE roles_kickoffvote FORCE ROW LEVEL SECURITY;
CREATE POLICY own_or_open ON roles_kickoffvote FOR SELECT TO concord_app, concord_owner
    USING (
        author_id = (SELECT nullif(current_setting('concord.actor', true), '')::bigint)
        OR concord_kickoff_open(kickoff_id)
    );
CREATE POLICY answer_own ON roles_kickoffvote FOR INSERT TO concord_app, concord_owner
    WITH CHECK (
        author_id = (SELECT nullif(current_setting('concord.actor', true), '')::bigint)
        AND EXISTS (SELECT 1 FROM roles_participant p WHERE p.kickoff_id = kickoff_id AND p.user_id = author_id)
    );
CREATE POLICY change_own ON roles_kickoffvote FOR UPDATE TO concord_app, concord_owner
    USING (author_id = (SELECT nullif(current_setting('concord.actor', true), '')::bigint))
    WITH CHECK (author_id = (SELECT nullif(current_setting('concord.actor', true), '')::bigint));
CREATE POLICY fence_counts ON roles_kickoffvote FOR SELECT TO concord_fence USING (true);
CREATE POLICY backup_reads ON roles_kickoffvote FOR SELECT TO concord_backup USING (true);

REVOKE ALL ON roles_kickoffvote FROM concord_worker;
REVOKE DELETE, TRUNCATE ON roles_kickoffvote FROM concord_app;

GRANT USAGE ON SCHEMA public TO concord_fence;
GRANT SELECT ON accounts_user, roles_role, roles_rubric, roles_participant, roles_kickoffvote TO concord_fence;
GRANT SELECT, UPDATE ON roles_kickoff TO concord_fence;

-- Who has answered; and that all can be read from now on. Both ask who is acting, and `early` who may go on without all.

GRANT CREATE ON SCHEMA public TO concord_fence;
SET LOCAL ROLE concord_fence;

CREATE FUNCTION kickoff_answers(kickoffs bigint[]) RETURNS TABLE (kickoff_id bigint, user_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT k.id, v.author_id
    FROM roles_kickoff k
    JOIN roles_rubric b ON b.id = k.rubric_id
    JOIN roles_role r ON r.id = b.role_id
    JOIN accounts_user u ON u.id = nullif(current_setting('concord.actor', true), '')::bigint AND u.is_active
    LEFT JOIN roles_kickoffvote v ON v.kickoff_id = k.id
    WHERE k.id = ANY (kickoffs)
      AND (
          concord_kickoff_open(k.id)
          OR (u.is_recruiter OR u.is_hr_admin OR r.lead_id = u.id)
             AND NOT EXISTS (SELECT 1 FROM roles_participant p WHERE p.kickoff_id = k.id AND p.user_id = u.id)
          OR r.lead_id = u.id
             AND EXISTS (SELECT 1 FROM roles_kickoffvote own WHERE own.kickoff_id = k.id AND own.author_id = u.id)
      )
$$;

CREATE FUNCTION reveal_kickoff(kickoff bigint, early boolean) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    k roles_kickoff%ROWTYPE;
    asked integer;
    answers integer;
BEGIN
    SELECT * INTO k FROM roles_kickoff WHERE id = kickoff FOR UPDATE;
    IF NOT FOUND OR k.revealed_at IS NOT NULL
       OR NOT EXISTS (SELECT 1 FROM roles_rubric b WHERE b.id = k.rubric_id AND b.state = 'draft') THEN
        RETURN 'over';
    END IF;
    IF early AND NOT (
        EXISTS (SELECT 1 FROM kickoff_answers(ARRAY[kickoff]))
        AND EXISTS (
            SELECT 1 FROM roles_rubric b JOIN roles_role r ON r.id = b.role_id
            JOIN accounts_user u ON u.id = nullif(current_setting('concord.actor', true), '')::bigint
            WHERE b.id = k.rubric_id AND (u.is_hr_admin OR r.lead_id = u.id)
        )
    ) THEN
        RETURN 'not_hers';
    END IF;
    SELECT count(*) INTO asked FROM roles_participant p WHERE p.kickoff_id = k.id;
    SELECT count(*) INTO answers FROM roles_kickoffvote v WHERE v.kickoff_id = k.id;
    IF NOT early AND answers < asked THEN
        RETURN 'waiting';
    ELSIF answers < 2 THEN
        RETURN 'too_few';
    END IF;
    UPDATE roles_kickoff SET revealed_at = clock_timestamp() WHERE id = k.id;
    RETURN 'revealed';
END
$$;

REVOKE ALL ON FUNCTION kickoff_answers(bigint[]), reveal_kickoff(bigint, boolean) FROM public;
GRANT EXECUTE ON FUNCTION kickoff_answers(bigint[]), reveal_kickoff(bigint, boolean) TO concord_owner, concord_app;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM concord_fence;
