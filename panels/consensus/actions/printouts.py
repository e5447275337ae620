"""Asking for a report on paper. What is on it is made here, with the asker's rights; the worker only lays it out."""

from __future__ import annotations

from functools import partial

from django.db import transaction

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.runtime.sender import wake
from panels.consensus.models import Printout, Report

TASK = "consensus.print_report"


@transaction.atomic
def ask_printout(*, report: Report, owner: User, page: str) -> Printout:
    """In place of what she asked for of the same report before. Wakes the worker once it is committed."""
    Printout.objects.filter(owner=owner, report=report).delete()
    printout = Printout.objects.create(owner=owner, panel_id=report.panel_id, report=report, page=page)
    record("report.printed", actor_id=owner.pk, panel_id=report.panel_id, subject=report)
    transaction.on_commit(partial(wake, TASK, printout.pk))
    return printout
