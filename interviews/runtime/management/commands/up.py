import errno
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from psycopg.errors import DiskFull

from interviews.runtime.supervisor.site import Site


class Command(BaseCommand):
    help = "Runs the whole site: database, web server, worker and beat, with the demo organisation in a new folder."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="where to serve on 127.0.0.1 (default: 8000)")
        parser.add_argument("--no-demo", action="store_true", help="a link for the first HR admin instead")

    def handle(self, *_args: Any, **options: Any) -> None:
        site = Site(settings.DATA_DIR, options["port"], with_demo=not options["no_demo"], out=self.stdout)
        try:
            site.run()
        except Exception as error:
            if _is_disk_full(error):
                raise CommandError(
                    f"The disk that holds {settings.DATA_DIR} is full: free some space and start again."
                ) from error
            raise


def _is_disk_full(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, DiskFull) or getattr(error, "errno", None) == errno.ENOSPC:
            return True
        error = error.__cause__
    return False
