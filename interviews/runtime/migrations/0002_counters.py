from django.db import migrations

TABLE = """
CREATE TABLE runtime_counters (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX runtime_counters_expires ON runtime_counters (expires);
"""


class Migration(migrations.Migration):
    """The table of Django's database cache: how often somebody has tried to sign in, for every web process alike."""

    dependencies = [
        ("runtime", "0001_initial"),
    ]

    operations = [migrations.RunSQL(TABLE, "DROP TABLE runtime_counters;")]
