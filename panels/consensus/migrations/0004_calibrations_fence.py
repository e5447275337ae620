from django.db import migrations

FENCE = """
CREATE FUNCTION concord_role_measured(role bigint) RETURNS boolean
LANGUAGE sql STABLE
AS $$
    SELECT EXISTS (
        SELECT 1
        FROM roles_role r
        JOIN accounts_user u ON u.id = concord_actor() AND u.is_active
        WHERE r.id = role
          AND (u.is_hr_admin OR r.lead_id = u.id)
          AND NOT EXISTS (
              SELECT 1 FROM seating_candidate c JOIN seating_panel p ON p.candidate_id = c.id
              WHERE c.user_id = u.id AND p.role_id = r.id
          )
    )
$$;

ALTER TABLE consensus_rolemeasures ENABLE ROW LEVEL SECURITY;
ALTER TABLE consensus_rolemeasures FORCE ROW LEVEL SECURITY;
CREATE POLICY measured_roles ON consensus_rolemeasures FOR SELECT TO concord_app, concord_owner
    USING (concord_role_measured(role_id));
CREATE POLICY worker_keeps ON consensus_rolemeasures TO concord_worker USING (true) WITH CHECK (true);

ALTER TABLE consensus_interviewerfigures ENABLE ROW LEVEL SECURITY;
ALTER TABLE consensus_interviewerfigures FORCE ROW LEVEL SECURITY;
CREATE POLICY own_or_named ON consensus_interviewerfigures FOR SELECT TO concord_app, concord_owner USING (
    interviewer_id = (SELECT concord_actor())
    OR EXISTS (SELECT 1 FROM consensus_policy WHERE named_figures)
       AND EXISTS (
           SELECT 1 FROM accounts_user u WHERE u.id = (SELECT concord_actor()) AND u.is_active AND u.is_hr_admin
       )
);
CREATE POLICY worker_keeps ON consensus_interviewerfigures TO concord_worker USING (true) WITH CHECK (true);

REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON consensus_rolemeasures, consensus_interviewerfigures,
    consensus_calibration FROM concord_app;
REVOKE DELETE, TRUNCATE ON consensus_calibrationdue FROM concord_app;
REVOKE ALL ON consensus_posterior FROM concord_app;
REVOKE UPDATE, TRUNCATE ON consensus_rolemeasures, consensus_interviewerfigures, consensus_posterior
    FROM concord_worker;
REVOKE UPDATE, DELETE, TRUNCATE ON consensus_calibration FROM concord_worker;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON consensus_policy, consensus_adjustedrole FROM concord_worker;
"""

BACK = """
DROP POLICY measured_roles ON consensus_rolemeasures;
DROP POLICY worker_keeps ON consensus_rolemeasures;
DROP POLICY own_or_named ON consensus_interviewerfigures;
DROP POLICY worker_keeps ON consensus_interviewerfigures;
DROP FUNCTION concord_role_measured(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("consensus", "0003_calibrations"),
        ("scorecards", "0002_fence"),
    ]

    operations = [migrations.RunSQL(FENCE, BACK)]
