from django.db import migrations

FENCE = """
ALTER TABLE consensus_analysis ENABLE ROW LEVEL SECURITY;
ALTER TABLE consensus_analysis FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON consensus_analysis TO concord_app, concord_owner
    USING (owner_id = (SELECT concord_actor())) WITH CHECK (owner_id = (SELECT concord_actor()));
CREATE POLICY worker_analyses ON consensus_analysis TO concord_worker USING (true) WITH CHECK (true);
REVOKE TRUNCATE ON consensus_analysis FROM concord_app;
REVOKE INSERT, DELETE, TRUNCATE ON consensus_analysis FROM concord_worker;
"""

BACK = """
DROP POLICY own ON consensus_analysis;
DROP POLICY worker_analyses ON consensus_analysis;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("consensus", "0005_analyses"),
        ("scorecards", "0002_fence"),
    ]

    operations = [migrations.RunSQL(FENCE, BACK)]
