from pathlib import Path

from django.db import migrations

HERE = Path(__file__)
# The eraser's function as it was, without the tables that go.
BEFORE = HERE.with_name("0005_erase.sql").read_text(encoding="utf-8")
FUNCTION = BEFORE[BEFORE.index("CREATE FUNCTION") : BEFORE.index("CREATE POLICY")].replace("CREATE", "CREATE OR REPLACE", 1)
BACK = f"""
GRANT CREATE ON SCHEMA public TO concord_eraser;
SET LOCAL ROLE concord_eraser;
{FUNCTION}
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM concord_eraser;
DROP POLICY open_panels ON decisions_debriefitem;
DROP POLICY lead_begins ON decisions_debriefitem;
DROP POLICY lead_writes ON decisions_debriefitem;
DROP POLICY backup_reads ON decisions_debriefitem;
DROP POLICY eraser_finds ON decisions_debriefitem;
DROP POLICY eraser_clears ON decisions_debriefitem;
DROP POLICY open_panels ON decisions_debrief;
DROP POLICY lead_begins ON decisions_debrief;
DROP POLICY backup_reads ON decisions_debrief;
DROP POLICY eraser_finds ON decisions_debrief;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0007_debriefs"),
        ("scorecards", "0006_recusal"),
    ]

    operations = [migrations.RunSQL(HERE.with_suffix(".sql").read_text(encoding="utf-8"), BACK)]
