from django.db import migrations

FENCE = """
ALTER TABLE decisions_decision ENABLE ROW LEVEL SECURITY;
ALTER TABLE decisions_decision FORCE ROW LEVEL SECURITY;
CREATE POLICY open_panels ON decisions_decision TO concord_app, concord_owner USING (concord_panel_open(panel_id));
REVOKE UPDATE, DELETE, TRUNCATE ON decisions_decision FROM concord_app;
REVOKE ALL ON decisions_decision FROM concord_worker;
"""

BACK = "DROP POLICY open_panels ON decisions_decision;"


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0001_initial"),
        ("scorecards", "0002_fence"),
    ]

    operations = [migrations.RunSQL(FENCE, BACK)]
