from pathlib import Path

from django.db import migrations

BACK = """
DROP FUNCTION reveal_kickoff(bigint, boolean);
DROP FUNCTION kickoff_answers(bigint[]);
DROP POLICY backup_reads ON roles_kickoffvote;
DROP POLICY fence_counts ON roles_kickoffvote;
DROP POLICY change_own ON roles_kickoffvote;
DROP POLICY answer_own ON roles_kickoffvote;
DROP POLICY own_or_open ON roles_kickoffvote;
DROP FUNCTION concord_kickoff_open(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("roles", "0003_kickoffs"),
        ("accounts", "0002_outside"),
    ]

    operations = [migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"), BACK)]
