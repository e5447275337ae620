"""Which action a message is for. That a worker takes messages at all: test_worker."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from panels.consensus import tasks
from panels.consensus.actions import analysing, building, calibrating, printing


@pytest.mark.parametrize(
    ("message", "given", "module", "action", "told"),
    [
        ("build_report", [7], building, "build_owed", {"panel_id": 7}),
        ("sweep_outbox", [], building, "sweep", {}),
        ("sweep_calibrations", [], calibrating, "sweep_calibrations", {}),
        ("calibrate_all", [], calibrating, "calibrate_all", {}),
        ("analyse", [8], analysing, "analyse_owed", {"analysis_id": 8}),
        ("sweep_analyses", [], analysing, "sweep_analyses", {}),
        ("print_report", [9], printing, "print_owed", {"printout_id": 9}),
        ("sweep_printouts", [], printing, "sweep_printouts", {}),
    ],
)
def test_message_is_one_action_whatever_a_newer_version_adds_to_it(
    monkeypatch: pytest.MonkeyPatch,
    message: str,
    given: list[int],
    module: ModuleType,
    action: str,
    told: dict[str, int],
) -> None:
    done: list[dict[str, Any]] = []
    monkeypatch.setattr(module, action, lambda **words: done.append(words))
    task = getattr(tasks, message)
    task.apply(args=[*given, "added"], kwargs={"also": 1}, throw=True)
    assert (task.name, done) == (f"consensus.{message}", [told])
