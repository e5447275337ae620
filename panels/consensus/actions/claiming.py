"""Doing what a page asked for: one worker claims it, does it outside of any transaction, and notes what came of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F, Model, QuerySet
from django.db.models.functions import Now

from interviews.runtime.clock import time_under_lock
from panels.consensus.jobs import due, given_up

log = logging.getLogger(__name__)

GONE = "the worker stopped"
Row = TypeVar("Row", bound=Model)


def attempt(rows: QuerySet[Row], pk: int, *, what: str, do: Callable[[Row, QuerySet[Row]], dict[str, Any]]) -> None:
    """`do` answers the fields to be noted; what it raises is noted in fixed words: its `failure`, or its kind.

    The claim's time marks it as this worker's: asked again or claimed by another meanwhile, nothing is written.
    """
    with transaction.atomic():
        claim = time_under_lock()
        mine = rows.filter(pk=pk, started_at=claim)
        due(rows).filter(pk=pk).update(started_at=claim, attempts=F("attempts") + 1)
        row = mine.first()
    if row is None:
        return
    try:
        found = {**do(row, mine), "finished_at": Now()}
    except Exception as error:
        failure = getattr(error, "failure", f"{type(error).__name__} while {what}")
        log.error("%s %s: %s", row._meta.model_name, pk, failure)
        found = {"failed_at": Now(), "failure": failure}
    note(mine, found)


def sweep(rows: QuerySet[Row], one: Callable[[int], None]) -> None:
    """Whatever is owed: what a lost message, a killed worker or a failure left behind."""
    with transaction.atomic():
        given_up(rows).update(failed_at=Now(), failure=GONE)
        owed = list(due(rows).values_list("pk", flat=True))
    for pk in owed:
        one(pk)


@transaction.atomic
def note(mine: QuerySet[Row], fields: dict[str, Any]) -> None:
    """The tables are fenced: the database wants to know who asks, which a transaction tells it."""
    mine.update(**fields)
