from django.db import migrations

FENCED = (
    "audit_entry",
    "audit_head",
    "scorecards_scorecard",
    "scorecards_rating",
    "scorecards_keptdraft",
    "scorecards_submittedversion",
    "scorecards_submittedpayload",
    "consensus_report",
    "consensus_rolemeasures",
    "consensus_interviewerfigures",
    "consensus_analysis",
    "decisions_decision",
)
READS = "".join(f"CREATE POLICY backup_reads ON {table} FOR SELECT TO concord_backup USING (true);\n" for table in FENCED)
NO_MORE = "".join(f"DROP POLICY backup_reads ON {table};\n" for table in FENCED)
RIGHTS = """
GRANT SELECT ON ALL TABLES IN SCHEMA public TO concord_backup;
GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO concord_backup;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO concord_backup;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON SEQUENCES TO concord_backup;
"""
NO_RIGHTS = """
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT ON SEQUENCES FROM concord_backup;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT ON TABLES FROM concord_backup;
REVOKE SELECT ON ALL SEQUENCES IN SCHEMA public FROM concord_backup;
REVOKE SELECT ON ALL TABLES IN SCHEMA public FROM concord_backup;
"""


class Migration(migrations.Migration):
    """The backup's role reads every row, so that a dump is whole and `verify` sees what there is. It writes nothing."""

    dependencies = [
        ("decisions", "0002_fence"),
        ("consensus", "0006_analyses_fence"),
        ("scorecards", "0003_audit_fence"),
    ]

    operations = [migrations.RunSQL(READS + RIGHTS, NO_RIGHTS + NO_MORE)]
