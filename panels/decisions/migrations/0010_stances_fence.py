from pathlib import Path

from django.db import migrations

HERE = Path(__file__)
# The eraser's function as it was, without the table that goes.
BEFORE = HERE.with_name("0008_debriefs_fence.sql").read_text(encoding="utf-8")
BACK = f"""
{BEFORE[BEFORE.index("GRANT CREATE ON SCHEMA") :]}
DROP POLICY open_panels ON decisions_stance;
DROP POLICY own_is_said ON decisions_stance;
DROP POLICY own_is_said_again ON decisions_stance;
DROP POLICY backup_reads ON decisions_stance;
DROP POLICY eraser_finds ON decisions_stance;
DROP POLICY eraser_clears ON decisions_stance;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0009_stances"),
        ("consensus", "0009_printouts_fence"),
    ]

    operations = [migrations.RunSQL(HERE.with_suffix(".sql").read_text(encoding="utf-8"), BACK)]
