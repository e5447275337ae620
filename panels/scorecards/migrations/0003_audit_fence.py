from pathlib import Path

from django.db import migrations

BACK = """
DROP POLICY hr_reads ON audit_entry;
DROP POLICY own_looks ON audit_entry;
DROP POLICY as_oneself ON audit_entry;
DROP POLICY jobs_write ON audit_entry;
DROP POLICY migrations ON audit_entry;
ALTER TABLE audit_entry NO FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_entry DISABLE ROW LEVEL SECURITY;
GRANT SELECT ON audit_entry TO concord_worker;
DROP FUNCTION concord_audit_shows(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("scorecards", "0002_fence"),
        ("audit", "0002_chain"),
    ]

    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"), BACK),
    ]
