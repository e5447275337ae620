from django.db import migrations

from interviews.roles import shipped


def load(apps, schema_editor):
    shipped.load(apps)


class Migration(migrations.Migration):
    """The five-level scale and the competency library; undone by nothing, for rubrics may rest on them."""

    dependencies = [("roles", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
