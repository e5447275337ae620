"""Analysing a file: the worker's part, which loads NumPy."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from interviews.runtime.clock import time_under_lock
from panels.consensus.analyses import MOST_BYTES, STEPS, due, given_up
from panels.consensus.models import Analysis
from panels.consensus.querysets import AnalysisQuerySet
from panels.consensus.rows.problems import BadFile, Problems
from panels.consensus.rows.ratings import read_table
from panels.consensus.rows.scale import parse_scale
from panels.consensus.statistics.analysis.whole import analyse

log = logging.getLogger(__name__)

GONE = "the worker stopped"
MOST_TOLD = 100


def analyse_owed(*, analysis_id: int) -> None:
    """Analyse this one, unless somebody is at it."""
    _attempt(analysis_id)


def sweep_analyses() -> None:
    """Whatever is owed: what a lost message, a killed worker or a failure left behind."""
    with transaction.atomic():
        given_up().update(failed_at=Now(), failure=GONE)
        owed = list(due().values_list("pk", flat=True))
    for one in owed:
        _attempt(one)


def _attempt(pk: int) -> None:
    """Claim it, compute outside of any transaction, keep what came of it; note in fixed words that it failed.

    The claim's time marks it as this worker's: asked again or claimed by another meanwhile, nothing is written.
    """
    with transaction.atomic():
        claim = time_under_lock()
        mine = Analysis.objects.filter(pk=pk, started_at=claim)
        due().filter(pk=pk).update(started_at=claim, attempts=F("attempts") + 1, step=0)
        analysis = mine.defer("result").first()
    if analysis is None:
        return
    try:
        found = {**_outcome(analysis, mine), "finished_at": Now(), "step": STEPS}
    except Exception as error:
        failure = f"{type(error).__name__} while analysing"
        log.error("analysis %s: %s", pk, failure)
        found = {"failed_at": Now(), "failure": failure}
    _note(mine, found)


def _outcome(analysis: Analysis, mine: AnalysisQuerySet) -> dict[str, Any]:
    """The result, or the sentences for a file that cannot be read."""
    steps = _Steps(mine)
    try:
        scale = parse_scale(analysis.scale) if analysis.scale else None
        table = read_table(bytes(analysis.content), Problems(most=MOST_TOLD), scale=scale, most_bytes=MOST_BYTES)
    except BadFile as error:
        return {"problems": list(error.sentences), "result": None}
    result = analyse(table, scale=scale, item_effect=analysis.item_effect, progress=steps.begin)
    return {"problems": [], "result": result}


@transaction.atomic
def _note(mine: AnalysisQuerySet, fields: dict[str, Any]) -> None:
    """The table is fenced: the database wants to know who asks, which a transaction tells it."""
    mine.update(**fields)


class _Steps:
    """Tells the page how far it is: one row written a step, none for each of a step's many parts."""

    def __init__(self, mine: AnalysisQuerySet) -> None:
        self.mine = mine
        self.told: list[str] = []

    def begin(self, what: str) -> None:
        if what not in self.told:
            self.told.append(what)
            _note(self.mine, {"step": len(self.told)})
