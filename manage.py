#!/usr/bin/env python
"""Django's command line for Concord."""

import os
import sys

OWNER_COMMANDS = {
    *("migrate", "makemigrations", "sqlmigrate", "squashmigrations", "optimizemigration", "showmigrations"),
    *("sqlflush", "flush", "dbshell", "inspectdb", "pgtrigger", "up"),
}
WORKER_COMMANDS = {"reports"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interviews.settings")
    if len(sys.argv) > 1 and sys.argv[1] in OWNER_COMMANDS:
        os.environ.setdefault("CONCORD_DB_ROLE", "owner")
    if len(sys.argv) > 1 and sys.argv[1] in WORKER_COMMANDS:
        os.environ.setdefault("CONCORD_DB_ROLE", "worker")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- settings are named above

    from interviews.runtime.embedded.errors import EmbeddedServerError  # noqa: PLC0415

    try:
        execute_from_command_line(sys.argv)
    except EmbeddedServerError as error:
        sys.exit(f"{error}")


if __name__ == "__main__":
    main()
