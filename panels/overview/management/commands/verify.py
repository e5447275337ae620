"""Checks every receipt, chain, digest and invariant of the database, and names what is broken."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from interviews.runtime.database.roles import use_role
from panels.overview.verifying import run

SHOWN = 1000


class Command(BaseCommand):
    help = (
        "Recomputes every receipt, audit chain, report digest and invariant, and names what is broken, never what "
        "somebody wrote. Ends with 1 when something is. Reads as the role concord_backup."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--panel", type=UUID, help="only this panel, by the id in its address")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *_args: Any, **options: Any) -> None:
        use_role("backup")
        uuid = str(options["panel"]) if options["panel"] else None
        total = run.steps(uuid)
        if uuid and not total:
            raise CommandError(f"There is no panel {uuid}.", returncode=2)
        quiet = options["verbosity"] == 0 or options["json"] or not sys.stderr.isatty()
        with tqdm(total=total, unit=" panels", mininterval=0.5, file=sys.stderr, disable=quiet) as bar:
            found = list(run.verify(bar.update, uuid=uuid))
        if options["json"]:
            self.stdout.write(json.dumps({"panels": total, "broken": [asdict(one) for one in found]}))
        else:
            for one in found[:SHOWN]:
                self.stdout.write(str(one))
            self.stdout.write(f"{len(found) or 'Nothing'} broken in {total} panel{'' if total == 1 else 's'}.")
        if found:
            sys.exit(1)
