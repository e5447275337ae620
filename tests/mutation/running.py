"""One mutant, one process: the file's tests with the mutant in the file's place.

The packages are copied first, so that nobody who edits a file meanwhile changes the result; the mutant itself is never
written anywhere. A process is forked with pytest, Hypothesis and NumPy loaded, and ends at the first test that fails.
Hypothesis draws the same examples each time. The limit is CPU time, which a busy machine does not use up.

Only what pytest says of tests that ran is an outcome. Anything else that goes wrong ends the run: counted as noticed,
it would raise the figure.
"""

from __future__ import annotations

import importlib
import os
import resource
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import CodeType, ModuleType
from typing import TypeAlias

import hypothesis
import pytest

PRELOADED = ("numpy", "scipy.linalg", "scipy.sparse", "scipy.special", "hypothesis.extra.numpy")
COPIED = ("panels", "interviews", "tests", "bench")
MEMORY = 4 << 30
KILLED, SURVIVED, TIMEOUT = "killed", "survived", "timeout"
OURS = 70
BROKE = {OURS, pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.NO_TESTS_COLLECTED}
"""Exit codes that say nothing of the mutant: this file's own, and two of pytest's."""


@dataclass(frozen=True)
class Task:
    """`code` stands in for the module, or is SQL; None runs the tests as they are. `cpu` is in whole seconds."""

    module: str
    tests: Sequence[str]
    code: CodeType | str | None
    cpu: int


@dataclass(frozen=True)
class Result:
    """`cpu` is in seconds, `said` what pytest printed."""

    task: Task
    outcome: str
    cpu: float
    said: str


Tested: TypeAlias = Callable[[Task, Path, int], int]


class Instead(MetaPathFinder, Loader):
    """Finds one module and runs the given code as it."""

    def __init__(self, module: str, code: CodeType) -> None:
        self.module, self.code = module, code

    def find_spec(self, name: str, *_where: object) -> ModuleSpec | None:
        return spec_from_loader(name, self, origin=self.code.co_filename) if name == self.module else None

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, module.__dict__)


def copied(root: Path, folder: Path) -> Path:
    """The packages as they are now."""
    for name in COPIED:
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def prepared() -> None:
    """What every test would load, once; forks find it."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    for name in PRELOADED:
        importlib.import_module(name)
    examples = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
    hypothesis.settings.register_profile("mutation", derandomize=True, database=None, deadline=None, phases=examples)
    hypothesis.settings.load_profile("mutation")


def run(tasks: Iterable[Task], folder: Path, jobs: int, tested: Tested | None = None) -> Iterator[Result]:
    """Results as they come, `jobs` processes at a time; each is told which of the `jobs` places it has.

    Exits where one of them broke.
    """
    waiting, running, free = iter(tasks), dict[int, tuple[Task, int]](), list(range(jobs))
    while True:
        while free and (task := next(waiting, None)) is not None:
            place = free.pop()
            running[_forked(task, folder, place, tested or formulas_tested)] = task, place
        if not running:
            return
        child, status, usage = os.wait4(-1, 0)
        if child not in running:
            continue
        said = (folder / f"{child}.txt").read_text(encoding="utf-8", errors="replace")
        task, place = running.pop(child)
        free.append(place)
        if os.WIFEXITED(status) and os.WEXITSTATUS(status) in BROKE:
            sys.exit(f"{task.module}: its tests were not run\n{said}")
        yield Result(task, _outcome(status), usage.ru_utime + usage.ru_stime, said)


def _forked(task: Task, folder: Path, place: int, tested: Tested) -> int:
    child = os.fork()
    if child:
        return child
    output = os.open(folder / f"{os.getpid()}.txt", os.O_WRONLY | os.O_CREAT)
    os.dup2(output, 1)
    os.dup2(output, 2)
    try:
        os._exit(tested(task, folder, place))
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(OURS)


def inside(task: Task, folder: Path) -> None:
    """From here on this process is within its limits, in the copy, and meets the mutant."""
    resource.setrlimit(resource.RLIMIT_CPU, (task.cpu, task.cpu + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for name in [name for name in sys.modules if name.partition(".")[0] in COPIED]:
        del sys.modules[name]
    sys.path[0] = str(folder)
    sys.dont_write_bytecode = True
    os.chdir(folder)
    if isinstance(task.code, CodeType):
        sys.meta_path.insert(0, Instead(task.module, task.code))


def formulas_tested(task: Task, folder: Path, _place: int) -> int:
    inside(task, folder)
    options = ["-c", os.devnull, "--rootdir=.", "--noconftest", "-p", "no:cacheprovider", "-x", "-q", "--no-header"]
    return pytest.main([*options, "-W", "ignore", "--assert=plain", "--tb=line", *task.tests])


def _outcome(status: int) -> str:
    if os.WIFSIGNALED(status):
        return TIMEOUT if os.WTERMSIG(status) in {signal.SIGXCPU, signal.SIGKILL, signal.SIGALRM} else KILLED
    return KILLED if os.WEXITSTATUS(status) else SURVIVED
