#!/usr/bin/env python
"""Django's command line for Concord."""

import os
import sys

SCHEMA_COMMANDS = {
    "migrate",
    "makemigrations",
    "sqlmigrate",
    "showmigrations",
    "flush",
    "dbshell",
    "pgtrigger",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interviews.settings")
    if len(sys.argv) > 1 and sys.argv[1] in SCHEMA_COMMANDS:
        os.environ.setdefault("CONCORD_DB_ROLE", "owner")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- settings are named above

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
