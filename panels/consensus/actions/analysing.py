"""Analysing a file: the worker's part, which loads NumPy."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from panels.consensus.actions.claiming import attempt, note, sweep
from panels.consensus.analyses import MOST_BYTES, STEPS
from panels.consensus.models import Analysis
from panels.consensus.rows.problems import BadFile, Problems
from panels.consensus.rows.ratings import read_table
from panels.consensus.rows.scale import parse_scale
from panels.consensus.statistics.analysis.whole import analyse

MOST_TOLD = 100


def analyse_owed(*, analysis_id: int) -> None:
    """Analyse this one, unless somebody is at it."""
    attempt(Analysis.objects.defer("result"), analysis_id, what="analysing", do=_outcome)


def sweep_analyses() -> None:
    sweep(Analysis.objects.all(), lambda pk: analyse_owed(analysis_id=pk))


def _outcome(analysis: Analysis, mine: QuerySet[Analysis]) -> dict[str, Any]:
    """The result, or the sentences for a file that cannot be read."""
    steps = _Steps(mine)
    note(mine, {"step": 0})
    try:
        scale = parse_scale(analysis.scale) if analysis.scale else None
        table = read_table(bytes(analysis.content), Problems(most=MOST_TOLD), scale=scale, most_bytes=MOST_BYTES)
    except BadFile as error:
        return {"problems": list(error.sentences), "result": None, "step": STEPS}
    result = analyse(table, scale=scale, item_effect=analysis.item_effect, progress=steps.begin)
    return {"problems": [], "result": result, "step": STEPS}


class _Steps:
    """Tells the page how far it is: one row written a step, none for each of a step's many parts."""

    def __init__(self, mine: QuerySet[Analysis]) -> None:
        self.mine = mine
        self.told: list[str] = []

    def begin(self, what: str) -> None:
        if what not in self.told:
            self.told.append(what)
            note(self.mine, {"step": len(self.told)})
