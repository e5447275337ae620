from django.db import migrations

FENCE = """
ALTER TABLE consensus_report ENABLE ROW LEVEL SECURITY;
ALTER TABLE consensus_report FORCE ROW LEVEL SECURITY;
CREATE POLICY open_panels ON consensus_report FOR SELECT TO concord_app, concord_owner
    USING (concord_panel_open(panel_id));
CREATE POLICY worker_reads_revealed ON consensus_report FOR SELECT TO concord_worker
    USING (EXISTS (SELECT 1 FROM seating_panel p WHERE p.id = panel_id AND p.revealed_at IS NOT NULL));
CREATE POLICY worker_writes_revealed ON consensus_report FOR INSERT TO concord_worker
    WITH CHECK (EXISTS (SELECT 1 FROM seating_panel p WHERE p.id = panel_id AND p.revealed_at IS NOT NULL));
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON consensus_report FROM concord_app;
REVOKE UPDATE, DELETE, TRUNCATE ON consensus_report FROM concord_worker;
"""

BACK = """
DROP POLICY open_panels ON consensus_report;
DROP POLICY worker_reads_revealed ON consensus_report;
DROP POLICY worker_writes_revealed ON consensus_report;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("consensus", "0001_initial"),
        ("scorecards", "0002_fence"),
    ]

    operations = [migrations.RunSQL(FENCE, BACK)]
