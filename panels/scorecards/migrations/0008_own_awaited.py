from pathlib import Path

from django.db import migrations


BACK = "SET LOCAL ROLE concord_fence; DROP FUNCTION own_cards_awaited(); RESET ROLE;"


class Migration(migrations.Migration):
    dependencies = [
        ("scorecards", "0007_talk"),
    ]

    operations = [
        migrations.RunSQL(
            Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"), BACK
        ),
    ]
