from pathlib import Path

from django.db import migrations

BACK = """
DROP FUNCTION reveal_if_complete(bigint);
DROP FUNCTION panel_progress(bigint[]);
DROP POLICY own ON scorecards_scorecard;
DROP POLICY fence_counts ON scorecards_scorecard;
DROP POLICY own ON scorecards_rating;
DROP POLICY own ON scorecards_keptdraft;
DROP POLICY own_or_open ON scorecards_submittedversion;
DROP POLICY submit_own ON scorecards_submittedversion;
DROP POLICY worker_reads_revealed ON scorecards_submittedversion;
DROP POLICY own_or_open ON scorecards_submittedpayload;
DROP POLICY submit_own ON scorecards_submittedpayload;
DROP POLICY worker_reads_revealed ON scorecards_submittedpayload;
DROP POLICY eraser_finds ON scorecards_submittedpayload;
DROP POLICY eraser_deletes ON scorecards_submittedpayload;
DROP FUNCTION concord_panel_open(bigint);
DROP FUNCTION concord_actor();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("scorecards", "0001_initial"),
        ("seating", "0001_initial"),
        ("audit", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"), BACK),
    ]
