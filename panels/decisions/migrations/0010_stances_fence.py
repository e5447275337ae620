from pathlib import Path

from django.db import migrations

HERE = Path(__file__)
# The eraser clears why somebody disagreed, and what is on paper, as well; the rest of its function is 0008's.
BEFORE = HERE.with_name("0008_debriefs_fence.sql").read_text(encoding="utf-8")
AS_IT_WAS = BEFORE[BEFORE.index("GRANT CREATE ON SCHEMA") :]
ALSO = """
    DELETE FROM consensus_printout WHERE panel_id = ANY (panels);
    UPDATE decisions_stance SET reason = 'erased' WHERE panel_id = ANY (panels) AND reason <> '';
END
$$;
"""
FENCE = HERE.with_suffix(".sql").read_text(encoding="utf-8") + AS_IT_WAS.replace("\nEND\n$$;\n", ALSO)
BACK = f"""
{AS_IT_WAS}
DROP POLICY open_panels ON decisions_stance;
DROP POLICY own_is_said ON decisions_stance;
DROP POLICY own_is_said_again ON decisions_stance;
DROP POLICY backup_reads ON decisions_stance;
DROP POLICY eraser_finds ON decisions_stance;
DROP POLICY eraser_clears ON decisions_stance;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0009_stances"),
        ("consensus", "0009_printouts_fence"),
    ]

    operations = [migrations.RunSQL(FENCE, BACK)]
