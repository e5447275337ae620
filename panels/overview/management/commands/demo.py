"""The demo organisation: a made-up firm with four roles, so that everything has something to show."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from panels.overview.demo.build import NotEmpty, build, decide, is_built, steps, undecided
from panels.overview.demo.reports import build_reports
from panels.overview.demo.sign_ins import table


class Command(BaseCommand):
    help = "Builds the demo organisation in an empty database; does nothing when it is there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sign-ins", action="store_true", help="only say who is who, and the password")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["sign_ins"]:
            self.stdout.write(table() if is_built() else "There is no demo organisation in this database.")
            return
        began = time.monotonic()
        quiet = options["verbosity"] == 0
        if is_built() and not undecided():
            self.stdout.write("The demo organisation is there already.")
            return
        with tqdm(total=steps(), unit=" steps", mininterval=0.5, file=sys.stderr, disable=quiet) as bar:
            self._build(bar)
        if not quiet:
            self.stdout.write(f"Demo organisation built in {time.monotonic() - began:.1f} s.")
            self._say_what_is_left()

    def _build(self, bar: tqdm[Any]) -> None:
        try:
            if not is_built():
                build(bar.update)
        except NotEmpty:
            raise CommandError(
                "This database has people of its own. The demo organisation goes into an empty one: name another data "
                "folder with CONCORD_DATA."
            ) from None
        build_reports()
        decide(bar.update)

    def _say_what_is_left(self) -> None:
        left = undecided()
        if left:
            self.stdout.write(
                f"{left} decisions and follow-ups wait for reports, which the worker builds: start it, then run "
                "this once more."
            )
