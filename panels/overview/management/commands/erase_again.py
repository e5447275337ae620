"""After a backup was put back: erases once more who was erased since it was made."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from interviews.runtime.database.roles import use_role
from panels.overview.erasing.carrying_out import erase_again
from panels.overview.erasing.ledger import read


class Command(BaseCommand):
    help = (
        "Erases again whoever stands on a list of erased candidates (erased.txt of a worker's data folder, or a copy) "
        "and is in the database. The worker does this by itself with the list in its own data folder."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("list", type=Path, help="the list: a line for each candidate, beginning with the id")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            listed = read(options["list"].read_text(encoding="utf-8").splitlines())
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{options['list']} cannot be read: {error}", returncode=2) from error
        use_role("worker")
        erased = erase_again(listed)
        self.stdout.write(f"{len(listed)} on the list, {erased} erased again.")
