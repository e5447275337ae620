"""A file of ratings, analysed on this machine alone: no database, no account, nothing kept."""

from __future__ import annotations

import json
import os
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from panels.consensus.analysing.sections import headline, sections
from panels.consensus.analysing.text import render
from panels.consensus.rows.problems import BadFile, Problems
from panels.consensus.rows.scale import parse_scale

MOST_BYTES = 1024**3
MOST_WRONG_LINES = 200
PATIENCE = 1.5
"""Seconds after which the bar shows: most files are done before."""


class Command(BaseCommand):
    help = (
        "Says how far raters agree, what their ratings are made of and how many raters it takes. FILE.csv is in UTF-8 "
        "with the columns target,rater,item,rating, a line for each rating; ratings may be decimals. Needs no database."
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument("--json", action="store_true", help="all results as JSON, as docs/analysing.md names them")
        parser.add_argument("--scale", metavar="LOW-HIGH", help="as in 1-5 (default: lowest to highest in the file)")
        parser.add_argument(
            "--no-item-effect", action="store_true", help="two-way model without a mean of its own for each item"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            result = _analyse(options["file"], options["scale"], item_effect=not options["no_item_effect"])
        except BadFile as error:
            raise CommandError("Nothing was analysed.\n" + "\n".join(error.sentences)) from None
        if options["json"]:
            self.stdout.write(json.dumps(result, allow_nan=False, ensure_ascii=False))
        else:
            self.stdout.write(render(headline(result), sections(result)), ending="")


def _analyse(file: Path, scale: str | None, *, item_effect: bool) -> dict[str, Any]:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read once, when NumPy loads: more threads only add CPU time
    from panels.consensus.rows.ratings import read_table  # noqa: PLC0415 -- after the line above
    from panels.consensus.statistics.analysis.whole import STEPS, analyse  # noqa: PLC0415 -- the same

    levels = parse_scale(scale) if scale is not None else None
    try:
        content = file.read_bytes()
    except OSError as error:
        raise BadFile(f"{file} cannot be read: {error.strerror}.") from None
    with _Bar(STEPS + 1) as bar:
        bar.step("reading")
        table = read_table(content, Problems(most=MOST_WRONG_LINES), scale=levels, most_bytes=MOST_BYTES)
        return analyse(table, scale=levels, item_effect=item_effect, progress=bar.step)


class _Bar:
    """A bar on stderr once the work has taken `PATIENCE` seconds; it is gone when the work is done."""

    def __init__(self, steps: int) -> None:
        self.began = time.monotonic()
        self.bar = tqdm(total=steps, file=sys.stderr, delay=PATIENCE, leave=False, bar_format="{l_bar}{bar}| {elapsed}")
        self.now = ""

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.bar.close()

    def step(self, what: str) -> None:
        """Says what comes next; the same again only keeps the clock going."""
        if self.now and what != self.now:
            self.bar.update()
        self.now = what
        self.bar.set_description(what, refresh=time.monotonic() - self.began > PATIENCE)
