from django.db import migrations

FENCE = """
ALTER TABLE consensus_printout ENABLE ROW LEVEL SECURITY;
ALTER TABLE consensus_printout FORCE ROW LEVEL SECURITY;
CREATE POLICY own_while_open ON consensus_printout TO concord_app, concord_owner
    USING (owner_id = (SELECT concord_actor()) AND concord_panel_open(panel_id))
    WITH CHECK (owner_id = (SELECT concord_actor()) AND concord_panel_open(panel_id));
CREATE POLICY worker_prints ON consensus_printout TO concord_worker USING (true) WITH CHECK (true);
CREATE POLICY backup_reads ON consensus_printout FOR SELECT TO concord_backup USING (true);
CREATE POLICY eraser_deletes ON consensus_printout TO concord_eraser USING (true);
REVOKE UPDATE, TRUNCATE ON consensus_printout FROM concord_app;
REVOKE INSERT, TRUNCATE ON consensus_printout FROM concord_worker;
GRANT SELECT, DELETE ON consensus_printout TO concord_eraser;
"""

BACK = """
DROP POLICY own_while_open ON consensus_printout;
DROP POLICY worker_prints ON consensus_printout;
DROP POLICY backup_reads ON consensus_printout;
DROP POLICY eraser_deletes ON consensus_printout;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("consensus", "0008_printouts"),
        ("scorecards", "0006_recusal"),
        ("decisions", "0004_erasing"),
    ]

    operations = [migrations.RunSQL(FENCE, BACK)]
