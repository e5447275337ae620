from pathlib import Path

from django.db import migrations

BACK = """
DROP FUNCTION erase_words_about(bigint);
DROP POLICY eraser_writes ON audit_entry;
DROP POLICY eraser_finds ON scorecards_scorecard;
DROP POLICY eraser_clears ON scorecards_scorecard;
DROP POLICY eraser_finds ON scorecards_rating;
DROP POLICY eraser_clears ON scorecards_rating;
DROP POLICY eraser_finds ON scorecards_keptdraft;
DROP POLICY eraser_deletes ON scorecards_keptdraft;
DROP POLICY eraser_finds ON scorecards_submittedversion;
DROP POLICY eraser_clears ON scorecards_submittedversion;
DROP POLICY eraser_finds ON decisions_decision;
DROP POLICY eraser_clears ON decisions_decision;
REVOKE ALL ON seating_candidate, seating_panel, audit_entry, scorecards_scorecard, scorecards_rating, scorecards_keptdraft,
    scorecards_submittedversion, decisions_decision FROM concord_eraser;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0004_erasing"),
        ("scorecards", "0004_erasing"),
        ("seating", "0004_erasing"),
    ]

    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"), BACK),
    ]
