"""A process that does one thing of Concord's and is killed with signal 9 at a named point of it.

`python -m tests.chaos.dying POINT ID`: ID is a seat for what the web does, a panel for what the worker does. The
patches live here alone; nothing in the product knows of them.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any
from unittest import mock

import django

WEB = {
    "before the version is written": "panels.scorecards.actions.SubmittedVersion.save",
    "between version and text": "panels.scorecards.actions.SubmittedPayload.objects.create",
    "after opening, before the outbox": "panels.consensus.actions.reports.Outbox.objects.create",
    "after the outbox, before the commit": "panels.consensus.actions.reports.transaction.on_commit",
    "between commit and wake-up": "panels.consensus.actions.reports.wake",
    "between commit and answer": "django.core.handlers.wsgi.WSGIHandler.finish_response",
}
WORKER = {
    "after the claim": "panels.consensus.actions.building.build_report",
    "while computing": "panels.consensus.gather.compute",
    "after the report, before the commit": "panels.consensus.actions.building.note_report",
    "after the commit": "panels.consensus.actions.building.due",
}


def die(*_args: Any, **_kwargs: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(point: str, number: str) -> None:
    django.setup()
    if point in WEB:
        _dying_at(WEB[point], lambda: _submit(int(number), answers=point != "between commit and answer"))
    else:
        _dying_at(WORKER[point], lambda: _build(int(number), calls=2 if point == "after the commit" else 1))


def _dying_at(target: str, work: Callable[[], object]) -> None:
    if target.endswith(("finish_response", "building.due")):
        work()
        return
    with mock.patch(target, die):
        work()


def _submit(seat_id: int, *, answers: bool) -> None:
    from django.test import Client  # noqa: PLC0415 -- Django has to be set up first

    from panels.seating.models import Seat  # noqa: PLC0415

    seat = Seat.objects.select_related("interviewer").get(pk=seat_id)
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(seat.interviewer)
    client.post(f"/seats/{seat.uuid}/scorecard/summary/", {"revision": "1", "discussed": "no"})
    if not answers:
        die()


def _build(panel_id: int, *, calls: int) -> None:
    from panels.consensus.actions import building  # noqa: PLC0415

    building.build_owed(panel_id=panel_id)
    if calls > 1:
        die()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
