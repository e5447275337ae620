from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    """Going back leaves it as it is: without recusals the functions answer as before."""

    dependencies = [
        ("scorecards", "0005_one_rule"),
        ("seating", "0005_recusal"),
    ]

    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
