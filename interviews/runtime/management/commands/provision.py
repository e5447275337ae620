import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from psycopg import Error
from psycopg.conninfo import conninfo_to_dict

from interviews.runtime.provision import ATTRIBUTES, provision


class Command(BaseCommand):
    help = (
        "Makes roles, database, rights and queues on a PostgreSQL server of your own; the embedded one does it by "
        "itself. Passwords come from CONCORD_OWNER_PASSWORD, CONCORD_APP_PASSWORD and so on."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--admin-url", default=os.environ.get("CONCORD_ADMIN_URL", ""), help="of a superuser")
        parser.add_argument("--database", default="concord")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not options["admin_url"]:
            raise CommandError("Name the server's superuser in --admin-url or CONCORD_ADMIN_URL.")
        passwords = {role: os.environ.get(f"{role.upper()}_PASSWORD", "") for role in ATTRIBUTES}
        try:
            provision(
                options["admin_url"],
                database=options["database"],
                passwords={role: password for role, password in passwords.items() if password},
            )
        except Error as error:
            host = conninfo_to_dict(options["admin_url"]).get("host")
            raise CommandError(f"The server at {host} could not be made ready: {error}") from error
        self.stdout.write(f"Roles, database {options['database']} and queues are ready.")
