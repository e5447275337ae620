"""How long the measures take and how much memory: `make bench-measures`, or with InstEval's ratings in a file
`make bench-measures FILE=ratings.csv`. Prints JSON; each part runs in a process of its own with one BLAS thread.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

Figures: TypeAlias = dict[str, Any]

ROOT = Path(__file__).parents[1]
IMPORTED = (
    "panels.consensus.tasks",
    "panels.consensus.statistics.panelmix.fit",
    "panels.consensus.statistics.two_way.fitting",
    "panels.consensus.statistics.analysis.whole",
)
REPEATS = 5


def insteval(file: Path | None) -> Figures:
    """Two-way fit with BLUPs; the deviations apart."""
    from bench import tables  # noqa: PLC0415 -- NumPy only where it is measured

    table = tables.insteval(file)
    return {"data": str(file) if file else "generated", **_two_way(table, with_deviations=True)}


def million(_file: Path | None) -> Figures:
    from bench import tables  # noqa: PLC0415 -- the same

    return _two_way(tables.million(), with_deviations=False)


def joint(_file: Path | None) -> Figures:
    """200,000 ratings of 10,000 candidates by 300 interviewers on five items."""
    from bench import tables  # noqa: PLC0415 -- the same
    from panels.consensus.statistics.panelmix.fit import fit  # noqa: PLC0415 -- the same

    table = tables.panels(candidates=10_000, interviewers=300, items=5, each=4)
    found, seconds = _timed(lambda: fit(table, prior=None))
    return {"ratings": len(table), "fit": seconds, "evaluations": getattr(found, "evaluations", None)}


def command(_file: Path | None) -> Figures:
    """`manage.py analyse` on a file of a million ratings."""
    from bench import tables  # noqa: PLC0415 -- the same

    table = tables.million()
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="", encoding="utf-8") as file:
        write = csv.writer(file)
        write.writerow(("target", "rater", "item", "rating"))
        columns = (table.target.tolist(), table.rater.tolist(), table.level.tolist())
        write.writerows(
            (table.targets[t], table.raters[r], "overall", int(y)) for t, r, y in zip(*columns, strict=True)
        )
        file.flush()
        del table
        _, seconds = _timed(lambda: _run("manage.py", "analyse", file.name, "--json"))
    return {"analyse": seconds, "child_peak_mb": _peak(resource.RUSAGE_CHILDREN)}


def imports(_file: Path | None) -> Figures:
    """Seconds to import a module, Django set up before and compiled files at hand: the best of five."""
    code = "import sys,time,django; django.setup(); t=time.perf_counter(); __import__(sys.argv[1]); "
    code += "sys.stdout.write(str(time.perf_counter()-t))"
    return {name: round(min(float(_run("-c", code, name)) for _ in range(REPEATS)), 3) for name in IMPORTED}


PARTS: dict[str, Callable[[Path | None], Figures]] = {
    "insteval_two_way": insteval,
    "million_two_way": million,
    "joint_200k": joint,
    "analyse_million_rows": command,
    "import_seconds": imports,
}


def _two_way(table: Any, *, with_deviations: bool) -> Figures:
    from panels.consensus.statistics.two_way.deviations import deviations  # noqa: PLC0415 -- as above
    from panels.consensus.statistics.two_way.fitting import fit  # noqa: PLC0415 -- as above

    model, seconds = _timed(lambda: fit(table, item_effect=False))
    found = {
        "ratings": len(table),
        "variance": {"target": model.v_target, "rater": model.v_rater, "residual": model.v_e},
        "reml_criterion": model.criterion,
        "fit": seconds,
    }
    return found | ({"deviations": _timed(lambda: deviations(model))[1]} if with_deviations else {})


def _timed(work: Callable[[], Any]) -> tuple[Any, Figures]:
    """CPU seconds of this process and its children, and seconds on the wall."""
    wall, before = time.perf_counter(), os.times()
    result = work()
    cpu = sum(os.times()[:4]) - sum(before[:4])
    return result, {"cpu_seconds": round(cpu, 2), "wall_seconds": round(time.perf_counter() - wall, 2)}


def _peak(whose: int) -> int:
    return resource.getrusage(whose).ru_maxrss // 1024


def _run(*arguments: str) -> str:
    settings = {"OPENBLAS_NUM_THREADS": "1", "DJANGO_SETTINGS_MODULE": "interviews.settings"}
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | settings
    done = subprocess.run(  # noqa: S603 -- this interpreter and modules named here
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def main(part: str, file: str) -> None:
    if part:
        figures = PARTS[part](Path(file) if file else None)
        sys.stdout.write(json.dumps({**figures, "peak_mb": _peak(resource.RUSAGE_SELF)}))
        return
    found = {name: json.loads(_run("-m", "bench.measures", file, name)) for name in PARTS}
    sys.stdout.write(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    given = [*sys.argv[1:], "", ""]
    main(part=given[1], file=given[0])
