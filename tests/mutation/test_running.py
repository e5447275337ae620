"""What counts as noticed, and what ends the run instead."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutation.__main__ import ROOT
from tests.mutation.running import KILLED, SURVIVED, TIMEOUT, Task, run


def ends(task: Task, _folder: Path, _place: int) -> int:
    """As the task's module says."""
    word, _, number = task.module.partition(" ")
    if word == "killed":
        os.kill(os.getpid(), int(number))
        signal.pause()
    if word == "raises":
        raise KeyError(number)
    return int(number)


def outcomes(tmp_path: Path, *words: str) -> list[str]:
    tasks = [Task(word, (), None, 5) for word in words]
    found = {one.task.module: one.outcome for one in run(tasks, tmp_path, 2, ends)}
    return [found[word] for word in words]


def test_outcome_is_what_pytest_says_of_tests_that_ran(tmp_path: Path) -> None:
    """1: a test failed; 2: a file could not be imported; 4: a conftest could not."""
    assert outcomes(tmp_path, "exits 0", "exits 1", "exits 2", "exits 4") == [SURVIVED, KILLED, KILLED, KILLED]


def test_running_for_ever_is_noticed(tmp_path: Path) -> None:
    words = [f"killed {int(one)}" for one in (signal.SIGXCPU, signal.SIGALRM, signal.SIGTERM)]
    assert outcomes(tmp_path, *words) == [TIMEOUT, TIMEOUT, KILLED]


@pytest.mark.parametrize("word", ["exits 3", "exits 5", "raises x"])
def test_tests_that_did_not_run_end_the_run(tmp_path: Path, word: str) -> None:
    with pytest.raises(SystemExit, match=f"{word}: its tests were not run"):
        outcomes(tmp_path, word)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "tried"),
    [
        (["tests.mutation", "--per-file", "2", "gwet.py"], 2),
        (["tests.mutation.site", "--jobs", "1", "--per-file", "0", "panels/consensus/tasks.py"], 3),
    ],
)
def test_short_form_of_the_long_run(words: list[str], tried: int) -> None:
    """A fault or two, really put in: `make mutation` and `make mutation-site` try hundreds."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CONCORD_", "PYTEST_"))}
    done = subprocess.run(
        [sys.executable, "-m", *words], env=kept, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )
    assert f"100.0% of {tried} noticed" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0
