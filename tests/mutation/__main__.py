"""Puts faults into the formula files and says which of them no test notices: `make mutation`.

A sample from each file, drawn by the seed; all of one file with `--per-file 0 panelmix/prior.py`. Each file is tried
with the tests of its own name or, where there are none, with those of the files that use it.

The libraries that do this draw no sample by a seed; mutmut leaves out properties and constants, cosmic-ray writes its
mutants into the working tree.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from tests.mutation.mutants import Mutant, mutants, sample
from tests.mutation.running import KILLED, SURVIVED, TIMEOUT, Task, Tested, copied, prepared, run

ROOT = Path(__file__).parents[2]
FORMULAS = Path("panels/consensus/statistics")
TESTS = Path("tests/consensus/statistics")
OVERALL, EACH = 0.9, 0.8
EQUIVALENT = tomllib.loads(Path(__file__).with_name("equivalent.toml").read_text("utf-8"))
SEED, PER_FILE, JOBS = 20261125, 12, 2
BASELINE = 300
"""CPU seconds that a file's tests may take without a fault; with one, three times as long as they took, and 5 more."""


@dataclass(frozen=True)
class File:
    """`name` is below FORMULAS, or from the root; `all` counts its mutants, `drawn` are those to try."""

    name: str
    module: str
    tests: tuple[str, ...]
    all: int
    drawn: list[Mutant]
    stale: list[str]


def module_of(name: str) -> str:
    return ".".join((FORMULAS / name).with_suffix("").parts)


def mirror_of(name: str) -> Path:
    return TESTS / Path(name).with_name(f"test_{Path(name).name}")


def tests_of(name: str, root: Path) -> tuple[str, ...]:
    """That of its own name; else those that import it, and those of the files that do."""
    if (root / mirror_of(name)).exists():
        return (str(mirror_of(name)),)
    imported = f"from {module_of(name)} import"
    tests = [one.relative_to(root) for one in (root / TESTS).rglob("test_*.py") if imported in one.read_text("utf-8")]
    files = [one for one in (root / FORMULAS).rglob("*.py") if imported in one.read_text("utf-8")]
    mirrors = [mirror_of(str(one.relative_to(root / FORMULAS))) for one in files]
    return tuple(sorted({str(one) for one in [*tests, *mirrors] if (root / one).exists()}))


def read(name: str, root: Path, number: int, seed: int) -> File:
    return drawn_from(root / FORMULAS / name, name, module_of(name), tests_of(name, root), number, seed)


def drawn_from(path: Path, name: str, module: str, tests: tuple[str, ...], number: int, seed: int) -> File:
    """Reads a file and draws from it."""
    found = mutants(path.read_text(encoding="utf-8"), str(path))
    return drawn_of(found, name, module, tests, number, seed)


def drawn_of(found: list[Mutant], name: str, module: str, tests: tuple[str, ...], number: int, seed: int) -> File:
    """Without those that are known to change nothing; `number` 0 is all."""
    allowed = EQUIVALENT.get(name, {})
    stale = [one for one in allowed if one not in {mutant.name for mutant in found}]
    left = [one for one in found if one.name not in allowed]
    return File(name, module, tests, len(found), sample(left, number or len(left), seed), stale)


def tried(files: list[File], folder: Path, jobs: int, tested: Tested | None = None) -> dict[tuple[str, int], str]:
    """Outcome by module and mutant's place among the drawn. Exits where tests fail without any fault."""
    seconds, failed = {}, []
    with tqdm(total=len(files), desc="without faults", disable=not sys.stderr.isatty()) as bar:
        for result in run([Task(one.module, one.tests, None, BASELINE) for one in files], folder, jobs, tested):
            seconds[result.task.module] = result.cpu
            if result.outcome != SURVIVED:
                failed.append(f"{result.task.module}: its tests fail without any fault\n{result.said}")
            bar.update()
    if failed:
        sys.exit("\n".join(failed))
    tasks = {}
    for one in files:
        for index, mutant in enumerate(one.drawn):
            task = Task(one.module, one.tests, mutant.code, math.ceil(3 * seconds[one.module]) + 5)
            tasks[id(task)] = task, (one.module, index)
    outcomes = {}
    with tqdm(total=len(tasks), desc="with one fault", disable=not sys.stderr.isatty()) as bar:
        for result in run([task for task, _ in tasks.values()], folder, jobs, tested):
            outcomes[tasks[id(result.task)][1]] = result.outcome
            bar.update()
    return outcomes


def share(count: Counter[str]) -> float:
    return 1 - count[SURVIVED] / count.total() if count else 1.0


def reported(files: list[File], outcomes: dict[tuple[str, int], str]) -> bool:
    """Prints it; whether everything holds."""
    total, holds = Counter[str](), True
    lines = [f"{'file':34}    of  tried  killed  timeout  survived"]
    for one in files:
        count = Counter(outcomes[one.module, index] for index in range(len(one.drawn)))
        total += count
        enough = share(count) >= EACH and not one.stale
        holds &= enough
        figures = f"{one.all:6}{len(one.drawn):7}{count[KILLED]:8}{count[TIMEOUT]:9}{count[SURVIVED]:10}"
        lines.append(f"{one.name:34}{figures}  {share(count):5.0%}{'' if enough else '  too low'}")
        for index, mutant in enumerate(one.drawn):
            if outcomes[one.module, index] == SURVIVED:
                lines.append(f"    {mutant.line}: {mutant.name}")
        lines += [f"    no such mutant any more, take it out of equivalent.toml: {name}" for name in one.stale]
    holds &= share(total) >= OVERALL
    lines.append(f"{share(total):.1%} of {total.total()} noticed; asked for are {OVERALL:.0%}, {EACH:.0%} in each file")
    lines.append(f"all of one file: name it, --per-file 0; for example {files[0].name}")
    sys.stdout.write("\n".join([*lines, ""]))
    return holds


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("files", nargs="*", help=f"below {FORMULAS}; all of them by default")
    parser.add_argument("--per-file", type=int, default=PER_FILE, help=f"mutants a file, 0 for all ({PER_FILE})")
    parser.add_argument("--seed", type=int, default=SEED, help="draws the sample")
    parser.add_argument("--jobs", type=int, default=JOBS, help=f"processes at a time ({JOBS})")
    asked = parser.parse_args()
    tqdm.monitor_interval = 0  # its thread would be forked along
    with tempfile.TemporaryDirectory(prefix="mutation-") as place:
        folder = copied(ROOT, Path(place))
        every = sorted(str(one.relative_to(folder / FORMULAS)) for one in (folder / FORMULAS).rglob("*.py"))
        read_in = [read(name, folder, asked.per_file, asked.seed) for name in asked.files or every]
        files = [one for one in read_in if one.drawn or one.stale]
        if untested := [one.name for one in files if not one.tests]:
            sys.exit(f"no tests: {', '.join(untested)}")
        prepared()
        return 0 if reported(files, tried(files, folder, asked.jobs)) else 1


if __name__ == "__main__":
    sys.exit(main())
