from django.db import migrations

FOR_EVER = (
    "audit_entry",
    "audit_head",
    "scorecards_submittedversion",
    "scorecards_submittedpayload",
    "consensus_report",
    "consensus_calibration",
    "decisions_decision",
)
REFUSE = """
CREATE FUNCTION refuse_emptying() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'what stands in % stands for ever', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$$;
"""
TRIGGERS = "".join(
    f"CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_emptying();\n"
    for table in FOR_EVER
)
BACK = "".join(f"DROP TRIGGER never_emptied ON {table};\n" for table in FOR_EVER) + "DROP FUNCTION refuse_emptying();"


class Migration(migrations.Migration):
    """Row-level security and row triggers do not hold for TRUNCATE, to which the tables' owner has the right."""

    dependencies = [
        ("decisions", "0005_erase"),
        ("consensus", "0006_analyses_fence"),
        ("audit", "0002_chain"),
    ]

    operations = [migrations.RunSQL(REFUSE + TRIGGERS, BACK)]
