from pathlib import Path

from django.db import migrations, models

BACK = """
DROP TRIGGER audit_join_chain ON audit_entry;
DROP FUNCTION audit_join_chain();
DROP FUNCTION audit_digest(audit_entry);
DROP POLICY the_trigger_alone ON audit_head;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Head",
            fields=[
                ("chain", models.BigIntegerField(primary_key=True, serialize=False)),
                ("length", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
            ],
        ),
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"), BACK),
    ]
