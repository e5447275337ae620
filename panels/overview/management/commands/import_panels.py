"""Ratings that were given elsewhere, taken in as panels with submitted scorecards."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from interviews.accounts.models import User
from interviews.roles.models import Role
from panels.consensus.rows.problems import BadFile, Problems
from panels.consensus.rows.reading import read_rows
from panels.overview.imports.checking import Plan, make_plan, parse_scale
from panels.overview.imports.existing import find_role, what_it_expects
from panels.overview.imports.writing import write

LONGEST_NAME = 120


class Command(BaseCommand):
    help = (
        "Imports ratings as panels with submitted scorecards: a CSV file in UTF-8 with the columns "
        "target,rater,item,rating, a line for each rating. A file with anything wrong in it is not imported at all."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument("--role", required=True, metavar="NAME", help="made when it is not there")
        parser.add_argument("--scale", metavar="LOW-HIGH", help="as in 1-5 (default: lowest to highest in the file)")
        parser.add_argument(
            "--lead", metavar="EMAIL", help="the hiring manager who reads and decides (default: the role's own)"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        began = time.monotonic()
        name = " ".join(options["role"].split())
        try:
            lead = _lead(options["lead"])
            role, plan = _check(options["file"], name, options["scale"])
            role = self._write(plan, name, role, lead, quiet=options["verbosity"] == 0)
        except BadFile as error:
            raise CommandError("Nothing was imported.\n" + "\n".join(error.sentences)) from None
        except ValidationError as error:
            raise CommandError("Nothing was imported.\n" + "\n".join(error.messages)) from None
        if options["verbosity"]:
            self.stdout.write(
                f"{len(plan.cards)} panels with {plan.card_count} scorecards of {len(plan.raters)} raters imported "
                f"into {role}, levels {plan.low} to {plan.high}, in {time.monotonic() - began:.1f} s.\n"
                "Reports are built by the worker: ./run starts one."
            )

    def _write(self, plan: Plan, name: str, role: Role | None, lead: User | None, *, quiet: bool) -> Role:
        with tqdm(total=plan.card_count, unit=" cards", mininterval=0.5, file=sys.stderr, disable=quiet) as bar:
            return write(plan, role_name=name, role=role, lead=lead, advance=lambda: bar.update())


def _lead(email: str | None) -> User | None:
    if email is None:
        return None
    lead: User | None = User.objects.filter(email__iexact=email, is_active=True).first()
    if lead is None:
        raise BadFile(f"Nobody with the address {email} can sign in here.")
    return lead


def _check(file: Path, name: str, scale: str | None) -> tuple[Role | None, Plan]:
    if not name:
        raise BadFile("Give the role a name with --role.")
    if len(name) > LONGEST_NAME:
        raise BadFile(f"The role's name is longer than {LONGEST_NAME} characters.")
    try:
        content = file.read_bytes()
    except OSError as error:
        raise BadFile(f"{file} cannot be read: {error.strerror}.") from None
    named = parse_scale(scale) if scale else None
    role = find_role(name)
    existing = what_it_expects(role) if role else None
    problems = Problems()
    rows = list(read_rows(content, problems))
    return role, make_plan(rows, problems, scale=named, existing=existing)
