"""The same for the rule of independence, for submitting and for aggregation: files that need Django and a database.

Each place has an embedded server of its own. A mutant meets a fresh copy of one migrated database, in a process that
was forked with the libraries loaded and Django not yet set up, and ends at the first test that fails.
"""

from __future__ import annotations

import argparse
import importlib
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest
from tqdm import tqdm

from interviews.runtime import provision
from interviews.runtime.embedded import server
from interviews.runtime.embedded.folder import Folder
from tests.mutation.__main__ import JOBS, PER_FILE, ROOT, SEED, File, drawn_from, drawn_of, reported, tried
from tests.mutation.fence import FENCE, fence_mutants
from tests.mutation.running import Task, copied, inside, prepared

SCORECARDS, SEATING, CONSENSUS = "tests/scorecards/", "tests/seating/", "tests/consensus/"
WRITING = (
    f"{SCORECARDS}test_actions.py",
    f"{SCORECARDS}views/test_writing.py",
    f"{SCORECARDS}views/test_submitting.py",
)
CHASING = (
    f"{SEATING}test_actions_chasing.py",
    f"{SCORECARDS}test_chasing_actions.py",
    f"{SCORECARDS}test_chasing_views.py",
    f"{SCORECARDS}test_audited.py",
)
BUILDING = (f"{CONSENSUS}actions/test_building.py", f"{CONSENSUS}test_gather.py", f"{CONSENSUS}test_outbox.py")
TESTS: dict[str, tuple[str, ...]] = {
    "panels/scorecards/blinding.py": (
        f"{SCORECARDS}test_blinding.py",
        f"{SCORECARDS}test_exposure.py",
        f"{SCORECARDS}test_clocks.py",
    ),
    "panels/scorecards/actions.py": (*WRITING, f"{SCORECARDS}test_audited.py", f"{SCORECARDS}views/test_reading.py"),
    "panels/scorecards/opening.py": (f"{SCORECARDS}test_actions.py", f"{SCORECARDS}test_fence.py", *CHASING),
    "panels/scorecards/drafts.py": (*WRITING, f"{SCORECARDS}views/test_reading.py"),
    "panels/scorecards/completeness.py": (f"{SCORECARDS}test_completeness.py", *WRITING),
    "panels/scorecards/payloads.py": (f"{SCORECARDS}test_actions.py", f"{SCORECARDS}views/test_reading.py"),
    "panels/scorecards/exposure.py": (f"{SCORECARDS}test_exposure.py",),
    "panels/scorecards/receivers.py": (f"{SEATING}test_actions_seats.py", f"{SCORECARDS}test_actions.py", *CHASING),
    "panels/scorecards/chasing_actions.py": CHASING[::-1],
    "panels/seating/actions/locks.py": (
        *CHASING,
        f"{SEATING}test_actions_planning.py",
        f"{SEATING}test_actions_seats.py",
    ),
    "panels/seating/actions/endings.py": (*CHASING, f"{SEATING}test_views_planning.py"),
    "panels/seating/actions/chasing.py": CHASING,
    "panels/seating/actions/erasing.py": (f"{SEATING}test_erasing.py", "tests/overview/erasing/"),
    "panels/consensus/counted.py": BUILDING,
    "panels/consensus/basis.py": (
        *BUILDING,
        f"{CONSENSUS}actions/test_policies.py",
        f"{CONSENSUS}test_measured_page.py",
        f"{CONSENSUS}page/test_adjusted.py",
    ),
    "panels/consensus/digest.py": BUILDING,
    "panels/consensus/outbox.py": (*BUILDING, f"{CONSENSUS}test_job_page.py", f"{CONSENSUS}test_views.py"),
    "panels/consensus/gather.py": BUILDING[::-1],
    "panels/consensus/rounding.py": (f"{CONSENSUS}test_gather.py", *BUILDING),
    "panels/consensus/receivers.py": BUILDING,
    "panels/consensus/tasks.py": (f"{CONSENSUS}test_tasks.py",),
    "panels/consensus/actions/building.py": (*BUILDING, f"{CONSENSUS}test_measured_page.py"),
    "panels/consensus/actions/reports.py": (
        *BUILDING,
        f"{CONSENSUS}actions/test_looking.py",
        f"{CONSENSUS}test_views.py",
    ),
    "panels/decisions/agenda.py": ("tests/decisions/test_agenda.py",),
    "panels/decisions/debriefing.py": ("tests/decisions/test_debriefing.py",),
    "interviews/roles/blinding.py": ("tests/roles/test_kickoffs.py",),
    "interviews/roles/actions/kickoffs.py": ("tests/roles/test_kickoffs.py",),
    "panels/overview/erasing/carrying_out.py": ("tests/overview/erasing/",),
    "interviews/runtime/actor.py": ("tests/runtime/test_actor.py", f"{SCORECARDS}test_fence.py"),
    "interviews/audit/actions.py": ("tests/audit/", f"{SCORECARDS}test_actions.py"),
    "interviews/audit/chain.py": ("tests/audit/", "tests/overview/verifying/"),
    "interviews/audit/canonical.py": ("tests/audit/", f"{SCORECARDS}test_actions.py", *BUILDING),
}
PRELOADED = ("django.test", "django.contrib.auth", "allauth", "celery", "kombu", "crispy_forms", "fido2.server", "bs4")
WALL = 300
BASE = "mutation_base"
OPTIONS = ("--reuse-db", "-n0", "-x", "-q", "--no-header", "-W", "ignore", "--assert=plain", "--tb=line")


def started(folder: Path, place: int) -> Path:
    """A server for one place, with a migrated database to copy from. Ends with this process."""
    root = Path(tempfile.mkdtemp(prefix=f"place-{place}-", dir=folder))
    root.chmod(0o711)
    Folder(root).throwaway.touch()
    (root / "static").mkdir()
    server.ensure_running(root)
    provision.provision(server.admin_conninfo(root), database="concord_template")
    words = [sys.executable, "-m", "pytest", "--reuse-db", "-n0", "-q", "tests/audit"]
    made = subprocess.run(words, env={**os.environ, **environment(root)}, cwd=ROOT, capture_output=True, text=True)
    if made.returncode:
        sys.exit(made.stdout[-2000:])
    with psycopg.connect(server.admin_conninfo(root, "test_concord"), autocommit=True) as inside_it:
        inside_it.execute("DROP SCHEMA shipped CASCADE")
    with psycopg.connect(server.admin_conninfo(root), autocommit=True) as beside:
        beside.execute(f"ALTER DATABASE test_concord RENAME TO {BASE}")  # type: ignore[call-overload]
    return root


def environment(root: Path) -> dict[str, str]:
    """What makes `tests.embedded` use a server that runs already."""
    return {
        "CONCORD_DATA": str(root),
        "CONCORD_TEST_TEMPLATE": "concord_template",
        "CONCORD_DB_ROLE": "owner",
        "PYTEST_XDIST_WORKER": "mutation",
    }


def site_tested(roots: list[Path], task: Task, folder: Path, place: int) -> int:
    signal.alarm(WALL)
    os.environ.update(environment(roots[place]))
    with psycopg.connect(server.admin_conninfo(roots[place]), autocommit=True) as beside:
        beside.execute("DROP DATABASE IF EXISTS test_concord WITH (FORCE)")
        beside.execute(f"CREATE DATABASE test_concord TEMPLATE {BASE}")  # type: ignore[call-overload]
    if isinstance(task.code, str):
        with psycopg.connect(server.admin_conninfo(roots[place], "test_concord")) as inside_it:
            inside_it.execute(task.code)  # type: ignore[call-overload]
    inside(task, folder)
    marks = ["-m", "not browser"]
    plugins = [
        "-p",
        "pytest_django.plugin",
        "-p",
        "xdist.plugin",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist.looponfail",
    ]
    return int(pytest.main(["-c", str(folder / "pyproject.toml"), *plugins, *OPTIONS, *marks, *task.tests]))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation.site", description=__doc__)
    parser.add_argument("files", nargs="*", help=f"from the project's root, or {', '.join(FENCE)}; all by default")
    parser.add_argument("--per-file", type=int, default=PER_FILE, help=f"mutants a file, 0 for all ({PER_FILE})")
    parser.add_argument("--seed", type=int, default=SEED, help="draws the sample")
    parser.add_argument("--jobs", type=int, default=JOBS, help=f"processes at a time ({JOBS})")
    asked = parser.parse_args()
    tqdm.monitor_interval = 0  # its thread would be forked along
    with tempfile.TemporaryDirectory(prefix="mutation-", ignore_cleanup_errors=True) as place:
        Path(place).chmod(0o711)
        roots = [started(Path(place), number) for number in range(asked.jobs)]
        folder = copied(ROOT, Path(place))
        for name in ("pyproject.toml", "templates", "static", "docs"):
            (folder / name).symlink_to(ROOT / name)
        fenced = server.admin_conninfo(roots[0], BASE)
        files = [read(name, folder, fenced, asked) for name in asked.files or [*TESTS, *FENCE]]
        prepared()
        for name in PRELOADED:
            importlib.import_module(name)

        def tested(task: Task, folder: Path, number: int) -> int:
            return site_tested(roots, task, folder, number)

        found = tried([one for one in files if one.drawn or one.stale], folder, asked.jobs, tested)
        return 0 if reported([one for one in files if one.drawn or one.stale], found) else 1


def read(name: str, root: Path, fenced: str, asked: argparse.Namespace) -> File:
    """A file, or a part of the fence as it stands in the database at `fenced`."""
    if name in FENCE:
        with psycopg.connect(fenced) as beside:
            found = fence_mutants(beside, name)
        return drawn_of(found, name, name, FENCE[name], asked.per_file, asked.seed)
    module = ".".join(Path(name).with_suffix("").parts)
    return drawn_from(root / name, name, module, TESTS[name], asked.per_file, asked.seed)


if __name__ == "__main__":
    sys.exit(main())
